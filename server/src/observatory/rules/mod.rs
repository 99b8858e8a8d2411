//! What may be published, pure: how a table is written down for ever, and which of its counts are told.

mod table;
mod tell;

pub(super) use table::{Cell, Table, hash};
pub(super) use tell::{Group, tell};

#[cfg(test)]
mod solver_test;
