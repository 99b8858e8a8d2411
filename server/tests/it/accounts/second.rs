//! The second factor by an app: set up, asked for, each code once; step-up, and who has none yet.

use passerelle::platform::access::{Level, Mandate};
use testkit::{App, suite};

use super::{MINUTE, PASSWORD, set_password, set_up_app, type_code, type_good_password};

suite!(
    sets_up_and_raises_the_session,
    a_code_is_good_once,
    a_recovery_code_is_good_once,
    a_good_password_waits_ten_minutes,
    wrong_codes_delay,
    a_mandate_without_one_is_led_to_it,
    a_link_is_not_enough_for_the_step_up,
    it_is_taken_away_by_two_factors_only,
    a_password_comes_first,
);

async fn sets_up_and_raises_the_session(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let (client, other) = (
        app.signed_in(anna, Level::One).await,
        app.signed_in(anna, Level::One).await,
    );
    set_password(&client).await;
    other.get("/de/account").await.expect(303);
    let before = client.held("__Host-sid").unwrap();
    let wrong = [("code", "000000")];
    client.post_form("/de/account/second-factor", &[]).await.expect(303);
    let refused = client
        .post_form("/de/account/second-factor/confirm", &wrong)
        .await
        .expect(422);
    assert!(refused.page().has("#code-error"));
    let phone = set_up_app(&app, &client).await;
    assert_ne!(client.held("__Host-sid").unwrap(), before);
    let levels = "SELECT count(*) FROM session WHERE level = 2 AND ended_at IS NULL";
    assert_eq!(app.count(levels).await, 1);
    let page = client.get("/de/account").await.expect(200);
    assert!(
        !page.text().contains(&phone.secret) && !page.text().contains(&phone.codes[0]),
        "shown once"
    );
    let sealed = app
        .list("SELECT password_hash FROM person WHERE totp_since IS NOT NULL")
        .await;
    assert_eq!(sealed.len(), 1);
    assert!(app.verify().await.valid);
}

async fn a_code_is_good_once(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let phone = set_up_app(&app, &client).await;
    let used = phone.code(&app);
    let other = app.client();
    let token = type_good_password(&other).await;
    assert_eq!(other.held("__Host-sid"), None, "a password alone opens nothing");
    type_code(&other, &token, &used).await.expect(422);
    app.clock().advance(MINUTE);
    let next = phone.code(&app);
    type_code(&other, &token, &next).await.assert_redirect("/de/account");
    other.get("/de/account").await.expect(200);
    let third = app.client();
    let token = type_good_password(&third).await;
    type_code(&third, &token, &next).await.expect(422);
}

async fn a_recovery_code_is_good_once(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let phone = set_up_app(&app, &client).await;
    let code = &phone.codes[3];
    for (round, expected) in [(1, 303), (2, 422)] {
        let other = app.client();
        let token = type_good_password(&other).await;
        let typed = if round == 1 { code.to_lowercase() } else { code.clone() };
        type_code(&other, &token, &typed).await.expect(expected);
    }
    let left = "SELECT count(*) FROM recovery_code WHERE used_at IS NULL";
    assert_eq!(app.count(left).await, 9);
    let told = app.letters("anna@example.org").await;
    assert!(told.last().unwrap().text.contains("Ersatzcode"), "{told:?}");
    let renewed = client.post_form("/de/account/recovery-codes", &[]).await.expect(200);
    let codes = renewed.page().texts(".secret-codes code");
    assert!(codes.len() == 10 && !codes.contains(&phone.codes[0]));
    assert_eq!(app.count(left).await, 10);
}

async fn a_good_password_waits_ten_minutes(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let phone = set_up_app(&app, &client).await;
    let other = app.client();
    let token = type_good_password(&other).await;
    app.clock().advance(10 * MINUTE);
    type_code(&other, &token, &phone.code(&app)).await.expect(410);
    let token = type_good_password(&other).await;
    let changed = client.post_form(
        "/de/sign-in/password",
        &[("mail", "anna@example.org"), ("password", PASSWORD)],
    );
    let again = changed.await.expect(200).page().attribute("input[name=token]", "value");
    type_code(&client, &again, &phone.code(&app)).await.expect(303);
    set_password(&client).await;
    app.clock().advance(MINUTE);
    let late = type_code(&other, &token, &phone.code(&app)).await;
    late.expect(410);
}

async fn wrong_codes_delay(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    set_password(&client).await;
    let phone = set_up_app(&app, &client).await;
    app.clock().advance(MINUTE);
    let other = app.client();
    let token = type_good_password(&other).await;
    for _ in 0..4 {
        type_code(&other, &token, "123456").await.expect(422);
    }
    type_code(&other, &token, &phone.code(&app)).await.expect(429);
}

