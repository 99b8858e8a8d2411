//! `/{lang}/chambers` and `/api/v1/chambers`.

use testkit::{App, suite};

suite!(page, api);

async fn page(app: App) {
    let page = app.client().get("/de/chambers").await.expect(200).page();
    assert!(page.text("main").contains("IHK Saarland"));
    assert!(page.has("nav [aria-current=page][href='/de/chambers']"));
}

async fn api(app: App) {
    let all = app.client().get("/api/v1/chambers").await.json();
    assert_eq!(all["total"], testkit::region().chambers.len());
    assert_eq!(all["self"], "https://passerelle.example/api/v1/chambers");
    let some = app.client().get("/api/v1/chambers?territory=SAR").await.json();
    assert_eq!(some["total"], 2);
    assert_eq!(some["self"], "https://passerelle.example/api/v1/chambers?territory=SAR");
    let items = some["items"].as_array().unwrap();
    assert!(
        items
            .iter()
            .all(|item| item["territory"] == "SAR" && item["targetDays"].is_number())
    );
}
