//! Webhooks: signed as the standard says, tried by its schedule, once a cluster, told to those alone who may read of it, sent again.

use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use passerelle::introductions::Office;
use passerelle::introductions::actions as introductions;
use passerelle::organisations::model::OrganisationId;
use passerelle::outcomes::{self, Typed};
use passerelle::platform::access::{Actor, Mandate, Role};
use passerelle::platform::clock::DAY;
use passerelle::platform::texts::Locale;
use passerelle::webhooks::model::{Owner, WebhookId};
use passerelle::webhooks::{self as hooks, New, WebhookError};
use serde_json::{Value, json};
use sha2::Sha256;
use testkit::{App, organisation, suite};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::introductions::{TARGET_CHAMBER, Two, adviser as introducer};
use crate::opportunities::{CHAMBER, actor, beginning, publish, whole};
use crate::practices;

suite!(
    a_delivery_is_signed_and_says_little,
    it_is_tried_for_three_days_and_then_its_people_are_told,
    who_is_gone_is_left_alone,
    what_dies_before_the_mark_is_sent_again_with_the_same_id,
    only_those_are_told_who_may_read_of_it,
    a_new_secret_signs_beside_the_old_one,
    what_was_told_is_sent_again,
    an_endpoint_is_sent_one_thing_at_a_time,
    many_nodes_tell_once,
);

/// What came to a receiver.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    pub(super) id: String,
    at: String,
    signature: String,
    body: String,
}

/// Somebody who is told, and answers what a test says: the last answer again and again.
#[derive(Clone)]
pub(super) struct Receiver {
    pub(super) url: String,
    came: Arc<Mutex<Vec<Came>>>,
    answers: Arc<Mutex<Vec<String>>>,
}

impl Receiver {
    pub(super) async fn answering(answers: &[&str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let receiver = Self {
            url: format!(
                "http://127.0.0.1:{}/hooks?from=passerelle",
                listener.local_addr().unwrap().port()
            ),
            came: Arc::default(),
            answers: Arc::new(Mutex::new(answers.iter().map(|&one| one.to_owned()).collect())),
        };
        let here = receiver.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let here = here.clone();
                tokio::spawn(async move {
                    let (mut seen, mut part) = (Vec::new(), [0; 4096]);
                    while !is_whole(&seen) {
                        match stream.read(&mut part).await {
                            Ok(count) if count > 0 => seen.extend_from_slice(&part[..count]),
                            _ => return,
                        }
                    }
                    here.came.lock().unwrap().push(came(&String::from_utf8(seen).unwrap()));
                    let answer = {
                        let mut answers = here.answers.lock().unwrap();
                        if answers.len() > 1 {
                            answers.remove(0)
                        } else {
                            answers[0].clone()
                        }
                    };
                    let text = format!("HTTP/1.1 {answer}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
                    let _ = stream.write_all(text.as_bytes()).await;
                });
            }
        });
        receiver
    }

    pub(super) fn came(&self) -> Vec<Came> {
        self.came.lock().unwrap().clone()
    }

    fn says(&self, answer: &str) {
        *self.answers.lock().unwrap() = vec![answer.to_owned()];
    }
}

fn is_whole(seen: &[u8]) -> bool {
    let text = String::from_utf8_lossy(seen);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length: ")?
            .parse::<usize>()
            .ok()
    });
    body.len() >= length.unwrap_or_default()
}

fn came(text: &str) -> Came {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /hooks?from=passerelle HTTP/1.1"), "{head}");
    let header = |name: &str| {
        let found = head
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)));
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    assert_eq!(header("content-type"), "application/json");
    assert!(header("cookie").is_empty() && header("host").starts_with("127.0.0.1:"));
    Came {
        id: header("webhook-id"),
        at: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        body: body.to_owned(),
    }
}

/// Checked as a receiver does it, by the text of its secret alone.
pub(super) fn is_signed(came: &Came, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    assert_eq!(key.len(), 32);
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{}.{}.{}", came.id, came.at, came.body).as_bytes());
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    came.signature.split(' ').any(|one| one == expected)
}

pub(super) const ALL: [&str; 4] = [
    "opportunity.published",
    "practice.published",
    "introduction.step",
    "outcome.confirmed",
];

