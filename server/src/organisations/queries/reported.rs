//! A reader's report with what a chamber must know to look at it.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::organisations::model::{OrganisationId, ReportId};
use crate::organisations::tables::{organisation, report};
use crate::platform::database::{Database, DatabaseError, Tx};

/// A report and the organisation it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Which.
    pub organisation: OrganisationId,
    /// Its shown name.
    pub name: String,
    /// Code of its home chamber; none where it is only registered.
    pub home_chamber: Option<String>,
    /// Code of its territory.
    pub territory: String,
    /// Code of what is wrong.
    pub subject: String,
    /// Where.
    pub place: String,
    /// Why.
    pub reason: String,
    /// Language of the page the reader wrote on.
    pub language: String,
}

/// The report with that reference, for the reader of the journal that makes it a case. `None`: one of both is gone.
///
/// # Errors
/// When the database refuses.
pub async fn reported(tx: &Tx, id: ReportId) -> Result<Option<Reported>, DatabaseError> {
    let Some(said) = report::Entity::find_by_id(id.0).one(tx.connection()).await? else {
        return Ok(None);
    };
    let about = organisation::Entity::find_by_id(said.organisation_id)
        .one(tx.connection())
        .await?;
    Ok(about.filter(|row| row.erased_at.is_none()).map(|row| Reported {
        organisation: OrganisationId(row.id),
        name: row.name,
        home_chamber: row.home_chamber,
        territory: row.territory,
        subject: said.subject,
        place: said.place,
        reason: said.reason,
        language: said.language,
    }))
}

/// Who answers for an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Home {
    /// Its shown name.
    pub name: String,
    /// Code of its home chamber; none where it is only registered.
    pub chamber: Option<String>,
    /// Code of its territory.
    pub territory: String,
}

fn home(row: organisation::Model) -> Home {
    Home {
        name: row.name,
        chamber: row.home_chamber,
        territory: row.territory,
    }
}

/// Where an organisation is at home, for the platform itself. `None`: there is none, or it is gone.
///
/// # Errors
/// When the database refuses.
pub async fn home_of(tx: &Tx, id: OrganisationId) -> Result<Option<Home>, DatabaseError> {
    let row = organisation::Entity::find_by_id(id.0).one(tx.connection()).await?;
    Ok(row.filter(|row| row.erased_at.is_none()).map(home))
}

/// The same of many, beside the writer; those that are gone are left out.
///
/// # Errors
/// When the database refuses.
pub async fn homes_of(database: &Database, ids: &[Uuid]) -> Result<HashMap<Uuid, Home>, DatabaseError> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().copied()))
        .filter(organisation::Column::ErasedAt.is_null())
        .all(database.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, home(row))).collect())
}
