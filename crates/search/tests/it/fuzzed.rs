//! The fuzz target's corpus on stable: each committed question, and mutations of them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../../fuzz/holds.rs"]
mod holds;

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/query");
    let entries = fs::read_dir(folder).expect("the corpus is committed");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files.iter().map(|path| fs::read(path).expect("readable")).collect()
}

#[test]
fn the_corpus_holds() {
    let corpus = corpus();
    assert!(!corpus.is_empty());
    for text in corpus {
        holds::any_query(&String::from_utf8_lossy(&text));
    }
}

/// Mutations of the corpus, for `SEARCH_SOAK` seconds; a tenth of a second without it.
#[test]
fn mutations_of_the_corpus_hold() {
    let asked = std::env::var("SEARCH_SOAK").ok().and_then(|text| text.parse().ok());
    let long = asked.map_or(Duration::from_millis(100), Duration::from_secs);
    let corpus = corpus();
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let begun = Instant::now();
    let mut count = 0_u64;
    while begun.elapsed() < long {
        let mut text = corpus[random.below(corpus.len())].clone();
        for _ in 0..=random.below(6) {
            mutate(&mut text, &corpus, &mut random);
        }
        let text = String::from_utf8_lossy(&text);
        if std::panic::catch_unwind(|| holds::any_query(&text)).is_err() {
            panic!("does not hold for {text:?}");
        }
        count += 1;
    }
    println!("{count} questions in {:?}", begun.elapsed());
}

fn mutate(text: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    let at = random.below(text.len() + 1);
    match random.below(5) {
        0 => text.insert(at, random.byte()),
        1 if at < text.len() => drop(text.remove(at)),
        2 if at < text.len() => text[at] = random.byte(),
        3 if at + 1 < text.len() => text.swap(at, at + 1),
        _ => {
            let other = &corpus[random.below(corpus.len())];
            let from = random.below(other.len() + 1);
            text.truncate(at);
            text.extend_from_slice(&other[from..]);
        }
    }
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or_default()
    }

    /// Mostly what questions are made of.
    fn byte(&mut self) -> u8 {
        const LIKELY: &[u8] = b"abcdeilmnorstu \n0123456789.-'\xc3\xbc\xcc\x88";
        match self.below(8) {
            0 => self.next().to_le_bytes()[0],
            _ => LIKELY[self.below(LIKELY.len())],
        }
    }
}
