//! `drill migration`: the change of the schema is killed at any moment and begun again, from nothing and, with `--before BINARY`, from
//! the data of a version before. What comes out is what an undisturbed one makes, on both databases.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Findings;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::needs;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["rounds", "before", "organisations", "seed"];

/// Tables, columns and indexes of a PostgreSQL, as one line.
const SCHEMA: &str = "SELECT md5(string_agg(line, ',' ORDER BY line)) FROM (
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line
    FROM information_schema.columns WHERE table_schema = current_schema()
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()
    UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace) AS lines";

/// From where the change begins.
struct Start {
    name: &'static str,
    /// The version that filled it, and with how much; nothing is there without one.
    before: Option<(PathBuf, usize)>,
}

/// Carries the drill out; false where a killed change left something behind.
///
/// # Errors
/// When a command refuses that must not.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let rounds = options.number("rounds", 20)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let cluster = Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?;
    let mut starts = vec![Start {
        name: "from nothing",
        before: None,
    }];
    if let Some(old) = options.text("before") {
        let organisations = options.number("organisations", 20_000)?;
        starts.push(Start {
            name: "from the version before",
            before: Some((PathBuf::from(old), organisations)),
        });
    }
    let mut findings = Findings::default();
    for (number, start) in starts.iter().enumerate() {
        let sqlite = Sqlite(folder.path().join(format!("from-{number}")));
        let postgres = OnPostgres(&cluster, format!("from_{number}"), folder.path());
        kill(&binary, start, &sqlite, (rounds, &mut chance), &mut findings)?;
        kill(&binary, start, &postgres, (rounds, &mut chance), &mut findings)?;
    }
    Ok(findings.print())
}

/// A place where databases are made and copied.
trait Place {
    const NAME: &'static str;

    /// The one all rounds begin with, which `fill` makes.
    fn first(&self, binary: &Path) -> Result<Node>;
    /// A copy of it, for a round.
    fn copy(&self, binary: &Path, round: usize) -> Result<Node>;
    /// What one database can be told from another by.
    fn schema(&self, node: &Node) -> Result<String>;
}

struct Sqlite(PathBuf);

impl Place for Sqlite {
    const NAME: &'static str = "SQLite";

    fn first(&self, binary: &Path) -> Result<Node> {
        fs::create_dir_all(&self.0)?;
        Ok(Node::new(binary, &self.0.join("first")))
    }

    fn copy(&self, binary: &Path, round: usize) -> Result<Node> {
        let (from, to) = (self.0.join("first/passerelle.sqlite"), self.0.join(round.to_string()));
        fs::create_dir_all(&to)?;
        if from.exists() {
            fs::copy(from, to.join("passerelle.sqlite"))?;
        }
        Ok(Node::new(binary, &to))
    }

    fn schema(&self, node: &Node) -> Result<String> {
        // Each table with its rows; columns are part of each row's hash.
        node.run(&["fsck", "--hash", "rows"])
    }
}

struct OnPostgres<'a>(&'a Postgres, String, &'a Path);

impl OnPostgres<'_> {
    fn node(&self, binary: &Path, name: &str, url: String) -> Node {
        let mut node = Node::new(binary, &self.2.join(format!("{}-{name}", self.1)));
        node.database = Some(url);
        node.settings = vec![("PASSERELLE_SECRET", "a secret all nodes of the drill have".to_owned())];
        node
    }
}

impl Place for OnPostgres<'_> {
    const NAME: &'static str = "PostgreSQL";

    fn first(&self, binary: &Path) -> Result<Node> {
        let url = self.0.database(&format!("{}_first", self.1))?;
        Ok(self.node(binary, "first", url))
    }

    fn copy(&self, binary: &Path, round: usize) -> Result<Node> {
        let (first, name) = (format!("{}_first", self.1), format!("{}_{round}", self.1));
        self.0
            .ask(&format!("CREATE DATABASE \"{name}\" TEMPLATE \"{first}\""))?;
        let url = format!("postgres://passerelle@127.0.0.1:{}/{name}", self.0.port());
        Ok(self.node(binary, &round.to_string(), url))
    }

    fn schema(&self, node: &Node) -> Result<String> {
        let url = node.database.as_deref().context("a node without its database")?;
        let rows = node.run(&["fsck", "--hash", "rows"])?;
        Ok(format!("{}\n{rows}", self.0.ask_at(url, SCHEMA)?))
    }
}

/// One change undisturbed; then each round one that is killed at a moment within that time, and begun again.
fn kill<P: Place>(
    binary: &Path,
    start: &Start,
    place: &P,
    (rounds, chance): (usize, &mut Chance),
    findings: &mut Findings,
) -> Result<()> {
    match &start.before {
        Some((old, organisations)) => place.first(old)?.fill(*organisations)?,
        None => drop(place.first(binary)?),
    }
    let whole = place.copy(binary, 0)?;
    let begun = Instant::now();
    whole.run(&["migrate"])?;
    let takes = begun.elapsed();
    let expected = place.schema(&whole)?;
    let (mut other, mut cut_off, mut dirty) = (0, 0, 0);
    for round in 1..=rounds {
        let node = place.copy(binary, round)?;
        let mut change = node
            .command(&["migrate"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let micros = usize::try_from(takes.as_micros())?;
        sleep(Duration::from_micros(u64::try_from(chance.below(micros.max(1)))?));
        change.kill()?;
        cut_off += usize::from(!change.wait()?.success());
        // Begun again by the server that starts, as a service manager does it.
        node.serve()?.stop()?;
        let (text, clean) = super::crash::fsck(&node)?;
        if !clean {
            println!("round {round}:\n{text}");
            dirty += 1;
        }
        let schema = place.schema(&node)?;
        // What a server that was started notes by itself differs; what the change makes does not.
        if tables(&schema) != tables(&expected) {
            println!("round {round}: {schema}\nundisturbed: {expected}");
            other += 1;
        }
    }
    let name = format!("{} {}", P::NAME, start.name);
    findings.tell(&format!("{name}: undisturbed, ms"), takes.as_millis());
    findings.check(
        &format!("{name}: killed in the midst, of {rounds}"),
        cut_off,
        cut_off * 2 >= rounds,
    );
    findings.check(&format!("{name}: not as an undisturbed one"), other, other == 0);
    findings.check(&format!("{name}: invariants that do not hold"), dirty, dirty == 0);
    Ok(())
}

/// The first word of each line: the hash of the schema, and the names of all tables.
fn tables(schema: &str) -> Vec<&str> {
    schema
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect()
}
