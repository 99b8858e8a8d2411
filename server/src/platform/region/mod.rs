//! The region pack: all that is particular to one cross-border region, typed, from the binary or from a folder.
//!
//! The code holds no name of a place, a chamber or a register. The shape of the files is in the pack's README.md.

mod calendar;
mod concepts;
mod load;
mod model;
mod nace;
mod pages;
mod places;
mod postal;
mod shapes;

pub use calendar::{Calendar, Zone};
pub use concepts::{Concept, Concepts, Group as ConceptGroup, Kind as ConceptKind, Rank, Suggestion};
pub use load::{LoadError, Source};
pub use model::{
    Bounds, Chamber, City, Class, Credit, Division, Estimate, Localized, Point, Reconfirm, Register, River, ShelfLife,
    Side, Territory,
};
pub use pages::{Heading, Page, Pages, Variables, render};
pub use places::{
    Asked, Dump, Kind as PlacesKind, Located, PlacesError, Position, Precision, Provenance, Unplaced, keep,
    read_geonames,
};
pub use shapes::{MapShapes, Outline, Projection, Spot};

use std::collections::BTreeMap;
use std::path::Path;

use arc_swap::ArcSwap;

use chrono::NaiveDate;

use crate::platform::clock::Clock;
use crate::platform::texts::{Locale, T};
use places::ByCode;

/// The code of what no territory claims.
pub const OUTSIDE: &str = "outside";

/// One cross-border region.
#[derive(Debug)]
pub struct Region {
    /// Name of the pack, a slug.
    pub code: String,
    /// Name for people.
    pub name: Localized,
    /// In the order of fallback for a reader.
    pub languages: Vec<Locale>,
    /// By which its days begin and end.
    pub zone: Zone,
    /// What a map shows at first.
    pub bounds: Bounds,
    /// The denominator of coverage.
    pub estimate: Estimate,
    /// Name of what no territory claims.
    pub outside: Localized,
    /// Names of countries by ISO 3166-1 alpha-2.
    pub country_names: BTreeMap<String, Localized>,
    /// In the order in which they are listed to a reader.
    pub territories: Vec<Territory>,
    /// Chambers that may operate a part of the platform.
    pub chambers: Vec<Chamber>,
    /// Divisions of NACE Rev. 2.1 by code.
    pub divisions: Vec<Division>,
    /// The registers this version reads.
    pub registers: Vec<Register>,
    /// Whose data besides registers are in the pack.
    pub credits: Vec<Credit>,
    /// Months after which a value of a class is stale.
    pub shelf_life: ShelfLife,
    /// When owners are asked whether what is known still holds.
    pub reconfirm: Reconfirm,
    /// Rivers for the map.
    pub rivers: Vec<River>,
    /// Towns for the map, in order of importance.
    pub cities: Vec<City>,
    /// Groups of names of the same place, canonical first.
    pub exonyms: Vec<Vec<String>>,
    /// Outlines for the map.
    pub map: MapShapes,
    calendars: calendar::Calendars,
    concepts: Concepts,
    source: Source,
    postal: postal::Index,
    places: ArcSwap<places::Places>,
    rev2: nace::Bridge,
}

impl Region {
    /// Reads and checks a pack. The first fault is returned with its file and field.
    pub fn load(source: Source) -> Result<Self, LoadError> {
        load::region(source)
    }

    /// The pages of the pack (about, privacy …) with the operator's data filled in.
    pub fn pages(&self, variables: &Variables) -> Result<Pages, LoadError> {
        pages::load(&self.source, variables)
    }

    /// The territory with that code.
    pub fn territory(&self, code: &str) -> Option<&Territory> {
        self.territories.iter().find(|territory| territory.code == code)
    }

    /// Place of a territory in [`Region::territories`]; `outside` comes after the last.
    pub fn territory_index(&self, code: &str) -> Option<usize> {
        let found = self.territories.iter().position(|territory| territory.code == code);
        found.or((code == OUTSIDE).then_some(self.territories.len()))
    }

    /// The name of a territory or of `outside`; the code itself where the pack has neither.
    pub fn territory_name<'a>(&'a self, code: &'a str, locale: Locale) -> &'a str {
        match self.territory(code) {
            Some(territory) => territory.name.get(locale),
            None if code == OUTSIDE => self.outside.get(locale),
            None => code,
        }
    }

    /// The name of a country; its code where the pack has none.
    pub fn country_name<'a>(&'a self, code: &'a str, locale: Locale) -> &'a str {
        self.country_names.get(code).map_or(code, |name| name.get(locale))
    }

    /// The working days of a territory; week-ends only where the pack has no calendar (`outside`, or no such territory).
    pub fn calendar(&self, territory: &str) -> &Calendar {
        self.calendars.of(territory)
    }

    /// The territory of an address, by the rule of the pack's README: a prefix before a range, the longest prefix first,
    /// among territories of that country. `None` is `outside`. O(log n).
    pub fn territory_for(&self, country: &str, postal_code: &str) -> Option<&str> {
        let index = self.postal.find(country, postal_code)?;
        self.territories.get(index).map(|territory| territory.code.as_str())
    }

