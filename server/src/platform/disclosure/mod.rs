//! What counts may be told: none below five, and none that could be worked out from what is told, of the same day or of days before.
//!
//! Two ways, each with its proof:
//!
//! - **A table with its totals, told once** ([`suppress`], [`suppress_wide`]): a network in which what is hidden can move along
//!   cycles (`table.rs`); `room.rs` says by how much, exactly.
//! - **Counts that grow, told on several days** ([`told_now`], `growth.rs`): no totals are told as long as they grow, so that a
//!   count is bound to nothing but its own past and to the counts it is a part of. Then what a reader can conclude is the
//!   largest told count below it in that order and the smallest one above it, exactly, and both are looked at before
//!   anything is told.
//!
//! Both together ([`Past`]): the table of a time that is over has its totals, and each count in it is bounded by what was told of
//! it before. A way along which such a table can move is a world in which all days before are as they were: the counts that
//! move are hidden since the day their bound was told, so they may have grown otherwise since then.

mod growth;
mod room;
mod table;

pub use growth::{Day, bounds, told_now};
pub use table::{LEAST, Past, Safe, Shown, suppress, suppress_wide};
