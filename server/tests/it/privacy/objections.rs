//! Objection by number: before found, after nowhere; no register brings it back, nor an old backup.

use std::path::Path;
use std::process::{Command, Stdio};

use passerelle::cases::Kind;
use passerelle::organisations::bulk::BulkError;
use passerelle::organisations::objections;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::clock::Clock;
use passerelle::platform::database::Place;
use passerelle::platform::journal::Journal;
use passerelle::registry::Outcome;
use registers::Register;
use serde_json::{Value, json};
use testkit::{App, Backend, Builder, Client, Store, organisation, suite};

use super::{eraser, files_with, rows_with};

suite!(
    who_objected_is_nowhere_and_stays_away,
    one_that_was_taken_back_may_come_in_again,
    what_is_typed_wrong_is_told_and_kept,
    an_old_backup_and_another_secret_bring_nobody_back,
);

const WORD: &str = "zqxkanari";
const NUMBER: &str = "0203201340";
const LEI: &str = "549300B2Q47IR0CR5B54";

fn canary() -> Builder {
    organisation("zqxkanari SA")
        .identifier("be_enterprise", NUMBER)
        .identifier("lei", LEI)
        .territory("WAL")
        .declared("summary", Some("fr"), "zqxkanari construit des ponts", "2026-10-01")
}

/// The same firm as other registers know it, and somebody else in the same file.
fn elsewhere() -> [Builder; 4] {
    let other = |register, number: &str| organisation("zqxkanari SA").registered().register(register, number);
    [
        other(Register::Gleif, LEI).identifier("lei", LEI),
        other(Register::Cordis, "999999999").identifier("be_vat", NUMBER),
        other(Register::Kbo, NUMBER).identifier("be_enterprise", NUMBER),
        organisation("wmbpapagei SA").registered(),
    ]
}

async fn head(app: &App) -> Client {
    let head = app.person("head@ihk.example").mandate("ihk-saarland", Mandate::Head);
    head.signed_in(Level::Two).await
}

async fn object(head: &Client, number: &str) {
    let fields = [("number", number), ("reason", "Brief vom 3. November"), ("sure", "1")];
    head.post_form("/de/objections", &fields).await.expect(303);
}

fn objected(outcome: &Outcome) -> u64 {
    outcome.skipped.get("objection").copied().unwrap_or_default()
}

async fn who_objected_is_nowhere_and_stays_away(app: App) {
    app.add([canary()]).await;
    let id = app.id("zqxkanari SA").await;
    let path = format!("/fr{}", passerelle::organisations::path(id, "zqxkanari SA"));
    app.person("owner@example.org").role(id, Role::Owner).make().await;
    let report = [
        ("subject", "place"),
        ("reason", "zqxkanari a déménagé à Liège"),
        ("place", ""),
        ("mail", ""),
    ];
    app.client()
        .post_form(&format!("/fr/organisations/{id}/report"), &report)
        .await
        .expect(303);
    let asked = json!({ "organisation": id, "name": "zqxkanari SA" });
    crate::cases::open(&app, Kind::ProtectedChange, None, asked).await;
    app.settle().await;
    app.client().get(&path).await.expect(200);
    assert!(
        app.client()
            .get("/api/v1/organisations?q=zqxkanari")
            .await
            .text()
            .contains("zqxkanari SA")
    );
    let before = rows_with(&app, WORD).await.len();
    assert!(before > 6, "{before}");

    let head = head(&app).await;
    object(&head, "BE 0203.201.340").await;
    assert_eq!(
        app.count("SELECT count(*) FROM objection_mark WHERE length(mark) = 32")
            .await,
        5
    );
    // From this moment on no register brings it in, though it is still there.
    assert_eq!(objected(&app.add(elsewhere()).await), 3);
    assert_eq!(eraser(&app).run_objections().await.unwrap(), 1);
    assert_eq!(eraser(&app).run_objections().await.unwrap(), 0);
    app.settle().await;

    app.client().get(&path).await.expect(410);
    app.client()
        .get(&format!("/api/v1/organisations/{id}"))
        .await
        .expect(410);
    assert!(
        !app.client()
            .get("/api/v1/organisations?q=zqxkanari")
            .await
            .text()
            .contains("zqxkanari SA")
    );
    assert_eq!(rows_with(&app, WORD).await, [""; 0]);
    for number in [NUMBER, LEI] {
        assert_eq!(rows_with(&app, number).await, [""; 0], "only a seal of it is kept");
    }
    assert_eq!(files_with(&app.folder().join("index"), WORD), [""; 0]);
    if app.backend() == Backend::Sqlite {
        let bytes = std::fs::read(app.folder().join("passerelle.sqlite")).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(!text.contains(WORD), "the file still holds it");
    }
    let ledger = std::fs::read_to_string(app.folder().join("erasures.ledger")).unwrap();
    assert_eq!(ledger.lines().filter(|line| line.contains(" objected ")).count(), 5);
    assert!(!ledger.contains(NUMBER));

    // The same register again, with a newer date and another name: all are left out, the others come in.
    let again = app
        .add(
            elsewhere()
                .into_iter()
                .chain([canary().name("Autre", None).as_of("2026-11-20")]),
        )
        .await;
    assert_eq!((again.created, objected(&again)), (0, 4), "{again:?}");
    assert_eq!(again.read, 5);
    assert_eq!(rows_with(&app, NUMBER).await, [""; 0]);
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
}

