//! Every write of this feature. What people do is one function a verb, one transaction with its entry in the journal; what is told
//! to endpoints is made by a reader of the journal and marked by whoever sends it.

mod deliver;
mod manage;
mod read;
mod replay;

pub use deliver::{Leased, STATEMENTS, lease, note, send, send_one};
pub use manage::{New, change, register, remove, rotate};
pub use read::read;
pub use replay::{ping, replay, replay_since};

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::{Value, json};

use super::model::{Owner, WebhookId};
use super::tables::webhook::{Entity, Model};
use crate::organisations::model::OrganisationId;
use crate::platform::access::{self, Action, Actor, Grant, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::journal::Entry;
use crate::platform::outbound::TargetFault;
use crate::platform::web::{Detail, Error, Fault, FieldError};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum WebhookError {
    /// There is no such endpoint or delivery for this person.
    #[error("no such webhook")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Denied(Refusal),
    /// Somebody has changed it since the page was made.
    #[error("it has changed meanwhile")]
    Changed,
    /// It is tried already, or cannot be now.
    #[error("not as it stands")]
    State,
    /// As many as one owner may have.
    #[error("too many endpoints")]
    TooMany,
    /// An address that cannot be sent to.
    #[error("an address that cannot be sent to")]
    Target(TargetFault),
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for WebhookError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for WebhookError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Denied(other),
        }
    }
}

impl AsDatabaseError for WebhookError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

/// How the refusals of this feature look from outside.
impl From<WebhookError> for Error {
    fn from(error: WebhookError) -> Self {
        let conflict = |key| Self::Conflict(Detail::new(key));
        match error {
            WebhookError::Hidden => Self::NotFound,
            WebhookError::Denied(refusal) => refusal.into(),
            WebhookError::Changed => conflict("webhook-changed"),
            WebhookError::State => conflict("webhook-state"),
            WebhookError::TooMany => conflict("webhook-too-many"),
            WebhookError::Target(fault) => {
                let key = match fault {
                    TargetFault::Unreadable => "webhook-url-unreadable",
                    TargetFault::Scheme => "webhook-url-scheme",
                    TargetFault::Extra => "webhook-url-extra",
                    TargetFault::Port => "webhook-url-port",
                    TargetFault::Private => "webhook-url-private",
                };
                Self::Validation(vec![FieldError::new("url", fault.code(), Detail::new(key))])
            }
            WebhookError::Faults(faults) => Self::Validation(faults.iter().map(Fault::field_error).collect()),
            WebhookError::Database(error) => error.into(),
        }
    }
}

/// An endpoint held for a verb, and the right to it.
async fn load(tx: &Tx, actor: &Actor, id: WebhookId, version: Option<i64>) -> Result<(Model, Grant), WebhookError> {
    let found = Entity::find_by_id(id.0).lock_exclusive().one(tx.connection()).await?;
    let row = found.ok_or(WebhookError::Hidden)?;
    let grant = access::decide(actor, Action::ManageWebhooks, &row)?;
    match version {
        Some(version) if version != row.version => Err(WebhookError::Changed),
        _ => Ok((row, grant)),
    }
}

/// Writes the row as its next version.
async fn save(tx: &Tx, mut row: Model) -> Result<Model, WebhookError> {
    row.version += 1;
    row.changed_at = tx.now();
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

/// What the journal says of an endpoint. Its address may have somebody's name in it and is not said.
fn entry(action: &'static str, row: &Model, more: Value) -> Entry {
    let (organisation, chamber) = match row.owner() {
        Owner::Organisation(id) => (Some(OrganisationId(id)), None),
        Owner::Chamber(code) => (None, Some(code)),
    };
    let says = json!({
        "webhook": WebhookId(row.id), "state": row.state, "organisation": organisation, "chamber": chamber,
        "events": row.events.trim(),
    });
    Entry::with_text(action, format!("webhook:{}", WebhookId(row.id)), (says, more), None)
}
