//! `serve` and `demo`: the server itself, from settings to a graceful stop.

use std::io::{ErrorKind, IsTerminal, Write};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use sea_orm::ConnectionTrait;
use tokio::net::TcpListener;

use super::node::Node;
use super::{Common, backup, control, mail, metrics, secret};
use crate::accounts;
use crate::app::{self, App};
use crate::chamber_files;
use crate::chambers;
use crate::decay;
use crate::demo;
use crate::demo::people::Player;
use crate::notices;
use crate::platform::clock::{Clock, DAY};
use crate::platform::database::{Access, Database, DatabaseError, copy};
use crate::platform::journal;
use crate::platform::mail::{Post, send};
use crate::platform::outbound::Outbound;
use crate::platform::region::Region;
use crate::platform::settings::{LogForm, Settings};
use crate::platform::web::{self, Identity, Limits, Network, Options, Rate, Stopped, Web};
use crate::privacy::{self, Eraser, Ledger};
use crate::registry::Imports;

#[derive(Debug, Args)]
pub(super) struct Serve {
    /// Where pages and API are served [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS:PORT")]
    address: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port on this machine
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Throw away what is there and begin anew
    #[arg(long)]
    fresh: bool,
    /// How many organisations
    #[arg(long, value_name = "N", default_value_t = 1500)]
    organisations: usize,
    /// Another seed, another region
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// For drills: so many advisers more, with links that sign them in
    #[arg(long, value_name = "N", default_value_t = 0)]
    crowd: usize,
    /// For drills: so many open cases, instead of the few that tell stories
    #[arg(long, value_name = "N", default_value_t = 0)]
    cases: usize,
    /// For drills: so many introductions that wait for their chambers
    #[arg(long, value_name = "N", default_value_t = 0)]
    introductions: usize,
    /// For tests: so many days from now, at most ten years
    #[arg(long, value_name = "DAYS", default_value_t = 0, hide = true, value_parser = clap::value_parser!(i64).range(0..=3650))]
    later: i64,
}

/// How long what is on its way to others may take to end, once the server stops.
const LAST: Duration = Duration::from_secs(10);
/// Headers a browser on this machine sends over one connection are few; load tools open many.
const CONNECTIONS_PER_ADDRESS: usize = 256;

pub(super) async fn serve(common: &Common, arguments: Serve) -> Result<ExitCode> {
    let settings = common.settings(&[("address", arguments.address.map(|address| address.to_string()))])?;
    refuse_careless(&settings)?;
    refuse_empty(&settings).await?;
    start_log(settings.log);
    let listener = listen(settings.address).await?;
    let post = mail::post(&settings)?;
    if post.is_none() {
        tracing::warn!("smtp_url is not set: letters stay in the queue");
    }
    let node = Node::open(settings, Access::Write).await?;
    warn_of_empty_desks(node.database().reader()).await?;
    run(node, listener, Stage::Real(Box::new(post))).await
}

pub(super) async fn demo(common: &Common, arguments: Demo) -> Result<ExitCode> {
    let data = common.data.clone().unwrap_or_else(|| PathBuf::from("./demo-data"));
    let address = format!("127.0.0.1:{}", arguments.port);
    let operator = "Passerelle (demo)".to_owned();
    let settings = common.settings(&[
        ("data", Some(data.display().to_string())),
        ("address", Some(address)),
        ("operator", Some(operator)),
        ("contact", Some("demo@passerelle.example".to_owned())),
        ("postal_address", Some("Place du Pont 1, 0000 Passerelle".to_owned())),
    ])?;
    start_log(settings.log);
    let listener = listen(settings.address).await?;
    if arguments.fresh && settings.database.is_none() {
        copy::remove(&settings.data)?;
    }
    let mut node = Node::open(settings, Access::Write).await?;
    if arguments.later > 0 {
        let clock = Clock::ahead(arguments.later * DAY);
        node.journal = journal::Journal::new(node.database().clone(), clock);
    }
    let files = Region::demo_parts(node.settings.region.as_deref())?;
    let size = demo::Size {
        organisations: arguments.organisations,
        seed: arguments.seed,
        crowd: arguments.crowd,
        cases: arguments.cases,
        introductions: arguments.introductions,
    };
    let identity = identity(&node.settings, &node.journal, true)?;
    let web = Web::new(Arc::clone(&node.region), identity, app::MENU)?;
    let players = demo::fill(&node.journal, &web, &files, &size).await?;
    run(node, listener, Stage::Demo(players)).await
}

/// What founders send to a chamber nobody works for waits unread.
async fn warn_of_empty_desks(db: &impl ConnectionTrait) -> Result<()> {
    for chamber in chambers::operating(db).await? {
        if accounts::holders(db, &chamber.code).await?.is_empty() {
            tracing::warn!(
                chamber = chamber.code,
                "nobody has a mandate: what is sent to this chamber waits unread"
            );
        }
    }
    Ok(())
}

