//! A new password by mail: ends sessions and tokens, keeps the second factor, tells nobody who has an account.

use passerelle::platform::access::Level;
use testkit::{App, Client, suite};

use super::{MINUTE, PASSWORD, set_password, set_up_app, type_code, type_password};

suite!(
    sets_a_password_and_ends_sessions,
    keeps_the_second_factor,
    known_and_unknown_are_told_the_same,
    is_good_once_and_for_thirty_minutes,
    looks_at_the_password,
);

const NEW: &str = "sieben rote dächer schlafen";

async fn ask(client: &Client, mail: &str) {
    let asked = client.post_form("/de/sign-in/reset", &[("mail", mail)]).await;
    asked.assert_redirect("/de/sign-in/reset/sent");
}

async fn path(app: &App) -> String {
    app.letters("anna@example.org").await.last().unwrap().path()
}

async fn sets_a_password_and_ends_sessions(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let client = app.signed_in(anna, Level::One).await;
    set_password(&client).await;
    let token = [("token", "website"), ("scope", "read"), ("days", "30")];
    client.post_form("/de/account/tokens", &token).await.expect(200);
    let other = app.client();
    ask(&other, "Anna@example.org").await;
    let path = path(&app).await;
    other.get(&path).await.expect(200);
    client.get("/de/account").await.expect(200);
    let set = other.post_form(&path, &[("password", NEW)]).await;
    set.assert_redirect("/de/sign-in/reset/done");
    other.get("/de/sign-in/reset/done").await.expect(200);
    assert_eq!(other.held("__Host-sid"), None, "it opens no session");
    client.get("/de/account").await.expect(303);
    assert_eq!(
        app.count("SELECT count(*) FROM session WHERE ended_at IS NULL").await,
        0
    );
    assert_eq!(app.count("SELECT count(*) FROM token WHERE ended_at IS NULL").await, 0);
    type_password(&other, PASSWORD).await.expect(422);
    type_password(&other, NEW).await.assert_redirect("/de/account");
    let told = app.letters("anna@example.org").await;
    assert_eq!(told.last().unwrap().kind, "credentials_changed");
    assert!(app.verify().await.valid);
}

async fn keeps_the_second_factor(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let phone = set_up_app(&app, &client).await;
    let other = app.client();
    ask(&other, "anna@example.org").await;
    let path = path(&app).await;
    // Shorter, because a code comes after it.
    other
        .post_form(&path, &[("password", "rotes dach 77")])
        .await
        .expect(303);
    let asked = type_password(&other, "rotes dach 77").await.expect(200).page();
    assert_eq!(other.held("__Host-sid"), None);
    app.clock().advance(MINUTE);
    let token = asked.attribute("input[name=token]", "value");
    type_code(&other, &token, &phone.code(&app))
        .await
        .assert_redirect("/de/account");
    assert_eq!(
        app.count("SELECT count(*) FROM recovery_code WHERE used_at IS NULL")
            .await,
        10
    );
}

async fn known_and_unknown_are_told_the_same(app: App) {
    app.person("anna@example.org").make().await;
    let mut told = Vec::new();
    for mail in ["anna@example.org", "niemand@example.org"] {
        let client = app.client();
        ask(&client, mail).await;
        told.push(client.get("/de/sign-in/reset/sent").await.expect(200).text());
        let letters = app.letters(mail).await;
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].text.contains("/sign-in/reset/to/"), mail.starts_with("anna"));
    }
    assert_eq!(told[0], told[1]);
    for _ in 0..9 {
        ask(&app.client(), "niemand@example.org").await;
    }
    assert_eq!(app.letters("niemand@example.org").await.len(), 6);
}

async fn is_good_once_and_for_thirty_minutes(app: App) {
    app.person("anna@example.org").make().await;
    let client = app.client();
    ask(&client, "anna@example.org").await;
    let first = path(&app).await;
    ask(&client, "anna@example.org").await;
    let second = path(&app).await;
    client.post_form(&second, &[("password", NEW)]).await.expect(303);
    client.post_form(&second, &[("password", PASSWORD)]).await.expect(410);
    client.post_form(&first, &[("password", PASSWORD)]).await.expect(410);
    ask(&client, "anna@example.org").await;
    let third = path(&app).await;
    app.clock().advance(30 * MINUTE);
    client.get(&third).await.expect(410);
    client.post_form(&third, &[("password", PASSWORD)]).await.expect(410);
    client.get("/de/sign-in/reset/to/nothing").await.expect(410);
    type_password(&client, NEW).await.assert_redirect("/de/account");
}

async fn looks_at_the_password(app: App) {
    app.person("anna@example.org").make().await;
    let client = app.client();
    ask(&client, "anna@example.org").await;
    let path = path(&app).await;
    let weak = client.post_form(&path, &[("password", "passwort")]).await.expect(422);
    assert!(weak.page().has("#password-error"));
    client.post_form(&path, &[("password", NEW)]).await.expect(303);
}
