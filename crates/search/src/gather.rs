//! Reading posting lists into sets of documents, with scores where the order asks for them.
//! Units are taken cheapest first; each only looks at what the ones before left over.

use std::io;

use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;

use crate::bits;
use crate::plan::{Slot, Unit};
use crate::segment::Text;
use crate::snapshot::Snapshot;

/// A list at least this many times longer than the documents left over is not read through
/// but asked for each of them.
const SKIP: u64 = 24;

/// Memory used again from query to query.
#[derive(Default)]
pub(crate) struct Scratch {
    /// By document, valid where it matches.
    pub scores: Vec<f32>,
    /// By document, the fields in which it matches by a beginning.
    pub prefixes: Vec<u8>,
}

impl Scratch {
    fn ready(&mut self, docs: usize, prefixes: bool) {
        if self.scores.len() < docs {
            self.scores.resize(docs, 0.0);
        }
        if prefixes {
            self.prefixes.clear();
            self.prefixes.resize(docs, 0);
        }
    }
}

/// Reads one segment.
pub(crate) struct Gatherer<'a> {
    pub snapshot: &'a Snapshot,
    pub segment: usize,
    pub scored: bool,
}

impl Gatherer<'_> {
    /// The documents of `base` in which all units match.
    pub fn all(&self, units: &[Unit], base: &[u64], scratch: &mut Scratch) -> io::Result<Vec<u64>> {
        let segment = &self.snapshot.segments[self.segment];
        scratch.ready(segment.docs(), units.iter().any(has_prefix));
        let mut order: Vec<&Unit> = units.iter().collect();
        order.sort_by_key(|unit| self.cost(unit));
        let mut left = base.to_vec();
        for (place, unit) in order.into_iter().enumerate() {
            left = self.unit(unit, &left, place == 0, scratch)?;
        }
        Ok(left)
    }

    fn cost(&self, unit: &Unit) -> u64 {
        let slots: u64 = unit.slots.iter().map(|slot| slot.cost(self.segment)).sum();
        slots + unit.all.iter().map(|unit| self.cost(unit)).min().unwrap_or(0)
    }

    fn unit(&self, unit: &Unit, left: &[u64], first: bool, scratch: &mut Scratch) -> io::Result<Vec<u64>> {
        let mut found = vec![0; left.len()];
        if !unit.all.is_empty() {
            // Rare, so it may cost a second array of scores.
            let mut own = Scratch::default();
            found = self.all(&unit.all, left, &mut own)?;
            for doc in bits::docs(&found) {
                scratch.scores[doc] = own.scores[doc] + if first { 0.0 } else { scratch.scores[doc] };
                if let (Some(to), Some(from)) = (scratch.prefixes.get_mut(doc), own.prefixes.get(doc)) {
                    *to |= from;
                }
            }
        }
        let mut target = Target {
            left,
            few: bits::count(left),
            found: &mut found,
            first,
            scratch,
        };
        for slot in unit.slots.iter().filter(|slot| !slot.terms[self.segment].is_empty()) {
            self.slot(slot, &mut target)?;
        }
        bits::and(&mut found, left);
        Ok(found)
    }

    fn slot(&self, slot: &Slot, target: &mut Target) -> io::Result<()> {
        let text = &self.snapshot.segments[self.segment].texts[slot.field];
        let terms = &slot.terms[self.segment];
        if slot.joint {
            self.joint(slot, text, terms, target)
        } else if slot.is_prefix() {
            self.prefix(slot, text, terms, target)
        } else {
            terms.iter().try_for_each(|info| self.term(slot, text, info, target))
        }
    }

    fn term(&self, slot: &Slot, text: &Text, info: &TermInfo, target: &mut Target) -> io::Result<()> {
        let mut list = self.open(text, info)?;
        if target.few * SKIP < u64::from(info.doc_freq) {
            for doc in bits::docs(target.left) {
                let place = list.seek(u32::try_from(doc).unwrap_or(u32::MAX));
                if list.doc(place) as usize == doc {
                    target.add(doc, self.score(slot, text, doc, list.freq(place)));
                }
            }
        } else if self.scored {
            while !list.docs().is_empty() {
                for (doc, frequency) in list.docs().iter().zip(list.freqs()) {
                    let doc = *doc as usize;
                    if bits::has(target.left, doc) {
                        target.add(doc, self.score(slot, text, doc, *frequency));
                    }
                }
                list.advance();
            }
        } else {
            while !list.docs().is_empty() {
                list.docs()
                    .iter()
                    .for_each(|doc| bits::set(target.found, *doc as usize));
                list.advance();
            }
        }
        Ok(())
    }

    /// A beginning counts once a field, however many words have it.
    fn prefix(&self, slot: &Slot, text: &Text, terms: &[TermInfo], target: &mut Target) -> io::Result<()> {
        let Some(first) = terms.first() else {
            return Ok(());
        };
        let mut list = text
            .index
            .read_block_postings_from_terminfo(first, IndexRecordOption::Basic)?;
        let mark = 1 << slot.field;
        for (place, info) in terms.iter().enumerate() {
            if place > 0 {
                text.index.reset_block_postings_from_terminfo(info, &mut list)?;
            }
            while !list.docs().is_empty() {
                for doc in list.docs() {
                    let doc = *doc as usize;
                    if bits::has(target.left, doc) && target.scratch.prefixes[doc] & mark == 0 {
                        target.scratch.prefixes[doc] |= mark;
                        target.add(doc, self.score(slot, text, doc, 1));
                    }
                }
                list.advance();
            }
        }
        Ok(())
    }

    /// All words of a name in one field.
    fn joint(&self, slot: &Slot, text: &Text, terms: &[TermInfo], target: &mut Target) -> io::Result<()> {
        let mut lists = terms.iter().collect::<Vec<_>>();
        lists.sort_by_key(|info| info.doc_freq);
        let mut lists = lists
            .into_iter()
            .map(|info| self.open(text, info))
            .collect::<io::Result<Vec<_>>>()?;
        let Some((shortest, others)) = lists.split_first_mut() else {
            return Ok(());
        };
        while !shortest.docs().is_empty() {
            for doc in shortest
                .docs()
                .iter()
                .filter(|doc| bits::has(target.left, **doc as usize))
            {
                let is_there = |list: &mut BlockSegmentPostings| {
                    let place = list.seek(*doc);
                    list.doc(place) == *doc
                };
                if others.iter_mut().all(is_there) {
                    target.add(*doc as usize, self.score(slot, text, *doc as usize, 1));
                }
            }
            shortest.advance();
        }
        Ok(())
    }

    fn open(&self, text: &Text, info: &TermInfo) -> io::Result<BlockSegmentPostings> {
        let option = if self.scored {
            IndexRecordOption::WithFreqs
        } else {
            IndexRecordOption::Basic
        };
        text.index.read_block_postings_from_terminfo(info, option)
    }

    fn score(&self, slot: &Slot, text: &Text, doc: usize, frequency: u32) -> f32 {
        if self.scored {
            slot.weight * self.snapshot.weight(slot.field, text.norms[doc], frequency)
        } else {
            0.0
        }
    }
}

fn has_prefix(unit: &Unit) -> bool {
    unit.slots.iter().any(Slot::is_prefix) || unit.all.iter().any(has_prefix)
}

/// Where the documents of a unit are gathered.
struct Target<'a> {
    /// What the units before left over.
    left: &'a [u64],
    /// How many those are.
    few: u64,
    found: &'a mut [u64],
    /// Whether scores are still those of another query.
    first: bool,
    scratch: &'a mut Scratch,
}

impl Target<'_> {
    fn add(&mut self, doc: usize, score: f32) {
        let fresh = self.first && !bits::has(self.found, doc);
        let slot = &mut self.scratch.scores[doc];
        *slot = if fresh { score } else { *slot + score };
        bits::set(self.found, doc);
    }
}
