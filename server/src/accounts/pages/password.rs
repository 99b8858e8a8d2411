//! Signing in with a password, and the second factor after it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Faults, entered, link, refused_page, sign_in};
use crate::accounts::actions::password::{self, Passed};
use crate::accounts::browser::{Browser, way_back};
use crate::accounts::model::AccountError;
use crate::app::App;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Result, page};

/// What the form of a password sends.
pub(in crate::accounts) struct PasswordForm {
    password: String,
    typed: sign_in::Typed,
}

impl FromPairs for PasswordForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            password: pairs.one("password")?.unwrap_or_default(),
            typed: sign_in::Typed::of_form(pairs)?,
        })
    }
}

/// What the form of a second factor sends.
pub(in crate::accounts) struct SecondForm {
    token: String,
    code: String,
}

impl FromPairs for SecondForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            token: pairs.one("token")?.unwrap_or_default(),
            code: pairs.one("code")?.unwrap_or_default(),
        })
    }
}

#[derive(Template)]
#[template(path = "accounts/pages/second.html")]
struct SecondPage {
    layout: Layout,
    faults: Faults,
    token: String,
}

/// `POST /{lang}/sign-in/password`. Enter presses this button: without a password it means the other one.
pub(in crate::accounts) async fn send(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(PasswordForm { password, typed }): FormBody<PasswordForm>,
) -> Result<Response> {
    if password.is_empty() && !typed.is_strong() {
        return link::send(&app, &lang, &browser, typed).await;
    }
    let path = way_back(typed.to.as_deref(), lang.locale());
    match password::sign_in(&app, &browser, (&typed.mail, &password), (typed.stay, &path)).await {
        Ok(Passed::Entered(done)) => Ok(entered(&app, &done)),
        Ok(Passed::Second(token)) => page(&second(&lang, token, Faults::default()), StatusCode::OK, Cache::Private),
        Err(AccountError::Rests(wait)) => sign_in::rests(&app, &lang, typed, wait).await,
        Err(error) => sign_in::again(&app, &lang, typed, error.into()).await,
    }
}

/// `POST /{lang}/sign-in/second`
pub(in crate::accounts) async fn send_second(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<SecondForm>,
) -> Result<Response> {
    match password::enter_second(&app, &browser, &form.token, &form.code).await {
        Ok(done) => Ok(entered(&app, &done)),
        Err(AccountError::Gone) => link::gone(&lang),
        Err(error) => {
            let error = Error::from(error);
            let faults = Faults::read(&error, lang.t)?;
            refused_page(&second(&lang, form.token, faults), &error)
        }
    }
}

fn second(lang: &Lang, token: String, faults: Faults) -> SecondPage {
    SecondPage {
        layout: lang.layout(lang.t.get("accounts-second")).hidden(),
        faults,
        token,
    }
}
