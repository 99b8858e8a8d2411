//! Runs that end before their time: what was committed stays, the same command goes on from there, nothing is there twice.

use std::sync::atomic::{AtomicU32, Ordering};

use passerelle::demo::{Mix, Parts, generate};
use passerelle::platform::access::{Actor, Purpose};
use passerelle::platform::region::Region;
use passerelle::registry::{self, Kind, Request};
use testkit::{App, region, suite};
use tokio::sync::Notify;

use super::counts;

suite!(
    a_killed_run_goes_on,
    alone_it_writes_the_same,
    another_choice_is_another_run,
    a_changed_file_is_read_anew
);

const LINES: usize = 400;

fn file(app: &App, count: usize) -> Request {
    let parts = Parts::load(&Region::demo_parts(None).unwrap()).unwrap();
    let lines = generate(&parts, count, 7, app.clock().today(), Mix::Register);
    let text: Vec<String> = lines.map(|line| serde_json::to_string(&line).unwrap()).collect();
    app.request(Kind::Lines, &app.write("many.jsonl", &text.join("\n")))
}

/// Runs an import and drops it, wherever it is, once so many batches are committed.
async fn kill_after(app: &App, request: &Request, batches: u32) {
    let (seen, enough) = (AtomicU32::new(0), Notify::new());
    let watch = |_| {
        if seen.fetch_add(1, Ordering::SeqCst) + 1 == batches {
            enough.notify_one();
        }
    };
    let actor = Actor::system(Purpose::Import);
    let region = region();
    tokio::select! {
        biased;
        () = enough.notified() => {}
        done = registry::import(app.journal(), &region, &actor, request, &watch) => {
            panic!("it ended too soon: {done:?}")
        }
    }
}

/// Where nobody waits for SQLite a batch has several thousand records, and an entry for each thousand of them.
async fn alone_it_writes_the_same(app: App) {
    let beside = App::spawn(app.backend()).await;
    let whole = beside.import_with(&file(&beside, 10 * LINES)).await;
    app.database().prepare_for_bulk().await.unwrap();
    let request = file(&app, 10 * LINES);
    let done = app.import_with(&request).await;
    assert_eq!(counts(&done), counts(&whole));
    assert_eq!(app.content().await, beside.content().await);
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
    assert_eq!(app.count("SELECT position FROM import_run").await, 4000);
}

async fn a_killed_run_goes_on(app: App) {
    let undisturbed = App::spawn(app.backend()).await;
    let whole = undisturbed.import_with(&file(&undisturbed, LINES)).await;
    let request = file(&app, LINES);
    kill_after(&app, &request, 1).await;
    let before = app.count("SELECT count(*) FROM organisation").await;
    assert!(before > 0 && before < whole.created.try_into().unwrap(), "{before}");
    let rest = app.import_with(&request).await;
    assert!(rest.resumed_after > 0);
    assert_eq!(counts(&rest), counts(&whole), "the counts are of the whole run");
    assert_eq!(app.content().await, undisturbed.content().await);
    assert_eq!(app.count("SELECT count(*) FROM import_run").await, 1);
    assert_eq!(app.broken().await, [""; 0]);
    assert!(app.verify().await.valid);
    let again = app.import_with(&request).await;
    assert_eq!((again.created, again.changed, again.resumed_after), (0, 0, 0));
    assert_eq!(again.unchanged, again.read);
}

async fn another_choice_is_another_run(app: App) {
    let mut request = file(&app, 300);
    kill_after(&app, &request, 1).await;
    request.limit = Some(250);
    let other = app.import_with(&request).await;
    assert_eq!((other.read, other.resumed_after), (250, 0));
    counts(&other);
}

async fn a_changed_file_is_read_anew(app: App) {
    let request = file(&app, 300);
    kill_after(&app, &request, 1).await;
    let request = file(&app, 280);
    let other = app.import_with(&request).await;
    assert_eq!((other.read, other.resumed_after), (280, 0));
    counts(&other);
}
