//! Rows of objections and their marks.

use std::collections::HashSet;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::marks::{self, Mark};
use super::{ObjectionId, State};
use crate::organisations::model::OrganisationId;
use crate::organisations::tables::{identifier, objection, objection_mark, register_record};
use crate::platform::database::rows::texts;
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::hash::hex;

/// PostgreSQL only: on SQLite there is one writer at a time.
const HOLD: Sql = Sql {
    sqlite: "SELECT 1",
    postgres: "LOCK TABLE objection_mark IN ACCESS EXCLUSIVE MODE",
};
const ANY: Sql =
    Sql::both("SELECT o.key_check FROM objection_mark m JOIN objection o ON o.id = m.objection_id LIMIT 1");
const MARKED: Sql = Sql {
    sqlite: "SELECT mark FROM objection_mark WHERE mark IN (SELECT unhex(value) FROM json_each($1))",
    postgres: "SELECT m.mark FROM unnest($1::text[]) AS n (mark)
               CROSS JOIN LATERAL (SELECT * FROM objection_mark WHERE mark = decode(n.mark, 'hex') OFFSET 0) m",
};
const TURN: Sql = Sql::both("UPDATE objection SET state = $3 WHERE id = $1 AND state = $2");
const END: Sql = Sql::both("UPDATE objection SET state = $3, ended_at = $4 WHERE id = $1 AND state = $2");
const DROP: Sql = Sql::both("DELETE FROM objection_mark WHERE objection_id = $1");
const NUMBERS: Sql = Sql::both(
    "SELECT scheme, value, organisation_id FROM identifier
     WHERE (scheme, value) > ($1, $2) ORDER BY scheme, value LIMIT $3",
);
const RECORDS: Sql = Sql::both(
    "SELECT register, number, organisation_id FROM register_record
     WHERE (register, number) > ($1, $2) ORDER BY register, number LIMIT $3",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[HOLD, ANY, MARKED, TURN, END, DROP, NUMBERS, RECORDS];

/// Values a statement may carry on SQLite.
const VALUES: usize = 32_000;

/// An objection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub id: ObjectionId,
    /// Where it stands.
    pub state: State,
    /// Code of the scheme of the number that was given; empty where a ledger brought it back.
    pub scheme: String,
    /// Why.
    pub reason: String,
    /// What it erases.
    pub organisations: Vec<OrganisationId>,
    /// Microseconds.
    pub received_at: i64,
    /// Microseconds.
    pub ended_at: Option<i64>,
}

/// Keeps batches out until the transaction ends.
pub(super) async fn hold(tx: &Tx) -> Result<(), DatabaseError> {
    HOLD.run(tx.connection(), vec![]).await?;
    Ok(())
}

/// Tells the key of the marks, where there are any.
pub(super) async fn any(tx: &Tx) -> Result<Option<Mark>, DatabaseError> {
    match ANY.one(tx.connection(), vec![]).await? {
        Some(row) => Ok(Some(row.try_get_by_index(0)?)),
        None => Ok(None),
    }
}

/// Which of these marks there are.
pub(super) async fn marked(tx: &Tx, marks: impl Iterator<Item = &Mark>) -> Result<HashSet<Mark>, DatabaseError> {
    let hexes: Vec<String> = marks.map(|mark| hex(mark)).collect();
    let list = texts(tx.backend(), hexes.iter().map(String::as_str));
    let rows = MARKED.all(tx.connection(), vec![list]).await?;
    let found = rows.iter().map(|row| row.try_get_by_index(0));
    Ok(found.collect::<Result<_, _>>()?)
}

pub(super) async fn is_marked(tx: &Tx, mark: &Mark) -> Result<bool, DatabaseError> {
    let row = objection_mark::Entity::find_by_id(mark.clone())
        .one(tx.connection())
        .await?;
    Ok(row.is_some())
}

