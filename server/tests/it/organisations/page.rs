//! The page of an organisation: its address, what it shows and how it is known.

use passerelle::platform::clock::DAY;
use testkit::{App, organisation, suite};

use super::with_one;

suite!(
    a_wrong_slug_redirects,
    facts_say_how_they_are_known,
    stale_ones_are_grey,
    texts_in_the_readers_language_or_the_original,
    merged_and_erased,
    malformed_ids,
    what_changed,
    nothing_declared_becomes_markup,
);

const SLUG: &str = "brueckenbau-saar-soehne-gmbh";

async fn a_wrong_slug_redirects(app: App) {
    let path = with_one(&app).await;
    let page = app.client().get(&format!("/de{path}")).await.expect(301);
    let right = page.header("location");
    app.client().get(&right).await.expect(200);
    for wrong in ["x", "BRUECKENBAU", "-", &format!("{SLUG}-x")] {
        app.client()
            .get(&format!("/de{path}/{wrong}"))
            .await
            .expect(301)
            .assert_redirect(&right);
    }
    let other = right.replacen("/de/", "/fr/", 1);
    let page = app.client().get(&right).await.page();
    assert!(page.has(&format!("a[href='{other}']")), "the switch keeps the page");
    app.client()
        .get(&format!("/de{path}?x=1"))
        .await
        .assert_problem("malformed");
}

async fn open(app: &App, lang: &str) -> testkit::Page {
    let path = with_one(app).await;
    let to = app.client().get(&format!("/{lang}{path}")).await.header("location");
    app.client().get(&to).await.expect(200).page()
}

async fn facts_say_how_they_are_known(app: App) {
    let page = open(&app, "de").await;
    assert_eq!(page.text("h1"), "Brückenbau Saar & Söhne GmbH");
    for class in ["register", "attested", "declared"] {
        assert!(page.has(&format!(".fact .provenance-{class}")), "{class}");
    }
    let texts = page.texts(".fact dd");
    let numbers: Vec<String> = texts.iter().map(|text| text.replace(' ', "")).collect();
    assert!(numbers.iter().any(|text| text.contains("DE136695976")), "{numbers:?}");
    assert!(
        numbers.iter().any(|text| text.contains("1.200")),
        "numbers as the language writes them: {numbers:?}"
    );
    assert!(page.has("a[href='https://bruecken.example'][rel~=nofollow]"));
    assert!(page.text(".places").contains("Saarbrücken"));
    assert!(page.has("a[href$='/report']"));
}

async fn stale_ones_are_grey(app: App) {
    let page = open(&app, "fr").await;
    // Declared in 2023: past its shelf life; the seat was checked a month ago.
    assert_eq!(page.count(".fact.is-stale"), 1);
    assert_eq!(page.text("p.notice"), "Périmé : contact (depuis le 2 juil. 2023).");
    app.clock().advance(3000 * DAY);
    let path = format!("/organisations/{}", app.id("Brückenbau Saar & Söhne GmbH").await);
    let to = app.client().get(&format!("/fr{path}")).await.header("location");
    let page = app.client().get(&to).await.page();
    assert!(page.count(".fact.is-stale") > 2);
    assert!(page.has("p.notice"), "all core facts are stale, and the page says so");
}

async fn texts_in_the_readers_language_or_the_original(app: App) {
    let own = open(&app, "de").await;
    assert!(own.has(".organisation-text") && !own.has(".original"));
    let id = app.id("Brückenbau Saar & Söhne GmbH").await;
    let to = app
        .client()
        .get(&format!("/fr/organisations/{id}"))
        .await
        .header("location");
    let other = app.client().get(&to).await.page();
    assert_eq!(other.attribute(".original p[lang]", "lang"), "de");
    assert!(other.text(".original p[lang]").contains("vierzig"));
    assert_ne!(other.text(".original .soft"), "");
}

async fn merged_and_erased(app: App) {
    app.add([organisation("Alt"), organisation("Neu")]).await;
    let (old, new) = (app.id("Alt").await, app.id("Neu").await);
    let merge = "UPDATE organisation SET root_id = (SELECT id FROM organisation WHERE name = 'Neu') WHERE name = 'Alt'";
    app.tamper(merge).await.unwrap();
    let client = app.client();
    client
        .get(&format!("/fr/organisations/{old}"))
        .await
        .assert_redirect(&format!("/fr/organisations/{new}"));
    client
        .get(&format!("/fr/organisations/{old}/report"))
        .await
        .assert_redirect(&format!("/fr/organisations/{new}/report"));
    let api = client.get(&format!("/api/v1/organisations/{old}")).await.expect(308);
    assert!(
        api.header("location")
            .ends_with(&format!("/api/v1/organisations/{new}"))
    );
    app.tamper("UPDATE organisation SET erased_at = 1 WHERE name = 'Neu'")
        .await
        .unwrap();
    client
        .get(&format!("/fr/organisations/{new}"))
        .await
        .assert_problem("erased");
    client
        .get(&format!("/api/v1/organisations/{new}"))
        .await
        .assert_problem("erased");
    app.rebuild().await;
    let left = client.get("/api/v1/organisations?standing=all").await.json();
    assert_eq!(left["total"], 0, "neither is in the index");
}

async fn malformed_ids(app: App) {
    for id in [
        "x",
        "00000000000000000000000000",
        "%F0%9F%8C%89",
        "ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "..%2F..%2Fetc",
    ] {
        for path in [
            "/fr/organisations/{}",
            "/fr/organisations/{}/report",
            "/api/v1/organisations/{}",
        ] {
            app.client()
                .get(&path.replace("{}", id))
                .await
                .assert_problem("notFound");
        }
    }
    let path = with_one(&app).await;
    let (api, id) = (format!("/api/v1{path}"), path.rsplit('/').next().unwrap());
    let small = api.replace(id, &id.to_lowercase());
    app.client().get(&small).await.expect(200);
}

async fn what_changed(app: App) {
    let path = with_one(&app).await;
    app.add([organisation("Brückenbau Saar & Söhne GmbH").seat("DE", "66740", "Saarlouis")])
        .await;
    let to = app.client().get(&format!("/en{path}")).await.header("location");
    let changes = app.client().get(&to).await.page().texts(".changes li").join("\n");
    assert!(
        changes.contains("66111 Saarbrücken") && changes.contains("66740 Saarlouis"),
        "{changes}"
    );
}

async fn nothing_declared_becomes_markup(app: App) {
    let evil = "<script>alert(1)</script>\"'><img src=x>";
    app.add([organisation(evil)
        .declared("summary", Some("de"), evil, "2026-10-01")
        .declared("description", Some("fr"), evil, "2026-10-01")
        .declared("website", None, "javascript:alert(1)", "2026-10-01")])
        .await;
    let to = app
        .client()
        .get(&format!("/fr/organisations/{}", app.id(evil).await))
        .await
        .header("location");
    let page = app.client().get(&to).await.expect(200);
    assert!(!page.text().contains("<script>alert") && !page.text().contains("<img src=x"));
    assert!(!page.page().has("a[href^='javascript']"));
    assert_eq!(page.page().text("h1"), evil);
}
