//! A small search engine over tantivy's inverted index: text with prefixes, typos and other
//! names, facets counted as people expect, exact paging, points on a map. Bytes and values in,
//! values and reasons out; its only contact with the world is the folder of the index.
//!
//! ```
//! use search::{Definition, Document, Facet, Index, Query, Values};
//!
//! let folder = tempfile::tempdir()?;
//! let definition = Definition {
//!     facets: vec![Facet::one("shelf", 3)],
//!     synonyms: vec![vec!["Liège".into(), "Lüttich".into(), "Luik".into()]],
//! };
//! let index = Index::open(folder.path(), definition)?;
//! let mut writer = index.writer(15_000_000)?;
//! writer.upsert(&Document {
//!     names: vec!["Atelier du Perron".into()],
//!     places: vec!["Liège".into()],
//!     facets: vec![Values::One(2)],
//!     ..Document::new([7; 16], 1)
//! })?;
//! writer.commit(42)?;
//!
//! let answer = index.search(&Query::text("lüttich atel"))?;
//! assert_eq!(answer.total, 1);
//! assert_eq!(answer.hits[0].id, [7; 16]);
//! assert_eq!(answer.counts[0], [0, 0, 1, 0]); // the last one counts "not stated"
//! assert_eq!(index.position(), Some(42));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

/// The examples of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod after;
mod answer;
mod bits;
mod columns;
mod counts;
mod definition;
mod document;
mod error;
mod fold;
mod folder;
mod gather;
mod index;
mod matching;
mod plan;
mod points;
mod query;
mod record;
mod run;
mod schema;
mod segment;
mod snapshot;
mod synonyms;
mod tokens;
mod top;
mod vocabulary;
mod why;
mod writer;

pub use after::After;
pub use answer::{Answer, Cluster, Field, Hit, How, Why};
pub use definition::{Definition, Facet, MAX_VALUES};
pub use document::{Document, DocumentError, Language, MAX_SORT_NAME, Values};
pub use error::{OpenError, SearchError, WriteError};
pub use fold::fold;
pub use index::Index;
pub use query::{BBox, Filter, MAX_BYTES, MAX_LIMIT, MAX_WORDS, Query, Sort};
pub use writer::Writer;
