//! What is of no more use goes after its time, and not a day before; the journal says how much.

use passerelle::app::RETENTION;
use passerelle::platform::access::Level;
use passerelle::privacy::Keeper;
use testkit::{App, organisation, suite};

use super::somebody::Somebody;
use crate::joining::{ready, send};

suite!(
    everything_in_its_time,
    drafts_and_their_papers,
    what_a_reader_reported,
    nothing_to_do_leaves_no_trace,
);

const DAY: i64 = 24 * 3_600_000_000;

fn keeper(app: &App) -> Keeper {
    Keeper {
        journal: app.journal().clone(),
        files: app.state.files.clone(),
        rules: RETENTION,
    }
}

/// What went, on a day.
async fn after(app: &App, days: i64) -> Vec<&'static str> {
    app.clock().advance(days * DAY);
    keeper(app).round().await.into_iter().map(|(rule, _)| rule).collect()
}

async fn everything_in_its_time(app: App) {
    let _anna = Somebody::everywhere(&app, "zqxkanari").await;
    // Whatever was begun may end.
    app.tamper("UPDATE mail SET sent_at = created_at").await.unwrap();
    assert_eq!(after(&app, 0).await, [""; 0], "all of it is fresh");
    let mut gone = Vec::new();
    for _ in 0..6 {
        gone.extend(after(&app, 200).await);
    }
    for rule in [
        "sessions",
        "signInLinks",
        "tokens",
        "drafts",
        "invitations",
        "claims",
        "letters",
        "notices",
        "reports",
    ] {
        assert!(gone.contains(&rule), "{rule}: {gone:?}");
    }
    for table in ["session", "sign_in_link", "token", "invitation", "claim", "notice"] {
        let left = app.list(&format!("SELECT CAST(count(*) AS TEXT) FROM {table}")).await;
        assert_eq!(left, ["0"], "{table}");
    }
    let says = app
        .list("SELECT DISTINCT subject FROM entry WHERE action = 'privacy.swept'")
        .await;
    assert!(says.contains(&"retention:drafts".to_owned()), "{says:?}");
    assert!(app.verify().await.valid);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn drafts_and_their_papers(app: App) {
    let client = app.person("founder@example.org").signed_in(Level::One).await;
    let paper = async |draft: &str, text: &str| {
        let path = format!("/fr/joining/{draft}/documents/add");
        let bytes = format!("%PDF-1.7 {text}");
        client
            .post_file(&path, "a.pdf", "application/pdf", bytes.as_bytes())
            .await
            .expect(303);
    };
    let drafts = "SELECT CAST(count(*) AS TEXT) FROM draft";
    let kept = ready(&client, "Nie gesendet").await;
    paper(&kept, "never sent").await;
    let open = ready(&client, "Bei der Kammer").await;
    send(&client, &open).await.expect(303);
    let lost = ready(&client, "Abgelehnt").await;
    paper(&lost, "refused").await;
    send(&client, &lost).await.expect(303);
    app.tamper("UPDATE case_file SET state = 'decided', decision = 'refused' WHERE title = 'Abgelehnt'")
        .await
        .unwrap();
    app.settle().await;
    let files = app.list("SELECT kind FROM document WHERE erased = false").await;
    assert_eq!(files.len(), 2);
    app.clock().advance(183 * DAY);
    assert!(!after(&app, 0).await.contains(&"drafts"), "not a day before");
    assert_eq!(app.list(drafts).await, ["3"]);
    assert!(after(&app, 1).await.contains(&"drafts"));
    assert_eq!(app.list(drafts).await, ["1"], "the one a chamber has");
    assert_eq!(
        app.list("SELECT name FROM document").await,
        ["a.pdf"],
        "it can still be appealed against"
    );
    assert!(after(&app, 31).await.contains(&"documents"));
    assert_eq!(app.list("SELECT name FROM document WHERE erased = true").await, [""]);
    let left = walk(&app.folder().join("files"));
    assert_eq!(left, 0, "the bytes are gone");
    assert!(app.verify().await.valid);
}

/// Files below a folder.
fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| if entry.path().is_dir() { walk(&entry.path()) } else { 1 })
        .sum()
}

async fn what_a_reader_reported(app: App) {
    app.add([organisation("Brückenbau Saar")]).await;
    let id = app.id("Brückenbau Saar").await;
    let fields = [
        ("subject", "place"),
        ("place", "Ecke zqxkanari"),
        ("reason", "Die Firma ist umgezogen, sagt zqxkanari."),
        ("mail", "zqxkanari@example.org"),
    ];
    let path = format!("/de/organisations/{id}/report");
    app.client().post_form(&path, &fields).await.expect(303);
    app.settle().await;
    let region = testkit::region();
    while passerelle::cases::reports::read(app.journal(), &region)
        .await
        .unwrap()
        .read
        > 0
    {}
    app.tamper("UPDATE case_file SET state = 'decided', decision = 'no_action'")
        .await
        .unwrap();
    let dossier = "SELECT dossier FROM case_file";
    assert!(app.ask(dossier).await.contains("zqxkanari"));
    assert_eq!(after(&app, 3 * 365).await, [""; 0]);
    assert_eq!(after(&app, 1).await, ["cases", "reports"]);
    assert_eq!(
        app.list("SELECT place || reason || coalesce(mail, '') FROM report")
            .await,
        [""]
    );
    assert_eq!(app.ask(dossier).await, "{}");
    assert_eq!(super::rows_with(&app, "zqxkanari").await, [""; 0]);
    assert_eq!(app.broken().await, [""; 0], "that there was a report stays");
    assert!(app.verify().await.valid);
    assert_eq!(after(&app, 400).await, [""; 0], "again it takes nothing");
}

async fn nothing_to_do_leaves_no_trace(app: App) {
    let before = app.count("SELECT count(*) FROM entry").await;
    assert_eq!(after(&app, 4000).await, [""; 0]);
    app.settle().await;
    assert_eq!(app.count("SELECT count(*) FROM entry").await, before);
}
