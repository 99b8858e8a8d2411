//! A private PostgreSQL for one run of the tests: made in a temporary folder, reached by loopback
//! on a free port, nothing forced to disk, gone afterwards. PostgreSQL refuses to run as root, so
//! root runs it as the user `postgres`, or `nobody`.

use std::env;
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use tempfile::TempDir;

use crate::needs;
use crate::options::Options;

const START_WITHIN: Duration = Duration::from_secs(60);
const STOP_WITHIN: Duration = Duration::from_secs(10);

/// Speed instead of durability, for tests: the data is thrown away.
const HASTY: &[&str] = &["fsync=off", "full_page_writes=off", "synchronous_commit=off"];

const SETTINGS: &[&str] = &[
    "max_connections=200",
    "shared_buffers=128MB",
    "listen_addresses=127.0.0.1",
    "timezone=UTC",
];

/// Who the server runs as, where it must not run as us.
#[derive(Debug, Clone, Copy)]
struct User {
    uid: u32,
    gid: u32,
}

/// A running cluster; dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Postgres {
    child: Child,
    port: u16,
    bin: PathBuf,
    user: Option<User>,
    // after `child`, so that the folder goes when the server has
    folder: TempDir,
}

impl Postgres {
    /// Makes a cluster with the programs in `bin` and waits until it answers.
    ///
    /// # Errors
    /// When it cannot be made or does not start; with the end of its log.
    pub fn start(bin: &Path) -> Result<Self> {
        Self::start_with(bin, HASTY)
    }

    /// The cluster that `--database postgres` asks for, made by one of these; none for `sqlite`, or where nothing is said.
    ///
    /// # Errors
    /// When another database is asked for, or PostgreSQL is not installed; and as the one that makes it.
    pub fn asked(options: &Options, make: fn(&Path) -> Result<Self>) -> Result<Option<Self>> {
        match options.text("database").unwrap_or("sqlite") {
            "sqlite" => Ok(None),
            "postgres" => make(&needs::postgres().context("PostgreSQL is not installed")?).map(Some),
            other => bail!("--database {other}: sqlite or postgres is expected"),
        }
    }

