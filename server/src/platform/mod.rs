//! What every feature stands on. Knows no feature.

pub mod access;
pub mod clock;
pub mod database;
pub mod id;
pub mod journal;
