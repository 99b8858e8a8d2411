//! The fuzz targets' corpus on stable: each committed input, and mutations of them.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../../fuzz/holds/mod.rs"]
mod holds;

fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let entries = fs::read_dir(folder).expect("the corpus is committed");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files.iter().map(|path| fs::read(path).expect("readable")).collect()
}

#[test]
fn the_corpus_holds() {
    for (target, _) in holds::TARGETS {
        let corpus = corpus(target);
        assert!(!corpus.is_empty(), "{target}");
        for bytes in corpus {
            holds::any_bytes(target, &bytes);
        }
    }
}

/// Mutations of the corpus, for `PASSERELLE_SOAK` seconds a target; a tenth of a second without it.
/// `PASSERELLE_SOAK_ONLY` names one target.
#[test]
fn mutations_of_the_corpus_hold() {
    let asked = std::env::var("PASSERELLE_SOAK").ok().and_then(|text| text.parse().ok());
    let long = asked.map_or(Duration::from_millis(100), Duration::from_secs);
    let only = std::env::var("PASSERELLE_SOAK_ONLY").ok();
    for (target, _) in holds::TARGETS {
        if only.as_deref().is_none_or(|only| only == target) {
            soak(target, long);
        }
    }
}

fn soak(target: &str, long: Duration) {
    let corpus = corpus(target);
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let begun = Instant::now();
    let mut count = 0_u64;
    while begun.elapsed() < long {
        let mut bytes = corpus[random.below(corpus.len())].clone();
        for _ in 0..=random.below(8) {
            mutate(&mut bytes, &corpus, &mut random);
        }
        if std::panic::catch_unwind(|| holds::any_bytes(target, &bytes)).is_err() {
            let kept = std::env::temp_dir().join(format!("{target}-does-not-hold"));
            fs::write(&kept, &bytes).expect("written");
            panic!("{target} does not hold for {}", kept.display());
        }
        count += 1;
    }
    eprintln!("{target}: {count} inputs in {:?}", begun.elapsed());
}

fn mutate(bytes: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    let at = random.below(bytes.len() + 1);
    match random.below(7) {
        0 => bytes.insert(at, random.byte()),
        1 if at < bytes.len() => drop(bytes.remove(at)),
        2 if at < bytes.len() => bytes[at] = random.byte(),
        3 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        4 => {
            // A piece of it once more, somewhere else.
            let piece = bytes[at..(at + random.below(60)).min(bytes.len())].to_vec();
            let to = random.below(bytes.len() + 1);
            bytes.splice(to..to, piece);
        }
        5 => {
            let end = (at + random.below(40)).min(bytes.len());
            bytes.drain(at..end);
        }
        _ => {
            let other = &corpus[random.below(corpus.len())];
            let from = random.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
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

    /// Mostly what addresses, tables, forms and JSON are made of.
    fn byte(&mut self) -> u8 {
        const LIKELY: &[u8] = b"0123456789,;\t\"\n\r{}[]<>()&=%:\\-./ aeq\xc3\xa9\x00\xff";
        match self.below(8) {
            0 => self.next().to_le_bytes()[0],
            _ => LIKELY[self.below(LIKELY.len())],
        }
    }
}
