//! Reading the journal: from a place on (each node, for its index) or once a cluster (counts, later mails and deliveries).
//! A reader keeps its own cursor; one that was down catches up.

use std::collections::BTreeMap;
use std::time::Duration;

use sea_orm::{ConnectionTrait, QueryResult};

use super::chain::Chained;
use super::tables::StoredPart;
use super::{Journal, Turn, tables};
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
