//! Personal tokens for programs.

use axum::extract::{Path, State};
use axum::response::Response;

use super::{Given, Once, Shown, done, fail, once};
use crate::accounts::actions::tokens::{self, NewToken};
use crate::accounts::browser::Browser;
use crate::accounts::model::TokenId;
use crate::app::App;
use crate::platform::access::TokenScopes;
use crate::platform::web::{Error, FormBody, FromPairs, Lang, Pairs, Result};

const SECTION: &str = "tokens";

/// What the form sends.
pub(in crate::accounts) struct TokenForm {
    new: NewToken,
    days: String,
}

impl FromPairs for TokenForm {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let days = pairs.one("days")?.unwrap_or_default();
        let new = NewToken {
            name: pairs.one("token")?.unwrap_or_default(),
            scopes: TokenScopes::from_code(&pairs.many("scope").join(" ")),
            days: days.trim().parse().ok(),
        };
        Ok(Self { new, days })
    }
}

/// `POST /{lang}/account/tokens`
pub(in crate::accounts) async fn make(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<TokenForm>,
) -> Result<Response> {
    match tokens::make(&app, &browser, &form.new).await {
        Ok(text) => once(&app, &lang, Once::Token(text), Given::default()).await,
        Err(error) => {
            let mut typed = vec![("token", form.new.name), ("days", form.days)];
            let scopes = form.new.scopes;
            let ticked = [
                ("scope-read", scopes.read),
                ("scope-join", scopes.join),
                ("scope-cases", scopes.cases),
            ];
            typed.extend(
                ticked
                    .iter()
                    .filter(|(_, on)| *on)
                    .map(|(name, _)| (*name, String::new())),
            );
            let shown = Shown {
                typed,
                ..Shown::default()
            };
            fail(&app, &lang, error, (SECTION, shown)).await
        }
    }
}

/// `POST /{lang}/account/tokens/{id}/end`
pub(in crate::accounts) async fn end(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    Path((_, id)): Path<(String, String)>,
    _: FormBody<()>,
) -> Result<Response> {
    let id: TokenId = id.parse().map_err(|_| Error::NotFound)?;
    let ended = tokens::end(&app, &browser, id).await;
    done(&app, &lang, ended, (SECTION, Shown::default())).await
}
