//! Answering: what may be seen, the plan of the text, matches segment by segment, counts, the
//! page, the reasons.

use crate::after::After;
use crate::answer::{Answer, Cluster, Hit};
use crate::bits;
use crate::columns::Columns;
use crate::counts;
use crate::definition::Facet;
use crate::error::SearchError;
use crate::fold::words;
use crate::gather::Scratch;
use crate::matching::{Conditions, bases, keep_inside};
use crate::plan::{Plan, Planner};
use crate::points::Grid;
use crate::query::{BBox, MAX_WORDS, Query, Sort};
use crate::snapshot::Snapshot;
use crate::synonyms::Synonyms;
use crate::top::{Candidate, Page};
use crate::why;

/// One query on one snapshot.
pub(crate) struct Run<'a> {
    pub snapshot: &'a Snapshot,
    pub synonyms: &'a Synonyms,
    pub facets: &'a [Facet],
    pub query: &'a Query,
}

impl Run<'_> {
    /// The whole answer.
    pub fn search(&self, scratch: &mut Scratch) -> Result<Answer, SearchError> {
        let (snapshot, query) = (self.snapshot, self.query);
        query.check(self.facets)?;
        let bases = bases(snapshot, &query.scope);
        let plan = self.plan(&bases)?;
        let scored = query.sort == Sort::Relevance && !plan.units.is_empty() && query.limit > 0;
        let page = Page {
            sort: query.sort,
            scored,
            limit: query.limit,
            after: query.after.as_ref(),
        };
        let conditions = self.conditions(&plan, scored, query.counts);
        let mut answer = Answer {
            counts: self.no_counts(),
            ..Answer::default()
        };
        let mut candidates = Vec::new();
        for (number, (segment, base)) in snapshot.segments.iter().zip(&bases).enumerate() {
            let matches = conditions.matches(snapshot, number, base, scratch)?;
            answer.total += bits::count(&matches.all);
            if query.counts {
                counts::add(&segment.columns, &matches, &mut answer.counts);
            }
            candidates.extend(page.pick(number, &segment.columns, &matches.all, scratch));
        }
        let candidates = page.merge(snapshot, candidates);
        answer.hits = self.hits(&plan, &candidates)?;
        answer.corrected = (!plan.corrected.is_empty()).then_some(plan.corrected);
        Ok(answer)
    }

    /// Marks for the part of a map.
    pub fn points(&self, view: &BBox, zoom: u8, scratch: &mut Scratch) -> Result<Vec<Cluster>, SearchError> {
        self.query.check(self.facets)?;
        view.check()?;
        let bases = bases(self.snapshot, &self.query.scope);
        let plan = self.plan(&bases)?;
        let conditions = self.conditions(&plan, false, false);
        let mut grid = Grid::new(view, zoom);
        for (number, (segment, base)) in self.snapshot.segments.iter().zip(&bases).enumerate() {
            let mut matches = conditions.matches(self.snapshot, number, base, scratch)?;
            keep_inside(&mut matches.all, &segment.columns, view);
            grid.add(&segment.columns, &matches.all);
        }
        Ok(grid.clusters())
    }

    fn conditions<'b>(&'b self, plan: &'b Plan, scored: bool, without: bool) -> Conditions<'b> {
        let (filters, bbox) = (self.query.filters.as_slice(), self.query.bbox);
        Conditions {
            plan,
            filters,
            bbox,
            scored,
            without,
        }
    }

    fn plan(&self, bases: &[Vec<u64>]) -> Result<Plan, SearchError> {
        let mut read = Vec::new();
        words(&self.query.text, |word| read.push(word.clone()));
        if read.len() > MAX_WORDS {
            return Err(SearchError::TooManyWords { words: read.len() });
        }
        let everything = self.query.scope.is_empty() && self.snapshot.segments.iter().all(|segment| !segment.deletes);
        let planner = Planner {
            snapshot: self.snapshot,
            synonyms: self.synonyms,
            bases,
            everything,
        };
        // A last word may go on unless something was typed behind it.
        let is_open = self
            .query
            .text
            .chars()
            .next_back()
            .is_some_and(|last| last.is_alphanumeric() || unicode_normalization::char::is_combining_mark(last));
        Ok(planner.plan(&read, is_open)?)
    }

    fn no_counts(&self) -> Vec<Vec<u64>> {
        if self.query.counts {
            self.facets.iter().map(|facet| vec![0; facet.values + 1]).collect()
        } else {
            Vec::new()
        }
    }

    fn hits(&self, plan: &Plan, candidates: &[Candidate]) -> Result<Vec<Hit>, SearchError> {
        let reasons = why::explain(self.snapshot, plan, candidates)?;
        let hit = |(candidate, why): (&Candidate, _)| {
            let columns: &Columns = &self.snapshot.segments[candidate.segment].columns;
            let id = columns.ids[candidate.doc];
            let after = After::new(self.query.sort, candidate.key, columns.name(candidate.doc), id);
            Hit {
                id,
                score: candidate.score,
                after,
                why,
            }
        };
        Ok(candidates.iter().zip(reasons).map(hit).collect())
    }
}
