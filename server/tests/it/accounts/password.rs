//! Passwords: what will do, what Enter presses, what a wrong one costs.

use passerelle::platform::access::Level;
use testkit::{App, suite};

use super::{MINUTE, PASSWORD, set_password, type_password};

suite!(
    what_will_do,
    signs_in,
    enter_without_one_sends_a_link,
    failures_delay,
    unknown_and_wrong_are_told_the_same,
    a_change_ends_other_sessions,
    a_change_wants_a_fresh_sign_in,
);

async fn what_will_do(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    for password in [
        "kurz",
        "viergrünekühe",
        "passwordpassword",
        "abcdefghijklmnopq",
        "anna@example.org1",
        "",
    ] {
        let refused = client
            .post_form("/de/account/password", &[("password", password)])
            .await;
        assert_eq!(refused.status, 422, "{password}");
        assert!(refused.page().has("#password-error"), "{password}");
    }
    set_password(&client).await;
    assert_eq!(app.letters("anna@example.org").await.len(), 1);
    let hash = app
        .list("SELECT password_hash FROM person WHERE password_hash IS NOT NULL")
        .await;
    assert!(hash[0].starts_with("$argon2id$"));
    assert!(app.verify().await.valid);
}

async fn signs_in(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let other = app.client();
    type_password(&other, PASSWORD).await.assert_redirect("/de/account");
    other.get("/de/account").await.expect(200);
    assert_eq!(other.get("/de/account").await.page().count("#sessions li"), 2);
}

async fn enter_without_one_sends_a_link(app: App) {
    app.person("anna@example.org").make().await;
    let page = app.client().get("/de/sign-in").await.expect(200).page();
    assert_eq!(page.attribute("form[action] button#send-password", "formaction"), "");
    let first = page.attribute(".form-page form:not([hidden]) button", "id");
    assert_eq!(first, "send-password", "Enter presses the first button");
    type_password(&app.client(), "")
        .await
        .assert_redirect("/de/sign-in/sent");
    assert_eq!(app.letters("anna@example.org").await.len(), 1);
}

async fn failures_delay(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let other = app.client();
    for _ in 0..5 {
        let wrong = type_password(&other, "falsch geraten ist auch").await.expect(422);
        assert!(wrong.page().has("#password-error"));
    }
    let wait = type_password(&other, PASSWORD).await.expect(429);
    assert_eq!(wait.header("retry-after"), "1");
    app.clock().advance(1_000_000);
    type_password(&other, "noch einmal falsch").await.expect(422);
    assert_eq!(
        type_password(&other, PASSWORD).await.expect(429).header("retry-after"),
        "2"
    );
    app.clock().advance(2_000_000);
    type_password(&other, PASSWORD).await.assert_redirect("/de/account");
    assert_eq!(
        app.count("SELECT count(*) FROM attempt").await,
        0,
        "a success begins anew"
    );
}

async fn unknown_and_wrong_are_told_the_same(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    app.person("ohne@example.org").make().await;
    let mut told = Vec::new();
    for mail in ["anna@example.org", "ohne@example.org", "niemand@example.org"] {
        let typed = [("mail", mail), ("password", "falsch geraten")];
        let wrong = app.client().post_form("/de/sign-in/password", &typed).await.expect(422);
        told.push(wrong.text().replace(mail, ""));
    }
    assert!(told[0] == told[1] && told[1] == told[2]);
}

async fn a_change_ends_other_sessions(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let (client, other) = (
        app.signed_in(anna, Level::One).await,
        app.signed_in(anna, Level::One).await,
    );
    set_password(&client).await;
    client.get("/de/account").await.expect(200);
    other.get("/de/account").await.expect(303);
}

async fn a_change_wants_a_fresh_sign_in(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    app.clock().advance(10 * MINUTE + 1);
    let page = client.get("/de/account").await.expect(200).page();
    assert!(!page.has("#password") && page.has("#password-part a[href*='/sign-in/again']"));
    let refused = client
        .post_form("/de/account/password", &[("password", PASSWORD)])
        .await
        .expect(303);
    let again = "/de/sign-in/again?level=aal1&to=%2Fde%2Faccount%23password-part";
    assert_eq!(refused.header("location"), again);
    let page = client.get(again).await.expect(200).page();
    assert!(page.has("#send-link"), "one factor will do, and there is no password");
    assert_eq!(page.attribute("#mail", "value"), "anna@example.org");
    let hashes = "SELECT count(*) FROM person WHERE password_hash IS NOT NULL";
    assert_eq!(app.count(hashes).await, 0);
}
