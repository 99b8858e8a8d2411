//! What whoever keeps a node running relies on, with the real program: `doctor`, backups the server makes by itself, `migrate`.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use passerelle::platform::database::LATEST;
use serde_json::Value;

use crate::setup::{run, said};
use crate::store::of_version;

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The state of each thing `doctor` looks at.
fn doctor(folder: &Path, more: &[&str]) -> (bool, Vec<(String, String)>) {
    let output = run(folder, &[&["--data", "data"], more, &["doctor", "--json"]].concat());
    let found: Value = serde_json::from_slice(&output.stdout).unwrap();
    let word = |check: &Value, key: &str| check[key].as_str().unwrap().to_owned();
    let checks = found["checks"].as_array().unwrap().iter();
    (
        output.status.success(),
        checks.map(|check| (word(check, "id"), word(check, "state"))).collect(),
    )
}

fn state<'a>(found: &'a [(String, String)], id: &str) -> &'a str {
    found.iter().find(|(of, _)| of == id).map_or("", |(_, state)| state)
}

#[test]
fn doctor_says_what_is_wrong_until_it_is_right() {
    let folder = tempfile::tempdir().unwrap();
    let (well, found) = doctor(folder.path(), &[]);
    assert!(!well);
    assert_eq!(
        (state(&found, "data folder"), state(&found, "database")),
        ("wrong", "wrong")
    );

    let here = |words: &[&str]| said(&run(folder.path(), &[&["--data", "data"], words].concat()));
    here(&["migrate"]);
    here(&["chamber", "add", "ihk-saarland"]);
    let (well, found) = doctor(folder.path(), &[]);
    assert!(!well);
    for (id, expected) in [
        ("data folder", "ok"),
        ("schema", "ok"),
        ("database", "ok"),
        ("journal", "ok"),
        ("index", "note"),
        ("backups", "note"),
        ("server", "note"),
        ("letters", "wrong"),
        ("desks", "wrong"),
        ("admins", "wrong"),
    ] {
        assert_eq!(state(&found, id), expected, "{id} of {found:?}");
    }

    here(&["mandate", "grant", "anna@ihk.example", "ihk-saarland", "adviser"]);
    // Her letter invites her; until she has set a second factor she can open no desk.
    let (_, found) = doctor(folder.path(), &[]);
    assert_eq!(state(&found, "desks"), "wrong");
    let text = String::from_utf8(run(folder.path(), &["--data", "data", "doctor"]).stdout).unwrap();
    assert!(
        text.contains("desks: nobody of ihk-saarland has a second factor yet"),
        "{text}"
    );
    assert!(
        text.contains("-> `passerelle setup --admin ADDRESS --chambers CODE`"),
        "{text}"
    );
    assert!(!folder.path().join("data/index").exists(), "looking makes nothing");
}

/// The backups of a folder that are whole.
fn backups(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let whole = entries
        .map(|entry| entry.path())
        .filter(|path| path.join("backup.json").exists());
    whole.filter(|path| path.extension().is_none()).collect()
}

#[test]
fn a_server_makes_backups_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().join("backups");
    said(&run(
        folder.path(),
        &["--data", "data", "chamber", "add", "ihk-saarland"],
    ));
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    command
        .current_dir(folder.path())
        .args(["--data", "data", "serve", "--address", "127.0.0.1:0"])
        .env("PASSERELLE_BACKUP_FOLDER", &kept)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let server = Server(command.spawn().unwrap());
    let begun = Instant::now();
    while backups(&kept).is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(60), "no backup was made");
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(server);
    let [backup] = &backups(&kept)[..] else {
        panic!("one is enough for an hour")
    };
    let backup = backup.display().to_string();
    said(&run(folder.path(), &["--data", "other", "restore", &backup]));
    let list = said(&run(folder.path(), &["--data", "other", "chamber", "list"]));
    let line = list.lines().find(|line| line.starts_with("ihk-saarland ")).unwrap();
    assert!(line.contains(" 5 days"), "it operates there too: {line}");
}

#[tokio::test]
async fn a_schema_changes_after_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let before = usize::try_from(LATEST).unwrap() - 1;
    let file = of_version(folder.path(), before).await;
    std::fs::rename(file, data.join("passerelle.sqlite")).unwrap();

    // The last step only adds: nodes of the version before may go on.
    let here = |words: &[&str]| said(&run(folder.path(), &[&["--data", "data"], words].concat()));
    let text = here(&["migrate", "--check"]);
    assert!(
        text.contains(&format!("schema {before}")) && text.contains("one node after the other"),
        "{text}"
    );
    let (_, found) = doctor(folder.path(), &[]);
    assert_eq!((state(&found, "schema"), state(&found, "journal")), ("note", ""));

    std::fs::write(folder.path().join("passerelle.toml"), "backup_folder = \"kept\"\n").unwrap();
    let with = |words: &[&str]| {
        run(
            folder.path(),
            &[&["--config", "passerelle.toml", "--data", "data"], words].concat(),
        )
    };
    std::fs::write(folder.path().join("kept"), "in the way").unwrap();
    let refused = with(&["migrate"]);
    let said_no = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        !refused.status.success() && said_no.contains("the schema stays as it is"),
        "{said_no}"
    );
    assert!(here(&["migrate", "--check"]).contains(&format!("schema {before}")));

    std::fs::remove_file(folder.path().join("kept")).unwrap();
    assert_eq!(said(&with(&["migrate"])), format!("schema {LATEST}\n"));
    let [backup] = &backups(&folder.path().join("kept"))[..] else {
        panic!("one backup")
    };
    assert!(
        backup
            .display()
            .to_string()
            .ends_with(&format!("-before-schema-{LATEST}"))
    );
    let about: Value = serde_json::from_slice(&std::fs::read(backup.join("backup.json")).unwrap()).unwrap();
    assert_eq!(about["schema"], before);
    assert_eq!(
        said(&with(&["migrate"])),
        format!("schema {LATEST}\n"),
        "nothing is to do, nothing is kept"
    );
    assert_eq!(backups(&folder.path().join("kept")).len(), 1);
}
