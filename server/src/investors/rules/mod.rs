//! Pure decisions of this feature.

mod search;
mod stating;
mod telling;

pub use search::{Facts, Search, concerns};
pub use stating::{Typed, changes, read};
pub use telling::{STATED, told};
