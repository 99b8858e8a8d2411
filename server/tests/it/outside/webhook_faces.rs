//! Webhooks from outside: what is refused, and the same by programs and by pages.

use axum::body::Body;
use axum::http::Method;
use passerelle::platform::access::{Level, Refusal, Role};
use passerelle::webhooks::model::Owner;
use passerelle::webhooks::{self as hooks, New, WebhookError};
use serde_json::{Value, json};
use testkit::{App, organisation, suite};

use super::webhooks::{ALL, Receiver, is_signed, one, register, work};
use crate::opportunities::actor;

suite!(
    bad_endpoints_are_refused,
    programs_do_the_same,
    pages_show_a_secret_once,
);

async fn bad_endpoints_are_refused(app: App) {
    let (id, owner, webhook) = one(&app, "https://receiver.example/hooks").await;
    let mine = || Owner::Organisation(id.0);
    for (url, fault) in [
        ("", "unreadable"),
        ("http://receiver.example/", "scheme"),
        ("http://10.0.0.1/", "scheme"),
        ("https://10.0.0.1/", "private"),
        ("https://169.254.169.254/latest/meta-data", "private"),
        ("https://[::1]/", "private"),
        ("https://me:secret@receiver.example/", "extra"),
        ("https://1.1.1.1:22/", "port"),
    ] {
        let refused = register(&app, &owner, mine(), url).await;
        assert!(
            matches!(&refused, Err(WebhookError::Target(found)) if found.code() == fault),
            "{url}: {refused:?}"
        );
        let events = [ALL[0].to_owned()];
        let refused = hooks::change(&app.state, &owner, webhook, (None, url, &events, true)).await;
        assert!(matches!(refused, Err(WebhookError::Target(_))), "{url}");
    }
    for events in [
        vec![],
        vec!["webhook.ping"],
        vec!["opportunity.published", "everything"],
    ] {
        let new = New {
            owner: mine(),
            url: "https://receiver.example/".into(),
            events: events.iter().map(|&one| one.to_owned()).collect(),
        };
        let refused = hooks::register(&app.state, &owner, &new).await;
        assert!(
            matches!(refused, Err(WebhookError::Faults(_))),
            "{events:?}: {refused:?}"
        );
    }
    let editor = actor(
        app.person("writer@example.org").make().await,
        &[(id, Role::Editor)],
        &[],
    );
    let refused = register(&app, &editor, mine(), "https://receiver.example/").await;
    assert!(
        matches!(refused, Err(WebhookError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    let stranger = actor(app.person("stranger@example.org").make().await, &[], &["cc-luxembourg"]);
    for owner in [mine(), Owner::Chamber("cci-moselle".into())] {
        let refused = register(&app, &stranger, owner, "https://receiver.example/").await;
        assert!(matches!(refused, Err(WebhookError::Hidden)), "{refused:?}");
    }
    // An adviser is no head.
    let refused = register(
        &app,
        &stranger,
        Owner::Chamber("cc-luxembourg".into()),
        "https://receiver.example/",
    )
    .await;
    assert!(
        matches!(refused, Err(WebhookError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    let foreign = hooks::ping(&app.state, &stranger, webhook).await;
    assert!(matches!(foreign, Err(WebhookError::Hidden)), "{foreign:?}");
    for _ in 1..10 {
        register(&app, &owner, mine(), "https://receiver.example/")
            .await
            .unwrap();
    }
    let eleventh = register(&app, &owner, mine(), "https://receiver.example/").await;
    assert!(matches!(eleventh, Err(WebhookError::TooMany)), "{eleventh:?}");
    assert_eq!(app.count("SELECT count(*) FROM webhook").await, 10);
    assert!(app.verify().await.valid);
}

async fn programs_do_the_same(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let person = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let program = app.program(person, Level::Two, "join").await;
    let body = json!({ "organisation": id.to_string(), "url": receiver.url, "events": ["practice.published"] });
    let keyed = program
        .clone()
        .with("idempotency-key", "0192f1c4-0000-7000-8000-00000000abcd");
    let made = keyed.post_json("/api/v1/webhooks", &body).await.expect(201);
    let secret = made.json()["secret"].as_str().unwrap().to_owned();
    let path = made.header("location").replace("https://passerelle.example", "");
    let again = keyed.post_json("/api/v1/webhooks", &body).await.expect(201);
    assert_eq!(
        (again.json()["id"].clone(), again.header("idempotency-replayed")),
        (made.json()["id"].clone(), "true".into())
    );
    let shown = program.get(&path).await.expect(200);
    assert!(shown.json().get("secret").is_none() && shown.header("etag") == "\"1\"");
    assert_eq!(
        program.get("/api/v1/webhooks").await.expect(200).json()["items"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let ping = program
        .post_json(&format!("{path}/pings"), &json!({}))
        .await
        .expect(202)
        .json();
    work(&app).await;
    assert!(is_signed(&receiver.came()[0], &secret));
    let told = program
        .get(&format!("{path}/deliveries?limit=1"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (told["items"][0]["id"].clone(), told["items"][0]["status"].clone()),
        (ping["delivery"].clone(), json!(200))
    );
    assert_eq!(told["items"][0]["message"], receiver.came()[0].id);
    let replay = json!({ "delivery": ping["delivery"] });
    assert_eq!(
        program
            .post_json(&format!("{path}/replays"), &replay)
            .await
            .expect(202)
            .json()["count"],
        1
    );
    program
        .post_json(&format!("{path}/replays"), &replay)
        .await
        .assert_problem("conflict");
    program
        .post_json(&format!("{path}/replays"), &json!({}))
        .await
        .assert_problem("validation");
    let put = |tag: &str, body: Value| {
        let program = program.clone().with("if-match", tag);
        let path = path.clone();
        async move {
            program
                .send(
                    Method::PUT,
                    &path,
                    Some("application/json"),
                    Body::from(body.to_string()),
                )
                .await
        }
    };
    let other = json!({ "url": receiver.url, "events": ["introduction.step"], "active": false });
    put("\"9\"", other.clone()).await.assert_problem("preconditionFailed");
    let changed = put("\"1\"", other).await.expect(200);
    assert_eq!(
        (changed.json()["state"].clone(), changed.header("etag")),
        (json!("paused"), "\"2\"".into())
    );
    put(
        "\"2\"",
        json!({ "url": "https://10.0.0.1/", "events": ["introduction.step"] }),
    )
    .await
    .assert_problem("validation");
    let rotated = program
        .clone()
        .with("if-match", "\"2\"")
        .post_json(&format!("{path}/secrets"), &json!({}))
        .await
        .expect(201);
    assert_ne!(rotated.json()["secret"], secret);
    assert!(rotated.json()["secretBeforeUntil"].is_string());
    // A token that was made for reading does nothing here; neither does another person's.
    let weak = app.program(person, Level::Two, "read").await;
    weak.post_json("/api/v1/webhooks", &body)
        .await
        .assert_problem("forbidden");
    weak.get(&path).await.assert_problem("notFound");
    let nobody = app.person("nobody@example.org").make().await;
    let nobody = app.program(nobody, Level::Two, "join").await;
    nobody.get(&path).await.assert_problem("notFound");
    program
        .send(Method::DELETE, &path, None, Body::empty())
        .await
        .assert_problem("preconditionRequired");
    program
        .clone()
        .with("if-match", "\"3\"")
        .send(Method::DELETE, &path, None, Body::empty())
        .await
        .expect(204);
    program.get(&path).await.assert_problem("notFound");
    assert_eq!(app.count("SELECT count(*) FROM webhook_delivery").await, 0);
}

async fn pages_show_a_secret_once(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let owner = app
        .person("owner@example.org")
        .role(id, Role::Owner)
        .signed_in(Level::One)
        .await;
    let within = owner.get(&format!("/fr/own/{id}")).await.expect(200).page();
    assert!(within.has(&format!(".within-nav a[href='/fr/webhooks?for={id}']")));
    let page = owner.get(&format!("/fr/webhooks?for={id}")).await.expect(200).page();
    assert!(page.has(&format!("#for option[value='{id}'][selected]")));
    let bad = [
        ("for", id.to_string()),
        ("url", "https://10.0.0.1/".into()),
        ("event", "practice.published".into()),
    ];
    let bad: Vec<(&str, &str)> = bad.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let again = owner.post_form("/fr/webhooks", &bad).await.expect(422).page();
    assert_eq!(again.attribute("#url", "value"), "https://10.0.0.1/");
    assert!(again.has("#url-error") && again.has("input[value='practice.published'][checked]"));
    let id_text = id.to_string();
    let good = [
        ("for", id_text.as_str()),
        ("url", receiver.url.as_str()),
        ("event", "practice.published"),
    ];
    let made = owner.post_form("/fr/webhooks", &good).await.expect(201).page();
    let secret = made.text("#secret code");
    assert!(secret.starts_with("whsec_"));
    let list = owner.get("/fr/webhooks").await.expect(200).page();
    let path = list.attribute("#webhooks a", "href");
    let shown = owner.get(&path).await.expect(200);
    assert!(
        !shown.page().has("#secret") && !shown.text().contains(&secret),
        "shown once"
    );
    owner
        .post_form(&format!("{path}/ping"), &[])
        .await
        .assert_redirect(&format!("{path}?done=ping"));
    work(&app).await;
    assert!(is_signed(&receiver.came()[0], &secret));
    let shown = owner.get(&format!("{path}?done=ping")).await.expect(200).page();
    assert!(shown.has(".receipt") && shown.text("#deliveries tbody").contains("200"));
    let again = shown.attribute("#deliveries tbody form", "action");
    owner.post_form(&again, &[]).await.expect(303);
    assert_eq!(work(&app).await, 1);
    assert_eq!(receiver.came()[0].id, receiver.came()[1].id);
    owner
        .post_form(&format!("{path}/replay"), &[("since", "2026-11-01")])
        .await
        .assert_redirect(&format!("{path}?done=replay&count=0"));
    let rotated = owner
        .post_form(&format!("{path}/rotate"), &[("version", "1")])
        .await
        .expect(200)
        .page();
    assert_ne!(rotated.text("#secret code"), secret);
    owner
        .post_form(&format!("{path}/rotate"), &[("version", "1")])
        .await
        .expect(409);
    let stop = [
        ("version", "2"),
        ("url", receiver.url.as_str()),
        ("event", "practice.published"),
    ];
    owner
        .post_form(&format!("{path}/change"), &stop)
        .await
        .assert_redirect(&format!("{path}?done=change"));
    let paused = owner.get(&path).await.expect(200).page();
    assert!(paused.has("#standing .state-wait") && !paused.has("#deliveries form"));
    owner.post_form(&format!("{path}/ping"), &[]).await.expect(409);
    let stranger = app.person("stranger@example.org").signed_in(Level::Two).await;
    stranger.get(&path).await.assert_problem("notFound");
    assert!(
        stranger
            .get("/fr/webhooks")
            .await
            .expect(200)
            .page()
            .has("#register p.soft")
    );
    owner
        .post_form(&format!("{path}/remove"), &[("version", "3")])
        .await
        .assert_redirect("/fr/webhooks");
    owner.get(&path).await.assert_problem("notFound");
}
