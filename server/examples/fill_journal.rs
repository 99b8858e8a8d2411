//! Fills the journal of a fresh folder with entries as an import writes them, for `cargo xtask bench journal`. An example and
//! no command: nobody shall be able to do this to a journal that counts.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use passerelle::platform::access::{self, Action, Actor, Node, Purpose};
use passerelle::platform::clock::Clock;
use passerelle::platform::database::{Access, Database, DatabaseError, Place};
use passerelle::platform::journal::{Entry, Journal, Part, append_all, head};

/// Entries of a transaction.
const BATCH: usize = 10_000;

#[tokio::main]
async fn main() -> Result<()> {
    let mut words = std::env::args().skip(1);
    let folder = PathBuf::from(words.next().context("a folder is expected")?);
    let entries: usize = words.next().context("a number of entries is expected")?.parse()?;
    let database = Database::open(&Place::Folder(folder), Access::Write).await?;
    if head(database.reader()).await? > 0 {
        bail!("there is a journal already");
    }
    let journal = Journal::new(database, Clock::system());
    let mut written = 0;
    while written < entries {
        let count = BATCH.min(entries - written);
        fill(&journal, written, count).await?;
        written += count;
    }
    journal.database().clone().close().await?;
    Ok(())
}

/// So many entries with one part each.
async fn fill(journal: &Journal, first: usize, count: usize) -> Result<(), DatabaseError> {
    let clock = journal.clock();
    let entry = |number: usize| Entry {
        action: "organisations.change",
        subject: format!("organisation:{number:026}"),
        parts: vec![Part {
            about: None,
            bytes: format!(r#"{{"organisation":"{number:026}","fields":["name","seat","website"]}}"#).into_bytes(),
        }],
    };
    journal
        .batch(|tx| async move {
            let grant = access::decide(&Actor::system(Purpose::Maintenance), Action::Maintain, &Node)
                .map_err(|refusal| DatabaseError::Db(sea_orm::DbErr::Custom(format!("{refusal:?}"))))?;
            let before = (first..first + count - 1).map(entry).collect();
            let last = entry(first + count - 1);
            Ok((append_all(&tx, clock, grant, before, last).await?, ()))
        })
        .await
}
