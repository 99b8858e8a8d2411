//! Carries erasures out: noted in the ledger first, then one transaction through all features, then what lies outside of the
//! database: files, the index, the freed bytes of the database itself. One that was cut off goes on where it stopped.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::json;
use uuid::Uuid;

use super::archive;
use super::ledger::Ledger;
use super::model::{ErasureId, PrivacyError, State};
use super::named_files;
use super::tables::erasure;
use crate::accounts::{self, PersonId};
use crate::directory::Directory;
use crate::platform::database::{Tx, wipe::wipe};
use crate::platform::files::Files;
use crate::platform::hash::{hex, unhex};
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::personal::{Hands, Personal, Whose};
use crate::platform::region::Region;

/// How often it is looked for erasures that are due.
const ASK: Duration = Duration::from_secs(10);

/// What erasing takes.
#[derive(Clone)]
pub struct Eraser {
    /// Rows and their journal.
    pub journal: Journal,
    /// Chambers and calendars.
    pub region: Arc<Region>,
    /// What people laid in.
    pub files: Files,
    /// Outside of the database.
    pub ledger: Ledger,
    /// Every feature's answer, in the order in which they are asked.
    pub personal: &'static [&'static dyn Personal],
    /// The index of this node; none where it is built anew anyway.
    pub directory: Option<Arc<Directory>>,
}

/// What one erasure left to be done outside of its transaction.
#[derive(Debug, Default)]
pub(super) struct Left {
    pub(super) files: Vec<Vec<u8>>,
    pub(super) indexed: bool,
    pub(super) texts: Vec<Vec<u8>>,
}

/// Carries out what is due until the process ends.
pub async fn follow(eraser: Eraser) {
    let mut changes = eraser.journal.changes();
    loop {
        if let Err(error) = eraser.run_due().await {
            tracing::error!(%error, "an erasure could not be carried out; it is tried again");
        }
        if let Err(error) = eraser.run_objections().await {
            tracing::error!(%error, "an objection could not be carried out; it is tried again");
        }
        // What is asked for at once is in the journal; what has waited its week becomes due by itself.
        changes.next(ASK).await;
    }
}

impl Eraser {
    /// Carries out what is due; how many came to their end.
    ///
    /// # Errors
    /// See [`PrivacyError`]; what was begun goes on the next time.
    pub async fn run_due(&self) -> Result<usize, PrivacyError> {
        let now = self.journal.clock().now();
        let open = [State::Cooling, State::Executing].map(State::code);
        let due = erasure::Entity::find()
            .filter(erasure::Column::State.is_in(open))
            .filter(erasure::Column::DueAt.lte(now))
            .order_by_asc(erasure::Column::DueAt)
            .limit(20)
            .all(self.journal.database().reader())
            .await?;
        let mut done = 0;
        for row in due {
            done += usize::from(self.carry_out(row.id).await?);
        }
        Ok(done)
    }

    async fn carry_out(&self, id: Uuid) -> Result<bool, PrivacyError> {
        let Some(row) = self.begin(id).await? else {
            return Ok(false);
        };
        let left = self.erase(row.person_id, Some(id)).await?;
        if !self.clean(left).await? {
            // Somebody reads the log of the database: the next turn folds it.
            return Ok(false);
        }
        self.end(id).await?;
        tracing::info!(erasure = %ErasureId(id), "an erasure was carried out");
        Ok(true)
    }

    /// From now on it is not taken back any more. `None`: it was, or another node has ended it.
    async fn begin(&self, id: Uuid) -> Result<Option<erasure::Model>, PrivacyError> {
        let now = self.journal.clock().now();
        let open = [State::Cooling, State::Executing].map(State::code);
        self.journal
            .database()
            .transaction(now, |tx| async move {
                let found = erasure::Entity::find_by_id(id)
                    .lock_exclusive()
                    .one(tx.connection())
                    .await?;
                let Some(row) = found.filter(|row| open.contains(&row.state.as_str()) && row.due_at <= now) else {
                    return Ok(None);
                };
                let mut changed = row.clone().into_active_model();
                changed.state = Set(State::Executing.code().to_owned());
                changed.update(tx.connection()).await?;
                Ok::<_, PrivacyError>(Some(row))
            })
            .await
    }