async fn one_that_was_taken_back_may_come_in_again(app: App) {
    app.add([canary()]).await;
    let id = app.id("zqxkanari SA").await;
    let head = head(&app).await;
    object(&head, NUMBER).await;
    eraser(&app).run_objections().await.unwrap();
    let page = head.get("/de/objections").await.expect(200).page();
    let lift = page.attribute("#list form", "action");
    head.post_form(&lift, &[]).await.expect(303);
    head.post_form(&lift, &[]).await.expect(409);
    assert_eq!(
        objected(&app.add(elsewhere()).await),
        3,
        "not before the ledger knows of it"
    );
    assert_eq!(eraser(&app).run_objections().await.unwrap(), 1);
    let back = app.add(elsewhere()).await;
    assert_eq!((back.created, objected(&back)), (2, 0), "{back:?}");
    assert_ne!(app.id("zqxkanari SA").await, id, "what was erased stays erased");
    assert!(eraser(&app).ledger.objected().unwrap().is_empty());
    assert!(app.verify().await.valid);
}

async fn what_is_typed_wrong_is_told_and_kept(app: App) {
    let head = head(&app).await;
    let wrong = [
        ("number", "BE 0203.201.341"),
        ("reason", "Brief vom 3. November"),
        ("sure", "1"),
    ];
    let page = head.post_form("/de/objections", &wrong).await.expect(422).page();
    assert_eq!(page.attribute("#number", "value"), "BE 0203.201.341");
    assert!(page.text("#reason").contains("Brief vom 3. November"));
    assert!(page.has("#number-error") && page.has("a[href='#number']"));
    for (fields, fault) in [
        (
            [("number", NUMBER), ("reason", ""), ("sure", "1")].as_slice(),
            "#reason-error",
        ),
        (&[("number", NUMBER), ("reason", "Brief")], "#sure-error"),
    ] {
        let page = head.post_form("/de/objections", fields).await.expect(422).page();
        assert!(page.has(fault), "{fault}");
    }
    object(&head, NUMBER).await;
    let again = [("number", NUMBER), ("reason", "Brief"), ("sure", "1")];
    let page = head.post_form("/de/objections", &again).await.expect(422).page();
    assert!(page.text("#number-error").contains("schon einen Widerspruch"));
    for nothing in [
        "/de/objections/x/lift",
        "/de/objections/00000000000000000000000000/lift",
    ] {
        let status = head.post_form(nothing, &[]).await.status.as_u16();
        assert!(status == 404 || status == 409, "{status}");
    }
    let adviser = app.person("anna@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    adviser
        .signed_in(Level::Two)
        .await
        .get("/de/objections")
        .await
        .expect(403);
}

fn run(data: &Path, place: &Place, words: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    command.arg("--data").arg(data).args(words).stdin(Stdio::null());
    if let Place::Postgres(url) = place {
        command.args(["--database", url]);
    }
    let output = command.output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[track_caller]
fn good(data: &Path, place: &Place, words: &[&str]) -> String {
    let (good, said) = run(data, place, words);
    assert!(good, "{words:?}: {said}");
    said
}

async fn an_old_backup_and_another_secret_bring_nobody_back(app: App) {
    // The secret of a node of tests, as a file.
    app.write("secret", "a secret of a test\n");
    app.add([canary(), organisation("wmbpapagei SA")]).await;
    let backup = app.folder().join("backup").display().to_string();
    good(app.folder(), app.database().place(), &["backup", &backup]);
    let head = head(&app).await;
    object(&head, NUMBER).await;
    eraser(&app).run_objections().await.unwrap();

    let store = Store::empty(app.backend()).await;
    let (data, place) = (store.folder(), store.place().clone());
    let ledger = app.folder().display().to_string();
    let said = good(data, &place, &["restore", "--json", "--ledger", &ledger, &backup]);
    let settled: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&settled["objections"], &settled["erased"]),
        (&json!(1), &json!(0)),
        "{settled}"
    );
    let file = app.folder().join("again.jsonl");
    let lines: Vec<String> = elsewhere().into_iter().map(|one| one.json()).collect();
    std::fs::write(&file, lines.join("\n")).unwrap();
    let import = ["import", "jsonl", &file.display().to_string(), "--json"].map(str::to_owned);
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let outcome: Value = serde_json::from_str(&good(data, &place, &import)).unwrap();
    assert_eq!(outcome["skipped"]["objection"], 3, "{outcome}");
    let listed: Value = serde_json::from_str(&good(data, &place, &["objection", "list", "--json"])).unwrap();
    assert_eq!(listed[0]["state"], "done", "{listed}");
    // The command line takes one in, once.
    let add = [
        "objection",
        "add",
        "be_enterprise",
        "0403.449.823",
        "--reason",
        "a letter",
    ];
    assert!(good(data, &place, &add).contains("no import takes it in"));
    let (done, said) = run(data, &place, &add);
    assert!(!done && said.contains("objected-already"), "{said}");
    let (done, said) = run(
        data,
        &place,
        &[
            "objection",
            "add",
            "be_enterprise",
            "0403.449.824",
            "--reason",
            "a letter",
        ],
    );
    assert!(!done && said.contains("be_enterprise"), "{said}");
    assert!(!good(data, &place, &["fsck"]).contains("BAD"));

    let restored = App::over(&store, store.open().await);
    restored.settle().await;
    assert_eq!(rows_with(&restored, WORD).await, [""; 0]);
    assert!(!rows_with(&restored, "wmbpapagei").await.is_empty());
    // Who has another secret cannot keep to objections, and is told instead of bringing everybody back.
    let stranger = Journal::new(restored.database().clone(), Clock::set(testkit::NOW, 500)).with_key(b"another secret");
    let batch: &[passerelle::organisations::bulk::Incoming] = &[];
    let refused = stranger
        .batch(|tx| async move {
            let passed = objections::pass(&tx, b"another secret", batch).await;
            match passed {
                Err(error) => Err::<(passerelle::platform::journal::Receipt, ()), BulkError>(error),
                Ok(_) => panic!("it must not pass"),
            }
        })
        .await;
    assert!(matches!(refused, Err(BulkError::OtherSecret)), "{refused:?}");
}
