//! `bench observatory`: a long journal of introductions and outcomes, read by the reader that keeps the observatory's counts; counting
//! the rows again must give the same; and how fast the page of it is.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};

use super::load::{self, Target};
use crate::cluster::Postgres;
use crate::node::{self, Node};
use crate::options::Options;
use crate::{needs, steps};

/// What it can be told.
pub const OPTIONS: &[&str] = &["entries", "database"];

/// Milliseconds in which 95 of 100 pages shall be there.
const AIM: f64 = 50.0;
/// Organisations the introductions are of.
const ORGANISATIONS: usize = 500;

/// Fills, reads, counts again, asks for the page; false where a count differs or the aim is missed.
///
/// # Errors
/// When the product does not build or refuses.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let entries = options.number("entries", 1_000_000)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    let mut node = Node::new(&binary, &folder.path().join("data"));
    let cluster = Postgres::asked(options, Postgres::durable)?;
    node.database = cluster
        .as_ref()
        .map(|cluster| cluster.database("observatory"))
        .transpose()?;
    let file = folder.path().join("organisations.jsonl");
    node.write(&["generate", "--organisations", &ORGANISATIONS.to_string()], &file)?;
    node.run(&["import", "jsonl", &file.display().to_string(), "--json"])?;
    let place = node.database.clone().unwrap_or_else(|| node.data.display().to_string());
    let mut fill = needs::command("cargo");
    fill.current_dir(root)
        .args(["run", "--release", "--quiet", "--locked", "--package", "testkit"])
        .args(["--bin", "fill_observatory", "--"])
        .arg(&place)
        .arg(entries.to_string());
    let (said, is_good) = steps::listen(&mut fill)?;
    if !is_good {
        bail!("nothing was filled in");
    }
    let said: serde_json::Value = serde_json::from_str(said.lines().last().unwrap_or_default())?;
    let number = |name: &str| said[name].as_f64().unwrap_or_default();
    println!(
        "{} entries of {} introductions written in {:.1} s",
        said["entries"],
        said["introductions"],
        number("fillSeconds")
    );
    println!(
        "read in {:.1} s ({:.0} a second), counted again in {:.1} s: {}",
        number("readSeconds"),
        number("entries") / number("readSeconds").max(0.001),
        number("recountSeconds"),
        if said["differences"] == 0 { "equal" } else { "DIFFERENT" }
    );
    println!("{} tables published", said["tables"]);
    let server = node.serve()?;
    let pages = ["/fr/observatory", "/de/observatory", "/en/observatory"].map(|path| Target {
        class: 0,
        path: path.to_owned(),
    });
    let found = load::run("observatory", server.address, &pages, 1, Duration::from_secs(5))?;
    found.print(&["page"]);
    let p95 = found.percentile(95);
    println!("page p95 {p95:.1} ms with {} clients (aim {AIM:.0})", load::CLIENTS);
    Ok(said["differences"] == 0 && found.errors() == 0 && p95 <= AIM)
}
