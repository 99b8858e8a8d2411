//! Rows of the journal. UPDATE and DELETE of `entry` are refused by triggers.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::chain::{Chained, Hash, Last, Link};
use crate::platform::database::{DatabaseError, Insert, Sql};

const ADD_PARTS: Insert = Insert {
    table: "entry_payload",
    columns: &["entry_id", "part", "about_person", "salt", "bytes", "digest"],
};
const ADD_PENDING: Insert = Insert {
    table: "pending",
    columns: &[
        "entry_id",
        "at",
        "actor",
        "action",
        "subject",
        "payload_digest",
        "request",
    ],
};
const ADD_ENTRIES: Insert = Insert {
    table: "entry",
    columns: &[
        "seq",
        "entry_id",
        "at",
        "actor",
        "action",
        "subject",
        "payload_digest",
        "request",
        "prev",
        "hash",
    ],
};
const LAST: Sql = Sql::both("SELECT seq, at, hash FROM entry ORDER BY seq DESC LIMIT 1");
pub(super) const PENDING: Sql = Sql::both(
    "SELECT id, entry_id, at, actor, action, subject, payload_digest, request FROM pending ORDER BY id LIMIT 1000",
);
pub(super) const PENDING_SINCE: Sql = Sql::both("SELECT min(at) FROM pending");
pub(super) const DROP_PENDING: Sql = Sql::both("DELETE FROM pending WHERE id = $1");
pub(super) const AFTER: Sql = Sql::both(
    "SELECT seq, entry_id, at, actor, action, subject, payload_digest, request, prev, hash
     FROM entry WHERE seq > $1 ORDER BY seq LIMIT $2",
);
pub(super) const ABOUT: Sql = Sql::both(
    "SELECT seq, entry_id, at, actor, action, subject, payload_digest, request, prev, hash
     FROM entry WHERE subject = $1 ORDER BY seq DESC LIMIT $2",
);
/// Those whose verb begins so; what a run says of itself stands between the entries of its batches.
pub(super) const ABOUT_VERB: Sql = Sql::both(
    "SELECT seq, entry_id, at, actor, action, subject, payload_digest, request, prev, hash
     FROM entry WHERE subject = $1 AND action LIKE $2 ORDER BY seq DESC LIMIT $3",
);
/// The parts of the entries AFTER gives for the same place, up to the last of them.
pub(super) const PARTS_AFTER: Sql = Sql::both(
    "SELECT e.seq, p.salt, p.bytes, p.digest FROM entry e JOIN entry_payload p ON p.entry_id = e.entry_id
     WHERE e.seq > $1 AND e.seq <= $2 ORDER BY e.seq, p.part",
);
/// The parts of the entries ABOUT gives for the same subject, from the oldest of them.
pub(super) const PARTS_ABOUT: Sql = Sql::both(
    "SELECT e.seq, p.salt, p.bytes, p.digest FROM entry e JOIN entry_payload p ON p.entry_id = e.entry_id
     WHERE e.subject = $1 AND e.seq >= $2 ORDER BY e.seq, p.part",
);
/// Those written for one request; each entry lies between the two ids that begin with what is known of the request's own.
pub(super) const OF_REQUEST: Sql = Sql::both(
    "SELECT seq, entry_id, at, actor, action, subject, payload_digest, request, prev, hash
     FROM entry WHERE request >= $1 AND request <= $2 ORDER BY seq",
);
/// The last entry behind a place, and whether a person wrote one of them.
pub(super) const PEOPLE_AFTER: Sql =
    Sql::both("SELECT MAX(seq), MAX(CASE WHEN actor LIKE 'system:%' THEN 0 ELSE 1 END) FROM entry WHERE seq > $1");
pub(super) const ERASE: Sql =
    Sql::both("UPDATE entry_payload SET salt = NULL, bytes = NULL WHERE about_person = $1 AND bytes IS NOT NULL");
pub(super) const AT: Sql = Sql::both("SELECT cursor FROM reader WHERE name = $1");
/// The same, held until the transaction ends; nothing where another node holds it.
pub(super) const CURSOR: Sql = Sql {
    sqlite: "SELECT cursor FROM reader WHERE name = $1",
    postgres: "SELECT cursor FROM reader WHERE name = $1 FOR UPDATE SKIP LOCKED",
};
pub(super) const ADD_READER: Sql =
    Sql::both("INSERT INTO reader (name, cursor) VALUES ($1, 0) ON CONFLICT (name) DO NOTHING");
