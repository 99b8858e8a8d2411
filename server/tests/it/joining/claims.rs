//! Claims: by a link to an address of the organisation, used once by who asked; a member is disputed.

use passerelle::platform::access::Level;
use testkit::{App, organisation, suite};

suite!(by_mail, links_that_are_no_good, a_member_is_disputed);

async fn listed(app: &App) -> String {
    let one = organisation("Brückenbau Saar").listed().declared(
        "website",
        None,
        "https://www.bruecken.example/de",
        "2026-10-01",
    );
    app.add([one]).await;
    format!("/de/organisations/{}/claim", app.id("Brückenbau Saar").await)
}

async fn by_mail(app: App) {
    let path = listed(&app).await;
    let owner = app.person("me@private.example").signed_in(Level::One).await;
    let elsewhere = owner
        .post_form(&path, &[("way", "mail"), ("mail", "me@evil.example")])
        .await
        .expect(422)
        .page();
    assert_eq!(elsewhere.attribute("#mail", "value"), "me@evil.example");
    assert_eq!(app.count("SELECT count(*) FROM mail").await, 0);
    owner
        .post_form(&path, &[("way", "mail"), ("mail", "Info@bruecken.example")])
        .await
        .expect(200);
    let link = app.letters("info@bruecken.example").await.remove(0).path();
    owner.get(&link).await.expect(200);
    assert_eq!(
        app.list("SELECT standing FROM organisation").await,
        ["listed"],
        "looking changes nothing"
    );
    owner.post_form(&link, &[]).await.expect(303);
    assert_eq!(app.list("SELECT standing FROM organisation").await, ["member"]);
    assert_eq!(app.list("SELECT role FROM membership").await, ["owner"]);
    owner.post_form(&link, &[]).await.assert_problem("conflict");
    assert!(app.verify().await.valid);
}

async fn links_that_are_no_good(app: App) {
    let path = listed(&app).await;
    let owner = app.person("me@private.example").signed_in(Level::One).await;
    owner
        .post_form(&path, &[("way", "mail"), ("mail", "info@bruecken.example")])
        .await
        .expect(200);
    let link = app.letters("info@bruecken.example").await.remove(0).path();
    let other = app.person("other@private.example").signed_in(Level::One).await;
    other.post_form(&link, &[]).await.assert_problem("conflict");
    owner
        .post_form(&format!("{path}/made-up"), &[])
        .await
        .assert_problem("conflict");
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 0);
    app.tamper("UPDATE claim SET expires_at = 1").await.unwrap();
    owner.post_form(&link, &[]).await.assert_problem("conflict");
    assert_eq!(app.list("SELECT standing FROM organisation").await, ["listed"]);
}

async fn a_member_is_disputed(app: App) {
    app.add([organisation("Brückenbau Saar").declared("website", None, "https://bruecken.example", "2026-10-01")])
        .await;
    let path = format!("/de/organisations/{}/claim", app.id("Brückenbau Saar").await);
    let owner = app.person("me@private.example").signed_in(Level::One).await;
    let page = owner.get(&path).await.expect(200).page();
    assert!(!page.has("#mail"));
    owner
        .post_form(&path, &[("way", "chamber"), ("reason", "kurz")])
        .await
        .expect(422);
    let fields = [("way", "chamber"), ("reason", "Ich bin die Geschäftsführerin.")];
    owner.post_form(&path, &fields).await.expect(303);
    assert_eq!(app.list("SELECT kind FROM case_file").await, ["dispute"]);
}
