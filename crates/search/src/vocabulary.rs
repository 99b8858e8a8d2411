//! Looking into the dictionaries of a segment: a term, the terms with a beginning, the terms
//! one typo away.

use std::collections::BTreeMap;
use std::io;
use std::sync::OnceLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy_fst::Automaton;

use crate::bits;
use crate::segment::{Segment, Text};

/// The terms that begin with `start`, without those in `except`.
pub(crate) fn beginning(text: &Text, start: &str, except: &[&str]) -> io::Result<Vec<TermInfo>> {
    let mut range = text.index.terms().range().ge(start);
    if let Some(end) = behind(start) {
        range = range.lt(end);
    }
    let mut stream = range.into_stream()?;
    let mut found = Vec::new();
    while let Some((term, info)) = stream.next() {
        if !except.iter().any(|except| except.as_bytes() == term) {
            found.push(info.clone());
        }
    }
    Ok(found)
}

/// The first string behind all that begin with `start`.
fn behind(start: &str) -> Option<Vec<u8>> {
    let mut end = start.as_bytes().to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return Some(end);
        }
    }
    None
}

/// Whether any of the documents may be seen.
pub(crate) fn seen(text: &Text, info: &TermInfo, base: &[u64]) -> io::Result<bool> {
    let mut list = postings(text, info)?;
    while !list.docs().is_empty() {
        if list.docs().iter().any(|doc| bits::has(base, *doc as usize)) {
            return Ok(true);
        }
        list.advance();
    }
    Ok(false)
}

/// How many of the documents may be seen.
fn seen_count(text: &Text, info: &TermInfo, base: &[u64]) -> io::Result<u64> {
    let mut list = postings(text, info)?;
    let mut count = 0;
    while !list.docs().is_empty() {
        let docs = list.docs().iter();
        count += docs.filter(|doc| bits::has(base, **doc as usize)).count() as u64;
        list.advance();
    }
    Ok(count)
}

/// Whether any document that has all of the terms may be seen.
pub(crate) fn seen_together(text: &Text, infos: &[TermInfo], base: &[u64]) -> io::Result<bool> {
    let mut left = base.to_vec();
    for info in infos {
        let mut found = vec![0; left.len()];
        let mut list = postings(text, info)?;
        while !list.docs().is_empty() {
            list.docs().iter().for_each(|doc| bits::set(&mut found, *doc as usize));
            list.advance();
        }
        bits::and(&mut left, &found);
    }
    Ok(!infos.is_empty() && bits::count(&left) > 0)
}

fn postings(text: &Text, info: &TermInfo) -> io::Result<BlockSegmentPostings> {
    text.index
        .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
}

/// The words one insertion, deletion, substitution or exchange of neighbours away.
pub(crate) struct Typo(DFA);

impl Typo {
    /// Of the whole word, or of a beginning of it.
    pub fn new(word: &str, beginning: bool) -> Self {
        static BUILDER: OnceLock<LevenshteinAutomatonBuilder> = OnceLock::new();
        let builder = BUILDER.get_or_init(|| LevenshteinAutomatonBuilder::new(1, true));
        Self(if beginning {
            builder.build_prefix_dfa(word)
        } else {
            builder.build_dfa(word)
        })
    }

    /// Whether a word is that near.
    pub fn is_near(&self, word: &str) -> bool {
        matches!(self.0.eval(word), Distance::Exact(_))
    }

    /// Adds the terms of a field that are that near and may be seen, with how often they may.
    pub fn collect(
        &self,
        segment: &Segment,
        field: usize,
        base: &[u64],
        into: &mut BTreeMap<String, u64>,
    ) -> io::Result<()> {
        let text = &segment.texts[field];
        let mut stream = text.index.terms().search(Nearness(&self.0)).into_stream()?;
        while let Some((term, info)) = stream.next() {
            let count = seen_count(text, info, base)?;
            if let Ok(term) = std::str::from_utf8(term)
                && count > 0
            {
                *into.entry(term.to_owned()).or_default() += count;
            }
        }
        Ok(())
    }
}

/// The automaton as the dictionaries take it.
struct Nearness<'a>(&'a DFA);

impl Automaton for Nearness<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}
