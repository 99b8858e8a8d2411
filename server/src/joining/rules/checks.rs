//! Which checks nobody could make when a draft was sent, and what must not be with a chamber twice.

use crate::joining::model::Check;
use crate::organisations::dossier::{Dossier, Seat};
use crate::organisations::model::{OUTSIDE, OrganisationId};
use crate::organisations::slug;

/// What the registers at hand know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether an official register's record is the basis.
    pub in_register: bool,
    /// The seat it says.
    pub seat: Option<Seat>,
    /// Code of the territory of the seat that was given.
    pub territory: String,
}

/// The checks a chamber must make by other means.
#[must_use]
pub fn missing_checks(dossier: &Dossier, known: &Known) -> Vec<Check> {
    let mut missing = Vec::new();
    if !dossier.founded {
        missing.push(Check::NotYetFounded);
    } else if dossier.number.is_none() {
        missing.push(Check::NumberMissing);
    } else if !known.in_register {
        missing.push(Check::RegisterNotAtHand);
    }
    if known.seat.as_ref() != Some(&dossier.seat) {
        missing.push(Check::SeatUnchecked);
    }
    if known.territory == OUTSIDE {
        missing.push(Check::SeatOutside);
    }
    if dossier.number.is_none() && dossier.documents.is_empty() {
        missing.push(Check::DocumentMissing);
    }
    missing
}

/// What tells the same company apart from others: its entry in the registers, its number, or its name and place.
#[must_use]
pub fn held_key(organisation: Option<OrganisationId>, dossier: &Dossier) -> String {
    if let Some(id) = organisation {
        return format!("organisation:{id}");
    }
    if let Some(number) = &dossier.number {
        return format!("number:{}:{}", number.scheme, number.value);
    }
    // Case, accents and punctuation do not tell two names apart.
    let name = slug(&dossier.name);
    format!("name:{}:{}:{name}", dossier.seat.country, dossier.seat.postal_code)
}
