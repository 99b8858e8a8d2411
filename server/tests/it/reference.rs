//! The API's description: kept as a snapshot, so that no change of it goes unseen.

use testkit::{App, suite};

suite!(for_programs, for_people);

async fn for_programs(app: App) {
    let described = app.client().get("/api/openapi.json").await.json();
    assert_eq!(described["openapi"], "3.1.0");
    insta::assert_json_snapshot!("openapi", described);
}

async fn for_people(app: App) {
    let described = app.client().get("/api/openapi.json").await.json();
    let page = app.client().get("/en/api").await.expect(200).page();
    for (path, _) in described["paths"].as_object().unwrap() {
        assert!(page.text("main").contains(path), "{path}");
    }
}
