//! `bench journal`: how fast the chain of a long journal is verified.

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::node::{self, Node};
use crate::options::Options;
use crate::{needs, steps};

/// What it can be told.
pub const OPTIONS: &[&str] = &["entries", "folder"];

/// Entries a second that a verification shall reach.
const AIM: f64 = 100_000.0;

/// Fills a journal and verifies it; false where an entry does not fit or the aim is missed.
///
/// # Errors
/// When the product does not build or refuses.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let entries = options.number("entries", 1_000_000)?;
    let binary = node::build(root)?;
    let scratch = tempfile::Builder::new().prefix("passerelle-bench-").tempdir()?;
    // A folder that is named is kept, and verified again without being filled.
    let folder = options
        .text("folder")
        .map_or_else(|| scratch.path().join("data"), Into::into);
    if !folder.join("passerelle.sqlite").exists() {
        let begun = Instant::now();
        let mut fill = needs::command("cargo");
        fill.current_dir(root)
            .args(["run", "--release", "--quiet", "--locked", "--package", "testkit"])
            .args(["--bin", "fill_journal", "--"])
            .arg(&folder)
            .arg(entries.to_string());
        if !steps::succeeds(&mut fill)? {
            bail!("the journal was not filled");
        }
        println!(
            "{entries} entries written in {:.1} s, building included",
            begun.elapsed().as_secs_f64()
        );
    }
    let node = Node::new(&binary, &folder);
    let begun = Instant::now();
    let said: serde_json::Value = serde_json::from_str(&node.run(&["journal", "verify", "--json"])?)?;
    let seconds = begun.elapsed().as_secs_f64();
    let looked_at = said["entries"].as_u64().unwrap_or(0);
    let rate = f64::from(u32::try_from(looked_at)?) / seconds;
    println!("journal verify: {looked_at} entries in {seconds:.1} s, {rate:.0} a second (aim {AIM:.0})");
    Ok(said["valid"] == true && rate >= AIM)
}
