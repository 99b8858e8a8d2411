//! Readers that work once a cluster: each entry reaches them once, also when two nodes read at a time or one fails.

use std::sync::Mutex;

use passerelle::platform::database::DatabaseError;
use passerelle::platform::journal::tally;
use testkit::{App, suite};

use super::say;

suite!(
    two_at_a_time_read_each_entry_once,
    one_that_fails_reads_again,
    entries_are_tallied
);

async fn two_at_a_time_read_each_entry_once(app: App) {
    for number in 0..20 {
        say(&app, &number.to_string(), None).await;
    }
    let seen = &Mutex::new(Vec::new());
    let reading = async || {
        let mut read = 0;
        // One that finds the cursor locked reads nothing, and asks again.
        for _ in 0..200 {
            let journal = app.journal();
            read += journal
                .read_once("test", 3, |_, entries| async move {
                    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                    seen.lock().unwrap().extend(entries.iter().map(|entry| entry.seq));
                    Ok(())
                })
                .await
                .unwrap()
                .read;
            if seen.lock().unwrap().len() >= 20 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
        read
    };
    let (one, two) = tokio::join!(reading(), reading());
    assert_eq!(one + two, 20);
    let mut seen = seen.lock().unwrap().clone();
    seen.sort_unstable();
    assert_eq!(seen, (1..=20).collect::<Vec<i64>>());
}

async fn one_that_fails_reads_again(app: App) {
    say(&app, "x", None).await;
    let failing = app.journal().read_once("test", 10, |_, _| async {
        Err(DatabaseError::Db(sea_orm::DbErr::Custom("not now".into())))
    });
    assert!(failing.await.is_err());
    let read = app.journal().read_once("test", 10, |_, _| async { Ok(()) });
    assert_eq!(read.await.unwrap().read, 1);
    let again = app.journal().read_once("test", 10, |_, _| async { Ok(()) });
    assert_eq!(again.await.unwrap().read, 0);
}

async fn entries_are_tallied(app: App) {
    for _ in 0..3 {
        say(&app, "x", None).await;
    }
    app.clock().advance(passerelle::platform::clock::DAY);
    say(&app, "x", None).await;
    assert_eq!(tally::count(app.journal()).await.unwrap().read, 4);
    assert_eq!(tally::count(app.journal()).await.unwrap().read, 0);
    let days = app
        .list("SELECT action || ' ' || entries FROM tally ORDER BY day")
        .await;
    assert_eq!(days, ["test.said 3", "test.said 1"]);
}
