//! The journal: one entry for each change of state, written in the transaction of the change, chained by hashes.
//! Index, counts and later mails and feeds are its readers. What an entry says lies beside the chain and can be erased.

mod beside;
pub mod chain;
mod changes;
pub mod personal;
pub mod readers;
mod settle;
mod tables;
pub mod tally;
mod verify;
pub mod witness;

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DbBackend};
use serde_json::Value;
use tokio::sync::watch;
use uuid::Uuid;

use super::access::Grant;
use super::clock::Clock;
use super::database::{AsDatabaseError, Database, DatabaseError, Tx};
use super::request;

use beside::Beside;
pub use changes::{Changes, Turn};
pub use readers::{Cursors, Read, cursors, entries_after, head, is_read_up, of_request, position_of};
pub use tables::STATEMENTS;
pub use verify::{Verified, erase, verify};

/// What is written down.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The verb: `organisations.import`, `organisations.report`.
    pub action: &'static str,
    /// What it is about: `organisation:ID`, `run:ID`.
    pub subject: String,
    /// What it says, one part a data subject, so that one can be erased without the others.
    pub parts: Vec<Part>,
}

impl Entry {
    /// An entry of one part, which goes with the person it is about, if it is about one.
    #[must_use]
    pub fn of(action: &'static str, subject: String, about: Option<Uuid>, says: &Value) -> Self {
        let bytes = says.to_string().into_bytes();
        Self {
            action,
            subject,
            parts: vec![Part { about, bytes }],
        }
    }

    /// An entry of what everybody concerned may know, `says` and `more` together, and apart from it what somebody wrote, with the
    /// person it goes with (where nobody with an account wrote it, the id of what it was written about).
    #[must_use]
    pub fn with_text(
        action: &'static str,
        subject: String,
        (mut says, more): (Value, Value),
        written: Option<(Uuid, Value)>,
    ) -> Self {
        if let (Value::Object(says), Value::Object(more)) = (&mut says, more) {
            says.extend(more);
        }
        let mut entry = Self::of(action, subject, None, &says);
        entry.parts.extend(written.map(|(about, text)| Part {
            about: Some(about),
            bytes: text.to_string().into_bytes(),
        }));
        entry
    }
}

/// A part of what an entry says.
#[derive(Clone, Debug)]
pub struct Part {
    /// The person it is about; such a part can be erased with the person.
    pub about: Option<Uuid>,
    /// JSON in UTF-8.
    pub bytes: Vec<u8>,
}

/// Proof that an entry was written: without it nothing is committed.
#[derive(Debug)]
#[must_use]
pub struct Receipt(());

/// The journal of a node; clones share it.
#[derive(Clone, Debug)]
pub struct Journal {
    database: Database,
    clock: Clock,
    woken: Arc<watch::Sender<u64>>,
    beside: Arc<Beside>,
    key: Key,
}

/// The node's secret; shown to nobody.
#[derive(Clone, Default)]
struct Key(Arc<[u8]>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

impl Journal {
    /// Over an open database.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self {
            database,
            clock,
            woken: Arc::new(watch::Sender::new(0)),
            beside: Arc::default(),
            key: Key::default(),
        }
    }

    /// With the node's secret, for those whose rows keep what they may know again and nobody may read.
    #[must_use]
    pub fn with_key(self, secret: &[u8]) -> Self {
        Self {
            key: Key(secret.into()),
            ..self
        }
    }

    /// The node's secret; empty where a command needs none.
    #[must_use]
    pub fn key(&self) -> &[u8] {
        &self.key.0
    }

    /// The database it writes to.
    #[must_use]
    pub const fn database(&self) -> &Database {
        &self.database
    }

    /// The clock of all writes.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A person's write. No receipt, no commit.
    ///
    /// # Errors
    /// What the closure refuses, or the database's failure.
    pub async fn write<T, E, F, Fut>(&self, run: F) -> Result<T, E>
    where
        E: From<DatabaseError> + AsDatabaseError,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<(Receipt, T), E>> + Send,
    {
        let (_receipt, done) = self.database.transaction(self.clock.now(), run).await?;
        self.wake().await;
        Ok(done)
    }

    /// A batch of an import: as [`Journal::write`], after all people who wait.
    ///
    /// # Errors
    /// What the closure refuses, or the database's failure.
    pub async fn batch<T, E, F, Fut>(&self, run: F) -> Result<T, E>
    where
        E: From<DatabaseError> + AsDatabaseError,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<(Receipt, T), E>> + Send,
    {
        if self.has_somebody_written().await? {
            self.database.seen_one();
        }
        let (_receipt, done) = self.database.batch(self.clock.now(), run).await?;
        self.wake().await;
        Ok(done)
    }

    /// Whether a person has written since this process last asked, through whichever process. On SQLite one process writes, and
    /// its queue knows: nobody, as far as this goes.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn has_somebody_written(&self) -> Result<bool, DatabaseError> {
        self.beside.has_somebody_written(&self.database).await
    }

    /// What a reader waits for between two turns: that this process has written. Other nodes are heard by asking.
    #[must_use]
    pub fn changes(&self) -> Changes {
        Changes::new(self.woken.subscribe())
    }

    async fn wake(&self) {
        if let Err(error) = self.settle().await {
            // The write is committed; the next writer or the timer of any node settles it.
            tracing::warn!(%error, "the journal could not be settled at once");
        }
        self.woken.send_modify(|count| *count = count.wrapping_add(1));
    }
}

/// Writes an entry in the transaction of the change it tells of, and uses up the right to it.
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &Tx, clock: &Clock, grant: Grant, entry: Entry) -> Result<Receipt, DatabaseError> {
    append_all(tx, clock, grant, Vec::new(), entry).await
}

/// Writes many at a time, in their order, all by one right: what a batch changed, and in the end the batch itself.
///
/// # Errors
/// When the database refuses.
pub async fn append_all(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    before: Vec<Entry>,
    last: Entry,
) -> Result<Receipt, DatabaseError> {
    let (mut links, mut parts) = (Vec::with_capacity(before.len() + 1), Vec::new());
    for entry in before.into_iter().chain([last]) {
        let entry_id = clock.id();
        let mut digests = Vec::with_capacity(entry.parts.len());
        for (number, part) in (0_i64..).zip(entry.parts) {
            // Without a salt the digest of an erased short text could be guessed.
            let salt = clock.salt();
            let digest = chain::part_digest(&salt, &part.bytes);
            digests.push(digest);
            parts.push(tables::NewPart {
                entry_id,
                number,
                about: part.about,
                salt,
                bytes: part.bytes,
                digest,
            });
        }
        links.push(chain::Link {
            entry_id,
            at: tx.now(),
            actor: grant.actor().to_string(),
            action: entry.action.to_owned(),
            subject: entry.subject,
            payload_digest: chain::payload_digest(&digests),
            request: request::current(),
        });
    }
    tables::add_parts(tx.connection(), parts).await?;
    if tx.connection().get_database_backend() == DbBackend::Postgres {
        tables::add_pending(tx.connection(), &links).await?;
        return Ok(Receipt(()));
    }
    let mut head = tables::last(tx.connection()).await?;
    let chained = links.into_iter().map(|link| {
        let entry = chain::next(head.as_ref(), link);
        head = Some(entry.last());
        entry
    });
    let chained: Vec<_> = chained.collect();
    tables::add_entries(tx.connection(), &chained).await?;
    Ok(Receipt(()))
}
