//! Reading the journal: from a place on (each node, for its index) or once a cluster (counts, later mails and deliveries).
//! A reader keeps its own cursor; one that was down catches up.

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::chain::Chained;
use super::tables::StoredPart;
use super::{Journal, Turn, tables};
use crate::platform::clock::DAY;
use crate::platform::database::{DatabaseError, Tx};

/// How often a reader that works once a cluster asks whether another node wrote.
const ASK: Duration = Duration::from_secs(2);

/// An entry with what it says, as a reader gets it. Erased parts are left out.
#[derive(Clone, Debug)]
pub struct Read {
    /// Its place in the chain.
    pub seq: i64,
    /// Microseconds.
    pub at: i64,
    /// Who did it.
    pub actor: String,
    /// The verb.
    pub action: String,
    /// What it is about.
    pub subject: String,
    /// The request it was written for, where there was one.
    pub request: Option<Uuid>,
    /// What it says: JSON.
    pub parts: Vec<Vec<u8>>,
}

/// The number of the last entry, 0 where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn head(db: &impl ConnectionTrait) -> Result<i64, DatabaseError> {
    Ok(tables::last(db).await?.map_or(0, |last| last.seq))
}

/// How far a reader that works once a cluster has read; 0 where there is none of that name.
///
/// # Errors
/// When the database refuses.
pub async fn position_of(db: &impl ConnectionTrait, name: &str) -> Result<i64, DatabaseError> {
    match tables::AT.one(db, vec![name.into()]).await? {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Ok(0),
    }
}

/// Where the journal and those who read it once a cluster stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cursors {
    /// The number of its last entry.
    pub head: i64,
    /// When that was written: microseconds.
    pub last_at: i64,
    /// When the oldest of the entries was written that wait for their place: microseconds.
    pub pending_since: Option<i64>,
    /// Each reader with the number of the entry it has read last.
    pub readers: Vec<(String, i64)>,
}

/// How long after the newest entry a reader may still be at it.
const LATE: i64 = DAY / 288;

impl Cursors {
    /// Whether who stands at an entry has left some unread for five minutes.
    #[must_use]
    pub const fn is_late(&self, at: i64, now: i64) -> bool {
        at < self.head && now - self.last_at > LATE
    }
}

/// Where all of them stand.
///
/// # Errors
/// When the database refuses.
pub async fn cursors(db: &impl ConnectionTrait) -> Result<Cursors, DatabaseError> {
    let last = tables::last(db).await?;
    let pending = tables::PENDING_SINCE.one(db, vec![]).await?;
    let rows = tables::READERS.all(db, vec![]).await?;
    let reader = |row: &QueryResult| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?));
    Ok(Cursors {
        head: last.as_ref().map_or(0, |last| last.seq),
        last_at: last.map_or(0, |last| last.at),
        pending_since: pending.map_or(Ok(None), |row| row.try_get_by_index(0))?,
        readers: rows.iter().map(reader).collect::<Result<_, DatabaseError>>()?,
    })
}

/// Whether it has read all there is, what waits for its place in the chain included.
///
/// # Errors
/// When the database refuses.
pub async fn is_read_up(db: &impl ConnectionTrait, name: &str) -> Result<bool, DatabaseError> {
    let waiting = tables::PENDING.one(db, vec![]).await?.is_some();
    Ok(!waiting && position_of(db, name).await? == head(db).await?)
}

/// Entries behind a place, in order, at most `limit`.
///
/// # Errors
/// When the database refuses.
pub async fn entries_after(db: &impl ConnectionTrait, seq: i64, limit: i64) -> Result<Vec<Read>, DatabaseError> {
    let entries = chained(&tables::AFTER.all(db, vec![seq.into(), limit.into()]).await?)?;
    let Some(last) = entries.last() else {
        return Ok(Vec::new());
    };
    let parts = tables::PARTS_AFTER.all(db, vec![seq.into(), last.seq.into()]).await?;
    Ok(with_parts(entries, tables::parts_of(&parts)?))
}

/// The newest entries about one subject, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn entries_about(db: &impl ConnectionTrait, subject: &str, limit: i64) -> Result<Vec<Read>, DatabaseError> {
    let entries = chained(&tables::ABOUT.all(db, vec![subject.into(), limit.into()]).await?)?;
    let Some(oldest) = entries.last() else {
        return Ok(Vec::new());
    };
    let parts = tables::PARTS_ABOUT
        .all(db, vec![subject.into(), oldest.seq.into()])
        .await?;
    Ok(with_parts(entries, tables::parts_of(&parts)?))
}

/// The newest entries about one subject whose verb is one of a feature, newest first; without what they say.
///
/// # Errors
/// When the database refuses.
pub async fn verbs_about(
    db: &impl ConnectionTrait,
    subject: &str,
    feature: &str,
    limit: i64,
) -> Result<Vec<Read>, DatabaseError> {
    let values = vec![subject.into(), format!("{feature}.%").into(), limit.into()];
    let entries = chained(&tables::ABOUT_VERB.all(db, values).await?)?;
    Ok(with_parts(entries, BTreeMap::new()))
}

/// Entries written for a request, by its id or the hexadecimal digits it begins with. None where the text is no beginning of an
/// id.
///
/// # Errors
/// When the database refuses.
pub async fn of_request(db: &impl ConnectionTrait, id: &str) -> Result<Vec<Read>, DatabaseError> {
    let Some((first, last)) = between(id) else {
        return Ok(Vec::new());
    };
    let entries = chained(&tables::OF_REQUEST.all(db, vec![first.into(), last.into()]).await?)?;
    let mut parts = BTreeMap::new();
    for entry in &entries {
        let values = vec![(entry.seq - 1).into(), entry.seq.into()];
        parts.extend(tables::parts_of(&tables::PARTS_AFTER.all(db, values).await?)?);
    }
    Ok(with_parts(entries, parts))
}

