//! The chain: without gaps under concurrent writers, final, and still valid when what it says was erased.

use std::sync::{Arc, Mutex};

use futures::future::join_all;
use passerelle::platform::access::{self, Action, Actor, Node};
use passerelle::platform::database::{DatabaseError, Tx};
use passerelle::platform::journal::{Entry, Journal, entries_after, erase, head, of_request, witness};
use testkit::{App, Backend, organisation, suite};
use uuid::Uuid;

use super::{append, say};

suite!(
    an_empty_one_is_valid,
    an_entry_says_what_was_written,
    concurrent_writers_leave_no_gap,
    nothing_pending_is_left,
    entries_are_final,
    erasing_a_person_keeps_the_chain,
    tampering_with_a_payload_is_found,
    tampering_with_the_chain_is_found,
    a_failed_write_leaves_nothing,
    the_log_bears_witness,
    a_batch_hears_of_people,
    an_entry_names_its_request,
);

async fn an_empty_one_is_valid(app: App) {
    let verified = app.verify().await;
    assert_eq!((verified.entries, verified.valid, verified.first_bad), (0, true, None));
    assert_eq!(head(app.database().reader()).await.unwrap(), 0);
}

async fn an_entry_says_what_was_written(app: App) {
    say(&app, "one", None).await;
    app.clock().advance(-5_000_000);
    say(&app, "two", None).await;
    let entries = entries_after(app.database().reader(), 0, 10).await.unwrap();
    let said: Vec<_> = entries
        .iter()
        .map(|entry| (entry.seq, entry.parts[0].as_slice()))
        .collect();
    assert_eq!(said, [(1, b"one".as_slice()), (2, b"two")]);
    assert_eq!(entries[0].actor, "system:maintenance");
    assert_eq!(entries[0].at, entries[1].at, "time never runs backwards in the chain");
    assert_eq!(entries_after(app.database().reader(), 1, 10).await.unwrap().len(), 1);
    assert_eq!(entries_after(app.database().reader(), 2, 10).await.unwrap().len(), 0);
}

async fn concurrent_writers_leave_no_gap(app: App) {
    const TASKS: usize = 8;
    const WRITES: usize = 50;
    let tasks = (0..TASKS).map(|task| {
        let app = app.clone();
        tokio::spawn(async move {
            for write in 0..WRITES {
                say(&app, &format!("{task} {write}"), None).await;
            }
        })
    });
    for done in join_all(tasks).await {
        done.unwrap();
    }
    let verified = app.verify().await;
    assert_eq!((verified.entries, verified.valid), (400, true));
    let entries = entries_after(app.database().reader(), 0, 1000).await.unwrap();
    assert!(entries.iter().zip(1..).all(|(entry, seq)| entry.seq == seq));
    let mut said: Vec<_> = entries.into_iter().flat_map(|entry| entry.parts).collect();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), TASKS * WRITES, "each once");
}

async fn nothing_pending_is_left(app: App) {
    for _ in 0..3 {
        say(&app, "x", None).await;
    }
    assert_eq!(app.count("SELECT count(*) FROM pending").await, 0);
    assert_eq!(app.count("SELECT count(*) FROM entry").await, 3);
}

/// What somebody sends is found again by the id its answer carries, and by the digits a page shows of it.
async fn an_entry_names_its_request(app: App) {
    app.add([organisation("Testwerk")]).await;
    say(&app, "by no request", None).await;
    let found = app
        .client()
        .get("/api/v1/organisations?standing=all")
        .await
        .expect(200)
        .json();
    let path = format!(
        "/api/v1/organisations/{}/reports",
        found["items"][0]["id"].as_str().unwrap()
    );
    let form =
        serde_json::json!({ "subject": "contact", "place": "", "reason": "The number is that of somebody else." });
    let answer = app.client().post_json(&path, &form).await;
    let request = answer.expect(201).header("x-request-id").to_owned();
    let db = app.database().reader();
    for known in [request.as_str(), &request[..8], &request.replace('-', "")] {
        let entries = of_request(db, known).await.unwrap();
        let [entry] = entries.as_slice() else {
            panic!("{known}: {}", entries.len())
        };
        assert_eq!(
            (entry.action.as_str(), entry.parts.is_empty()),
            ("organisations.report", false)
        );
        assert_eq!(entry.request.unwrap().to_string(), request);
    }
    assert!(of_request(db, "no id").await.unwrap().is_empty());
    assert!(app.verify().await.valid, "the chain does not cover it");
}

/// An import is a process of its own on PostgreSQL, which sees only in the journal that people write beside it.
async fn a_batch_hears_of_people(app: App) {
    let import = Journal::new(app.database().clone(), app.clock().clone());
    let heard = || async { import.has_somebody_written().await.unwrap() };
    by_a_guest(&app).await;
    assert!(!heard().await, "what was there before it is nothing to it");
    say(&app, "by the system", None).await;
    assert!(!heard().await);
    by_a_guest(&app).await;
    say(&app, "and the system after them", None).await;
    assert_eq!(heard().await, app.backend() == Backend::Postgres);
    assert!(!heard().await, "once");
}

async fn by_a_guest(app: &App) {
    let write = |tx: Tx| async move {
        let grant = access::decide(&Actor::guest(), Action::SignIn, &Node).unwrap();
        let entry = Entry::of("test.said", "test".into(), None, &serde_json::json!({}));
        let receipt = passerelle::platform::journal::append(&tx, app.clock(), grant, entry).await?;
        Ok::<_, DatabaseError>((receipt, ()))
    };
    app.journal().write(write).await.unwrap();
}

