//! Changing an index: documents replaced or deleted by id, made visible together by a commit
//! that also keeps the position of whoever feeds it.

use std::collections::HashMap;

use tantivy::directory::error::LockError;
use tantivy::indexer::NoMergePolicy;
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use crate::document::Document;
use crate::error::WriteError;
use crate::index::{Index, Inner};
use crate::record;

/// The least memory tantivy's writer takes.
pub(crate) const MEMORY: usize = 15_000_000;
/// The most.
const MOST_MEMORY: usize = 2_000_000_000;

/// The writer of an index. What is not committed is lost when it is dropped. After a
/// [`WriteError::Storage`] take a new one.
pub struct Writer {
    index: Index,
    writer: IndexWriter,
    /// What this batch did so far: the version written, or `None` for deleted.
    batch: HashMap<[u8; 16], Option<u64>>,
}

impl Writer {
    pub(crate) fn new(index: Index, memory: usize) -> Result<Self, WriteError> {
        let inner = &index.inner;
        let writer = open(inner, memory)?;
        inner.reload().map_err(|error| inner.storage(&error))?;
        Ok(Self {
            index,
            writer,
            batch: HashMap::new(),
        })
    }

    /// Puts a document in place of the one with its id. An older version than the one there
    /// changes nothing; the same version is written again, so that a replay does no harm.
    /// Says whether the document was taken.
    ///
    /// # Errors
    /// [`WriteError::Document`] before anything is changed, [`WriteError::Storage`].
    pub fn upsert(&mut self, document: &Document) -> Result<bool, WriteError> {
        let inner = &self.index.inner;
        document.check(&inner.definition.facets)?;
        let known = match self.batch.get(&document.id) {
            Some(version) => *version,
            None => inner
                .snapshot()
                .version(&document.id)
                .map_err(|error| inner.storage(&error))?,
        };
        if known.is_some_and(|version| version > document.version) {
            return Ok(false);
        }
        // Deleting what was never there would cost a lookup a segment at the commit.
        if known.is_some() {
            self.writer
                .delete_term(Term::from_field_bytes(inner.fields.id, &document.id));
        }
        self.writer
            .add_document(self.fields(document))
            .map_err(|error| inner.storage(&error))?;
        self.batch.insert(document.id, Some(document.version));
        Ok(true)
    }

    /// Removes the document with an id, if there is one.
    pub fn delete(&mut self, id: &[u8; 16]) {
        self.writer
            .delete_term(Term::from_field_bytes(self.index.inner.fields.id, id));
        self.batch.insert(*id, None);
    }

    /// Makes everything since the last commit durable and visible, together with `position`.
    ///
    /// # Errors
    /// [`WriteError::Storage`]; then nothing since the last commit is kept.
    pub fn commit(&mut self, position: u64) -> Result<(), WriteError> {
        let inner = &self.index.inner;
        let payload = crate::folder::payload(&inner.fingerprint, Some(position));
        let committed = self.writer.prepare_commit().and_then(|mut commit| {
            commit.set_payload(&payload);
            commit.commit()
        });
        self.batch.clear();
        match committed {
            Ok(_) => inner.reload().map_err(|error| inner.storage(&error)),
            Err(error) => {
                // So that a later commit does not bring half of this batch. When even this
                // fails the writer is dead and says so at its next call.
                let _ = self.writer.rollback();
                Err(inner.storage(&error))
            }
        }
    }

    /// Brings the committed documents into one segment and waits for it: worth its time after
    /// an index was filled, not after each commit.
    ///
    /// # Errors
    /// [`WriteError::Storage`], [`WriteError::Busy`]; the index is as before then.
    pub fn compact(self) -> Result<(), WriteError> {
        let Self { index, writer, .. } = self;
        let inner = &index.inner;
        let storage = |error: TantivyError| inner.storage(&error);
        // Merges under way would take segments out of our hands: they finish first, and a
        // writer that starts none of its own takes over.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        writer.wait_merging_threads().map_err(storage)?;
        let mut writer = open(inner, MEMORY)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let metas = inner.index.searchable_segment_metas().map_err(storage)?;
        // One segment alone is written anew too where something was deleted from it: its files still hold that.
        if metas.len() > 1 || metas.iter().any(tantivy::SegmentMeta::has_deletes) {
            let segments: Vec<_> = metas.iter().map(tantivy::SegmentMeta::id).collect();
            writer.merge(&segments).wait().map_err(storage)?;
            // First nobody reads the old files, then they go.
            inner.reload().map_err(storage)?;
            writer.garbage_collect_files().wait().map_err(storage)?;
        }
        writer.wait_merging_threads().map_err(storage)?;
        inner.reload().map_err(storage)
    }

    fn fields(&self, document: &Document) -> TantivyDocument {
        let fields = &self.index.inner.fields;
        let mut packed = TantivyDocument::default();
        packed.add_bytes(fields.id, &document.id);
        packed.add_bytes(fields.record, &record::pack(document));
        let texts = document.texts.iter().map(|(_, text)| text);
        document
            .names
            .iter()
            .for_each(|text| packed.add_text(fields.text[0], text));
        document
            .places
            .iter()
            .for_each(|text| packed.add_text(fields.text[1], text));
        document
            .codes
            .iter()
            .for_each(|text| packed.add_text(fields.text[2], text));
        texts.for_each(|text| packed.add_text(fields.text[3], text));
        packed
    }
}

/// Takes the folder's lock.
fn open(inner: &Inner, memory: usize) -> Result<IndexWriter, WriteError> {
    let memory = memory.clamp(MEMORY, MOST_MEMORY);
    // One thread: it keeps up with whoever makes the documents, and leaves fewer segments.
    let writer = inner.index.writer_with_num_threads(1, memory);
    writer.map_err(|error| match error {
        TantivyError::LockFailure(LockError::LockBusy, _) => WriteError::Busy {
            folder: inner.folder.clone(),
        },
        error => inner.storage(&error),
    })
}

impl Inner {
    pub(crate) fn storage(&self, error: &dyn std::fmt::Display) -> WriteError {
        WriteError::Storage {
            folder: self.folder.clone(),
            reason: error.to_string(),
        }
    }
}
