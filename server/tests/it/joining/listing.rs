//! An adviser lists registered companies; their owners are invited.

use passerelle::platform::access::{Level, Mandate};
use testkit::{App, organisation, suite};

suite!(a_selection, not_for_everybody);

async fn with_two(app: &App) -> (String, String) {
    let mail = organisation("Brasserie Une").listed();
    let mail = mail.declared("email", None, "info@une.example", "2026-10-01");
    app.add([mail, organisation("Brasserie Deux").registered()]).await;
    // As one whose register says an address.
    app.tamper("UPDATE organisation SET standing = 'registered', home_chamber = NULL WHERE name = 'Brasserie Une'")
        .await
        .unwrap();
    app.rebuild().await;
    (
        app.id("Brasserie Une").await.to_string(),
        app.id("Brasserie Deux").await.to_string(),
    )
}

async fn a_selection(app: App) {
    let (one, two) = with_two(&app).await;
    let adviser = app
        .person("a@cci.example")
        .mandate("cci-moselle", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    let page = adviser.get("/fr/listing?q=Brasserie").await.expect(200).page();
    assert_eq!(page.count("input[name=organisation]"), 2);
    let fields = [
        ("organisation", one.as_str()),
        ("organisation", &two),
        ("kind", "sme"),
        ("chamber", "cci-moselle"),
    ];
    adviser.post_form("/fr/listing", &fields).await.expect(200);
    let listed = app
        .list("SELECT standing || ' ' || home_chamber FROM organisation")
        .await;
    assert_eq!(listed, ["listed cci-moselle", "listed cci-moselle"]);
    // The same again lists nothing, and invites nobody twice.
    adviser.post_form("/fr/listing", &fields).await.expect(200);
    assert_eq!(app.letters("info@une.example").await.len(), 1);
    assert!(app.verify().await.valid);
}

async fn not_for_everybody(app: App) {
    let (one, _) = with_two(&app).await;
    let fields = [
        ("organisation", one.as_str()),
        ("kind", "sme"),
        ("chamber", "cci-moselle"),
    ];
    let person = app.person("me@example.org").signed_in(Level::Two).await;
    person.get("/fr/listing").await.assert_problem("forbidden");
    person
        .post_form("/fr/listing", &fields)
        .await
        .assert_problem("forbidden");
    let weak = app
        .person("w@cci.example")
        .mandate("cci-moselle", Mandate::Head)
        .signed_in(Level::One)
        .await;
    weak.post_form("/fr/listing", &fields).await.expect(403);
    let elsewhere = app
        .person("b@cci.example")
        .mandate("cc-luxembourg", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    elsewhere.post_form("/fr/listing", &fields).await.expect(403);
    assert_eq!(
        app.count("SELECT count(*) FROM organisation WHERE standing = 'listed'")
            .await,
        0
    );
}