/// The lowest and the highest id that begin so.
fn between(digits: &str) -> Option<(Uuid, Uuid)> {
    let digits: String = digits.chars().filter(|c| *c != '-').collect();
    if digits.is_empty() || digits.len() > 32 {
        return None;
    }
    let filled = |with: &str| Uuid::parse_str(&format!("{digits}{}", with.repeat(32 - digits.len()))).ok();
    Some((filled("0")?, filled("f")?))
}

fn chained(rows: &[QueryResult]) -> Result<Vec<Chained>, DatabaseError> {
    rows.iter().map(tables::entry_of).collect()
}

fn with_parts(entries: Vec<Chained>, mut parts: BTreeMap<i64, Vec<StoredPart>>) -> Vec<Read> {
    let read = |entry: Chained| Read {
        parts: parts
            .remove(&entry.seq)
            .into_iter()
            .flatten()
            .filter_map(|part| part.bytes)
            .collect(),
        seq: entry.seq,
        at: entry.link.at,
        actor: entry.link.actor,
        action: entry.link.action,
        subject: entry.link.subject,
        request: entry.link.request,
    };
    entries.into_iter().map(read).collect()
}

impl Journal {
    /// Lets a reader that works once for the whole cluster take its next entries: one transaction locks its cursor, writes
    /// what the entries ask for and moves on. It has read nothing when there is nothing, or another node is at it.
    ///
    /// # Errors
    /// When the closure or the database refuses; the cursor stays then.
    pub async fn read_once<F, Fut>(&self, name: &'static str, limit: i64, run: F) -> Result<Turn, DatabaseError>
    where
        F: Fn(Tx, Vec<Read>) -> Fut + Sync,
        Fut: Future<Output = Result<(), DatabaseError>> + Send,
    {
        let all = |tx: Tx, entries: Vec<Read>| {
            let count = entries.len();
            let done = run(tx, entries);
            async move { done.await.map(|()| count) }
        };
        self.read_some(name, limit, all).await
    }

    /// As [`Journal::read_once`], for a reader that may stop before the last of the entries it was given, so that it does not
    /// hold up others: it says how many it has dealt with, and is given the rest again.
    ///
    /// # Errors
    /// When the closure or the database refuses; the cursor stays then.
    pub async fn read_some<F, Fut>(&self, name: &'static str, limit: i64, run: F) -> Result<Turn, DatabaseError>
    where
        F: Fn(Tx, Vec<Read>) -> Fut + Sync,
        Fut: Future<Output = Result<usize, DatabaseError>> + Send,
    {
        // Looked at beside the writer: mostly there is nothing, and nobody has to wait for that.
        let reader = self.database.reader();
        match tables::AT.one(reader, vec![name.into()]).await? {
            Some(row) if row.try_get_by_index::<i64>(0)? >= head(reader).await? => return Ok(Turn::default()),
            Some(_) => {}
            None => {
                tables::ADD_READER
                    .run(self.database.maintenance(), vec![name.into()])
                    .await?;
            }
        }
        let run = &run;
        // After all people who wait: whoever is told may be told a little later.
        self.database
            .batch(self.clock.now(), |tx| async move {
                let Some(row) = tables::CURSOR.one(tx.connection(), vec![name.into()]).await? else {
                    return Ok(Turn::default());
                };
                let cursor: i64 = row.try_get_by_index(0)?;
                let entries = entries_after(tx.connection(), cursor, limit).await?;
                let places: Vec<i64> = entries.iter().map(|entry| entry.seq).collect();
                if places.is_empty() {
                    return Ok(Turn::default());
                }
                let read = run(tx.handle(), entries).await?.min(places.len());
                if let Some(last) = read.checked_sub(1).and_then(|last| places.get(last)) {
                    tables::MOVE_CURSOR
                        .run(tx.connection(), vec![name.into(), (*last).into()])
                        .await?;
                }
                let left = read < places.len() || i64::try_from(places.len()) == Ok(limit);
                Ok(Turn { read, left })
            })
            .await
    }

    /// Lets such a reader take turns until the process ends, on whichever node is quicker. `fault` is what the log says when one
    /// fails; it is tried again.
    pub async fn follow<Fut>(&self, fault: &'static str, turn: impl Fn() -> Fut)
    where
        Fut: Future<Output = Result<Turn, DatabaseError>>,
    {
        let mut changes = self.changes();
        loop {
            match turn().await {
                Ok(done) => changes.after(done, ASK).await,
                Err(error) => {
                    tracing::warn!(%error, "{fault}");
                    tokio::time::sleep(ASK).await;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_known_by_its_first_digits() {
        let id = Uuid::parse_str("0190f3a1-7b2c-8d4e-9f00-112233445566").unwrap();
        for known in ["0190f3a1", "0190f3a1-7b2c", &id.to_string(), &id.simple().to_string()] {
            let (first, last) = between(known).unwrap();
            assert!(first <= id && id <= last, "{known}");
        }
        let (_, last) = between("0190f3a0").unwrap();
        assert!(last < id);
        for foreign in ["", "-", "none", &"0".repeat(33)] {
            assert_eq!(between(foreign), None, "{foreign:?}");
        }
    }
}