    /// Where an address lies: its territory by the postal code, where it has none by the court that registers the company, else
    /// by the name of its municipality; its point by name within that, else the middle of the postal code, else that of the
    /// territory.
    pub fn locate(&self, asked: Asked<'_>) -> Located<'_> {
        let by_code = match self.postal.find(asked.country, asked.postal_code) {
            Some(index) => u8::try_from(index).map_or(ByCode::Outside, ByCode::Inside),
            None if postal::digits(asked.postal_code).is_some() => ByCode::Outside,
            None => self.by_registry(asked.registry),
        };
        let (territory, position) = self.places.load().find(asked, by_code);
        let by_point = || {
            let point = asked.point.filter(|_| by_code == ByCode::Unsaid)?;
            self.map.territory_at(point, asked.country)
        };
        let territory = territory.and_then(|index| self.territories.get(usize::from(index)));
        Located {
            territory: territory.map(|territory| territory.code.as_str()).or_else(by_point),
            position: match asked.point {
                Some(point) => Ok(Position {
                    point,
                    precision: Precision::Stated,
                }),
                None => position,
            },
        }
    }

    /// A registry of a country whose registries the pack knows lies in one territory or outside.
    fn by_registry(&self, registry: &str) -> ByCode {
        let here = |territory: &Territory| {
            territory
                .registries
                .iter()
                .any(|start| registry.starts_with(start.as_str()))
        };
        let known = |territory: &Territory| {
            let country = registry.get(..2) == Some(territory.country.as_str());
            country && !territory.registries.is_empty()
        };
        match self.territories.iter().position(here) {
            Some(index) => u8::try_from(index).map_or(ByCode::Outside, ByCode::Inside),
            None if self.territories.iter().any(known) => ByCode::Outside,
            None => ByCode::Unsaid,
        }
    }

    /// Uses the places an operator handed in, as far as that folder of data has any.
    ///
    /// # Errors
    /// When a file in it is damaged; the places in use stay.
    pub fn use_places(&self, data: &Path) -> Result<(), LoadError> {
        let places = load::places(&self.source, Some(data), &self.territories, &self.map, &self.exonyms)?;
        self.places.store(std::sync::Arc::new(places));
        Ok(())
    }

    /// Where the places in use come from, where they were handed in.
    pub fn places_provenance(&self) -> Vec<Provenance> {
        self.places.load().provenance.clone()
    }

    /// The territory of a registry, by what its EUIDs begin with.
    pub fn territory_of_registry(&self, registry: &str) -> Option<&str> {
        match self.by_registry(registry) {
            ByCode::Inside(index) => self
                .territories
                .get(usize::from(index))
                .map(|territory| territory.code.as_str()),
            ByCode::Outside | ByCode::Unsaid => None,
        }
    }

    /// The division of NACE Rev. 2.1 (place in [`Region::divisions`]) of a code of version `2` or `2.1`, written with
    /// or without dots. Codes of Rev. 1 and 1.1 have none: the activity counts as not stated.
    pub fn division(&self, nace_version: &str, code: &str) -> Option<u8> {
        let division = self.rev2.division(nace_version, code)?;
        let place = self.divisions.iter().position(|known| known.code == division)?;
        u8::try_from(place).ok()
    }

    /// The markets and technologies an opportunity may name.
    pub fn concepts(&self) -> &Concepts {
        &self.concepts
    }

    /// The register with that code.
    pub fn register(&self, code: &str) -> Option<&Register> {
        self.registers.iter().find(|register| register.code == code)
    }

    /// Months after which a value of a field is stale: the field's own number, else its register's, else that of its class.
    pub fn shelf_life(&self, class: Class, field: &str, register: Option<&str>) -> u32 {
        let of_field = self.shelf_life.fields.get(field).and_then(|field| field.of(class));
        let of_register = || {
            let register = register.filter(|_| class == Class::Register)?;
            Some(self.register(register)?.shelf_life_months)
        };
        of_field
            .or_else(of_register)
            .unwrap_or_else(|| self.shelf_life.of(class))
    }

    /// The day it is here.
    pub fn today(&self, clock: &Clock) -> NaiveDate {
        self.zone.day(clock.now())
    }

    /// Among registers the value of the lower rank is shown; an unknown register comes last.
    pub fn rank(&self, register: &str) -> u32 {
        self.register(register).map_or(u32::MAX, |register| register.rank)
    }

    /// The chamber with that code.
    pub fn chamber(&self, code: &str) -> Option<&Chamber> {
        self.chambers.iter().find(|chamber| chamber.code == code)
    }

    /// The chambers of a territory by name, in the order of the reader's language.
    pub fn chambers_of<'a>(&'a self, territory: &str, t: T) -> Vec<&'a Chamber> {
        let mut found: Vec<_> = self
            .chambers
            .iter()
            .filter(|chamber| chamber.territory == territory)
            .collect();
        found.sort_by_cached_key(|chamber| t.collation_key(chamber.name.get(t.locale)));
        found
    }
}
