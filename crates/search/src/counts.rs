//! Counting facets. A large set of documents is counted value by value as the overlap of two
//! bit sets, a small one document by document; which is cheaper is known before.

use crate::bits;
use crate::columns::{Column, Columns, FacetColumn, ones};
use crate::matching::Matches;

/// Counting a document costs about this many times one word of an overlap.
const DOC_COST: u64 = 2;

/// Adds the counts of a segment.
pub(crate) fn add(columns: &Columns, matches: &Matches, counts: &mut [Vec<u64>]) {
    let all = Counted::new(&matches.all);
    for (number, (facet, counts)) in columns.facets.iter().zip(counts).enumerate() {
        match matches.without.iter().find(|(without, _)| *without == number) {
            Some((_, set)) => Counted::new(set).add(facet, counts),
            None => all.add(facet, counts),
        }
    }
}

/// A set with its size, and its documents where they are few.
struct Counted<'a> {
    set: &'a [u64],
    size: u64,
    docs: std::cell::OnceCell<Vec<u32>>,
}

impl<'a> Counted<'a> {
    fn new(set: &'a [u64]) -> Self {
        Self {
            set,
            size: bits::count(set),
            docs: std::cell::OnceCell::new(),
        }
    }

    fn add(&self, facet: &FacetColumn, counts: &mut [u64]) {
        if self.size == 0 {
            return;
        }
        let words = (counts.len() * self.set.len()) as u64;
        if self.size * DOC_COST < words {
            self.add_docs(facet, counts);
        } else {
            for (count, set) in counts.iter_mut().zip(facet.sets()) {
                *count += bits::count_both(self.set, set);
            }
        }
    }

    fn add_docs(&self, facet: &FacetColumn, counts: &mut [u64]) {
        let docs = self
            .docs
            .get_or_init(|| bits::docs(self.set).filter_map(|doc| u32::try_from(doc).ok()).collect());
        match &facet.values {
            Column::One(values) => {
                let mut seen = [0_u32; 256];
                for doc in docs {
                    seen[usize::from(values[*doc as usize])] += 1;
                }
                counts
                    .iter_mut()
                    .zip(seen)
                    .for_each(|(count, seen)| *count += u64::from(seen));
            }
            Column::Many(values) => {
                let last = counts.len() - 1;
                for doc in docs {
                    let set = values[*doc as usize];
                    if set == 0 {
                        counts[last] += 1;
                    }
                    ones(set).for_each(|value| counts[value] += 1);
                }
            }
        }
    }
}
