//! Opening a node for a command: settings, database, journal, region.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;

use super::{Common, secret};
use crate::directory::Directory;
use crate::platform::clock::Clock;
use crate::platform::database::{Access, Database};
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
        let database = Database::open(&settings.place(), access).await?;
        let clock = Clock::system();
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

    /// What people laid in: beside the data, also where the rows are in PostgreSQL.
    pub(super) fn files(&self) -> Result<Files> {
        Ok(Files::open(&self.settings.data)?)
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

/// `migrate`: opening to write does it.
pub(super) async fn migrate(common: &Common) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let database = Database::open(&settings.place(), Access::Write).await?;
    database.close().await?;
    say!("schema {}", crate::platform::database::LATEST);
    Ok(ExitCode::SUCCESS)
}
