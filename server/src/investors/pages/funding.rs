//! What a young company says for investors: its stage for everybody, band and purpose for professional investors only.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::shown::Reader;
use crate::app::App;
use crate::investors::actions::{self, InvestorError, Saying};
use crate::investors::model::{BAND, Band, KINDS, PURPOSE, Purpose, STAGE, Stage};
use crate::investors::queries::{Own, own_interest};
use crate::investors::rules::{Typed, read};
use crate::joining::{Inside, open_within, owned};
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, decide, scope};
use crate::platform::web::{
    Cache, Error, Fault, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// A question: its name in the form, its words, its hint, its choices.
struct Question {
    name: &'static str,
    label: String,
    hint: String,
    choices: Vec<(&'static str, String, bool)>,
}

#[derive(Template)]
#[template(path = "investors/pages/funding.html")]
struct FundingPage {
    layout: Layout,
    inside: Inside,
    version: i64,
    questions: Vec<Question>,
    /// When it was said, and until when that holds.
    standing: Option<String>,
    faults: Vec<(&'static str, String)>,
    failed: Option<String>,
}

impl FundingPage {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| *name == field);
        found.map(|(_, text)| text.as_str())
    }
}

/// What the form sends.
#[derive(Debug, Default)]
pub(in crate::investors) struct Filled {
    version: i64,
    typed: Typed,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        let typed = Typed {
            stage: text(STAGE)?,
            band: text(BAND)?,
            purpose: text(PURPOSE)?,
        };
        Ok(Self {
            version: pairs.parsed("version")?.unwrap_or_default(),
            typed,
        })
    }
}

/// The organisation, where somebody may say something for it; the chamber's people may not even read it.
async fn open(app: &App, actor: &Actor, id: &str) -> Result<Box<Organisation>> {
    let organisation = open_within(app, actor, id).await?;
    drop(decide(actor, Action::EditOrganisation, &owned(&organisation))?);
    if organisation.kind.is_some_and(|kind| KINDS.contains(&kind)) {
        Ok(organisation)
    } else {
        Err(Error::NotFound)
    }
}

/// `GET /{lang}/own/{id}/funding`
pub(in crate::investors) async fn form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let scope = scope(&actor, Action::EditOrganisation);
    let own = own_interest(&scope, app.journal.database(), organisation.id).await?;
    let said = own.said.map(|said| said.value).unwrap_or_default();
    let code = |word: Option<&'static str>| word.unwrap_or_default().to_owned();
    let typed = Typed {
        stage: code(said.stage.map(Stage::code)),
        band: code(said.sought.map(|sought| sought.band.code())),
        purpose: code(said.sought.map(|sought| sought.purpose.code())),
    };
    shown(&lang, &app, &organisation, (&own, &typed), None)
}

fn shown(
    lang: &Lang,
    app: &App,
    organisation: &Organisation,
    (own, typed): (&Own, &Typed),
    refused: Option<InvestorError>,
) -> Result<Response> {
    let t = lang.t;
    let reader = Reader {
        region: &app.web.region,
        t,
        today: app.web.region.today(app.journal.clock()),
    };
    let standing = own.said.map(|said| {
        let days = [
            ("on", t.date_long(said.on).into()),
            ("until", t.date_long(said.until).into()),
        ];
        let words = match reader.today > said.until {
            true => "funding-stale",
            false => "funding-said",
        };
        t.with(words, &days).into_owned()
    });
    let mut page_of = FundingPage {
        layout: lang.layout(t.get("funding-title")).hidden(),
        inside: Inside::of(organisation, lang, "funding"),
        version: own.version,
        questions: questions(lang, typed),
        standing,
        faults: Vec::new(),
        failed: None,
    };
    let status = match refused {
        None => StatusCode::OK,
        Some(InvestorError::Faults(faults)) => {
            let told = |fault: &Fault| (fault.field, fault.detail().text(t));
            page_of.faults = faults.iter().map(told).collect();
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Some(error) => match Error::from(error) {
            Error::Conflict(detail) => {
                page_of.failed = Some(detail.text(t));
                StatusCode::CONFLICT
            }
            other => return Err(other),
        },
    };
    page(&page_of, status, Cache::Private)
}

fn questions(lang: &Lang, typed: &Typed) -> Vec<Question> {
    let t = lang.t;
    let choices = |family: &str, codes: Vec<&'static str>, chosen: &str| {
        let unsaid = ("", t.get("funding-nothing").into_owned(), chosen.is_empty());
        let named = codes
            .into_iter()
            .map(|code| (code, t.term(family, code).into_owned(), code == chosen));
        std::iter::once(unsaid).chain(named).collect()
    };
    let question = |name: &'static str, words: [&'static str; 2], choices| Question {
        name,
        label: t.get(words[0]).into_owned(),
        hint: t.get(words[1]).into_owned(),
        choices,
    };
    let stages = Stage::ALL.iter().map(|one| one.code()).collect();
    let bands = Band::ALL.iter().map(|one| one.code()).collect();
    let purposes = Purpose::ALL.iter().map(|one| one.code()).collect();
    vec![
        question(
            STAGE,
            ["startup-stage", "funding-stage-hint"],
            choices("startup-stage", stages, &typed.stage),
        ),
        question(
            BAND,
            ["funding-band", "funding-band-hint"],
            choices("funding-band", bands, &typed.band),
        ),
        question(
            PURPOSE,
            ["funding-purpose", "funding-purpose-hint"],
            choices("funding-purpose", purposes, &typed.purpose),
        ),
    ]
}

/// `POST /{lang}/own/{id}/funding`
pub(in crate::investors) async fn say(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let organisation = open(&app, &actor, &id).await?;
    let done = match read(&filled.typed) {
        Err(faults) => Err(InvestorError::Faults(faults)),
        Ok(interest) => {
            let saying = Saying {
                version: filled.version,
                interest,
            };
            actions::say(app.hands(&actor), organisation.id, saying).await
        }
    };
    match done {
        Ok(_) => {
            let to = lang.path(&format!("/own/{}/funding", organisation.id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            let scope = scope(&actor, Action::EditOrganisation);
            let own = own_interest(&scope, app.journal.database(), organisation.id).await?;
            shown(&lang, &app, &organisation, (&own, &filled.typed), Some(error))
        }
    }
}
