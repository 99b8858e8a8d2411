//! The product as a process: built once for release, its commands run over a data folder, its server started,
//! waited for, looked at, and killed as a failing machine would.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::http::Client;
use crate::{needs, steps};

/// What measures and drills switch off: a single machine sends all requests.
const UNLIMITED: [(&str, &str); 2] = [
    ("PASSERELLE_REQUESTS_A_MINUTE", "0"),
    ("PASSERELLE_REPORTS_AN_HOUR", "0"),
];
/// Organisations of the demonstration, with its market.
const DEMO: usize = 1500;
/// The number from which others are made beside them.
const AFTER_DEMO: usize = 20_000;
const READY_WITHIN: Duration = Duration::from_secs(300);

/// Where the product is and what it works on.
#[derive(Debug, Clone)]
pub struct Node {
    binary: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// A PostgreSQL, or SQLite in the folder.
    pub database: Option<String>,
    /// Settings beyond those, as the environment names them.
    pub settings: Vec<(&'static str, String)>,
}

/// Builds the product for release and says where it is; or takes the one that `XTASK_BINARY` names, as it is.
///
/// # Errors
/// When it does not build.
pub fn build(root: &Path) -> Result<PathBuf> {
    if let Some(binary) = std::env::var_os("XTASK_BINARY") {
        return Ok(PathBuf::from(binary));
    }
    let mut cargo = needs::command("cargo");
    cargo
        .current_dir(root)
        .args(["build", "--release", "--quiet", "--package", "passerelle"]);
    if !steps::succeeds(&mut cargo)? {
        bail!("passerelle does not build");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(root.join(target).join("release/passerelle"))
}

/// Whom a demonstration lets in, as it printed them: the word each stands under, and the link with its language.
pub fn let_in(log: &str) -> impl Iterator<Item = (&str, &str)> {
    log.lines().filter_map(|line| {
        let language = line.find("/demo/sign-in/")?.checked_sub("/fr".len())?;
        Some((line.split_whitespace().next()?, line.get(language..)?.trim()))
    })
}

/// The links of all who stand under that word.
///
/// ```
/// let log = "  adviser  M. A.  http://localhost:1/de/demo/sign-in/a.b\n  crowd  One  http://localhost:1/fr/demo/sign-in/c.d\n";
/// assert_eq!(xtask::node::links(log, "crowd"), ["/fr/demo/sign-in/c.d"]);
/// ```
#[must_use]
pub fn links(log: &str, word: &str) -> Vec<String> {
    let theirs = let_in(log).filter(|(under, _)| *under == word);
    theirs.map(|(_, link)| link.to_owned()).collect()
}

/// The link of the first who stands under that word.
///
/// # Errors
/// When nobody does.
pub fn link(log: &str, word: &str) -> Result<String> {
    let first = links(log, word).into_iter().next();
    first.with_context(|| format!("nobody is let in as {word}:\n{log}"))
}

impl Node {
    /// The product in `binary` over the folder `data`.
    #[must_use]
    pub fn new(binary: &Path, data: &Path) -> Self {
        Self {
            binary: binary.to_owned(),
            data: data.to_owned(),
            database: None,
            settings: Vec::new(),
        }
    }

    /// One of its commands, not started yet.
    #[must_use]
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = needs::command(&self.binary);
        command
            .arg("--data")
            .arg(&self.data)
            .args(words)
            .envs(UNLIMITED)
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .stdin(Stdio::null());
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        command
    }

    /// Runs a command and returns what it printed.
    ///
    /// # Errors
    /// When it refuses, with what it complained about.
    pub fn run(&self, words: &[&str]) -> Result<String> {
        let output = self
            .command(words)
            .output()
            .with_context(|| self.binary.display().to_string())?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            let complaint = String::from_utf8_lossy(&output.stderr);
            bail!("passerelle {}: {}\n{said}{complaint}", words.join(" "), output.status);
        }
        Ok(said)
    }

    /// Writes what a command prints to a file.
    ///
    /// # Errors
    /// When it refuses.
    pub fn write(&self, words: &[&str], to: &Path) -> Result<()> {
        let status = self.command(words).stdout(File::create(to)?).status()?;
        if !status.success() {
            bail!("passerelle {}: {status}", words.join(" "));
        }
        Ok(())
    }

    /// Makes its database and reads so many fictional organisations into it.
    ///
    /// # Errors
    /// When a command refuses.
    pub fn fill(&self, organisations: usize) -> Result<()> {
        let file = self.data.with_extension("jsonl");
        self.write(&["generate", "--organisations", &organisations.to_string()], &file)?;
        self.run(&["migrate"])?;
        self.run(&["import", "jsonl", &file.display().to_string()])?;
        Ok(())
    }

