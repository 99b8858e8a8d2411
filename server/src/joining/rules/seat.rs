//! Which territory an address lies in, and which chamber is asked there.

use crate::cases::acting;
use crate::chambers::Operating;
use crate::organisations::dossier::Seat;
use crate::organisations::model::OUTSIDE;
use crate::organisations::queries::Organisation;
use crate::platform::region::Region;

/// The region, and the chambers that decide in it on this node.
#[derive(Clone, Copy, Debug)]
pub struct Here<'a> {
    /// The pack.
    pub region: &'a Region,
    /// Those of its chambers that operate here.
    pub chambers: &'a [Operating],
}

impl<'a> Here<'a> {
    /// One of them.
    #[must_use]
    pub fn chamber(&self, code: &str) -> Option<&'a Operating> {
        self.chambers.iter().find(|chamber| chamber.code == code)
    }
}

/// What follows from an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Code of the territory, or `outside`.
    pub territory: String,
    /// Code of the chamber that is asked where nobody chose one; none outside the region.
    pub chamber: Option<String>,
}

/// Code of the territory an address lies in, or `outside`.
#[must_use]
pub fn territory_of<'a>(seat: &Seat, region: &'a Region) -> &'a str {
    region
        .territory_for(&seat.country, &seat.postal_code)
        .unwrap_or(OUTSIDE)
}

/// The territory of an address, and the chamber that would get its case: the first of the territory that operates here; where
/// none does, the one such a case goes to.
#[must_use]
pub fn propose(seat: &Seat, here: Here<'_>) -> Proposal {
    let territory = territory_of(seat, here.region);
    let known: Vec<_> = here
        .chambers
        .iter()
        .filter_map(|one| Some((one.code.as_str(), here.region.chamber(&one.code)?.territory.as_str())))
        .collect();
    let chamber = Some(acting("", territory, &known)).filter(|code| territory != OUTSIDE && !code.is_empty());
    Proposal {
        territory: territory.to_owned(),
        chamber: chamber.map(str::to_owned),
    }
}

/// The chamber an organisation is asked to join by: its home where that operates here, else the one of its address.
#[must_use]
pub fn asked_at(organisation: &Organisation, seat: &Seat, here: Here<'_>) -> Option<String> {
    let home = organisation.home_chamber.as_deref();
    let home = home.filter(|code| here.chamber(code).is_some());
    home.map(str::to_owned).or_else(|| propose(seat, here).chamber)
}
