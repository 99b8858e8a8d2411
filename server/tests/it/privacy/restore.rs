//! A backup made before an erasure and restored after it, by the real program: nobody comes back, nobody is signed in, no
//! letter leaves again.

use std::path::Path;
use std::process::{Command, Stdio};

use passerelle::platform::access::{Level, Mandate};
use passerelle::platform::clock::Clock;
use passerelle::platform::database::{Access, Database, Place};
use passerelle::platform::journal::Journal;
use passerelle::platform::mail::send::{Turn, send_one};
use passerelle::privacy::Ledger;
use serde_json::Value;
use testkit::{App, Backend, Smtp, Store, suite};

use super::somebody::{Somebody, tell};
use super::{a_week_later, eraser, files_with, rows_with};

suite!(an_old_backup_brings_nobody_back, letters_are_held_until_released);

/// The program over a data folder, and the database of that place.
fn program(data: &Path, place: &Place, words: &[&str]) -> (bool, String) {
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
fn run(data: &Path, place: &Place, words: &[&str]) -> String {
    let (good, said) = program(data, place, words);
    assert!(good, "{words:?}: {said}");
    said
}

/// An empty place of the same kind, for a restored node.
async fn elsewhere(app: &App) -> (Store, Place) {
    let store = Store::empty(app.backend()).await;
    let place = store.place().clone();
    (store, place)
}

fn backup_of(app: &App) -> String {
    let to = app.folder().join("backup").display().to_string();
    run(app.folder(), app.database().place(), &["backup", &to]);
    to
}

async fn an_old_backup_brings_nobody_back(app: App) {
    let anna = Somebody::everywhere(&app, "zqxkanari").await;
    let other = Somebody::everywhere(&app, "wmbpapageien").await;
    // A node with a secret of its own beside the data.
    app.write("secret", "0123456789abcdef0123456789abcdef\n");
    let theirs = rows_with(&app, other.word).await.len();
    let backup = backup_of(&app);
    assert_eq!(
        files_with(Path::new(&backup).join("files").as_path(), anna.word).len(),
        2
    );
    anna.client
        .post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    assert_eq!(a_week_later(&app).await, 1);
    assert!(Ledger::is_in(app.folder()));
    // Elsewhere, with the ledger of the node that was lost.
    let (store, place) = elsewhere(&app).await;
    let ledger = app.folder().display().to_string();
    let said = run(
        store.folder(),
        &place,
        &["restore", "--json", "--ledger", &ledger, &backup],
    );
    let settled: Value = serde_json::from_str(said.lines().next().unwrap()).unwrap();
    println!("{settled}");
    assert_eq!(settled["erased"], 1);
    assert!(
        settled["sessions"].as_u64().unwrap() >= 2 && settled["letters"].as_u64().unwrap() > 0,
        "{settled}"
    );
    assert_eq!(settled["files"], 2, "of the one who was erased");
    assert_eq!(files_with(&store.folder().join("files"), anna.word), [""; 0]);
    assert_eq!(files_with(&store.folder().join("files"), other.word).len(), 2);
    if app.backend() == Backend::Sqlite {
        let bytes = std::fs::read(store.folder().join("passerelle.sqlite")).unwrap();
        assert!(
            !String::from_utf8_lossy(&bytes).contains(anna.word),
            "the file still holds it"
        );
        assert!(!store.folder().join("restore.part").exists());
    }
    let fsck = run(store.folder(), &place, &["fsck"]);
    assert!(!fsck.contains("BAD"), "{fsck}");
    assert_eq!(
        std::fs::read_to_string(store.folder().join("secret")).unwrap(),
        std::fs::read_to_string(app.folder().join("secret")).unwrap(),
    );
    let restored = App::over(&store, store.open().await);
    restored.settle().await;
    assert_eq!(rows_with(&restored, anna.word).await, [""; 0]);
    // Sessions ended and links are gone, which are rows of theirs; all else is there.
    assert!(rows_with(&restored, other.word).await.len() + 6 > theirs);
    assert!(restored.verify().await.valid);
    assert_eq!(
        restored
            .count("SELECT count(*) FROM session WHERE ended_at IS NULL")
            .await,
        0
    );
    assert_eq!(restored.count("SELECT count(*) FROM sign_in_link").await, 0);
    assert_eq!(restored.list("SELECT state FROM erasure").await, ["done"]);
    // The new node remembers it for the next time.
    let here = Ledger::open(store.folder(), &Clock::system()).unwrap();
    assert!(here.marks().unwrap().contains_key(&here.mark(anna.id.0)));
    let hits = restored
        .client()
        .get("/api/v1/organisations?q=zqxkanari&standing=all")
        .await
        .json();
    assert_eq!(hits["total"], 0);
}

async fn letters_are_held_until_released(app: App) {
    app.person("adviser@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .make()
        .await;
    app.person("head@ihk.example")
        .mandate("ihk-saarland", Mandate::Head)
        .make()
        .await;
    let founder = app.person("founder@example.org").make().await;
    let dossier = |name| serde_json::to_value(crate::cases::dossier(name, None)).unwrap();
    let new = passerelle::cases::Kind::NewOrganisation;
    crate::cases::open(&app, new, Some(founder), dossier("Eins")).await;
    tell(&app).await;
    // Told of nobody yet when the backup is made.
    crate::cases::open(&app, new, Some(founder), dossier("Zwei")).await;
    app.journal().settle().await.unwrap();
    app.client()
        .post_form("/de/sign-in/link", &[("mail", "founder@example.org")])
        .await;
    let backup = backup_of(&app);
    let smtp = Smtp::start().await;
    let post = smtp.post();
    tell(&app).await;
    while send_one(app.journal(), &post).await.unwrap() == Turn::Sent {}
    let sent = smtp.taken().len();
    assert!(sent >= 4, "{sent}");
    // The restored node reads on where the copy stood: nothing of it leaves a second time.
    let (store, place) = elsewhere(&app).await;
    run(store.folder(), &place, &["restore", &backup]);
    let restored = App::over(&store, store.open().await);
    // `restore` wrote by the machine's clock, and the chain's time does not run backwards.
    let ahead = Clock::system().now() - restored.clock().now();
    restored.clock().advance(ahead.max(0) + 3_600_000_000);
    tell(&restored).await;
    let turn = async |app: &App| send_one(app.journal(), &post).await.unwrap();
    assert_eq!(
        turn(&restored).await,
        Turn::Nothing,
        "{:?}",
        restored.list("SELECT kind FROM mail WHERE held = false").await
    );
    assert_eq!(smtp.taken().len(), sent);
    let held = restored
        .count("SELECT count(*) FROM mail WHERE held = true AND sent_at IS NULL")
        .await;
    assert!(held >= 4, "{held}");
    assert_eq!(
        restored.count("SELECT count(*) FROM mail WHERE kind = 'sign_in'").await,
        0,
        "links have ended"
    );
    // What happens from now on is told.
    crate::cases::open(&restored, new, Some(founder), dossier("Drei")).await;
    tell(&restored).await;
    assert_eq!(turn(&restored).await, Turn::Sent);
    assert_eq!(turn(&restored).await, Turn::Sent);
    assert_eq!(turn(&restored).await, Turn::Nothing);
    assert_eq!(smtp.taken().len(), sent + 2);
    // Released, the held ones leave.
    assert_eq!(
        i64::try_from(
            passerelle::privacy::release_mail(restored.journal(), false)
                .await
                .unwrap()
        )
        .unwrap(),
        held
    );
    for _ in 0..held {
        assert_eq!(turn(&restored).await, Turn::Sent);
    }
    assert_eq!(turn(&restored).await, Turn::Nothing);
    assert!(restored.verify().await.valid);
}

mod program {
    use super::*;

    fn node(folder: &Path) -> Place {
        Place::Folder(folder.into())
    }

    #[tokio::test]
    async fn what_cannot_be_restored_says_why() {
        let app = App::spawn(Backend::Sqlite).await;
        app.person("anna@example.org").make().await;
        let backup = backup_of(&app);
        let place = node(app.folder());
        let (good, said) = super::program(app.folder(), &place, &["backup", &backup]);
        assert!(!good && said.contains("exists already"), "{said}");
        let (good, said) = super::program(app.folder(), &place, &["restore", "--replace", &backup]);
        assert!(!good && said.contains("in use by another process"), "{said}");
        let other = tempfile::tempdir().unwrap();
        let place = node(other.path());
        run(other.path(), &place, &["restore", &backup]);
        let (good, said) = super::program(other.path(), &place, &["restore", &backup]);
        assert!(!good && said.contains("--replace"), "{said}");
        let (good, said) = super::program(
            other.path(),
            &place,
            &["restore", "--replace", "--ledger", "/", &backup],
        );
        assert!(!good && said.contains("no ledger"), "{said}");
        // Cut off in the midst, it is done again.
        std::fs::create_dir_all(other.path().join("restore.part/x")).unwrap();
        run(other.path(), &place, &["restore", "--replace", &backup]);
        assert!(run(other.path(), &place, &["mail", "held"]).contains("0 letters are held"));
        assert!(run(other.path(), &place, &["mail", "release", "--discard"]).contains("0 letters are dropped"));
        assert!(run(other.path(), &place, &["erase", "anna@example.org"]).contains("/fr/erasures/"));
        // The database alone, as backups of before were.
        let file = format!("{backup}/passerelle.sqlite");
        run(other.path(), &place, &["restore", "--replace", &file]);
    }

    #[tokio::test]
    async fn another_key_is_read_as_well() {
        let app = App::spawn(Backend::Sqlite).await;
        let anna = app.person("anna@example.org").signed_in(Level::One).await;
        let backup = backup_of(&app);
        anna.post_form("/de/account/data/erase", &[("sure", "1")])
            .await
            .expect(303);
        assert_eq!(a_week_later(&app).await, 1);
        drop(eraser(&app));
        // The other node has erased somebody of its own before.
        let other = tempfile::tempdir().unwrap();
        let clock = Clock::system();
        let ledger = Ledger::open(other.path(), &clock).unwrap();
        ledger.note(clock.id(), 1).unwrap();
        let lost = app.folder().display().to_string();
        let said = run(
            other.path(),
            &node(other.path()),
            &["restore", "--ledger", &lost, &backup],
        );
        assert!(said.contains("1 people erased again"), "{said}");
        assert_eq!(ledger.marks().unwrap().len(), 2, "kept under its own key");
        let database = Database::open(&node(other.path()), Access::Read).await.unwrap();
        let journal = Journal::new(database, clock);
        assert!(
            passerelle::accounts::find_by_mail(journal.database().reader(), "anna@example.org")
                .await
                .unwrap()
                .is_none()
        );
    }
}
