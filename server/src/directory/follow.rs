//! The index as a reader of the journal: each node has its own, its cursor lies in its own commit, and replay is harmless.
//! One that is missing, damaged or of another make is built anew beside the old one and then takes its place.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use chrono::NaiveDate;
use search::{Index, OpenError, WriteError, Writer};
use serde::Deserialize;
use tokio::sync::watch;
use uuid::Uuid;

use super::document::document;
use super::facets::definition;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{self, Source};
use crate::platform::access::{self, Action, Actor, Purpose, Scope};
use crate::platform::database::DatabaseError;
use crate::platform::journal::{Journal, Read, entries_after, head};
use crate::platform::region::Region;

/// Memory of the index's writer in bytes.
const MEMORY: usize = 64 << 20;
/// How often a node asks whether another one wrote.
const ASK: Duration = Duration::from_millis(500);
/// Entries read at a time, and organisations written at a time.
const ENTRIES: i64 = 200;
const PAGE: u64 = 1000;
/// So many entries the index may have read beyond the place its last commit tells.
const UNSAID: u64 = 5000;
/// Rows read by their ids at a time.
const IDS: usize = 1000;

/// The search index of a node and how it is kept up to date.
pub struct Directory {
    index: ArcSwap<Index>,
    writer: Mutex<Option<Writer>>,
    /// Whoever writes waits for the one before.
    turn: tokio::sync::Mutex<()>,
    folder: PathBuf,
    journal: Journal,
    region: Arc<Region>,
    position: watch::Sender<u64>,
}

/// Why the index cannot be opened or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// It cannot be opened.
    #[error("{0}; `passerelle index rebuild` makes it anew")]
    Open(#[from] OpenError),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// Its folder cannot be moved.
    #[error("{}: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A thread of the index ended without a word: a defect.
    #[error("the index stopped unexpectedly")]
    Gone,
}

/// An index as it lies in its folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexStanding {
    /// How many organisations it knows.
    pub documents: u64,
    /// Up to which entry of the journal it has read; none where there is no index yet.
    pub position: Option<u64>,
}

/// How the index in a folder stands, as whoever keeps it last committed it; nothing is changed there.
///
/// # Errors
/// Why it cannot be read, in words.
pub fn standing(folder: &Path, region: &Region) -> Result<IndexStanding, String> {
    if !folder.exists() {
        return Ok(IndexStanding {
            documents: 0,
            position: None,
        });
    }
    let index = Index::open(folder, definition(region)).map_err(|error| error.to_string())?;
    Ok(IndexStanding {
        documents: index.documents(),
        position: index.position(),
    })
}

