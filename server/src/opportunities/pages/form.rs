//! The form: everything on one page, its groups one at a time on a phone; kept as it is typed, sent when it is whole.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::answered::{Panel, panel};
use super::inputs::{Part, parts};
use super::language::others;
use super::typed::{Search, Typed};
use super::{inner_path, open, title};
use crate::app::App;
use crate::joining::{Inside, What};
use crate::opportunities::actions::{self, OpportunityError};
use crate::opportunities::model::{State as Standing, Type};
use crate::opportunities::queries::{self, Own, Reviewed};
use crate::opportunities::rules::Finding;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, Ownership, decide};
use crate::platform::web::{
    Cache, Detail, Error, Fault, FormBody, Lang, Layout, Params, Result, SignedIn, by_itself, kept_as, page,
};

/// What is wrong with the form; its inputs ask by this name.
#[derive(Default)]
pub(super) struct Around {
    pub(super) version: i64,
    /// Field, label and what is wrong.
    pub(super) faults: Vec<(String, String)>,
    /// Another window was quicker.
    pub(super) stale: bool,
    /// Why it could not be sent though nothing is wrong with it.
    pub(super) reason: Option<String>,
}

impl Around {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }
}

/// A passage that may name the organisation: text, what it is, which field.
pub(super) struct Passage {
    pub(super) field: &'static str,
    pub(super) text: String,
    pub(super) what: String,
    pub(super) certain: bool,
}

#[derive(Template)]
#[template(path = "opportunities/pages/form.html")]
struct FormPage {
    layout: Layout,
    inside: Inside,
    /// Where its versions in other languages are.
    languages: Vec<(String, String)>,
    frame: Around,
    action: String,
    parts: Vec<Part>,
    passages: Vec<Passage>,
    /// Whether one of them certainly names it.
    certain: bool,
    looked: bool,
    panel: Panel,
    /// What the chamber said last.
    said: Option<Reviewed>,
    chamber: String,
    state: String,
    /// Whether no chamber has seen it: then it can be thrown away.
    draft: bool,
}

impl FormPage {
    fn label(&self, field: &str) -> String {
        let inputs = self.parts.iter().flat_map(|part| &part.inputs);
        let of_input = inputs
            .filter(|input| input.name == field)
            .map(|input| input.label.clone());
        let concepts = self.parts.iter().flat_map(|part| &part.concepts);
        let of_concepts = concepts.filter(|one| one.name == field).map(|one| one.label.clone());
        of_input.chain(of_concepts).next().unwrap_or_default()
    }

    /// The anchor of the group behind this one.
    fn next(&self, part: &Part) -> &'static str {
        let behind = self.parts.iter().skip_while(|one| one.code != part.code).nth(1);
        behind.map_or("send", |part| part.code)
    }
}

/// What a form is shown with beside the opportunity.
#[derive(Default)]
struct With {
    around: Around,
    search: Search,
    deadline: String,
    found: Option<Vec<Finding>>,
    looked: bool,
}

/// The right to write for an organisation.
pub(super) fn right(actor: &Actor, organisation: &Organisation) -> Result<()> {
    let owned = Ownership {
        id: organisation.id.0,
        version: organisation.version,
        organisation: Some(organisation.id.0),
        chamber: organisation.home_chamber.clone(),
        ..Ownership::default()
    };
    drop(decide(actor, Action::EditOpportunity, &owned)?);
    Ok(())
}

async fn shown(app: &App, lang: &Lang, organisation: &Organisation, own: &Own, with: With) -> Result<Response> {
    let (t, region) = (lang.t, &*app.web.region);
    let database = app.journal.database();
    let status = match (with.around.stale, &with.around) {
        (true, _) => StatusCode::CONFLICT,
        (_, Around { reason: Some(_), .. }) => StatusCode::CONFLICT,
        (_, around) if !around.faults.is_empty() => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::OK,
    };
    let found = match with.found {
        Some(found) => found,
        None => queries::identifying(database, region, own).await?,
    };
    let said = queries::reviews(database, own).await?.into_iter().next();
    let chamber = region.chamber(&own.chamber);
    let shown = FormPage {
        layout: lang.layout(title(lang, own)).hidden(),
        inside: Inside::of(organisation, lang, "opportunities"),
        languages: others(lang, own),
        action: inner_path(lang, own, ""),
        parts: parts(own, (region, t), (&with.search, &with.deadline)),
        certain: found.iter().any(|one| one.passage.certain),
        passages: found.iter().map(|one| passage(lang, own.kind, one)).collect(),
        looked: with.looked,
        panel: panel(app, lang, own).await?,
        said,
        chamber: chamber.map_or_else(|| own.chamber.clone(), |one| one.name.get(t.locale).to_owned()),
        state: t.term("opportunity-state", own.state.code()).into_owned(),
        draft: own.state == Standing::Draft,
        frame: Around {
            version: own.version,
            ..with.around
        },
    };
    page(&shown, status, Cache::Private)
}