pub(super) async fn register(app: &App, actor: &Actor, owner: Owner, url: &str) -> Result<WebhookId, WebhookError> {
    let new = New {
        owner,
        url: url.into(),
        events: ALL.map(str::to_owned).to_vec(),
    };
    hooks::register(&app.state, actor, &new).await
}

/// An organisation, its owner, and where it is told.
pub(super) async fn one(app: &App, url: &str) -> (OrganisationId, Actor, WebhookId) {
    app.add([organisation("Sonotec")]).await;
    let id = app.id("Sonotec").await;
    let owner = app.person("owner@example.org").role(id, Role::Owner).make().await;
    let owner = actor(owner, &[(id, Role::Owner)], &[]);
    let webhook = register(app, &owner, Owner::Organisation(id.0), url).await.unwrap();
    (id, owner, webhook)
}

/// Reads and sends until nothing is left to do now.
pub(super) async fn work(app: &App) -> usize {
    while hooks::read(app.journal()).await.unwrap().read > 0 {}
    let mut sent = 0;
    while hooks::send_one(app.journal(), &app.state.web, &app.state.outbound)
        .await
        .unwrap()
    {
        sent += 1;
    }
    sent
}

async fn secret(app: &App, actor: &Actor, id: WebhookId) -> String {
    let scope = passerelle::platform::access::scope(actor, passerelle::platform::access::Action::ManageWebhooks);
    let found = hooks::queries::find(&scope, app.database(), id).await.unwrap().unwrap();
    found.secret(&app.state.web.identity.secret)
}

async fn state(app: &App) -> String {
    app.ask("SELECT state FROM webhook").await
}

async fn a_delivery_is_signed_and_says_little(app: App) {
    let receiver = Receiver::answering(&["204 No Content"]).await;
    let (id, owner, webhook) = one(&app, &receiver.url).await;
    assert_eq!(work(&app).await, 0);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    let told = publish(
        &app,
        &owner,
        &adviser,
        beginning(id, whole("Sensoren für Brücken"), true),
    )
    .await;
    assert_eq!(work(&app).await, 1);
    let came = receiver.came();
    let said: Value = serde_json::from_str(&came[0].body).unwrap();
    assert_eq!(
        said,
        json!({
            "type": "opportunity.published", "timestamp": "2026-11-24T12:00:00.000Z",
            "data": { "id": told.to_string(), "href": format!("https://passerelle.example/api/v1/opportunities/{told}") },
        })
    );
    assert!(came[0].id.starts_with("msg_") && came[0].at == (app.clock().now() / 1_000_000).to_string());
    assert!(
        is_signed(&came[0], &secret(&app, &owner, webhook).await),
        "{:?}",
        came[0]
    );
    let forged = Came {
        body: came[0].body.replace("published", "withdrawn"),
        ..came[0].clone()
    };
    assert!(!is_signed(&forged, &secret(&app, &owner, webhook).await));
    let row = app
        .ask("SELECT state || ' ' || CAST(tries AS TEXT) || ' ' || CAST(status AS TEXT) FROM webhook_delivery")
        .await;
    assert_eq!(row, "delivered 1 204");
    assert_eq!(work(&app).await, 0, "told once");
    // No secret lies anywhere.
    let secret = secret(&app, &owner, webhook).await;
    assert!(
        !app.list("SELECT url || events || state FROM webhook")
            .await
            .join("")
            .contains(&secret)
    );
    assert!(app.verify().await.valid);
}