/// A public address needs a public URL and a secret of its own, or links and cursors break; and a way out for letters, or
/// nobody signs in.
fn refuse_careless(settings: &Settings) -> Result<()> {
    let missing = missing_for_public(settings);
    if missing.is_empty() {
        return Ok(());
    }
    bail!(
        "{} at {} is a public address: set {} first, or run `passerelle setup` (see `passerelle settings --reference`)",
        settings.public_url,
        settings.address,
        missing.join(", ")
    )
}

/// A public node whose database is not there is one whose disk is not there, or whose backup was not put back: nobody should find
/// an empty one in its place, nor a backup be made of that.
async fn refuse_empty(settings: &Settings) -> Result<()> {
    if is_local(&settings.public_url) {
        return Ok(());
    }
    let found = match Database::open(&settings.place(), Access::Copy).await {
        Ok(database) => {
            let found = database.standing().await?.found;
            database.close().await?;
            found
        }
        Err(DatabaseError::Absent { .. }) => 0,
        Err(error) => return Err(error.into()),
    };
    if found == 0 {
        bail!(
            "there is no database yet, and {} is public: put a backup back with `passerelle restore`, or begin with `passerelle setup`",
            settings.public_url
        );
    }
    Ok(())
}

/// What a public address needs and the settings lack; nothing where only this machine reaches the server.
pub(super) fn missing_for_public(settings: &Settings) -> Vec<&'static str> {
    // Behind a proxy the server listens on this machine only, and is as public.
    if settings.address.ip().is_loopback() && is_local(&settings.public_url) {
        return Vec::new();
    }
    [
        ("public_url (https://…)", settings.public_url.starts_with("https://")),
        ("secret", !settings.secret.is_empty()),
        ("smtp_url", !settings.mail.smtp_url.is_empty()),
    ]
    .into_iter()
    .filter_map(|(key, is_set)| (!is_set).then_some(key))
    .collect()
}

/// Whether only this machine reaches that address.
pub(super) fn is_local(public_url: &str) -> bool {
    public_url.starts_with("http://localhost") || public_url.starts_with("http://127.0.0.1")
}

pub(super) async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            anyhow::anyhow!("{address} is in use by another process; stop it or choose another port")
        }
        _ => anyhow::anyhow!("{address}: {error}"),
    })
}

/// What is served.
enum Stage {
    /// The real thing: letters leave, where there is a mail server.
    Real(Box<Option<Post>>),
    /// A demonstration: letters are read at `/demo/mail`, and its people sign in by the links that are printed.
    Demo(Vec<Player>),
}