pub(super) fn passage(lang: &Lang, kind: Type, found: &Finding) -> Passage {
    let what = lang.t.term("opportunity-names", found.passage.what.code());
    let field = super::shown::label(lang.t, kind, found.field);
    Passage {
        field: found.field.code(),
        text: found.passage.text.clone(),
        what: format!("{field}: {what}"),
        certain: found.passage.certain,
    }
}

/// `GET /{lang}/own/{id}/opportunities/{opportunity}`
pub(in crate::opportunities) async fn form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    Params(search): Params<Search>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    if !own.state.is_written() || right(&actor, &organisation).is_err() {
        return super::within::shown(&app, &lang, &organisation, &own, None).await;
    }
    let with = With {
        search,
        ..With::default()
    };
    shown(&app, &lang, &organisation, &own, with).await
}

/// `POST /{lang}/own/{id}/opportunities/{opportunity}`
pub(in crate::opportunities) async fn save(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    headers: HeaderMap,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let (organisation, own) = open(&app, &actor, (&organisation, &id)).await?;
    right(&actor, &organisation)?;
    let by_itself = by_itself(&headers);
    let hands = app.hands(&actor);
    let again = |around: Around, found: Option<Vec<Finding>>| With {
        around,
        search: typed.search.clone(),
        deadline: typed.deadline.clone(),
        found,
        looked: typed.looked,
    };
    match actions::keep(hands, own.id, typed.keeping(&own)).await {
        Ok(version) if by_itself => return Ok(kept_as(StatusCode::OK, version)),
        Ok(_) => {}
        Err(OpportunityError::Changed) if by_itself => return Ok(kept_as(StatusCode::CONFLICT, own.version)),
        Err(OpportunityError::Changed) => {
            let around = Around {
                stale: true,
                ..Around::default()
            };
            return shown(&app, &lang, &organisation, &typed.over(&own), again(around, None)).await;
        }
        Err(OpportunityError::Faults(faults)) if !by_itself => {
            let around = marked(&lang, &faults);
            return shown(&app, &lang, &organisation, &typed.over(&own), again(around, None)).await;
        }
        Err(error) => return Err(error.into()),
    }
    let (_, own) = open(&app, &actor, (&organisation.id.to_string(), &id)).await?;
    if typed.is_no_day() {
        let no_day = lang.t.get("fault-no-day").into_owned();
        let around = Around {
            faults: vec![("deadline".to_owned(), no_day)],
            ..Around::default()
        };
        return shown(&app, &lang, &organisation, &own, again(around, None)).await;
    }
    match typed.go.as_deref() {
        Some("send") => {}
        go => return Ok(Redirect::to(&next(&lang, &own, go, &typed.search)).into_response()),
    }
    match actions::send(hands, own.id, Some(own.version), typed.looked).await {
        Ok(()) => Ok(Redirect::to(&inner_path(&lang, &own, "")).into_response()),
        Err(OpportunityError::Faults(faults)) => {
            let around = marked(&lang, &faults);
            shown(&app, &lang, &organisation, &own, again(around, None)).await
        }
        Err(OpportunityError::Identifying(found)) => {
            let around = marked(&lang, &actions::as_faults(&found));
            shown(&app, &lang, &organisation, &own, again(around, Some(found))).await
        }
        Err(error) => match Error::from(error) {
            Error::Conflict(detail) => {
                let around = Around {
                    reason: Some(detail.text(lang.t)),
                    ..Around::default()
                };
                shown(&app, &lang, &organisation, &own, again(around, None)).await
            }
            other => Err(other),
        },
    }
}

/// Where a button leads that only keeps.
fn next(lang: &Lang, own: &Own, go: Option<&str>, search: &Search) -> String {
    match go {
        Some("preview") => inner_path(lang, own, "/preview"),
        Some(field @ ("technologies" | "markets")) => inner_path(lang, own, &format!("{}#{field}", search.query())),
        _ => inner_path(lang, own, ""),
    }
}

fn marked(lang: &Lang, faults: &[Fault]) -> Around {
    let told = |fault: &Fault| (fault.field.to_owned(), fault.detail().text(lang.t));
    Around {
        faults: faults.iter().map(told).collect(),
        ..Around::default()
    }
}

/// What a form that could not be carried out says.
pub(super) fn reason(error: OpportunityError, lang: &Lang) -> Result<String> {
    match Error::from(error) {
        Error::Conflict(detail) => Ok(detail.text(lang.t)),
        Error::Validation(faults) => Ok(faults.into_iter().next().map_or_else(
            || Detail::new("opportunity-nothing").text(lang.t),
            |one| one.detail.text(lang.t),
        )),
        other => Err(other),
    }
}
