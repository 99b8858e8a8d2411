//! Every write of this feature that a person makes or causes. Batches of registers are `bulk`.

mod confirm;
mod filed;
mod give_way;
mod numbers;
mod own;
mod report;
mod standing;

pub use confirm::confirm;
pub use filed::{Filed, Filing, TakenBack, file, file_source, take_back};
pub use give_way::give_way_to_register;
pub use own::{Saying, come_back, hold, say, withdraw};
pub use report::{Received, ReportError, Sent, report};
pub use standing::{Change, Undo, admit, alter, claim, list, restore, suspend};
