//! The outlines of `map.json`: what the map draws, and which outline holds a point.

use serde::Deserialize;

use super::load::LoadError;
use super::model::{Point, Territory};

const FILE: &str = "map.json";

/// Everything the map is drawn from, in units of the view box.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MapShapes {
    /// Left, top, width, height.
    pub view_box: [f64; 4],
    /// From degrees to units.
    pub projection: Projection,
    /// Territories with an outline.
    pub territories: Vec<Outline>,
    /// Territories without one.
    pub points: Vec<Spot>,
    /// Path data of the borders between countries.
    pub borders: String,
}

/// `x = (longitude - lon0) * kx`, `y = (lat0 - latitude) * ky`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[allow(missing_docs, reason = "the four numbers above")]
pub struct Projection {
    pub lon0: f64,
    pub lat0: f64,
    pub kx: f64,
    pub ky: f64,
}

impl Projection {
    /// Units of the drawing.
    pub fn project(&self, point: Point) -> (f64, f64) {
        ((point.lon - self.lon0) * self.kx, (self.lat0 - point.lat) * self.ky)
    }
}

/// A territory's outline.
#[derive(Debug, Deserialize)]
pub struct Outline {
    /// Its code.
    pub code: String,
    /// Its country.
    pub country: String,
    /// Path data.
    pub d: String,
    /// The middle of its figure and name.
    pub label: Place,
    #[serde(skip)]
    rings: Vec<Vec<(f64, f64)>>,
}

/// A territory drawn as a point, with a line to its label.
#[derive(Debug, Deserialize)]
#[allow(missing_docs, reason = "code and country as above, x and y of the point")]
pub struct Spot {
    pub code: String,
    pub country: String,
    pub x: f64,
    pub y: f64,
    /// Where its label begins.
    pub label: Place,
}

/// A place in units of the drawing.
#[derive(Debug, Clone, Copy, Deserialize)]
#[allow(missing_docs, reason = "x and y")]
pub struct Place {
    pub x: f64,
    pub y: f64,
}

impl MapShapes {
    /// Reads `map.json`.
    pub(super) fn parse(text: &str) -> Result<Self, LoadError> {
        let mut shapes: Self = serde_json::from_str(text).map_err(|error| LoadError::syntax(FILE, error))?;
        for outline in &mut shapes.territories {
            let fault = || {
                LoadError::field(
                    FILE,
                    format!("territory {}.d", outline.code),
                    "M, l and z with numbers are read",
                )
            };
            outline.rings = rings(&outline.d).ok_or_else(fault)?;
        }
        Ok(shapes)
    }

    /// Each territory is drawn once, and nothing else.
    pub(super) fn check(&self, territories: &[Territory]) -> Result<(), LoadError> {
        let codes = || {
            self.territories
                .iter()
                .map(|o| &o.code)
                .chain(self.points.iter().map(|spot| &spot.code))
        };
        for territory in territories {
            if codes().filter(|code| **code == territory.code).count() != 1 {
                return Err(LoadError::field(
                    FILE,
                    format!("territory {}", territory.code),
                    "it is drawn once",
                ));
            }
        }
        match codes().find(|code| !territories.iter().any(|territory| territory.code == **code)) {
            Some(code) => Err(LoadError::field(
                FILE,
                format!("territory {code}"),
                "region.toml lacks it",
            )),
            None => Ok(()),
        }
    }

    /// The territory of that country whose outline holds the point.
    pub fn territory_at(&self, point: Point, country: &str) -> Option<&str> {
        let at = self.projection.project(point);
        let mut here = self.territories.iter().filter(|outline| outline.country == country);
        here.find(|outline| holds(&outline.rings, at))
            .map(|outline| outline.code.as_str())
    }
}

/// Even-odd: a line to the right crosses the rings an odd number of times.
fn holds(rings: &[Vec<(f64, f64)>], (x, y): (f64, f64)) -> bool {
    let mut inside = false;
    for ring in rings {
        let mut previous = ring.last().copied().unwrap_or_default();
        for &corner in ring {
            let (a, b) = (previous, corner);
            if (a.1 > y) != (b.1 > y) && x < (b.0 - a.0) * (y - a.1) / (b.1 - a.1) + a.0 {
                inside = !inside;
            }
            previous = corner;
        }
    }
    inside
}

/// Path data of moves, relative lines and closings as rings of corners.
fn rings(d: &str) -> Option<Vec<Vec<(f64, f64)>>> {
    let mut rings = Vec::new();
    let mut at = (0.0, 0.0);
    for part in d.split(['z', 'Z']).filter(|part| !part.trim().is_empty()) {
        let (start, lines) = part
            .trim()
            .strip_prefix('M')?
            .split_once('l')
            .unwrap_or((part.trim().strip_prefix('M')?, ""));
        let start = numbers(start)?;
        at = (*start.first()?, *start.get(1)?);
        let mut ring = vec![at];
        for step in numbers(&lines.replace('l', " "))?.chunks(2) {
            at = (at.0 + step.first()?, at.1 + step.get(1)?);
            ring.push(at);
        }
        rings.push(ring);
    }
    let _ = at;
    Some(rings)
}

/// Numbers parted by white space, commas or a minus sign.
fn numbers(text: &str) -> Option<Vec<f64>> {
    let parted = text.replace('-', " -");
    parted
        .split([' ', ','])
        .filter(|number| !number.is_empty())
        .map(|number| number.parse().ok())
        .collect()
}
