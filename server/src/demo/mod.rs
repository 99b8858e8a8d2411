//! The fictional organisations of the demonstration, put together from hand-written parts of the region pack.
//! The same seed gives the same bytes; a million come as a stream, none is kept.
//! Everything is invented: numbers lie in ranges no register gives out (`numbers.rs`), addresses of the web end in `.example`.

mod chance;
pub mod crowd;
mod deck;
mod error;
mod facts;
mod fill;
mod generate;
pub mod introductions;
pub mod investors;
mod listing;
mod market;
mod names;
mod numbers;
mod parts;
pub mod people;
pub mod practices;
pub mod queue;
#[cfg(test)]
mod reading_test;
mod seats;
mod shapes;
mod template;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod towns_test;

pub use error::PartsError;
pub use fill::{Size, fill};
pub use generate::{Lines, Mix, generate};
pub use parts::Parts;

/// The kinds an organisation can have, and their share of the demonstration in hundredths.
const KINDS: [(&str, u64); 8] = [
    ("startup", 45),
    ("sme", 25),
    ("corporate", 6),
    ("investor", 5),
    ("incubator", 4),
    ("cluster", 4),
    ("research", 6),
    ("public", 5),
];
