//! The map as one SVG, drawn on the server by the contract of web/README.md: territories, rivers, borders, towns, figures.
//!
//! Names of towns stand only where no figure, place or other name is.

use askama::Template;

use super::Error;
use super::arcs::ArcMark;
use crate::platform::region::{Outline, Position, Region, Side, Spot};
use crate::platform::texts::T;

/// What the island needs to fill the map.
#[derive(Debug, Clone, Default)]
pub struct Island {
    /// Where it asks for points; without, the map only pans and zooms.
    pub points: Option<String>,
    /// The box in force as a filter: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
}

/// A map, made step by step and rendered into a template by `{{ map|safe }}`.
pub struct Drawing<'a> {
    region: &'a Region,
    t: T,
    /// What is counted: the text that says so of a territory.
    counted: &'static str,
    figures: Vec<Figure>,
    chosen: Vec<String>,
    places: Vec<(Position, bool)>,
    towns: bool,
    bridges: Vec<Bridge>,
    island: Option<Island>,
}

/// What binds two territories.
struct Bridge {
    from: String,
    to: String,
    count: u64,
}

struct Figure {
    code: String,
    count: u64,
    href: String,
}

impl<'a> Drawing<'a> {
    /// Land, rivers and borders only.
    pub fn new(region: &'a Region, t: T) -> Self {
        Self {
            region,
            t,
            counted: "map-territory",
            figures: vec![],
            chosen: vec![],
            places: vec![],
            towns: false,
            bridges: vec![],
            island: None,
        }
    }

    /// A territory's number of organisations, and where a click leads.
    pub fn figure(mut self, territory: &str, count: u64, href: impl Into<String>) -> Self {
        self.figures.push(Figure {
            code: territory.to_owned(),
            count,
            href: href.into(),
        });
        self
    }

    /// Counts something else than organisations: the text that says so of a territory.
    pub fn of(mut self, counted: &'static str) -> Self {
        self.counted = counted;
        self
    }

    /// Marks a territory that is chosen as a filter.
    pub fn chosen(mut self, territory: &str) -> Self {
        self.chosen.push(territory.to_owned());
        self
    }

    /// What binds two territories, and how much of it: an arc, the wider the more.
    pub fn bridge(mut self, from: &str, to: &str, count: u64) -> Self {
        self.bridges.push(Bridge {
            from: from.to_owned(),
            to: to.to_owned(),
            count,
        });
        self
    }

    /// Names of towns.
    pub fn towns(mut self) -> Self {
        self.towns = true;
        self
    }

    /// A place of one organisation; its seat is drawn full, a point that stands for something larger with a dashed edge.
    pub fn place(mut self, position: Position, seat: bool) -> Self {
        self.places.push((position, seat));
        self
    }

    /// Lets the script take over.
    pub fn island(mut self, island: Island) -> Self {
        self.island = Some(island);
        self
    }

