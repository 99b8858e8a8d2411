//! Who sent a request. The layer of the accounts finds it out and lays a [`Visitor`] into the request; handlers take
//! [`Actor`], or [`SignedIn`] where nobody without an account has anything to look for.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Detail, Error};
use crate::platform::access::{Actor, Refusal};
use crate::platform::database::{Database, Doing};

/// A request's sender, as far as the session tells.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// What access needs to know.
    pub actor: Actor,
    /// How the person is called, where somebody is signed in.
    pub name: Option<String>,
    /// The token every form of this session carries.
    pub form_token: Option<String>,
    /// The row of their session, where somebody is signed in.
    pub session: Option<Uuid>,
    /// Whether organisations of theirs are being introduced: then the menu leads there.
    pub introductions: bool,
}

/// Whether somebody has something of a feature, to which the menu then leads.
pub trait Has: Send + Sync {
    /// Whether there is anything.
    fn any<'a>(&'a self, database: &'a Database, actor: &'a Actor) -> Doing<'a, bool>;
}

impl Default for Visitor {
    fn default() -> Self {
        Self {
            actor: Actor::guest(),
            name: None,
            form_token: None,
            session: None,
            introductions: false,
        }
    }
}

impl Visitor {
    /// The visitor of a request; a guest where no layer has looked.
    pub fn of(parts: &Parts) -> Self {
        parts.extensions.get::<Self>().cloned().unwrap_or_default()
    }

    /// Whether the page is for one person and nobody else.
    #[must_use]
    pub const fn is_signed_in(&self) -> bool {
        self.session.is_some()
    }

    /// Whether a form was made for this very session. [`FormBody`](super::FormBody) asks by itself; a handler that reads
    /// a body in another way asks here. Without a session there is nothing to forge: who may send is asked of the origin.
    ///
    /// # Errors
    /// [`Error::Forbidden`] where the token is missing or another's.
    pub fn check_form(&self, sent: Option<&str>) -> Result<(), Error> {
        let Some(expected) = &self.form_token else {
            return Ok(());
        };
        // Compared as digests, so that the time taken tells nothing.
        let digest = |text: &str| Sha256::digest(text.as_bytes());
        if sent.is_some_and(|sent| digest(sent) == digest(expected)) {
            Ok(())
        } else {
            Err(Error::Forbidden(Some(Detail::new("error-form-token"))))
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Ok(Self::of(parts))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Ok(Visitor::of(parts).actor)
    }
}

/// Somebody with an account; for others 401, and on a page the way to the sign-in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What access needs to know.
    pub actor: Actor,
    /// Their id.
    pub person: Uuid,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let actor = Visitor::of(parts).actor;
        let person = actor.person_id().ok_or(Error::Unauthenticated)?;
        Ok(Self { actor, person })
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::SignIn => Self::Unauthenticated,
            Refusal::StepUp(level) => Self::StepUpRequired {
                acr: level.code(),
                max_age: 600,
            },
            Refusal::Forbidden => Self::Forbidden(None),
            Refusal::Hidden => Self::NotFound,
        }
    }
}
