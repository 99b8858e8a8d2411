//! A practice from within: for its organisation's people and the two chambers.

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::COLUMNS;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Ownership, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::texts::Locale;
use crate::practices::model::{Content, PracticeId, State, Verdict};
use crate::practices::tables::practice::{Column, Entity, Model};
use crate::practices::tables::review;

/// A practice with all there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Which.
    pub id: PracticeId,
    /// Grows with each change.
    pub version: i64,
    /// Whose.
    pub organisation: OrganisationId,
    /// Code of the chamber that looks first.
    pub chamber: String,
    /// Code of the chamber whose expert looks second.
    pub expert: Option<String>,
    /// Who began it.
    pub author: Option<Uuid>,
    /// Where it stands.
    pub state: State,
    /// Of its texts.
    pub language: Locale,
    /// What it says.
    pub content: Content,
    /// How many confirmed that they took it up.
    pub adoptions: u64,
    /// Who found it good first.
    pub first: Option<Uuid>,
    /// Microseconds.
    pub changed_at: i64,
    /// Microseconds.
    pub submitted_at: Option<i64>,
    /// Microseconds.
    pub published_at: Option<i64>,
}

impl Own {
    /// Code of the chamber whose turn it is, or was.
    #[must_use]
    pub fn turn(&self) -> &str {
        match self.state {
            State::Validated => self.expert.as_deref().unwrap_or(&self.chamber),
            _ => &self.chamber,
        }
    }

    /// As access asks for it when it is looked at.
    #[must_use]
    pub fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id.0,
            version: self.version,
            public: false,
            organisation: Some(self.organisation.0),
            chamber: Some(self.turn().to_owned()),
            person: self.author,
        }
    }
}

fn own(row: Model) -> Own {
    Own {
        id: PracticeId(row.id),
        version: row.version,
        organisation: OrganisationId(row.organisation_id),
        chamber: row.chamber,
        expert: row.expert,
        author: row.author,
        state: State::from_code(&row.state).unwrap_or(State::Archived),
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        content: serde_json::from_str(&row.content).unwrap_or_default(),
        adoptions: u64::try_from(row.adoptions).unwrap_or_default(),
        first: row.first,
        changed_at: row.changed_at,
        submitted_at: row.submitted_at,
        published_at: row.published_at,
    }
}

/// One of those a scope lets somebody see from within, by their organisation or by one of the two chambers; what is public is
/// not seen from within by that.
fn within(scope: &Scope) -> Condition {
    let first = ScopeColumns {
        public: None,
        ..COLUMNS
    };
    let second = ScopeColumns {
        chamber: Some(Column::Expert),
        ..ScopeColumns::default()
    };
    Condition::any()
        .add(scope.condition(first))
        .add(scope.condition(second))
}

/// Those whose turn it is for the chambers of a scope.
fn turn(scope: &Scope) -> Condition {
    let of = |column| {
        scope.condition(ScopeColumns {
            chamber: Some(column),
            ..ScopeColumns::default()
        })
    };
    let first = Condition::all()
        .add(Column::State.eq(State::Submitted.code()))
        .add(of(Column::Chamber));
    let second = Condition::all()
        .add(Column::State.eq(State::Validated.code()))
        .add(of(Column::Expert));
    Condition::any().add(first).add(second)
}

/// One from within. `None`: there is none for this reader.
///
/// # Errors
/// When the database refuses.
pub async fn find_own(scope: &Scope, database: &Database, id: PracticeId) -> Result<Option<Own>, DatabaseError> {
    let query = Entity::find_by_id(id.0).filter(within(scope));
    Ok(query.one(database.reader()).await?.map(own))
}

/// Whose one is, before anything of it is shown: what a reader who may not know of it is told, `access` says. `None`: there is
/// none.
///
/// # Errors
/// When the database refuses.
pub async fn ownership_of(database: &Database, id: PracticeId) -> Result<Option<Ownership>, DatabaseError> {
    let row = Entity::find_by_id(id.0).one(database.reader()).await?;
    Ok(row.map(|row| Ownership {
        public: row.public,
        person: None,
        ..own(row).ownership()
    }))
}

/// All of an organisation, what was changed last first.
///
/// # Errors
/// When the database refuses.
pub async fn of_organisation(
    scope: &Scope,
    database: &Database,
    organisation: OrganisationId,
) -> Result<Vec<Own>, DatabaseError> {
    let rows = Entity::find()
        .filter(within(scope))
        .filter(Column::OrganisationId.eq(organisation.0))
        .order_by_desc(Column::ChangedAt)
        .order_by_desc(Column::Id)
        .limit(200)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(own).collect())
}

/// What waits for the chambers of a scope, what was sent first first.
///
/// # Errors
/// When the database refuses.
pub async fn queue(scope: &Scope, database: &Database, limit: u64) -> Result<Vec<Own>, DatabaseError> {
    let rows = Entity::find()
        .filter(turn(scope))
        .order_by_asc(Column::SubmittedAt)
        .order_by_asc(Column::Id)
        .limit(limit)
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(own).collect())
}

/// How many wait.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(scope: &Scope, database: &Database) -> Result<u64, DatabaseError> {
    Ok(Entity::find().filter(turn(scope)).count(database.reader()).await?)
}

/// What somebody of a chamber said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Microseconds.
    pub at: i64,
    /// Code of the chamber.
    pub chamber: String,
    /// Who.
    pub reviewer: Uuid,
    /// What they said.
    pub verdict: Verdict,
    /// What is missing, or why not.
    pub body: String,
}

/// All that the chambers said of one that was read from within, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn reviews(database: &Database, of: &Own) -> Result<Vec<Reviewed>, DatabaseError> {
    let rows = review::Entity::find()
        .filter(review::Column::PracticeId.eq(of.id.0))
        .order_by_desc(review::Column::At)
        .order_by_desc(review::Column::Id)
        .all(database.reader())
        .await?;
    let reviewed = |row: review::Model| Reviewed {
        at: row.at,
        chamber: row.chamber,
        reviewer: row.reviewer,
        verdict: Verdict::from_code(&row.verdict).unwrap_or(Verdict::Good),
        body: row.body,
    };
    Ok(rows.into_iter().map(reviewed).collect())
}
