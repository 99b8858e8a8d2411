//! `restore`: puts a backup back. Before anybody opens it, who was erased since is erased again, all sessions and links to sign
//! in end, and letters are held until `mail release`: nobody can know which of them left after the backup was made.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::backup::{POSTGRES, SECRET, SQLITE, private_folder, run};
use super::{Common, node};
use crate::app;
use crate::cases::reports;
use crate::platform::clock::Clock;
use crate::platform::database::{Access, Database, Place, copy};
use crate::platform::files::{Files, FilesPlace};
use crate::platform::journal::Journal;
use crate::platform::settings::Settings;
use crate::privacy::restore::{Settled, settle};
use crate::privacy::{Eraser, Ledger};

/// Where a copy is settled before it takes its place.
const STAGE: &str = "restore.part";

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The folder of the backup; or the copy of a database alone
    backup: PathBuf,
    /// Replace what is there
    #[arg(long)]
    replace: bool,
    /// A folder with a newer ledger of erasures than the backup's: the data folder of the node that was lost, say
    #[arg(long, value_name = "FOLDER")]
    ledger: Option<PathBuf>,
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn restore(common: &Common, arguments: Restore) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let backup = &arguments.backup;
    if !backup.exists() {
        bail!("there is no {}", backup.display());
    }
    let dump = match (settings.place(), backup.is_dir()) {
        (_, false) => backup.clone(),
        (Place::Folder(_), true) => backup.join(SQLITE),
        (Place::Postgres(_), true) => backup.join(POSTGRES),
    };
    if !dump.is_file() {
        bail!(
            "{} is no file; is it a backup of another kind of database?",
            dump.display()
        );
    }
    refuse_no_secret(&settings, &arguments)?;
    refuse_files_of_others(&settings, &arguments).await?;
    let settled = match settings.place() {
        Place::Folder(folder) => sqlite(&settings, &folder, &dump, &arguments).await?,
        Place::Postgres(url) => postgres(&settings, &url, &dump, &arguments).await?,
    };
    told(&settled, arguments.json);
    Ok(ExitCode::SUCCESS)
}

/// Settles the copy in a folder of its own; what is there stays until all of it is done.
async fn sqlite(settings: &Settings, folder: &Path, dump: &Path, arguments: &Restore) -> Result<Settled> {
    let there = folder.join("passerelle.sqlite");
    if there.exists() && !arguments.replace {
        bail!(
            "{} exists already; add --replace to put the copy in its place",
            there.display()
        );
    }
    let held = copy::hold(folder)?;
    let stage = folder.join(STAGE);
    if stage.exists() {
        fs::remove_dir_all(&stage).with_context(|| stage.display().to_string())?;
    }
    private_folder(&stage)?;
    copy::from_file(dump, &stage).await?;
    let others = beside(settings, arguments).await?;
    let settled = opened(settings, &Place::Folder(stage.clone()), &others).await?;
    copy::into(&held, &stage.join("passerelle.sqlite"), folder).await?;
    fs::remove_dir_all(&stage).with_context(|| stage.display().to_string())?;
    Ok(settled)
}

/// PostgreSQL has the copy in place at once: no server may run meanwhile.
async fn postgres(settings: &Settings, url: &str, dump: &Path, arguments: &Restore) -> Result<Settled> {
    let clean: &[&str] = if arguments.replace {
        &["--clean", "--if-exists"]
    } else {
        &[]
    };
    if !arguments.replace {
        let there = Database::open(&settings.place(), Access::Copy).await?;
        let found = there.standing().await?.found;
        there.close().await?;
        if found > 0 {
            bail!(
                "the database is not empty; name an empty one with --database, or add --replace to put the copy in its place"
            );
        }
    }
    let file = dump.display().to_string();
    let options = [
        &["--single-transaction", "--no-owner"],
        clean,
        &["--dbname", url, &file],
    ]
    .concat();
    run("pg_restore", &options)?;
    copy::clear_index(&settings.data)?;
    let others = beside(settings, arguments).await?;
    opened(settings, &settings.place(), &others).await
}

