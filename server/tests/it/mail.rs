//! Letters that leave: once, in time, or never; what comes back is known.

use passerelle::platform::access::{Action, Actor, Node, Purpose, decide};
use passerelle::platform::clock::DAY;
use passerelle::platform::database::DatabaseError;
use passerelle::platform::journal::{self, Entry};
use passerelle::platform::mail::send::{Turn, send_one};
use passerelle::platform::mail::{self, Letter, Post};
use passerelle::platform::texts::Locale;
use testkit::{App, Mood, NOW, Smtp, suite};

suite!(
    a_letter_leaves_once_with_all_its_headers,
    two_nodes_send_each_letter_once,
    what_fails_for_now_is_tried_again,
    what_is_to_leave_at_once_has_three_days_as_well,
    what_fails_for_good_is_not,
    a_refusal_by_policy_says_nothing_of_the_address,
    a_server_that_hangs_or_is_gone_loses_nothing,
    a_letter_is_given_up_after_three_days,
    line_breaks_never_reach_the_wire,
    what_is_undone_in_time_never_leaves,
    what_is_held_stays,
);

const MINUTE: i64 = 60_000_000;

fn letter(to: &str) -> Letter {
    Letter {
        to: to.into(),
        recipient: None,
        language: Locale::Fr,
        kind: "test",
        subject: "Votre dossier n° 7 – décidé".into(),
        paragraphs: vec!["Bonjour,".into(), "Tout <arrive>.".into()],
        button: Some(("Ouvrir".into(), "https://passerelle.example/fr/x".into())),
        foot: vec!["Passerelle".into()],
        entry: None,
        about: None,
        not_before: NOW,
    }
}

async fn queue(app: &App, letter: &Letter, unsubscribe: Option<&str>) {
    let clock = app.clock();
    let done: Result<(), DatabaseError> = app
        .journal()
        .write(|tx| async move {
            mail::queue_notice(&tx, clock, letter, unsubscribe).await?;
            Ok((receipt(&tx, clock).await?, ()))
        })
        .await;
    done.unwrap();
}

async fn receipt(
    tx: &passerelle::platform::database::Tx,
    clock: &passerelle::platform::clock::Clock,
) -> Result<journal::Receipt, DatabaseError> {
    let grant = decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node).unwrap();
    let entry = Entry {
        action: "test.written",
        subject: "test:1".into(),
        parts: Vec::new(),
    };
    journal::append(tx, clock, grant, entry).await
}

async fn turn(app: &App, post: &Post) -> Turn {
    send_one(app.journal(), post).await.unwrap()
}

async fn state(app: &App) -> Vec<String> {
    let sql =
        "SELECT CASE WHEN sent_at IS NOT NULL THEN 'sent' WHEN failed_at IS NOT NULL THEN 'failed' ELSE 'waits' END
               || ' ' || CAST(tries AS TEXT) || ' ' || coalesce(error, '') FROM mail ORDER BY id";
    app.list(sql).await
}

async fn a_letter_leaves_once_with_all_its_headers(app: App) {
    let smtp = Smtp::start().await;
    let way_out = "https://passerelle.example/fr/notices/stop/abc";
    queue(&app, &letter("Anna@example.org"), Some(way_out)).await;
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Sent);
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Nothing);
    app.clock().advance(10 * DAY);
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Nothing);
    let taken = smtp.taken();
    assert_eq!(taken.len(), 1);
    let one = &taken[0];
    assert_eq!(
        (one.from.as_str(), one.to.as_str()),
        ("returns@passerelle.example", "Anna@example.org")
    );
    assert_eq!(one.header("List-Unsubscribe"), format!("<{way_out}>"));
    assert_eq!(one.header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert_eq!(one.header("Auto-Submitted"), "auto-generated");
    assert_eq!(one.header("Content-Language"), "fr");
    assert_eq!(one.header("Date"), "Tue, 24 Nov 2026 12:00:00 +0000");
    assert!(one.header("Message-ID").ends_with("@passerelle.example>"));
    assert!(one.header("From").contains("post@passerelle.example"));
    assert!(one.raw.contains("text/plain") && one.raw.contains("text/html") && one.raw.contains("&lt;arrive&gt;"));
    // What it said is not kept, what it was is.
    let kept = app
        .list("SELECT subject || '|' || text_body || '|' || html_body FROM mail")
        .await;
    assert_eq!(kept, ["Votre dossier n° 7 – décidé||"]);
}

