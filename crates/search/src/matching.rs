//! From a query to the sets of documents it means, segment by segment: what may be seen, what
//! the text finds in it, what the filters leave, and for each filtered facet what would be
//! left without its own filters.

use std::io;

use crate::bits;
use crate::columns::{Columns, ones};
use crate::gather::{Gatherer, Scratch};
use crate::plan::Plan;
use crate::query::{BBox, Filter};
use crate::segment::Segment;
use crate::snapshot::Snapshot;

/// The documents of a segment that match.
pub(crate) struct Matches {
    /// All conditions.
    pub all: Vec<u64>,
    /// For each filtered facet all conditions but its own.
    pub without: Vec<(usize, Vec<u64>)>,
}

/// What may be seen of each segment.
pub(crate) fn bases(snapshot: &Snapshot, scope: &[Filter]) -> Vec<Vec<u64>> {
    let base = |segment: &Segment| {
        let mut base = segment.live.clone();
        for filter in scope {
            bits::and(&mut base, &chosen(&segment.columns, filter));
        }
        base
    };
    snapshot.segments.iter().map(base).collect()
}

/// The documents with any of the values of a filter.
fn chosen(columns: &Columns, filter: &Filter) -> Vec<u64> {
    let facet = &columns.facets[filter.facet];
    let mut chosen = vec![0; bits::words(columns.ids.len())];
    ones(filter.any_of).for_each(|value| bits::or(&mut chosen, facet.set(value)));
    if filter.not_stated {
        bits::or(&mut chosen, facet.not_stated());
    }
    chosen
}

/// What is asked of a segment.
pub(crate) struct Conditions<'a> {
    pub plan: &'a Plan,
    pub filters: &'a [Filter],
    pub bbox: Option<BBox>,
    /// Whether scores are needed.
    pub scored: bool,
    /// Whether the sets without a facet's own filters are needed.
    pub without: bool,
}

impl Conditions<'_> {
    /// The documents of `base` that match in a segment; their scores are left in `scratch`.
    pub fn matches(
        &self,
        snapshot: &Snapshot,
        segment: usize,
        base: &[u64],
        scratch: &mut Scratch,
    ) -> io::Result<Matches> {
        let columns = &snapshot.segments[segment].columns;
        let masks = self.masks(columns);
        let mut all = base.to_vec();
        if !self.without {
            masks.iter().for_each(|(_, mask)| bits::and(&mut all, mask));
        }
        if !self.plan.units.is_empty() {
            let gatherer = Gatherer {
                snapshot,
                segment,
                scored: self.scored,
            };
            all = gatherer.all(&self.plan.units, &all, scratch)?;
        }
        if let Some(bbox) = &self.bbox {
            keep_inside(&mut all, columns, bbox);
        }
        if !self.without {
            return Ok(Matches {
                all,
                without: Vec::new(),
            });
        }
        let without = masks.iter().enumerate().map(|(own, (facet, _))| {
            let mut set = all.clone();
            let others = masks.iter().enumerate().filter(|(other, _)| *other != own);
            others.for_each(|(_, (_, mask))| bits::and(&mut set, mask));
            (*facet, set)
        });
        let without = without.collect();
        masks.iter().for_each(|(_, mask)| bits::and(&mut all, mask));
        Ok(Matches { all, without })
    }

    /// The filters by facet.
    fn masks(&self, columns: &Columns) -> Vec<(usize, Vec<u64>)> {
        let mut masks: Vec<(usize, Vec<u64>)> = Vec::new();
        for filter in self.filters {
            let chosen = chosen(columns, filter);
            match masks.iter_mut().find(|(facet, _)| *facet == filter.facet) {
                Some((_, mask)) => bits::and(mask, &chosen),
                None => masks.push((filter.facet, chosen)),
            }
        }
        masks
    }
}

/// Drops what has no point in the rectangle.
pub(crate) fn keep_inside(set: &mut [u64], columns: &Columns, bbox: &BBox) {
    let chunks = columns.lat.chunks(64).zip(columns.lon.chunks(64));
    for (word, (lat, lon)) in set.iter_mut().zip(chunks).filter(|(word, _)| **word != 0) {
        let inside = lat
            .iter()
            .zip(lon)
            .enumerate()
            .fold(0_u64, |inside, (bit, (lat, lon))| {
                // No point is NaN, which no comparison holds for.
                let is_inside = (*lat >= bbox.south) & (*lat <= bbox.north) & (*lon >= bbox.west) & (*lon <= bbox.east);
                inside | u64::from(is_inside) << bit
            });
        *word &= inside;
    }
}