    /// The SVG within its `figure.map-frame`.
    pub fn render(&self) -> Result<String, Error> {
        let shapes = &self.region.map;
        let [.., width, height] = shapes.view_box;
        let projection = shapes.projection;
        let territories = shapes
            .territories
            .iter()
            .map(|outline| self.territory(outline))
            .collect();
        let spots = shapes.points.iter().map(|spot| self.spot(spot)).collect();
        let rivers = self.region.rivers.iter().map(|river| {
            let points = river.points.iter().enumerate().map(|(number, point)| {
                let (x, y) = projection.project(*point);
                format!("{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' })
            });
            points.collect()
        });
        let places = self.places.iter().map(|(position, seat)| {
            let (x, y) = projection.project(position.point);
            PlaceMark {
                x: short(x),
                y: short(y),
                seat: *seat,
                approximate: position.precision.is_approximate(),
            }
        });
        let arcs = self.bridges.iter().filter_map(|bridge| {
            let ends = (self.anchor(&bridge.from)?, self.anchor(&bridge.to)?);
            Some(ArcMark::between(ends, bridge.count))
        });
        let arcs = arcs.collect();
        let numbers = [projection.lon0, projection.lat0, projection.kx, projection.ky];
        let svg = Svg {
            t: self.t,
            view_box: shapes.view_box.map(|number| number.to_string()).join(" "),
            projection: numbers.map(|number| number.to_string()).join(" "),
            territories,
            rivers: rivers.collect(),
            border: &shapes.borders,
            towns: if self.towns {
                self.free_towns(width, height)
            } else {
                Vec::new()
            },
            spots,
            places: places.collect(),
            arcs,
            island: self.island.as_ref(),
        };
        svg.render().map_err(|error| Error::from(anyhow::Error::new(error)))
    }

    fn figure_of(&self, code: &str) -> Option<Shown<'_>> {
        let figure = self.figures.iter().find(|figure| figure.code == code)?;
        let name = self.region.territory_name(code, self.t.locale);
        let variables = [("territory", name.into()), ("count", figure.count.into())];
        Some(Shown {
            href: &figure.href,
            label: self.t.with(self.counted, &variables).into_owned(),
            count: self.t.number(figure.count),
            name: name.to_owned(),
            chosen: self.chosen.contains(&figure.code),
        })
    }

    /// Where a territory's figure or spot stands.
    fn anchor(&self, code: &str) -> Option<(f64, f64)> {
        let shapes = &self.region.map;
        let outline = shapes.territories.iter().find(|outline| outline.code == code);
        let spot = || shapes.points.iter().find(|spot| spot.code == code);
        outline
            .map(|outline| (outline.label.x, outline.label.y))
            .or_else(|| spot().map(|spot| (spot.x, spot.y)))
    }

    fn territory<'s>(&'s self, outline: &'s Outline) -> TerritoryMark<'s> {
        let (x, y) = (short(outline.label.x), short(outline.label.y));
        TerritoryMark {
            d: &outline.d,
            x,
            y,
            shown: self.figure_of(&outline.code),
        }
    }

    fn spot(&self, spot: &Spot) -> SpotMark<'_> {
        SpotMark {
            x: short(spot.x),
            y: short(spot.y),
            // The label begins a little beside the end of its line.
            end: format!("{} {}", short(spot.label.x - 4.0), short(spot.label.y - 4.0)),
            label_x: short(spot.label.x),
            label_y: short(spot.label.y),
            shown: self.figure_of(&spot.code),
        }
    }

    /// Towns in the order of the pack with room for their names: clear of figures, places, each other and the edge.
    fn free_towns(&self, width: f64, height: f64) -> Vec<TownMark> {
        let mut taken = self.taken();
        // Where points come, the script places the names anew around them.
        let filled = self.island.as_ref().is_some_and(|island| island.points.is_some());
        let mut marks = Vec::new();
        for city in &self.region.cities {
            let (x, y) = self.region.map.projection.project(city.point);
            // A dot beneath a figure would leave its name without one.
            let dot = Room::around(x, y, 4.0);
            if !filled && taken.iter().any(|other| dot.meets(other)) {
                continue;
            }
            let name = city.name.get(self.t.locale);
            let sides = [city.side, Side::Right, Side::Below, Side::Left, Side::Above];
            let free = sides
                .into_iter()
                .map(|side| Label::beside(x, y, name, side))
                .find(|label| {
                    let inside = label.room.left >= 0.0
                        && label.room.right <= width
                        && label.room.top >= 0.0
                        && label.room.bottom <= height;
                    inside && (filled || !taken.iter().any(|other| label.room.meets(other)))
                });
            let Some(label) = free else { continue };
            taken.push(dot);
            taken.push(label.room);
            marks.push(TownMark {
                x: short(x),
                y: short(y),
                dx: short(label.dx),
                dy: short(label.dy),
                anchor: label.anchor,
                name: name.to_owned(),
                minor: !city.seat,
            });
        }
        marks
    }

    /// Where figures and places stand.
    fn taken(&self) -> Vec<Room> {
        let shapes = &self.region.map;
        let mut taken = Vec::new();
        for outline in shapes
            .territories
            .iter()
            .filter(|outline| self.figure_of(&outline.code).is_some())
        {
            let name = self.region.territory_name(&outline.code, self.t.locale);
            let half = length(name, NAME_SIZE).max(50.0) / 2.0;
            let at = outline.label;
            taken.push(Room {
                left: at.x - half,
                right: at.x + half,
                top: at.y - 24.0,
                bottom: at.y + 24.0,
            });
        }
        for spot in &shapes.points {
            let name = self.region.territory_name(&spot.code, self.t.locale);
            let at = spot.label;
            taken.push(Room {
                left: at.x,
                right: at.x + length(name, NAME_SIZE),
                top: at.y - 24.0,
                bottom: at.y + 24.0,
            });
            taken.push(Room::around(spot.x, spot.y, 6.0));
        }
        for (position, _) in &self.places {
            let (x, y) = shapes.projection.project(position.point);
            taken.push(Room::around(x, y, 9.0));
        }
        taken
    }
}