async fn entries_are_final(app: App) {
    say(&app, "x", None).await;
    for sql in ["UPDATE entry SET actor = 'somebody'", "DELETE FROM entry"] {
        let refused = app.tamper(sql).await.unwrap_err();
        assert!(refused.to_string().contains("entry is final"), "{refused}");
    }
    if app.backend() == Backend::Postgres {
        assert!(app.tamper("TRUNCATE entry").await.is_err());
    }
    assert_eq!(app.verify().await.entries, 1);
}

async fn erasing_a_person_keeps_the_chain(app: App) {
    let (person, other) = (Uuid::from_u128(7), Uuid::from_u128(8));
    say(&app, "her address", Some(person)).await;
    say(&app, "his address", Some(other)).await;
    let erased = app
        .journal()
        .write(|tx| {
            let app = &app;
            async move {
                let receipt = append(app, &tx, "erased", None).await?;
                Ok::<_, DatabaseError>((receipt, erase(&tx, person).await?))
            }
        })
        .await
        .unwrap();
    assert_eq!(erased, 1);
    let verified = app.verify().await;
    assert_eq!((verified.entries, verified.valid), (3, true));
    let entries = entries_after(app.database().reader(), 0, 10).await.unwrap();
    assert!(entries[0].parts.is_empty());
    assert_eq!(entries[1].parts, [b"his address"]);
    let left = "SELECT count(*) FROM entry_payload WHERE salt IS NULL AND bytes IS NULL AND length(digest) = 32";
    assert_eq!(app.count(left).await, 1);
    if let Some(folder) = app.database().folder() {
        app.ask("PRAGMA wal_checkpoint(TRUNCATE)").await;
        for file in ["passerelle.sqlite", "passerelle.sqlite-wal"] {
            let bytes = std::fs::read(folder.join(file)).unwrap_or_default();
            assert!(
                !bytes.windows(11).any(|window| window == b"her address"),
                "{file} still says it"
            );
        }
    }
}

async fn tampering_with_a_payload_is_found(app: App) {
    for text in ["one", "two", "three"] {
        say(&app, text, None).await;
    }
    let second = "(SELECT entry_id FROM entry WHERE seq = 2)";
    let changed = format!("UPDATE entry_payload SET salt = digest WHERE entry_id = {second}");
    assert_eq!(app.tamper(&changed).await.unwrap(), 1);
    let verified = app.verify().await;
    assert_eq!((verified.valid, verified.first_bad), (false, Some(2)));
    app.tamper(&format!("DELETE FROM entry_payload WHERE entry_id = {second}"))
        .await
        .unwrap();
    assert_eq!(
        app.verify().await.first_bad,
        Some(2),
        "a part taken out is found as well"
    );
}

async fn tampering_with_the_chain_is_found(app: App) {
    for text in ["one", "two", "three"] {
        say(&app, text, None).await;
    }
    unlock(&app).await;
    app.tamper("UPDATE entry SET actor = 'somebody' WHERE seq = 3")
        .await
        .unwrap();
    assert_eq!(app.verify().await.first_bad, Some(3));
    app.tamper("DELETE FROM entry WHERE seq = 2").await.unwrap();
    assert_eq!(
        app.verify().await.first_bad,
        Some(3),
        "the one behind the gap no longer fits"
    );
    app.tamper("DELETE FROM entry WHERE seq = 1").await.unwrap();
    assert!(!app.verify().await.valid);
}

/// Takes the triggers away, as somebody with all rights could.
async fn unlock(app: &App) {
    let statements: &[&str] = match app.backend() {
        Backend::Sqlite => &["DROP TRIGGER entry_is_final", "DROP TRIGGER entry_stays"],
        Backend::Postgres => &["ALTER TABLE entry DISABLE TRIGGER ALL"],
    };
    for sql in statements {
        app.tamper(sql).await.unwrap();
    }
}

async fn a_failed_write_leaves_nothing(app: App) {
    let failed = app.journal().write(|tx| {
        let app = &app;
        async move {
            let _receipt = append(app, &tx, "never", None).await?;
            Err::<(_, ()), _>(DatabaseError::Db(sea_orm::DbErr::Custom("changed my mind".into())))
        }
    });
    assert!(failed.await.is_err());
    for sql in [
        "SELECT count(*) FROM entry",
        "SELECT count(*) FROM pending",
        "SELECT count(*) FROM entry_payload",
    ] {
        assert_eq!(app.count(sql).await, 0);
    }
}

async fn the_log_bears_witness(app: App) {
    let log = Log::default();
    let written = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_writer(move || written.clone())
        .finish();
    let _listening = tracing::subscriber::set_default(subscriber);
    witness::log_head(app.journal()).await.unwrap();
    assert!(log.lines().is_empty(), "no entry, no head");
    for text in ["one", "two"] {
        say(&app, text, None).await;
    }
    witness::log_head(app.journal()).await.unwrap();
    let lines = log.lines();
    assert_eq!(lines.len(), 1, "{lines:?}");
    let line: serde_json::Value = serde_json::from_str(&lines[0]).unwrap();
    assert_eq!(
        (&line["level"], &line["target"]),
        (&"INFO".into(), &witness::TARGET.into())
    );
    assert_eq!(
        (&line["fields"]["seq"], &line["fields"]["at"]),
        (&2.into(), &"2026-11-24T12:00:00.000Z".into())
    );
    let hex = match app.backend() {
        Backend::Sqlite => "SELECT lower(hex(hash)) FROM entry WHERE seq = 2",
        Backend::Postgres => "SELECT encode(hash, 'hex') FROM entry WHERE seq = 2",
    };
    assert_eq!(line["fields"]["hash"], app.list(hex).await[0]);
}

/// What was written to a log of this test's own, without what the libraries say.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        let ours = text.lines().filter(|line| line.contains(witness::TARGET));
        ours.map(str::to_owned).collect()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