async fn a_mandate_without_one_is_led_to_it(app: App) {
    let adviser = app.person("anna@example.org").mandate("ihk-saarland", Mandate::Adviser);
    let client = adviser.signed_in(Level::One).await;
    let desk = client.get("/de/desk").await.expect(303).header("location");
    assert_eq!(desk, "/de/sign-in/again?level=aal2&to=%2Fde%2Fdesk");
    let led = client.get(&desk).await.expect(303).header("location");
    assert_eq!(led, "/de/account?to=%2Fde%2Fdesk#second-factor");
    let page = client.get("/de/account?to=%2Fde%2Fdesk").await.expect(200).page();
    assert!(page.has("#second-needed") && !page.has("#onward"));
    set_password(&client).await;
    client
        .post_form("/de/account/second-factor", &[("to", "/de/desk")])
        .await
        .assert_redirect("/de/account?saved=1&to=%2Fde%2Fdesk#second-factor");
    let secret = client.get("/de/account").await.page().text("#secret");
    let code = passerelle::accounts::totp::code_at(&secret, app.clock().now()).unwrap();
    let typed = [("code", code.as_str()), ("to", "/de/desk")];
    let done = client
        .post_form("/de/account/second-factor/confirm", &typed)
        .await
        .expect(200);
    assert_eq!(done.page().attribute("#onward", "href"), "/de/desk");
    client.get("/de/desk").await.expect(200);
}

async fn a_link_is_not_enough_for_the_step_up(app: App) {
    let anna = app
        .person("anna@example.org")
        .mandate("ihk-saarland", Mandate::Adviser)
        .make()
        .await;
    let client = app.signed_in(anna, Level::One).await;
    set_password(&client).await;
    let phone = set_up_app(&app, &client).await;
    let weak = app.signed_in(anna, Level::One).await;
    let again = weak.get("/de/desk").await.expect(303).header("location");
    let page = weak.get(&again).await.expect(200).page();
    assert!(!page.has("#send-link") && page.has("#send-password") && !page.has("#send-passkey"));
    let typed = [
        ("mail", "anna@example.org"),
        ("password", "falsch geraten"),
        ("level", "aal2"),
    ];
    let wrong = weak.post_form("/de/sign-in/password", &typed).await.expect(422).page();
    assert!(!wrong.has("#send-link"), "nor after a wrong password");
    let empty = [("mail", "anna@example.org"), ("level", "aal2")];
    weak.post_form("/de/sign-in/password", &empty).await.expect(422);
    app.clock().advance(MINUTE);
    let good = [("mail", "anna@example.org"), ("password", PASSWORD), ("to", "/de/desk")];
    let asked = weak.post_form("/de/sign-in/password", &good).await.expect(200).page();
    let token = asked.attribute("input[name=token]", "value");
    type_code(&weak, &token, &phone.code(&app))
        .await
        .assert_redirect("/de/desk");
    weak.get("/de/desk").await.expect(200);
}

async fn it_is_taken_away_by_two_factors_only(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let client = app.signed_in(anna, Level::One).await;
    set_password(&client).await;
    set_up_app(&app, &client).await;
    let weak = app.signed_in(anna, Level::One).await;
    for path in ["second-factor/remove", "recovery-codes", "password", "tokens"] {
        let fields: &[_] = match path {
            "password" => &[("password", PASSWORD)],
            "tokens" => &[("token", "x"), ("scope", "read"), ("days", "9")],
            _ => &[],
        };
        let refused = weak.post_form(&format!("/de/account/{path}"), fields).await.expect(303);
        let to = refused.header("location");
        assert!(to.starts_with("/de/sign-in/again?level=aal2&"), "{path} {to}");
    }
    assert!(
        weak.get("/de/account")
            .await
            .page()
            .has("#second-factor a[href*='level=aal2']")
    );
    app.clock().advance(10 * MINUTE + 1);
    client
        .post_form("/de/account/second-factor/remove", &[])
        .await
        .expect(303);
    let apps = "SELECT count(*) FROM person WHERE totp_since IS NOT NULL";
    assert_eq!(app.count(apps).await, 1, "two factors, but too long ago");
    let fresh = app.signed_in(anna, Level::Two).await;
    let removed = fresh.post_form("/de/account/second-factor/remove", &[]).await;
    removed.assert_redirect("/de/account?saved=1#second-factor");
    assert_eq!(app.count(apps).await, 0);
    assert_eq!(app.count("SELECT count(*) FROM recovery_code").await, 0);
    client.get("/de/account").await.expect(303);
    assert!(app.verify().await.valid);
}

async fn a_password_comes_first(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    assert!(!client.get("/de/account").await.page().has("#add-app"));
    client.post_form("/de/account/second-factor", &[]).await.expect(422);
    set_password(&client).await;
    assert!(client.get("/de/account").await.page().has("#add-app"));
}
