//! Page by page is the same as the whole list, in every order and over several segments.

use proptest::prelude::*;
use search::{After, Document, Query, SearchError, Sort};

use crate::support::{Fixture, numbers, plain};

const SORTS: [Sort; 4] = [Sort::Relevance, Sort::Name, Sort::Newest, Sort::Age];

fn documents() -> impl Strategy<Value = Vec<Document>> {
    // Few different names and dates, so that most of the order is made by ties.
    let one = (0_u8..4, 0_i64..4, 0_i32..3, 1_usize..4, any::<bool>());
    prop::collection::vec(one, 0..60).prop_map(|all| {
        let document = |(number, (name, newest, as_of, times, other))| Document {
            sort_name: vec![name],
            names: vec![
                "wort ".repeat(times),
                if other { "anderes".into() } else { String::new() },
            ],
            newest: newest - 2,
            as_of: as_of - 1,
            ..plain(number)
        };
        (0..).zip(all).map(document).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pages_joined_are_the_list(documents in documents(), each in 5_usize..40, limit in 1_usize..9) {
        let fixture = Fixture::in_commits(&documents, each);
        for sort in SORTS {
            for text in ["", "wort", "wo anderes", "wrot "] {
                let whole = fixture.ask(&Query { sort, limit: 1000, ..Query::text(text) });
                prop_assert_eq!(whole.total as usize, whole.hits.len());
                let mut joined = Vec::new();
                let mut after = None;
                loop {
                    let page = fixture.ask(&Query { sort, limit, after, ..Query::text(text) });
                    prop_assert_eq!(page.total, whole.total, "paging does not change the total");
                    let Some(last) = page.hits.last() else { break };
                    after = Some(After::from_bytes(&last.after.to_bytes()).unwrap());
                    joined.extend(numbers(&page));
                }
                prop_assert_eq!(joined, numbers(&whole), "{:?} {:?}", sort, text);
            }
        }
    }

    #[test]
    fn any_bytes_are_a_place_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..140)) {
        let fixture = shared();
        if let Ok(after) = After::from_bytes(&bytes) {
            prop_assert_eq!(after.to_bytes(), bytes);
            for sort in SORTS {
                let answer = fixture.index.search(&Query { sort, after: Some(after.clone()), ..Query::text("x") });
                prop_assert!(answer.is_ok() || answer == Err(SearchError::After));
            }
        }
    }
}

fn shared() -> &'static Fixture {
    static FIXTURE: std::sync::OnceLock<Fixture> = std::sync::OnceLock::new();
    FIXTURE.get_or_init(|| Fixture::names(&["x", "y"]))
}

#[test]
fn orders() {
    let document = |number, name: &str, newest, as_of| Document {
        sort_name: name.into(),
        newest,
        as_of,
        ..plain(number)
    };
    let fixture = Fixture::in_commits(
        &[
            document(0, "b", -5, 3),
            document(1, "a", 7, i32::MIN),
            document(2, "c", 7, 9),
            document(3, "a", 0, 9),
        ],
        2,
    );
    let order = |sort| {
        numbers(&fixture.ask(&Query {
            sort,
            ..Query::default()
        }))
    };
    assert_eq!(order(Sort::Name), [1, 3, 0, 2]);
    assert_eq!(order(Sort::Relevance), [1, 3, 0, 2], "without text by name");
    assert_eq!(order(Sort::Newest), [1, 2, 3, 0]);
    assert_eq!(order(Sort::Age), [3, 2, 0, 1]);
}

#[test]
fn a_mark_of_another_order_is_refused() {
    let fixture = Fixture::names(&["x"]);
    let after = fixture.ask(&Query::default()).hits.remove(0).after;
    let query = Query {
        sort: Sort::Name,
        after: Some(after),
        ..Query::default()
    };
    assert_eq!(fixture.index.search(&query), Err(SearchError::After));
}

#[test]
fn counting_only() {
    let fixture = Fixture::names(&["x", "y"]);
    let answer = fixture.ask(&Query {
        limit: 0,
        ..Query::text("x")
    });
    assert_eq!((answer.total, answer.hits.len(), answer.counts[0][4]), (1, 0, 1));
    let answer = fixture.ask(&Query {
        counts: false,
        ..Query::default()
    });
    assert_eq!((answer.total, answer.counts.len()), (2, 0));
    let query = Query {
        limit: 10_001,
        ..Query::default()
    };
    assert_eq!(fixture.index.search(&query), Err(SearchError::Limit { limit: 10_001 }));
}
