//! Which territory an address lies in, and which chamber is asked there.

use crate::organisations::dossier::Seat;
use crate::organisations::model::OUTSIDE;
use crate::platform::region::Region;

/// What follows from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Code of the territory, or `outside`.
    pub territory: String,
    /// Code of the chamber that is asked where nobody chose one; none outside the region.
    pub chamber: Option<String>,
}

/// The territory of an address, and its first chamber in the order of the pack.
#[must_use]
pub fn propose(seat: &Seat, region: &Region) -> Proposal {
    let territory = region
        .territory_for(&seat.country, &seat.postal_code)
        .unwrap_or(OUTSIDE);
    let mut chambers = region.chambers.iter();
    Proposal {
        territory: territory.to_owned(),
        chamber: chambers
            .find(|chamber| chamber.territory == territory)
            .map(|chamber| chamber.code.clone()),
    }
}
