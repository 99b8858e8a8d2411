//! The chamber's review: what waits, and one of it with four criteria.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::attachments::{File, attached_to};
use super::form::{Passage, passage};
use super::language::others;
use super::shown::{Body, body};
use super::title;
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::opportunities::OpportunityId;
use crate::opportunities::model::{Criterion, SCORE};
use crate::opportunities::queries::{self, Own};
use crate::opportunities::reviewing::{SHOWN, sheet};
use crate::organisations::path;
use crate::platform::access::{Action, Actor, decide_for_a_chamber, scope};
use crate::platform::web::{Cache, Error, Lang, Layout, Params, Result, SignedIn, page};

/// A line of the queue.
struct Waiting {
    href: String,
    title: String,
    about: String,
    age: String,
    territory: String,
    current: bool,
}

/// A criterion with what to look at, and the score that was chosen.
struct Scored {
    code: &'static str,
    name: String,
    guidance: String,
    /// 0 to 5, each with its words and whether it was chosen.
    choices: Vec<(u8, String, bool)>,
    missing: bool,
}

/// What scores mean, before they are confirmed.
pub(super) struct Outcome {
    pub(super) code: &'static str,
    pub(super) sum: String,
    pub(super) text: String,
    pub(super) button: String,
    pub(super) negative: bool,
}

/// What was sent from the form, and what came of it.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) scores: [Option<u8>; 4],
    pub(super) why: String,
    /// Field and what is wrong.
    pub(super) faults: Vec<(&'static str, String)>,
    pub(super) result: Option<Outcome>,
    pub(super) failed: Option<String>,
    pub(super) status: Option<StatusCode>,
}

struct Shown {
    own: Own,
    body: Body,
    title: String,
    organisation: String,
    organisation_href: String,
    passages: Vec<Passage>,
    files: Vec<File>,
    languages: Vec<(String, String)>,
    criteria: Vec<Scored>,
    why: String,
    why_fault: Option<String>,
    result: Option<Outcome>,
    /// Who has it, where that is a colleague.
    held_by: Option<String>,
    /// Whether this reader has it.
    mine: bool,
    /// Whether this reader may review it at all.
    may: bool,
    waits: bool,
    state: String,
    /// Date, who, scores, result, text.
    before: Vec<[String; 5]>,
}

