//! What a query text comes down to: units that must all match, each of them a choice of terms
//! in fields. Terms are looked up once here; what follows only reads posting lists.

use std::io;

use tantivy::postings::TermInfo;

use crate::answer::{Field, How};
use crate::fold::{Word, code, fold};
use crate::snapshot::Snapshot;
use crate::synonyms::Synonyms;
use crate::vocabulary::{self, Typo};

/// Fields by their number in [`Field::ALL`] in which parts and variants of words are searched;
/// codes are compared whole.
const WORDED: [usize; 3] = [0, 1, 3];
/// The fields with codes.
const CODES: usize = 2;
/// Shorter beginnings would match nearly everything.
const MIN_PREFIX: usize = 2;
/// Shorter words have too many neighbours.
const MIN_TYPO: usize = 4;
/// How many readings of a misspelt word are searched.
const MAX_READINGS: usize = 8;
/// How many words at most are read as one code written with separators.
const MAX_CODE_PARTS: usize = 6;

/// How much a match by another form weighs.
const PREFIX: f32 = 0.6;
const TYPO: f32 = 0.5;
const SYNONYM: f32 = 0.9;

/// A query text, looked up.
#[derive(Default)]
pub(crate) struct Plan {
    /// All must match.
    pub units: Vec<Unit>,
    /// Words that occur nowhere, and what is searched instead.
    pub corrected: Vec<(String, String)>,
}

/// A word, or several that form a name or code.
pub(crate) struct Unit {
    /// As asked, folded.
    pub word: String,
    /// Any may match.
    pub slots: Vec<Slot>,
    /// Or all of these, when the unit is of several words.
    pub all: Vec<Unit>,
}

/// A choice of terms in one field.
pub(crate) struct Slot {
    pub field: usize,
    pub how: How,
    /// Whether all terms must be there; else any.
    pub joint: bool,
    /// The terms by segment.
    pub terms: Vec<Vec<TermInfo>>,
    /// The weight of a match, all but its frequency and length.
    pub weight: f32,
}

impl Slot {
    /// How many postings are read in a segment.
    pub fn cost(&self, segment: usize) -> u64 {
        self.terms[segment].iter().map(|info| u64::from(info.doc_freq)).sum()
    }

    pub fn is_prefix(&self) -> bool {
        self.how == How::Prefix
    }
}

/// Looks a query up in a snapshot, seeing only what its scope shows.
pub(crate) struct Planner<'a> {
    pub snapshot: &'a Snapshot,
    pub synonyms: &'a Synonyms,
    /// What may be seen, by segment.
    pub bases: &'a [Vec<u64>],
    /// Whether that is everything.
    pub everything: bool,
}

