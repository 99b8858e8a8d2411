//! Pure decisions: what is signed and how, and what follows from an answer.

mod retry;
mod sign;

pub use retry::{After, Went, after};
pub use sign::{body, key, message, secret_text, signature};