/// Files of a backup go where the settings have them, secret and ledger to the data folder. The ledgers that could not be taken
/// over because they have keys of their own.
async fn beside(settings: &Settings, arguments: &Restore) -> Result<Vec<Ledger>> {
    let clock = Clock::system();
    let (backup, data) = (&arguments.backup, &settings.data);
    // With PostgreSQL nothing has made it yet.
    private_folder(data).with_context(|| data.display().to_string())?;
    if backup.is_dir() {
        // Not opened where there are none: that would make the folder.
        if backup.join("files").is_dir() {
            let kept = Files::open(&FilesPlace::Folder(backup.clone()))?;
            kept.copy_all(&Files::open(&settings.files_place())?).await?;
        }
        secret(settings, backup, arguments.replace)?;
        if Ledger::is_in(backup) && !Ledger::is_in(data) {
            // A key without lines is of a node that never erased anybody.
            let _ = fs::remove_file(data.join(crate::privacy::ledger::KEY));
            Ledger::open(backup, &clock)?.copy_to(data)?;
        }
    }
    let own = Ledger::open(data, &clock)?;
    let mut others = Vec::new();
    for folder in [Some(backup).filter(|backup| backup.is_dir()), arguments.ledger.as_ref()]
        .into_iter()
        .flatten()
    {
        if Ledger::is_in(folder) {
            let other = Ledger::open(folder, &clock)?;
            if !own.take_over(&other)? {
                others.push(other);
            }
        } else if arguments.ledger.as_ref() == Some(folder) {
            bail!("{} holds no ledger of erasures", folder.display());
        }
    }
    Ok(others)
}

/// Before anything is touched. Who objected is known by hashes keyed with the node's secret: with one made just now nobody would
/// be found.
fn refuse_no_secret(settings: &Settings, arguments: &Restore) -> Result<()> {
    let own = Some(&settings.data);
    let brought = Some(&arguments.backup).filter(|backup| backup.is_dir());
    let mut secrets = own.into_iter().chain(brought).map(|folder| folder.join(SECRET));
    if !settings.secret.is_empty() || secrets.any(|secret| secret.exists()) {
        return Ok(());
    }
    for folder in [own, brought, arguments.ledger.as_ref()].into_iter().flatten() {
        if Ledger::is_in(folder) && !Ledger::open(folder, &Clock::system())?.objected()?.is_empty() {
            bail!(
                "a ledger names organisations that objected, and the node's secret is neither here nor in the backup: they would \
                 come back. Give the settings the node had with --config"
            );
        }
    }
    Ok(())
}

/// A data folder belongs to one node; a bucket may be that of the running one, while a backup is only tried. What the copy does
/// not name is removed from it.
async fn refuse_files_of_others(settings: &Settings, arguments: &Restore) -> Result<()> {
    let place = settings.files_place();
    if arguments.replace || matches!(place, FilesPlace::Folder(_)) || Files::open(&place)?.all().await?.is_empty() {
        return Ok(());
    }
    bail!(
        "{place} holds files, and those that the copy does not name would be removed; to try a backup, set PASSERELLE_FILES to an \
         empty place (empty itself: the data folder), or add --replace where this node takes the place of the old one"
    );
}

/// What is sealed opens only with the secret it was sealed with.
fn secret(settings: &Settings, backup: &Path, replace: bool) -> Result<()> {
    let (from, to) = (backup.join(SECRET), settings.data.join(SECRET));
    if !from.exists() || !settings.secret.is_empty() {
        return Ok(());
    }
    let text = fs::read(&from).with_context(|| from.display().to_string())?;
    if to.exists() && fs::read(&to)? != text && !replace {
        bail!("{} is another secret than the backup's; add --replace", to.display());
    }
    fs::copy(&from, &to).with_context(|| to.display().to_string())?;
    Ok(())
}

async fn opened(settings: &Settings, place: &Place, others: &[Ledger]) -> Result<Settled> {
    let region = Arc::new(node::region(settings)?);
    let database = Database::open(place, Access::Write).await?;
    let clock = Clock::system();
    let journal = Journal::new(database, clock.clone()).with_key(&super::secret::of(settings, &clock)?);
    // Reports of before become cases now, so that what tells of them counts as before as well.
    journal.settle().await?;
    while reports::read(&journal, &region).await?.read > 0 {
        journal.settle().await?;
    }
    let eraser = Eraser {
        journal: journal.clone(),
        region,
        files: Files::open(&settings.files_place())?,
        ledger: Ledger::open(&settings.data, journal.clock())?,
        personal: app::PERSONAL,
        directory: None,
    };
    let settled = settle(&eraser, others).await;
    drop(eraser);
    journal.database().clone().close().await?;
    Ok(settled?)
}

fn told(settled: &Settled, json: bool) {
    if json {
        say!("{}", serde_json::json!(settled));
        return;
    }
    let Settled {
        erased,
        sessions,
        links,
        letters,
        files,
        objections,
    } = settled;
    say!("restored; the index is built anew at the next start");
    say!("  {erased} people erased again by the ledger, {files} files removed that belong to nobody");
    say!("  {objections} organisations erased again that objected");
    say!("  {sessions} sessions and {links} links to sign in ended");
    say!(
        "  letters held: {letters}, and those that will tell of what was before: `mail held` and `mail release` with the same --config or --data"
    );
}
