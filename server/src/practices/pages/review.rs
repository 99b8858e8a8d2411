//! What the chambers do: what waits for them, and one of it with a verdict.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use uuid::Uuid;

use super::frame::Frame;
use super::shown::{Body, body, place};
use super::title;
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::chambers::deciding;
use crate::organisations::path;
use crate::organisations::queries::briefs;
use crate::platform::access::{Action, Actor, decide, decide_for_a_chamber, scope};
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};
use crate::practices::PracticeId;
use crate::practices::actions::{self, Judged};
use crate::practices::model::{State as Standing, Verdict};
use crate::practices::queries::{self, Own, Reviewed};

/// What waits, as far as it is shown.
const SHOWN: u64 = 100;

/// A line of the queue.
struct Waiting {
    href: String,
    title: String,
    about: String,
    age: String,
    territory: String,
    current: bool,
}

/// What was sent from the form, and what came of it.
#[derive(Default)]
struct Sent {
    verdict: Option<Verdict>,
    expert: Option<String>,
    why: String,
    frame: Frame,
}

struct Shown {
    own: Own,
    body: Body,
    title: String,
    organisation: String,
    organisation_href: String,
    state: String,
    /// Whether this is the second look.
    second: bool,
    /// Whether this reader may say something now.
    may: bool,
    /// Whether they looked at it for the first chamber.
    same: bool,
    waits: bool,
    /// Code, words, chosen.
    verdicts: Vec<(&'static str, String, bool)>,
    experts: Vec<(String, String, bool)>,
    why: String,
    /// Date, who, verdict, text.
    before: Vec<[String; 4]>,
}

#[derive(Template)]
#[template(path = "practices/pages/review.html")]
struct ReviewPage {
    layout: Layout,
    waiting: Vec<Waiting>,
    count: String,
    shown: Option<Shown>,
    frame: Frame,
}

/// One of this reader's chambers; any other is not found.
async fn load(app: &App, actor: &Actor, id: &str) -> Result<Own> {
    decide_for_a_chamber(actor, Action::ReadChamber)?;
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ReviewPractice);
    let found = queries::find_own(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// `GET /{lang}/desk/practices`
pub(in crate::practices) async fn queue(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    decide_for_a_chamber(&signed.actor, Action::ReadChamber)?;
    shown(&app, &lang, &signed, None, Sent::default()).await
}

/// `GET /{lang}/desk/practices/{id}`
pub(in crate::practices) async fn review(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let own = load(&app, &signed.actor, &id).await?;
    shown(&app, &lang, &signed, Some(own), Sent::default()).await
}

async fn shown(app: &App, lang: &Lang, signed: &SignedIn, own: Option<Own>, sent: Sent) -> Result<Response> {
    let t = lang.t;
    let scope = scope(&signed.actor, Action::ReviewPractice);
    let database = app.journal.database();
    let rows = queries::queue(&scope, database, SHOWN).await?;
    let count = queries::waiting(&scope, database).await?;
    let current = own.as_ref().map(|own| own.id);
    let heading = own.as_ref().map(|own| title(lang, own));
    let status = sent.frame.status();
    let one = match own {
        Some(own) => Some(one(app, lang, signed, own, &sent).await?),
        None => None,
    };
    let shown = ReviewPage {
        layout: lang
            .layout(heading.unwrap_or_else(|| t.get("practice-review-title").into_owned()))
            .hidden()
            .current("desk"),
        waiting: rows.iter().map(|own| waiting(app, lang, own, current)).collect(),
        count: t.with("practice-review-count", &[("count", count.into())]).into_owned(),
        shown: one,
        frame: sent.frame,
    };
    page(&shown, status, Cache::Private)
}

fn waiting(app: &App, lang: &Lang, own: &Own, current: Option<PracticeId>) -> Waiting {
    let (t, region) = (lang.t, &app.web.region);
    let since = own.submitted_at.unwrap_or(own.changed_at);
    let days = (region.today(app.journal.clock()) - region.zone.day(since)).num_days();
    let days = u64::try_from(days).unwrap_or_default();
    let step = if own.state == Standing::Validated {
        "practice-review-second"
    } else {
        "practice-review-first"
    };
    Waiting {
        href: lang.path(&format!("/desk/practices/{}", own.id)),
        title: title(lang, own),
        about: t.get(step).into_owned(),
        age: t.with("case-age-days", &[("count", days.into())]).into_owned(),
        territory: own.content.territory.clone(),
        current: current == Some(own.id),
    }
}

async fn one(app: &App, lang: &Lang, signed: &SignedIn, own: Own, sent: &Sent) -> Result<Shown> {
    let (t, region, database) = (lang.t, &*app.web.region, app.journal.database());
    let reviews = queries::reviews(database, &own).await?;
    let organisation = briefs(database.reader(), &[own.organisation.0]).await?.pop();
    let organisation = organisation.map(|one| one.name).unwrap_or_default();
    let may = decide(&signed.actor, Action::ReviewPractice, &own.ownership()).is_ok();
    let here = deciding(database.reader(), region).await?;
    let experts = here.iter().filter(|one| one.code != own.chamber).map(|one| {
        let name = region
            .chamber(&one.code)
            .map_or(one.code.as_str(), |chamber| chamber.name.get(t.locale));
        (
            one.code.clone(),
            name.to_owned(),
            sent.expert.as_deref() == Some(one.code.as_str()),
        )
    });
    let verdicts = Verdict::ALL.iter().map(|verdict| {
        let name = t.term("practice-verdict", verdict.code()).into_owned();
        (verdict.code(), name, sent.verdict == Some(*verdict))
    });
    let second = own.state == Standing::Validated;
    Ok(Shown {
        body: body(database, own.organisation, &own.content, own.language, (region, t)).await?,
        title: title(lang, &own),
        organisation_href: lang.path(&path(own.organisation, &organisation)),
        organisation,
        state: [
            t.term("practice-state", own.state.code()).into_owned(),
            place(&own.content.municipality, &own.content.territory, region, t),
        ]
        .join(" · "),
        second,
        may,
        same: second && own.first == Some(signed.person),
        waits: own.state.is_waiting(),
        verdicts: verdicts.collect(),
        experts: experts.collect(),
        why: sent.why.clone(),
        before: before(app, lang, reviews).await?,
        own,
    })
}

async fn before(app: &App, lang: &Lang, reviews: Vec<Reviewed>) -> Result<Vec<[String; 4]>> {
    let (t, region) = (lang.t, &*app.web.region);
    let people: Vec<PersonId> = reviews.iter().map(|one| PersonId(one.reviewer)).collect();
    let people = accounts::find_many(app.journal.database().reader(), &people).await?;
    let name = |id: Uuid| {
        let found = people.iter().find(|person| person.id.0 == id);
        found.map_or_else(|| t.get("case-person-gone").into_owned(), |person| person.name.clone())
    };
    let told = reviews.into_iter().map(|one| {
        [
            t.date(region.zone.day(one.at)),
            name(one.reviewer),
            t.term("practice-verdict", one.verdict.code()).into_owned(),
            one.body,
        ]
    });
    Ok(told.collect())
}

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub(in crate::practices) struct Given {
    version: Option<i64>,
    verdict: Option<Verdict>,
    expert: Option<String>,
    why: String,
}

impl FromPairs for Given {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let verdict = pairs.one("verdict")?;
        let verdict = verdict.map(|code| Verdict::from_code(&code).ok_or_else(|| super::typed::refused("verdict")));
        Ok(Self {
            version: pairs.parsed("version")?,
            verdict: verdict.transpose()?,
            expert: pairs.one("expert")?,
            why: pairs.one("why")?.unwrap_or_default(),
        })
    }
}

/// `POST /{lang}/desk/practices/{id}/judge`
pub(in crate::practices) async fn judge(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(given): FormBody<Given>,
) -> Result<Response> {
    let own = load(&app, &signed.actor, &id).await?;
    let mut sent = Sent {
        verdict: given.verdict,
        expert: given.expert.clone(),
        why: given.why.clone(),
        frame: Frame::default(),
    };
    let Some(verdict) = given.verdict else {
        let missing = lang.t.get("practice-verdict-missing").into_owned();
        sent.frame.faults = vec![("verdict".to_owned(), missing)];
        return shown(&app, &lang, &signed, Some(own), sent).await;
    };
    let judged = Judged {
        version: given.version,
        verdict,
        expert: given.expert,
        why: given.why,
    };
    match actions::judge(app.hands(&signed.actor), own.id, &judged).await {
        Ok(_) => Ok(Redirect::to(&lang.path("/desk/practices")).into_response()),
        Err(error) => {
            sent.frame = Frame::refused(error, &lang)?;
            let own = load(&app, &signed.actor, &id).await?;
            shown(&app, &lang, &signed, Some(own), sent).await
        }
    }
}
