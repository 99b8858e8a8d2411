//! The packed records of a segment as columns: ids, sort keys, points, and each facet both as
//! an array by document and as a set of documents by value. Built once a segment; deletions do
//! not touch it.

use std::cmp::Ordering;

use crate::bits;
use crate::definition::Facet;
use crate::document::Values;
use crate::query::Sort;
use crate::record;

/// The columns of a segment.
pub(crate) struct Columns {
    pub ids: Vec<[u8; 16]>,
    pub versions: Vec<u64>,
    pub lat: Vec<f32>,
    pub lon: Vec<f32>,
    pub facets: Vec<FacetColumn>,
    newest: Vec<i64>,
    as_of: Vec<i32>,
    names: Vec<u8>,
    name_ends: Vec<usize>,
    by_name: Order,
    by_newest: Order,
    by_age: Order,
}

/// An order of all documents of a segment, and its inverse.
#[derive(Default)]
pub(crate) struct Order {
    /// Documents, first to last.
    pub docs: Vec<u32>,
    /// The place of each document in `docs`.
    pub places: Vec<u32>,
}

/// One facet.
pub(crate) struct FacetColumn {
    /// By document.
    pub values: Column,
    /// By value, and behind the last value "not stated": one set after the other.
    sets: Vec<u64>,
    /// The words of one set.
    words: usize,
}

/// A facet's values by document.
pub(crate) enum Column {
    /// The value; "not stated" is the number behind the last one.
    One(Vec<u8>),
    /// The values as a set.
    Many(Vec<u128>),
}

impl FacetColumn {
    /// The documents of a value; the number of values stands for "not stated".
    pub fn set(&self, value: usize) -> &[u64] {
        &self.sets[value * self.words..(value + 1) * self.words]
    }

    /// The documents that state no value.
    pub fn not_stated(&self) -> &[u64] {
        &self.sets[self.sets.len() - self.words..]
    }

    /// The sets, value by value, "not stated" last.
    pub fn sets(&self) -> impl Iterator<Item = &[u64]> {
        self.sets.chunks_exact(self.words.max(1))
    }
}

impl Columns {
    /// Unpacks the records of a segment, in the order of its documents. `None` when one is
    /// cut off.
    pub fn read<E>(facets: &[Facet], records: impl Iterator<Item = Result<Vec<u8>, E>>) -> Result<Option<Self>, E> {
        let mut columns = Self::empty(facets);
        for bytes in records {
            let bytes = bytes?;
            let columns = &mut columns;
            let targets = &mut columns.facets;
            let unpacked = record::unpack(&bytes, facets, |number, values| {
                match (&mut targets[number].values, values) {
                    // "Not stated" moves from 255 behind the last value, to be counted there.
                    (Column::One(column), Values::One(value)) => {
                        let last = u8::try_from(facets[number].values).unwrap_or(u8::MAX);
                        column.push(value.min(last));
                    }
                    (Column::Many(column), Values::Many(set)) => column.push(set),
                    _ => {}
                }
            });
            let Some(record) = unpacked else {
                return Ok(None);
            };
            columns.ids.push(record.id);
            columns.versions.push(record.version);
            columns.newest.push(record.newest);
            columns.as_of.push(record.as_of);
            columns.lat.push(record.point.0);
            columns.lon.push(record.point.1);
            columns.names.extend(record.sort_name);
            columns.name_ends.push(columns.names.len());
        }
        columns.finish(facets);
        Ok(Some(columns))
    }

    fn empty(facets: &[Facet]) -> Self {
        let column = |facet: &Facet| FacetColumn {
            values: if facet.many {
                Column::Many(Vec::new())
            } else {
                Column::One(Vec::new())
            },
            sets: Vec::new(),
            words: 0,
        };
        Self {
            ids: Vec::new(),
            versions: Vec::new(),
            lat: Vec::new(),
            lon: Vec::new(),
            facets: facets.iter().map(column).collect(),
            newest: Vec::new(),
            as_of: Vec::new(),
            names: Vec::new(),
            name_ends: Vec::new(),
            by_name: Order::default(),
            by_newest: Order::default(),
            by_age: Order::default(),
        }
    }

    fn finish(&mut self, facets: &[Facet]) {
        let words = bits::words(self.ids.len());
        for (column, facet) in self.facets.iter_mut().zip(facets) {
            column.words = words;
            column.sets = vec![0; words * (facet.values + 1)];
            let mut set = |value: usize, doc: usize| bits::set(&mut column.sets[value * words..], doc);
            match &column.values {
                Column::One(values) => {
                    values
                        .iter()
                        .enumerate()
                        .for_each(|(doc, value)| set(usize::from(*value), doc));
                }
                Column::Many(values) => {
                    for (doc, values) in values.iter().enumerate() {
                        if *values == 0 {
                            set(facet.values, doc);
                        }
                        ones(*values).for_each(|value| set(value, doc));
                    }
                }
            }
        }
        let docs = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let mut order: Vec<u32> = (0..docs).collect();
        order.sort_unstable_by(|a, b| self.compare_names(*a as usize, *b as usize));
        self.by_name = Order::new(order);
        // Ties follow the name, which is the order the documents are already in.
        let mut order = self.by_name.docs.clone();
        order.sort_by_key(|doc| self.key(Sort::Newest, *doc as usize));
        self.by_newest = Order::new(order);
        let mut order = self.by_name.docs.clone();
        order.sort_by_key(|doc| self.key(Sort::Age, *doc as usize));
        self.by_age = Order::new(order);
    }

    fn compare_names(&self, a: usize, b: usize) -> Ordering {
        (self.name(a), &self.ids[a]).cmp(&(self.name(b), &self.ids[b]))
    }

    /// The sort name of a document.
    pub fn name(&self, doc: usize) -> &[u8] {
        let start = doc.checked_sub(1).map_or(0, |before| self.name_ends[before]);
        &self.names[start..self.name_ends[doc]]
    }

    /// The first sort key of a document, smaller first; a score is not known here.
    pub fn key(&self, sort: Sort, doc: usize) -> u64 {
        match sort {
            Sort::Relevance | Sort::Name => 0,
            Sort::Newest => descending(self.newest[doc]),
            Sort::Age => descending(i64::from(self.as_of[doc])),
        }
    }

    /// The documents in an order; that of relevance is the one among equal scores.
    pub fn order(&self, sort: Sort) -> &Order {
        match sort {
            Sort::Relevance | Sort::Name => &self.by_name,
            Sort::Newest => &self.by_newest,
            Sort::Age => &self.by_age,
        }
    }
}

impl Order {
    fn new(docs: Vec<u32>) -> Self {
        let mut places = vec![0; docs.len()];
        for (place, doc) in (0..).zip(&docs) {
            places[*doc as usize] = place;
        }
        Self { docs, places }
    }
}

/// A number as a key that sorts the greatest first.
fn descending(value: i64) -> u64 {
    !(value.cast_unsigned() ^ (1 << 63))
}

/// The values of a set.
pub(crate) fn ones(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let value = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(value)
    })
}
