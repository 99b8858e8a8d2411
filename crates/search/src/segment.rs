//! One segment of the index, opened: its columns, its inverted fields, and which of its
//! documents are alive.

use std::sync::Arc;

use tantivy::index::{InvertedIndexReader, SegmentId, SegmentReader};
use tantivy::schema::Value;
use tantivy::{TantivyDocument, TantivyError};

use crate::bits;
use crate::columns::Columns;
use crate::definition::Facet;
use crate::schema::Fields;

/// A segment.
pub(crate) struct Segment {
    pub id: SegmentId,
    /// Shared with the snapshots before and after, as long as the segment lives.
    pub columns: Arc<Columns>,
    /// The documents that are not deleted.
    pub live: Vec<u64>,
    pub deletes: bool,
    pub texts: [Text; 4],
    /// The dictionary of ids.
    pub ids: Arc<InvertedIndexReader>,
}

/// A searched field of a segment.
pub(crate) struct Text {
    pub index: Arc<InvertedIndexReader>,
    /// The length of the field by document, as tantivy encodes it.
    pub norms: Arc<Vec<u8>>,
}

impl Segment {
    /// Opens a segment; `before` is the same one in an earlier snapshot.
    pub fn open(
        reader: &SegmentReader,
        fields: &Fields,
        facets: &[Facet],
        before: Option<&Segment>,
    ) -> Result<Self, TantivyError> {
        let docs = reader.max_doc() as usize;
        let columns = match before {
            Some(before) => before.columns.clone(),
            None => Arc::new(read_columns(reader, fields, facets)?),
        };
        let mut live = bits::full(docs);
        if let Some(alive) = reader.alive_bitset() {
            live.fill(0);
            alive.iter_alive().for_each(|doc| bits::set(&mut live, doc as usize));
        }
        let text = |number: usize| -> Result<Text, TantivyError> {
            let field = fields.text[number];
            let norms = match before {
                Some(before) => before.texts[number].norms.clone(),
                None => {
                    let norms = reader.get_fieldnorms_reader(field)?;
                    Arc::new((0..reader.max_doc()).map(|doc| norms.fieldnorm_id(doc)).collect())
                }
            };
            Ok(Text {
                index: reader.inverted_index(field)?,
                norms,
            })
        };
        Ok(Self {
            id: reader.segment_id(),
            columns,
            live,
            deletes: reader.has_deletes(),
            texts: [text(0)?, text(1)?, text(2)?, text(3)?],
            ids: reader.inverted_index(fields.id)?,
        })
    }

    /// The number of documents, deleted ones too.
    pub fn docs(&self) -> usize {
        self.columns.ids.len()
    }

    /// The version of a living document.
    pub fn version(&self, id: &[u8; 16]) -> std::io::Result<Option<u64>> {
        let Some(info) = self.ids.terms().get(id)? else {
            return Ok(None);
        };
        let list = self
            .ids
            .read_block_postings_from_terminfo(&info, tantivy::schema::IndexRecordOption::Basic)?;
        let doc = list
            .docs()
            .iter()
            .map(|doc| *doc as usize)
            .find(|doc| bits::has(&self.live, *doc));
        Ok(doc.map(|doc| self.columns.versions[doc]))
    }
}

fn read_columns(reader: &SegmentReader, fields: &Fields, facets: &[Facet]) -> Result<Columns, TantivyError> {
    let store = reader.get_store_reader(1)?;
    let records = store.iter::<TantivyDocument>(None).map(|document| {
        let document = document?;
        let bytes = document
            .get_first(fields.record)
            .and_then(|value| value.as_bytes().map(<[u8]>::to_vec));
        bytes.ok_or_else(|| TantivyError::InternalError("a document without its record".into()))
    });
    let columns = Columns::read(facets, records)?;
    match columns {
        Some(columns) if columns.ids.len() == reader.max_doc() as usize => Ok(columns),
        _ => Err(TantivyError::InternalError("a record is cut off".into())),
    }
}
