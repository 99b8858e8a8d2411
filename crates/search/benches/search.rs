//! Figures of the engine on synthetic documents: documents indexed a second, queries a second,
//! and how long each class of query takes. `cargo bench -p search -- 1000000` for another size.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::HashMap;
use std::time::{Duration, Instant};

use search::{Definition, Document, Facet, Filter, Index, Language, Query, Sort, Values};

const QUERIES: usize = 1000;
const CLASSES: [&str; 5] = ["common", "two words", "filters", "typo", "prefix"];

fn main() {
    let size = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let number: u32 = size.unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), definition()).unwrap();
    let corpus = Corpus::new();
    let frequencies = fill(&index, &corpus, number);
    let queries = queries(&corpus, &frequencies, number);
    for query in &queries {
        index.search(&query.1).unwrap();
    }
    for threads in [1, 2] {
        run(&index, &queries, threads);
    }
    edits(&index, &corpus, number);
    let again = Instant::now();
    drop(index);
    Index::open(folder.path(), definition()).unwrap();
    println!("opened again in {:?}", again.elapsed());
}

fn definition() -> Definition {
    Definition {
        facets: vec![
            Facet::one("area", 8),
            Facet::one("kind", 9),
            Facet::many("tongue", 5),
            Facet::one("trade", 88),
            Facet::one("standing", 5),
            Facet::one("status", 4),
            Facet::one("age", 4),
        ],
        synonyms: Vec::new(),
    }
}

/// A small generator (xorshift), so that every run sees the same.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }
}

struct Corpus {
    words: Vec<String>,
    /// Running sums of the frequencies, after Zipf.
    sums: Vec<f64>,
}

