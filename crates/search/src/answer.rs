//! What is answered: hits with their reasons, counts, what was read instead of a typo, and
//! marks for a map.

use crate::after::After;

/// A page of hits and what surrounds it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// How many documents match, on all pages.
    pub total: u64,
    /// The page.
    pub hits: Vec<Hit>,
    /// For each facet the documents by value, and after the values those that state none.
    /// A facet's own filters do not apply to its counts: they say what choosing another
    /// value would give. Empty unless asked for.
    pub counts: Vec<Vec<u64>>,
    /// Words that occur nowhere, with what was searched instead, as folded words; one word
    /// may have several readings, the likeliest first. `None` when nothing was corrected.
    pub corrected: Option<Vec<(String, String)>>,
}

/// One document found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The id of the document.
    pub id: [u8; 16],
    /// The weight of the match; 0 unless sorted by relevance. Comparable within one answer.
    pub score: f32,
    /// Where the next page begins, if this is the last hit of this one.
    pub after: After,
    /// Why it was found: for each word of the query, each field it was found in.
    pub why: Vec<Why>,
}

/// One reason: a word of the query was found in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The word of the query, folded; several words when they form one name.
    pub word: String,
    /// Where it was found.
    pub field: Field,
    /// In what form.
    pub how: How,
}

/// A group of fields of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// [`crate::Document::names`].
    Names,
    /// [`crate::Document::places`].
    Places,
    /// [`crate::Document::codes`].
    Codes,
    /// [`crate::Document::texts`].
    Texts,
}

impl Field {
    /// All of them, the weightiest first.
    pub(crate) const ALL: [Field; 4] = [Field::Names, Field::Places, Field::Codes, Field::Texts];

    /// How much a match in it weighs.
    pub(crate) fn weight(self) -> f32 {
        match self {
            Field::Names => 4.0,
            Field::Places | Field::Codes => 2.0,
            Field::Texts => 1.0,
        }
    }
}

/// In what form a word was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// As it is, apart from case, accents and umlauts.
    Exact,
    /// As the beginning of a word.
    Prefix,
    /// With one typo; the word found instead, folded.
    Typo {
        /// The word found.
        to: String,
    },
    /// By another name of the same thing, as the definition writes it.
    Synonym {
        /// The name found.
        to: String,
    },
}

/// A mark on a map: one document, or several that lie close together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The mean latitude.
    pub lat: f32,
    /// The mean longitude.
    pub lon: f32,
    /// How many documents.
    pub count: u64,
    /// The document, if it is only one.
    pub id: Option<[u8; 16]>,
}
