//! Signing in with a passkey.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::{entered, sign_in};
use crate::accounts::actions::passkeys::{self, Answered, Question};
use crate::accounts::browser::{Browser, way_back};
use crate::app::App;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Kind, Lang, Pairs, Result};

/// What the form sends once the authenticator answered.
pub(in crate::accounts) struct PasskeyForm {
    answered: Answered,
    typed: sign_in::Typed,
}

impl FromPairs for PasskeyForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            answered: Answered {
                challenge: pairs.one("challenge")?.unwrap_or_default(),
                credential: pairs.one("credential")?.unwrap_or_default(),
            },
            typed: sign_in::Typed::of_form(pairs)?,
        })
    }
}

/// `POST /{lang}/sign-in/passkey/begin`
pub(in crate::accounts) async fn begin(State(app): State<App>, browser: Browser, _: FormBody<()>) -> Result<Response> {
    question(&passkeys::begin_sign_in(&app, &browser).await?)
}

/// `POST /{lang}/sign-in/passkey`
pub(in crate::accounts) async fn send(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<PasskeyForm>,
) -> Result<Response> {
    let path = way_back(form.typed.to.as_deref(), lang.locale());
    match passkeys::sign_in(&app, &browser, &form.answered, (form.typed.stay, &path)).await {
        Ok(done) => Ok(entered(&app, &done)),
        Err(error) => sign_in::again(&app, &lang, form.typed, error.into()).await,
    }
}

/// What an authenticator is asked, for the script of the page.
pub(super) fn question(asked: &Question) -> Result<Response> {
    let bytes = serde_json::to_vec(asked).map_err(|error| Error::from(anyhow::Error::new(error)))?;
    let mut response = bytes.into_response();
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Cache::Private.apply(response.headers_mut());
    response.extensions_mut().insert(Kind::Api);
    Ok(response)
}
