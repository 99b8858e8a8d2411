//! Links by mail: the right browser, another one, twice, too late; accounts they make; what unknown people are told.

use passerelle::accounts::find_by_mail;
use passerelle::platform::access::{Level, Mandate};
use testkit::{App, Client, suite};

suite!(
    makes_an_account_and_signs_in,
    another_browser_is_shown_a_code,
    is_good_once,
    is_good_for_ten_minutes,
    known_and_unknown_are_told_the_same,
    a_letter_box_is_not_filled,
    wrong_codes_end,
    signing_out_ends_it,
    forms_without_the_token_write_nothing,
    cookies_have_their_attributes,
    sessions_end_by_themselves,
    a_role_gives_a_new_secret,
);

const MINUTE: i64 = 60_000_000;

async fn ask(client: &Client, mail: &str) {
    let sent = client.post_form("/de/sign-in/link", &[("mail", mail)]).await;
    sent.assert_redirect("/de/sign-in/sent");
}

async fn path(app: &App, mail: &str) -> String {
    app.letters(mail).await.last().unwrap().path()
}

async fn makes_an_account_and_signs_in(app: App) {
    let client = app.client();
    ask(&client, " Neu@Example.org ").await;
    let path = path(&app, "neu@example.org").await;
    let page = client.get(&path).await.expect(200).page();
    assert!(page.has("input[name=name]") && page.has("#enter"));
    assert_eq!(
        app.count("SELECT count(*) FROM person").await,
        0,
        "looking makes nothing"
    );
    let nameless = client.post_form(&path, &[]).await.expect(422).page();
    assert!(nameless.has("#name-error"));
    let done = client.post_form(&path, &[("name", "Nadja Neu")]).await;
    done.assert_redirect("/de/account");
    let account = client.get("/de/account").await.expect(200);
    assert_eq!(account.header("cache-control"), "no-store");
    assert_eq!(account.page().text(".site-name"), "Nadja Neu");
    let home = client.get("/de").await.expect(200);
    assert_eq!(home.page().text(".site-name"), "Nadja Neu");
    assert!(!app.client().get("/de").await.page().has(".site-name"));
    let person = find_by_mail(app.database().reader(), "NEU@example.org")
        .await
        .unwrap()
        .unwrap();
    assert_eq!((person.name.as_str(), person.language.code()), ("Nadja Neu", "de"));
    let verified = app.verify().await;
    assert!(verified.valid, "{verified:?}");
}

async fn another_browser_is_shown_a_code(app: App) {
    app.person("anna@example.org").make().await;
    let (asking, other) = (app.client(), app.client());
    ask(&asking, "anna@example.org").await;
    let path = path(&app, "anna@example.org").await;
    let page = other.get(&path).await.expect(200).page();
    assert!(!page.has("#enter"));
    other.post_form(&path, &[]).await.expect(410);
    let code = page.text("#code");
    other
        .post_form("/de/sign-in/code", &[("code", &code)])
        .await
        .expect(410);
    let spaced = format!("{} {}", &code[..4], &code[4..]);
    asking
        .post_form("/de/sign-in/code", &[("code", &spaced)])
        .await
        .assert_redirect("/de/account");
    asking.get("/de/account").await.expect(200);
}

async fn is_good_once(app: App) {
    app.person("anna@example.org").make().await;
    let client = app.client();
    ask(&client, "anna@example.org").await;
    let path = path(&app, "anna@example.org").await;
    client.post_form(&path, &[]).await.expect(303);
    client.post_form("/de/sign-out", &[]).await.expect(403);
    let again = app.client().cookie("__Host-ml", &client.held("__Host-ml").unwrap());
    again.post_form(&path, &[]).await.expect(410);
    again.get(&path).await.expect(410);
    again.get("/de/sign-in/link/nothing").await.expect(410);
}

async fn is_good_for_ten_minutes(app: App) {
    app.person("anna@example.org").make().await;
    let client = app.client();
    ask(&client, "anna@example.org").await;
    let path = path(&app, "anna@example.org").await;
    app.clock().advance(10 * MINUTE - 1);
    client.get(&path).await.expect(200);
    app.clock().advance(1);
    client.get(&path).await.expect(410);
    client.post_form(&path, &[]).await.expect(410);
    assert_eq!(app.count("SELECT count(*) FROM session").await, 0);
}

