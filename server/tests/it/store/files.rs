//! Where files lie, in a folder and in a bucket alike: kept, read, listed, removed; two nodes on one bucket; a bucket that is away;
//! and the commands that bring files from one place to another.

use std::path::Path;
use std::time::{Duration, Instant};

use passerelle::accounts::PersonId;
use passerelle::platform::access::{Actor, Level};
use passerelle::platform::database::Place;
use passerelle::platform::files::{Copied, Files, FilesPlace};
use passerelle::platform::hash::hex;
use serde_json::Value;
use testkit::{App, Backend, Client, S3, S3_SECRET, Setup, Store, suite};

use crate::introductions::Two;
use crate::opportunities::attachments::upload;
use crate::setup::{refused, run_with, said};

suite!(
    two_nodes_have_the_same_files,
    a_bucket_that_is_away_is_said,
    a_backup_and_back
);

/// Each of these on both kinds of place.
macro_rules! everywhere {
    ($($test:ident),+ $(,)?) => {
        mod folder {
            $(#[tokio::test]
            async fn $test() {
                let folder = tempfile::tempdir().unwrap();
                let place = passerelle::platform::files::FilesPlace::Folder(folder.path().into());
                super::$test(passerelle::platform::files::Files::open(&place).unwrap()).await;
            })+
        }
        mod bucket {
            $(#[tokio::test]
            async fn $test() {
                let store = testkit::S3::start();
                // Others lay things into the same bucket.
                for name in ["other/01/0123", "node-2/ab/cd", "node/readme.txt", "node/ab/abcd"] {
                    store.lay(name, b"theirs");
                }
                let files = passerelle::platform::files::Files::open(&store.place("node")).unwrap();
                super::$test(files).await;
                let others = store.names().into_iter().filter(|name| !name.starts_with("node/"));
                assert_eq!(others.count(), 2);
            })+
        }
    };
}

everywhere!(kept_once_and_taken_away, more_than_a_page, copied_again, tried);

async fn kept_once_and_taken_away(files: Files) {
    assert!(files.all().await.unwrap().is_empty());
    let hash = files.keep(b"one".to_vec()).await.unwrap();
    assert_eq!(files.keep(b"one".to_vec()).await.unwrap(), hash);
    let large = vec![7; 10 << 20];
    let other = files.keep(large.clone()).await.unwrap();
    assert_eq!(files.read(&hash).await.unwrap().unwrap().as_ref(), b"one");
    assert!(files.read(&other).await.unwrap().unwrap() == large);
    assert_eq!(files.all().await.unwrap().len(), 2);
    for _ in 0..2 {
        files.remove(&hash).await.unwrap();
    }
    assert!(files.read(&hash).await.unwrap().is_none());
    assert_eq!(files.all().await.unwrap(), [other]);
}

async fn more_than_a_page(files: Files) {
    let mut kept = Vec::new();
    for number in 0..2_050_u32 {
        kept.push(files.keep(number.to_be_bytes().to_vec()).await.unwrap().to_vec());
    }
    let mut all = files.all().await.unwrap();
    kept.sort();
    all.sort();
    assert!(all == kept, "{} of {}", all.len(), kept.len());
}

async fn copied_again(files: Files) {
    let folder = tempfile::tempdir().unwrap();
    let from = Files::open(&FilesPlace::Folder(folder.path().into())).unwrap();
    let mut hashes = Vec::new();
    for text in ["eins", "deux", "three"] {
        hashes.push(from.keep(text.into()).await.unwrap());
    }
    files.keep("deux".into()).await.unwrap();
    let copied = |copied, there| Copied { copied, there };
    assert_eq!(from.copy_all(&files).await.unwrap(), copied(2, 1));
    assert_eq!(from.copy_all(&files).await.unwrap(), copied(0, 3));
    for hash in hashes {
        let (here, there) = (from.read(&hash).await.unwrap(), files.read(&hash).await.unwrap());
        assert_eq!((here.is_some(), here), (true, there));
    }
}