    /// The same for tests, each of which makes and drops a database of seven hundred files: where [`needs::scratch`] says.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn for_tests(bin: &Path) -> Result<Self> {
        Self::start_in(&needs::scratch(), bin, HASTY)
    }

    /// The same, as safe as in production: for figures.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn durable(bin: &Path) -> Result<Self> {
        Self::start_with(bin, &[])
    }

    /// The same with settings of its own.
    ///
    /// # Errors
    /// As [`Postgres::start`].
    pub fn start_with(bin: &Path, more: &[&str]) -> Result<Self> {
        Self::start_in(&env::temp_dir(), bin, more)
    }

    fn start_in(place: &Path, bin: &Path, more: &[&str]) -> Result<Self> {
        let (user, folder) = folder_of_its_own(place)?;
        initialise(bin, folder.path(), user)?;
        Self::serve(bin, folder, user, more)
    }

    /// A copy of this cluster that follows it as a standby, by way of a port that leads to it.
    ///
    /// # Errors
    /// When the copy cannot be made or does not start.
    pub fn standby(&self, port: u16) -> Result<Self> {
        let (user, folder) = folder_of_its_own(&env::temp_dir())?;
        let mut copy = as_user(self.bin.join("pg_basebackup"), folder.path(), user);
        let port = port.to_string();
        copy.args(["--host=127.0.0.1", "--username=passerelle", "--port", &port])
            .args([
                "--wal-method=stream",
                "--checkpoint=fast",
                "--write-recovery-conf",
                "--pgdata",
            ])
            .arg(folder.path().join("data"));
        let made = copy.output().context("pg_basebackup")?;
        if !made.status.success() {
            bail!("pg_basebackup failed: {}", String::from_utf8_lossy(&made.stderr));
        }
        // Once it is a primary itself, it waits for nobody until it is told to.
        let settings = folder.path().join("data/postgresql.auto.conf");
        let mut text = fs::read_to_string(&settings)?;
        text.push_str("synchronous_standby_names = ''\n");
        fs::write(&settings, text)?;
        Self::serve(&self.bin, folder, user, &[])
    }

    fn serve(bin: &Path, folder: TempDir, user: Option<User>, more: &[&str]) -> Result<Self> {
        // A port that is free now may be taken a moment later.
        let mut last = anyhow!("not tried");
        for _ in 0..3 {
            let port = free_port()?;
            let mut child = serve(bin, folder.path(), user, port, more)?;
            match wait_until_ready(&mut child, folder.path()) {
                Ok(()) => {
                    return Ok(Self {
                        child,
                        port,
                        bin: bin.to_owned(),
                        user,
                        folder,
                    });
                }
                Err(error) => {
                    stop(&mut child);
                    last = error;
                }
            }
        }
        Err(last)
    }

    /// Acknowledges nothing any more that a standby has not written; returns when one is in step.
    ///
    /// # Errors
    /// When none is within a minute.
    pub fn wait_for_standby(&self) -> Result<()> {
        self.ask("ALTER SYSTEM SET synchronous_standby_names = '*'")?;
        self.ask("SELECT pg_reload_conf()")?;
        let since = Instant::now();
        while since.elapsed() < START_WITHIN {
            if self.ask("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync' AND state = 'streaming'")?
                == "1"
            {
                return Ok(());
            }
            sleep(Duration::from_millis(20));
        }
        bail!("no standby is in step")
    }

    /// Makes a standby the primary.
    ///
    /// # Errors
    /// When it does not become one.
    pub fn promote(&self) -> Result<()> {
        let mut promote = as_user(self.bin.join("pg_ctl"), self.folder.path(), self.user);
        promote
            .args(["promote", "--wait", "--silent", "--pgdata"])
            .arg(self.folder.path().join("data"));
        let done = promote.output().context("pg_ctl")?;
        if !done.status.success() {
            bail!("pg_ctl promote: {}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(())
    }

    /// Kills the server without warning; its processes go with it.
    ///
    /// # Errors
    /// When it had ended by itself.
    pub fn kill(&mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("PostgreSQL had ended by itself, {status}");
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Stops all processes of the server where they are (SIGSTOP), or lets them go on.
    ///
    /// # Errors
    /// When they cannot be found.
    pub fn freeze(&self, frozen: bool) -> Result<()> {
        let signal = if frozen { "-STOP" } else { "-CONT" };
        // The one that makes the others first, so that none is missed.
        let mut processes = vec![self.child.id()];
        signal_to(signal, &processes)?;
        processes = children(self.child.id())?;
        signal_to(signal, &processes)
    }

    /// Where it listens.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Where tests connect: a superuser, who may make databases.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://passerelle@127.0.0.1:{}/postgres", self.port)
    }

    /// As [`Postgres::url`], for a superuser of that name, who is made: so one tells by whom a connection is used.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn url_of(&self, user: &str) -> Result<String> {
        self.ask(&format!("CREATE ROLE \"{user}\" SUPERUSER LOGIN"))?;
        Ok(format!("postgres://{user}@127.0.0.1:{}/postgres", self.port))
    }

    /// Makes a database of that name, and says where it is reached.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn database(&self, name: &str) -> Result<String> {
        self.ask(&format!("CREATE DATABASE \"{name}\""))?;
        Ok(format!("postgres://passerelle@127.0.0.1:{}/{name}", self.port))
    }

    /// Bytes of a database.
    ///
    /// # Errors
    /// When the cluster does not tell.
    pub fn size(&self, name: &str) -> Result<u64> {
        Ok(self.ask(&format!("SELECT pg_database_size('{name}')"))?.parse()?)
    }

    /// What a statement answers, as text.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn ask(&self, sql: &str) -> Result<String> {
        self.ask_at(&self.url(), sql)
    }

    /// The same of a database that is reached there.
    ///
    /// # Errors
    /// When the cluster refuses.
    pub fn ask_at(&self, url: &str, sql: &str) -> Result<String> {
        let output = self.psql(url, sql).output().context("psql")?;
        if !output.status.success() {
            bail!("{sql}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// A statement, not asked yet.
    #[must_use]
    pub fn psql(&self, url: &str, sql: &str) -> Command {
        let mut psql = Command::new(self.bin.join("psql"));
        psql.args([url, "-XAtqc", sql]);
        psql
    }

    /// The folder of the cluster, which is also the folder of its socket.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// A folder the server's user may write, and who that is.
fn folder_of_its_own(place: &Path) -> Result<(Option<User>, TempDir)> {
    let user = other_user()?;
    let folder = tempfile::Builder::new()
        .prefix("passerelle-postgres-")
        .tempdir_in(place)?;
    if let Some(user) = user {
        std::os::unix::fs::chown(folder.path(), Some(user.uid), Some(user.gid))?;
    }
    Ok((user, folder))
}

fn signal_to(signal: &str, processes: &[u32]) -> Result<()> {
    let mut kill = Command::new("sh");
    let numbers: Vec<String> = processes.iter().map(u32::to_string).collect();
    // One that has ended meanwhile needs no signal.
    kill.args([
        "-c",
        &format!("kill {signal} {} 2>/dev/null || true", numbers.join(" ")),
    ]);
    kill.status().context("kill")?;
    Ok(())
}

/// The processes another one has started.
fn children(of: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else {
            continue;
        };
        // It may be gone by now.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else {
            continue;
        };
        // Behind the name in brackets: its state, and who started it.
        let parent = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(1));
        if parent == Some(&of.to_string()) {
            found.push(process);
        }
    }
    Ok(found)
}

