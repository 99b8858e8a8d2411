//! Pure decisions: what a column may be, whether a row is as it must be, what it would do.

mod guess;
mod judge;
mod number;
mod row;
mod typed;

pub use guess::{guess, shape};
pub use judge::{Fate, Judged, There, judge};
pub use row::{CellFault, Entry, Here, Why, read_rows};
pub use typed::{MappingFault, TypedMapping};
