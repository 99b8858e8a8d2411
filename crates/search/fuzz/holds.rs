//! What must hold of any question to the index. Run by the fuzz target, and on stable by `tests/it/fuzzed.rs` over the
//! committed corpus.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use search::{
    After, Answer, BBox, Definition, Document, Facet, Filter, Index, Language, MAX_BYTES, MAX_LIMIT, MAX_WORDS, Query,
    SearchError, Sort, Values, fold,
};

/// Values of the facets; the last one says who may be seen.
const FACETS: [usize; 3] = [4, 3, 2];
const SEEN: usize = 2;
/// Most filters and scopes of a question.
const FILTERS: usize = 2 * FACETS.len() + 16;

/// A question as text: words in the first line; below, a line each, what else is asked: `filter 0 1 3 none`, `scope 2 1`,
/// `sort name`, `limit 5`, `bbox 49 6 50 7`, `after 0101…`, `uncounted`.
pub fn any_query(text: &str) {
    for word in fold(text) {
        let plain = word.chars().all(char::is_alphanumeric);
        assert!(plain && !word.is_empty() && word.len() <= 64, "{word:?}");
    }
    let query = read(text);
    let shelf = shelf();
    match shelf.all.search(&query) {
        Ok(answer) => {
            assert!(is_whole(&query), "{query:?}");
            answered(shelf, &query, &answer);
        }
        Err(error) => refused(&query, &error),
    }
    hidden_is_hidden(shelf, query);
}

fn read(text: &str) -> Query {
    let (words, rest) = text.split_once('\n').unwrap_or((text, ""));
    let mut query = Query::text(words);
    for line in rest.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            ["filter", facet, values @ ..] => query.filters.extend(filter(facet, values)),
            ["scope", facet, values @ ..] => query.scope.extend(filter(facet, values)),
            ["sort", order] => query.sort = sort(order),
            ["limit", number] => query.limit = number.parse().unwrap_or(20),
            ["bbox", edges @ ..] => query.bbox = bbox(edges),
            ["after", hex] => query.after = after(hex),
            ["uncounted"] => query.counts = false,
            _ => {}
        }
    }
    query
}

fn filter(facet: &str, values: &[&str]) -> Option<Filter> {
    let numbers = values.iter().filter_map(|value| value.parse().ok());
    let mut filter = Filter::any(facet.parse().ok()?, numbers);
    filter.not_stated = values.contains(&"none");
    Some(filter)
}

fn sort(order: &str) -> Sort {
    match order {
        "name" => Sort::Name,
        "newest" => Sort::Newest,
        "age" => Sort::Age,
        _ => Sort::Relevance,
    }
}

fn bbox(edges: &[&str]) -> Option<BBox> {
    let edges: Vec<f32> = edges.iter().map(|edge| edge.parse().ok()).collect::<Option<_>>()?;
    let [south, west, north, east] = edges.try_into().ok()?;
    Some(BBox {
        south,
        west,
        north,
        east,
    })
}

/// A mark that is read says the same when it is written again.
fn after(hex: &str) -> Option<After> {
    let pairs = hex.as_bytes().chunks(2);
    let bytes: Option<Vec<u8>> = pairs
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let bytes = bytes?;
    let after = After::from_bytes(&bytes).ok()?;
    assert_eq!(after.to_bytes(), bytes);
    Some(after)
}

/// Whether nothing about it can be refused but its number of words and its mark.
fn is_whole(query: &Query) -> bool {
    let mut filters = query.filters.iter().chain(&query.scope);
    query.text.len() <= MAX_BYTES && query.limit <= MAX_LIMIT && filters.all(is_known) && query.bbox.is_none_or(is_box)
}

fn is_known(filter: &Filter) -> bool {
    let values = FACETS.get(filter.facet);
    values.is_some_and(|values| filter.any_of >> values == 0)
}

fn is_box(bbox: BBox) -> bool {
    let finite = [bbox.south, bbox.west, bbox.north, bbox.east]
        .iter()
        .all(|edge| edge.is_finite());
    finite && bbox.south <= bbox.north && bbox.west <= bbox.east
}

/// A refusal says what is wrong, and it is.
fn refused(query: &Query, error: &SearchError) {
    let filters = || query.filters.iter().chain(&query.scope);
    let right = match error {
        SearchError::TooLong { bytes } => *bytes == query.text.len() && *bytes > MAX_BYTES,
        SearchError::TooManyWords { words } => *words > MAX_WORDS,
        SearchError::Limit { limit } => *limit == query.limit && *limit > MAX_LIMIT,
        SearchError::TooManyFilters => filters().count() > FILTERS,
        SearchError::Facet { facet } => *facet >= FACETS.len(),
        SearchError::Value { .. } => !filters().all(is_known),
        SearchError::BBox => !query.bbox.is_none_or(is_box),
        SearchError::After => query.after.is_some(),
        SearchError::Index { .. } => false,
    };
    assert!(right, "{error}: {query:?}");
}

