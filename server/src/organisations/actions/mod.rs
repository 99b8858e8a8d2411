//! Every write of this feature that a person makes or causes. Batches of registers are `bulk`.

mod report;
mod standing;

pub use report::{Received, ReportError, Sent, report};
pub use standing::{Change, Undo, admit, alter, claim, list, restore, suspend};