impl Directory {
    /// Opens the index in `folder`, or an empty one where there is none or none that can be read.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn open(folder: &Path, journal: Journal, region: Arc<Region>) -> Result<Self, DirectoryError> {
        let index = match Index::open(folder, definition(&region)) {
            Ok(index) => index,
            Err(error @ (OpenError::Damaged { .. } | OpenError::OtherMake { .. })) => {
                tracing::warn!(%error, "the index is built anew");
                Index::wipe(folder)?;
                Index::open(folder, definition(&region))?
            }
            Err(error) => return Err(error.into()),
        };
        let position = watch::Sender::new(index.position().unwrap_or(0));
        Ok(Self {
            index: ArcSwap::from_pointee(index),
            writer: Mutex::new(None),
            turn: tokio::sync::Mutex::new(()),
            folder: folder.into(),
            journal,
            region,
            position,
        })
    }

    /// The index to search.
    #[must_use]
    pub fn index(&self) -> Arc<Index> {
        self.index.load_full()
    }

    /// The region it was made for.
    #[must_use]
    pub const fn region(&self) -> &Arc<Region> {
        &self.region
    }

    /// The journal's entry up to which the index has read.
    #[must_use]
    pub fn position(&self) -> u64 {
        *self.position.borrow()
    }

    /// Reads the journal to its head. A new index first reads all rows.
    ///
    /// # Errors
    /// See [`DirectoryError`]; what was committed stays.
    pub async fn catch_up(&self) -> Result<(), DirectoryError> {
        if self.index().position().is_none() {
            self.fill().await?;
        }
        self.age().await?;
        loop {
            let after = i64::try_from(self.position()).unwrap_or(i64::MAX);
            let entries = entries_after(self.journal.database().reader(), after, ENTRIES).await?;
            let Some(last) = entries.last() else { return Ok(()) };
            let position = u64::try_from(last.seq).unwrap_or_default();
            let touched = touched(&entries);
            if touched.is_empty() && position <= self.index().position().unwrap_or(0) + UNSAID {
                // What was read has nothing for the index: not worth a commit, at the next start it is read again.
                self.position.send_replace(position);
                continue;
            }
            // Entries of an import name a thousand each: SQLite takes so many variables and no more.
            for ids in touched.chunks(IDS) {
                let sources = queries::documents_of(&scope(), self.journal.database(), ids).await?;
                self.add(sources).await?;
            }
            self.write(Vec::new(), position).await?;
        }
    }

    /// Reads all rows by id, from an index without a cursor to one that stands where the journal stood at the beginning.
    async fn fill(&self) -> Result<(), DirectoryError> {
        let start = u64::try_from(head(self.journal.database().reader()).await?).unwrap_or_default();
        let mut after: Option<Uuid> = None;
        loop {
            let sources = queries::documents_after(&scope(), self.journal.database(), after, PAGE).await?;
            let Some(last) = sources.last() else { break };
            after = Some(last.summary.id.0);
            self.add(sources).await?;
        }
        self.remember_day();
        self.write(Vec::new(), start).await
    }

    /// Builds a new index beside the one in use, which serves meanwhile, and puts it in its place.
    ///
    /// # Errors
    /// See [`DirectoryError`]; the old one stays then.
    pub async fn rebuild(&self) -> Result<(), DirectoryError> {
        // Whoever holds the writer of the old one is a running server, which must not lose its folder.
        self.with_writer(|_, _, _| Ok(())).await?;
        self.anew().await
    }

    /// Reads the journal to its head. Where the index cannot be written because its files are gone or changed, it is built anew
    /// beside what is left; searches go on meanwhile in the files that were opened.
    ///
    /// # Errors
    /// See [`DirectoryError`]; it is tried again.
    pub async fn keep_up(&self) -> Result<(), DirectoryError> {
        let done = self.catch_up().await;
        if !matches!(done, Err(DirectoryError::Write(_))) {
            return done;
        }
        let index = self.index();
        let checked = tokio::task::spawn_blocking(move || index.check());
        let Err(error) = checked.await.map_err(|_| DirectoryError::Gone)? else {
            return done;
        };
        tracing::warn!(%error, "the index is built anew");
        self.anew().await?;
        tracing::info!(documents = self.index().documents(), "the index is whole again");
        Ok(())
    }

    async fn anew(&self) -> Result<(), DirectoryError> {
        let new = self.folder.with_extension("new");
        Index::wipe(&new)?;
        let fresh = Self::open(&new, self.journal.clone(), Arc::clone(&self.region))?;
        fresh.catch_up().await?;
        drop(fresh);
        *self.lock() = None;
        let old = self.folder.with_extension("old");
        let failed = |source| DirectoryError::Folder {
            folder: self.folder.clone(),
            source,
        };
        // A rebuild that was cut off may have left one.
        for result in [std::fs::remove_dir_all(&old), std::fs::rename(&self.folder, &old)] {
            if let Err(error) = result
                && error.kind() != std::io::ErrorKind::NotFound
            {
                return Err(failed(error));
            }
        }
        std::fs::rename(&new, &self.folder).map_err(failed)?;
        let index = Index::open(&self.folder, definition(&self.region))?;
        self.position.send_replace(index.position().unwrap_or(0));
        self.index.store(Arc::new(index));
        match std::fs::remove_dir_all(&old) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        }
    }

    /// Reads the journal to its head and writes the index whole, so that nothing of what was deleted is left in its files.
    ///
    /// # Errors
    /// See [`DirectoryError`]; the index is as before then.
    pub async fn compact(&self) -> Result<(), DirectoryError> {
        self.catch_up().await?;
        let _turn = self.turn.lock().await;
        let taken = self.lock().take();
        let index = self.index();
        let done = tokio::task::spawn_blocking(move || match taken {
            Some(writer) => writer.compact(),
            None => index.writer(MEMORY)?.compact(),
        });
        Ok(done.await.map_err(|_| DirectoryError::Gone)??)
    }

    /// Keeps the index up to date until the process ends: at once after its own writes, in a rush of them with a breath between
    /// two commits, and soon after those of other nodes.
    pub async fn follow(self: Arc<Self>) {
        let mut changes = self.journal.changes();
        loop {
            if let Err(error) = self.journal.settle().await {
                tracing::warn!(%error, "the journal could not be settled");
            }
            if let Err(error) = self.keep_up().await {
                tracing::error!(%error, "the index could not be brought up to date");
            }
            changes.next(ASK).await;
        }
    }

    /// Writes those again whose age has another name today than on the day the index last looked.
    async fn age(&self) -> Result<(), DirectoryError> {
        let today = self.region.today(self.journal.clock());
        let Some(last) = self.day() else { return Ok(()) };
        if last >= today {
            return Ok(());
        }
        let ids = queries::due_for_ageing(&scope(), self.journal.database(), last, today).await?;
        for ids in ids.chunks(IDS) {
            let sources = queries::documents_of(&scope(), self.journal.database(), ids).await?;
            self.write(sources, self.position()).await?;
        }
        self.remember_day();
        Ok(())
    }

    /// The file beside the index that names the day on which ages were last looked at.
    fn day_file(&self) -> PathBuf {
        self.folder.with_extension("day")
    }

    fn day(&self) -> Option<NaiveDate> {
        std::fs::read_to_string(self.day_file()).ok()?.trim().parse().ok()
    }

    fn remember_day(&self) {
        let today = self.region.today(self.journal.clock()).to_string();
        if let Err(error) = std::fs::write(self.day_file(), today) {
            tracing::warn!(%error, "ages are looked at again at the next start");
        }
    }

    async fn add(&self, sources: Vec<Source>) -> Result<(), DirectoryError> {
        self.with_writer(move |writer, region, today| put(writer, &sources, region, today))
            .await
    }

    async fn write(&self, sources: Vec<Source>, position: u64) -> Result<(), DirectoryError> {
        self.with_writer(move |writer, region, today| {
            put(writer, &sources, region, today)?;
            writer.commit(position)
        })
        .await?;
        self.position.send_replace(position);
        Ok(())
    }

    /// Runs `work` on a thread that may block, with the one writer of this index.
    async fn with_writer<F>(&self, work: F) -> Result<(), DirectoryError>
    where
        F: FnOnce(&mut Writer, &Region, NaiveDate) -> Result<(), WriteError> + Send + 'static,
    {
        let _turn = self.turn.lock().await;
        let taken = self.lock().take();
        let (index, region) = (self.index(), Arc::clone(&self.region));
        let today = self.region.today(self.journal.clock());
        let done = tokio::task::spawn_blocking(move || -> Result<Writer, WriteError> {
            let mut writer = match taken {
                Some(writer) => writer,
                None => index.writer(MEMORY)?,
            };
            work(&mut writer, &region, today)?;
            Ok(writer)
        });
        let writer = done.await.map_err(|_| DirectoryError::Gone)??;
        *self.lock() = Some(writer);
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The index holds everything; what a reader may see of it is a filter of each search.
fn scope() -> Scope {
    access::scope(&Actor::system(Purpose::Maintenance), Action::ReadOrganisation)
}

fn put(writer: &mut Writer, sources: &[Source], region: &Region, today: NaiveDate) -> Result<(), WriteError> {
    for source in sources {
        if source.gone {
            writer.delete(source.summary.id.0.as_bytes());
        } else {
            writer.upsert(&document(source, region, today))?;
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Payload {
    #[serde(default)]
    organisations: Vec<OrganisationId>,
}

/// The organisations the entries speak of, each once.
fn touched(entries: &[Read]) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = entries
        .iter()
        .flat_map(|entry| &entry.parts)
        .filter_map(|part| serde_json::from_slice::<Payload>(part).ok())
        .flat_map(|payload| payload.organisations)
        .map(|id| id.0)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
