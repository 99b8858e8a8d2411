//! Every write of this feature, a verb each, in one transaction with its entry of the journal.

mod claims;
mod colleagues;
mod documents;
mod drafts;
mod letters;
mod listing;
mod submit;
mod within;

pub use claims::{Paper, Reason, claim_before_chamber, claim_by_mail, follow_claim};
pub use colleagues::{Inviting, answer_invitation, end_invitation, invite, leave, resend, set_role};
pub use documents::{add_document, erase_person, remove_document};
pub use drafts::{Begin, discard, replace, save, start};
pub use letters::{print, printed, type_code};
pub use listing::{Invited, Naming, list};
pub use submit::{Sending, Sent, submit, withdraw};
pub use within::{Asking, ask_change, come_back, say, withdraw_organisation};

use sea_orm::{EntityTrait, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::model::{DocumentId, DraftId, Step};
use super::rules::Fault;
use super::tables::{document, draft};
use crate::cases::{CaseError, CaseId};
use crate::organisations::bulk::BulkError;
use crate::organisations::dossier::Dossier;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Ownership, Refusal, Subject};
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::files::{FileFault, FilesError};
use crate::platform::id::encode;
use crate::platform::journal::Entry;

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Fields that are not as they must be.
    #[error("{} fields are not as they must be", .0.len())]
    Faults(Vec<Fault>),
    /// Not allowed, or hidden.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Another window has changed it since.
    #[error("it was changed meanwhile")]
    Stale,
    /// It is with a chamber and cannot be changed.
    #[error("it is with a chamber")]
    Sent,
    /// The same company is with a chamber already, or has joined.
    #[error("the same company is with a chamber already")]
    Taken,
    /// The organisation is a member or listed: its way in is another.
    #[error("the organisation is listed already")]
    Listed(OrganisationId),
    /// More than one person may have at a time.
    #[error("too many at a time")]
    TooMany(usize),
    /// A file that is not taken: its name and why.
    #[error("{0}: {1}")]
    File(String, FileFault),
    /// There is no such thing any more: a code that is wrong, a link that was used.
    #[error("used, expired or wrong")]
    Spent,
    /// An invitation that was sent within the hour.
    #[error("sent a short time ago")]
    Lately,
    /// No register and no chamber knows where it sits.
    #[error("no address")]
    NoAddress,
    /// A case about the same is open: this one.
    #[error("case {0} is open")]
    Waiting(CaseId),
    /// The last owner cannot go without naming another.
    #[error("the last owner")]
    LastOwner,
    /// It cannot be sent as it is: what is wrong, and in which step.
    #[error("{} fields are not ready", .0.len())]
    Unready(Vec<(Step, Fault)>),
    /// It was sent before: this is its case.
    #[error("it was sent as case {0}")]
    Done(CaseId),
    /// Its case cannot be opened or taken back.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// Rows of organisations refuse.
    #[error(transparent)]
    Bulk(#[from] BulkError),
    /// The store of files refuses.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for JoinError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for JoinError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Case(error) => error.as_database(),
            Self::Bulk(error) => error.as_database(),
            _ => None,
        }
    }
}

impl Subject for draft::Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            person: Some(self.person_id),
            ..Ownership::default()
        }
    }
}

impl draft::Model {
    /// What it says.
    pub(super) fn dossier(&self) -> Result<Dossier, DatabaseError> {
        serde_json::from_str(&self.content).map_err(|error| broken(self.id, &error))
    }
}

fn broken(id: Uuid, error: &serde_json::Error) -> DatabaseError {
    DatabaseError::Db(sea_orm::DbErr::Type(format!("draft {}: {error}", encode(id))))
}

/// A dossier as its row keeps it.
fn written(dossier: &Dossier) -> Result<String, DatabaseError> {
    serde_json::to_string(dossier).map_err(|error| DatabaseError::Db(sea_orm::DbErr::Type(error.to_string())))
}

/// The draft, held until the transaction ends. One that is not there is as hidden as a foreign one.
async fn load(tx: &Tx, id: DraftId) -> Result<draft::Model, JoinError> {
    let found = draft::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    found.ok_or(JoinError::Refused(Refusal::Hidden))
}

/// What the journal says of a draft. All of it is about one person, and goes with them.
fn entry(action: &'static str, row: &draft::Model, more: serde_json::Value) -> Entry {
    let said =
        json!({ "draft": DraftId(row.id), "organisation": row.organisation_id.map(OrganisationId), "more": more });
    Entry::of(action, format!("draft:{}", DraftId(row.id)), Some(row.person_id), &said)
}

/// What the journal says of a document: neither its name nor its bytes.
fn document_entry(action: &'static str, row: &document::Model) -> Entry {
    let said = json!({ "document": DocumentId(row.id), "draft": row.draft_id.map(DraftId), "bytes": row.bytes });
    Entry::of(
        action,
        format!("document:{}", DocumentId(row.id)),
        Some(row.person_id),
        &said,
    )
}
