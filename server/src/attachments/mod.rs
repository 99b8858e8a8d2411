//! Attachments: files that belong to something of another feature. That feature says who may lay one in, take it out and have
//! it, and writes the entry of the journal; here are the rows, the limits, and how a file leaves.
//!
//! Invariants: a file is what it says, and a picture nothing but that (`platform/files`); bytes lie there before a row names
//! them, and go once no row does; a row whose owner is gone names nobody and goes with the next round of retention.

mod actions;
pub mod api;
mod model;
pub mod personal;
mod queries;
pub mod retention;
mod tables;
mod web;

pub use actions::{LayError, lay, let_go, take_out};
pub use model::{Attachment, AttachmentId, Laid, MOST, Of};
pub use queries::{find, introductions, is_named, list, named_files};
pub use web::{download, file_detail, laid, neutral_name, size};
