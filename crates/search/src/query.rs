//! What can be asked: words, filters, an order, a page. Each part is plain data; what cannot
//! be answered is refused with a reason before any work is done.

use crate::after::After;
use crate::definition::Facet;
use crate::document::known;
use crate::error::SearchError;

/// The longest text of a query, in bytes.
pub const MAX_BYTES: usize = 512;
/// The most words of a query.
pub const MAX_WORDS: usize = 32;
/// The largest page.
pub const MAX_LIMIT: usize = 10_000;

/// A rectangle in degrees, edges included; it does not cross the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BBox {
    /// The smallest latitude.
    pub south: f32,
    /// The smallest longitude.
    pub west: f32,
    /// The greatest latitude.
    pub north: f32,
    /// The greatest longitude.
    pub east: f32,
}

impl BBox {
    pub(crate) fn check(&self) -> Result<(), SearchError> {
        let edges = [self.south, self.west, self.north, self.east];
        if edges.iter().all(|edge| edge.is_finite()) && self.south <= self.north && self.west <= self.east {
            Ok(())
        } else {
            Err(SearchError::BBox)
        }
    }
}

/// Documents that have any of some values of a facet.
///
/// ```
/// use search::Filter;
/// let filter = Filter::any(0, [1, 4]);
/// assert_eq!(filter.any_of, 0b1_0010);
/// assert!(!filter.not_stated);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// The place of the facet in the definition.
    pub facet: usize,
    /// The values wanted: bit *n* stands for value *n*.
    pub any_of: u128,
    /// Whether documents that state no value are wanted too.
    pub not_stated: bool,
}

impl Filter {
    /// Documents with any of these values; values from 128 on are ignored.
    pub fn any(facet: usize, values: impl IntoIterator<Item = u8>) -> Self {
        let any_of = values
            .into_iter()
            .filter(|value| *value < 128)
            .fold(0, |set, value| set | 1 << value);
        Self {
            facet,
            any_of,
            not_stated: false,
        }
    }

    fn check(&self, facets: &[Facet]) -> Result<(), SearchError> {
        match facets.get(self.facet) {
            None => Err(SearchError::Facet { facet: self.facet }),
            Some(facet) if self.any_of & !known(facet.values) != 0 => Err(SearchError::Value {
                facet: facet.name.clone(),
            }),
            Some(_) => Ok(()),
        }
    }
}

/// The order of the hits. Equal ones follow by name, then by id, so that it is always total.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first; without text the same as [`Sort::Name`].
    #[default]
    Relevance,
    /// By [`crate::Document::sort_name`].
    Name,
    /// Latest [`crate::Document::newest`] first.
    Newest,
    /// The freshest content first: greatest [`crate::Document::as_of`].
    Age,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Words that must all occur. The last one counts as the beginning of a word, unless a
    /// space follows it. Text without a letter or digit is no restriction.
    pub text: String,
    /// All must hold; several of one facet too.
    pub filters: Vec<Filter>,
    /// What may be seen at all; never lifted for counts, and nothing outside it has any
    /// influence on what is said about spelling.
    pub scope: Vec<Filter>,
    /// Only documents with a point in it.
    pub bbox: Option<BBox>,
    /// The order.
    pub sort: Sort,
    /// The size of the page, at most [`MAX_LIMIT`]; 0 to count only.
    pub limit: usize,
    /// Go on after this hit of an earlier page.
    pub after: Option<After>,
    /// Whether facets are counted.
    pub counts: bool,
}

impl Default for Query {
    /// Everything, best first, 20 to a page, with counts.
    fn default() -> Self {
        Self {
            text: String::new(),
            filters: Vec::new(),
            scope: Vec::new(),
            bbox: None,
            sort: Sort::default(),
            limit: 20,
            after: None,
            counts: true,
        }
    }
}

impl Query {
    /// The first page for these words.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Refuses what cannot be answered.
    pub(crate) fn check(&self, facets: &[Facet]) -> Result<(), SearchError> {
        if self.text.len() > MAX_BYTES {
            return Err(SearchError::TooLong { bytes: self.text.len() });
        }
        if self.limit > MAX_LIMIT {
            return Err(SearchError::Limit { limit: self.limit });
        }
        if self.filters.len() + self.scope.len() > 2 * facets.len() + 16 {
            return Err(SearchError::TooManyFilters);
        }
        for filter in self.filters.iter().chain(&self.scope) {
            filter.check(facets)?;
        }
        if let Some(bbox) = &self.bbox {
            bbox.check()?;
        }
        match &self.after {
            Some(after) if after.sort() != self.sort => Err(SearchError::After),
            _ => Ok(()),
        }
    }
}
