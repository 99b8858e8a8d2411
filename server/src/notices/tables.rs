//! Rows of this feature.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::model::Kind;
use crate::platform::database::{DatabaseError, Sql, Tx};

const ADD: Sql = Sql::both(
    "INSERT INTO notice (id, entry_seq, person_id, kind, subject, reference, path, at, digest_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (entry_seq, person_id, kind) DO NOTHING",
);
const TAKE_BACK: Sql = Sql::both("DELETE FROM notice WHERE subject = $1 AND kind = $2 AND entry_seq < $3");
const UNREAD: Sql = Sql::both("SELECT count(*) FROM notice WHERE person_id = $1 AND read_at IS NULL");
const MARK: Sql =
    Sql::both("UPDATE notice SET read_at = $2, digest_at = NULL WHERE person_id = $1 AND read_at IS NULL AND at <= $2");
/// In a restored copy the letters of before are held (`mail_hold`): they may have left already.
const DUE: Sql = Sql::both(
    "SELECT DISTINCT person_id FROM notice
     WHERE digest_at <= $1 AND entry_seq > (SELECT coalesce(max(until_seq), 0) FROM mail_hold) LIMIT 200",
);
/// Whoever comes second finds nothing.
const TAKE_DUE: Sql = Sql::both(
    "UPDATE notice SET digest_at = NULL WHERE person_id = $1 AND digest_at <= $2
       AND entry_seq > (SELECT coalesce(max(until_seq), 0) FROM mail_hold)
     RETURNING id, person_id, kind, reference, path, at, read_at",
);
const STOPPED: Sql = Sql::both("SELECT 1 FROM notice_stop WHERE person_id = $1");
const STOP: Sql = Sql::both(
    "INSERT INTO notice_stop (person_id, since)
     SELECT id, $2 FROM person WHERE id = $1 AND erased_at IS NULL ON CONFLICT (person_id) DO NOTHING",
);
const RESUME: Sql = Sql::both("DELETE FROM notice_stop WHERE person_id = $1");
const DROP_HELD: Sql = Sql::both(
    "UPDATE notice SET digest_at = NULL
     WHERE digest_at IS NOT NULL AND entry_seq <= (SELECT coalesce(max(until_seq), 0) FROM mail_hold)",
);
const FORGET: Sql = Sql::both("DELETE FROM notice WHERE subject = $1");
const ERASE: Sql = Sql::both("DELETE FROM notice WHERE person_id = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[
    ADD, TAKE_BACK, UNREAD, MARK, DUE, TAKE_DUE, STOPPED, STOP, RESUME, DROP_HELD, FORGET, ERASE,
];

/// A row, for the list with its scope.
pub(super) mod notice {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The entry it tells of.
        pub entry_seq: i64,
        /// Who is told.
        pub person_id: Uuid,
        /// Code of the kind.
        pub kind: String,
        /// `case:ID`
        pub subject: String,
        /// Number of the case.
        pub reference: String,
        /// Where it leads, after the language.
        pub path: String,
        /// Microseconds.
        pub at: i64,
        /// Microseconds.
        pub read_at: Option<i64>,
        /// Microseconds: leaves with the day's letter then.
        pub digest_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A line of a day's letter.
pub(super) struct Line {
    pub(super) kind: Kind,
    pub(super) reference: String,
    pub(super) path: String,
    pub(super) at: i64,
}

/// Keeps a notice; `false`: it was there already.
pub(super) async fn add(tx: &Tx, row: notice::Model) -> Result<bool, DatabaseError> {
    let values = vec![
        row.id.into(),
        row.entry_seq.into(),
        row.person_id.into(),
        row.kind.into(),
        row.subject.into(),
        row.reference.into(),
        row.path.into(),
        row.at.into(),
        row.digest_at.into(),
    ];
    Ok(ADD.run(tx.connection(), values).await? > 0)
}

/// Takes notices of a kind back that came before an entry which undoes them.
pub(super) async fn take_back(tx: &Tx, subject: &str, kind: Kind, before: i64) -> Result<(), DatabaseError> {
    let values = vec![subject.into(), kind.code().into(), before.into()];
    TAKE_BACK.run(tx.connection(), values).await?;
    Ok(())
}

pub(super) async fn unread(db: &impl ConnectionTrait, person: Uuid) -> Result<i64, DatabaseError> {
    match UNREAD.one(db, vec![person.into()]).await? {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Ok(0),
    }
}

pub(super) async fn mark_read(tx: &Tx, person: Uuid) -> Result<(), DatabaseError> {
    MARK.run(tx.connection(), vec![person.into(), tx.now().into()]).await?;
    Ok(())
}

/// Whose letter of the day is due.
pub(super) async fn due(db: &impl ConnectionTrait, now: i64) -> Result<Vec<Uuid>, DatabaseError> {
    let rows = DUE.all(db, vec![now.into()]).await?;
    Ok(rows
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<Result<_, _>>()?)
}

/// What stands in it: what has been read meanwhile does not.
pub(super) async fn take_due(tx: &Tx, person: Uuid) -> Result<Vec<Line>, DatabaseError> {
    let rows = TAKE_DUE
        .all(tx.connection(), vec![person.into(), tx.now().into()])
        .await?;
    let mut lines = Vec::new();
    for row in &rows {
        lines.extend(line(row)?);
    }
    lines.sort_by_key(|line| line.at);
    Ok(lines)
}

fn line(row: &QueryResult) -> Result<Option<Line>, DatabaseError> {
    let (kind, read_at): (String, Option<i64>) = (row.try_get_by_index(2)?, row.try_get_by_index(6)?);
    let Some(kind) = Kind::from_code(&kind).filter(|_| read_at.is_none()) else {
        return Ok(None);
    };
    Ok(Some(Line {
        kind,
        reference: row.try_get_by_index(3)?,
        path: row.try_get_by_index(4)?,
        at: row.try_get_by_index(5)?,
    }))
}

pub(super) async fn is_stopped(db: &impl ConnectionTrait, person: Uuid) -> Result<bool, DatabaseError> {
    Ok(STOPPED.one(db, vec![person.into()]).await?.is_some())
}

/// Stops or resumes; `false`: it was so already, or there is no such person.
pub(super) async fn set_stopped(tx: &Tx, person: Uuid, stopped: bool) -> Result<bool, DatabaseError> {
    let changed = if stopped {
        STOP.run(tx.connection(), vec![person.into(), tx.now().into()]).await?
    } else {
        RESUME.run(tx.connection(), vec![person.into()]).await?
    };
    Ok(changed > 0)
}

pub(super) async fn erase(tx: &Tx, person: Uuid) -> Result<(), DatabaseError> {
    ERASE.run(tx.connection(), vec![person.into()]).await?;
    RESUME.run(tx.connection(), vec![person.into()]).await?;
    Ok(())
}

/// What a notice is about is erased: nobody is told of it any more.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &Tx, subject: &str) -> Result<(), DatabaseError> {
    FORGET.run(tx.connection(), vec![subject.into()]).await?;
    Ok(())
}

/// Leaves the held ones out of the letters of the day: the notices stay in the lists.
///
/// # Errors
/// When the database refuses.
pub async fn drop_held(tx: &Tx) -> Result<(), DatabaseError> {
    DROP_HELD.run(tx.connection(), vec![]).await?;
    Ok(())
}
