//! What can be done about a letter that was given up.

use serde_json::json;
use uuid::Uuid;

use crate::platform::access::{self, Action, Actor, Node, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError};
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::mail::given_up;
use crate::platform::web::Error;

/// What keeps it from being done.
#[derive(Debug, thiserror::Error)]
pub(super) enum JobError {
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It is not there any more, or on its way again.
    #[error("no such letter was given up")]
    Gone,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl AsDatabaseError for JobError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<JobError> for Error {
    fn from(error: JobError) -> Self {
        match error {
            JobError::Refused(refusal) => refusal.into(),
            JobError::Gone => Self::NotFound,
            JobError::Database(error) => error.into(),
        }
    }
}

/// Has a letter tried again, or all of them where none is named.
pub(super) async fn try_again(journal: &Journal, actor: &Actor, letter: Option<Uuid>) -> Result<(), JobError> {
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ManageRuns, &Node)?;
            let letters = given_up::again(&tx, letter).await?;
            if letters == 0 {
                return Err(JobError::Gone);
            }
            let subject = letter.map_or_else(|| "letters".to_owned(), |id| format!("letter:{}", encode(id)));
            let entry = Entry::of("jobs.letters_again", subject, None, &json!({ "letters": letters }));
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await
}

/// Drops a letter for good.
pub(super) async fn drop_letter(journal: &Journal, actor: &Actor, letter: Uuid) -> Result<(), JobError> {
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ManageRuns, &Node)?;
            if given_up::drop_one(&tx, letter).await? == 0 {
                return Err(JobError::Gone);
            }
            let entry = Entry::of(
                "jobs.letter_dropped",
                format!("letter:{}", encode(letter)),
                None,
                &json!({}),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await
}