/// What is found may be found; how many there are and how they are counted is what counting one by one gives.
fn answered(shelf: &Shelf, query: &Query, answer: &Answer) {
    let may: Vec<&Document> = shelf
        .documents
        .iter()
        .filter(|document| is_asked(query, document, None))
        .collect();
    assert!(answer.hits.len() <= query.limit && answer.hits.len() as u64 <= answer.total);
    assert!(answer.total <= may.len() as u64, "{query:?}");
    let free = fold(&query.text).is_empty();
    if free {
        assert_eq!(answer.total, may.len() as u64, "{query:?}");
    }
    let mut ids = BTreeSet::new();
    for hit in &answer.hits {
        assert!(may.iter().any(|document| document.id == hit.id), "{query:?}");
        assert!(ids.insert(hit.id), "twice: {query:?}");
        assert_eq!(After::from_bytes(&hit.after.to_bytes()).as_ref(), Ok(&hit.after));
    }
    assert_eq!(answer.counts.len(), if query.counts { FACETS.len() } else { 0 });
    for (facet, counts) in answer.counts.iter().enumerate() {
        let counted = counted(shelf, query, facet);
        let fits = |(one, most): (&u64, &u64)| if free { one == most } else { one <= most };
        assert_eq!(counts.len(), counted.len());
        assert!(
            counts.iter().zip(&counted).all(fits),
            "facet {facet}: {counts:?} {counted:?} {query:?}"
        );
    }
    pages(shelf, query, answer.total);
}

/// The documents by value, and those that state none, without the facet's own filters.
fn counted(shelf: &Shelf, query: &Query, facet: usize) -> Vec<u64> {
    let values = FACETS.get(facet).copied().unwrap_or_default();
    let asked = shelf
        .documents
        .iter()
        .filter(|document| is_asked(query, document, Some(facet)));
    let asked: Vec<&Document> = asked.collect();
    let of = |filter: &Filter| asked.iter().filter(|document| has(filter, document)).count() as u64;
    let none = Filter {
        facet,
        any_of: 0,
        not_stated: true,
    };
    let numbers = 0..u8::try_from(values).unwrap_or_default();
    numbers
        .map(|value| of(&Filter::any(facet, [value])))
        .chain([of(&none)])
        .collect()
}

fn is_asked(query: &Query, document: &Document, without: Option<usize>) -> bool {
    let mut filters = query.filters.iter().filter(|filter| Some(filter.facet) != without);
    let inside = |bbox: BBox| {
        document.point.is_some_and(|(lat, lon)| {
            (bbox.south..=bbox.north).contains(&lat) && (bbox.west..=bbox.east).contains(&lon)
        })
    };
    filters.all(|filter| has(filter, document))
        && query.scope.iter().all(|filter| has(filter, document))
        && query.bbox.is_none_or(inside)
}

fn has(filter: &Filter, document: &Document) -> bool {
    match document.facets.get(filter.facet) {
        None | Some(Values::Many(0) | Values::One(u8::MAX)) => filter.not_stated,
        Some(Values::One(value)) => filter.any_of >> value & 1 == 1,
        Some(Values::Many(set)) => filter.any_of & set != 0,
    }
}

/// From the first page to the last, each hit comes once.
fn pages(shelf: &Shelf, query: &Query, total: u64) {
    if query.limit == 0 {
        return;
    }
    let mut query = Query {
        after: None,
        counts: false,
        ..query.clone()
    };
    let mut ids = BTreeSet::new();
    loop {
        let Ok(answer) = shelf.all.search(&query) else {
            panic!("a page that was there is refused: {query:?}");
        };
        assert_eq!(answer.total, total, "{query:?}");
        assert!(answer.hits.iter().all(|hit| ids.insert(hit.id)), "twice: {query:?}");
        match answer.hits.last() {
            Some(last) => query.after = Some(last.after.clone()),
            None => break,
        }
    }
    assert_eq!(ids.len() as u64, total, "{query:?}");
}

/// Nothing that may not be seen has any influence on what is found, counted, or said about spelling.
fn hidden_is_hidden(shelf: &Shelf, query: Query) {
    let query = Query {
        limit: 100,
        after: None,
        ..query
    };
    let scoped = Query {
        scope: [query.scope.clone(), vec![Filter::any(SEEN, [1])]].concat(),
        ..query.clone()
    };
    if scoped.filters.len() + scoped.scope.len() > FILTERS {
        return;
    }
    let (here, there) = (shelf.all.search(&scoped), shelf.seen.search(&query));
    let plain = |answer: Answer| {
        let ids: BTreeSet<[u8; 16]> = answer.hits.iter().map(|hit| hit.id).collect();
        (answer.total, ids, answer.counts, answer.corrected)
    };
    assert_eq!(here.map(plain), there.map(plain), "{query:?}");
}

