//! The address of one's own calendar.

use axum::extract::State;
use axum::response::Response;

use super::{Shown, done};
use crate::accounts::actions::calendar;
use crate::accounts::browser::Browser;
use crate::app::App;
use crate::platform::web::{FormBody, Lang, Result};

const SECTION: &str = "calendar";

/// `POST /{lang}/account/calendar`
pub(in crate::accounts) async fn make(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    _: FormBody<()>,
) -> Result<Response> {
    let made = calendar::make(&app, &browser).await;
    done(&app, &lang, made, (SECTION, Shown::default())).await
}

/// `POST /{lang}/account/calendar/end`
pub(in crate::accounts) async fn end(
    State(app): State<App>,
    lang: Lang,
    browser: Browser,
    _: FormBody<()>,
) -> Result<Response> {
    let ended = calendar::end(&app, &browser).await;
    done(&app, &lang, ended, (SECTION, Shown::default())).await
}
