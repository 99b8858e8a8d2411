//! A thousand queries as readers type them, made from the texts the directory holds: frequent words, pairs of words
//! of one organisation, filters alone, typing errors, beginnings of words. A filter is one of an organisation the words
//! find. The same seed gives the same queries.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::chance::Chance;
use crate::http::encoded;

/// Kind of query, and how many of a hundred.
pub const CLASSES: [(&str, usize); 5] = [
    ("one word", 40),
    ("two words", 25),
    ("filters only", 15),
    ("typo", 10),
    ("prefix", 10),
];
const FILTERS_ONLY: usize = 2;
const HOW_MANY: usize = 1000;
const LEAST_DISTINCT: usize = 500;
/// Codes of the facet of working languages; all others are `other`.
const LANGUAGES: [&str; 5] = ["fr", "de", "en", "lb", "nl"];
/// Documents whose words are kept for pairs.
const KEPT: usize = 5000;

/// A query with its class, as the rest of an address: `&q=…&territory=…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Its number in [`CLASSES`].
    pub class: usize,
    /// What follows `?standing=all`.
    pub rest: String,
}

/// The words of the organisations.
#[derive(Debug, Default)]
pub struct Words {
    /// In one document of a hundred or more.
    frequent: Vec<String>,
    /// The words of some documents, those of each in order.
    documents: Vec<Vec<String>>,
}

/// Facets and codes of one organisation.
pub type Filters = Vec<(String, String)>;

impl Words {
    /// Reads a file of JSON lines as `passerelle generate` writes it.
    ///
    /// # Errors
    /// When it is not one.
    pub fn read(path: &Path) -> Result<Self> {
        let mut in_documents: BTreeMap<String, usize> = BTreeMap::new();
        let mut words = Self::default();
        let mut count = 0;
        for line in BufReader::new(File::open(path)?).lines() {
            let line: Value = serde_json::from_str(&line?)?;
            let of_document = words_of(&line);
            for word in &of_document {
                *in_documents.entry(word.clone()).or_default() += 1;
            }
            count += 1;
            if count % 20 == 1 && words.documents.len() < KEPT && of_document.len() > 1 {
                words.documents.push(of_document.into_iter().collect());
            }
        }
        let frequent = in_documents
            .into_iter()
            .filter(|(_, documents)| documents * 100 >= count);
        words.frequent = frequent.map(|(word, _)| word).collect();
        if words.frequent.is_empty() || words.documents.is_empty() {
            bail!("{} has no words", path.display());
        }
        Ok(words)
    }

    /// How many words are frequent.
    #[must_use]
    pub fn frequent(&self) -> usize {
        self.frequent.len()
    }
}

/// Words of at least four letters of its names, its town and its texts, each once, in lower case.
fn words_of(line: &Value) -> BTreeSet<String> {
    let record = &line["record"];
    let mut texts = Vec::new();
    collect(&record["names"], &mut texts);
    collect(&record["seat"]["municipality"], &mut texts);
    collect(&record["other"], &mut texts);
    for fact in line["listed"]["facts"].as_array().into_iter().flatten() {
        if matches!(fact["field"].as_str(), Some("summary" | "description")) {
            collect(&fact["value"], &mut texts);
        }
    }
    let words = texts.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
    words
        .filter(|word| word.chars().count() >= 4)
        .map(str::to_lowercase)
        .collect()
}

/// All texts below a value, without codes of languages and kinds.
fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => {
            let said = fields
                .iter()
                .filter(|(name, _)| !matches!(name.as_str(), "language" | "kind"));
            said.for_each(|(_, item)| collect(item, texts));
        }
        _ => {}
    }
}

/// What can be filtered by, of each organisation in an answer of `/api/v1/organisations`: only what is stated of it, as a
/// reader chooses who narrows a search.
///
/// # Errors
/// When it is no such answer.
pub fn filters(answer: &Value) -> Result<Vec<Filters>> {
    let items = answer["items"].as_array();
    let items = items.with_context(|| format!("no organisations: {answer:.300}"))?;
    Ok(items.iter().map(filters_of).filter(|found| !found.is_empty()).collect())
}

fn filters_of(item: &Value) -> Filters {
    let one = |facet: &str, field: &str| Some((facet.to_owned(), item[field].as_str()?.to_owned()));
    let spoken = item["languages"].as_array().into_iter().flatten();
    let languages = spoken.filter_map(Value::as_str).map(|code| {
        let code = if LANGUAGES.contains(&code) { code } else { "other" };
        ("language".to_owned(), code.to_owned())
    });
    let single = [one("territory", "territory"), one("kind", "kind"), one("nace", "nace")];
    single.into_iter().flatten().chain(languages).collect()
}