pub(super) const READERS: Sql = Sql::both("SELECT name, cursor FROM reader ORDER BY name");
pub(super) const MOVE_CURSOR: Sql = Sql::both("UPDATE reader SET cursor = $2 WHERE name = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[
    LAST,
    PENDING,
    PENDING_SINCE,
    DROP_PENDING,
    AFTER,
    ABOUT,
    ABOUT_VERB,
    OF_REQUEST,
    PARTS_AFTER,
    PARTS_ABOUT,
    PEOPLE_AFTER,
    ERASE,
    AT,
    CURSOR,
    ADD_READER,
    READERS,
    MOVE_CURSOR,
];

fn link_values(link: &Link) -> Vec<Value> {
    vec![
        link.entry_id.into(),
        link.at.into(),
        link.actor.clone().into(),
        link.action.clone().into(),
        link.subject.clone().into(),
        link.payload_digest.to_vec().into(),
        link.request.into(),
    ]
}

/// A part on its way beside the chain.
pub(super) struct NewPart {
    pub(super) entry_id: Uuid,
    pub(super) number: i64,
    pub(super) about: Option<Uuid>,
    pub(super) salt: [u8; 16],
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Hash,
}

pub(super) async fn add_parts(db: &impl ConnectionTrait, parts: Vec<NewPart>) -> Result<(), DatabaseError> {
    let values = parts.into_iter().flat_map(|part| -> [Value; 6] {
        [
            part.entry_id.into(),
            part.number.into(),
            part.about.into(),
            part.salt.to_vec().into(),
            part.bytes.into(),
            part.digest.to_vec().into(),
        ]
    });
    Ok(ADD_PARTS.run(db, values.collect()).await?)
}

pub(super) async fn add_pending(db: &impl ConnectionTrait, links: &[Link]) -> Result<(), DatabaseError> {
    let values = links.iter().flat_map(link_values).collect();
    Ok(ADD_PENDING.run(db, values).await?)
}

pub(super) async fn add_entries(db: &impl ConnectionTrait, entries: &[Chained]) -> Result<(), DatabaseError> {
    let values = entries.iter().flat_map(|entry| {
        let mut values = vec![Value::from(entry.seq)];
        values.extend(link_values(&entry.link));
        values.extend([entry.prev.to_vec().into(), entry.hash.to_vec().into()]);
        values
    });
    Ok(ADD_ENTRIES.run(db, values.collect()).await?)
}

pub(super) async fn last(db: &impl ConnectionTrait) -> Result<Option<Last>, DatabaseError> {
    let Some(row) = LAST.one(db, vec![]).await? else {
        return Ok(None);
    };
    Ok(Some(Last {
        seq: row.try_get_by_index(0)?,
        at: row.try_get_by_index(1)?,
        hash: hash_of(&row, 2)?,
    }))
}

/// A link from seven columns that begin at `first`.
pub(super) fn link_of(row: &QueryResult, first: usize) -> Result<Link, DatabaseError> {
    Ok(Link {
        entry_id: row.try_get_by_index::<Uuid>(first)?,
        at: row.try_get_by_index(first + 1)?,
        actor: row.try_get_by_index(first + 2)?,
        action: row.try_get_by_index(first + 3)?,
        subject: row.try_get_by_index(first + 4)?,
        payload_digest: hash_of(row, first + 5)?,
        request: row.try_get_by_index(first + 6)?,
    })
}

pub(super) fn entry_of(row: &QueryResult) -> Result<Chained, DatabaseError> {
    Ok(Chained {
        seq: row.try_get_by_index(0)?,
        link: link_of(row, 1)?,
        prev: hash_of(row, 8)?,
        hash: hash_of(row, 9)?,
    })
}

/// A hash column; one of another length becomes zeros, which no verification accepts.
fn hash_of(row: &QueryResult, column: usize) -> Result<Hash, DatabaseError> {
    let bytes: Vec<u8> = row.try_get_by_index(column)?;
    Ok(bytes.try_into().unwrap_or([0; 32]))
}

/// A part as it lies beside the chain.
pub(super) struct StoredPart {
    pub(super) salt: Option<Vec<u8>>,
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) digest: Vec<u8>,
}

/// Parts by the number of their entry, in their order.
pub(super) fn parts_of(rows: &[QueryResult]) -> Result<BTreeMap<i64, Vec<StoredPart>>, DatabaseError> {
    let mut parts: BTreeMap<i64, Vec<StoredPart>> = BTreeMap::new();
    for row in rows {
        let part = StoredPart {
            salt: row.try_get_by_index(1)?,
            bytes: row.try_get_by_index(2)?,
            digest: row.try_get_by_index(3)?,
        };
        parts.entry(row.try_get_by_index(0)?).or_default().push(part);
    }
    Ok(parts)
}
