//! Filters and counts against a reference that looks at every document.

use proptest::prelude::*;
use search::{BBox, Document, Filter, Query, SearchError, Values};

use crate::support::{Fixture, named, number, plain};

const WORDS: [&str; 5] = ["wald", "wiese", "wasser", "stein", "sand"];

fn documents() -> impl Strategy<Value = Vec<Document>> {
    let one = (
        prop::option::of(0_u8..4),
        0_u128..8,
        1_usize..32,
        prop::option::of(0_i8..10),
    );
    prop::collection::vec(one, 0..90).prop_map(|all| {
        let document =
            |(number, (colour, tongues, words, place)): (u32, (Option<u8>, _, usize, Option<i8>))| Document {
                facets: vec![colour.map_or(Values::NOT_STATED, Values::One), Values::Many(tongues)],
                names: (0..5)
                    .filter(|word| words >> word & 1 == 1)
                    .map(|word| WORDS[word].to_owned())
                    .collect(),
                point: place.map(|place| (f32::from(place), f32::from(place))),
                ..plain(number)
            };
        (0..).zip(all).map(document).collect()
    })
}

fn filters() -> impl Strategy<Value = Vec<Filter>> {
    let one = (0_usize..2, 0_u128..8, any::<bool>());
    let filter = |(facet, any_of, not_stated)| Filter {
        facet,
        any_of,
        not_stated,
    };
    prop::collection::vec(one.prop_map(filter), 0..4)
}

fn passes(document: &Document, filter: &Filter) -> bool {
    match document.facets[filter.facet] {
        Values::One(255) | Values::Many(0) => filter.not_stated,
        Values::One(value) => filter.any_of >> value & 1 == 1,
        Values::Many(set) => filter.any_of & set != 0,
    }
}

fn matches(document: &Document, query: &Query, lifted: Option<usize>) -> bool {
    let words: Vec<_> = query.text.split_whitespace().collect();
    words.iter().all(|word| document.names.iter().any(|name| name == word))
        && query.scope.iter().all(|filter| passes(document, filter))
        && query
            .filters
            .iter()
            .filter(|filter| Some(filter.facet) != lifted)
            .all(|filter| passes(document, filter))
        && query.bbox.is_none_or(|bbox| {
            document.point.is_some_and(|(lat, lon)| {
                (bbox.south..=bbox.north).contains(&lat) && (bbox.west..=bbox.east).contains(&lon)
            })
        })
}

fn expected_counts(documents: &[Document], query: &Query) -> Vec<Vec<u64>> {
    let count = |facet: usize, values: usize| {
        let mut counts = vec![0; values + 1];
        for document in documents
            .iter()
            .filter(|document| matches(document, query, Some(facet)))
        {
            match document.facets[facet] {
                Values::One(255) | Values::Many(0) => counts[values] += 1,
                Values::One(value) => counts[usize::from(value)] += 1,
                Values::Many(set) => (0..values)
                    .filter(|value| set >> value & 1 == 1)
                    .for_each(|value| counts[value] += 1),
            }
        }
        counts
    };
    vec![count(0, 4), count(1, 3)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn like_the_reference(
        documents in documents(),
        each in 20_usize..100,
        questions in prop::collection::vec((0_usize..4, filters(), filters(), any::<bool>()), 6),
    ) {
        let fixture = Fixture::in_commits(&documents, each);
        for (words, filters, scope, boxed) in questions {
            // A space behind, so that words are whole; all of them occur or find nothing.
            let text = WORDS[..words.min(2)].iter().map(|word| format!("{word} ")).collect();
            let bbox = boxed.then_some(BBox { south: 2.0, west: 1.0, north: 6.0, east: 5.0 });
            let query = Query { text, filters, scope, bbox, limit: 1000, ..Query::default() };
            let answer = fixture.ask(&query);
            if answer.corrected.is_some() { continue; }
            let mut found: Vec<_> = answer.hits.iter().map(|hit| number(hit.id)).collect();
            found.sort_unstable();
            let wanted = documents.iter().filter(|document| matches(document, &query, None));
            let wanted: Vec<_> = wanted.map(|document| number(document.id)).collect();
            prop_assert_eq!(answer.total as usize, wanted.len());
            prop_assert_eq!(found, wanted);
            prop_assert_eq!(answer.counts, expected_counts(&documents, &query));
            let quick = fixture.ask(&Query { counts: false, ..query });
            prop_assert_eq!(quick.total, answer.total);
        }
    }
}

#[test]
fn large_sets_are_counted_like_small_ones() {
    let documents: Vec<_> = (0..3000)
        .map(|number: u32| Document {
            facets: vec![
                if number % 5 == 4 {
                    Values::NOT_STATED
                } else {
                    Values::One((number % 5) as u8)
                },
                Values::Many(u128::from(number % 8)),
            ],
            ..named(number, if number.is_multiple_of(100) { "selten" } else { "oft" })
        })
        .collect();
    let fixture = Fixture::in_commits(&documents, 1800);
    for text in ["", "oft ", "selten "] {
        let query = Query {
            filters: vec![Filter::any(0, [0, 2])],
            ..Query::text(text)
        };
        let expected = expected_counts(
            &documents
                .iter()
                .filter(|document| text.is_empty() || document.names[0] == text.trim())
                .cloned()
                .collect::<Vec<_>>(),
            &Query {
                text: String::new(),
                ..query.clone()
            },
        );
        assert_eq!(fixture.ask(&query).counts, expected, "{text:?}");
    }
}

#[test]
fn unknown_facets_and_values_are_refused() {
    let fixture = Fixture::new(&[]);
    let ask = |filter: Filter| {
        let filtered = Query {
            filters: vec![filter],
            ..Query::default()
        };
        let scoped = Query {
            scope: vec![filter],
            ..Query::default()
        };
        let error = fixture.index.search(&filtered).err();
        assert_eq!(error, fixture.index.search(&scoped).err());
        error
    };
    assert_eq!(ask(Filter::any(2, [0])), Some(SearchError::Facet { facet: 2 }));
    assert_eq!(
        ask(Filter::any(0, [4])),
        Some(SearchError::Value { facet: "colour".into() })
    );
    assert_eq!(ask(Filter::any(0, [3])), None);
    let query = Query {
        filters: vec![Filter::any(0, [1]); 1000],
        ..Query::default()
    };
    assert_eq!(fixture.index.search(&query).err(), Some(SearchError::TooManyFilters));
}
