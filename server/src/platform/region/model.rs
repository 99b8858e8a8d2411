//! The types of the pack's files, as README.md of the pack describes them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::platform::texts::Locale;

/// A text in the three languages of the interface; in JSON a language map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Localized {
    /// French.
    pub fr: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

impl Localized {
    /// The text in one language.
    pub fn get(&self, locale: Locale) -> &str {
        match locale {
            Locale::Fr => &self.fr,
            Locale::De => &self.de,
            Locale::En => &self.en,
        }
    }
}

/// Latitude and longitude in decimal degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(from = "[f64; 2]")]
pub struct Point {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

impl From<[f64; 2]> for Point {
    fn from([lat, lon]: [f64; 2]) -> Self {
        Self { lat, lon }
    }
}

/// A box in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the four sides")]
pub struct Bounds {
    pub south: f64,
    pub west: f64,
    pub north: f64,
    pub east: f64,
}

/// How much there is to cover.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estimate {
    /// Known or assumed number of start-ups.
    pub startups: u64,
    /// Where that number comes from.
    pub note: Localized,
}

/// A part of the region.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Territory {
    /// Stable; used in addresses and the API.
    pub code: String,
    /// Name for people.
    pub name: Localized,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// NUTS 2021 codes; the longest that begins an address's code decides.
    pub nuts: Vec<String>,
    /// Prefixes and ranges of postal codes.
    pub postal: Vec<String>,
    /// Divisions of GeoNames that make it up: `DE.09`. None: its outline decides.
    #[serde(default)]
    pub geonames: Vec<String>,
    /// Municipalities that belong to it although their division belongs to another.
    #[serde(default)]
    pub municipalities: Vec<String>,
    /// What the EUIDs of the companies registered in it begin with.
    #[serde(default)]
    pub registries: Vec<String>,
    /// Where the map writes the territory's figure.
    pub label: Point,
    /// The seat of its institutions.
    pub seat: Seat,
}

/// A town with its place.
#[derive(Debug, Clone, Deserialize)]
pub struct Seat {
    /// Its name.
    #[serde(flatten)]
    pub name: Localized,
    /// Where it is.
    pub point: Point,
}

/// A chamber that may operate a part of the platform.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chamber {
    /// A slug.
    pub code: String,
    /// Name for people; in its own language the official one.
    pub name: Localized,
    /// Code of its territory.
    pub territory: String,
    /// In which it answers, the first one first.
    pub languages: Vec<String>,
    /// Where it sits.
    pub city: Localized,
    /// Address of its web site.
    pub website: String,
    /// Working days in which it means to decide.
    pub target_days: u16,
}

/// A division of NACE Rev. 2.1.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// Two digits.
    pub code: String,
    /// A short label.
    pub name: Localized,
}

/// A register: who publishes it, under which licence, how long its data stay fresh.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// `kbo`, `ror` …
    pub code: String,
    /// Name for people.
    pub name: Localized,
    /// Who publishes it.
    pub publisher: Localized,
    /// Name of the licence.
    pub licence: Localized,
    /// Address of the licence.
    pub licence_url: Option<String>,
    /// To be shown where its data are shown.
    pub attribution: Localized,
    /// Its address.
    pub url: String,
    /// Where it shows one record to people: `{number}` stands for the record's number.
    #[serde(default)]
    pub record_url: Option<String>,
    /// Months after which its values are stale.
    pub shelf_life_months: u32,
    /// Among registers the value of the lower rank is shown.
    pub rank: u32,
}

/// Whose data besides registers are in the pack: outlines, places.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    /// Name for people.
    pub name: Localized,
    /// To be shown where its data are named.
    pub attribution: Localized,
    /// Name of the licence.
    pub licence: Localized,
    /// Address of the licence.
    pub licence_url: Option<String>,
    /// Its address.
    pub url: String,
}

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Read from an official register.
    Register,
    /// Checked by a chamber.
    Attested,
    /// Said by the organisation.
    Declared,
}

/// Months after which a value of that class is stale.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the classes")]
pub struct ShelfLife {
    pub register: u32,
    pub attested: u32,
    pub declared: u32,
    /// Fields that keep longer or shorter than others, by their code.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldLife>,
}

/// Months of one field, where they are not those of its class.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the classes")]
pub struct FieldLife {
    pub register: Option<u32>,
    pub attested: Option<u32>,
    pub declared: Option<u32>,
}

impl FieldLife {
    /// The months of one class.
    pub fn of(&self, class: Class) -> Option<u32> {
        match class {
            Class::Register => self.register,
            Class::Attested => self.attested,
            Class::Declared => self.declared,
        }
    }
}

/// When owners are asked whether what is known still holds.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reconfirm {
    /// Days before the first value becomes stale on which they are written to, the most first; once more after that day.
    pub days_before: Vec<u16>,
    /// Days for which the link of such a letter is good.
    pub link_days: u16,
}

impl Default for Reconfirm {
    fn default() -> Self {
        Self {
            days_before: vec![30, 14, 3],
            link_days: 60,
        }
    }
}

impl ShelfLife {
    /// The months of one class.
    pub fn of(&self, class: Class) -> u32 {
        match class {
            Class::Register => self.register,
            Class::Attested => self.attested,
            Class::Declared => self.declared,
        }
    }
}

/// A river, from the source down.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct River {
    /// A slug.
    pub code: String,
    /// Name for people.
    pub name: Localized,
    /// Its course.
    pub points: Vec<Point>,
}

/// Where a town's name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the four sides")]
pub enum Side {
    Right,
    Left,
    Above,
    Below,
}

/// A town on the map.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// Its name.
    pub name: Localized,
    /// Where it is.
    pub point: Point,
    /// Where its name is written.
    pub side: Side,
    /// Whether it is written even on the smallest map.
    pub seat: bool,
}