pub(super) async fn insert(tx: &Tx, row: &Row, key_check: &Mark) -> Result<(), DatabaseError> {
    let ids: Vec<String> = row.organisations.iter().map(ToString::to_string).collect();
    let row = objection::Model {
        id: row.id.0,
        state: row.state.code().to_owned(),
        scheme: row.scheme.clone(),
        reason: row.reason.clone(),
        organisations: ids.join(" "),
        key_check: key_check.clone(),
        received_at: row.received_at,
        ended_at: row.ended_at,
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(())
}

/// A mark that another objection has already stays with it.
pub(super) async fn add_marks(tx: &Tx, objection: Uuid, marks: &[Mark]) -> Result<(), DatabaseError> {
    let known = marked(tx, marks.iter()).await?;
    let new = marks.iter().filter(|mark| !known.contains(*mark));
    let new: Vec<objection_mark::ActiveModel> = new
        .map(|mark| {
            let row = objection_mark::Model {
                mark: mark.clone(),
                objection_id: objection,
            };
            row.into_active_model().reset_all()
        })
        .collect();
    for chunk in new.chunks(VALUES / 2) {
        objection_mark::Entity::insert_many(chunk.to_vec())
            .exec_without_returning(tx.connection())
            .await?;
    }
    Ok(())
}

pub(super) async fn drop_marks(tx: &Tx, objection: Uuid) -> Result<(), DatabaseError> {
    DROP.run(tx.connection(), vec![objection.into()]).await?;
    Ok(())
}

/// From one state to another; `false`: it is not in the first.
pub(super) async fn turn(tx: &Tx, id: Uuid, from: State, to: State) -> Result<bool, DatabaseError> {
    let values = vec![id.into(), from.code().into(), to.code().into()];
    Ok(TURN.run(tx.connection(), values).await? > 0)
}

pub(super) async fn end(tx: &Tx, id: Uuid, from: State, to: State) -> Result<(), DatabaseError> {
    let values = vec![id.into(), from.code().into(), to.code().into(), tx.now().into()];
    END.run(tx.connection(), values).await?;
    Ok(())
}

/// Those that are still to be carried out, or taken back, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Row>, DatabaseError> {
    let open = [State::Received, State::Lifting].map(State::code);
    let rows = objection::Entity::find()
        .filter(objection::Column::State.is_in(open))
        .order_by_asc(objection::Column::ReceivedAt)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(row).collect())
}

/// All of them, the newest first, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn list(db: &impl ConnectionTrait, limit: u64) -> Result<Vec<Row>, DatabaseError> {
    let rows = objection::Entity::find()
        .order_by_desc(objection::Column::ReceivedAt)
        .order_by_desc(objection::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(row).collect())
}

/// The marks of one.
///
/// # Errors
/// When the database refuses.
pub async fn marks(db: &impl ConnectionTrait, id: ObjectionId) -> Result<Vec<Mark>, DatabaseError> {
    let rows = objection_mark::Entity::find().filter(objection_mark::Column::ObjectionId.eq(id.0));
    let found: Vec<Mark> = rows
        .select_only()
        .column(objection_mark::Column::Mark)
        .into_tuple()
        .all(db)
        .await?;
    Ok(found)
}

fn row(row: objection::Model) -> Row {
    let ids = row.organisations.split(' ').filter_map(|id| id.parse().ok());
    Row {
        id: ObjectionId(row.id),
        state: State::from_code(&row.state).unwrap_or(State::Done),
        organisations: ids.collect(),
        scheme: row.scheme,
        reason: row.reason,
        received_at: row.received_at,
        ended_at: row.ended_at,
    }
}

/// The organisations that have one of these numbers.
pub(super) async fn with_numbers(tx: &Tx, numbers: &[(String, String)]) -> Result<Vec<Uuid>, DatabaseError> {
    let mut found = Vec::new();
    for (scheme, value) in numbers {
        let row = identifier::Entity::find_by_id((scheme.clone(), value.clone()))
            .one(tx.connection())
            .await?;
        found.extend(row.map(|row| row.organisation_id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// All numbers these have, with those that follow, and those of their records.
pub(super) async fn numbers_of(db: &Tx, organisations: &[Uuid]) -> Result<Vec<(String, String)>, DatabaseError> {
    let ids = || organisations.iter().copied();
    let known = identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.is_in(ids()))
        .all(db.connection())
        .await?;
    let records: Vec<(String, String)> = register_record::Entity::find()
        .select_only()
        .columns([register_record::Column::Register, register_record::Column::Number])
        .filter(register_record::Column::OrganisationId.is_in(ids()))
        .into_tuple()
        .all(db.connection())
        .await?;
    let records = records
        .iter()
        .map(|(register, number)| marks::of_record(register, number));
    let known = known.iter().flat_map(|row| marks::following(&row.scheme, &row.value));
    Ok(known.chain(records).collect())
}

/// Rows read at a time.
const PAGE: i64 = 5000;

type Numbered = (String, String, Uuid);

/// Numbers of all organisations behind a place, in order.
pub(super) async fn numbers_after(
    db: &impl ConnectionTrait,
    after: &(String, String),
) -> Result<Vec<Numbered>, DatabaseError> {
    page(db, NUMBERS, after).await
}

/// Numbers of all records behind a place, in order.
pub(super) async fn records_after(
    db: &impl ConnectionTrait,
    after: &(String, String),
) -> Result<Vec<Numbered>, DatabaseError> {
    page(db, RECORDS, after).await
}

async fn page(db: &impl ConnectionTrait, sql: Sql, after: &(String, String)) -> Result<Vec<Numbered>, DatabaseError> {
    let values = vec![after.0.as_str().into(), after.1.as_str().into(), PAGE.into()];
    let rows = sql.all(db, values).await?;
    let read = rows.iter().map(|row| {
        Ok((
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        ))
    });
    read.collect()
}
