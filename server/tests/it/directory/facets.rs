//! Counts: exact, and those of a facet ignore what is chosen of it.

use serde_json::Value;
use testkit::{App, suite};

use super::ten;

suite!(counts_are_exact, several_values_of_a_facet, not_stated_is_counted);

async fn facets(app: &App, query: &str) -> Value {
    app.client().get(&format!("/api/v1/facets{query}")).await.json()
}

async fn counts_are_exact(app: App) {
    app.add(ten()).await;
    let all = facets(&app, "").await;
    assert_eq!(all["total"], 8);
    let territories = &all["facets"]["territory"];
    for (code, count) in [("SAR", 1), ("LOR", 1), ("WAL", 2), ("DG", 1), ("LU", 1), ("RLP", 2)] {
        assert_eq!(territories[code], count, "{code}");
    }
    assert_eq!(all["facets"]["standing"]["member"], 7);
    assert_eq!(all["facets"]["standing"]["registered"], 1, "told, though not shown");
    assert_eq!(all["facets"]["language"]["fr"], 5);
}

async fn several_values_of_a_facet(app: App) {
    app.add(ten()).await;
    let chosen = facets(&app, "?territory=WAL&territory=RLP&kind=startup").await;
    assert_eq!(chosen["total"], 1);
    assert_eq!(
        chosen["facets"]["territory"]["LOR"], 1,
        "startups elsewhere are still counted"
    );
    assert_eq!(
        chosen["facets"]["kind"]["sme"], 1,
        "other kinds of the chosen territories too"
    );
    assert_eq!(chosen["facets"]["kind"]["research"], 1);
    assert_eq!(chosen["facets"]["language"]["nl"], 1);
    assert_eq!(chosen["facets"]["language"]["de"], 0);
}

async fn not_stated_is_counted(app: App) {
    app.add(ten()).await;
    let all = facets(&app, "?standing=all").await;
    assert_eq!(all["facets"]["kind"]["unstated"], 1);
    assert_eq!(all["facets"]["nace"]["unstated"], 3);
}
