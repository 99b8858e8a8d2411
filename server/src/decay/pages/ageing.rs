//! What a chamber must look after: its organisations of which all is stale, or soon will be.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Days;

use crate::app::App;
use crate::organisations::model::SOON;
use crate::organisations::queries::{Summary, count_ageing, list_ageing};
use crate::platform::access::{Action, Chamber, decide, scope};
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, SignedIn, page};

/// Lines on the page: the rest comes up once these are done.
const LISTED: u64 = 200;

struct Line {
    href: String,
    name: String,
    lang: Option<String>,
    standing: String,
    territory: String,
    age: String,
    stale: bool,
}

#[derive(Template)]
#[template(path = "decay/pages/ageing.html")]
struct AgeingPage {
    layout: Layout,
    lead: String,
    lines: Vec<Line>,
    /// Said where there are more than are listed.
    first: Option<String>,
}

/// `GET /{lang}/desk/ageing`
pub(in crate::decay) async fn ageing(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let (chamber, _) = actor.mandates().first().ok_or(Error::NotFound)?;
    drop(decide(&actor, Action::ReadChamber, &Chamber(chamber))?);
    let (t, region) = (lang.t, &lang.web.region);
    let today = region.today(app.journal.clock());
    let until = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let scope = scope(&actor, Action::ListOrganisation);
    let database = app.journal.database();
    let (stale, soon) = count_ageing(&scope, database, (today, until)).await?;
    let rows = list_ageing(&scope, database, until, LISTED).await?;
    let counts = [("stale", stale.into()), ("soon", soon.into()), ("days", SOON.into())];
    let shown = AgeingPage {
        layout: lang.layout(t.get("ageing-title")).hidden().current("desk"),
        lead: t.with("ageing-lead", &counts).into_owned(),
        lines: rows.into_iter().map(|row| line(row, &lang, today)).collect(),
        first: (stale + soon > LISTED).then(|| t.with("ageing-first", &[("count", LISTED.into())]).into_owned()),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn line(row: Summary, lang: &Lang, today: chrono::NaiveDate) -> Line {
    let t = lang.t;
    let stale = today > row.stale_at;
    let (key, day) = match stale {
        true => ("ageing-since", row.stale_at.succ_opt().unwrap_or(row.stale_at)),
        false => ("ageing-until", row.stale_at),
    };
    Line {
        href: lang.path(&format!("/own/{}/facts", row.id)),
        lang: row.name_language.filter(|code| code != t.locale.code()),
        standing: t.term("standing", row.standing.code()).into_owned(),
        territory: lang.web.region.territory_name(&row.territory, t.locale).to_owned(),
        age: t.with(key, &[("date", t.date(day).into())]).into_owned(),
        name: row.name,
        stale,
    }
}
