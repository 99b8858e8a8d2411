//! The pure rules of introductions: the machine, its clock, what may be written, and what a side is told of the other.

mod clock;
mod machine;
mod said;

pub use clock::{Clocks, days_left};
pub use machine::{Course, Fault, Step, StepKind, is_free, step, turn, ways};
pub use said::{Asked, SaidFault, Telling, check_asked, check_reason, check_text, telling};

#[cfg(test)]
#[path = "walks_test.rs"]
mod walks;
