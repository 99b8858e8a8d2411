//! The table of places: by country and key of the name, and by postal code. Built once, asked a million times.

use std::collections::HashMap;

use super::super::model::{Point, Territory};
use super::super::postal::digits;
use super::super::shapes::MapShapes;
use super::stored::{Coded, Named, Provenance};
use super::{Asked, ByCode, Position, Precision, Unplaced, key};

/// Two points within that many degrees of latitude are the same municipality, or a part of it: some 17 km.
const NEAR: f64 = 0.15;
/// So many times the inhabitants of all others of its name has a place that is meant where nothing else tells.
const DOMINANT: u32 = 10;
/// A kilometre of longitude is so much shorter than one of latitude here, squared.
const SQUEEZE: f64 = 0.42;

/// All places by country and key.
#[derive(Debug)]
pub(in crate::platform::region) struct Places {
    names: HashMap<Box<str>, Vec<Spot>>,
    codes: HashMap<u64, Code>,
    middles: Vec<Point>,
    /// Whether a territory has no division of its own: then its postal codes alone say what belongs to it.
    undivided: Vec<bool>,
    /// Where the names and the postal codes come from, where they do not come with the binary.
    pub(in crate::platform::region) provenance: Vec<Provenance>,
}

/// A place with some name.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Spot {
    point: Point,
    population: u32,
    territory: Option<u8>,
    /// Whether it is its first name.
    own: bool,
}

/// A postal code: the middle of its places, and each by key.
#[derive(Debug)]
struct Code {
    middle: Point,
    places: Vec<(Box<str>, Point)>,
}

/// What is needed beside the rows.
#[derive(Clone, Copy)]
pub(in crate::platform::region) struct Ground<'a> {
    pub(in crate::platform::region) territories: &'a [Territory],
    pub(in crate::platform::region) map: &'a MapShapes,
    pub(in crate::platform::region) exonyms: &'a [Vec<String>],
}

impl Places {
    /// Builds the table; a place belongs to the territory of its division, else to the one whose outline holds it.
    pub(in crate::platform::region) fn build(ground: Ground<'_>, named: &[Named<'_>], coded: &[Coded<'_>]) -> Self {
        let mut names: HashMap<Box<str>, Vec<Spot>> = HashMap::new();
        let mut inside: Vec<Vec<Point>> = vec![Vec::new(); ground.territories.len()];
        for place in named {
            let territory = territory_of(ground, place);
            if let Some(points) = territory.and_then(|at| inside.get_mut(usize::from(at))) {
                points.push(place.point);
            }
            let spot = Spot {
                point: place.point,
                population: place.population,
                territory,
                own: true,
            };
            let full = full_key(place.country, place.name);
            let bare = key::bare(&full).map(Box::from);
            let others = place.others.iter().map(|name| full_key(place.country, name).into());
            for other in others.chain(bare) {
                add(&mut names, other, Spot { own: false, ..spot });
            }
            add(&mut names, full.into(), spot);
        }
        call_by_exonyms(&mut names, ground);
        settle_municipalities(&mut names, ground.territories);
        // A territory that is a point on the map has no places of its own: its seat is its middle.
        let middles = ground.territories.iter().zip(&inside);
        let middles = middles.map(|(territory, points)| middle(points).unwrap_or(territory.seat.point));
        Self {
            names,
            codes: codes(coded),
            middles: middles.collect(),
            undivided: ground
                .territories
                .iter()
                .map(|territory| territory.geonames.is_empty())
                .collect(),
            provenance: Vec::new(),
        }
    }

