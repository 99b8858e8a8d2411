//! The tests of the search engine: what is found, what is counted, what is refused.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)] // also in helpers

mod corrections;
mod counting;
mod damage;
mod fuzzed;
mod paging;
mod points;
mod support;
mod text;
mod writing;