async fn two_nodes_send_each_letter_once(app: App) {
    let smtp = Smtp::start().await;
    for number in 0..24 {
        queue(&app, &letter(&format!("p{number}@example.org")), None).await;
    }
    let node = async || {
        let post = smtp.post();
        let mut sent = 0;
        while turn(&app, &post).await == Turn::Sent {
            sent += 1;
        }
        sent
    };
    let (one, two) = tokio::join!(node(), node());
    assert_eq!(one + two, 24);
    let mut addresses: Vec<String> = smtp.taken().into_iter().map(|taken| taken.to).collect();
    addresses.sort();
    addresses.dedup();
    assert_eq!((addresses.len(), smtp.taken().len()), (24, 24));
}

async fn what_fails_for_now_is_tried_again(app: App) {
    let smtp = Smtp::start().await;
    let post = smtp.post();
    smtp.set(Mood::Refuses("451 4.7.1 greylisted, come again"));
    queue(&app, &letter("a@example.org"), None).await;
    assert_eq!(turn(&app, &post).await, Turn::Kept);
    assert_eq!(turn(&app, &post).await, Turn::Nothing);
    assert!(state(&app).await[0].starts_with("waits 1") && state(&app).await[0].contains("greylisted"));
    app.clock().advance(MINUTE);
    assert_eq!(turn(&app, &post).await, Turn::Kept);
    app.clock().advance(MINUTE);
    assert_eq!(turn(&app, &post).await, Turn::Nothing, "two minutes the second time");
    app.clock().advance(MINUTE);
    smtp.set(Mood::Takes);
    assert_eq!(turn(&app, &post).await, Turn::Sent);
    assert_eq!(state(&app).await, ["sent 3 "]);
    assert_eq!(smtp.taken().len(), 1);
}

async fn what_is_to_leave_at_once_has_three_days_as_well(app: App) {
    let smtp = Smtp::start().await;
    smtp.set(Mood::Refuses("451 4.7.1 greylisted, come again"));
    let at_once = Letter {
        not_before: 0,
        ..letter("a@example.org")
    };
    queue(&app, &at_once, None).await;
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Kept);
    assert!(state(&app).await[0].starts_with("waits 1"), "{:?}", state(&app).await);
    app.clock().advance(MINUTE);
    smtp.set(Mood::Takes);
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Sent);
}

async fn what_fails_for_good_is_not(app: App) {
    let smtp = Smtp::start().await;
    let post = smtp.post();
    smtp.set(Mood::Refuses("550 5.1.1 nobody of that name"));
    queue(&app, &letter("Gone@example.org"), None).await;
    assert_eq!(turn(&app, &post).await, Turn::Kept);
    app.clock().advance(4 * DAY);
    assert_eq!(turn(&app, &post).await, Turn::Nothing);
    assert!(state(&app).await[0].starts_with("failed 1") && state(&app).await[0].contains("nobody of that name"));
    let db = app.database().reader();
    assert!(mail::is_bouncing(db, "gone@Example.org").await.unwrap());
    // An address that takes a letter again is good again.
    smtp.set(Mood::Takes);
    queue(
        &app,
        &Letter {
            not_before: 0,
            ..letter("gone@example.org")
        },
        None,
    )
    .await;
    assert_eq!(turn(&app, &post).await, Turn::Sent);
    assert!(!mail::is_bouncing(db, "gone@example.org").await.unwrap());
}

async fn a_refusal_by_policy_says_nothing_of_the_address(app: App) {
    let smtp = Smtp::start().await;
    smtp.set(Mood::RefusesData("550 5.7.1 looks like spam"));
    queue(&app, &letter("a@example.org"), None).await;
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Kept);
    assert!(state(&app).await[0].starts_with("failed 1"));
    assert!(
        !mail::is_bouncing(app.database().reader(), "a@example.org")
            .await
            .unwrap()
    );
    // A server that does not let the node in is the operator's to mend: the letter waits.
    smtp.set(Mood::Refuses("530 5.7.0 sign in first"));
    queue(&app, &letter("b@example.org"), None).await;
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Away);
    assert!(state(&app).await[1].starts_with("waits 1"));
}

