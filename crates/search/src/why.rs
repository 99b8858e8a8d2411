//! Why a document was found. Only the hits of a page are asked, so each costs a look into the
//! posting lists of the query.

use std::io;

use tantivy::schema::IndexRecordOption;

use crate::answer::{Field, Why};
use crate::plan::{Plan, Slot, Unit};
use crate::snapshot::Snapshot;
use crate::top::Candidate;

/// The reasons of each candidate, in the order of the candidates.
pub(crate) fn explain(snapshot: &Snapshot, plan: &Plan, candidates: &[Candidate]) -> io::Result<Vec<Vec<Why>>> {
    let mut reasons: Vec<Vec<Why>> = candidates.iter().map(|_| Vec::new()).collect();
    // Posting lists only go forward.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by_key(|place| (candidates[*place].segment, candidates[*place].doc));
    let mut explainer = Explainer {
        snapshot,
        candidates,
        reasons: &mut reasons,
    };
    for places in order.chunk_by(|a, b| candidates[*a].segment == candidates[*b].segment) {
        for unit in &plan.units {
            explainer.unit(unit, places)?;
        }
    }
    Ok(reasons)
}

struct Explainer<'a> {
    snapshot: &'a Snapshot,
    candidates: &'a [Candidate],
    reasons: &'a mut [Vec<Why>],
}

impl Explainer<'_> {
    fn unit(&mut self, unit: &Unit, places: &[usize]) -> io::Result<()> {
        for slot in &unit.slots {
            for place in self.found(slot, places)? {
                let field = Field::ALL[slot.field];
                let reasons = &mut self.reasons[place];
                // Slots come strongest first: one reason a word and field is enough.
                if !reasons.iter().any(|why| why.field == field && why.word == unit.word) {
                    reasons.push(Why {
                        word: unit.word.clone(),
                        field,
                        how: slot.how.clone(),
                    });
                }
            }
        }
        unit.all.iter().try_for_each(|part| self.unit(part, places))
    }

    /// Which of the candidates match a slot.
    fn found(&self, slot: &Slot, places: &[usize]) -> io::Result<Vec<usize>> {
        let Some(first) = places.first() else {
            return Ok(Vec::new());
        };
        let segment = self.candidates[*first].segment;
        if slot.is_prefix() {
            let is_found = |place: &usize| self.candidates[*place].prefixes >> slot.field & 1 == 1;
            return Ok(places.iter().copied().filter(is_found).collect());
        }
        let index = &self.snapshot.segments[segment].texts[slot.field].index;
        let mut hits = vec![0; places.len()];
        for info in &slot.terms[segment] {
            let mut list = index.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
            for (hits, place) in hits.iter_mut().zip(places) {
                let doc = u32::try_from(self.candidates[*place].doc).unwrap_or(u32::MAX);
                let at = list.seek(doc);
                *hits += usize::from(list.doc(at) == doc);
            }
        }
        let needed = if slot.joint { slot.terms[segment].len() } else { 1 }.max(1);
        let found = hits.iter().zip(places).filter(|(hits, _)| **hits >= needed);
        Ok(found.map(|(_, place)| *place).collect())
    }
}