impl Corpus {
    fn new() -> Self {
        let mut random = Random(0x5eed);
        let syllables = "ba be bi bo bu ca ce cha de do du fa fe gen gi gu ha ho in ka ki la le lin lo ma men mi mo na ne ni no or pa pe po ra re ri ro sa sche se si so sta ta te ti to tra un va ve vi wa wer zu";
        let syllables: Vec<_> = syllables.split(' ').collect();
        let mut words = Vec::new();
        let mut seen = std::collections::HashSet::new();
        while words.len() < 40_000 {
            let length = 2 + random.below(3);
            let word: String = (0..length).map(|_| syllables[random.below(syllables.len())]).collect();
            if seen.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut sum = 0.0;
        let sums = (0..words.len()).map(|rank| {
            sum += 1.0 / (f64::from(u32::try_from(rank).unwrap()) + 2.7);
            sum
        });
        Self {
            sums: sums.collect(),
            words,
        }
    }

    fn word(&self, random: &mut Random) -> usize {
        let share = (random.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let wanted = share * self.sums.last().unwrap();
        self.sums.partition_point(|sum| *sum < wanted).min(self.words.len() - 1)
    }

    fn text(&self, random: &mut Random, length: usize, used: &mut Vec<usize>) -> String {
        let words = (0..length).map(|_| {
            let word = self.word(random);
            used.push(word);
            self.words[word].as_str()
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

/// Indexes the documents; says in how many of them each word occurs.
fn fill(index: &Index, corpus: &Corpus, number: u32) -> HashMap<usize, u32> {
    let mut random = Random(42);
    let mut frequencies = HashMap::new();
    let documents: Vec<_> = (0..number)
        .map(|number| document(corpus, &mut random, number, &mut frequencies))
        .collect();
    let start = Instant::now();
    let mut writer = index.writer(100_000_000).unwrap();
    for (position, documents) in (1..).zip(documents.chunks(20_000)) {
        documents
            .iter()
            .for_each(|document| assert!(writer.upsert(document).unwrap()));
        writer.commit(position).unwrap();
    }
    let filled = start.elapsed();
    writer.compact().unwrap();
    println!(
        "{number} documents indexed in {filled:.2?}: {:.0} a second; compacted in {:.2?}",
        f64::from(number) / filled.as_secs_f64(),
        start.elapsed() - filled
    );
    frequencies
}

fn document(corpus: &Corpus, random: &mut Random, number: u32, frequencies: &mut HashMap<usize, u32>) -> Document {
    let mut used = Vec::new();
    let mut id = [0; 16];
    id[..8].copy_from_slice(&random.next().to_be_bytes());
    id[12..].copy_from_slice(&number.to_be_bytes());
    let length = 2 + random.below(3);
    let name = corpus.text(random, length, &mut used);
    let length = if random.below(10) < 3 { 20 + random.below(60) } else { 0 };
    let text = corpus.text(random, length, &mut used);
    used.sort_unstable();
    used.dedup();
    used.iter().for_each(|word| *frequencies.entry(*word).or_default() += 1);
    let mut one = |values: usize| match random.below(10) {
        0 => Values::NOT_STATED,
        _ => Values::One(u8::try_from(random.below(values).min(random.below(values))).unwrap()),
    };
    let [area, kind, trade, standing, status, age] = [8, 9, 88, 5, 4, 4].map(&mut one);
    let tongues = Values::Many(u128::from(random.next() & random.next() & 31));
    Document {
        sort_name: name.clone().into_bytes(),
        names: vec![name],
        places: vec![corpus.words[random.below(500)].clone()],
        texts: vec![(Language::Other, text)],
        codes: vec![format!("{number:09}")],
        facets: vec![area, kind, tongues, trade, standing, status, age],
        point: Some((49.0 + degrees(random), 6.0 + degrees(random))),
        newest: i64::from(number % 5000),
        as_of: i32::try_from(random.below(400)).unwrap(),
        ..Document::new(id, 1)
    }
}

fn degrees(random: &mut Random) -> f32 {
    f32::from(u16::try_from(random.below(20_000)).unwrap()) / 10_000.0
}

/// The mix of the project: 40 % a common word, 25 % two words, 15 % filters, 10 % typos, 10 %
/// beginnings; half of them with a filter too, in four orders.
fn queries(corpus: &Corpus, frequencies: &HashMap<usize, u32>, number: u32) -> Vec<(usize, Query)> {
    let mut random = Random(7);
    let mut common: Vec<usize> = frequencies
        .iter()
        .filter(|(_, count)| **count >= number / 100)
        .map(|(word, _)| *word)
        .collect();
    common.sort_unstable();
    println!("{} words are in at least 1 % of the documents", common.len());
    let mut queries: Vec<(usize, Query)> = Vec::new();
    for place in 0..QUERIES {
        let class = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4][place % 20];
        let word = corpus.words[common[random.below(common.len())]].clone();
        let other = corpus.words[corpus.word(&mut random)].clone();
        let text = match class {
            0 => word + " ",
            1 => format!("{other} {word} "),
            2 => String::new(),
            3 => typo(&mut random, &other),
            _ => other[..other.len().min(3 + random.below(3))].to_owned(),
        };
        let mut filters = Vec::new();
        if class == 2 || random.below(2) == 0 {
            let facet = [0, 1, 3, 4][random.below(4)];
            let values = definition().facets[facet].values;
            filters.push(Filter::any(
                facet,
                [random.below(values), random.below(values)].map(|value| u8::try_from(value).unwrap()),
            ));
        }
        let sort = [Sort::Relevance, Sort::Relevance, Sort::Name, Sort::Newest][random.below(4)];
        queries.push((
            class,
            Query {
                filters,
                sort,
                ..Query::text(text)
            },
        ));
    }
    queries
}

/// One changed document a commit, as a site in use makes them.
fn edits(index: &Index, corpus: &Corpus, number: u32) {
    let mut random = Random(99);
    let mut writer = index.writer(15_000_000).unwrap();
    let mut times: Vec<_> = (0..100)
        .map(|edit| {
            let document = document(corpus, &mut random, number + edit, &mut HashMap::new());
            let start = Instant::now();
            writer.upsert(&document).unwrap();
            writer.commit(u64::from(edit)).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    println!(
        "a commit of one document: p50 {:.1?}, slowest {:.1?}",
        times[50], times[99]
    );
}

fn typo(random: &mut Random, word: &str) -> String {
    let mut word = word.to_owned();
    let place = 1 + random.below(word.len() - 1);
    match random.below(3) {
        0 => drop(word.remove(place)),
        1 => word.insert(place, 'x'),
        _ => word.replace_range(place..=place, "y"),
    }
    word + " "
}

fn run(index: &Index, queries: &[(usize, Query)], threads: usize) {
    const ROUNDS: usize = 10;
    let start = Instant::now();
    let measure = |thread: usize| {
        let mut times: Vec<(usize, Duration)> = Vec::new();
        for round in 0..ROUNDS {
            for place in 0..queries.len() {
                let (class, query) = &queries[(place + thread * 500 + round) % queries.len()];
                let start = Instant::now();
                index.search(query).unwrap();
                times.push((*class, start.elapsed()));
            }
        }
        times
    };
    let times: Vec<_> = std::thread::scope(|scope| {
        let handles: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || measure(thread)))
            .collect();
        handles.into_iter().flat_map(|handle| handle.join().unwrap()).collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{threads} thread(s): {:.0} queries a second",
        times.len() as f64 / seconds
    );
    for (class, name) in (0..).zip(CLASSES).chain([(CLASSES.len(), "all")]) {
        let mut own: Vec<_> = times
            .iter()
            .filter(|(of, _)| *of == class || class == CLASSES.len())
            .map(|(_, time)| *time)
            .collect();
        own.sort_unstable();
        let at = |share: usize| own[(own.len() * share / 100).min(own.len() - 1)];
        println!(
            "  {name:<10} p50 {:>9.1?}  p95 {:>9.1?}  p99 {:>9.1?}",
            at(50),
            at(95),
            at(99)
        );
    }
}
