//! Where an organisation is: a list, and the map with what lies in the region.

use super::Reader;
use crate::organisations::model::OUTSIDE;
use crate::organisations::queries::{Organisation, PlaceView};
use crate::platform::region::{Bounds, Point, Position, Precision};
use crate::platform::web::{Drawing, Island, Result};

/// Places of the list that are shown at once.
const SHOWN: usize = 20;

/// A place of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub seat: bool,
    /// "Seat: Rue de la Loi 1, 4020 Liège".
    pub text: String,
    /// Says what its point on the map stands for, where no register states it.
    pub note: Option<String>,
    /// Its territory, where the organisation has places in several.
    pub territory: Option<String>,
}

/// What the box of places shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places {
    pub map: Option<String>,
    pub first: Vec<Place>,
    pub rest: Vec<Place>,
    /// The territories it counts in, where these are several.
    pub counted: Option<String>,
    /// Says why there is no place: only the court is known that registers it.
    pub court: Option<String>,
    /// Whether a point is GeoNames', which wants to be named.
    pub looked_up: bool,
}

/// The list, and the map if anything lies on it.
pub(super) fn places(organisation: &Organisation, reader: Reader<'_>) -> Result<Places> {
    let mut first = list(organisation, reader);
    let rest = first.split_off(first.len().min(SHOWN));
    let points = points(&organisation.places, reader.region.bounds);
    let map = if points.is_empty() {
        None
    } else {
        let mut drawing = Drawing::new(reader.region, reader.t).towns().island(Island::default());
        // The last one drawn lies on top: the seat.
        for (position, seat) in points.into_iter().rev() {
            drawing = drawing.place(position, seat);
        }
        Some(drawing.render()?)
    };
    Ok(Places {
        map,
        looked_up: first.iter().chain(&rest).any(|place| place.note.is_some()),
        first,
        rest,
        counted: counted(organisation, reader),
        court: court(organisation, reader),
    })
}

/// "Counted in Lorraine and in Saarland", where it counts in several territories.
fn counted(organisation: &Organisation, reader: Reader<'_>) -> Option<String> {
    let inside = organisation.territories.iter().filter(|code| *code != OUTSIDE);
    let names: Vec<&str> = inside
        .map(|code| reader.region.territory_name(code, reader.t.locale))
        .collect();
    let said = || {
        reader
            .t
            .with("organisations-counted", &[("territories", names.join(", ").into())])
    };
    (names.len() > 1).then(|| said().into_owned())
}

fn court(organisation: &Organisation, reader: Reader<'_>) -> Option<String> {
    let said = |court: &str| {
        reader
            .t
            .with("organisations-court", &[("court", court.to_owned().into())])
    };
    Some(said(organisation.court()?).into_owned())
}

/// Each place once: registers that agree on the seat are not listed twice.
fn list(organisation: &Organisation, reader: Reader<'_>) -> Vec<Place> {
    let places = &organisation.places;
    let several = organisation.territories.len() > 1;
    let seat = places.iter().find(|place| place.role == "seat");
    let home = seat.and_then(|place| place.country.as_deref());
    let mut shown: Vec<Place> = Vec::new();
    for place in places {
        let is_seat = place.role == "seat";
        let first = seat.is_some_and(|seat| std::ptr::eq(seat, place));
        let same = seat.is_some_and(|seat| seat.municipality == place.municipality && seat.country == place.country);
        if is_seat && !first && same {
            continue;
        }
        let role = if is_seat && !first {
            let name = reader.region.register(&place.register);
            let name = name.map_or(place.register.as_str(), |register| register.name.get(reader.t.locale));
            let variables = [("register", name.into())];
            reader.t.with("organisations-seat-by", &variables).into_owned()
        } else {
            reader.t.term("role", &place.role).into_owned()
        };
        let address = address(place, home, reader);
        let parts = [place.name.clone().unwrap_or_default(), address];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let variables = [("role", role.into()), ("place", parts.join(", ").into())];
        let territory = place.territory.as_str();
        let place = Place {
            seat: first,
            text: reader.t.with("organisations-place", &variables).into_owned(),
            note: drawn(place, reader.region.bounds).and_then(|position| note(position.precision, reader)),
            territory: several.then(|| reader.region.territory_name(territory, reader.t.locale).to_owned()),
        };
        if !parts.is_empty() && !shown.contains(&place) {
            shown.push(place);
        }
    }
    shown
}

/// "Boulevard de Berlaimont 14, 1000 Bruxelles, Belgium"; without the country where it is `home`.
pub(super) fn address(place: &PlaceView, home: Option<&str>, reader: Reader<'_>) -> String {
    let town = [place.postal_code.as_deref(), place.municipality.as_deref()];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let country = place.country.as_deref().filter(|code| home != Some(*code));
    let country = country.map(|code| reader.region.country_name(code, reader.t.locale).to_owned());
    let parts = [place.street.clone(), Some(town), country];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Points in the region, the seat first, those on the same spot once.
fn points(places: &[PlaceView], bounds: Bounds) -> Vec<(Position, bool)> {
    let mut points: Vec<(Position, bool)> = Vec::new();
    let mut seat = true;
    let mut ordered: Vec<&PlaceView> = places.iter().collect();
    ordered.sort_by_key(|place| place.role != "seat");
    for place in ordered {
        let Some(position) = drawn(place, bounds) else {
            continue;
        };
        if !points.iter().any(|(known, _)| known.point == position.point) {
            points.push((position, seat && place.role == "seat"));
            seat = seat && place.role != "seat";
        }
    }
    points
}

/// Where the map shows the place, if it lies in the region.
fn drawn(place: &PlaceView, bounds: Bounds) -> Option<Position> {
    let position = place.position.filter(|_| place.territory != OUTSIDE)?;
    let Point { lat, lon } = position.point;
    let inside = lat > bounds.south && lat < bounds.north && lon > bounds.west && lon < bounds.east;
    inside.then_some(position)
}

fn note(precision: Precision, reader: Reader<'_>) -> Option<String> {
    let said = || reader.t.term("precision", precision.code()).into_owned();
    precision.is_approximate().then(said)
}
