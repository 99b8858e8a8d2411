//! Every read of this feature, its scope first.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::model::{Counts, FileId, Mapping, State};
use super::rules::{Entry, There};
use super::tables::{file, mapping, row};
use crate::organisations::actions::file_source;
use crate::organisations::from_days;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{met, owners_of};
use crate::platform::access::{self, Action, Actor, Purpose, Scope, ScopeColumns};
use crate::platform::database::{Database, DatabaseError};

/// Files a list shows.
const SHOWN: u64 = 50;
/// Values one statement asks for.
const AT_A_TIME: usize = 5_000;

/// A file as its pages show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Grows with each change.
    pub version: i64,
    /// Code of its chamber.
    pub chamber: String,
    /// As it was called.
    pub name: String,
    /// The day it holds for.
    pub dated: chrono::NaiveDate,
    /// Where it stands.
    pub state: State,
    /// Of the plain table; empty once it is gone.
    pub sha256: Vec<u8>,
    /// Its rows.
    pub total: usize,
    /// How many of them are dealt with.
    pub position: usize,
    /// What its columns mean, as last said or guessed.
    pub mapping: Mapping,
    /// What became of its rows.
    pub counts: Counts,
    /// When it ended, microseconds.
    pub ended_at: Option<i64>,
}

impl TryFrom<file::Model> for File {
    type Error = DatabaseError;

    fn try_from(row: file::Model) -> Result<Self, DatabaseError> {
        Ok(Self {
            id: FileId(row.id),
            version: row.version,
            dated: from_days(row.dated),
            state: State::from_code(&row.state).unwrap_or(State::Open),
            total: usize::try_from(row.total).unwrap_or_default(),
            position: usize::try_from(row.position).unwrap_or_default(),
            mapping: read(&row.mapping)?,
            counts: read(&row.counts)?,
            chamber: row.chamber,
            name: row.name,
            sha256: row.sha256,
            ended_at: row.ended_at,
        })
    }
}

/// JSON of a column.
pub(super) fn read<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, DatabaseError> {
    serde_json::from_str(text).map_err(|error| DatabaseError::Db(sea_orm::DbErr::Type(error.to_string())))
}

fn columns() -> ScopeColumns<file::Column> {
    ScopeColumns {
        chamber: Some(file::Column::Chamber),
        ..ScopeColumns::default()
    }
}

/// The files of the chambers the scope sees, the newest first.
///
/// # Errors
/// When the database refuses.
pub async fn list(scope: &Scope, database: &Database) -> Result<Vec<File>, DatabaseError> {
    let rows = file::Entity::find()
        .filter(scope.condition(columns()))
        .order_by_desc(file::Column::CreatedAt)
        .limit(SHOWN)
        .all(database.reader())
        .await?;
    rows.into_iter().map(File::try_from).collect()
}

/// A file, where the scope sees it.
///
/// # Errors
/// When the database refuses.
pub async fn find(scope: &Scope, database: &Database, id: FileId) -> Result<Option<File>, DatabaseError> {
    let row = file::Entity::find_by_id(id.0)
        .filter(scope.condition(columns()))
        .one(database.reader())
        .await?;
    row.map(File::try_from).transpose()
}

/// What a chamber said such a header means.
///
/// # Errors
/// When the database refuses.
pub async fn remembered(
    db: &impl ConnectionTrait,
    chamber: &str,
    shape: &str,
) -> Result<Option<Mapping>, DatabaseError> {
    let row = mapping::Entity::find_by_id((chamber.to_owned(), shape.to_owned()))
        .one(db)
        .await?;
    row.map(|row| read(&row.mapping)).transpose()
}

/// Organisations of a run that was taken back and that somebody has gone on with: the first of them.
///
/// # Errors
/// When the database refuses.
pub async fn kept(database: &Database, id: FileId, most: u64) -> Result<Vec<OrganisationId>, DatabaseError> {
    let ids: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(row::Column::OrganisationId)
        .filter(row::Column::FileId.eq(id.0))
        .filter(row::Column::Outcome.eq("kept"))
        .order_by_asc(row::Column::Line)
        .limit(most)
        .into_tuple()
        .all(database.reader())
        .await?;
    Ok(ids.into_iter().map(OrganisationId).collect())
}

/// What is there of what these rows are about. It is the platform that looks: what is out of everybody's sight is not shown
/// to a chamber, only that its row cannot be taken.
///
/// # Errors
/// When the database refuses.
pub(super) async fn there<'a>(
    db: &impl ConnectionTrait,
    chamber: &str,
    entries: impl Iterator<Item = &'a Entry> + Clone,
) -> Result<There, DatabaseError> {
    let numbers = entries
        .clone()
        .flat_map(|entry| entry.numbers.iter().chain(&entry.bridges));
    let numbers: Vec<(String, String)> = numbers.cloned().collect();
    let owners = owners_of(db, &numbers).await?;
    let keys: Vec<&str> = entries.map(|entry| entry.key.as_str()).collect();
    let keys = known_keys(db, chamber, &keys).await?;
    let mut ids: Vec<Uuid> = owners.values().chain(keys.values()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = access::scope(&Actor::system(Purpose::Maintenance), Action::ReadOrganisation);
    let met = met(&scope, db, &ids, &file_source(chamber)).await?;
    Ok(There { owners, keys, met })
}

async fn known_keys(
    db: &impl ConnectionTrait,
    chamber: &str,
    keys: &[&str],
) -> Result<HashMap<String, Uuid>, DatabaseError> {
    let mut found = HashMap::new();
    for part in keys.chunks(AT_A_TIME) {
        let rows = row::Entity::find()
            .filter(row::Column::RowKey.is_in(part.iter().copied()))
            .filter(row::Column::Outcome.ne("undone"))
            .all(db)
            .await?;
        let mut files: Vec<Uuid> = rows.iter().map(|row| row.file_id).collect();
        files.sort_unstable();
        files.dedup();
        let own: Vec<Uuid> = file::Entity::find()
            .select_only()
            .column(file::Column::Id)
            .filter(file::Column::Id.is_in(files))
            .filter(file::Column::Chamber.eq(chamber))
            .into_tuple()
            .all(db)
            .await?;
        let own = rows.into_iter().filter(|row| own.contains(&row.file_id));
        found.extend(own.map(|row| (row.row_key, row.organisation_id)));
    }
    Ok(found)
}
