//! What came of an introduction: the form for whoever says it first, what was said for the other side to confirm or dispute.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;

use crate::app::App;
use crate::introductions::model::Party;
use crate::introductions::queries::{Shown, find};
use crate::introductions::{IntroductionId, Office, Side, State as Introduced};
use crate::outcomes::actions::{self, OutcomeError};
use crate::outcomes::model::{Band, Kind, Obstacle, State as Standing};
use crate::outcomes::queries::{Outcome, of_introduction};
use crate::outcomes::rules::Typed;
use crate::platform::access::{Action, Actor, Role, scope};
use crate::platform::web::{
    Cache, Error, FieldError, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// Every field any of the forms has.
#[derive(Clone, Debug, Default)]
pub(in crate::outcomes) struct Filled {
    version: Option<i64>,
    kind: String,
    band: String,
    on: String,
    evidence: String,
    link: String,
    obstacle: String,
    obstacle_text: String,
    names: bool,
    why: String,
    body: String,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let version = pairs.parsed("version")?;
        let names = pairs.one("names")?.is_some();
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        Ok(Self {
            version,
            names,
            kind: text("kind")?,
            band: text("band")?,
            on: text("on")?,
            evidence: text("evidence")?,
            link: text("link")?,
            obstacle: text("obstacle")?,
            obstacle_text: text("obstacle-text")?,
            why: text("why")?,
            body: text("body")?,
        })
    }
}

impl Filled {
    fn typed(&self) -> Typed {
        Typed {
            kind: self.kind.clone(),
            band: self.band.clone(),
            on: NaiveDate::parse_from_str(&self.on, "%Y-%m-%d").ok(),
            evidence: self.evidence.clone(),
            link: self.link.clone(),
            obstacle: self.obstacle.clone(),
            obstacle_text: self.obstacle_text.clone(),
            names: self.names,
        }
    }

    fn of(outcome: &Outcome) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Self {
            version: Some(outcome.version),
            kind: outcome.kind.code().to_owned(),
            band: outcome.band.map(|band| band.code().to_owned()).unwrap_or_default(),
            on: outcome.on.to_string(),
            evidence: text(&outcome.evidence),
            link: text(&outcome.link),
            obstacle: outcome.obstacle.map(|one| one.code().to_owned()).unwrap_or_default(),
            obstacle_text: text(&outcome.obstacle_text),
            names: outcome.names,
            ..Self::default()
        }
    }
}

#[derive(Template)]
#[template(path = "outcomes/pages/show.html")]
struct OutcomePage {
    layout: Layout,
    subject: String,
    back: String,
    action: String,
    today: String,
    closes: bool,
    /// Whether there was nothing to negotiate yet: it can be said that nothing came of it.
    early: bool,
    outcome: Option<Outcome>,
    /// What was said, by name.
    lines: Vec<(String, String)>,
    remedies: Vec<(String, String, &'static str, String)>,
    answers: Vec<String>,
    /// The side this reader speaks for.
    speaks: Option<Side>,
    advises: bool,
    filled: Filled,
    verb: String,
    faults: Vec<(String, String)>,
    reason: Option<String>,
}

impl OutcomePage {
    fn fault(&self, id: &str) -> Option<&str> {
        self.faults
            .iter()
            .find(|(name, _)| name == id)
            .map(|(_, text)| text.as_str())
    }

    fn kinds(&self) -> &'static [Kind] {
        if self.early { &[Kind::None] } else { Kind::ALL }
    }

    fn bands(&self) -> &'static [Band] {
        Band::ALL
    }

    fn obstacles(&self) -> &'static [Obstacle] {
        Obstacle::ALL
    }

    /// Whether this reader may say it, for the first time or anew.
    fn says(&self) -> bool {
        match (&self.outcome, self.speaks) {
            (None, speaks) => speaks.is_some(),
            (Some(outcome), Some(side)) => outcome.recorded_by == side && outcome.state != Standing::Confirmed,
            (Some(_), None) => false,
        }
    }

    /// Whether this reader is asked to confirm it.
    fn confirms(&self) -> bool {
        let asked = |outcome: &Outcome| {
            outcome.state == Standing::Recorded && self.speaks.is_some_and(|side| side != outcome.recorded_by)
        };
        self.outcome.as_ref().is_some_and(asked)
    }

    fn remedies_open(&self) -> bool {
        self.advises && self.outcome.as_ref().is_some_and(|outcome| outcome.obstacle.is_some())
    }

    fn typed_in(&self, verb: &str, text: &str) -> String {
        if self.verb == verb {
            text.to_owned()
        } else {
            String::new()
        }
    }
}

