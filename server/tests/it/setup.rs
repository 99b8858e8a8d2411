//! Setting up with the real program, in an empty folder.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use passerelle::platform::clock::Clock;
use passerelle::privacy::{Ledger, Noted};
use testkit::Smtp;

/// The real program in a folder, with no settings but those it finds there.
pub(crate) fn run(folder: &Path, words: &[&str]) -> Output {
    run_with(folder, &[], words)
}

/// The same with these variables.
pub(crate) fn run_with(folder: &Path, variables: &[(String, String)], words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
    let own = ["PASSERELLE_", "AWS_"];
    let environment = std::env::vars().filter(|(name, _)| !own.iter().any(|own| name.starts_with(own)));
    command.env_clear().envs(environment).envs(variables.iter().cloned());
    command.current_dir(folder).args(words);
    command.stdin(Stdio::null()).output().unwrap()
}

#[track_caller]
pub(crate) fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[track_caller]
pub(crate) fn refused(output: &Output) -> String {
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn flags(smtp: &str) -> Vec<String> {
    let pairs = [
        ("--public-url", "https://passerelle.example"),
        ("--operator", "Testbetrieb"),
        ("--contact", "post@passerelle.example"),
        ("--postal-address", "1 rue du Test"),
        ("--smtp-url", smtp),
        ("--chambers", "ihk-saarland,cc-luxembourg"),
        ("--admin", "root@passerelle.example"),
    ];
    let words = pairs
        .into_iter()
        .flat_map(|(flag, value)| [flag.to_owned(), value.to_owned()]);
    ["--data", "data", "setup"]
        .map(str::to_owned)
        .into_iter()
        .chain(words)
        .collect()
}

/// How many work for a chamber, as `chamber list` counts: behind its code, its territory and "5 days".
fn people<'a>(list: &'a str, chamber: &str) -> &'a str {
    let line = list.lines().find(|line| line.starts_with(&format!("{chamber} ")));
    line.unwrap_or_default().split_whitespace().nth(4).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_is_set_up_once_and_again() {
    let folder = tempfile::tempdir().unwrap();
    let smtp = Smtp::start().await;
    let setup = flags(&smtp.url());
    let setup: Vec<&str> = setup.iter().map(String::as_str).collect();
    let text = said(&run(folder.path(), &setup));
    assert!(text.contains("https://passerelle.example/fr/sign-in/link/"), "{text}");
    assert_eq!(smtp.taken().len(), 1, "the test letter");
    assert!(text.contains("nobody works for ihk-saarland yet"), "{text}");
    let file = folder.path().join("passerelle.toml");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let first = std::fs::read_to_string(&file).unwrap();
    // Again: the same settings, the same secret, a new link.
    let again = said(&run(folder.path(), &setup));
    assert_ne!(text, again);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), first);
    let config = ["--config", "passerelle.toml"];
    let with = |words: &[&str]| run(folder.path(), &[&config[..], words].concat());
    let list = said(&with(&["chamber", "list"]));
    let operating = list.lines().skip(1).filter(|line| !line.contains("  -  "));
    assert_eq!(operating.count(), 2, "{list}");
    assert_eq!(people(&list, "ihk-saarland"), "0", "{list}");
    said(&with(&[
        "mandate",
        "grant",
        "anna@ihk.example",
        "ihk-saarland",
        "adviser",
    ]));
    let mandates = said(&with(&["mandate", "list"]));
    let words: Vec<&str> = mandates.lines().nth(1).unwrap_or_default().split_whitespace().collect();
    assert_eq!(
        words,
        ["ihk-saarland", "adviser", "anna@ihk.example", "anna"],
        "{mandates}"
    );
    let risen = said(&with(&[
        "mandate",
        "grant",
        "anna@ihk.example",
        "ihk-saarland",
        "moderator",
    ]));
    assert!(
        risen.contains("moderator of ihk-saarland, no longer adviser"),
        "{risen}"
    );
    assert_eq!(people(&said(&with(&["chamber", "list"])), "ihk-saarland"), "1");
    let revoke = ["mandate", "revoke", "Anna@ihk.example", "ihk-saarland"];
    let ended = said(&with(&revoke));
    assert!(ended.contains("no longer moderator of ihk-saarland"), "{ended}");
    assert!(ended.contains("nobody works for ihk-saarland yet"), "{ended}");
    assert!(refused(&with(&revoke)).contains("has no mandate"));
    assert_eq!(said(&with(&["mandate", "list"])).lines().count(), 1);
    assert!(refused(&with(&["mandate", "grant", "anna@ihk.example", "ihk-trier", "adviser"])).contains("chamber add"));
    assert!(
        refused(&with(&["mandate", "grant", "anna@ihk.example", "ihk-tier", "adviser"])).contains("has no chamber")
    );
    assert!(refused(&with(&["admin", "recover", "anna@ihk.example"])).contains("moderators"));
    let recovered = said(&with(&["admin", "recover", "root@passerelle.example"]));
    assert!(
        recovered.contains("https://passerelle.example/fr/sign-in/link/"),
        "{recovered}"
    );
    assert!(
        refused(&with(&["mandate", "grant", "anna@ihk.example", "ihk-saarland", "king"]))
            .contains("adviser, moderator")
    );
    assert!(refused(&with(&["mandate", "grant", "anna", "ihk-saarland", "head"])).contains("no mail address"));
    assert!(refused(&with(&["chamber", "add", "nowhere"])).contains("ihk-saarland"));
    said(&with(&["chamber", "add", "ihk-trier", "--target-days", "3"]));
    said(&with(&["mail", "test", "somebody@example.org"]));
    assert_eq!(smtp.taken().last().unwrap().to, "somebody@example.org");
    let journal = said(&with(&["journal", "verify"]));
    assert!(journal.contains("all hold"), "{journal}");
}

