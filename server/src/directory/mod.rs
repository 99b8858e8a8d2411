//! The directory: search with facets, order, pages, map and downloads over what `organisations` offers.
//! Owns the index, which is a reader of the journal; knows no rows of its own.

pub mod asked;
mod document;
pub mod facets;
mod find;
mod follow;

pub use find::{FacetCounts, Found, Hit};
pub use follow::{Directory, DirectoryError};
