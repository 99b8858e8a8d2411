//! Sets of documents of a segment, one bit each. Everything that is filtered or counted comes
//! down to these few loops, which the compiler turns into vector instructions.

/// How many words hold `docs` bits.
pub(crate) fn words(docs: usize) -> usize {
    docs.div_ceil(64)
}

/// All of `docs` documents.
pub(crate) fn full(docs: usize) -> Vec<u64> {
    let mut bits = vec![u64::MAX; words(docs)];
    if let (Some(last), rest @ 1..) = (bits.last_mut(), docs % 64) {
        *last = (1 << rest) - 1;
    }
    bits
}

/// Adds a document.
pub(crate) fn set(bits: &mut [u64], doc: usize) {
    bits[doc / 64] |= 1 << (doc % 64);
}

/// Whether a document is in the set.
pub(crate) fn has(bits: &[u64], doc: usize) -> bool {
    bits[doc / 64] >> (doc % 64) & 1 == 1
}

/// Keeps what is in both.
pub(crate) fn and(bits: &mut [u64], other: &[u64]) {
    bits.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
}

/// Adds what is in the other.
pub(crate) fn or(bits: &mut [u64], other: &[u64]) {
    bits.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
}

/// How many documents are in the set.
pub(crate) fn count(bits: &[u64]) -> u64 {
    bits.iter().map(|word| u64::from(word.count_ones())).sum()
}

/// How many documents are in both sets.
pub(crate) fn count_both(bits: &[u64], other: &[u64]) -> u64 {
    bits.iter()
        .zip(other)
        .map(|(word, other)| u64::from((word & other).count_ones()))
        .sum()
}

/// The documents of the set, in their order.
pub(crate) fn docs(bits: &[u64]) -> impl Iterator<Item = usize> + '_ {
    bits.iter()
        .enumerate()
        .filter(|(_, word)| **word != 0)
        .flat_map(|(place, word)| Ones {
            word: *word,
            base: place * 64,
        })
}

struct Ones {
    word: u64,
    base: usize,
}

impl Iterator for Ones {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.word == 0 {
            return None;
        }
        let bit = self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some(self.base + bit)
    }
}
