//! What a person says of themselves, and where they are signed in.

use passerelle::accounts::{Digest, find_by_mail};
use passerelle::platform::access::Level;
use testkit::{App, suite};

suite!(
    is_changed,
    keeps_what_was_typed,
    a_session_is_ended_from_another,
    is_nobody_elses,
);

async fn is_changed(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let fields = [
        ("name", "Anne Müller"),
        ("language", "fr"),
        ("digest", "daily"),
        ("professional", "1"),
    ];
    let saved = client.post_form("/de/account", &fields).await;
    saved.assert_redirect("/de/account?saved=1#profile");
    let found = find_by_mail(app.database().reader(), "anna@example.org").await;
    let person = found.unwrap().unwrap();
    assert_eq!((person.name.as_str(), person.language.code()), ("Anne Müller", "fr"));
    assert!(person.professional && person.keys_off && person.digest == Digest::Daily);
    let page = client.get("/de/account?saved=1").await.expect(200).page();
    assert!(page.has(".receipt") && page.has("option[value=fr][selected]"));
    assert!(!page.has("input[name=keys][checked]"));
    assert!(app.verify().await.valid);
}

async fn keeps_what_was_typed(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let long = "ü".repeat(121);
    let fields = [("name", long.as_str()), ("language", "de"), ("digest", "daily")];
    let page = client.post_form("/de/account", &fields).await.expect(422).page();
    assert_eq!(page.attribute("#name", "value"), long);
    let strange = [("name", "Anna"), ("language", "xx"), ("digest", "daily")];
    client.post_form("/de/account", &strange).await.expect(400);
}

async fn a_session_is_ended_from_another(app: App) {
    let anna = app.person("anna@example.org").make().await;
    let (client, other) = (
        app.signed_in(anna, Level::One).await,
        app.signed_in(anna, Level::One).await,
    );
    app.clock().advance(super::MINUTE);
    client.get("/de/account").await.expect(200);
    let page = client.get("/de/account").await.page();
    assert_eq!(page.count("#sessions li"), 2);
    let end = page.attribute("#sessions li:last-child form", "action");
    client
        .post_form(&end, &[])
        .await
        .assert_redirect("/de/account?saved=1#sessions");
    other.get("/de/account").await.expect(303);
    client.get("/de/account").await.expect(200);
    let own = client
        .get("/de/account")
        .await
        .page()
        .attribute("#sessions form", "action");
    let stranger = app.person("otto@example.org").signed_in(Level::One).await;
    stranger.post_form(&own, &[]).await.assert_problem("notFound");
    client.post_form(&own, &[]).await.assert_redirect("/de");
    client.get("/de/account").await.expect(303);
}

async fn is_nobody_elses(app: App) {
    let guest = app.client();
    guest
        .get("/de/account")
        .await
        .assert_redirect("/de/sign-in?to=%2Fde%2Faccount");
    for path in [
        "",
        "/password",
        "/second-factor",
        "/recovery-codes",
        "/tokens",
        "/passkeys/begin",
    ] {
        let fields: &[_] = match path {
            "" => &[("name", "x"), ("language", "de"), ("digest", "daily")],
            "/tokens" => &[("token", "x"), ("scope", "read"), ("days", "9")],
            _ => &[],
        };
        guest.post_form(&format!("/de/account{path}"), fields).await.expect(401);
    }
}
