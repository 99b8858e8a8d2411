//! Registry: runs of imports. Reads a register's file or JSON lines, drives `organisations::bulk` in short batches, and keeps
//! how far it came, so that a killed run goes on where it stopped and an equal one changes nothing.
//!
//! Invariants: a batch, its journal entry and the run's position are one transaction; every rejected row has its reason.

pub mod line;
mod model;
mod rejects;
mod run;
mod source;
mod tables;
mod whereabouts;
mod writer;

pub use model::{ImportError, Kind, Outcome, Request, Rows};
pub use run::{Step, import, import_lines};
pub use tables::STATEMENTS;