impl Planner<'_> {
    /// Plans words; the last one is open if more of it may come.
    pub fn plan(&self, words: &[Word], open: bool) -> io::Result<Plan> {
        let mut plan = Plan::default();
        let mut place = 0;
        while place < words.len() {
            let rest = &words[place..];
            let is_open = |length: usize| open && place + length == words.len();
            let (unit, length) = match self.compound(rest, &is_open)? {
                Some(found) => found,
                None => (self.word(&rest[0], is_open(1), Some(&mut plan.corrected))?, 1),
            };
            if !plan
                .units
                .iter()
                .any(|other| other.word == unit.word && !is_open(length))
            {
                plan.units.push(unit);
            }
            place += length;
        }
        Ok(plan)
    }

    /// Several words at the beginning of `words` that form a name of a group, or a code.
    fn compound(&self, words: &[Word], is_open: &dyn Fn(usize) -> bool) -> io::Result<Option<(Unit, usize)>> {
        let most = words.len().min(self.synonyms.longest().max(MAX_CODE_PARTS));
        for length in (2..=most).rev() {
            let parts = &words[..length];
            let name = joined(parts, " ");
            let mut slots = self.synonym_slots(&name)?;
            if length <= MAX_CODE_PARTS && name.bytes().any(|byte| byte.is_ascii_digit()) {
                slots.extend(self.slot(CODES, How::Exact, &[code(&name)], 1.0)?);
            }
            if !self.any_seen(&slots)? {
                continue;
            }
            let all = parts
                .iter()
                .enumerate()
                .map(|(place, word)| self.word(word, place + 1 == length && is_open(length), None));
            let all = all.collect::<io::Result<_>>()?;
            return Ok(Some((Unit { word: name, slots, all }, length)));
        }
        Ok(None)
    }

    fn word(&self, word: &Word, open: bool, corrected: Option<&mut Vec<(String, String)>>) -> io::Result<Unit> {
        let mut slots = Vec::new();
        for field in 0..Field::ALL.len() {
            slots.extend(self.slot(field, How::Exact, std::slice::from_ref(&word.short), 1.0)?);
        }
        if open && word.long.chars().count() >= MIN_PREFIX {
            slots.extend(self.prefix_slots(word)?);
        }
        slots.extend(self.synonym_slots(&word.short)?);
        let known = self.any_seen(&slots)?;
        if let Some(corrected) = corrected
            && !known
            && word.long.chars().count() >= MIN_TYPO
            && word.long.chars().all(char::is_alphabetic)
        {
            for reading in self.readings(&word.long, open)? {
                slots.extend(self.reading_slots(&reading)?);
                corrected.push((word.long.clone(), reading));
            }
        }
        Ok(Unit {
            word: word.long.clone(),
            slots,
            all: Vec::new(),
        })
    }

    /// The words that a misspelt one may stand for, the likeliest first.
    fn readings(&self, word: &str, open: bool) -> io::Result<Vec<String>> {
        for beginning in [false, true] {
            if beginning && !open {
                break;
            }
            let typo = Typo::new(word, beginning);
            let mut near = std::collections::BTreeMap::new();
            for (segment, base) in self.snapshot.segments.iter().zip(self.bases) {
                for field in WORDED {
                    typo.collect(segment, field, base, &mut near)?;
                }
            }
            for name in self.synonyms.single_words().filter(|name| typo.is_near(name)) {
                if self.any_seen(&self.synonym_slots(name)?)? {
                    *near.entry(name.to_owned()).or_default() += 1;
                }
            }
            // People rarely miss the first letter: then its keepers are the likelier ones.
            let first = word.chars().next();
            let mut near: Vec<_> = near.into_iter().collect();
            if near.iter().any(|(term, _)| term.chars().next() == first) {
                near.retain(|(term, _)| term.chars().next() == first);
            }
            near.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            near.truncate(MAX_READINGS);
            if !near.is_empty() {
                return Ok(near.into_iter().map(|(term, _)| term).collect());
            }
        }
        Ok(Vec::new())
    }

    fn reading_slots(&self, reading: &str) -> io::Result<Vec<Slot>> {
        let how = How::Typo { to: reading.to_owned() };
        let mut slots = Vec::new();
        for field in WORDED {
            slots.extend(self.slot(field, how.clone(), &[reading.to_owned()], TYPO)?);
        }
        slots.extend(self.synonym_slots(&fold(reading).join(" "))?);
        Ok(slots)
    }

    fn synonym_slots(&self, name: &str) -> io::Result<Vec<Slot>> {
        let mut slots = Vec::new();
        for other in self.synonyms.others(name) {
            for field in WORDED {
                let how = How::Synonym {
                    to: other.written.clone(),
                };
                slots.extend(self.slot(field, how, &other.words, SYNONYM)?);
            }
        }
        Ok(slots)
    }

    fn prefix_slots(&self, word: &Word) -> io::Result<Vec<Slot>> {
        let mut slots = Vec::new();
        for field in WORDED {
            let terms = self.snapshot.segments.iter().map(|segment| {
                let (text, except) = (&segment.texts[field], [word.short.as_str()]);
                let mut terms = vocabulary::beginning(text, &word.long, &except)?;
                if word.umlaut && !word.long.starts_with(&word.short) {
                    terms.extend(vocabulary::beginning(text, &word.short, &except)?);
                }
                Ok(terms)
            });
            let terms = terms.collect::<io::Result<Vec<_>>>()?;
            slots.extend(self.weighed(field, How::Prefix, false, terms, PREFIX));
        }
        Ok(slots)
    }

    /// All of `terms` in a field; `None` when no segment has them.
    fn slot(&self, field: usize, how: How, terms: &[String], weight: f32) -> io::Result<Option<Slot>> {
        let found = self.snapshot.segments.iter().map(|segment| {
            let dictionary = segment.texts[field].index.terms();
            let found = terms.iter().map(|term| dictionary.get(term));
            Ok(found.collect::<io::Result<Option<Vec<_>>>>()?.unwrap_or_default())
        });
        let found = found.collect::<io::Result<Vec<_>>>()?;
        Ok(self.weighed(field, how, terms.len() > 1, found, weight))
    }

    fn weighed(&self, field: usize, how: How, joint: bool, terms: Vec<Vec<TermInfo>>, weight: f32) -> Option<Slot> {
        if terms.iter().all(Vec::is_empty) {
            return None;
        }
        let frequency = |infos: &Vec<TermInfo>| {
            let each = infos.iter().map(|info| u64::from(info.doc_freq));
            if joint { each.min().unwrap_or(0) } else { each.sum() }
        };
        let frequency: u64 = terms.iter().map(frequency).sum();
        let weight = weight * Field::ALL[field].weight() * self.snapshot.idf(frequency);
        Some(Slot {
            field,
            how,
            joint,
            terms,
            weight,
        })
    }

    /// Whether any of the slots has a document that may be seen.
    fn any_seen(&self, slots: &[Slot]) -> io::Result<bool> {
        for slot in slots {
            if self.everything && !slot.joint {
                return Ok(true);
            }
            for ((segment, base), infos) in self.snapshot.segments.iter().zip(self.bases).zip(&slot.terms) {
                let text = &segment.texts[slot.field];
                if slot.joint && vocabulary::seen_together(text, infos, base)? {
                    return Ok(true);
                }
                for info in infos.iter().filter(|_| !slot.joint) {
                    if vocabulary::seen(text, info, base)? {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }
}

fn joined(words: &[Word], between: &str) -> String {
    words
        .iter()
        .map(|word| word.short.as_str())
        .collect::<Vec<_>>()
        .join(between)
}