async fn it_is_tried_for_three_days_and_then_its_people_are_told(app: App) {
    let receiver = Receiver::answering(&[
        "503 Service Unavailable",
        "302 Found\r\nLocation: http://127.0.0.1:1/",
        "429 Too Many\r\nRetry-After: 3600",
        "500 Oops",
    ])
    .await;
    let (_, owner, webhook) = one(&app, &receiver.url).await;
    hooks::ping(&app.state, &owner, webhook).await.unwrap();
    let second = 1_000_000;
    let mut waited = Vec::new();
    for _ in 0..10 {
        assert_eq!(work(&app).await, 1, "after {waited:?}");
        let next: Option<i64> = app
            .ask("SELECT coalesce(CAST(next_at AS TEXT), '') FROM webhook_delivery")
            .await
            .parse()
            .ok();
        let Some(next) = next else { break };
        let pause = next - app.clock().now();
        app.clock().advance(pause - 1);
        assert_eq!(work(&app).await, 0, "not sooner");
        app.clock().advance(1);
        waited.push(pause / second);
    }
    let least = [5, 300, 3600, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
    assert_eq!(waited.len(), 9);
    for (pause, least) in waited.iter().zip(least) {
        assert!((least..=least + least / 10).contains(pause), "{waited:?}");
    }
    let came = receiver.came();
    assert_eq!(came.len(), 10);
    assert!(
        came.iter().all(|one| one.id == came[0].id && one.body == came[0].body),
        "the same each time"
    );
    let row = app
        .ask("SELECT state || ' ' || CAST(status AS TEXT) FROM webhook_delivery")
        .await;
    assert_eq!((row.as_str(), state(&app).await.as_str()), ("failed 500", "failing"));
    let letters = app.letters("owner@example.org").await;
    let letter = letters.iter().find(|letter| letter.kind == "webhook_stopped").unwrap();
    assert!(letter.text.contains(&receiver.url) && letter.text.contains(&format!("/webhooks/{webhook}")));
    // What happens meanwhile waits, and goes when it goes on.
    let refused = hooks::ping(&app.state, &owner, webhook).await;
    assert!(matches!(refused, Err(WebhookError::State)), "{refused:?}");
    receiver.says("200 OK");
    published(&app).await;
    assert_eq!(work(&app).await, 0);
    let changed = (None, receiver.url.as_str(), ALL.map(str::to_owned).to_vec(), true);
    hooks::change(
        &app.state,
        &owner,
        webhook,
        (changed.0, changed.1, &changed.2, changed.3),
    )
    .await
    .unwrap();
    assert_eq!((work(&app).await, state(&app).await.as_str()), (1, "active"));
    assert!(app.verify().await.valid);
}

/// Somebody else publishes a practice.
async fn published(app: &App) {
    app.add([organisation("Andere")]).await;
    let id = app.id("Andere").await;
    let editor = app.person("editor@example.org").role(id, Role::Editor).make().await;
    let editor = actor(editor, &[(id, Role::Editor)], &[]);
    let home = actor(app.person("home@example.org").make().await, &[], &[practices::HOME]);
    let other = actor(app.person("other@example.org").make().await, &[], &[practices::OTHER]);
    practices::publish(
        app,
        &editor,
        id,
        [&home, &other],
        practices::whole("Ein Lotse für zwei Kammern"),
    )
    .await;
}

async fn who_is_gone_is_left_alone(app: App) {
    let receiver = Receiver::answering(&["410 Gone"]).await;
    let (_, owner, webhook) = one(&app, &receiver.url).await;
    hooks::ping(&app.state, &owner, webhook).await.unwrap();
    assert_eq!((work(&app).await, state(&app).await.as_str()), (1, "gone"));
    let letters = app.letters("owner@example.org").await;
    assert_eq!(
        letters.iter().filter(|letter| letter.kind == "webhook_stopped").count(),
        1
    );
    published(&app).await;
    app.clock().advance(4 * DAY);
    assert_eq!((work(&app).await, receiver.came().len()), (0, 1));
    assert_eq!(
        app.count("SELECT count(*) FROM webhook_delivery").await,
        1,
        "nothing is kept for it"
    );
    let stopped = app
        .ask("SELECT actor FROM entry WHERE action = 'webhooks.stopped'")
        .await;
    assert_eq!(stopped, "system:maintenance");
}

async fn what_dies_before_the_mark_is_sent_again_with_the_same_id(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    let (_, owner, webhook) = one(&app, &receiver.url).await;
    hooks::ping(&app.state, &owner, webhook).await.unwrap();
    // A node sends it, is answered, and dies before it could write that down.
    let leased = hooks::lease(app.journal()).await.unwrap().unwrap();
    let went = hooks::send(&app.state.web, app.clock(), &app.state.outbound, &leased).await;
    assert_eq!(went.as_ref().unwrap().status, 200);
    assert_eq!(work(&app).await, 0, "nobody else takes it while it may be on its way");
    app.clock().advance(60_000_000);
    assert_eq!(work(&app).await, 1);
    let came = receiver.came();
    assert_eq!(
        (came.len(), came[0].id == came[1].id, came[0].body == came[1].body),
        (2, true, true)
    );
    // The first node was only slow: what it writes now changes nothing.
    hooks::note(
        app.journal(),
        &app.state.web,
        &leased,
        &Err(passerelle::platform::outbound::NotSent::Slow),
    )
    .await
    .unwrap();
    let row = app
        .ask("SELECT state || ' ' || CAST(tries AS TEXT) FROM webhook_delivery")
        .await;
    assert_eq!(row, "delivered 2");
}

async fn only_those_are_told_who_may_read_of_it(app: App) {
    let two = Two::make(&app).await;
    app.add([organisation("Dritte")]).await;
    let third = app.id("Dritte").await;
    let outsider = crate::introductions::owner(&app, "third@example.org", third).await;
    let head = introducer(&app, "head@example.org", TARGET_CHAMBER, Mandate::Head).await;
    let far = introducer(&app, "far@example.org", "cc-luxembourg", Mandate::Head).await;
    let mut receivers = Vec::new();
    for (who, owner) in [
        (&two.asker, Owner::Organisation(two.requester.0)),
        (&two.answerer, Owner::Organisation(two.target.0)),
        (&head, Owner::Chamber(TARGET_CHAMBER.into())),
        (&outsider, Owner::Organisation(third.0)),
        (&far, Owner::Chamber("cc-luxembourg".into())),
    ] {
        let receiver = Receiver::answering(&["200 OK"]).await;
        register(&app, who, owner, &receiver.url).await.unwrap();
        receivers.push(receiver);
    }
    let counts = || receivers.iter().map(|one| one.came().len()).collect::<Vec<_>>();
    let id = two.sent(&app).await;
    work(&app).await;
    assert_eq!(counts(), [1, 0, 0, 0, 0], "it has come to nobody else yet");
    app.clock().advance(1_000_000);
    two.offer(&app, id).await;
    work(&app).await;
    // Screened and forwarded: the requester; forwarded: the target's chamber; offered: all three.
    assert_eq!(counts(), [4, 1, 2, 0, 0]);
    let region = testkit::region();
    let by = |actor| Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    introductions::accept(by(&two.answerer), id, None).await.unwrap();
    introductions::meet(by(&two.asker), id, None).await.unwrap();
    introductions::negotiate(by(&two.answerer), id, None).await.unwrap();
    let typed = Typed {
        kind: "pilot".into(),
        band: "10k_50k".into(),
        on: Some("2026-11-20".parse().unwrap()),
        evidence: "Rapport d’essai du pont de Metz".into(),
        ..Typed::default()
    };
    outcomes::record(by(&two.asker), id, &typed, Locale::Fr).await.unwrap();
    outcomes::confirm(by(&two.answerer), id, None, false).await.unwrap();
    work(&app).await;
    assert_eq!(counts()[3..], [0, 0]);
    for receiver in &receivers[..3] {
        let came = receiver.came();
        assert!(came.iter().all(|one| one.body.contains(&id.to_string())));
        assert_eq!(
            came.iter().filter(|one| one.body.contains("outcome.confirmed")).count(),
            1
        );
        assert!(
            came.iter()
                .all(|one| !one.body.contains("haubans") && !one.body.contains("Ponts"))
        );
    }
    // Whoever has nobody left who may read is told nothing more; what is public everybody is told.
    app.tamper("DELETE FROM membership").await.unwrap();
    let before = counts();
    published(&app).await;
    work(&app).await;
    let after = counts();
    assert_eq!((after[2] - before[2], after[4] - before[4]), (1, 1));
    assert_eq!(after[..2], before[..2]);
}

async fn a_new_secret_signs_beside_the_old_one(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    let (_, owner, webhook) = one(&app, &receiver.url).await;
    let old = secret(&app, &owner, webhook).await;
    hooks::rotate(&app.state, &owner, webhook, Some(1)).await.unwrap();
    let stale = hooks::rotate(&app.state, &owner, webhook, Some(1)).await;
    assert!(matches!(stale, Err(WebhookError::Changed)), "{stale:?}");
    let new = secret(&app, &owner, webhook).await;
    assert_ne!(old, new);
    hooks::ping(&app.state, &owner, webhook).await.unwrap();
    work(&app).await;
    app.clock().advance(DAY);
    hooks::ping(&app.state, &owner, webhook).await.unwrap();
    work(&app).await;
    let came = receiver.came();
    assert_eq!(came[0].signature.split(' ').count(), 2);
    assert!(is_signed(&came[0], &old) && is_signed(&came[0], &new));
    assert!(!is_signed(&came[1], &old) && is_signed(&came[1], &new));
}

async fn what_was_told_is_sent_again(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    let (_, owner, webhook) = one(&app, &receiver.url).await;
    published(&app).await;
    work(&app).await;
    app.clock().advance(DAY);
    let adviser = actor(app.person("adviser@example.org").make().await, &[], &[CHAMBER]);
    let id = app.id("Sonotec").await;
    publish(
        &app,
        &owner,
        &adviser,
        beginning(id, whole("Sensoren für Brücken"), false),
    )
    .await;
    work(&app).await;
    let first = receiver.came();
    assert_eq!(first.len(), 2);
    let again = hooks::replay_since(&app.state, &owner, webhook, app.clock().now() - 1)
        .await
        .unwrap();
    assert_eq!((again, work(&app).await), (1, 1), "what happened before is not sent");
    assert_eq!(receiver.came()[2].id, first[1].id, "a receiver knows it");
    assert_eq!(hooks::replay_since(&app.state, &owner, webhook, 0).await.unwrap(), 2);
    let meanwhile = hooks::replay_since(&app.state, &owner, webhook, 0).await.unwrap();
    assert_eq!(
        (meanwhile, work(&app).await),
        (0, 2),
        "what waits is not asked for twice"
    );
    let one = passerelle::webhooks::model::DeliveryId(
        passerelle::platform::id::decode(first[0].id.strip_prefix("msg_").unwrap()).unwrap(),
    );
    hooks::replay(&app.state, &owner, webhook, one).await.unwrap();
    let twice = hooks::replay(&app.state, &owner, webhook, one).await;
    assert!(matches!(twice, Err(WebhookError::State)), "{twice:?}");
    assert_eq!(work(&app).await, 1);
    let last = receiver.came().pop().unwrap();
    assert_eq!((last.id, last.body), (first[0].id.clone(), first[0].body.clone()));
    assert!(is_signed(&receiver.came()[5], &secret(&app, &owner, webhook).await));
    // A month later nobody wants it any more.
    app.clock().advance(31 * DAY);
    let keeper = passerelle::privacy::Keeper {
        journal: app.journal().clone(),
        files: app.state.files.clone(),
        rules: passerelle::app::RETENTION,
    };
    keeper.round().await;
    assert_eq!(app.count("SELECT count(*) FROM webhook_delivery").await, 0);
}

async fn an_endpoint_is_sent_one_thing_at_a_time(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    let (id, owner, webhook) = one(&app, &receiver.url).await;
    let other = register(&app, &owner, Owner::Organisation(id.0), &receiver.url)
        .await
        .unwrap();
    for _ in 0..2 {
        hooks::ping(&app.state, &owner, webhook).await.unwrap();
        hooks::ping(&app.state, &owner, other).await.unwrap();
    }
    let leased = [
        hooks::lease(app.journal()).await.unwrap(),
        hooks::lease(app.journal()).await.unwrap(),
    ];
    assert!(leased.iter().all(Option::is_some));
    assert!(
        hooks::lease(app.journal()).await.unwrap().is_none(),
        "both are being sent to"
    );
    for leased in leased.into_iter().flatten() {
        let went = hooks::send(&app.state.web, app.clock(), &app.state.outbound, &leased).await;
        hooks::note(app.journal(), &app.state.web, &leased, &went)
            .await
            .unwrap();
    }
    assert_eq!(work(&app).await, 2);
    for _ in 0..5 {
        hooks::ping(&app.state, &owner, webhook).await.unwrap();
    }
    let sixth = hooks::ping(&app.state, &owner, webhook).await;
    assert!(matches!(sixth, Err(WebhookError::State)), "{sixth:?}");
}

async fn many_nodes_tell_once(app: App) {
    let receiver = Receiver::answering(&["200 OK"]).await;
    one(&app, &receiver.url).await;
    published(&app).await;
    let (one, two) = tokio::join!(hooks::read(app.journal()), hooks::read(app.journal()));
    one.unwrap();
    two.unwrap();
    let send = || hooks::send_one(app.journal(), &app.state.web, &app.state.outbound);
    let (one, two) = tokio::join!(send(), send());
    one.unwrap();
    two.unwrap();
    assert_eq!((work(&app).await, receiver.came().len()), (0, 1));
}