async fn tried(files: Files) {
    files.probe("a-name").await.unwrap();
    assert!(files.all().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_bucket_that_does_not_exist_has_lost_nothing() {
    let FilesPlace::Bucket(_, variables) = S3::start().place("node") else {
        panic!("a bucket")
    };
    let nowhere = FilesPlace::Bucket("s3://nowhere/node".parse().unwrap(), variables);
    let files = Files::open(&nowhere).unwrap();
    let asked = [
        files.read(&[7; 32]).await.map(drop),
        files.remove(&[7; 32]).await,
        files.keep(b"one".to_vec()).await.map(drop),
        files.all().await.map(drop),
    ];
    for answer in asked {
        let said = answer.unwrap_err().to_string();
        assert!(
            said.contains("NoSuchBucket") && said.contains("s3://nowhere/node"),
            "{said}"
        );
    }
}

async fn in_bucket(app: &App, store: &S3) -> App {
    let setup = Setup {
        files: Some(store.place("live")),
        ..Setup::default()
    };
    App::spawn_with(app.backend(), setup).await
}

async fn browser(app: &App, who: &Actor) -> Client {
    app.signed_in(PersonId(who.person_id().unwrap()), Level::Two).await
}

/// Where the only file of an introduction is fetched, as its page says.
async fn fetched_at(client: &Client, page: &str) -> String {
    client
        .get(page)
        .await
        .expect(200)
        .page()
        .attribute("#files ul a", "href")
}

/// Somebody lays a file in; the page of the introduction it belongs to.
async fn laid_in(app: &App, two: &Two, text: &str) -> String {
    let page = format!("/fr/introductions/{}", two.accepted(app).await);
    let asker = browser(app, &two.asker).await;
    let form = format!("{page}/files");
    let bytes = format!("%PDF-1.7 {text}");
    upload(&asker, (&page, &form), "plan.pdf", bytes.as_bytes())
        .await
        .expect(303);
    page
}

async fn two_nodes_have_the_same_files(app: App) {
    let store = S3::start();
    let one = in_bucket(&app, &store).await;
    let other = one.second().await;
    let two = Two::make(&one).await;
    let page = laid_in(&one, &two, "plan").await;
    assert!(
        !one.folder().join("files").exists(),
        "nothing of it lies on this machine"
    );
    let names = store.names();
    assert!(names.len() == 1 && names[0].starts_with("live/"), "{names:?}");

    let answerer = browser(&other, &two.answerer).await;
    let path = fetched_at(&answerer, &page).await;
    assert_eq!(answerer.get(&path).await.expect(200).text(), "%PDF-1.7 plan");
    // Taken out by the one, it is gone for the other.
    let asker = browser(&other, &two.asker).await;
    asker.post_form(&format!("{path}/remove"), &[]).await.expect(303);
    browser(&one, &two.answerer).await.get(&path).await.expect(404);
}

async fn a_bucket_that_is_away_is_said(app: App) {
    let store = S3::start();
    let app = in_bucket(&app, &store).await;
    let two = Two::make(&app).await;
    let page = laid_in(&app, &two, "plan").await;
    let asker = browser(&app, &two.asker).await;
    let path = fetched_at(&asker, &page).await;
    store.set_away(true);
    let begun = Instant::now();
    asker.get(&path).await.assert_problem("unavailable");
    let form = format!("{page}/files");
    let late = upload(&asker, (&page, &form), "later.pdf", b"%PDF-1.7 later").await;
    late.assert_problem("unavailable");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    asker.get(&page).await.expect(200);
    app.client().get("/health/ready").await.expect(200);
    store.set_away(false);
    asker.get(&path).await.expect(200);
    upload(&asker, (&page, &form), "later.pdf", b"%PDF-1.7 later")
        .await
        .expect(303);
}

/// The words that name a node, before a command.
fn node(data: &Path, place: &Place) -> Vec<String> {
    let mut words = vec!["--data".to_owned(), data.display().to_string()];
    if let Place::Postgres(url) = place {
        words.extend(["--database".to_owned(), url.clone()]);
    }
    words
}

/// The hash of the one file that lies there.
async fn only(files: &Files) -> Vec<u8> {
    let mut all = files.all().await.unwrap();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

async fn a_backup_and_back(app: App) {
    let store = S3::start();
    let app = in_bucket(&app, &store).await;
    let two = Two::make(&app).await;
    laid_in(&app, &two, "plan").await;
    let hash = only(&app.state.files).await;
    let run = |node: &[String], files: &str, words: &[&str]| {
        let mut variables = store.variables();
        variables.push(("PASSERELLE_FILES".to_owned(), files.to_owned()));
        let node: Vec<&str> = node.iter().map(String::as_str).collect();
        run_with(app.folder(), &variables, &[&node, words].concat())
    };
    let (live, there) = (store.url("live"), store.url("there"));
    let backup = app.folder().join("backup").display().to_string();
    let here = node(app.folder(), app.database().place());
    assert!(said(&run(&here, &live, &["backup", &backup])).contains("1 files"));
    let name = format!("{}/{}", &hex(&hash)[..2], hex(&hash));
    let kept = Path::new(&backup).join("files").join(&name);
    assert_eq!(std::fs::read(kept).unwrap(), b"%PDF-1.7 plan");

    // A trial with the settings of the running node takes nothing from it.
    let young = app.state.files.keep(b"laid in since".to_vec()).await.unwrap();
    let empty = Store::empty(app.backend()).await;
    let trial = node(empty.folder(), empty.place());
    let no = refused(&run(&trial, &live, &["restore", &backup]));
    assert!(no.contains(&live) && no.contains("PASSERELLE_FILES"), "{no}");
    said(&run(&trial, &there, &["restore", &backup]));
    let restored = Files::open(&store.place("there")).unwrap();
    assert_eq!(only(&restored).await, hash);
    assert!(app.state.files.read(&young).await.unwrap().is_some());
    let fsck = said(&run(&trial, &there, &["fsck"]));
    assert!(fsck.contains("1 files, 0 missing, 0 that nobody names"), "{fsck}");
    let lost = run(&trial, &store.url("nowhere"), &["fsck"]);
    assert!(String::from_utf8_lossy(&lost.stdout).contains("1 files, 1 missing"));
    // In the place of the old one, what nobody names goes.
    said(&run(&trial, &live, &["restore", "--replace", &backup]));
    assert_eq!(only(&app.state.files).await, hash);
    assert_eq!(store.names(), [format!("live/{name}"), format!("there/{name}")]);
}

mod program {
    use super::*;

    /// What `doctor` says of files, and all it printed.
    fn doctor(folder: &Path, variables: &[(String, String)], more: &[&str]) -> (String, String) {
        let words = [&["--data", "data"], more, &["doctor", "--json"]].concat();
        let output = run_with(folder, variables, &words);
        let printed = String::from_utf8_lossy(&[output.stdout.clone(), output.stderr].concat()).into_owned();
        let found: Value = serde_json::from_slice(&output.stdout).unwrap();
        let checks = found["checks"].as_array().unwrap();
        let found = checks.iter().find(|check| check["id"] == "files");
        let state = found.map_or("", |check| check["state"].as_str().unwrap());
        (state.to_owned(), printed)
    }

    fn with_files(variables: Vec<(String, String)>, files: &str) -> Vec<(String, String)> {
        let files = ("PASSERELLE_FILES".to_owned(), files.to_owned());
        variables.into_iter().chain([files]).collect()
    }

    fn replaced(store: &S3, name: &str, value: &str) -> Vec<(String, String)> {
        let mut variables = store.variables();
        variables.retain(|(of, _)| of != name);
        variables.push((name.to_owned(), value.to_owned()));
        variables
    }

    #[test]
    fn doctor_tries_the_bucket() {
        let store = S3::start();
        let folder = tempfile::tempdir().unwrap();
        let url = store.url("files");
        let (state, _) = doctor(folder.path(), &with_files(store.variables(), &url), &[]);
        assert_eq!(state, "ok");
        assert!(store.names().is_empty(), "{:?}", store.names());

        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let nobody = format!("http://{}", closed.local_addr().unwrap());
        drop(closed);
        for (name, value, told) in [
            ("AWS_ACCESS_KEY_ID", "AKIANOTTHISONE", "InvalidAccessKeyId"),
            ("AWS_ENDPOINT_URL", nobody.as_str(), "refused"),
            ("AWS_ALLOW_HTTP", "false", "AWS_ALLOW_HTTP"),
        ] {
            let begun = Instant::now();
            let variables = with_files(replaced(&store, name, value), &url);
            let (state, printed) = doctor(folder.path(), &variables, &[]);
            assert_eq!(state, "wrong", "{printed}");
            assert!(printed.contains(told) && printed.contains(&url), "{printed}");
            assert!(!printed.contains(S3_SECRET) && !printed.contains("AKIA"), "{printed}");
            assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
        }
        let (state, _) = doctor(folder.path(), &[], &["--database", "postgres://127.0.0.1:1/none"]);
        assert_eq!(state, "note", "of a folder that other machines do not see");
        assert_eq!(doctor(folder.path(), &[], &[]).0, "");
    }

    #[tokio::test]
    async fn files_move_to_a_bucket_and_back() {
        let store = S3::start();
        let app = App::spawn(Backend::Sqlite).await;
        for text in ["one", "two"] {
            app.state.files.keep(text.into()).await.unwrap();
        }
        let url = store.url("moved");
        let data = app.folder().display().to_string();
        let run = |files: &str, to: &str| {
            let variables = with_files(store.variables(), files);
            run_with(
                app.folder(),
                &variables,
                &["--data", &data, "files", "copy", "--to", to],
            )
        };
        assert!(said(&run("", &url)).starts_with("2 files copied from "));
        app.state.files.keep(b"three".to_vec()).await.unwrap();
        let again = said(&run("", &url));
        assert!(
            again.starts_with("1 files copied") && again.contains("2 were there already"),
            "{again}"
        );
        assert_eq!(store.names().len(), 3);
        assert!(refused(&run(&url, &url)).contains("nothing to copy"));
        assert!(refused(&run("", "folder")).contains("nothing to copy"));
        assert!(refused(&run("", "/srv/files")).contains("s3://bucket/prefix"));
        assert!(said(&run(&url, "folder")).contains("3 were there already"));
        std::fs::remove_dir_all(app.folder().join("files")).unwrap();
        assert!(said(&run(&url, "folder")).starts_with("3 files copied"));
        store.set_away(true);
        let away = refused(&run("", &url));
        assert!(away.contains("SlowDown") && away.contains("doctor"), "{away}");
        assert!(!away.contains("AKIA") && !away.contains(S3_SECRET), "{away}");
    }
}
