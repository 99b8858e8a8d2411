//! The second factor by an app, and the codes for when it is lost.

use axum::extract::State;
use axum::response::Response;

use super::{Once, Plain, done, fail, once};
use crate::accounts::actions::second;
use crate::accounts::browser::Browser;
use crate::app::App;
use crate::platform::web::{FormBody, FromPairs, Lang, Pairs, Result};

const SECTION: &str = "second-factor";

/// What confirming sends.
pub(in crate::accounts) struct FirstCode {
    code: String,
    plain: Plain,
}

impl FromPairs for FirstCode {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            code: pairs.one("code")?.unwrap_or_default(),
            plain: Plain::from_pairs(pairs)?,
        })
    }
}

/// `POST /{lang}/account/second-factor`
pub(in crate::accounts) async fn propose(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(plain): FormBody<Plain>,
) -> Result<Response> {
    let proposed = second::propose(&app, &browser).await;
    done(&app, &lang, proposed, (SECTION, plain.shown())).await
}

/// `POST /{lang}/account/second-factor/confirm`
pub(in crate::accounts) async fn confirm(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(form): FormBody<FirstCode>,
) -> Result<Response> {
    let shown = form.plain.shown();
    match second::confirm(&app, &browser, &form.code).await {
        Ok((entered, codes)) => {
            let mut response = once(&app, &lang, Once::Codes(codes), shown.given).await?;
            app.accounts.cookies.enter(&mut response, &entered.secret, entered.stay);
            Ok(response)
        }
        Err(error) => fail(&app, &lang, error, (SECTION, shown)).await,
    }
}

/// `POST /{lang}/account/second-factor/remove`
pub(in crate::accounts) async fn remove(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(plain): FormBody<Plain>,
) -> Result<Response> {
    let removed = second::remove(&app, &browser).await;
    done(&app, &lang, removed, (SECTION, plain.shown())).await
}

/// `POST /{lang}/account/recovery-codes`
pub(in crate::accounts) async fn renew_codes(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    FormBody(plain): FormBody<Plain>,
) -> Result<Response> {
    let shown = plain.shown();
    match second::renew_codes(&app, &browser).await {
        Ok(codes) => once(&app, &lang, Once::Codes(codes), shown.given).await,
        Err(error) => fail(&app, &lang, error, (SECTION, shown)).await,
    }
}