    /// Where the address lies and in which territory, as far as its postal code does not say already.
    pub(in crate::platform::region) fn find(
        &self,
        asked: Asked<'_>,
        by_code: ByCode,
    ) -> (Option<u8>, Result<Position, Unplaced>) {
        let code = code_key(asked.country, asked.postal_code).and_then(|code| self.codes.get(&code));
        let mut key = String::with_capacity(48);
        let mut ambiguous = false;
        for name in asked.names {
            key.clear();
            key.push_str(asked.country);
            key.push(':');
            key::append(&mut key, name);
            if let Some((_, point)) = code.and_then(|code| code.places.iter().find(|(known, _)| **known == *key)) {
                return (inside(by_code), Ok(at(*point, Precision::Municipality)));
            }
            let near = code.map(|code| code.middle).or(asked.point);
            match self.named(&key, asked.country.len() + 1, by_code, near) {
                Choice::One(spot) => {
                    return (
                        inside(by_code).or(spot.territory),
                        Ok(at(spot.point, Precision::Municipality)),
                    );
                }
                Choice::Several => ambiguous = true,
                Choice::None => {}
            }
        }
        let territory = inside(by_code);
        if let Some(code) = code {
            return (territory, Ok(at(code.middle, Precision::PostalCode)));
        }
        let said = asked.names.iter().any(|name| !name.is_empty()) || !asked.postal_code.is_empty();
        if let Some(middle) = territory
            .filter(|_| said)
            .and_then(|place| self.middles.get(usize::from(place)))
        {
            return (territory, Ok(at(*middle, Precision::Territory)));
        }
        let why = match (asked.country, said) {
            ("", _) => Unplaced::NoCountry,
            (_, false) => Unplaced::NoPlace,
            _ if ambiguous => Unplaced::Ambiguous,
            _ => Unplaced::Unknown,
        };
        (territory, Err(why))
    }

    /// The place of that key, or of what is left of it without its last words.
    fn named(&self, key: &str, prefix: usize, by_code: ByCode, near: Option<Point>) -> Choice {
        let mut asked = key;
        loop {
            if let Some(spots) = self.names.get(asked) {
                let fits = |spot: &&Spot| match by_code {
                    ByCode::Inside(territory) => spot.territory == Some(territory) || self.is_undivided(territory),
                    ByCode::Outside => spot.territory.is_none(),
                    ByCode::Unsaid => true,
                };
                let chosen = choose(|| spots.iter().filter(fits), near);
                if chosen != Choice::None {
                    return chosen;
                }
            }
            match key::shorter(asked, prefix) {
                Some(less) => asked = less,
                None => return Choice::None,
            }
        }
    }

    fn is_undivided(&self, territory: u8) -> bool {
        self.undivided.get(usize::from(territory)).copied().unwrap_or_default()
    }
}

fn at(point: Point, precision: Precision) -> Position {
    Position { point, precision }
}

fn inside(by_code: ByCode) -> Option<u8> {
    match by_code {
        ByCode::Inside(territory) => Some(territory),
        ByCode::Outside | ByCode::Unsaid => None,
    }
}

/// Which of several places of a name is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Choice {
    One(Spot),
    Several,
    None,
}

/// Places by their own name before others; of those the nearest, or the only one, or the one that is so much larger that nobody
/// who means another would leave it at the name.
fn choose<'s, I: Iterator<Item = &'s Spot>>(fitting: impl Fn() -> I, near: Option<Point>) -> Choice {
    if let Some(near) = near {
        let nearest = fitting().min_by(|a, b| distance(a.point, near).total_cmp(&distance(b.point, near)));
        let nearest = nearest.filter(|spot| distance(spot.point, near) < NEAR * NEAR);
        return nearest.map_or(Choice::None, |spot| Choice::One(*spot));
    }
    let own = fitting().any(|spot| spot.own);
    let mut candidates = fitting().filter(|spot| spot.own || !own);
    let Some(first) = candidates.next() else {
        return Choice::None;
    };
    let (mut best, mut rest, mut apart) = (first, 0_u32, false);
    for spot in candidates {
        let larger = spot.population > best.population;
        rest = rest.saturating_add(if larger { best.population } else { spot.population });
        apart |= distance(first.point, spot.point) > NEAR * NEAR;
        if larger {
            best = spot;
        }
    }
    if !apart || (best.population > 0 && best.population >= rest.saturating_mul(DOMINANT)) {
        Choice::One(*best)
    } else {
        Choice::Several
    }
}

/// The square of the distance in degrees of latitude.
fn distance(a: Point, b: Point) -> f64 {
    let (lat, lon) = (a.lat - b.lat, a.lon - b.lon);
    lat * lat + lon * lon * SQUEEZE
}

fn full_key(country: &str, name: &str) -> String {
    let mut full = format!("{country}:");
    key::append(&mut full, name);
    full
}

fn add(names: &mut HashMap<Box<str>, Vec<Spot>>, key: Box<str>, spot: Spot) {
    if key.ends_with(':') {
        return;
    }
    let spots = names.entry(key).or_default();
    match spots.iter_mut().find(|known| known.point == spot.point) {
        Some(known) => known.own |= spot.own,
        None => spots.push(spot),
    }
}

