//! The page of one's own data, and the receipt.

use passerelle::platform::access::Level;
use testkit::{App, suite};

use super::a_week_later;

suite!(
    says_what_goes_and_what_stays,
    a_receipt_names_nobody,
    an_operator_asks_for_somebody
);

async fn says_what_goes_and_what_stays(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let account = client.get("/fr/account").await.expect(200).page();
    assert_eq!(account.attribute("#data a", "href"), "/fr/account/data");
    for language in ["fr", "de", "en"] {
        let path = format!("/{language}/account/data");
        let page = client.get(&path).await.expect(200).page();
        assert!(page.has("form[action$=\"/data/export\"]") && page.has("#sure"));
        assert_eq!(page.count("#erase li"), 10);
    }
    let page = client.post_form("/fr/account/data/erase", &[]).await.expect(422).page();
    assert!(page.has(".error-summary a[href=\"#sure\"]") && page.has("#sure[aria-invalid=true]"));
    assert_eq!(app.count("SELECT count(*) FROM erasure").await, 0);
    client
        .post_form("/fr/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    let page = client.get("/fr/account/data").await.expect(200);
    assert!(page.text().contains("le 1 déc. 2026"), "{}", page.text());
    assert!(page.page().has("form[action$=\"/data/keep\"]") && !page.page().has("#sure"));
    let letters = app.letters("anna@example.org").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains("/de/erasures/") && letters[0].text.contains("/de/account/data"));
    // Who signed in a while ago is led to show who they are first.
    app.clock().advance(11 * 60_000_000);
    let page = client.get("/fr/account/data").await.expect(200).page();
    assert!(!page.has("form[action$=\"/data/export\"]") && page.has("#export a"));
}

async fn a_receipt_names_nobody(app: App) {
    let client = app
        .person("anna@example.org")
        .name("Anna Muster")
        .signed_in(Level::One)
        .await;
    client
        .post_form("/fr/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    let page = client.get("/fr/account/data").await.expect(200).page();
    let receipt = page.attribute("#erase .receipt a", "href");
    let guest = app.client();
    let before = guest.get(&receipt).await.expect(200).text();
    assert!(before.contains("Elle peut encore être annulée"), "{before}");
    assert_eq!(a_week_later(&app).await, 1);
    let after = guest.get(&receipt).await.expect(200).text();
    assert!(after.contains("Exécutée.") && !after.contains("Muster") && !after.contains("anna@"));
    guest.get("/fr/erasures/x").await.assert_problem("notFound");
    guest
        .get("/fr/erasures/00000000000000000000000001")
        .await
        .assert_problem("notFound");
}

async fn an_operator_asks_for_somebody(app: App) {
    app.person("anna@example.org").make().await;
    let journal = app.journal();
    passerelle::privacy::request_for(journal, "nobody@example.org", true)
        .await
        .unwrap_err();
    passerelle::privacy::request_for(journal, "Anna@Example.org", false)
        .await
        .unwrap();
    assert_eq!(super::eraser(&app).run_due().await.unwrap(), 0);
    passerelle::privacy::request_for(journal, "anna@example.org", false)
        .await
        .unwrap_err();
    // At once takes the place of what would wait a week.
    passerelle::privacy::request_for(journal, "anna@example.org", true)
        .await
        .unwrap();
    assert_eq!(super::eraser(&app).run_due().await.unwrap(), 1);
    assert_eq!(
        app.list("SELECT state FROM erasure ORDER BY id").await,
        ["cancelled", "done"]
    );
    assert!(app.verify().await.valid);
}
