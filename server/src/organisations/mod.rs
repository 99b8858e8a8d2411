//! Organisations: what is known of each, how, and since when; their page, and the first write of a reader.
//! The reference feature: others copy its shape (CONTRIBUTING.md).
//!
//! Invariants: a register's record is kept whole and once; declared and attested values are superseded, never overwritten;
//! the columns of a row are what `rules` computes from records and facts; an identifier belongs to one organisation.

pub mod actions;
pub mod bulk;
pub mod fsck;
pub mod model;
pub mod queries;
mod rules;
mod tables;

pub use rules::{Value, age, best, best_text, check_report, days, from_days, slug, values};
