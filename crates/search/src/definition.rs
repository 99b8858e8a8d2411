//! What an index is made for: its facets, by number, and the names that mean the same.
//! The facets are part of what lies on disk and are fingerprinted; the synonyms only change
//! how a query is read and may differ at each opening.

use crate::error::OpenError;

/// The most values a facet can have.
pub const MAX_VALUES: usize = 128;

/// The layout of the folder; raised when an older folder can no longer be read.
const LAYOUT: u32 = 1;

/// One facet: a property of documents with few, numbered values.
///
/// ```
/// use search::Facet;
/// let languages = Facet::many("language", 4);
/// assert!(languages.many);
/// assert_eq!(languages.values, 4);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// A name for messages and for recognising the index; never searched.
    pub name: String,
    /// How many values there are; they are numbered from 0. At most [`MAX_VALUES`].
    pub values: usize,
    /// Whether a document can have several of them.
    pub many: bool,
}

impl Facet {
    /// A facet of which a document has one value or none.
    pub fn one(name: impl Into<String>, values: usize) -> Self {
        Self {
            name: name.into(),
            values,
            many: false,
        }
    }

    /// A facet of which a document has any number of values.
    pub fn many(name: impl Into<String>, values: usize) -> Self {
        Self {
            name: name.into(),
            values,
            many: true,
        }
    }
}

/// What an index is made for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The facets; documents and filters refer to them by their place in this list.
    pub facets: Vec<Facet>,
    /// Groups of names for the same thing, such as the names of a town in several languages.
    /// Whoever asks for one of a group finds the others too.
    pub synonyms: Vec<Vec<String>>,
}

impl Definition {
    /// Refuses facets that cannot be packed.
    pub(crate) fn check(&self) -> Result<(), OpenError> {
        match self
            .facets
            .iter()
            .find(|facet| facet.values == 0 || facet.values > MAX_VALUES)
        {
            Some(facet) => Err(OpenError::Facet {
                name: facet.name.clone(),
                values: facet.values,
            }),
            None => Ok(()),
        }
    }

    /// What must be equal for a folder to be read: the layout and the facets in their order.
    pub(crate) fn fingerprint(&self) -> String {
        // FNV-1a: stable between builds, which the hasher of the standard library is not.
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut feed = |bytes: &[u8]| {
            for byte in bytes {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for facet in &self.facets {
            feed(facet.name.as_bytes());
            feed(&[0, u8::from(facet.many)]);
            feed(facet.values.to_string().as_bytes());
            feed(&[0]);
        }
        format!("{LAYOUT}.{hash:016x}")
    }
}
