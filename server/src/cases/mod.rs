//! Cases: what a chamber must look at, from joining to appeal, by one machine; and the desk where advisers do it.
//!
//! Invariants: every step is one the machine allows, one transaction, one entry of the journal; nobody decides on an
//! organisation they belong to; a negative decision carries its reasons; an appeal never comes back to the first chamber;
//! what a decision did can be undone by who made it for ten minutes, and its letters wait as long.

pub mod actions;
pub mod model;
pub mod queries;
mod rules;
mod tables;

pub use actions::{CaseError, Desk, Opening, open};
pub use model::{CaseId, Kind};
pub use tables::STATEMENTS;
