//! Every read of this feature, each with its scope.

mod within;

pub use within::{invitation, invitations_to, pending};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::desk::{self, Standing};
use super::model::{DocumentId, DraftId, Step};
use super::tables::{document, draft};
use crate::cases::CaseId;
use crate::organisations::dossier::{Attached, Dossier};
use crate::platform::access::{Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};

/// A draft as its person sees it.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Grows with each change.
    pub version: i64,
    /// What it says.
    pub dossier: Dossier,
    /// Language of its texts.
    pub language: String,
    /// Where its person was.
    pub step: Step,
    /// The case it was sent as, and where that stands.
    pub case: Option<(CaseId, Standing)>,
    /// What was laid in.
    pub documents: Vec<Attached>,
    /// Microseconds.
    pub changed_at: i64,
    /// Microseconds.
    pub submitted_at: Option<i64>,
}

impl Draft {
    /// Whether it may be changed: not sent, or come back.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        !matches!(
            self.case,
            Some((_, Standing::Under | Standing::Asked | Standing::Approved))
        )
    }
}

const COLUMNS: ScopeColumns<draft::Column> = ScopeColumns {
    public: None,
    organisation: None,
    chamber: None,
    person: Some(draft::Column::PersonId),
};

/// The draft with that id, if the scope sees it.
///
/// # Errors
/// When the database refuses.
pub async fn find_draft(scope: &Scope, database: &Database, id: DraftId) -> Result<Option<Draft>, DatabaseError> {
    let db = database.reader();
    let row = draft::Entity::find_by_id(id.0)
        .filter(scope.condition(COLUMNS))
        .one(db)
        .await?;
    match row {
        Some(row) => Ok(Some(with_case(db, row).await?)),
        None => Ok(None),
    }
}

/// All drafts of the scope, the one changed last first. There are few: a person may have twenty open ones.
///
/// # Errors
/// When the database refuses.
pub async fn drafts(scope: &Scope, database: &Database) -> Result<Vec<Draft>, DatabaseError> {
    let db = database.reader();
    let rows = draft::Entity::find()
        .filter(scope.condition(COLUMNS))
        .order_by_desc(draft::Column::ChangedAt)
        .all(db)
        .await?;
    let mut drafts = Vec::with_capacity(rows.len());
    for row in rows {
        drafts.push(with_case(db, row).await?);
    }
    Ok(drafts)
}

async fn with_case(db: &impl ConnectionTrait, row: draft::Model) -> Result<Draft, DatabaseError> {
    let case = match row.case_id {
        Some(case) => Some((CaseId(case), desk::standing(db, case).await?)),
        None => None,
    };
    Ok(Draft {
        id: DraftId(row.id),
        version: row.version,
        dossier: row.dossier()?,
        step: Step::from_code(&row.step).unwrap_or(Step::Identity),
        case,
        documents: attached(db, row.id).await?,
        changed_at: row.changed_at,
        submitted_at: row.submitted_at,
        language: row.language,
    })
}

/// The documents of a draft in their order.
///
/// # Errors
/// When the database refuses.
pub async fn attached(db: &impl ConnectionTrait, draft: Uuid) -> Result<Vec<Attached>, DatabaseError> {
    let rows = document::Entity::find()
        .filter(document::Column::DraftId.eq(draft))
        .filter(document::Column::Erased.eq(false))
        .order_by_asc(document::Column::Id)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| Attached {
            id: DocumentId(row.id).to_string(),
            name: row.name,
            media: row.kind,
            size: u64::try_from(row.bytes).unwrap_or_default(),
        })
        .collect())
}

/// A document's row: who may have it is asked by its owners.
#[derive(Clone, Debug)]
pub struct Document {
    /// As its file was called.
    pub name: String,
    /// Media type.
    pub kind: String,
    /// Where the bytes are.
    pub sha256: Vec<u8>,
    /// Who laid it in.
    pub person: Uuid,
    /// The case it was sent with.
    pub case: Option<CaseId>,
}

/// The document with that id, unless erased. Its bytes are for those only whom `access` lets have them.
///
/// # Errors
/// When the database refuses.
pub async fn find_document(database: &Database, id: DocumentId) -> Result<Option<Document>, DatabaseError> {
    let row = document::Entity::find_by_id(id.0).one(database.reader()).await?;
    Ok(row.filter(|row| !row.erased).map(|row| Document {
        name: row.name,
        kind: row.kind,
        sha256: row.sha256,
        person: row.person_id,
        case: row.case_id.map(CaseId),
    }))
}