/// Serves until it is told to stop.
async fn run(node: Node, listener: TcpListener, stage: Stage) -> Result<ExitCode> {
    let (post, players) = match stage {
        Stage::Real(post) => (*post, None),
        Stage::Demo(players) => (None, Some(players)),
    };
    let directory = Arc::new(node.directory()?);
    let files = node.files()?;
    let Node {
        settings,
        journal,
        region,
    } = node;
    let address = listener.local_addr()?;
    let web = Arc::new(Web::new(
        Arc::clone(&region),
        identity(&settings, &journal, players.is_some())?,
        app::MENU,
    )?);
    directory.catch_up().await?;
    let eraser_files = files.clone();
    let index = Arc::clone(&directory);
    let worker = chamber_files::Worker {
        journal: journal.clone(),
        region: Arc::clone(&region),
        files: files.clone(),
    };
    let keeper = privacy::Keeper {
        journal: journal.clone(),
        files: files.clone(),
        rules: app::RETENTION,
    };
    let outbound = Outbound::new(networks("webhook_networks", &settings.webhook_networks)?);
    let app = App::new(Arc::clone(&web), journal.clone(), Arc::clone(&directory), files)
        .with_imports(Imports::of(settings.import_folder.clone()))
        .with_outbound(outbound.clone());
    let accounts = Arc::clone(&app.accounts);
    let options = options(&settings, journal.database().readers())?;
    let router = app::router(app, &options);
    let follower = tokio::spawn(Arc::clone(&directory).follow());
    let tally = tokio::spawn(journal::tally::follow(journal.clone()));
    let reports = tokio::spawn(crate::cases::reports::follow(journal.clone(), Arc::clone(&region)));
    let witness = tokio::spawn(journal::witness::follow(journal.clone()));
    let cases = Arc::new(app::KnownCases(Arc::clone(&web)));
    if players.is_some() {
        // The demonstration's cases came days ago: everybody was told of them then.
        while notices::read(&journal, &web, &*cases).await?.read > 0 {}
    }
    let notices = tokio::spawn(notices::follow(journal.clone(), Arc::clone(&web), cases));
    let ending = tokio::spawn(crate::opportunities::follow(journal.clone(), Arc::clone(&web)));
    let practices = tokio::spawn(crate::practices::follow(journal.clone(), Arc::clone(&web)));
    let changes = tokio::spawn(crate::investors::follow(journal.clone()));
    let clocks = tokio::spawn(crate::introductions::actions::follow(
        journal.clone(),
        Arc::clone(&region),
    ));
    let asking = tokio::spawn(decay::follow(journal.clone(), Arc::clone(&web)));
    let (stopping, stop_sending) = tokio::sync::watch::channel(false);
    let telling = tokio::spawn(crate::webhooks::follow(
        journal.clone(),
        Arc::clone(&web),
        outbound,
        stop_sending.clone(),
    ));
    let following = tokio::spawn(crate::outcomes::follow(journal.clone(), web));
    let counting = tokio::spawn(crate::observatory::follow(journal.clone(), Arc::clone(&region)));
    let erasing = tokio::spawn(privacy::follow(Eraser {
        journal: journal.clone(),
        region: Arc::clone(&region),
        files: eraser_files,
        ledger: Ledger::open(&settings.data, journal.clock())?,
        personal: app::PERSONAL,
        directory: Some(directory),
    }));
    let tables = tokio::spawn(chamber_files::follow(worker));
    let keeping = tokio::spawn(privacy::keep(keeper));
    let letters = post.map(|post| tokio::spawn(send::follow(journal.clone(), post, stop_sending)));
    let backups = tokio::spawn(backup::follow(settings.clone(), journal.clock().clone()));
    let metrics = metrics::serve(&settings, &journal, &index).await?;
    let folder = journal.database().folder().map(std::path::Path::to_path_buf);
    let orders = folder
        .map(|folder| control::listen(&folder, journal.clone(), Arc::clone(&region)))
        .transpose()?;
    let stop = stop_signal()?;
    tracing::info!(%address, url = settings.public_url, "serving");
    // For people; a program that reads the log finds it in the line before. Not by `eprintln!`, which panics where nothing can be
    // written.
    if settings.log == LogForm::Text {
        let _ = writeln!(std::io::stderr(), "Passerelle at {}", settings.public_url);
    }
    for player in players.iter().flatten() {
        if let Some(path) = crate::accounts::demo::link(&accounts, player.id, player.language) {
            let _ = writeln!(
                std::io::stderr(),
                "  {:<10} {:<18} {}{path}",
                player.role,
                player.name,
                settings.public_url
            );
        }
    }
    let stopped = web::serve(listener, router, options.limits.clone(), stop).await?;
    drop(orders);
    stopping.send_replace(true);
    for task in [Some(telling), letters].into_iter().flatten() {
        end(task).await;
    }
    for task in [
        Some(follower),
        Some(tally),
        Some(witness),
        Some(reports),
        Some(notices),
        Some(asking),
        Some(ending),
        Some(practices),
        Some(changes),
        Some(clocks),
        Some(following),
        Some(counting),
        Some(erasing),
        Some(keeping),
        Some(tables),
        Some(backups),
        metrics,
    ]
    .into_iter()
    .flatten()
    {
        task.abort();
    }
    journal.database().clone().close().await?;
    if stopped == Stopped::AtDeadline {
        tracing::warn!("some requests were cut off");
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Waits for a task that was told to stop, and not for ever.
async fn end(mut task: tokio::task::JoinHandle<()>) {
    if tokio::time::timeout(LAST, &mut task).await.is_err() {
        task.abort();
    }
}

fn identity(settings: &Settings, journal: &journal::Journal, demo: bool) -> Result<Identity> {
    Ok(Identity {
        public_url: settings.public_url.clone(),
        demo,
        operator: settings.operator.clone(),
        contact: settings.contact.clone(),
        address: settings.postal_address.clone(),
        secret: secret::of(settings, journal.clock())?,
    })
}

/// The networks a setting names.
fn networks(key: &str, listed: &str) -> Result<Vec<Network>> {
    let named = listed.split([',', ' ']).filter(|network| !network.is_empty());
    named
        .map(|network| {
            network
                .parse()
                .map_err(|_| anyhow::anyhow!("{key}: {network:?} is no network such as 10.0.0.0/8"))
        })
        .collect()
}

fn options(settings: &Settings, readers: usize) -> Result<Options> {
    let proxies = networks("proxies", &settings.proxies)?;
    let per_address = if proxies.is_empty() {
        Some(CONNECTIONS_PER_ADDRESS)
    } else {
        None
    };
    let limits = Limits {
        connections: settings.connections,
        connections_per_address: per_address,
        pages: readers,
        ..Limits::default()
    };
    let rate = NonZeroU32::new(settings.requests_a_minute).map(|per_minute| Rate { per_minute });
    let sends_an_hour = NonZeroU32::new(settings.reports_an_hour);
    Ok(Options {
        limits,
        rate,
        sends_an_hour,
        proxies,
    })
}

/// Ends with Ctrl-C or the signal a service manager sends. Both are heard from the call on, not from the first poll: who reads
/// "serving" and stops the server at once must not kill it instead.
fn stop_signal() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

fn start_log(form: LogForm) {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| {
        tracing_subscriber::EnvFilter::new("warn,passerelle=info,passerelle::platform::web::observe=warn")
    });
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // A log on a full disk says nothing; telling of that on the same log would panic.
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // A second start in one process keeps the first log.
    let _ = match form {
        LogForm::Text => builder.try_init(),
        LogForm::Json => builder.json().try_init(),
    };
}
