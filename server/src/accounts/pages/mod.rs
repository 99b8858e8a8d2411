//! Pages of signing in and of one's own account. What is wrong in a form is named in the form, with what was typed.

pub mod account;
pub mod demo;
pub mod link;
pub mod passkey;
pub mod password;
pub mod recovery;
pub mod reset;
pub mod sign_in;

use axum::response::{IntoResponse, Response};

use super::Accounts;
use super::attempts::Way;
use super::browser::Browser;
use super::model::AccountError;
use super::sessions::Entered;
use crate::app::App;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FieldError, Rendered, Result};

/// Field and what is wrong with it, in the order of the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Faults(pub Vec<(String, String)>);

impl Faults {
    /// What is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| name == field);
        found.map(|(_, text)| text.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a form shows of a refusal; all else is the error it is.
    pub fn read(error: &Error, t: T) -> Result<Self> {
        match error {
            Error::Validation(fields) => {
                let text = |field: &FieldError| (field.field.clone(), field.detail.text(t));
                Ok(Self(fields.iter().map(text).collect()))
            }
            Error::TooManyRequests(_) => {
                let told = error.detail().map(|detail| detail.text(t)).unwrap_or_default();
                let text = format!("{} {told}", t.get("accounts-wait"));
                Ok(Self(vec![("main".to_owned(), text)]))
            }
            other => Err(other.clone()),
        }
    }
}

/// The form again, with the status and the headers of what was refused.
pub(super) fn refused_page(page: &impl askama::Template, error: &Error) -> Result<Response> {
    Ok(refused(&Rendered::new(page)?, error))
}

/// The same for a page that is drawn already.
pub(super) fn refused(page: &Rendered, error: &Error) -> Response {
    let mut response = page.response(error.problem().status, Cache::Private);
    let told = error.clone().into_response();
    response.headers_mut().extend(told.headers().clone());
    response
}

/// Hands a session to the browser and leads on.
pub(super) fn entered(app: &App, entered: &Entered) -> Response {
    let mut response = super::identify::see_other(&entered.path);
    app.accounts.cookies.enter(&mut response, &entered.secret, entered.stay);
    response
}

impl Accounts {
    /// Counts a try of a browser's network.
    pub(super) fn count_try(&self, browser: &Browser, way: Way, now: i64) -> Result<(), AccountError> {
        // Everybody at a demonstration shares one address.
        let most = if self.local_demo { 600 } else { 20 };
        self.prefixes.count(browser.client, way, now, most)
    }
}
