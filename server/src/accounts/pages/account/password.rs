//! Setting and changing the password.

use axum::extract::State;
use axum::response::Response;

use super::{Plain, done};
use crate::accounts::actions::password;
use crate::accounts::browser::Browser;
use crate::app::App;
use crate::platform::web::{FormBody, FromPairs, Lang, Pairs, Result};

/// What the form sends.
pub(in crate::accounts) struct NewPassword {
    password: String,
    plain: Plain,
}

impl FromPairs for NewPassword {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        // There for programs that keep passwords; nobody can change it.
        pairs.one("mail")?;
        Ok(Self {
            password: pairs.one("password")?.unwrap_or_default(),
            plain: Plain::from_pairs(pairs)?,
        })
    }
}

/// `POST /{lang}/account/password`
pub(in crate::accounts) async fn set(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<NewPassword>,
) -> Result<Response> {
    let set = password::set(&app, &browser, &form.password).await;
    done(&app, &lang, set, ("password-part", form.plain.shown())).await
}
