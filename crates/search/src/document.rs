//! What is put into an index: text by field, facets by number, a point and sort keys.
//! A document is checked before it is written, so that a fault is named where it was made.

use thiserror::Error;

use crate::definition::Facet;

/// Sort names are cut to this many bytes: names that agree so far follow each other by id.
pub const MAX_SORT_NAME: usize = 96;

/// The language of a text. It does not change how the text is searched yet; it is kept so that
/// word forms of one language can be added without asking every caller again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// French.
    French,
    /// German.
    German,
    /// English.
    English,
    /// Any other, or not known.
    Other,
}

/// The values of one facet of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One value, or [`Values::NOT_STATED`].
    One(u8),
    /// A set: bit *n* stands for value *n*; no bit means not stated.
    Many(u128),
}

impl Values {
    /// A facet of one value that the document does not state.
    pub const NOT_STATED: Values = Values::One(u8::MAX);
}

/// A document, whole: a later version replaces all of it.
///
/// ```
/// use search::{Document, Language};
/// let document = Document {
///     names: vec!["Brauerei am Markt".into()],
///     texts: vec![(Language::German, "Ein Keller voller Fässer.".into())],
///     point: Some((49.6, 6.1)),
///     ..Document::new([1; 16], 3)
/// };
/// assert_eq!(document.version, 3);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What the document is known by; never reused for another one.
    pub id: [u8; 16],
    /// Grows with each change; an older version never replaces a newer one.
    pub version: u64,
    /// The name as the bytes to sort by (a collation key), cut to [`MAX_SORT_NAME`].
    pub sort_name: Vec<u8>,
    /// Names; they weigh most.
    pub names: Vec<String>,
    /// Names of places.
    pub places: Vec<String>,
    /// Running text; it weighs least.
    pub texts: Vec<(Language, String)>,
    /// Identifiers, found only when written in full (spaces and stops do not matter).
    pub codes: Vec<String>,
    /// One entry for each facet of the definition, in its order.
    pub facets: Vec<Values>,
    /// Latitude and longitude in degrees.
    pub point: Option<(f32, f32)>,
    /// When the document came up, for [`crate::Sort::Newest`]; microseconds.
    pub newest: i64,
    /// Of which day its content is, for [`crate::Sort::Age`]; `i32::MIN` when not known.
    pub as_of: i32,
}

impl Document {
    /// A document without content, to be filled with the `..` syntax.
    pub fn new(id: [u8; 16], version: u64) -> Self {
        Self {
            id,
            version,
            sort_name: Vec::new(),
            names: Vec::new(),
            places: Vec::new(),
            texts: Vec::new(),
            codes: Vec::new(),
            facets: Vec::new(),
            point: None,
            newest: 0,
            as_of: i32::MIN,
        }
    }

    /// Checks the document against the facets of the index.
    pub(crate) fn check(&self, facets: &[Facet]) -> Result<(), DocumentError> {
        if self.facets.len() != facets.len() {
            return Err(DocumentError::Facets {
                expected: facets.len(),
                found: self.facets.len(),
            });
        }
        for (facet, values) in facets.iter().zip(&self.facets) {
            let fits = match *values {
                Values::One(value) => !facet.many && (value == u8::MAX || usize::from(value) < facet.values),
                Values::Many(set) => facet.many && set & !known(facet.values) == 0,
            };
            if !fits {
                return Err(DocumentError::Value {
                    facet: facet.name.clone(),
                    values: *values,
                });
            }
        }
        match self.point {
            Some((lat, lon)) if !(lat.abs() <= 90.0 && lon.abs() <= 180.0) => Err(DocumentError::Point { lat, lon }),
            _ => Ok(()),
        }
    }
}

/// The bits of the values a facet has.
pub(crate) fn known(values: usize) -> u128 {
    match u32::try_from(values) {
        Ok(values) if values < 128 => (1 << values) - 1,
        _ => u128::MAX,
    }
}

/// Why a document was refused.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum DocumentError {
    /// The number of facets is not that of the definition.
    #[error("the document has {found} facets, the index {expected}")]
    Facets {
        /// As defined.
        expected: usize,
        /// As found.
        found: usize,
    },
    /// A value that the facet does not have, or one value where it takes several.
    #[error("facet {facet:?} cannot hold {values:?}")]
    Value {
        /// The name of the facet.
        facet: String,
        /// What was given.
        values: Values,
    },
    /// A point that is not on the globe.
    #[error("latitude {lat}, longitude {lon} is no point on the globe")]
    Point {
        /// Latitude as given.
        lat: f32,
        /// Longitude as given.
        lon: f32,
    },
}
