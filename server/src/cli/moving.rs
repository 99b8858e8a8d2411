//! `move`: all rows of this node into an empty database of the other kind. What the two hold is compared table by table, and
//! the old one takes no writes afterwards. Secret, ledger and index stay where they are, in the data folder, and files
//! where the settings have them.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::backup::private_folder;
use super::node::Node;
use super::{Common, fsck};
use crate::platform::clock::Clock;
use crate::platform::database::moving::{self, Moved};
use crate::platform::database::{Access, Database, DatabaseError, Place, copy, tables};
use crate::platform::journal::{Journal, entries_after, head, verify};
use crate::platform::settings::Settings;

/// Where SQLite is filled before it takes its place.
const STAGE: &str = "move.part";
/// A line is printed each time so many rows more have come.
const STEP: i64 = 100_000;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// An empty database, postgres://user@host/name; or `sqlite`, the data folder
    #[arg(long, value_name = "URL")]
    to: String,
}

pub(super) async fn run(common: &Common, arguments: Arguments) -> Result<ExitCode> {
    let mut settings = common.settings(&[])?;
    let moved = match (settings.place(), arguments.to.as_str()) {
        (Place::Postgres(_), "sqlite") => {
            let moved = to_sqlite(&settings).await?;
            settings.database = None;
            moved
        }
        (Place::Folder(folder), url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
            let moved = to_postgres(&folder, url).await?;
            settings.database = Some(url.to_owned());
            moved
        }
        (Place::Folder(_), _) => {
            bail!("this node is on SQLite: give --to postgres://user@host/name, an empty database")
        }
        (Place::Postgres(_), _) => {
            bail!("this node is on PostgreSQL: give --to sqlite, and it goes to the data folder")
        }
    };
    say!("{} tables, {} rows: the same on both sides", moved.tables, moved.rows);
    let node = Node::open(settings, Access::Read).await?;
    let code = fsck::check(&node, false).await?;
    match node.settings.database {
        Some(_) => say!("moved; give `database` in the settings the new address, and start the node"),
        None => say!("moved; take `database` out of the settings, and start the node"),
    }
    Ok(code)
}

async fn to_postgres(folder: &Path, url: &str) -> Result<Moved> {
    // Read first: who opens to write makes a database where there is none.
    Database::open(&Place::Folder(folder.into()), Access::Read)
        .await?
        .close()
        .await?;
    let from = Database::open(&Place::Folder(folder.into()), Access::Write).await?;
    let to = Database::open(&Place::Postgres(url.to_owned()), Access::Fill).await?;
    let moved = copied(&from, &to).await?;
    moving::finish(&to).await?;
    to.close().await?;
    from.close().await?;
    copy::set_aside(folder)?;
    Ok(moved)
}

async fn to_sqlite(settings: &Settings) -> Result<Moved> {
    let folder = &settings.data;
    let file = folder.join("passerelle.sqlite");
    if file.exists() {
        bail!("{} exists already; move it away first", file.display());
    }
    moving::refuse_in_use(&settings.place()).await?;
    private_folder(folder).with_context(|| folder.display().to_string())?;
    let held = copy::hold(folder)?;
    let from = frozen(settings).await?;
    let moved = match staged(&from, folder, &held).await {
        Ok(moved) => moved,
        Err(error) => {
            // Whoever gives up goes on where they were; the same command freezes it again.
            moving::freeze(&from, false).await?;
            return Err(error);
        }
    };
    from.close().await?;
    Ok(moved)
}

/// Fills a folder of its own; only what is whole takes its place.
async fn staged(from: &Database, folder: &Path, held: &copy::Held) -> Result<Moved> {
    if !tables::rows(from, "pending").await?.is_empty() {
        bail!("entries wait for their place in the journal: let a node run for a moment, stop it, and move again");
    }
    let stage = folder.join(STAGE);
    private_folder(&stage).with_context(|| stage.display().to_string())?;
    let to = Database::open(&Place::Folder(stage.clone()), Access::Fill).await?;
    let moved = copied(from, &to).await?;
    moving::finish(&to).await?;
    to.close().await?;
    copy::into(held, &stage.join("passerelle.sqlite"), folder).await?;
    std::fs::remove_dir_all(&stage).with_context(|| stage.display().to_string())?;
    Ok(moved)
}

/// The PostgreSQL of this node with all entries in the chain, and nobody who writes to it any more.
async fn frozen(settings: &Settings) -> Result<Database> {
    match Database::open(&settings.place(), Access::Write).await {
        // A move that was cut off had frozen it.
        Err(DatabaseError::Frozen) => Ok(Database::open(&settings.place(), Access::Read).await?),
        opened => {
            let from = opened?;
            Journal::new(from.clone(), Clock::system()).settle().await?;
            moving::freeze(&from, true).await?;
            Ok(from)
        }
    }
}

/// Copies and compares; the chain of what was filled holds as well.
async fn copied(from: &Database, to: &Database) -> Result<Moved> {
    let (mut table, mut next) = (String::new(), STEP);
    let mut told = |name: &str, rows: i64| {
        if table != name {
            name.clone_into(&mut table);
            next = rows + STEP;
            say!("{name}");
        } else if rows >= next {
            next = rows + STEP;
            say!("{name}: {rows} rows");
        }
    };
    let moved = moving::copy(from, to, &state(from).await?, &mut told).await?;
    let verified = verify(to.reader()).await?;
    if !verified.valid {
        bail!("the journal's chain does not hold on the other side; run `passerelle journal verify` here");
    }
    say!("journal: {} entries, the chain holds", verified.entries);
    Ok(moved)
}

/// Up to which entry the journal goes, and of when that is: another one is another state of the node.
async fn state(database: &Database) -> Result<String> {
    let last = head(database.reader()).await?;
    let entries = entries_after(database.reader(), last - 1, 1).await?;
    Ok(format!("{last} {}", entries.first().map_or(0, |entry| entry.at)))
}
