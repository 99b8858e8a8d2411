//! "Ask for an introduction": the form from the page of an organisation or an opportunity, and what was typed with what is wrong
//! in it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::accounts::with_owner;
use crate::app::App;
use crate::introductions::Office;
use crate::introductions::actions::{self, Ask, Whom};
use crate::introductions::rules::Asked;
use crate::opportunities::queries::By;
use crate::opportunities::{self, OpportunityId};
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::path;
use crate::organisations::queries::{Brief, briefs};
use crate::platform::access::{Action, Actor, Role, scope};
use crate::platform::texts::Locale;
use crate::platform::web::{
    Cache, Detail, Error, FieldError, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// What the form sends.
#[derive(Clone, Debug, Default)]
pub(in crate::introductions) struct Filled {
    requester: Option<OrganisationId>,
    subject: String,
    message: String,
    unnamed: bool,
    looked: bool,
    language: Option<Locale>,
    send: bool,
}

impl FromPairs for Filled {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut text = |name| pairs.one(name).map(Option::unwrap_or_default);
        let (subject, message, go, language) = (text("subject")?, text("message")?, text("go")?, text("language")?);
        Ok(Self {
            requester: pairs.parsed("requester")?,
            subject,
            message,
            unnamed: pairs.one("unnamed")?.is_some(),
            looked: pairs.one("looked")?.is_some(),
            language: Locale::from_code(&language),
            send: go != "keep",
        })
    }
}

#[derive(Template)]
#[template(path = "introductions/pages/ask.html")]
struct AskPage {
    layout: Layout,
    /// Whom: with the name of the organisation, where that may be told.
    name: Option<String>,
    /// Where the reader comes from.
    from: String,
    back: String,
    action: String,
    /// Those in whose name this reader may ask.
    own: Vec<(OrganisationId, String)>,
    filled: Filled,
    faults: Vec<(String, String)>,
    /// Whether nothing is wrong but that passages may name who asks.
    may_identify: bool,
    reason: Option<String>,
    /// Said above the form where nobody of the target is here.
    contact: bool,
}

impl AskPage {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    fn is_own(&self, id: &OrganisationId) -> bool {
        self.filled.requester == Some(*id)
    }

    fn languages(&self) -> [Locale; 3] {
        Locale::ALL
    }

    fn is_in(&self, locale: &Locale) -> bool {
        self.filled.language == Some(*locale)
    }
}

/// `GET /{lang}/organisations/{id}/introduce`
pub(in crate::introductions) async fn form(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let found = target(&app, &id).await?;
    if found.root != found.id {
        let to = lang.path(&format!("/organisations/{}/introduce", found.root));
        return Ok(Redirect::to(&to).into_response());
    }
    let asked = about_organisation(&app, found).await?;
    let filled = Filled {
        language: Some(lang.t.locale),
        ..Filled::default()
    };
    shown(&app, &lang, &actor, asked, filled, None).await
}

/// `GET /{lang}/opportunities/{id}/introduce`
pub(in crate::introductions) async fn form_about(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let asked = about_opportunity(&app, &id).await?;
    let filled = Filled {
        subject: asked.from.clone(),
        language: Some(lang.t.locale),
        ..Filled::default()
    };
    shown(&app, &lang, &actor, asked, filled, None).await
}

/// `POST /{lang}/opportunities/{id}/introduce`
pub(in crate::introductions) async fn send_about(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let asked = about_opportunity(&app, &id).await?;
    sent(&app, &lang, &actor, asked, filled).await
}

/// `POST /{lang}/organisations/{id}/introduce`
pub(in crate::introductions) async fn send(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let asked = about_organisation(&app, target(&app, &id).await?).await?;
    sent(&app, &lang, &actor, asked, filled).await
}

async fn sent(app: &App, lang: &Lang, actor: &Actor, asked: About, filled: Filled) -> Result<Response> {
    match keep(app, lang, actor, asked.whom, &filled).await {
        Ok(id) => Ok(Redirect::to(&lang.path(&format!("/introductions/{id}"))).into_response()),
        Err(refused) => shown(app, lang, actor, asked, filled, Some(refused)).await,
    }
}

/// Whom it is asked of, as everybody may see them.
struct About {
    whom: Whom,
    /// The organisation, where everybody may know it.
    organisation: Option<OrganisationId>,
    name: Option<String>,
    from: String,
    back: String,
    action: String,
    contact: bool,
}

