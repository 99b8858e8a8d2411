//! Fills the journal of a fresh folder with entries as an import writes them, for `cargo xtask bench journal`: a folder and a
//! number are its arguments. A helper of tests and no command, for nobody shall be able to do this to a journal that counts.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail by panicking"
)]

use std::path::PathBuf;

use passerelle::platform::access::{self, Action, Actor, Node, Purpose};
use passerelle::platform::clock::Clock;
use passerelle::platform::database::{Access, Database, DatabaseError, Place};
use passerelle::platform::journal::{Entry, Journal, Part, append_all, head};

/// Entries of a transaction.
const BATCH: usize = 10_000;

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().expect("a folder"));
    let entries: usize = words.next().and_then(|word| word.parse().ok()).expect("a number");
    let database = Database::open(&Place::Folder(folder), Access::Write).await.unwrap();
    assert_eq!(head(database.reader()).await.unwrap(), 0, "there is a journal already");
    let journal = Journal::new(database, Clock::system());
    let mut written = 0;
    while written < entries {
        let count = BATCH.min(entries - written);
        fill(&journal, written, count).await;
        written += count;
    }
    journal.database().clone().close().await.unwrap();
}

/// So many entries with one part each.
async fn fill(journal: &Journal, first: usize, count: usize) {
    let clock = journal.clock();
    let entry = |number: usize| Entry {
        action: "organisations.change",
        subject: format!("organisation:{number:026}"),
        parts: vec![Part {
            about: None,
            bytes: format!(r#"{{"organisation":"{number:026}","fields":["name","seat","website"]}}"#).into_bytes(),
        }],
    };
    let written = journal.batch(|tx| async move {
        let grant = access::decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node).unwrap();
        let before = (first..first + count - 1).map(entry).collect();
        let last = entry(first + count - 1);
        Ok::<_, DatabaseError>((append_all(&tx, clock, grant, before, last).await?, ()))
    });
    written.await.unwrap();
}
