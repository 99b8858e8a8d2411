//! Opening a node for a command: settings, database, journal, region.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use super::{Common, backup, secret};
use crate::directory::Directory;
use crate::platform::clock::Clock;
use crate::platform::database::{Access, Database, Kind, LATEST};
use crate::platform::files::Files;
use crate::platform::journal::Journal;
use crate::platform::region::{Region, Source};
use crate::platform::settings::Settings;

/// What most commands work with.
pub(super) struct Node {
    pub(super) settings: Settings,
    pub(super) journal: Journal,
    pub(super) region: Arc<Region>,
}

impl Node {
    pub(super) async fn open(settings: Settings, access: Access) -> Result<Self> {
        let region = Arc::new(region(&settings)?);
        let clock = Clock::system();
        if access == Access::Write {
            backup::before_migrating(&settings, &clock).await?;
        }
        let slow = (settings.slow_statement_ms > 0).then(|| Duration::from_millis(settings.slow_statement_ms));
        let database = Database::open(&settings.place(), access).await?.telling_of_slow(slow);
        let journal = Journal::new(database, clock.clone());
        // Who only reads makes no secret either.
        let journal = if access == Access::Read {
            journal
        } else {
            journal.with_key(&secret::of(&settings, &clock)?)
        };
        Ok(Self {
            settings,
            journal,
            region,
        })
    }

    pub(super) fn database(&self) -> &Database {
        self.journal.database()
    }

    /// What people laid in: beside the data, also where the rows are in PostgreSQL, or in the bucket the settings name.
    pub(super) fn files(&self) -> Result<Files> {
        Ok(Files::open(&self.settings.files_place())?)
    }

    /// The index of this node: beside the data, also where the rows are in PostgreSQL.
    pub(super) fn directory(&self) -> Result<Directory> {
        std::fs::create_dir_all(&self.settings.data)?;
        let folder = self.settings.data.join("index");
        Ok(Directory::open(
            &folder,
            self.journal.clone(),
            Arc::clone(&self.region),
        )?)
    }
}

/// The region pack the settings name, with the places that were handed in.
pub(super) fn region(settings: &Settings) -> Result<Region> {
    let source = settings.region.clone().map_or(Source::Embedded, Source::Folder);
    let region = Region::load(source)?;
    if let Err(error) = region.use_places(&settings.data) {
        // Better a point of the built-in list than no server.
        tracing::warn!(%error, "the built-in list of places is used");
    }
    Ok(region)
}

/// What a migration needs to know.
#[derive(Debug, Args)]
pub(super) struct Migrate {
    /// Change nothing: say what would be done, and whether other nodes may go on meanwhile (exit code 1 where they may not)
    #[arg(long)]
    check: bool,
}

/// `migrate`: opening to write does it, after a backup where the settings name a folder for it.
pub(super) async fn migrate(common: &Common, arguments: Migrate) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    if arguments.check {
        return check(&settings).await;
    }
    backup::before_migrating(&settings, &Clock::system()).await?;
    let database = Database::open(&settings.place(), Access::Write).await?;
    let standing = database.standing().await?;
    database.close().await?;
    say!("schema {}", standing.found);
    Ok(ExitCode::SUCCESS)
}

async fn check(settings: &Settings) -> Result<ExitCode> {
    let database = Database::open(&settings.place(), Access::Copy).await?;
    let standing = database.standing().await?;
    database.close().await?;
    say!("schema {}, this version brings it to {LATEST}", standing.found);
    for step in &standing.to_come {
        say!("  {} {}", step.name, step.kind.code());
    }
    let closed = standing.to_come.iter().any(|step| step.kind == Kind::Contract);
    if standing.to_come.is_empty() {
        say!("nothing to do: nodes of this version can be started at any time");
    } else if closed {
        say!("stop all nodes first: those of the version before must not go on beside it");
    } else {
        say!("one node after the other: those of the version before go on beside it");
    }
    Ok(if closed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
