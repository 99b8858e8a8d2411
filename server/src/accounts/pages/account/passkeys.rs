//! Passkeys of the account. The browser speaks with the authenticator; `web/islands/passkey.ts` speaks with the browser.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};

use super::super::passkey::question;
use super::{Given, Plain, Shown, done, fail};
use crate::accounts::actions::passkeys::{self, Answered};
use crate::accounts::browser::Browser;
use crate::accounts::model::PasskeyId;
use crate::app::App;
use crate::platform::web::{Error, FormBody, FromPairs, Lang, Pairs, Result};

const SECTION: &str = "passkeys";

/// What the form sends once the authenticator answered.
pub(in crate::accounts) struct NewPasskey {
    name: String,
    answered: Answered,
    plain: Plain,
}

impl FromPairs for NewPasskey {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            name: pairs.one("passkey")?.unwrap_or_default(),
            answered: Answered {
                challenge: pairs.one("challenge")?.unwrap_or_default(),
                credential: pairs.one("credential")?.unwrap_or_default(),
            },
            plain: Plain::from_pairs(pairs)?,
        })
    }
}

/// `POST /{lang}/account/passkeys/begin`
pub(in crate::accounts) async fn begin(State(app): State<App>, browser: Browser, _: FormBody<()>) -> Result<Response> {
    question(&passkeys::begin_adding(&app, &browser).await?)
}

/// `POST /{lang}/account/passkeys`
pub(in crate::accounts) async fn add(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<NewPasskey>,
) -> Result<Response> {
    let shown = form.plain.shown();
    match passkeys::add(&app, &browser, &form.name, &form.answered).await {
        Ok(entered) => {
            let shown = Shown {
                given: Given {
                    to: shown.given.to,
                    saved: true,
                },
                ..Shown::default()
            };
            let mut response = done(&app, &lang, Ok(()), (SECTION, shown)).await?.into_response();
            app.accounts.cookies.enter(&mut response, &entered.secret, entered.stay);
            Ok(response)
        }
        Err(error) => {
            let shown = Shown {
                typed: vec![("passkey", form.name)],
                ..shown
            };
            fail(&app, &lang, error, (SECTION, shown)).await
        }
    }
}

/// `POST /{lang}/account/passkeys/{id}/remove`
pub(in crate::accounts) async fn remove(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, id)): Path<(String, String)>,
    FormBody(plain): FormBody<Plain>,
) -> Result<Response> {
    let id: PasskeyId = id.parse().map_err(|_| Error::NotFound)?;
    let removed = passkeys::remove(&app, &browser, id).await;
    done(&app, &lang, removed, (SECTION, plain.shown())).await
}