#[derive(Template)]
#[template(path = "opportunities/pages/review.html")]
struct ReviewPage {
    layout: Layout,
    waiting: Vec<Waiting>,
    count: String,
    shown: Option<Shown>,
    failed: Option<String>,
    faults: Vec<(&'static str, String)>,
}

/// One of this reader's chambers; any other is not found.
pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<Own> {
    decide_for_a_chamber(actor, Action::ReadChamber)?;
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ReviewOpportunity);
    let found = queries::find_own(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// `GET /{lang}/desk/opportunities`
pub(in crate::opportunities) async fn queue(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    decide_for_a_chamber(&signed.actor, Action::ReadChamber)?;
    shown(&app, &lang, &signed, None, Sent::default()).await
}

/// `GET /{lang}/desk/opportunities/{id}`
pub(in crate::opportunities) async fn review(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let own = load(&app, &signed.actor, &id).await?;
    shown(&app, &lang, &signed, Some(own), Sent::default()).await
}

pub(super) async fn shown(app: &App, lang: &Lang, signed: &SignedIn, own: Option<Own>, sent: Sent) -> Result<Response> {
    let t = lang.t;
    let scope = scope(&signed.actor, Action::ReviewOpportunity);
    let database = app.journal.database();
    let rows = queries::queue(&scope, database, SHOWN).await?;
    let count = queries::waiting(&scope, database).await?;
    let current = own.as_ref().map(|own| own.id);
    let heading = own.as_ref().map(|own| title(lang, own));
    let status = sent.status.unwrap_or(StatusCode::OK);
    let (failed, faults) = (sent.failed.clone(), sent.faults.clone());
    let shown = ReviewPage {
        layout: lang
            .layout(heading.unwrap_or_else(|| t.get("opportunity-review-title").into_owned()))
            .hidden()
            .current("desk"),
        waiting: rows.iter().map(|own| waiting(app, lang, own, current)).collect(),
        count: t
            .with("opportunity-review-count", &[("count", count.into())])
            .into_owned(),
        shown: match own {
            Some(own) => Some(one(app, lang, signed, own, sent).await?),
            None => None,
        },
        failed,
        faults,
    };
    page(&shown, status, Cache::Private)
}

fn waiting(app: &App, lang: &Lang, own: &Own, current: Option<OpportunityId>) -> Waiting {
    let (t, region) = (lang.t, &app.web.region);
    let state = t.term("opportunity-state", own.state.code());
    let since = own.submitted_at.unwrap_or(own.changed_at);
    let days = (region.today(app.journal.clock()) - region.zone.day(since)).num_days();
    Waiting {
        href: lang.path(&format!("/desk/opportunities/{}", own.id)),
        title: title(lang, own),
        about: format!("{} · {state}", t.term("opportunity-type", own.kind.code())),
        age: t
            .with(
                "case-age-days",
                &[("count", u64::try_from(days).unwrap_or_default().into())],
            )
            .into_owned(),
        territory: own.territory.clone(),
        current: current == Some(own.id),
    }
}

async fn one(app: &App, lang: &Lang, signed: &SignedIn, own: Own, sent: Sent) -> Result<Shown> {
    let (t, region, database) = (lang.t, &*app.web.region, app.journal.database());
    let beside = sheet(app, &signed.actor, &own).await?;
    let files = attached_to(app, lang, own.id, true).await?;
    let people: Vec<PersonId> = beside
        .reviews
        .iter()
        .map(|one| one.reviewer)
        .chain(own.reviewer)
        .map(PersonId)
        .collect();
    let people = accounts::find_many(database.reader(), &people).await?;
    let name = |id: uuid::Uuid| {
        let found = people.iter().find(|person| person.id.0 == id);
        found.map_or_else(|| t.get("case-person-gone").into_owned(), |person| person.name.clone())
    };
    let organisation = beside.organisation.unwrap_or_default();
    let before = beside.reviews.iter().map(|one| {
        let scores = one.scores.each().map(|(criterion, score)| {
            let name = t.term("opportunity-criterion", criterion.code());
            format!("{name} {score}")
        });
        [
            t.date(region.zone.day(one.at)),
            name(one.reviewer),
            scores.collect::<Vec<_>>().join(" · "),
            t.term("opportunity-verdict", &one.verdict).into_owned(),
            one.body.clone(),
        ]
    });
    let wrong = |field: &str| sent.faults.iter().any(|(name, _)| *name == field);
    let criteria = Criterion::ALL
        .iter()
        .zip(sent.scores)
        .map(|(criterion, chosen)| Scored {
            code: criterion.code(),
            name: t.term("opportunity-criterion", criterion.code()).into_owned(),
            guidance: t.term("opportunity-guidance", criterion.code()).into_owned(),
            choices: (0..=SCORE)
                .map(|score| {
                    let word = t.term("opportunity-score", &score.to_string()).into_owned();
                    (score, word, chosen == Some(score))
                })
                .collect(),
            missing: wrong(criterion.code()),
        });
    Ok(Shown {
        body: body(own.kind, &own.content, own.language, (region, t)),
        title: title(lang, &own),
        organisation_href: lang.path(&path(own.organisation, &organisation)),
        organisation,
        files,
        languages: others(lang, &own),
        passages: beside.passages.iter().map(|one| passage(lang, own.kind, one)).collect(),
        criteria: criteria.collect(),
        why_fault: sent
            .faults
            .iter()
            .find(|(field, _)| *field == "why")
            .map(|(_, text)| text.clone()),
        why: sent.why,
        result: sent.result,
        held_by: own.reviewer.filter(|id| *id != signed.person).map(name),
        mine: own.reviewer == Some(signed.person),
        may: beside.may,
        waits: own.state.is_waiting(),
        state: t.term("opportunity-state", own.state.code()).into_owned(),
        before: before.collect(),
        own,
    })
}