/// `GET /{lang}/introductions/{id}/outcome`
pub(in crate::outcomes) async fn show(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (id, introduction) = load(&app, &lang, &actor, &id).await?;
    let shown = build(&app, &lang, &actor, (id, introduction), None).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/introductions/{id}/outcome/{verb}`
pub(in crate::outcomes) async fn act(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let (id, introduction) = load(&app, &lang, &actor, &id).await?;
    let office = Office::of(&app, &actor);
    let language = lang.t.locale;
    let version = filled.version;
    let done: std::result::Result<(), OutcomeError> = match verb.as_str() {
        "record" => actions::record(office, id, &filled.typed(), language).await,
        "correct" => actions::correct(office, id, version, &filled.typed()).await,
        "confirm" => actions::confirm(office, id, version, filled.names).await,
        "dispute" => actions::dispute(office, id, version, (&filled.why, language)).await,
        "remedy" => actions::remedy(office, id, (&filled.body, language)).await,
        _ => return Err(Error::NotFound),
    };
    let Err(error) = done.map_err(Error::from) else {
        return Ok(Redirect::to(&lang.path(&format!("/introductions/{id}/outcome"))).into_response());
    };
    let status = error.problem().status;
    let shown = build(&app, &lang, &actor, (id, introduction), Some((verb, filled, error))).await?;
    page(&shown, status, Cache::Private)
}

/// An introduction that is far enough, for whoever asks; for others there is none.
async fn load(app: &App, lang: &Lang, actor: &Actor, id: &str) -> Result<(IntroductionId, Shown)> {
    let id: IntroductionId = id.parse().map_err(|_| Error::NotFound)?;
    let read = scope(actor, Action::ReadIntroduction);
    let now = app.journal.clock().now();
    let found = find(&read, app.journal.database(), &lang.web.region, (actor, now), id).await?;
    let found = found.filter(|one| one.state.is_shared() || one.state == Introduced::Closed);
    Ok((id, found.ok_or(Error::NotFound)?))
}

/// The side somebody speaks for here: as its owner, or as its chamber where nobody of it is here.
async fn speaks(app: &App, actor: &Actor, introduction: &Shown) -> Result<Option<Side>> {
    for (side, party, of) in [
        (Side::Requester, Party::Requester, &introduction.requester),
        (Side::Target, Party::Target, &introduction.target),
    ] {
        let Some((id, _)) = of.named else { continue };
        if introduction.readers.contains(&party) && actor.role_in(id.0) == Some(Role::Owner) {
            return Ok(Some(side));
        }
        let chamber = if side == Side::Requester {
            Party::RequesterChamber
        } else {
            Party::TargetChamber
        };
        if introduction.readers.contains(&chamber) {
            let owned = crate::accounts::with_owner(app.journal.database().reader(), &[id.0]).await?;
            if owned.is_empty() {
                return Ok(Some(side));
            }
        }
    }
    Ok(None)
}

async fn build(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    (id, introduction): (IntroductionId, Shown),
    rejected: Option<(String, Filled, Error)>,
) -> Result<OutcomePage> {
    let t = lang.t;
    let outcome = of_introduction(app.journal.database(), id).await?;
    let mut shown = OutcomePage {
        layout: lang.layout(t.get("outcome-title")).hidden().current("join"),
        back: lang.path(&format!("/introductions/{id}")),
        action: lang.path(&format!("/introductions/{id}/outcome")),
        today: lang.web.region.today(app.journal.clock()).to_string(),
        closes: introduction.state != Introduced::Closed,
        early: matches!(introduction.state, Introduced::Accepted | Introduced::Met),
        lines: outcome.as_ref().map(|outcome| lines(lang, outcome)).unwrap_or_default(),
        remedies: outcome
            .as_ref()
            .map(|outcome| remedies(lang, outcome))
            .unwrap_or_default(),
        answers: outcome
            .as_ref()
            .map(|outcome| answers(lang, outcome))
            .unwrap_or_default(),
        speaks: speaks(app, actor, &introduction).await?,
        advises: !introduction.advises().is_empty(),
        filled: outcome.as_ref().map(Filled::of).unwrap_or_default(),
        verb: String::new(),
        faults: Vec::new(),
        reason: None,
        subject: introduction.subject,
        outcome,
    };
    let Some((verb, filled, error)) = rejected else {
        return Ok(shown);
    };
    match error {
        Error::Validation(fields) => {
            let text = |field: FieldError| (field.field, field.detail.text(t));
            shown.faults = fields.into_iter().map(text).collect();
        }
        Error::Conflict(detail) => shown.reason = Some(detail.text(t)),
        other => return Err(other),
    }
    let version = shown.outcome.as_ref().map(|outcome| outcome.version);
    shown.filled = Filled { version, ..filled };
    shown.verb = verb;
    Ok(shown)
}

fn lines(lang: &Lang, outcome: &Outcome) -> Vec<(String, String)> {
    let t = lang.t;
    let mut lines = vec![
        (
            t.get("outcome-kind").into_owned(),
            t.term("outcome-kind", outcome.kind.code()).into_owned(),
        ),
        (t.get("outcome-on").into_owned(), t.date_long(outcome.on)),
    ];
    if let Some(band) = outcome.band {
        lines.push((
            t.get("outcome-band").into_owned(),
            t.term("outcome-band", band.code()).into_owned(),
        ));
    }
    if let Some(obstacle) = outcome.obstacle {
        let named = t.term("outcome-obstacle", obstacle.code()).into_owned();
        lines.push((t.get("outcome-obstacle").into_owned(), named));
    }
    let texts = [
        ("outcome-obstacle-text", &outcome.obstacle_text),
        ("outcome-evidence", &outcome.evidence),
        ("outcome-dispute-said", &outcome.dispute),
    ];
    for (name, text) in texts {
        lines.extend(text.clone().map(|text| (t.get(name).into_owned(), text)));
    }
    lines
}

fn remedies(lang: &Lang, outcome: &Outcome) -> Vec<(String, String, &'static str, String)> {
    let line = |one: &crate::outcomes::queries::Remedy| {
        let chamber = lang.web.region.chamber(&one.chamber);
        let name = chamber.map_or(one.chamber.as_str(), |chamber| chamber.name.get(lang.t.locale));
        let when = lang.t.date_long(lang.web.region.zone.day(one.at));
        (name.to_owned(), when, one.language.code(), one.body.clone())
    };
    outcome.remedies.iter().map(line).collect()
}

fn answers(lang: &Lang, outcome: &Outcome) -> Vec<String> {
    let line = |(months, answer): &(i64, crate::outcomes::model::Answer)| {
        let said = lang.t.term("outcome-answer", answer.code());
        let named = [("months", (*months).into()), ("answer", said.as_ref().into())];
        lang.t.with("outcome-answered", &named).into_owned()
    };
    outcome.answers.iter().map(line).collect()
}
