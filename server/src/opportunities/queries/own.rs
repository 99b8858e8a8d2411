//! An opportunity from within: for its organisation's people and its chamber, and for the platform itself.

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{COLUMNS, visible};
use crate::opportunities::model::{Content, OpportunityId, State, Type};
use crate::opportunities::rules::{Scores, may_open};
use crate::opportunities::tables::opportunity::{Column, Entity, Model};
use crate::opportunities::tables::review;
use crate::organisations::from_days;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{self, Action, Actor, Ownership, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError, Tx};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// An opportunity with all there is of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Which.
    pub id: OpportunityId,
    /// Grows with each change.
    pub version: i64,
    /// Whose.
    pub organisation: OrganisationId,
    /// Code of the chamber that reviews it.
    pub chamber: String,
    /// Code of the territory it is shown with.
    pub territory: String,
    /// Who began it.
    pub author: Option<Uuid>,
    /// What is offered or looked for.
    pub kind: Type,
    /// Where it stands.
    pub state: State,
    /// Whether its organisation is masked.
    pub anonymous: bool,
    /// Whether interest can be shown.
    pub interest: bool,
    /// Of its texts.
    pub language: Locale,
    /// What it says.
    pub content: Content,
    /// The adviser who has it.
    pub reviewer: Option<Uuid>,
    /// Microseconds.
    pub changed_at: i64,
    /// Microseconds.
    pub submitted_at: Option<i64>,
    /// Microseconds.
    pub published_at: Option<i64>,
    /// Microseconds.
    pub expires_at: Option<i64>,
    /// Whether it was extended.
    pub extended: bool,
}

impl Own {
    /// As access asks for it when it is reviewed.
    #[must_use]
    pub fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id.0,
            version: self.version,
            public: false,
            organisation: Some(self.organisation.0),
            chamber: Some(self.chamber.clone()),
            person: self.author,
        }
    }
}

fn own(row: Model) -> Own {
    Own {
        id: OpportunityId(row.id),
        version: row.version,
        organisation: OrganisationId(row.organisation_id),
        chamber: row.chamber,
        territory: row.territory,
        author: row.author,
        kind: Type::from_code(&row.kind).unwrap_or(Type::BusinessOffer),
        state: State::from_code(&row.state).unwrap_or(State::Archived),
        anonymous: row.anonymous,
        interest: row.interest,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        content: serde_json::from_str(&row.content).unwrap_or_default(),
        reviewer: row.reviewer,
        changed_at: row.changed_at,
        submitted_at: row.submitted_at,
        published_at: row.published_at,
        expires_at: row.expires_at,
        extended: row.extended,
    }
}

/// One of those a scope lets somebody see from within; what is public is not seen from within by that.
fn within(scope: &Scope) -> Condition {
    scope.condition(ScopeColumns {
        public: None,
        ..COLUMNS
    })
}

/// One from within. `None`: there is none for this reader.
///
/// # Errors
/// When the database refuses.
pub async fn find_own(scope: &Scope, database: &Database, id: OpportunityId) -> Result<Option<Own>, DatabaseError> {
    let found = Entity::find_by_id(id.0)
        .filter(within(scope))
        .one(database.reader())
        .await?;
    Ok(found.map(own))
}

/// Whether there is any opportunity at all; for the platform and its features.
///
/// # Errors
/// When the database refuses.
pub async fn any(database: &Database) -> Result<bool, DatabaseError> {
    Ok(Entity::find().one(database.reader()).await?.is_some())
}

/// Whose one is, before anything of it is shown: what a reader who may not know of it is told, `access` says. `None`: there is
/// none.
///
/// # Errors
/// When the database refuses.
pub async fn ownership_of(database: &Database, id: OpportunityId) -> Result<Option<Ownership>, DatabaseError> {
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

const WAITING: [State; 2] = [State::Submitted, State::UnderReview];

/// What waits for the chambers of a scope, what was sent first first.
///
/// # Errors
/// When the database refuses.
pub async fn queue(scope: &Scope, database: &Database, limit: u64) -> Result<Vec<Own>, DatabaseError> {
    let rows = Entity::find()
        .filter(within(scope))
        .filter(Column::State.is_in(WAITING.map(State::code)))
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
    let waits = Entity::find()
        .filter(within(scope))
        .filter(Column::State.is_in(WAITING.map(State::code)));
    Ok(waits.count(database.reader()).await?)
}

/// What an adviser said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// Microseconds.
    pub at: i64,
    /// Who.
    pub reviewer: Uuid,
    /// The scores.
    pub scores: Scores,
    /// Code of what came of it.
    pub verdict: String,
    /// What is missing, or why not.
    pub body: String,
}

/// All that advisers said of one that was read from within, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn reviews(database: &Database, of: &Own) -> Result<Vec<Reviewed>, DatabaseError> {
    let rows = review::Entity::find()
        .filter(review::Column::OpportunityId.eq(of.id.0))
        .order_by_desc(review::Column::At)
        .order_by_desc(review::Column::Id)
        .all(database.reader())
        .await?;
    let score = |score: i64| u8::try_from(score).unwrap_or_default();
    let reviewed = |row: review::Model| Reviewed {
        at: row.at,
        reviewer: row.reviewer,
        scores: Scores([row.advantage, row.clarity, row.cooperation, row.language].map(score)),
        verdict: row.verdict,
        body: row.body,
    };
    Ok(rows.into_iter().map(reviewed).collect())
}

/// Whose an opportunity is, for the platform itself: whoever introduces somebody must know which chamber to ask. Nobody is
/// shown it before an introduction is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    /// Whose.
    pub organisation: OrganisationId,
    /// Code of its chamber.
    pub chamber: String,
    /// Code of its territory.
    pub territory: String,
    /// What is offered or looked for.
    pub kind: Type,
    /// Its title, which names nobody.
    pub title: String,
    /// Of its texts.
    pub language: Locale,
    /// Whether its organisation is masked.
    pub anonymous: bool,
    /// Whether interest can be shown.
    pub takes_interest: bool,
}

/// Whose an opportunity is that everybody may see, within a transaction. `None`: there is none.
///
/// # Errors
/// When the database refuses.
pub async fn behind(tx: &Tx, region: &Region, id: OpportunityId) -> Result<Option<Behind>, DatabaseError> {
    let today = region.zone.day(tx.now());
    let scope = access::scope(&Actor::guest(), Action::ReadOpportunity);
    let row = visible(&scope).filter(Column::Id.eq(id.0)).one(tx.connection()).await?;
    Ok(row.map(|row| Behind {
        organisation: OrganisationId(row.organisation_id),
        chamber: row.chamber,
        territory: row.territory,
        kind: Type::from_code(&row.kind).unwrap_or(Type::BusinessOffer),
        title: row.title,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        anonymous: row.anonymous,
        // The clock closes it some minutes after its last day.
        takes_interest: row.interest && may_open(row.deadline.map(from_days), today).is_ok(),
    }))
}
