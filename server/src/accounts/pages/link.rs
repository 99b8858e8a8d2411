//! Asking for a link by mail, and following it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, entered, refused_page, sign_in};
use crate::accounts::actions::link::{self, Asked, Landing};
use crate::accounts::browser::{Browser, way_back};
use crate::accounts::identify::see_other;
use crate::accounts::model::AccountError;
use crate::app::App;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, page};

/// What asking for a link sends.
pub(in crate::accounts) struct AskForm(sign_in::Typed);

impl FromPairs for AskForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        // One form with two buttons: what was typed as a password is not looked at for a link.
        pairs.one("password")?;
        Ok(Self(sign_in::Typed::of_form(pairs)?))
    }
}

/// What following a link, or typing its code, sends.
pub(in crate::accounts) struct FollowForm {
    code: String,
    name: Option<String>,
}

impl FromPairs for FollowForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            code: pairs.one("code")?.unwrap_or_default(),
            name: pairs.one("name")?,
        })
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/sent.html")]
struct SentPage {
    layout: Layout,
    faults: Faults,
    code: String,
    /// The code was good and a name is still missing.
    name: Option<String>,
}

#[derive(Template)]
#[template(path = "accounts/pages/landing.html")]
struct LandingPage {
    layout: Layout,
    faults: Faults,
    landing: Landing,
    action: String,
    name: String,
}

/// `POST /{lang}/sign-in/link`
pub(in crate::accounts) async fn ask(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<AskForm>,
) -> Result<Response> {
    send(&app, &lang, &browser, form.0).await
}

/// Sends a link to the address that was typed.
pub(super) async fn send(app: &App, lang: &Lang, browser: &Browser, typed: sign_in::Typed) -> Result<Response> {
    let path = way_back(typed.to.as_deref(), lang.locale());
    let asked = Asked {
        mail: &typed.mail,
        path: &path,
        stay: typed.stay,
        language: lang.locale(),
    };
    match link::ask(app, browser, asked).await {
        Ok(mark) => {
            let mut response = see_other(&lang.path("/sign-in/sent"));
            app.accounts.cookies.mark(&mut response, &mark);
            Ok(response)
        }
        Err(error) => sign_in::again(app, lang, typed, error.into()).await,
    }
}

/// `GET /{lang}/sign-in/sent`
pub(in crate::accounts) async fn sent(lang: Lang, _: Params<()>) -> Result<Response> {
    let shown = SentPage {
        layout: lang.layout(lang.t.get("accounts-sent")).hidden(),
        faults: Faults::default(),
        code: String::new(),
        name: None,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/sign-in/code`
pub(in crate::accounts) async fn code(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<FollowForm>,
) -> Result<Response> {
    let done = link::follow_code(&app, &browser, &form.code, (form.name.as_deref(), lang.locale())).await;
    let error = match done {
        Ok(done) => return Ok(entered(&app, &done)),
        // Without the mark of a browser that asked there is nothing a code could fit.
        Err(AccountError::Gone) => return gone(&lang),
        Err(error) => Error::from(error),
    };
    let faults = Faults::read(&error, lang.t)?;
    let named = faults.of("name").is_some();
    let shown = SentPage {
        layout: lang.layout(lang.t.get("accounts-sent")).hidden(),
        faults: if named && form.name.is_none() {
            Faults::default()
        } else {
            faults
        },
        code: form.code,
        name: named.then(|| form.name.unwrap_or_default()),
    };
    refused_page(&shown, &error)
}

/// `GET /{lang}/sign-in/link/{token}`
pub(in crate::accounts) async fn landing(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, token)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    match link::look(&app, &browser, &token).await? {
        Landing::Gone => gone(&lang),
        landing => {
            let shown = land(&lang, &token, landing, String::new(), Faults::default());
            page(&shown, StatusCode::OK, Cache::Private)
        }
    }
}

/// `POST /{lang}/sign-in/link/{token}`
pub(in crate::accounts) async fn follow(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, token)): Path<(String, String)>,
    FormBody(form): FormBody<FollowForm>,
) -> Result<Response> {
    match link::follow(&app, &browser, &token, (form.name.as_deref(), lang.locale())).await {
        Ok(done) => Ok(entered(&app, &done)),
        Err(AccountError::Gone) => gone(&lang),
        Err(error) => {
            let error = Error::from(error);
            let faults = Faults::read(&error, lang.t)?;
            let landing = link::look(&app, &browser, &token).await?;
            let shown = land(&lang, &token, landing, form.name.unwrap_or_default(), faults);
            refused_page(&shown, &error)
        }
    }
}

fn land(lang: &Lang, token: &str, landing: Landing, name: String, faults: Faults) -> LandingPage {
    let title = match &landing {
        Landing::Elsewhere(_) => "accounts-elsewhere",
        Landing::Otherwise(_) => "accounts-otherwise",
        Landing::Here { .. } | Landing::Gone => "accounts-sign-in",
    };
    // A path that begins a link of this node holds nothing but its own characters.
    let token: String = token
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    LandingPage {
        layout: lang.layout(lang.t.get(title)).hidden(),
        faults,
        landing,
        action: lang.path(&format!("/sign-in/link/{token}")),
        name,
    }
}

/// A link that is no longer good, and the way to a new one.
pub(super) fn gone(lang: &Lang) -> Result<Response> {
    let shown = LandingPage {
        layout: lang.layout(lang.t.get("accounts-gone")).hidden(),
        faults: Faults::default(),
        landing: Landing::Gone,
        action: String::new(),
        name: String::new(),
    };
    page(&shown, StatusCode::GONE, Cache::Private)
}
