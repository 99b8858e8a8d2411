//! A draft that begins with what the registers say.

use identifiers::Scheme;

use crate::organisations::dossier::{Dossier, Number, Seat};
use crate::organisations::queries::Organisation;

/// Numbers that name a company, the one people know first.
const FIRST: [Scheme; 6] = [
    Scheme::BeEnterprise,
    Scheme::FrSiren,
    Scheme::LuRcs,
    Scheme::DeRegister,
    Scheme::Euid,
    Scheme::Lei,
];

/// The dossier of an organisation the registers know, with its home chamber where it has one.
#[must_use]
pub fn prefill(organisation: &Organisation) -> Dossier {
    let seat = known_seat(organisation).unwrap_or_default();
    let rank = |scheme: &str| {
        FIRST
            .iter()
            .position(|known| known.code() == scheme)
            .unwrap_or(FIRST.len())
    };
    let number = organisation.identifiers.iter().min_by_key(|(scheme, ..)| rank(scheme));
    Dossier {
        organisation: Some(organisation.id),
        name: organisation.name.clone(),
        kind: organisation.kind,
        chamber: organisation.home_chamber.clone().unwrap_or_default(),
        number: number.map(|(scheme, value, _)| Number {
            scheme: scheme.clone(),
            value: value.clone(),
        }),
        founded: true,
        seat,
        languages: organisation.languages.clone(),
        ..Dossier::default()
    }
}

/// The seat as the best register has it.
#[must_use]
pub fn known_seat(organisation: &Organisation) -> Option<Seat> {
    let seat = organisation.places.iter().find(|place| place.role == "seat")?;
    Some(Seat {
        street: seat.street.clone().unwrap_or_default(),
        postal_code: seat.postal_code.clone().unwrap_or_default(),
        municipality: seat.municipality.clone().unwrap_or_default(),
        country: seat.country.clone().unwrap_or_default(),
    })
}