    /// Starts the server and waits until it answers; its log goes to a file beside the data.
    ///
    /// # Errors
    /// When it ends or does not answer in time.
    pub fn serve(&self) -> Result<Server> {
        self.serve_at(SocketAddr::from(([127, 0, 0, 1], free_port()?)))
    }

    /// The same at an address that is known to others already.
    ///
    /// # Errors
    /// When it ends or does not answer in time.
    pub fn serve_at(&self, address: SocketAddr) -> Result<Server> {
        self.start(address, &["serve", "--address", &address.to_string()])
    }

    /// The same for a demonstration, with more words behind its command.
    ///
    /// # Errors
    /// When it ends or does not answer in time.
    pub fn demo(&self, more: &[&str]) -> Result<Server> {
        self.demo_at(SocketAddr::from(([127, 0, 0, 1], free_port()?)), more)
    }

    /// The same at an address that is known to others already.
    ///
    /// # Errors
    /// When it ends or does not answer in time.
    pub fn demo_at(&self, address: SocketAddr, more: &[&str]) -> Result<Server> {
        let port = address.port().to_string();
        let words: Vec<&str> = ["demo", "--port", &port]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        self.start(address, &words)
    }

    /// A demonstration beside so many organisations in all, with the index of all of them.
    ///
    /// # Errors
    /// When a command refuses, or the server does not start.
    pub fn demo_among(&self, organisations: usize, more: &[&str]) -> Result<Server> {
        self.demo(more)?.stop()?;
        let file = self.data.with_extension("jsonl");
        let (others, after) = (organisations.saturating_sub(DEMO).to_string(), AFTER_DEMO.to_string());
        self.write(&["generate", "--organisations", &others, "--after", &after], &file)?;
        self.run(&["import", "jsonl", &file.display().to_string(), "--json"])?;
        self.run(&["index", "rebuild"])?;
        self.demo(more)
    }

    fn start(&self, address: SocketAddr, words: &[&str]) -> Result<Server> {
        let log = self.data.with_extension("log");
        let begun = Instant::now();
        let child = self
            .command(words)
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()?;
        let mut server = Server {
            child,
            address,
            start: Duration::ZERO,
            log: log.clone(),
        };
        while begun.elapsed() < READY_WITHIN {
            if let Some(status) = server.child.try_wait()? {
                bail!(
                    "the server ended, {status}:\n{}",
                    fs::read_to_string(&log).unwrap_or_default()
                );
            }
            if Client::new(address, false)
                .get("/health/ready")
                .is_ok_and(|answer| answer.status == 200)
            {
                server.start = begun.elapsed();
                return Ok(server);
            }
            sleep(Duration::from_millis(5));
        }
        bail!("the server did not answer within {} s", READY_WITHIN.as_secs())
    }
}

/// A running server; dropping it kills it.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// How long it took until it was ready.
    pub start: Duration,
    log: PathBuf,
}

impl Server {
    /// Memory in use, in bytes; where the system tells.
    #[must_use]
    pub fn memory(&self) -> Option<u64> {
        self.status("VmRSS:")
    }

    /// The same without the pages of files, which the system takes back as it likes.
    #[must_use]
    pub fn own_memory(&self) -> Option<u64> {
        self.status("RssAnon:")
    }

    fn status(&self, name: &str) -> Option<u64> {
        let text = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kib * 1024)
    }

    /// What it has written to its log.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn log(&self) -> Result<String> {
        fs::read_to_string(&self.log).with_context(|| self.log.display().to_string())
    }

    /// Its number among the processes of the machine.
    #[must_use]
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Stops it where it is (SIGSTOP), or lets it go on.
    ///
    /// # Errors
    /// When it cannot be told.
    pub fn freeze(&self, frozen: bool) -> Result<()> {
        self.signal(if frozen { "-STOP" } else { "-CONT" })
    }

    /// Asks it to stop (SIGTERM), as a service manager does, and waits until it is gone.
    ///
    /// # Errors
    /// When it does not stop cleanly.
    pub fn stop(mut self) -> Result<()> {
        self.signal("-TERM")?;
        let status = self.child.wait()?;
        if !status.success() {
            bail!("the server did not stop cleanly, {status}");
        }
        Ok(())
    }

    fn signal(&self, signal: &str) -> Result<()> {
        let status = Command::new("kill")
            .args([signal, &self.child.id().to_string()])
            .status()?;
        if !status.success() {
            bail!("kill {signal}: {status}");
        }
        Ok(())
    }

    /// Kills it without warning (SIGKILL) and waits until it is gone.
    ///
    /// # Errors
    /// When it had ended by itself before.
    pub fn kill(mut self) -> Result<()> {
        if let Some(status) = self.child.try_wait()? {
            bail!("the server had ended by itself, {status}");
        }
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
