//! What changed of those an investor organisation follows or searches: field, before and after, source; and no more.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::open;
use super::shown::Reader;
use crate::app::App;
use crate::investors::model::{BAND, PURPOSE, STAGE};
use crate::investors::queries::{Alert, alerts, as_professional, searches};
use crate::joining::Inside;
use crate::organisations::differences::{register_name, sentence, word};
use crate::organisations::model::{FieldKind, field_of};
use crate::organisations::path;
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, SignedIn, page};

/// A change as a line.
struct Line {
    date: String,
    name: String,
    href: String,
    /// Field, before and after; of a text that it was rewritten.
    field: String,
    before: String,
    after: String,
    said: Option<String>,
    source: String,
    /// Why it stands here.
    why: String,
    introduce: String,
}

#[derive(Template)]
#[template(path = "investors/pages/changes.html")]
struct ChangesPage {
    layout: Layout,
    inside: Inside,
    lines: Vec<Line>,
}

/// `GET /{lang}/own/{id}/changes`
pub(in crate::investors) async fn changes(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let (database, clock) = (app.journal.database(), app.journal.clock());
    let reader = Reader {
        region: &app.web.region,
        t: lang.t,
        today: app.web.region.today(clock),
    };
    let scope = scope(&actor, Action::ReadWorkspace);
    let proof = as_professional(database.reader(), &actor).await?.ok();
    let found = alerts((&scope, proof.as_ref()), database, clock.now(), organisation.id).await?;
    let saved = searches(&scope, database, organisation.id).await?;
    let names: Vec<_> = saved.iter().map(|one| (one.id, reader.name(&one.search))).collect();
    let line = |alert: &Alert| {
        let found = names.iter().filter(|(id, _)| alert.searches.contains(id));
        line(alert, reader, found.map(|(_, name)| name.as_str()).collect())
    };
    let shown = ChangesPage {
        layout: lang.layout(lang.t.get("alerts-title")).hidden(),
        inside: Inside::of(&organisation, &lang, "changes"),
        lines: found.iter().map(line).collect(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn line(alert: &Alert, reader: Reader<'_>, searches: Vec<&str>) -> Line {
    let (t, note) = (reader.t, &alert.note);
    let is_text = field_of(&note.field).is_some_and(|field| field.kind == FieldKind::Text);
    let value = |value: &Option<String>| match value {
        None => t.get("startup-unsaid").into_owned(),
        Some(code) => match note.field.as_str() {
            STAGE => t.term("startup-stage", code).into_owned(),
            BAND => t.term("funding-band", code).into_owned(),
            PURPOSE => t.term("funding-purpose", code).into_owned(),
            field => word(field, code, t),
        },
    };
    let field = match note.field.as_str() {
        STAGE => t.get("startup-stage"),
        BAND => t.get("funding-band"),
        PURPOSE => t.get("funding-purpose"),
        field => t
            .find(&format!("field-{field}"))
            .unwrap_or_else(|| field.to_owned().into()),
    };
    let source = match &note.source {
        None => t.get("alerts-by-itself").into_owned(),
        Some((register, as_of)) => {
            let name = register_name(register, t, reader.region);
            let variables = [("register", name.into()), ("date", t.date(*as_of).into())];
            t.with("organisations-change-source", &variables).into_owned()
        }
    };
    let followed = alert.watched.then(|| t.get("alerts-watched").into_owned());
    let by_search = searches
        .iter()
        .map(|name| t.with("alerts-search", &[("name", (*name).into())]).into_owned());
    Line {
        date: t.date(reader.region.zone.day(note.at)),
        name: alert.name.clone(),
        href: format!("/{}{}", t.locale, path(alert.organisation, &alert.name)),
        field: field.into_owned(),
        before: value(&note.before),
        after: value(&note.after),
        said: is_text.then(|| sentence(note, t)),
        source,
        why: followed.into_iter().chain(by_search).collect::<Vec<_>>().join(" · "),
        introduce: format!("/{}/organisations/{}/introduce", t.locale, alert.organisation),
    }
}
