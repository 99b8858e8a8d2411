//! What people do with runs: start, cancel, resume.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::json;

use super::background::{self, Imports};
use super::course::{self, entry};
use super::folder;
use super::model::{Kind, Request, RunId};
use super::pulse::SILENT;
use super::queries;
use super::tables;
use crate::platform::access::{self, Action, Actor, Node, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError};
use crate::platform::journal::{self, Journal};
use crate::platform::region::Region;
use crate::platform::web::Error;

/// Why something was not done with a run.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// There is no such run.
    #[error("there is no such run")]
    Unknown,
    /// It does not lie in the folder.
    #[error("that file does not lie in the import folder")]
    NoFile,
    /// One at a time: this one goes on.
    #[error("another import is going on: {0}")]
    Busy(RunId),
    /// It is not in a state for that.
    #[error("the run is not in a state for that")]
    NotNow,
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for RunError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for RunError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<RunError> for Error {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Refused(refusal) => refusal.into(),
            RunError::Database(error) => error.into(),
            // A page asks these before; here they are what nobody can have meant.
            RunError::Unknown | RunError::NoFile | RunError::Busy(_) | RunError::NotNow => Self::NotFound,
        }
    }
}

/// What an operator chose on the page.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) register: registers::Register,
    /// In the import folder.
    pub(super) name: String,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) region_only: bool,
}

/// Starts an import as a task of this server.
pub(super) async fn start(
    journal: &Journal,
    (imports, region): (&Imports, &Arc<Region>),
    actor: &Actor,
    wish: &Wish,
) -> Result<RunId, RunError> {
    drop(access::decide(actor, Action::ManageRuns, &Node)?);
    let folder = imports.folder().ok_or(RunError::NoFile)?;
    let path = folder::find(folder, &wish.name).ok_or(RunError::NoFile)?;
    let id = journal.clock().id();
    let request = &Request {
        as_of: wish.as_of,
        region_only: wish.region_only,
        run: Some(id),
        ..Request::of(Kind::Register(wish.register), path)
    };
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ManageRuns, &Node)?;
            if let Some(other) = queries::alive(tx.connection(), tx.now()).await? {
                return Err(RunError::Busy(other));
            }
            Ok((course::create(&tx, journal, id, request, "", grant).await?, ()))
        })
        .await?;
    background::carry_out(journal.clone(), Arc::clone(region), request.clone());
    Ok(RunId(id))
}

/// Asks a run to stop behind the batch it is at, whichever process drives it.
///
/// # Errors
/// See [`RunError`].
pub async fn cancel(journal: &Journal, actor: &Actor, id: RunId) -> Result<(), RunError> {
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ManageRuns, &Node)?;
            if queries::run(tx.connection(), id).await?.is_none() {
                return Err(RunError::Unknown);
            }
            if !tables::cancel_run(&tx, id.0, tx.now() - SILENT).await? {
                return Err(RunError::NotNow);
            }
            let entry = entry("registry.cancel", id.0, &json!({}));
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await
}

/// Goes on with a run that ended before its time, as a task of this server.
pub(super) async fn resume(journal: &Journal, region: &Arc<Region>, actor: &Actor, id: RunId) -> Result<(), RunError> {
    let request = journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::ManageRuns, &Node)?;
            let found = queries::run(tx.connection(), id).await?.ok_or(RunError::Unknown)?;
            let kind = Kind::from_code(&found.register).ok_or(RunError::NotNow)?;
            if !found.shown(tx.now()).can_resume() || found.asked.path.as_os_str().is_empty() {
                return Err(RunError::NotNow);
            }
            if let Some(other) = queries::alive(tx.connection(), tx.now()).await? {
                return Err(RunError::Busy(other));
            }
            if !tables::revive_run(&tx, id.0, &actor.to_string()).await? {
                return Err(RunError::NotNow);
            }
            let entry = entry("registry.resume", id.0, &json!({ "after": found.written }));
            let receipt = journal::append(&tx, journal.clock(), grant, entry).await?;
            Ok((receipt, found.asked.request(kind, id.0)))
        })
        .await?;
    background::carry_out(journal.clone(), Arc::clone(region), request);
    Ok(())
}