/// The territory with the longest of its codes of GeoNames that begins the place's.
fn territory_of(ground: Ground<'_>, place: &Named<'_>) -> Option<u8> {
    let begins = |code: &str| {
        let rest = place.division.strip_prefix(code);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let length = |territory: &Territory| {
        let fitting = territory.geonames.iter().filter(|code| begins(code));
        fitting.map(String::len).max()
    };
    let mut longest: Option<(usize, usize)> = None;
    for (place, territory) in ground.territories.iter().enumerate() {
        if let Some(length) = length(territory).filter(|length| longest.is_none_or(|(known, _)| *length > known)) {
            longest = Some((length, place));
        }
    }
    let by_division = longest.map(|(_, place)| place);
    // Where the pack knows the country's divisions, one it does not name lies outside.
    let divided = || {
        let mut here = ground
            .territories
            .iter()
            .filter(|territory| territory.country == place.country);
        here.any(|territory| !territory.geonames.is_empty())
    };
    let by_outline = || {
        let code = ground
            .map
            .territory_at(place.point, place.country)
            .filter(|_| !divided())?;
        ground.territories.iter().position(|territory| territory.code == code)
    };
    by_division
        .or_else(by_outline)
        .and_then(|place| u8::try_from(place).ok())
}

/// What a place is called elsewhere leads to it too, in each country that has a place of its own name.
fn call_by_exonyms(names: &mut HashMap<Box<str>, Vec<Spot>>, ground: Ground<'_>) {
    let mut countries: Vec<&str> = ground
        .territories
        .iter()
        .map(|territory| territory.country.as_str())
        .collect();
    countries.sort_unstable();
    countries.dedup();
    for group in ground.exonyms {
        for country in &countries {
            let keys: Vec<String> = group.iter().map(|name| full_key(country, name)).collect();
            // Lists differ in which name they have first: the first of the group that any of them knows is the place.
            let known = keys.iter().find_map(|key| {
                names
                    .get(key.as_str())
                    .filter(|spots| spots.iter().any(|spot| spot.own))
            });
            let Some(spots) = known.cloned() else { continue };
            for key in &keys {
                for spot in spots.iter().filter(|spot| spot.own) {
                    add(names, key.as_str().into(), Spot { own: false, ..*spot });
                }
            }
        }
    }
}

/// Places of the municipalities a territory names are its own, by whichever name they were found.
fn settle_municipalities(names: &mut HashMap<Box<str>, Vec<Spot>>, territories: &[Territory]) {
    for (territory, place) in territories.iter().zip(0_u8..) {
        let mut points = Vec::new();
        for name in &territory.municipalities {
            let spots = names.get(full_key(&territory.country, name).as_str());
            points.extend(spots.into_iter().flatten().map(|spot| spot.point));
        }
        if points.is_empty() {
            continue;
        }
        for spot in names.values_mut().flatten().filter(|spot| points.contains(&spot.point)) {
            spot.territory = Some(place);
        }
    }
}

fn codes(coded: &[Coded<'_>]) -> HashMap<u64, Code> {
    let mut places: HashMap<u64, Vec<(Box<str>, Point)>> = HashMap::new();
    for row in coded {
        if let Some(code) = code_key(row.country, row.code) {
            let key = full_key(row.country, row.name).into();
            places.entry(code).or_default().push((key, row.point));
        }
    }
    let code = |(code, places): (u64, Vec<(Box<str>, Point)>)| {
        let points: Vec<Point> = places.iter().map(|(_, point)| *point).collect();
        let middle = middle(&points)?;
        Some((code, Code { middle, places }))
    };
    places.into_iter().filter_map(code).collect()
}

/// The middle of some points; none of none.
fn middle(points: &[Point]) -> Option<Point> {
    let count = f64::from(u32::try_from(points.len()).ok().filter(|count| *count > 0)?);
    Some(Point {
        lat: points.iter().map(|point| point.lat).sum::<f64>() / count,
        lon: points.iter().map(|point| point.lon).sum::<f64>() / count,
    })
}

/// Country and digits of a postal code in one number, which needs no allocation to look up.
fn code_key(country: &str, code: &str) -> Option<u64> {
    let [first, second] = country.as_bytes() else {
        return None;
    };
    let digits = digits(code)?;
    let number: u64 = digits.parse().ok().filter(|number| *number < 1 << 40)?;
    let length = u64::try_from(digits.len()).ok()?;
    Some(u64::from(*first) << 56 | u64::from(*second) << 48 | length << 40 | number)
}
