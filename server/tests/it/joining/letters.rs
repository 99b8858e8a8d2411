//! Claims by the code of a printed letter, and before the chamber with papers.

use passerelle::platform::access::{Level, Mandate};
use passerelle::platform::clock::DAY;
use testkit::{App, Client, organisation, suite};

suite!(
    by_letter,
    codes_that_are_no_good,
    a_code_is_tried_five_times,
    who_prints,
    by_document,
    asked_twice_it_is_one_case,
);

async fn listed(app: &App) -> (String, String) {
    app.add([
        organisation("Brückenbau Saar").listed(),
        organisation("Andere").listed(),
    ])
    .await;
    let id = app.id("Brückenbau Saar").await;
    (format!("/de/organisations/{id}/claim"), format!("/de/own/{id}/letter"))
}

async fn adviser(app: &App) -> Client {
    let adviser = app.person("a@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    adviser.signed_in(Level::Two).await
}

async fn print(adviser: &Client, letter: &str, language: &str) -> String {
    let printed = adviser.post_form(letter, &[("language", language)]).await.expect(200);
    assert_eq!(printed.header("cache-control"), "no-store");
    printed.page().text("#letter-code")
}

async fn by_letter(app: App) {
    let (claim, letter) = listed(&app).await;
    let adviser = adviser(&app).await;
    let offered = adviser.get(&letter).await.expect(200).page();
    assert!(offered.text("address").contains("66111 Saarbrücken"));
    let printed = adviser
        .post_form(&letter, &[("language", "fr")])
        .await
        .expect(200)
        .page();
    assert_eq!(printed.attribute(".letter-sheet", "lang"), "fr");
    assert!(printed.text(".letter-link").contains("/fr/organisations/"));
    let code = printed.text("#letter-code");
    assert_eq!(code.len(), 14, "{code}");
    assert!(
        !adviser.get(&letter).await.expect(200).text().contains(&code),
        "shown once"
    );
    let owner = app.person("me@private.example").signed_in(Level::One).await;
    // What was asked of the chamber meanwhile is answered by the letter.
    let reason = [("way", "chamber"), ("reason", "Bitte senden Sie uns einen Brief.")];
    owner.post_form(&claim, &reason).await.expect(303);
    let typed = code.to_lowercase().replace('-', " ");
    let done = owner
        .post_form(&claim, &[("way", "letter"), ("code", &typed)])
        .await
        .expect(303);
    owner.get(&done.header("location")).await.expect(200);
    assert_eq!(
        app.list("SELECT standing FROM organisation WHERE name = 'Brückenbau Saar'")
            .await,
        ["member"]
    );
    assert_eq!(app.list("SELECT role FROM membership").await, ["owner"]);
    assert_eq!(app.list("SELECT state FROM case_file").await, ["withdrawn"]);
    let other = app.person("other@private.example").signed_in(Level::One).await;
    other
        .post_form(&claim, &[("way", "letter"), ("code", &code)])
        .await
        .expect(422);
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 1);
    assert!(app.verify().await.valid);
}

async fn codes_that_are_no_good(app: App) {
    let (claim, letter) = listed(&app).await;
    let adviser = adviser(&app).await;
    let first = print(&adviser, &letter, "de").await;
    let second = print(&adviser, &letter, "de").await;
    let owner = app.person("me@private.example").make().await;
    let client = app.signed_in(owner, Level::One).await;
    for code in ["", "AAAA-BBBB-CCCC", &first] {
        let page = client
            .post_form(&claim, &[("way", "letter"), ("code", code)])
            .await
            .expect(422)
            .page();
        assert!(page.has("#code-error"));
        assert_eq!(page.attribute("#code", "value"), code, "what was typed stays");
    }
    let elsewhere = format!("/de/organisations/{}/claim", app.id("Andere").await);
    client
        .post_form(&elsewhere, &[("way", "letter"), ("code", &second)])
        .await
        .expect(422);
    app.clock().advance(60 * DAY);
    let late = app.signed_in(owner, Level::One).await;
    late.post_form(&claim, &[("way", "letter"), ("code", &second)])
        .await
        .expect(422);
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 0);
}

