//! Municipalities and where they lie, by folded name within a country.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::load::LoadError;
use super::model::{Point, Territory};
use super::shapes::MapShapes;

const FILE: &str = "places.tsv";

/// Where something lies, and how well that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// The point.
    pub point: Point,
    /// How near it is to the real one.
    pub precision: Precision,
}

/// What a point stands for: the middle of a municipality lies some kilometres off, that of a territory tens of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// Its register states the point.
    Stated,
    /// The middle of its municipality.
    Municipality,
    /// The middle of its territory's places.
    Territory,
}

impl Precision {
    /// The stable code, in the database and the API.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Municipality => "municipality",
            Self::Territory => "territory",
        }
    }

    /// The one with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Stated, Self::Municipality, Self::Territory];
        all.into_iter().find(|precision| precision.code() == code)
    }

    /// Whether the point stands for something larger.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        self != Self::Stated
    }
}

#[derive(Debug)]
struct Place {
    point: Point,
    population: u64,
    territory: Option<usize>,
}

/// All places by country and folded name, and the middle of each territory.
#[derive(Debug)]
pub(super) struct Places {
    by_name: HashMap<String, HashMap<String, Vec<Place>>>,
    middles: Vec<Point>,
}

impl Places {
    /// Reads the table; a place belongs to the territory whose outline holds it.
    pub(super) fn parse(table: &str, territories: &[Territory], map: &MapShapes) -> Result<Self, LoadError> {
        let mut by_name: HashMap<String, HashMap<String, Vec<Place>>> = HashMap::new();
        let mut sums = vec![(0.0, 0.0, 0.0); territories.len()];
        for (number, line) in table.lines().enumerate().skip(1) {
            let fault =
                |field: &str| LoadError::field(FILE, format!("line {}, {field}", number + 1), "missing or no number");
            let mut cells = line.split('\t');
            let name = cells
                .next()
                .filter(|name| !name.is_empty())
                .ok_or_else(|| fault("name"))?;
            let mut degrees = |field| {
                cells
                    .next()
                    .and_then(|cell| cell.parse::<f64>().ok())
                    .ok_or_else(|| fault(field))
            };
            let point = Point {
                lat: degrees("lat")?,
                lon: degrees("lon")?,
            };
            let country = cells.next().ok_or_else(|| fault("country"))?;
            let population = cells
                .next()
                .and_then(|cell| cell.parse().ok())
                .ok_or_else(|| fault("population"))?;
            let code = map.territory_at(point, country);
            let territory = code.and_then(|code| territories.iter().position(|territory| territory.code == code));
            if let Some((lat, lon, count)) = territory.and_then(|place| sums.get_mut(place)) {
                (*lat, *lon, *count) = (*lat + point.lat, *lon + point.lon, *count + 1.0);
            }
            let names = by_name.entry(country.to_owned()).or_default();
            names.entry(fold(name)).or_default().push(Place {
                point,
                population,
                territory,
            });
        }
        for place in by_name.values_mut().flat_map(HashMap::values_mut) {
            place.sort_by_key(|place| std::cmp::Reverse(place.population));
        }
        // A territory that is a point on the map has no outline and thus no places: its seat is its middle.
        let middle = |(territory, &(lat, lon, count)): (&Territory, &(f64, f64, f64))| match count {
            0.0 => territory.seat.point,
            _ => Point {
                lat: lat / count,
                lon: lon / count,
            },
        };
        let middles = territories.iter().zip(&sums).map(middle).collect();
        Ok(Self { by_name, middles })
    }

    pub(super) fn find(&self, country: &str, territory: Option<usize>, names: &[&str]) -> Option<Position> {
        let known = self.by_name.get(country);
        for name in names {
            let Some(places) = known.and_then(|known| known.get(&fold(name))) else {
                continue;
            };
            let here = places
                .iter()
                .find(|place| territory.is_some() && place.territory == territory);
            if let Some(place) = here.or(places.first()) {
                return Some(Position {
                    point: place.point,
                    precision: Precision::Municipality,
                });
            }
        }
        let point = *self.middles.get(territory?)?;
        Some(Position {
            point,
            precision: Precision::Territory,
        })
    }
}

/// Small letters without accents, ß as ss, everything else than letters and digits as one space.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            c if c.is_alphanumeric() => folded.push(c),
            _ if !folded.ends_with(' ') => folded.push(' '),
            _ => {}
        }
    }
    folded.trim().to_owned()
}