async fn known_and_unknown_are_told_the_same(app: App) {
    app.person("anna@example.org").make().await;
    let mut told = Vec::new();
    for mail in ["anna@example.org", "niemand@example.org"] {
        let client = app.client();
        ask(&client, mail).await;
        let page = client.get("/de/sign-in/sent").await.expect(200);
        told.push(page.text());
        assert_eq!(app.letters(mail).await.len(), 1);
    }
    assert_eq!(told[0], told[1]);
    let wrong = app
        .client()
        .post_form("/de/sign-in/link", &[("mail", "nirgends")])
        .await;
    assert!(wrong.expect(422).page().has("#mail-error"));
}

async fn a_letter_box_is_not_filled(app: App) {
    for _ in 0..9 {
        ask(&app.client(), "anna@example.org").await;
    }
    assert_eq!(app.letters("anna@example.org").await.len(), 6);
    for _ in 0..11 {
        app.client()
            .post_form("/de/sign-in/link", &[("mail", "b@example.org")])
            .await
            .expect(303);
    }
    let many = app
        .client()
        .post_form("/de/sign-in/link", &[("mail", "c@example.org")])
        .await;
    assert_eq!(many.expect(429).header("retry-after"), "60");
    let elsewhere = app.client().from([192, 0, 2, 7]);
    ask(&elsewhere, "c@example.org").await;
}

async fn wrong_codes_end(app: App) {
    app.person("anna@example.org").make().await;
    let client = app.client();
    ask(&client, "anna@example.org").await;
    for _ in 0..5 {
        client
            .post_form("/de/sign-in/code", &[("code", "00000000")])
            .await
            .expect(422);
    }
    client
        .post_form("/de/sign-in/code", &[("code", "00000000")])
        .await
        .expect(429);
}

async fn signing_out_ends_it(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let kept = client.held("__Host-sid").unwrap();
    let out = client.post_form("/de/sign-out", &[]).await.expect(303);
    assert_eq!(out.header("clear-site-data"), "\"cache\", \"cookies\", \"storage\"");
    assert_eq!(client.held("__Host-sid"), None);
    let thief = app.client().cookie("__Host-sid", &kept);
    thief
        .get("/de/account")
        .await
        .assert_redirect("/de/sign-in?to=%2Fde%2Faccount");
}

async fn forms_without_the_token_write_nothing(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    for token in [None, Some("wrong")] {
        let forged = client.clone().form_token(token);
        forged.post_form("/de/sign-out", &[]).await.assert_problem("forbidden");
    }
    client.get("/de/account").await.expect(200);
    assert_eq!(
        app.count("SELECT count(*) FROM session WHERE ended_at IS NOT NULL")
            .await,
        0
    );
}

async fn cookies_have_their_attributes(app: App) {
    app.person("anna@example.org").make().await;
    let client = app.client();
    let asked = client
        .post_form("/de/sign-in/link", &[("mail", "anna@example.org"), ("stay", "1")])
        .await;
    let mark = asked.header("set-cookie");
    assert!(
        mark.starts_with("__Host-ml=") && mark.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"),
        "{mark}"
    );
    let path = path(&app, "anna@example.org").await;
    let entered = client.post_form(&path, &[]).await.header("set-cookie");
    let (pair, attributes) = entered.split_once(';').unwrap();
    assert_eq!(pair.len(), "__Host-sid=".len() + 43);
    assert_eq!(attributes, " Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000");
    let guest = app.client().get("/de").await;
    assert_eq!(guest.header("set-cookie"), "");
}

async fn sessions_end_by_themselves(app: App) {
    let anna = app.person("anna@example.org").signed_in(Level::One).await;
    let adviser = app
        .person("rat@example.org")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    for _ in 0..24 {
        app.clock().advance(30 * MINUTE);
        adviser.get("/de/account").await.expect(200);
    }
    app.clock().advance(1);
    adviser.get("/de/account").await.expect(303);
    anna.get("/de/account").await.expect(200);
    app.clock().advance(24 * 60 * MINUTE + 1);
    anna.get("/de/account").await.expect(303);
}

async fn a_role_gives_a_new_secret(app: App) {
    let anna = app.person("anna@example.org");
    let client = anna.clone().signed_in(Level::Two).await;
    let before = client.held("__Host-sid").unwrap();
    assert!(!client.get("/de/account").await.page().has("a[href='/de/desk']"));
    anna.mandate("ihk-saarland", Mandate::Adviser).make().await;
    assert!(
        client
            .get("/de/account")
            .await
            .expect(200)
            .page()
            .has("a[href='/de/desk']")
    );
    assert_ne!(client.held("__Host-sid").unwrap(), before);
    client.get("/de/account").await.expect(200);
    app.client()
        .cookie("__Host-sid", &before)
        .get("/de/account")
        .await
        .expect(303);
}