fn other_user() -> Result<Option<User>> {
    if !needs::is_root() {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").context("/etc/passwd")?;
    ["postgres", "nobody"]
        .iter()
        .find_map(|name| user(&users, name))
        .map(Some)
        .context("PostgreSQL must not run as root, and there is neither a user postgres nor nobody")
}

fn user(users: &str, name: &str) -> Option<User> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(User { uid, gid })
}

/// A command in the cluster's folder, as the other user if there is one.
fn as_user(program: PathBuf, folder: &Path, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env_remove("PGDATA").env("LC_ALL", "C");
    if let Some(user) = user {
        command.uid(user.uid).gid(user.gid);
    }
    command
}

fn initialise(bin: &Path, folder: &Path, user: Option<User>) -> Result<()> {
    let made = as_user(bin.join("initdb"), folder, user)
        .args(["--username=passerelle", "--auth=trust", "--encoding=UTF8"])
        .args(["--locale=C", "--no-sync", "--pgdata"])
        .arg(folder.join("data"))
        .output()
        .context("initdb")?;
    if !made.status.success() {
        bail!("initdb failed: {}", String::from_utf8_lossy(&made.stderr));
    }
    Ok(())
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn serve(bin: &Path, folder: &Path, user: Option<User>, port: u16, more: &[&str]) -> Result<Child> {
    let server = bin.join("postgres");
    // With setpriv the kernel stops the server even when we are killed.
    let mut command = match needs::program("setpriv") {
        Some(setpriv) => {
            let mut command = as_user(setpriv, folder, user);
            command.args(["--pdeathsig", "INT", "--"]).arg(server);
            command
        }
        None => as_user(server, folder, user),
    };
    let log = File::create(folder.join("log"))?;
    command.arg("-D").arg(folder.join("data"));
    command.arg("-k").arg(folder);
    command.arg("-p").arg(port.to_string());
    for setting in SETTINGS.iter().chain(more) {
        command.args(["-c", setting]);
    }
    let command = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
    command.spawn().context("postgres")
}

/// The eighth line of `postmaster.pid` says when connections are taken.
fn wait_until_ready(child: &mut Child, folder: &Path) -> Result<()> {
    let since = Instant::now();
    while since.elapsed() < START_WITHIN {
        let state = fs::read_to_string(folder.join("data/postmaster.pid")).unwrap_or_default();
        if state
            .lines()
            .nth(7)
            .is_some_and(|line| matches!(line.trim(), "ready" | "standby"))
        {
            return Ok(());
        }
        if child.try_wait()?.is_some() {
            break;
        }
        sleep(Duration::from_millis(20));
    }
    let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
    let lines: Vec<_> = log.lines().collect();
    let end = lines[lines.len().saturating_sub(8)..].join("\n");
    bail!("PostgreSQL did not start:\n{end}")
}

/// Asks for an immediate shutdown, and does not wait for ever.
fn stop(child: &mut Child) {
    if !matches!(child.try_wait(), Ok(None)) {
        return;
    }
    let quit = format!("kill -QUIT {}", child.id());
    let asked = Command::new("sh").args(["-c", &quit]).status();
    let since = Instant::now();
    while asked.is_ok() && since.elapsed() < STOP_WITHIN {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        sleep(Duration::from_millis(10));
    }
    // Nothing more can be done when this fails too.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_found_by_their_whole_name() {
        let users = "root:x:0:0::/root:/bin/sh\npostgresql:x:7:8::/:/bin/sh\npostgres:x:101:104:a,b:/x:/y\n";
        let found = user(users, "postgres").map(|user| (user.uid, user.gid));
        assert_eq!(found, Some((101, 104)));
        assert!(user(users, "nobody").is_none());
    }
}
