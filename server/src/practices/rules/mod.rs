//! The pure rules of practices: the machine of a practice, that of an adoption, and what is missing.

mod adoption;
mod content;
mod machine;

pub use adoption::{AdoptionRefused, AdoptionStep, adoption_step, begun};
pub use content::{Codes, check, check_taken, organisation_of, tidy, tidy_taken, unkept, words_of};
pub use machine::{Course, Refused, Step, step};

#[cfg(test)]
#[path = "walks_test.rs"]
mod walks;
