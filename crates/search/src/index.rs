//! The index: a folder, opened with a definition. Searching never waits for a writer; it sees
//! the last commit.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tantivy::{IndexReader, ReloadPolicy, TantivyError};

use crate::answer::{Answer, Cluster};
use crate::definition::Definition;
use crate::error::{OpenError, SearchError, WriteError};
use crate::folder;
use crate::gather::Scratch;
use crate::query::{BBox, Query};
use crate::run::Run;
use crate::schema::{Fields, register, schema};
use crate::snapshot::Snapshot;
use crate::synonyms::Synonyms;
use crate::writer::Writer;

/// An index. Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct Index {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub folder: PathBuf,
    pub index: tantivy::Index,
    pub fields: Fields,
    pub definition: Definition,
    pub fingerprint: String,
    synonyms: Synonyms,
    reader: IndexReader,
    snapshot: RwLock<Arc<Snapshot>>,
    scratch: Mutex<Vec<Scratch>>,
}

impl Index {
    /// Opens the index of a folder, and makes an empty one where the folder is empty or
    /// missing. All files are read once and compared with their checksums.
    ///
    /// # Errors
    /// Typed, with the folder and the mend: see [`OpenError`].
    ///
    /// ```
    /// use search::{Definition, Index, OpenError};
    /// let folder = tempfile::tempdir()?;
    /// std::fs::write(folder.path().join("meta.json"), "garbage")?;
    /// let error = Index::open(folder.path(), Definition::default()).err();
    /// assert!(matches!(error, Some(OpenError::Damaged { .. })));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn open(folder: impl AsRef<Path>, definition: Definition) -> Result<Self, OpenError> {
        let folder = folder.as_ref();
        definition.check()?;
        if folder::is_empty(folder)? {
            return Self::create_in(folder, definition);
        }
        let index = folder::open(folder, &definition.fingerprint())?;
        Self::new(folder, index, definition)
    }

    /// Makes an empty index in a folder that has none, to be filled beside one in use.
    ///
    /// # Errors
    /// [`OpenError::Exists`], [`OpenError::Unwritable`], [`OpenError::Facet`].
    pub fn create_in(folder: impl AsRef<Path>, definition: Definition) -> Result<Self, OpenError> {
        let folder = folder.as_ref();
        definition.check()?;
        if !folder::is_empty(folder)? {
            return Err(OpenError::Exists {
                folder: folder.to_path_buf(),
            });
        }
        let index = folder::create(folder, &definition.fingerprint())?;
        Self::new(folder, index, definition)
    }

    /// Removes the files of an index from a folder, damaged or not, and nothing else.
    ///
    /// # Errors
    /// [`OpenError::Unwritable`].
    pub fn wipe(folder: impl AsRef<Path>) -> Result<(), OpenError> {
        folder::wipe(folder.as_ref())
    }

    /// Reads all files in the folder of this index again: whoever searches goes on in what it has opened, even where somebody
    /// took the files away, and only the next commit fails.
    ///
    /// # Errors
    /// [`OpenError::Damaged`] where they are gone or changed, [`OpenError::OtherMake`] where others lie there.
    pub fn check(&self) -> Result<(), OpenError> {
        folder::check(&self.inner.folder, &self.inner.fingerprint)
    }

    fn new(folder: &Path, index: tantivy::Index, definition: Definition) -> Result<Self, OpenError> {
        let damaged = |error: TantivyError| folder::damaged(folder, &error.to_string());
        register(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: IndexReader = reader.try_into().map_err(damaged)?;
        let payload = index.load_metas().map_err(damaged)?.payload;
        let (_, fields) = schema();
        let snapshot = Snapshot::open(
            reader.searcher(),
            folder::position(payload.as_deref()),
            &fields,
            &definition.facets,
            None,
        );
        let inner = Inner {
            folder: folder.to_path_buf(),
            index,
            fields,
            fingerprint: definition.fingerprint(),
            synonyms: Synonyms::new(&definition.synonyms),
            definition,
            reader,
            snapshot: RwLock::new(Arc::new(snapshot.map_err(damaged)?)),
            scratch: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// What the last commit was given: how far the index has followed its source. `None` when
    /// nothing was committed yet.
    pub fn position(&self) -> Option<u64> {
        self.inner.snapshot().position
    }

    /// The documents there are, whatever their facets.
    pub fn documents(&self) -> u64 {
        self.inner.snapshot().live
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.inner.folder
    }

    /// What the index was opened with.
    pub fn definition(&self) -> &Definition {
        &self.inner.definition
    }

    /// The only writer of the folder, in this or any process, until it is dropped. `memory`
    /// (bytes, at least 15 MB are taken) is what it fills before it starts a new segment.
    ///
    /// # Errors
    /// [`WriteError::Busy`] while there is another one, [`WriteError::Storage`].
    pub fn writer(&self, memory: usize) -> Result<Writer, WriteError> {
        Writer::new(self.clone(), memory)
    }

    /// Answers a query on the last commit.
    ///
    /// # Errors
    /// What is wrong with the query, or with the files: see [`SearchError`].
    pub fn search(&self, query: &Query) -> Result<Answer, SearchError> {
        self.run(query, |run, scratch| run.search(scratch))
    }

    /// The documents of a query as at most 200 marks on the part of a map that `view` shows at
    /// `zoom` (0 the world, one more halves it). Limit, order and counts do not matter.
    ///
    /// # Errors
    /// As for [`Index::search`].
    ///
    /// ```
    /// # use search::{BBox, Definition, Document, Index, Query};
    /// # let folder = tempfile::tempdir()?;
    /// # let index = Index::open(folder.path(), Definition::default())?;
    /// # let mut writer = index.writer(15_000_000)?;
    /// for (id, lon) in [(1, 6.1301), (2, 6.1302), (3, 7.0)] {
    ///     writer.upsert(&Document { point: Some((49.6, lon)), ..Document::new([id; 16], 1) })?;
    /// }
    /// writer.commit(1)?;
    /// let view = BBox { south: 49.0, west: 5.0, north: 50.0, east: 8.0 };
    /// let marks = index.points(&Query::default(), view, 8)?;
    /// assert_eq!(marks.iter().map(|mark| mark.count).collect::<Vec<_>>(), [2, 1]);
    /// assert_eq!(marks[1].id, Some([3; 16]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn points(&self, query: &Query, view: BBox, zoom: u8) -> Result<Vec<Cluster>, SearchError> {
        self.run(query, |run, scratch| run.points(&view, zoom, scratch))
    }

    /// Looks for commits of another process; those of the own writer are seen at once.
    ///
    /// # Errors
    /// [`SearchError::Index`].
    pub fn reload(&self) -> Result<(), SearchError> {
        let failed = |error: TantivyError| SearchError::Index {
            reason: error.to_string(),
        };
        self.inner.reload().map_err(failed)
    }

    fn run<T>(
        &self,
        query: &Query,
        answer: impl FnOnce(Run, &mut Scratch) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let inner = &*self.inner;
        let pool = || inner.scratch.lock().unwrap_or_else(PoisonError::into_inner);
        let mut scratch = pool().pop().unwrap_or_default();
        let snapshot = inner.snapshot();
        let run = Run {
            snapshot: &snapshot,
            synonyms: &inner.synonyms,
            facets: &inner.definition.facets,
            query,
        };
        let answer = answer(run, &mut scratch);
        pool().push(scratch);
        answer
    }
}

impl Inner {
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn reload(&self) -> Result<(), TantivyError> {
        // A commit of another process between the two lines leaves a position that is too
        // old, never one too new: its reader then sees some entries twice, which does no harm.
        let payload = self.index.load_metas()?.payload;
        self.reader.reload()?;
        let before = self.snapshot();
        let snapshot = Snapshot::open(
            self.reader.searcher(),
            folder::position(payload.as_deref()),
            &self.fields,
            &self.definition.facets,
            Some(&before),
        )?;
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
        Ok(())
    }
}
