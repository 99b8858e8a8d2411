//! `/{lang}`: search, map, figures, the newest.

use registers::LegalStatus;
use testkit::{App, organisation, suite};

suite!(
    an_empty_node,
    figures_and_newest,
    newest_ones_are_those_counted,
    one_change_is_seen
);

async fn an_empty_node(app: App) {
    for lang in ["fr", "de", "en"] {
        let page = app.client().get(&format!("/{lang}")).await.expect(200).page();
        assert_eq!(page.count("h1"), 1);
        assert_eq!(
            page.attribute("form[role=search]", "action"),
            format!("/{lang}/organisations")
        );
        assert!(page.has("svg"));
    }
}

async fn figures_and_newest(app: App) {
    app.add([
        organisation("Erste").listed_on("2026-01-02"),
        organisation("Zweite").listed_on("2026-10-02").territory("LOR"),
        organisation("Stille").registered(),
    ])
    .await;
    let page = app.client().get("/de").await.expect(200).page();
    let newest = page.texts(".list h3");
    assert_eq!(newest, ["Zweite", "Erste"]);
    assert!(page.has(".figure-value"));
}

async fn one_change_is_seen(app: App) {
    app.add([organisation("Erste")]).await;
    let before = app.client().get("/de").await.expect(200);
    app.add([organisation("Zweite")]).await;
    let after = app
        .client()
        .with("if-none-match", &before.header("etag"))
        .get("/de")
        .await
        .expect(200);
    assert!(after.page().texts(".list h3").contains(&"Zweite".to_owned()));
}

async fn newest_ones_are_those_counted(app: App) {
    app.add([
        organisation("Hierwerk"),
        organisation("Endwerk")
            .legal_status(LegalStatus::Ceased)
            .listed_on("2026-10-02"),
        organisation("Fernwerk")
            .seat("FR", "75001", "Paris")
            .listed_on("2026-10-03"),
    ])
    .await;
    let page = app.client().get("/fr").await.expect(200).page();
    assert!(page.text("main").contains("Hierwerk"));
    for gone in ["Endwerk", "Fernwerk"] {
        assert!(!page.text("main").contains(gone), "{gone}");
    }
}
