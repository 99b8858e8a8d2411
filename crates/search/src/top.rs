//! The page: the first documents of a set in an order, behind the place where the page before
//! ended. Every order is a place in a list made when the segment was opened, or a score and
//! such a place, so that only numbers are compared.

use crate::after::After;
use crate::bits;
use crate::columns::Columns;
use crate::gather::Scratch;
use crate::query::Sort;
use crate::snapshot::Snapshot;

/// A document that may be on the page.
pub(crate) struct Candidate {
    pub segment: usize,
    pub doc: usize,
    /// The first sort key, smaller first.
    pub key: u64,
    pub score: f32,
    /// The fields in which it matches by a beginning.
    pub prefixes: u8,
}

/// What is wanted of a segment.
pub(crate) struct Page<'a> {
    pub sort: Sort,
    /// Whether scores count: the order is by relevance and there is text.
    pub scored: bool,
    pub limit: usize,
    pub after: Option<&'a After>,
}

impl Page<'_> {
    /// The first documents of `set` in a segment, in no order.
    pub fn pick(&self, segment: usize, columns: &Columns, set: &[u64], scratch: &Scratch) -> Vec<Candidate> {
        let order = columns.order(self.sort);
        let size = bits::count(set);
        if self.limit == 0 || size == 0 {
            return Vec::new();
        }
        let candidate = |doc: usize| Candidate {
            segment,
            doc,
            key: if self.scored {
                score_key(scratch.scores[doc])
            } else {
                columns.key(self.sort, doc)
            },
            score: if self.scored { scratch.scores[doc] } else { 0.0 },
            prefixes: scratch.prefixes.get(doc).copied().unwrap_or(0),
        };
        if self.scored {
            let (score, place) = self.bound(columns);
            let mut best = Smallest::new(self.limit);
            for doc in bits::docs(set) {
                let key = (score_key(scratch.scores[doc]), order.places[doc]);
                if key >= (score, place) {
                    best.push(key.0 << 32 | u64::from(key.1));
                }
            }
            // The lower half of a key is a place, and so a `u32`.
            let docs = best
                .finish()
                .into_iter()
                .map(|key| order.docs[(key & 0xffff_ffff) as usize]);
            return docs.map(|doc| candidate(doc as usize)).collect();
        }
        let start = self.bound(columns).1 as usize;
        let walk = (self.limit * set.len() * 64) as u64 / size;
        if walk < size * 2 {
            let rest = order.docs[start..].iter().map(|doc| *doc as usize);
            return rest
                .filter(|doc| bits::has(set, *doc))
                .take(self.limit)
                .map(candidate)
                .collect();
        }
        let mut best = Smallest::new(self.limit);
        for doc in bits::docs(set) {
            let place = order.places[doc];
            if place as usize >= start {
                best.push(u64::from(place));
            }
        }
        let docs = best
            .finish()
            .into_iter()
            .map(|place| order.docs[(place & 0xffff_ffff) as usize]);
        docs.map(|doc| candidate(doc as usize)).collect()
    }

    /// The smallest key of this page in a segment: a score and a place in its order.
    fn bound(&self, columns: &Columns) -> (u64, u32) {
        let Some(after) = self.after else {
            return (0, 0);
        };
        let order = columns.order(self.sort);
        let wanted = (after.key(), after.name(), after.id());
        let place = order.docs.partition_point(|doc| {
            let doc = *doc as usize;
            let key = if self.scored {
                after.key()
            } else {
                columns.key(self.sort, doc)
            };
            (key, columns.name(doc), &columns.ids[doc]) <= wanted
        });
        (
            if self.scored { after.key() } else { 0 },
            u32::try_from(place).unwrap_or(u32::MAX),
        )
    }

    /// Puts the candidates of all segments in order and keeps the page.
    pub fn merge(&self, snapshot: &Snapshot, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
        let columns = |candidate: &Candidate| &snapshot.segments[candidate.segment].columns;
        candidates.sort_unstable_by(|a, b| {
            let (left, right) = (columns(a), columns(b));
            let names = || left.name(a.doc).cmp(right.name(b.doc));
            let ids = || left.ids[a.doc].cmp(&right.ids[b.doc]);
            a.key.cmp(&b.key).then_with(names).then_with(ids)
        });
        candidates.truncate(self.limit);
        candidates
    }
}

/// A score as a key that sorts the greatest first; scores are never negative.
fn score_key(score: f32) -> u64 {
    u64::from(!score.to_bits())
}

/// The smallest keys of many: a buffer of twice as many, halved when it is full.
struct Smallest {
    keys: Vec<u64>,
    limit: usize,
    threshold: u64,
}

impl Smallest {
    fn new(limit: usize) -> Self {
        Self {
            keys: Vec::with_capacity(limit * 2),
            limit,
            threshold: u64::MAX,
        }
    }

    fn push(&mut self, key: u64) {
        if key < self.threshold {
            self.keys.push(key);
            if self.keys.len() == self.limit * 2 {
                self.halve();
            }
        }
    }

    fn halve(&mut self) {
        if self.keys.len() > self.limit {
            let (_, threshold, _) = self.keys.select_nth_unstable(self.limit);
            self.threshold = *threshold;
            self.keys.truncate(self.limit);
        }
    }

    fn finish(mut self) -> Vec<u64> {
        self.halve();
        self.keys
    }
}