/// Units of the view box: the sizes of web/styles/components/map.css.
const NAME_SIZE: f64 = 13.0;
const TOWN_SIZE: f64 = 12.0;

/// About how long a text is.
fn length(text: &str, size: f64) -> f64 {
    text.chars().map(|_| 0.55 * size).sum()
}

fn short(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

struct Room {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Room {
    fn around(x: f64, y: f64, radius: f64) -> Self {
        Self {
            left: x - radius,
            right: x + radius,
            top: y - radius,
            bottom: y + radius,
        }
    }

    fn meets(&self, other: &Room) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

struct Label {
    dx: f64,
    dy: f64,
    anchor: &'static str,
    room: Room,
}

impl Label {
    fn beside(x: f64, y: f64, name: &str, side: Side) -> Self {
        let (dx, dy, anchor) = match side {
            Side::Right => (6.0, 4.0, "start"),
            Side::Left => (-6.0, 4.0, "end"),
            Side::Above => (0.0, -6.0, "middle"),
            Side::Below => (0.0, 15.0, "middle"),
        };
        let long = length(name, TOWN_SIZE);
        let left = match side {
            Side::Right => x + dx,
            Side::Left => x + dx - long,
            Side::Above | Side::Below => x - long / 2.0,
        };
        let base = y + dy;
        let room = Room {
            left,
            right: left + long,
            top: base - TOWN_SIZE * 0.8,
            bottom: base + TOWN_SIZE * 0.25,
        };
        Self { dx, dy, anchor, room }
    }
}

#[derive(Template)]
#[template(path = "platform/web/map.html")]
struct Svg<'a> {
    t: T,
    view_box: String,
    projection: String,
    territories: Vec<TerritoryMark<'a>>,
    rivers: Vec<String>,
    border: &'a str,
    towns: Vec<TownMark>,
    spots: Vec<SpotMark<'a>>,
    places: Vec<PlaceMark>,
    arcs: Vec<ArcMark>,
    island: Option<&'a Island>,
}

impl Svg<'_> {
    fn bbox(&self, island: &Island) -> Option<String> {
        island.bbox.map(|sides| sides.map(|side| side.to_string()).join(","))
    }
}

struct Shown<'a> {
    href: &'a str,
    label: String,
    count: String,
    name: String,
    chosen: bool,
}

struct TerritoryMark<'a> {
    d: &'a str,
    x: String,
    y: String,
    shown: Option<Shown<'a>>,
}

struct SpotMark<'a> {
    x: String,
    y: String,
    end: String,
    label_x: String,
    label_y: String,
    shown: Option<Shown<'a>>,
}

struct TownMark {
    x: String,
    y: String,
    dx: String,
    dy: String,
    anchor: &'static str,
    name: String,
    minor: bool,
}

struct PlaceMark {
    x: String,
    y: String,
    seat: bool,
    approximate: bool,
}