#[test]
fn a_copy_is_not_restored_without_the_secret_objections_are_known_by() {
    let folder = tempfile::tempdir().unwrap();
    // Nothing of a backup that came to nothing stays.
    assert!(refused(&run(folder.path(), &["--data", "data", "backup", "early"])).contains("no database"));
    assert!(!folder.path().join("early.part").exists());
    let setup = flags("none");
    let words = setup.iter().map(|word| match word.as_str() {
        "https://passerelle.example" => "http://localhost:8080",
        other => other,
    });
    said(&run(folder.path(), &words.collect::<Vec<_>>()));
    let config = ["--config", "passerelle.toml"];
    let with = |words: &[&str]| run(folder.path(), &[&config[..], words].concat());
    said(&with(&["backup", "copy"]));
    // Somebody objected after it.
    std::fs::create_dir(folder.path().join("newer")).unwrap();
    let ledger = Ledger::open(&folder.path().join("newer"), &Clock::system()).unwrap();
    ledger
        .note_objection(Clock::system().id(), &[vec![7; 32]], Noted::Objected, 5)
        .unwrap();
    let restore = ["--data", "trial", "restore", "--ledger", "newer", "copy"];
    let told = refused(&run(folder.path(), &restore));
    assert!(told.contains("organisations that objected"), "{told}");
    assert!(!folder.path().join("trial").exists(), "nothing was touched");
    said(&with(&restore));
    said(&with(&["--data", "trial", "fsck"]));
}

#[test]
fn nothing_is_written_before_all_is_usable() {
    let folder = tempfile::tempdir().unwrap();
    let missing = refused(&run(folder.path(), &["--data", "data", "setup"]));
    assert!(missing.contains("--public-url is missing"), "{missing}");
    for (flag, bad, expected) in [
        ("--smtp-url", "ftp://x", "smtp_url"),
        ("--public-url", "passerelle.example", "public_url"),
        ("--public-url", "http://passerelle.example", "https://host"),
        ("--public-url", "https://passerelle.example/here", "nothing behind it"),
        ("--contact", "post", "no mail address"),
        ("--chambers", "nowhere", "nowhere"),
        ("--admin", "root", "no mail address"),
    ] {
        let mut words = flags("none");
        let place = words.iter().position(|word| word == flag).unwrap();
        words[place + 1] = bad.into();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let told = refused(&run(folder.path(), &words));
        assert!(told.contains(expected), "{told}");
        assert!(!folder.path().join("passerelle.toml").exists(), "{flag}");
    }
}

#[test]
fn who_reads_only_the_first_line_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    for words in [
        &["chamber", "list"][..],
        &["generate", "--organisations", "20000"],
        &["openapi"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_passerelle"));
        command.current_dir(folder.path()).args(words);
        let output = command.stdin(Stdio::null()).stdout(writer).output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && told.is_empty(), "{words:?}: {told}");
    }
}

#[test]
fn a_public_address_needs_all_three() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("behind.toml"),
        "public_url = 'https://passerelle.example'\n",
    )
    .unwrap();
    let told = refused(&run(folder.path(), &["serve", "--address", "0.0.0.0:0"]));
    // Behind a proxy on the same machine it is as public.
    let behind = refused(&run(folder.path(), &["--config", "behind.toml", "serve"]));
    assert!(behind.contains("smtp_url"), "{behind}");
    for setting in ["public_url", "secret", "smtp_url", "passerelle setup"] {
        assert!(told.contains(setting), "{told}");
    }
}