async fn about_organisation(app: &App, found: Brief) -> Result<About> {
    Ok(About {
        whom: Whom::Organisation(found.id),
        organisation: Some(found.id),
        back: path(found.id, &found.name),
        action: format!("/organisations/{}/introduce", found.id),
        from: found.name.clone(),
        contact: !is_here(app, found.id).await?,
        name: Some(found.name),
    })
}

async fn about_opportunity(app: &App, id: &str) -> Result<About> {
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(&Actor::guest(), Action::ReadOpportunity);
    let found = opportunities::queries::find(&scope, app.journal.database(), id).await?;
    let found = found.ok_or(Error::NotFound)?;
    // Whether anybody of an unnamed one is here would already tell something of it.
    let (organisation, name, contact) = match found.by {
        By::Organisation(id, name, _) => (Some(id), Some(name), !is_here(app, id).await?),
        By::Anonymous => (None, None, false),
    };
    Ok(About {
        whom: Whom::Opportunity(id),
        organisation,
        name,
        from: found.content.title,
        back: format!("/opportunities/{id}"),
        action: format!("/opportunities/{id}/introduce"),
        contact,
    })
}

/// Whether an owner of it has an account.
async fn is_here(app: &App, id: OrganisationId) -> Result<bool> {
    let found = with_owner(app.journal.database().reader(), &[id.0]).await?;
    Ok(!found.is_empty())
}

async fn keep(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    whom: Whom,
    filled: &Filled,
) -> Result<crate::introductions::IntroductionId> {
    let requester = match filled.requester {
        Some(id) => id,
        None => {
            let fault = FieldError::new("requester", "missing", Detail::new("introduce-requester-missing"));
            return Err(Error::Validation(vec![fault]));
        }
    };
    let asked = Ask {
        requester,
        whom,
        said: Asked {
            subject: filled.subject.clone(),
            message: filled.message.clone(),
            unnamed: filled.unnamed,
            looked: filled.looked,
        },
        language: filled.language.unwrap_or(lang.t.locale),
        send: filled.send,
    };
    Ok(actions::ask(Office::of(app, actor), &asked).await?)
}

/// The organisation that is asked, as everybody may see it.
async fn target(app: &App, id: &str) -> Result<Brief> {
    let id: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let found = briefs(app.journal.database().reader(), &[id.0]).await?;
    let found = found.into_iter().next().ok_or(Error::NotFound)?;
    if found.public { Ok(found) } else { Err(Error::NotFound) }
}

/// Those in whose name somebody may ask, by name.
async fn own(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    but: Option<OrganisationId>,
) -> Result<Vec<(OrganisationId, String)>> {
    let owned = actor.memberships().iter().filter(|(_, role)| *role == Role::Owner);
    let ids: Vec<uuid::Uuid> = owned.map(|(id, _)| *id).collect();
    let found = briefs(app.journal.database().reader(), &ids).await?;
    let asks = |one: &Brief| {
        matches!(one.standing, Standing::Listed | Standing::Member) && one.root == one.id && Some(one.id) != but
    };
    let mut own: Vec<_> = found.into_iter().filter(asks).map(|one| (one.id, one.name)).collect();
    own.sort_by_cached_key(|(_, name)| lang.t.collation_key(name));
    Ok(own)
}

async fn shown(
    app: &App,
    lang: &Lang,
    actor: &Actor,
    about: About,
    mut filled: Filled,
    refused: Option<Error>,
) -> Result<Response> {
    let t = lang.t;
    let own = own(app, lang, actor, about.organisation).await?;
    if let (None, [(only, _)]) = (filled.requester, own.as_slice()) {
        filled.requester = Some(*only);
    }
    let mut shown = AskPage {
        layout: lang.layout(t.get("introduce-title")).hidden().current("organisations"),
        back: lang.path(&about.back),
        action: lang.path(&about.action),
        contact: about.contact,
        name: about.name,
        from: about.from,
        own,
        filled,
        faults: Vec::new(),
        may_identify: false,
        reason: None,
    };
    let Some(refused) = refused else {
        return page(&shown, StatusCode::OK, Cache::Private);
    };
    let status = refused.problem().status;
    match refused {
        Error::Validation(fields) => {
            shown.may_identify = fields.iter().all(|field| field.code == "mayIdentify");
            let text = |field: FieldError| (field.field, field.detail.text(t));
            shown.faults = fields.into_iter().map(text).collect();
        }
        Error::Conflict(detail) => shown.reason = Some(detail.text(t)),
        other => return Err(other),
    }
    page(&shown, status, Cache::Private)
}
