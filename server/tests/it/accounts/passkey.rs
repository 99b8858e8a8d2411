//! Passkeys: added, signed in with, used for the step-up, taken away; questions count once.

use passerelle::platform::access::{Level, Mandate};
use serde_json::Value;
use testkit::{App, Client, Setup, suite};

use super::MINUTE;
use super::authenticator::Authenticator;

suite!(
    signs_in_with_two_factors,
    an_answer_is_good_once,
    without_finger_or_pin_it_is_nothing,
    makes_a_sign_in_strong,
    is_taken_away,
    is_one_persons,
    needs_an_address_with_a_name,
);

async fn begin(client: &Client, path: &str) -> (String, Value) {
    let asked = client.post_form(path, &[]).await.expect(200);
    assert_eq!(asked.header("cache-control"), "no-store");
    let asked = asked.json();
    (
        asked["challenge"].as_str().unwrap().to_owned(),
        asked["options"].clone(),
    )
}

pub(super) async fn add(client: &Client, key: &mut Authenticator) -> testkit::Answer {
    let (challenge, asked) = begin(client, "/de/account/passkeys/begin").await;
    let credential = key.create(&asked);
    let fields = [
        ("passkey", "Laptop"),
        ("challenge", challenge.as_str()),
        ("credential", credential.as_str()),
    ];
    client.post_form("/de/account/passkeys", &fields).await
}

pub(super) async fn enter(client: &Client, key: &mut Authenticator, to: &str) -> testkit::Answer {
    let (challenge, asked) = begin(client, "/de/sign-in/passkey/begin").await;
    let credential = key.get(&asked);
    let fields = [
        ("challenge", challenge.as_str()),
        ("credential", credential.as_str()),
        ("to", to),
    ];
    client.post_form("/de/sign-in/passkey", &fields).await
}

async fn signs_in_with_two_factors(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let (client, other) = (
        app.signed_in(anna, Level::One).await,
        app.signed_in(anna, Level::One).await,
    );
    let before = client.held("__Host-sid").unwrap();
    let mut key = Authenticator::new(7);
    add(&client, &mut key)
        .await
        .assert_redirect("/de/account?saved=1#passkeys");
    assert_ne!(client.held("__Host-sid").unwrap(), before);
    other.get("/de/account").await.expect(303);
    assert_eq!(
        client.get("/de/account").await.page().text("#passkeys .held strong"),
        "Laptop"
    );
    let fresh = app.client();
    enter(&fresh, &mut key, "/de/account")
        .await
        .assert_redirect("/de/account");
    fresh.get("/de/account").await.expect(200);
    let strong = "SELECT count(*) FROM session WHERE level = 2 AND ended_at IS NULL";
    assert_eq!(app.count(strong).await, 2);
    assert_eq!(app.count("SELECT count(*) FROM passkey_challenge").await, 0);
    assert_eq!(app.letters("anna@example.org").await.len(), 1);
    assert!(app.verify().await.valid);
}

async fn an_answer_is_good_once(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let mut key = Authenticator::new(7);
    add(&client, &mut key).await.expect(303);
    let (challenge, asked) = begin(&app.client(), "/de/sign-in/passkey/begin").await;
    let credential = key.get(&asked);
    let fields = [("challenge", challenge.as_str()), ("credential", credential.as_str())];
    app.client().post_form("/de/sign-in/passkey", &fields).await.expect(303);
    let again = app.client().post_form("/de/sign-in/passkey", &fields).await.expect(422);
    assert!(!again.page().text("#passkey").is_empty());
    let (challenge, asked) = begin(&app.client(), "/de/sign-in/passkey/begin").await;
    let late = key.get(&asked);
    app.clock().advance(10 * MINUTE);
    let fields = [("challenge", challenge.as_str()), ("credential", late.as_str())];
    app.client().post_form("/de/sign-in/passkey", &fields).await.expect(422);
    for credential in ["", "{}", "[", "{\"id\":1}"] {
        let fields = [("challenge", "x"), ("credential", credential)];
        app.client().post_form("/de/sign-in/passkey", &fields).await.expect(422);
    }
}

async fn without_finger_or_pin_it_is_nothing(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let mut key = Authenticator::new(7);
    key.verifies = false;
    add(&client, &mut key).await.expect(422);
    key.verifies = true;
    add(&client, &mut key).await.expect(303);
    key.verifies = false;
    enter(&app.client(), &mut key, "/de/account").await.expect(422);
}

async fn makes_a_sign_in_strong(app: App) {
    let person = app.person("anna@example.org").mandate("ihk-saarland", Mandate::Adviser);
    let anna = person.make().await;
    let mut key = Authenticator::new(7);
    let first = app.signed_in(anna, Level::One).await;
    add(&first, &mut key).await.expect(303);
    first.get("/de/desk").await.expect(200);
    let client = app.signed_in(anna, Level::One).await;
    let again = client.get("/de/desk").await.expect(303).header("location");
    let page = client.get(&again).await.expect(200).page();
    assert!(page.has("#send-passkey") && !page.has("#send-password") && !page.has("#send-link"));
    enter(&client, &mut key, "/de/desk").await.assert_redirect("/de/desk");
    client.get("/de/desk").await.expect(200);
}

async fn is_taken_away(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let client = app.signed_in(anna, Level::One).await;
    let mut key = Authenticator::new(7);
    add(&client, &mut key).await.expect(303);
    let remove = client
        .get("/de/account")
        .await
        .page()
        .attribute("#passkeys .held form", "action");
    let weak = app.signed_in(anna, Level::One).await;
    let refused = weak.post_form(&remove, &[]).await.expect(303).header("location");
    assert!(refused.contains("level=aal2"), "{refused}");
    let stranger = app.person("otto@example.org").signed_in(Level::Two).await;
    stranger.post_form(&remove, &[]).await.assert_problem("notFound");
    client
        .post_form(&remove, &[])
        .await
        .assert_redirect("/de/account?saved=1#passkeys");
    enter(&app.client(), &mut key, "/de/account").await.expect(422);
}

async fn is_one_persons(app: App) {
    let anna = app.person("anna@example.org").signed_in(Level::One).await;
    let mut key = Authenticator::new(7);
    add(&anna, &mut key).await.expect(303);
    let otto = app.person("otto@example.org").signed_in(Level::One).await;
    add(&otto, &mut key).await.expect(422);
    // The authenticator now says it is Otto's; the row says Anna's.
    enter(&app.client(), &mut key, "/de/account").await.expect(422);
    let (challenge, asked) = begin(&anna, "/de/account/passkeys/begin").await;
    let credential = Authenticator::new(9).create(&asked);
    let fields = [
        ("passkey", "Laptop"),
        ("challenge", challenge.as_str()),
        ("credential", credential.as_str()),
    ];
    otto.post_form("/de/account/passkeys", &fields).await.expect(422);
    assert_eq!(app.count("SELECT count(*) FROM passkey").await, 1);
}

async fn needs_an_address_with_a_name(app: App) {
    let setup = Setup {
        public_url: Some("http://127.0.0.1:8080".into()),
        ..Setup::default()
    };
    let bare = App::spawn_with(app.backend(), setup).await;
    let client = bare.person("anna@example.org").signed_in(Level::One).await;
    assert!(!client.get("/de/account").await.expect(200).page().has("#passkeys"));
    assert!(
        !bare
            .client()
            .get("/de/sign-in")
            .await
            .expect(200)
            .page()
            .has("#send-passkey")
    );
}
