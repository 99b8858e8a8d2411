//! Addresses, texts in several languages, and days or years of foundation.
//! Nothing is looked up here: a country or a point is known only if the register states it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text by language; `und` where the register does not say which language it is.
pub type Texts = BTreeMap<String, String>;

/// A postal address as the register writes it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Box within the house.
    #[serde(default, rename = "box", skip_serializing_if = "Option::is_none")]
    pub box_: Option<String>,
    /// ISO 3166-1 alpha-2, upper case. `None`: not stated, or stated by a name in `country_name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The country's name by language, only where the name is not one of the known ones.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub country_name: Texts,
    /// Whatever else the register writes: a building, a floor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extra: Option<String>,
    /// Municipality by language.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub municipality: Texts,
    /// House number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Latitude and longitude in degrees (WGS 84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<(f64, f64)>,
    /// Postal code as written; a foreign one may carry its country (`L-8399`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Street by language, without the number.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub street: Texts,
    /// The day the register struck this address off; it is still listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub struck_off: Option<NaiveDate>,
}

impl Address {
    /// The municipality for a reader of the `preferred` languages, see [`text`].
    #[must_use]
    pub fn municipality(&self, preferred: &[&str]) -> Option<&str> {
        text(&self.municipality, preferred)
    }

    /// Street, house number and box on one line, Belgian writing: `Rue Petite Aise 20 b A`.
    ///
    /// `None` if the register states neither street nor number.
    ///
    /// ```
    /// use registers::Address;
    /// let mut address = Address { number: Some("20".into()), ..Address::default() };
    /// address.street.insert("fr".into(), "Rue Petite Aise".into());
    /// assert_eq!(address.street_line(&["fr"]).as_deref(), Some("Rue Petite Aise 20"));
    /// ```
    #[must_use]
    pub fn street_line(&self, preferred: &[&str]) -> Option<String> {
        let street = text(&self.street, preferred).map(str::to_owned);
        let box_ = self.box_.as_ref().map(|b| format!("b {b}"));
        let parts: Vec<String> = [street, self.number.clone(), box_].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// The text in the first of the `preferred` languages that has one, else in the first language of
/// the alphabet; `None` only if there is no text at all.
///
/// ```
/// use registers::{text, Texts};
/// let name = Texts::from([("nl".into(), "Luik".into()), ("fr".into(), "Liège".into())]);
/// assert_eq!(text(&name, &["de", "nl"]), Some("Luik"));
/// assert_eq!(text(&name, &["de"]), Some("Liège"));
/// ```
#[must_use]
pub fn text<'a>(texts: &'a Texts, preferred: &[&str]) -> Option<&'a str> {
    preferred
        .iter()
        .find_map(|language| texts.get(*language))
        .or_else(|| texts.values().next())
        .map(String::as_str)
}

/// When an organisation was founded, as exactly as the register knows.
///
/// In JSON a string: `"1960-08-09"` or `"1850"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Founded {
    /// The year only, of the Gregorian calendar.
    Year(i32),
    /// The day.
    Day(NaiveDate),
}

impl Founded {
    /// The year, which both forms have.
    #[must_use]
    pub fn year(&self) -> i32 {
        match self {
            Self::Year(year) => *year,
            Self::Day(day) => day.year(),
        }
    }
}

impl fmt::Display for Founded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for Founded {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Ok(day) = text.parse() {
            return Ok(Self::Day(day));
        }
        text.parse()
            .map(Self::Year)
            .map_err(|_| format!("neither a day (2019-12-31) nor a year: {text:?}"))
    }
}

impl Serialize for Founded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Founded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
