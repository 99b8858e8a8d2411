//! Official register files as one stream of records: the Belgian KBO extract, the ROR list, the
//! German companies of OffeneRegister, the legal entity identifiers of GLEIF.
//! Files in, values out: no database, no network, no clock. What cannot be used is part of the
//! stream, with file, line and reason, so that counts always add up.
//!
//! ```
//! use registers::{Item, Options, Register, open};
//!
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("ror.jsonl");
//! std::fs::write(&file, r#"{"id": "https://ror.org/05natt857", "status": "active", "types": ["archive"],
//!   "names": [{"value": "Musée national d'histoire naturelle", "lang": "fr", "types": ["ror_display"]}]}"#.replace('\n', " "))?;
//!
//! let mut reader = open(Register::Ror, &file, Options::new(folder.path()))?;
//! let Some(Ok(Item::Record(record))) = reader.next() else { panic!("a record") };
//! assert_eq!(record.number, "05natt857");
//! assert!(record.research);
//! assert!(reader.next().is_none());
//! assert_eq!(reader.rows()["ror.jsonl"].read, 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

/// The examples of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod address;
mod archive;
mod canonical;
mod cordis;
mod delimiter;
mod entries;
mod error;
mod fingerprint;
mod gleif;
mod input;
mod item;
mod joined;
mod kbo;
mod kohesio;
mod offeneregister;
mod options;
mod packed;
mod parquet;
mod reader;
mod record;
mod register;
mod ror;
mod seen;
mod single;
mod sirene;
mod sort;
mod table;
mod values;

pub use address::{Address, Founded, Texts, text};
pub use error::ReadError;
pub use fingerprint::fingerprint;
pub use item::{Item, Reject, RejectReason, RowCounts, Skip};
pub use kbo::{Extract, Known, extract_of};
pub use options::Options;
pub use reader::{Reader, open, open_update};
pub use record::{Activity, Establishment, LegalForm, LegalStatus, NaceVersion, Name, NameKind, Record};
pub use register::{Register, UnknownRegister};

/// Bytes the rows of one organisation may take together before it is skipped as too large.
///
/// The largest enterprise of Belgium, with 1,500 places, has some 3 MB.
pub const ENTRY_LIMIT: usize = 16 << 20;

/// Characters of an excerpt in a [`Reject`].
pub const EXCERPT_LIMIT: usize = 80;