    /// Erases somebody in one transaction, with the row of a request or, in a restored copy, a new one. Who is erased already
    /// stays so.
    pub(super) async fn erase(&self, person: Uuid, request: Option<Uuid>) -> Result<Left, PrivacyError> {
        let db = self.journal.database().reader();
        self.ledger.note(person, self.journal.clock().now())?;
        let Some(found) = accounts::find(db, PersonId(person)).await? else {
            return self.left_of(request).await;
        };
        let whose = &Whose::from(&found);
        let texts = archive::gather(self.personal, db, whose).await?.texts();
        let mut left = self
            .journal
            .batch(|tx| async move { self.in_all_features(&tx, whose, request).await })
            .await?;
        let names = whose.names().into_iter().map(str::to_owned);
        left.texts = names.chain(texts).map(String::into_bytes).collect();
        Ok(left)
    }

    /// Cut off after its transaction: the row still knows the files.
    async fn left_of(&self, request: Option<Uuid>) -> Result<Left, PrivacyError> {
        let row = match request {
            Some(id) => {
                erasure::Entity::find_by_id(id)
                    .one(self.journal.database().reader())
                    .await?
            }
            None => None,
        };
        let files = row.map(|row| row.files).unwrap_or_default();
        Ok(Left {
            files: files.split_whitespace().filter_map(unhex).collect(),
            indexed: true,
            texts: Vec::new(),
        })
    }

    async fn in_all_features(
        &self,
        tx: &Tx,
        whose: &Whose,
        request: Option<Uuid>,
    ) -> Result<(Receipt, Left), PrivacyError> {
        let hands = Hands {
            clock: self.journal.clock(),
            region: &self.region,
        };
        let mut left = Left::default();
        for feature in self.personal {
            let erased = feature.erase(tx, hands, whose).await?;
            left.files.extend(erased.files);
            left.indexed |= erased.indexed;
        }
        let hashes: Vec<String> = left.files.iter().map(|hash| hex(hash)).collect();
        let id = match request {
            Some(id) => {
                let row = erasure::Entity::find_by_id(id).one(tx.connection()).await?;
                let mut row = row.ok_or(PrivacyError::Absent)?.into_active_model();
                row.files = Set(hashes.join(" "));
                row.update(tx.connection()).await?;
                id
            }
            None => self.noted(tx, whose.id).await?,
        };
        let says = json!({ "erasure": ErasureId(id) });
        let entry = Entry::of("privacy.erased", format!("person:{}", encode(whose.id)), None, &says);
        Ok((journal::append(tx, hands.clock, hands.grant()?, entry).await?, left))
    }

    /// The row of an erasure that a copy knows nothing of, or only that it was asked for.
    async fn noted(&self, tx: &Tx, person: Uuid) -> Result<Uuid, PrivacyError> {
        let row = match super::actions::open_of(tx, person).await? {
            Some(row) => row,
            None => super::actions::begin(tx, self.journal.clock(), person, 0).await?,
        };
        let id = row.id;
        let mut row = row.into_active_model();
        row.state = Set(State::Done.code().to_owned());
        row.ended_at = Set(Some(tx.now()));
        row.update(tx.connection()).await?;
        Ok(id)
    }

    /// What lies outside of the rows. `false`: the log of the database is still read by somebody.
    pub(super) async fn clean(&self, left: Left) -> Result<bool, PrivacyError> {
        if !left.files.is_empty() {
            // Somebody else may have laid the same bytes in.
            let named = named_files(self.journal.database().reader()).await?;
            for hash in left.files.iter().filter(|hash| !named.contains(*hash)) {
                self.files.remove(hash).await?;
            }
        }
        if let Some(directory) = self.directory.as_ref().filter(|_| left.indexed) {
            directory.compact().await?;
        }
        Ok(wipe(self.journal.database(), &left.texts).await?)
    }

    async fn end(&self, id: Uuid) -> Result<(), PrivacyError> {
        let now = self.journal.clock().now();
        self.journal
            .database()
            .transaction(now, |tx| async move {
                let Some(row) = erasure::Entity::find_by_id(id).one(tx.connection()).await? else {
                    return Ok(());
                };
                let mut row = row.into_active_model();
                row.state = Set(State::Done.code().to_owned());
                row.ended_at = Set(Some(now));
                row.files = Set(String::new());
                row.update(tx.connection()).await?;
                Ok::<_, PrivacyError>(())
            })
            .await
    }
}