/// Some documents, and those of them that may be seen.
struct Shelf {
    documents: Vec<Document>,
    all: Index,
    seen: Index,
}

fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let documents = documents();
        let filter = Filter::any(SEEN, [1]);
        let seen: Vec<Document> = documents.iter().filter(|one| has(&filter, one)).cloned().collect();
        match (index(&documents), index(&seen)) {
            (Ok(all), Ok(seen)) => Shelf { documents, all, seen },
            (Err(error), _) | (_, Err(error)) => panic!("no index: {error}"),
        }
    })
}

/// In several segments; what is open stays readable when its folder goes.
fn index(documents: &[Document]) -> Result<Index, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let group = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let [colours, tongues, seen] = FACETS;
    let definition = Definition {
        facets: vec![
            Facet::one("colour", colours),
            Facet::many("tongue", tongues),
            Facet::one("seen", seen),
        ],
        synonyms: vec![
            group(&["Liège", "Lüttich", "Luik"]),
            group(&["Sankt Vith", "Saint-Vith"]),
            group(&["Trier", "Trèves"]),
            group(&["Mainz", "Mayence"]),
        ],
    };
    let index = Index::open(folder.path(), definition)?;
    let mut writer = index.writer(15_000_000)?;
    for (position, documents) in (1..).zip(documents.chunks(7)) {
        for document in documents {
            writer.upsert(document)?;
        }
        writer.commit(position)?;
    }
    index.search(&Query::text("brau"))?;
    Ok(index)
}

/// Name, place, code, text; every third is hidden.
const ROWS: [(&str, &str, &str, &str); 20] = [
    ("Brauerei Müller", "Trier", "HRB 2940", "Bier aus Gerste"),
    ("Müller & Söhne", "Saarbrücken", "HRB 1234", "Werkzeuge für Brücken"),
    ("Hidden Müller", "Luik", "0203.201.340", "Geheimnis der Brauerei"),
    ("L'Œuvre de Saint-Éloi", "Metz", "303 265 045", "forge et soudure"),
    ("Atelier du Perron", "Liège", "0417.497.106", "verre et cristal"),
    ("Wolkenkuckucksheim", "Mayence", "B 82.454", "niemand sieht es"),
    (
        "Straßenbau Neue Rue",
        "Sankt Vith",
        "0400.000.284",
        "Straßen, Brücken, Tunnel",
    ),
    (
        "Capteurs du Pont",
        "Nancy",
        "552 008 443",
        "capteurs pour ponts et tunnels",
    ),
    ("Secret Sensors", "Esch", "B 12.345", "sensors nobody knows"),
    ("Łódź & Ørsted", "Luxembourg", "B 6.001", "wind, þorn, ﬁn"),
    ("AG", "Eupen", "", ""),
    ("Verborgen Aktiengesellschaft", "Mayen", "HRB 99", "coeur caché"),
    ("Bäckerei Baecker Backer", "Trèves", "", "Brot"),
    ("東京 Maschinen", "Arlon", "", "Maschinen, machines, machinery"),
    ("Zzyzx", "Nirgends", "", "zzyzx"),
    ("Coeur de Lorraine", "Thionville", "", "patisserie"),
    (
        "Brasserie de l'Abbaye",
        "Saint-Vith",
        "0403.170.701",
        "bière, Bier, beer",
    ),
    ("Mueller Muller", "Saarlouis", "HRB 5", "Fässer"),
    ("Recherche Forschung", "Lëtzebuerg", "L1-2-3", "rd cooperation"),
    ("ı İ ß ẞ", "Völklingen", "", "a\u{308} o\u{308} u\u{308}"),
];

fn documents() -> Vec<Document> {
    let documents = (0_u8..).zip(ROWS).map(|(number, (name, place, code, text))| {
        let step = f32::from(number) / 10.0;
        Document {
            sort_name: name.to_lowercase().into_bytes(),
            names: vec![name.to_owned()],
            places: vec![place.to_owned()],
            texts: vec![(Language::Other, text.to_owned())],
            codes: vec![code.to_owned()],
            facets: vec![
                Values::One(if number % 5 == 4 { u8::MAX } else { number % 4 }),
                Values::Many(u128::from(number % 8)),
                Values::One(u8::from(number % 3 != 2)),
            ],
            point: (number % 4 != 3).then_some((48.5 + step, 5.5 + step)),
            newest: i64::from(number / 2) * 1000,
            as_of: i32::from(number % 6),
            ..Document::new([number; 16], 1)
        }
    });
    documents.collect()
}
