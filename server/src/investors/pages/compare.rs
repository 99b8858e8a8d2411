//! Up to four side by side, what everybody knows and what this reader may know; on paper too.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use uuid::Uuid;

use super::shown::{Company, Reader, company};
use crate::app::App;
use crate::investors::model::{COMPARED, KINDS};
use crate::investors::queries::{Line, as_professional, lines};
use crate::investors::query::Chosen;
use crate::organisations::queries::summaries;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::texts::T;
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "investors/pages/compare.html")]
struct ComparePage {
    layout: Layout,
    companies: Vec<Company>,
    /// A name, and what each of them has there.
    rows: Vec<(String, Vec<String>)>,
    /// More were chosen than are shown.
    more: bool,
    /// When it was put together: a printed page tells.
    date: String,
}

/// Those of these that investors are shown, in the order of the address.
pub(in crate::investors) async fn chosen(
    app: &App,
    actor: &Actor,
    ids: &[crate::organisations::model::OrganisationId],
) -> Result<(Vec<Line>, bool)> {
    let database = app.journal.database();
    let proof = as_professional(database.reader(), actor).await?;
    let ids: Vec<Uuid> = ids.iter().take(COMPARED).map(|id| id.0).collect();
    let everybody = scope(&Actor::guest(), Action::ReadOrganisation);
    let mut rows = summaries(&everybody, database, &ids).await?;
    rows.retain(|row| row.kind.is_some_and(|kind| KINDS.contains(&kind)) && row.listed_at.is_some());
    Ok((lines(proof.as_ref().ok(), database, rows).await?, proof.is_ok()))
}

/// `GET /{lang}/startups/compare`
pub(in crate::investors) async fn compare(
    State(app): State<App>,
    lang: Lang,
    Params(Chosen(ids)): Params<Chosen>,
) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let reader = Reader {
        region,
        t,
        today: region.today(app.journal.clock()),
    };
    let (found, is_professional) = chosen(&app, &lang.visitor.actor, &ids).await?;
    let companies: Vec<Company> = found.iter().map(|line| company(line, reader, None)).collect();
    let shown = ComparePage {
        layout: lang.layout(t.get("compare-title")).hidden().current("startups"),
        rows: rows(&found, &companies, t, is_professional),
        companies,
        more: ids.len() > COMPARED,
        date: t.date_long(reader.today),
    };
    let cache = match lang.visitor.is_signed_in() {
        true => Cache::Private,
        false => Cache::Public,
    };
    page(&shown, StatusCode::OK, cache)
}

fn rows(found: &[Line], companies: &[Company], t: T, is_professional: bool) -> Vec<(String, Vec<String>)> {
    let unsaid = || t.get("startup-unsaid").into_owned();
    let or = |value: Option<String>| value.filter(|value| !value.is_empty()).unwrap_or_else(unsaid);
    let all = |value: &dyn Fn(&Company) -> String| companies.iter().map(value).collect::<Vec<_>>();
    let mut rows = vec![
        (
            t.term("facet", "kind").into_owned(),
            all(&|one| or(Some(one.kind.clone()))),
        ),
        (t.get("startup-stage").into_owned(), all(&|one| or(one.stage.clone()))),
        (t.term("facet", "nace").into_owned(), all(&|one| or(one.sector.clone()))),
        (t.term("facet", "territory").into_owned(), all(&|one| one.place.clone())),
        (
            t.get("compare-what").into_owned(),
            all(&|one| or(one.summary.clone().map(|(text, _)| text))),
        ),
    ];
    let founded = found.iter().map(|line| or(line.row.founded.clone()));
    rows.push((t.get("directory-column-founded").into_owned(), founded.collect()));
    let languages = found.iter().map(|line| {
        let codes = line.row.languages.iter();
        let names: Vec<_> = codes.map(|code| t.term("language", code).into_owned()).collect();
        or(Some(names.join(", ")))
    });
    rows.push((t.term("facet", "language").into_owned(), languages.collect()));
    rows.push((t.get("startups-age").into_owned(), all(&|one| one.age.clone())));
    if is_professional {
        for (place, name) in ["funding-band", "funding-purpose"].into_iter().enumerate() {
            let value = |one: &Company| or(one.sought.get(place).map(|(_, value)| value.clone()));
            rows.push((t.get(name).into_owned(), all(&value)));
        }
    }
    rows
}
