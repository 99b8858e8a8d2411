//! What an opportunity says in another language: each text beside its original, entered by its organisation or its chamber.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::shown::label;
use super::title;
use crate::app::App;
use crate::opportunities::OpportunityId;
use crate::opportunities::actions::{self, OpportunityError, Translated};
use crate::opportunities::model::{Content, Text};
use crate::opportunities::queries::{self, Own};
use crate::opportunities::rules::is_entered;
use crate::organisations::dossier::Version;
use crate::platform::access::{Action, Actor, decide, scope};
use crate::platform::texts::Locale;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// A text with its original.
struct Field {
    code: &'static str,
    label: String,
    original: Vec<String>,
    value: String,
    fault: Option<String>,
    rows: usize,
}

#[derive(Template)]
#[template(path = "opportunities/pages/language.html")]
struct LanguagePage {
    layout: Layout,
    title: String,
    back: String,
    action: String,
    language: Locale,
    original: Locale,
    fields: Vec<Field>,
    stale: bool,
    /// Whether this reader may enter it now.
    writes: bool,
    /// What may name the organisation; whether one of it certainly does.
    passages: Vec<String>,
    certain: bool,
    reason: Option<String>,
}

impl LanguagePage {
    fn is_faulty(&self) -> bool {
        self.fields.iter().any(|field| field.fault.is_some())
    }
}

/// The six texts of the form.
#[derive(Debug, Default)]
pub(in crate::opportunities) struct Typed {
    texts: Content,
    looked: bool,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut texts = Content::default();
        for text in Text::ALL {
            *texts.text_mut(*text) = pairs.one(text.code())?.unwrap_or_default();
        }
        Ok(Self {
            texts,
            looked: pairs.one("looked")?.is_some(),
        })
    }
}

/// One from within, with the language of a version; for others there is none.
async fn load(app: &App, actor: &Actor, (id, language): (&str, &str)) -> Result<(Own, Locale)> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let language = Locale::from_code(language).ok_or(Error::NotFound)?;
    let scope = scope(actor, Action::ReadPrivate);
    let own = queries::find_own(&scope, app.journal.database(), id).await?;
    let own = own.filter(|own| own.language != language);
    Ok((own.ok_or(Error::NotFound)?, language))
}

/// Whether a reader may enter a version now, and where they come from.
fn standing(lang: &Lang, actor: &Actor, own: &Own) -> (bool, String) {
    let by_chamber = decide(actor, Action::ReviewOpportunity, &own.ownership()).is_ok();
    let owned = decide(actor, Action::EditOpportunity, &own.ownership()).is_ok();
    let writes = (by_chamber && is_entered(own.state, true)) || (owned && is_entered(own.state, false));
    let member = actor.role_in(own.organisation.0).is_some();
    let back = match member {
        true => super::inner_path(lang, own, ""),
        false => lang.path(&format!("/desk/opportunities/{}", own.id)),
    };
    (writes, back)
}

async fn shown(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    (own, language): (&Own, Locale),
    refused: Option<(Typed, OpportunityError)>,
) -> Result<Response> {
    let t = lang.t;
    let reader = app.journal.database().reader();
    let all = queries::versions(reader, own.id, &own.content).await?;
    let there = all.into_iter().find(|one| one.language == language);
    let stale = there.as_ref().is_some_and(|one| one.standing == Version::Stale);
    let (mut texts, mut status) = (there.map(|one| one.texts).unwrap_or_default(), StatusCode::OK);
    let (mut faults, mut passages, mut certain, mut reason) = (Vec::new(), Vec::new(), false, None);
    if let Some((typed, error)) = refused {
        texts = typed.texts;
        if let OpportunityError::Identifying(found) = &error {
            certain = found.iter().any(|one| one.passage.certain);
            passages = found.iter().map(|one| one.passage.text.clone()).collect();
        }
        let error = Error::from(error);
        status = error.problem().status;
        match error {
            Error::Validation(fields) => faults = fields,
            Error::Conflict(detail) => reason = Some(detail.text(t)),
            other => return Err(other),
        }
    }
    let asked = |text: &&Text| !own.content.text(**text).is_empty();
    let fields = Text::ALL.iter().filter(asked).map(|text| Field {
        code: text.code(),
        label: label(t, own.kind, *text),
        original: own.content.text(*text).lines().map(str::to_owned).collect(),
        value: texts.text(*text).to_owned(),
        fault: faults
            .iter()
            .find(|fault| fault.field == text.code())
            .map(|fault| fault.detail.text(t)),
        rows: match text {
            Text::Title => 1,
            Text::Summary => 3,
            _ => 6,
        },
    });
    let (writes, back) = standing(lang, actor, own);
    let named = t.term("language", language.code());
    let shown = LanguagePage {
        layout: lang
            .layout(t.with("opportunity-version-title", &[("language", named.as_ref().into())]))
            .hidden(),
        title: title(lang, own),
        back,
        action: lang.path(&format!("/opportunities/{}/languages/{language}", own.id)),
        language,
        original: own.language,
        fields: fields.collect(),
        stale,
        writes,
        passages,
        certain,
        reason,
    };
    page(&shown, status, Cache::Private)
}

/// `GET /{lang}/opportunities/{id}/languages/{language}`
pub(in crate::opportunities) async fn version(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, language)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (own, language) = load(&app, &actor, (&id, &language)).await?;
    shown(&app, &lang, &actor, (&own, language), None).await
}

/// `POST /{lang}/opportunities/{id}/languages/{language}`
pub(in crate::opportunities) async fn translate(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id, language)): Path<(String, String, String)>,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let (own, language) = load(&app, &actor, (&id, &language)).await?;
    let hands = app.hands(&actor);
    let translated = Translated {
        language,
        texts: typed.texts.clone(),
        looked: typed.looked,
    };
    match actions::translate(hands, own.id, &translated).await {
        Ok(()) => Ok(Redirect::to(&standing(&lang, &actor, &own).1).into_response()),
        Err(error) => shown(&app, &lang, &actor, (&own, language), Some((typed, error))).await,
    }
}

/// The other languages of one, each with where its version is entered.
pub(super) fn others(lang: &Lang, own: &Own) -> Vec<(String, String)> {
    let other = Locale::ALL.into_iter().filter(|language| *language != own.language);
    let link = |language: Locale| {
        let href = lang.path(&format!("/opportunities/{}/languages/{language}", own.id));
        (href, lang.t.term("language", language.code()).into_owned())
    };
    other.map(link).collect()
}
