//! Pure decisions: what a typed number is, what a step must hold, which checks are missing, which texts are out of date.

mod checks;
mod claims;
mod fill;
mod number;
mod own;
mod prefill;
mod seat;
mod steps;

pub use checks::{Known, held_key, missing_checks};
pub use claims::{address_at, domains};
pub use fill::{Filled, fill};
pub use number::{NumberFault, Typed, read_number, recognise};
pub use own::{TypedChange, add_originals, read_change, said};
pub use prefill::{known_seat, prefill};
pub use seat::{Here, asked_at, propose, territory_of};
pub use steps::{Fault, Why, check_all, check_step};

use crate::organisations::model::{FIELDS, FOUNDED, Field, FieldKind};

/// Without surrounding white space and without control characters other than line breaks.
fn clean(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || *c == '\n').collect()
}

/// What an organisation says of itself in the step "activity": name and seat have steps of their own.
pub fn asked_fields() -> impl Iterator<Item = &'static Field> {
    let own = |field: &&Field| !matches!(field.code, "name" | FOUNDED) && field.kind != FieldKind::Address;
    FIELDS.iter().filter(own)
}

#[cfg(test)]
mod tests;
