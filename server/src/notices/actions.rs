//! What people do with their notices.

use serde_json::json;
use uuid::Uuid;

use super::tables;
use crate::platform::access::{self, Action, Actor, Node, Ownership, Purpose, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError};
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::web::Error;

/// Why not.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoticeError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// It is so already: nothing is written, and nothing is wrong.
    #[error("nothing to change")]
    Unchanged,
}

impl AsDatabaseError for NoticeError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Refused(_) | Self::Unchanged => None,
        }
    }
}

impl From<NoticeError> for Error {
    fn from(error: NoticeError) -> Self {
        match error {
            NoticeError::Refused(refusal) => refusal.into(),
            NoticeError::Database(error) => error.into(),
            NoticeError::Unchanged => Self::NotFound,
        }
    }
}

/// A person's own affairs.
pub(super) fn own(person: Uuid) -> Ownership {
    Ownership {
        id: person,
        person: Some(person),
        ..Ownership::default()
    }
}

/// Marks all as read. No entry tells of it: who looked at a list when is nobody's business.
pub(super) async fn mark_read(journal: &Journal, actor: &Actor, person: Uuid) -> Result<(), NoticeError> {
    let _grant = access::decide(actor, Action::ManageAccount, &own(person))?;
    let mark = async |tx| Ok::<_, NoticeError>(tables::mark_read(&tx, person).await?);
    journal.database().transaction(journal.clock().now(), mark).await
}

/// Stops or resumes a person's letters, by their own hand (`actor`) or by their signed link.
pub(super) async fn set_stopped(
    journal: &Journal,
    actor: Option<&Actor>,
    person: Uuid,
    stopped: bool,
) -> Result<(), NoticeError> {
    let platform = Actor::system(Purpose::Maintenance);
    let platform = &platform;
    let done = journal
        .write(|tx| async move {
            let grant = match actor {
                Some(actor) => access::decide(actor, Action::ManageAccount, &own(person))?,
                // Whoever holds the link was sent it; the platform does what it says.
                None => access::decide(platform, Action::Maintain, &Node)?,
            };
            if !tables::set_stopped(&tx, person, stopped).await? {
                return Err(NoticeError::Unchanged);
            }
            let entry = Entry::of(
                if stopped { "notices.stopped" } else { "notices.resumed" },
                format!("person:{}", encode(person)),
                Some(person),
                &json!({ "by_link": actor.is_none() }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await;
    match done {
        Err(NoticeError::Unchanged) => Ok(()),
        done => done,
    }
}