async fn a_code_is_tried_five_times(app: App) {
    let (claim, letter) = listed(&app).await;
    let code = print(&adviser(&app).await, &letter, "de").await;
    let owner = app.person("me@private.example").make().await;
    let client = app.signed_in(owner, Level::One).await;
    for _ in 0..5 {
        client
            .post_form(&claim, &[("way", "letter"), ("code", "AAAABBBBCCCC")])
            .await
            .expect(422);
    }
    let good = [("way", "letter"), ("code", code.as_str())];
    let often = client.post_form(&claim, &good).await.expect(422).page();
    assert!(often.text("#code-error").contains("morgen"));
    // Nobody else is locked out by it, and tomorrow is another day.
    app.clock().advance(DAY);
    let client = app.signed_in(owner, Level::One).await;
    client.post_form(&claim, &good).await.expect(303);
    assert_eq!(app.list("SELECT role FROM membership").await, ["owner"]);
}

async fn who_prints(app: App) {
    let (_, letter) = listed(&app).await;
    let elsewhere = app.person("b@cc.example").mandate("cc-luxembourg", Mandate::Head);
    let elsewhere = elsewhere.signed_in(Level::Two).await;
    elsewhere.get(&letter).await.assert_problem("notFound");
    elsewhere
        .post_form(&letter, &[("language", "de")])
        .await
        .assert_problem("notFound");
    let weak = app.person("c@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    let led = weak.signed_in(Level::One).await.get(&letter).await.expect(303);
    assert!(led.header("location").contains("level=aal2"));
    assert_eq!(app.count("SELECT count(*) FROM claim_letter").await, 0);
    // Nothing is printed for a member.
    app.add([organisation("Mitglied")]).await;
    let member = format!("/de/own/{}/letter", app.id("Mitglied").await);
    let adviser = adviser(&app).await;
    adviser
        .post_form(&member, &[("language", "de")])
        .await
        .assert_problem("conflict");
}

const PDF: &[u8] = b"%PDF-1.7 the articles";

async fn claim_with_file(client: &Client, claim: &str, reason: &str, name: &str, bytes: &[u8]) -> testkit::Answer {
    let path = format!("{claim}/chamber");
    client
        .post_file_with(&path, &[("reason", reason)], (name, "application/pdf", bytes))
        .await
}

async fn by_document(app: App) {
    let (claim, _) = listed(&app).await;
    let owner = app.person("me@private.example").signed_in(Level::One).await;
    let page = claim_with_file(&owner, &claim, "kurz", "vollmacht.pdf", PDF)
        .await
        .expect(422)
        .page();
    assert!(page.has("#reason-error") && page.text("#reason") == "kurz");
    let reason = "Ich bin die Geschäftsführerin.";
    let page = claim_with_file(&owner, &claim, reason, "vollmacht.pdf", b"MZ\x90\0")
        .await
        .expect(422)
        .page();
    assert!(page.text("#file-error").contains("vollmacht.pdf") && page.text("#reason") == reason);
    assert_eq!(app.count("SELECT count(*) FROM document").await, 0);
    let sent = claim_with_file(&owner, &claim, reason, "vollmacht.pdf", PDF)
        .await
        .expect(303);
    owner.get(&sent.header("location")).await.expect(200);
    assert_eq!(app.list("SELECT kind FROM case_file").await, ["claim"]);
    let adviser = adviser(&app).await;
    let case = sent.header("location").replace("/cases/", "/desk/");
    let desk = adviser.get(&case).await.expect(200).page();
    let paper = desk.attribute("a[href*='/documents/']", "href");
    assert_eq!(adviser.get(&paper).await.expect(200).text().as_bytes(), PDF);
    owner.get(&paper).await.expect(200);
    let other = app.person("other@private.example").signed_in(Level::Two).await;
    other.get(&paper).await.assert_problem("notFound");
    let forged = owner.clone().form_token(Some("forged"));
    claim_with_file(&forged, &claim, reason, "vollmacht.pdf", PDF)
        .await
        .assert_problem("forbidden");
    assert!(app.verify().await.valid);
}

async fn asked_twice_it_is_one_case(app: App) {
    let (claim, _) = listed(&app).await;
    let owner = app.person("me@private.example").signed_in(Level::One).await;
    let fields = [("way", "chamber"), ("reason", "Ich bin die Geschäftsführerin.")];
    let first = owner.post_form(&claim, &fields).await.expect(303);
    let second = owner.post_form(&claim, &fields).await.expect(303);
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 1);
}
