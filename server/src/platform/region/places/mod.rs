//! Where an address lies: by its postal code and the name of its municipality in any language, from the list in the binary or
//! from GeoNames dumps an operator handed in. A question costs a look-up or two and one key.

mod geonames;
mod key;
pub(super) mod stored;
mod table;

pub use geonames::{Dump, PlacesError, read as read_geonames};
pub use stored::{Kind, Provenance, keep};
pub(super) use table::{Ground, Places};

use super::model::Point;

/// Where something lies, and how well that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// The point.
    pub point: Point,
    /// How near it is to the real one.
    pub precision: Precision,
}

/// What a point stands for: the middle of a municipality lies some kilometres off, that of a territory tens of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// Its register states the point.
    Stated,
    /// The middle of its municipality.
    Municipality,
    /// The middle of the places that share its postal code.
    PostalCode,
    /// The middle of its territory's places.
    Territory,
}

impl Precision {
    const ALL: [Self; 4] = [Self::Stated, Self::Municipality, Self::PostalCode, Self::Territory];

    /// The stable code, in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Municipality => "municipality",
            Self::PostalCode => "postal-code",
            Self::Territory => "territory",
        }
    }

    /// The one with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.code() == code)
    }

    /// Whether the point stands for something larger.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        self != Self::Stated
    }
}

/// What is known of an address that is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// As written; may be empty.
    pub postal_code: &'a str,
    /// Its municipality by each name it is given.
    pub names: &'a [&'a str],
    /// The point a register states.
    pub point: Option<Point>,
    /// Of a company's seat what its EUID begins with, or would: the court that registers a company is that of its seat.
    pub registry: &'a str,
}

/// Where an address lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located<'r> {
    /// Code of the territory; none: outside the region, or not known.
    pub territory: Option<&'r str>,
    /// Its point, or why there is none.
    pub position: Result<Position, Unplaced>,
}

/// Why an address has no point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unplaced {
    /// It names no country.
    NoCountry,
    /// It names neither a postal code nor a municipality.
    NoPlace,
    /// Neither is in the list.
    Unknown,
    /// Several places have that name, and nothing tells which is meant.
    Ambiguous,
}

impl Unplaced {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoCountry => "no-country",
            Self::NoPlace => "no-place",
            Self::Unknown => "unknown",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// What the postal code tells of the territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ByCode {
    /// It leads to this one.
    Inside(u8),
    /// It leads to none.
    Outside,
    /// There is none.
    Unsaid,
}
