//! The pure rules of opportunities: the machine, the review, what is missing, what would name an organisation that is masked.

mod content;
mod identifying;
mod machine;
mod review;
mod terms;
mod version;

pub use content::{Codes, asks, check, tidy, unkept};
pub use identifying::{Finding, findings};
pub use machine::{Course, Refused, Step, may_open, step};
pub use review::{Scores, Verdict, verdict};
pub use terms::{Term, haystack, terms};
pub use version::{check_version, digest, is_entered, standing};

#[cfg(test)]
#[path = "walks_test.rs"]
mod walks;