async fn a_server_that_hangs_or_is_gone_loses_nothing(app: App) {
    let smtp = Smtp::start().await;
    let post = smtp.post().within(std::time::Duration::from_millis(200));
    smtp.set(Mood::Hangs);
    queue(&app, &letter("a@example.org"), None).await;
    assert_eq!(turn(&app, &post).await, Turn::Away);
    assert_eq!(state(&app).await, ["waits 1 no answer in time"]);
    // A node that died while it sent: its lease ends, another takes the letter.
    app.tamper(&format!(
        "UPDATE mail SET tries = 2, next_try_at = {}",
        NOW + 3 * MINUTE
    ))
    .await
    .unwrap();
    app.clock().advance(2 * MINUTE);
    smtp.set(Mood::Takes);
    assert_eq!(turn(&app, &post).await, Turn::Nothing);
    app.clock().advance(MINUTE);
    assert_eq!(turn(&app, &post).await, Turn::Sent);
    assert_eq!(state(&app).await, ["sent 3 "]);
}

async fn a_letter_is_given_up_after_three_days(app: App) {
    let smtp = Smtp::start().await;
    smtp.set(Mood::Refuses("450 busy"));
    queue(&app, &letter("a@example.org"), None).await;
    let mut tries = 0;
    for _ in 0..600 {
        if turn(&app, &smtp.post()).await == Turn::Kept {
            tries += 1;
        }
        app.clock().advance(15 * MINUTE);
    }
    assert!(
        state(&app).await[0].starts_with(&format!("failed {tries} ")),
        "{:?}",
        state(&app).await
    );
    assert!((15..=22).contains(&tries), "{tries}");
    assert!(
        !mail::is_bouncing(app.database().reader(), "a@example.org")
            .await
            .unwrap()
    );
}

async fn line_breaks_never_reach_the_wire(app: App) {
    let smtp = Smtp::start().await;
    // The queue takes them out.
    let mut smuggled = letter("a@example.org");
    smuggled.subject = "Hello\r\nBcc: everybody@example.org".into();
    queue(&app, &smuggled, None).await;
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Sent);
    assert_eq!(smtp.taken()[0].header("Bcc"), "");
    // A row that has one all the same is refused.
    for column in ["subject", "address", "unsubscribe"] {
        queue(&app, &letter("b@example.org"), Some("https://x.example/")).await;
        app.tamper(&format!("UPDATE mail SET {column} = 'x@example.org\r\nBcc: c@example.org' WHERE sent_at IS NULL AND failed_at IS NULL"))
            .await
            .unwrap();
        assert_eq!(turn(&app, &smtp.post()).await, Turn::Kept, "{column}");
    }
    assert_eq!(smtp.taken().len(), 1);
    assert_eq!(
        state(&app)
            .await
            .iter()
            .filter(|row| row.contains("line break"))
            .count(),
        3
    );
}

async fn what_is_undone_in_time_never_leaves(app: App) {
    let smtp = Smtp::start().await;
    let mut decided = letter("a@example.org");
    decided.about = Some("case:1".into());
    decided.not_before = NOW + 10 * MINUTE;
    queue(&app, &decided, None).await;
    app.clock().advance(9 * MINUTE);
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Nothing);
    let clock = app.clock();
    let recalled: Result<u64, DatabaseError> = app
        .journal()
        .write(|tx| async move {
            let count = mail::recall(&tx, "case:1").await?;
            Ok((receipt(&tx, clock).await?, count))
        })
        .await;
    assert_eq!(recalled.unwrap(), 1);
    app.clock().advance(DAY);
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Nothing);
    assert!(smtp.taken().is_empty());
}

async fn what_is_held_stays(app: App) {
    let smtp = Smtp::start().await;
    queue(&app, &letter("a@example.org"), None).await;
    app.tamper("UPDATE mail SET held = true").await.unwrap();
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Nothing);
    app.tamper("UPDATE mail SET held = false").await.unwrap();
    assert_eq!(turn(&app, &smtp.post()).await, Turn::Sent);
}
