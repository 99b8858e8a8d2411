//! The index as of one commit. A query sees one snapshot from beginning to end; a commit makes
//! the next one, which shares with it all segments that did not change.

use std::sync::Arc;

use tantivy::index::SegmentReader;
use tantivy::{Searcher, TantivyError};

use crate::definition::Facet;
use crate::schema::Fields;
use crate::segment::Segment;

const K1: f32 = 1.2;
const B: f32 = 0.75;

/// The index as of one commit.
pub(crate) struct Snapshot {
    pub segments: Vec<Segment>,
    /// The documents that are not deleted.
    pub live: u64,
    pub position: Option<u64>,
    /// BM25's length correction, by field and encoded length.
    pub lengths: [[f32; 256]; 4],
    /// All documents, deleted ones too: what document frequencies relate to.
    pub docs: u64,
    /// Keeps the files of the segments from being cleared away.
    _searcher: Searcher,
}

impl Snapshot {
    /// Opens what is new since `before`.
    pub fn open(
        searcher: Searcher,
        position: Option<u64>,
        fields: &Fields,
        facets: &[Facet],
        before: Option<&Arc<Snapshot>>,
    ) -> Result<Self, TantivyError> {
        let earlier = |reader: &SegmentReader| {
            let segments = &before?.segments;
            segments.iter().find(|segment| segment.id == reader.segment_id())
        };
        let segments = searcher
            .segment_readers()
            .iter()
            .map(|reader| Segment::open(reader, fields, facets, earlier(reader)))
            .collect::<Result<Vec<_>, _>>()?;
        let docs = segments.iter().map(|segment| segment.docs() as u64).sum();
        Ok(Self {
            live: segments.iter().map(|segment| crate::bits::count(&segment.live)).sum(),
            position,
            lengths: [0, 1, 2, 3].map(|field| lengths(&segments, field, docs)),
            docs,
            segments,
            _searcher: searcher,
        })
    }

    /// The version of a document, if it is there.
    pub fn version(&self, id: &[u8; 16]) -> std::io::Result<Option<u64>> {
        for segment in &self.segments {
            if let Some(version) = segment.version(id)? {
                return Ok(Some(version));
            }
        }
        Ok(None)
    }

    /// How much a term tells that is in `frequency` documents.
    pub fn idf(&self, frequency: u64) -> f32 {
        let (docs, frequency) = (float(self.docs), float(frequency));
        (1.0 + (docs - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln()
    }

    /// BM25 of a term without its idf.
    pub fn weight(&self, field: usize, norm: u8, frequency: u32) -> f32 {
        let frequency = float(u64::from(frequency));
        frequency * (K1 + 1.0) / (frequency + self.lengths[field][usize::from(norm)])
    }
}

fn lengths(segments: &[Segment], field: usize, docs: u64) -> [f32; 256] {
    let tokens = segments
        .iter()
        .map(|segment| segment.texts[field].index.total_num_tokens())
        .sum();
    let average = (float(tokens) / float(docs.max(1))).max(1.0);
    std::array::from_fn(|norm| {
        let norm = u8::try_from(norm).unwrap_or(u8::MAX);
        let length = tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(norm);
        K1 * (1.0 - B + B * float(u64::from(length)) / average)
    })
}

/// A count as a float; beyond 16 millions the last digits do not matter to a weight.
#[allow(clippy::cast_precision_loss)]
fn float(count: u64) -> f32 {
    count as f32
}