/// The queries, in an order of chance. `ask` tells what can be filtered by of the organisations a text finds: a filter is
/// always drawn from one of them, so that it narrows a search and does not empty it.
///
/// # Errors
/// When too few of them differ, or `ask` fails.
pub fn make(words: &Words, seed: u64, mut ask: impl FnMut(&str) -> Result<Vec<Filters>>) -> Result<Vec<Query>> {
    let mut chance = Chance::new(seed);
    let mut queries = Vec::with_capacity(HOW_MANY);
    for (class, (_, share)) in CLASSES.iter().enumerate() {
        for _ in 0..HOW_MANY * share / 100 {
            let rest = rest(class, words, &mut ask, &mut chance)?;
            queries.push(Query { class, rest });
        }
    }
    let distinct: BTreeSet<&str> = queries.iter().map(|query| query.rest.as_str()).collect();
    if distinct.len() < LEAST_DISTINCT {
        bail!("only {} of {HOW_MANY} queries differ", distinct.len());
    }
    for end in (1..queries.len()).rev() {
        queries.swap(end, chance.below(end + 1));
    }
    Ok(queries)
}

fn rest(
    class: usize,
    words: &Words,
    ask: &mut impl FnMut(&str) -> Result<Vec<Filters>>,
    chance: &mut Chance,
) -> Result<String> {
    let text = text(class, words, chance).context("no word for a query")?;
    let mut rest = if text.is_empty() {
        String::new()
    } else {
        format!("&q={}", encoded(&text))
    };
    // Filters alone are one to three; every second search in words has one.
    let how_many = if class == FILTERS_ONLY {
        1 + chance.below(3)
    } else {
        chance.below(2)
    };
    if how_many == 0 {
        return Ok(rest);
    }
    // Filters alone are those of any organisation, found by a word that is not asked for then.
    let found = if text.is_empty() {
        ask(chance.one(&words.frequent).context("no frequent word")?)?
    } else {
        ask(&text)?
    };
    let Some(filters) = chance.one(&found) else {
        return Ok(rest);
    };
    let mut taken: Vec<&str> = Vec::new();
    for _ in 0..how_many {
        let (facet, code) = chance.one(filters).context("no filter")?;
        if !taken.contains(&facet.as_str()) {
            taken.push(facet);
            rest.push_str(&format!("&{facet}={}", encoded(code)));
        }
    }
    Ok(rest)
}

/// The words of a query of that class.
fn text(class: usize, words: &Words, chance: &mut Chance) -> Option<String> {
    Some(match class {
        0 => chance.one(&words.frequent)?.clone(),
        1 => {
            let document = chance.one(&words.documents)?;
            let (a, b) = (chance.below(document.len()), chance.below(document.len() - 1));
            let b = if b >= a { b + 1 } else { b };
            format!("{} {}", document.get(a)?, document.get(b)?)
        }
        FILTERS_ONLY => String::new(),
        3 => mistyped(&long(words, 6, chance)?, chance),
        _ => {
            let word = long(words, 6, chance)?;
            let length = 4 + chance.below(word.chars().count() - 4);
            word.chars().take(length).collect()
        }
    })
}

/// A word of at least that many letters, out of some document.
fn long(words: &Words, least: usize, chance: &mut Chance) -> Option<String> {
    for _ in 0..1000 {
        let document = chance.one(&words.documents)?;
        let word = chance.one(document)?;
        if word.chars().count() >= least {
            return Some(word.clone());
        }
    }
    None
}

/// One letter left out, doubled, or changed with its neighbour; never the first.
fn mistyped(word: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + chance.below(letters.len().saturating_sub(2));
    match chance.below(3) {
        0 => {
            letters.remove(at);
        }
        1 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_thousand_in_their_shares() -> Result<()> {
        let documents = (0..600)
            .map(|n| vec![format!("anfangs{n}"), format!("zweites{n}")])
            .collect();
        let words = Words {
            frequent: (0..300).map(|n| format!("wort{n}")).collect(),
            documents,
        };
        let answer = serde_json::json!({ "items": [
            { "territory": "SAR", "nace": "62", "languages": ["de", "it"] },
            { "territory": "LU", "kind": "sme", "languages": [] },
        ]});
        let ask = |_: &str| filters(&answer);
        let queries = make(&words, 7, ask)?;
        assert_eq!(queries, make(&words, 7, ask)?);
        assert_eq!(queries.iter().filter(|query| query.class == 1).count(), 250);
        assert!(
            queries
                .iter()
                .filter(|query| query.class == 2)
                .all(|query| !query.rest.contains("q="))
        );
        // Of one organisation each: no query asks for a kind in Saarland.
        let mixed = |query: &&Query| query.rest.contains("=SAR") && query.rest.contains("kind=");
        assert_eq!(queries.iter().find(mixed), None);
        assert!(queries.iter().any(|query| query.rest.contains("language=other")));
        Ok(())
    }
}
