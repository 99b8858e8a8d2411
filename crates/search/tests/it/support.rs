//! An index in a folder that goes away, and documents with defaults.

use search::{Answer, Definition, Document, Facet, Index, Query, Values};
use tempfile::TempDir;

pub const MEMORY: usize = 15_000_000;

/// An index with two facets: `colour` (4 values) and `tongue` (3 values, many).
pub struct Fixture {
    pub index: Index,
    _folder: TempDir,
}

pub fn definition() -> Definition {
    let group = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Definition {
        facets: vec![Facet::one("colour", 4), Facet::many("tongue", 3)],
        synonyms: vec![
            group(&["Liège", "Lüttich", "Luik"]),
            group(&["Sankt Vith", "Saint-Vith"]),
            group(&["Trier", "Trèves"]),
        ],
    }
}

pub fn id(number: u32) -> [u8; 16] {
    let mut id = [0; 16];
    id[12..].copy_from_slice(&number.to_be_bytes());
    id
}

pub fn number(id: [u8; 16]) -> u32 {
    u32::from_be_bytes([id[12], id[13], id[14], id[15]])
}

pub fn plain(number: u32) -> Document {
    Document {
        facets: vec![Values::NOT_STATED, Values::Many(0)],
        sort_name: number.to_be_bytes().to_vec(),
        ..Document::new(id(number), 1)
    }
}

pub fn named(number: u32, name: &str) -> Document {
    Document {
        names: vec![name.to_owned()],
        ..plain(number)
    }
}

impl Fixture {
    pub fn new(documents: &[Document]) -> Self {
        Self::in_commits(documents, documents.len().max(1))
    }

    /// Several commits make several segments.
    pub fn in_commits(documents: &[Document], each: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Index::open(folder.path(), definition()).unwrap();
        let mut writer = index.writer(MEMORY).unwrap();
        for (position, documents) in (1..).zip(documents.chunks(each)) {
            for document in documents {
                assert!(writer.upsert(document).unwrap());
            }
            writer.commit(position).unwrap();
        }
        Self { index, _folder: folder }
    }

    /// An index of names, numbered from 0.
    pub fn names(names: &[&str]) -> Self {
        let documents: Vec<_> = (0..).zip(names).map(|(number, name)| named(number, name)).collect();
        Self::new(&documents)
    }

    pub fn ask(&self, query: &Query) -> Answer {
        self.index.search(query).unwrap()
    }

    /// The numbers of the documents found, sorted.
    pub fn found(&self, text: &str) -> Vec<u32> {
        let mut found = numbers(&self.ask(&Query::text(text)));
        found.sort_unstable();
        found
    }
}

/// The numbers of the hits, in their order.
pub fn numbers(answer: &Answer) -> Vec<u32> {
    answer.hits.iter().map(|hit| number(hit.id)).collect()
}
