//! Every write of this feature: a verb each, one transaction with its entry. What the journal is told of a workspace is that it
//! changed, never whom it follows or what it looks for.

mod interest;
mod read;
mod searches;
mod watching;

pub use interest::{Saying, say};
pub use read::{follow, read};
pub use searches::{Keeping, drop_search, keep_search};
pub use watching::{unwatch, watch};

use sea_orm::ConnectionTrait;

use super::model::invests;
use super::queries::of_investor;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Brief, briefs};
use crate::platform::access::{self, Action, Actor, Grant, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError, Tx};
use crate::platform::journal::Entry;
use crate::platform::web::Fault;

/// Why something stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum InvestorError {
    /// There is no such thing for this reader.
    #[error("no such organisation or search")]
    Hidden,
    /// Not allowed, or not signed in strongly enough.
    #[error(transparent)]
    Denied(Refusal),
    /// Only start-ups and SMEs that are shown say something for investors, and are followed.
    #[error("neither a start-up nor an SME that is shown")]
    NotListed,
    /// Only investor organisations have a workspace.
    #[error("not an investor organisation")]
    NoInvestor,
    /// Somebody has changed it since the page was made.
    #[error("it has changed meanwhile")]
    Changed,
    /// Fields that are not as they must be.
    #[error("{} faults", .0.len())]
    Faults(Vec<Fault>),
    /// As many as one organisation may have.
    #[error("too many")]
    TooMany,
    /// It is so already, or it is not there.
    #[error("nothing to do")]
    Nothing,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for InvestorError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl From<Refusal> for InvestorError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Hidden => Self::Hidden,
            other => Self::Denied(other),
        }
    }
}

impl AsDatabaseError for InvestorError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

async fn brief(db: &impl ConnectionTrait, id: OrganisationId) -> Result<Brief, InvestorError> {
    briefs(db, &[id.0]).await?.pop().ok_or(InvestorError::Hidden)
}

/// The right to change a workspace. Whose it is comes before what it is.
async fn workspace(tx: &Tx, actor: &Actor, id: OrganisationId) -> Result<Grant, InvestorError> {
    let found = brief(tx.connection(), id).await?;
    let grant = access::decide(actor, Action::EditWorkspace, &of_investor(&found))?;
    if invests(&found) {
        Ok(grant)
    } else {
        Err(InvestorError::NoInvestor)
    }
}

/// That a workspace changed. The journal is for ever and many read it: it is not told what stands in there.
fn of_workspace(action: &'static str, id: OrganisationId) -> Entry {
    let says = serde_json::json!({ "workspace": id });
    Entry::of(action, format!("workspace:{id}"), None, &says)
}
