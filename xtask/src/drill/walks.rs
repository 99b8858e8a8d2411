//! `drill walks`: the random walks of the tests through the actions, as many more as are asked for, on both databases at a time.

use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::cluster::Postgres;
use crate::options::Options;
use crate::{needs, steps};

/// Walks that share a database. What lies in it makes each step dearer: a walk in ten thousand others takes many times as long.
const AT_ONCE: usize = 1000;

/// What it can be told.
pub const OPTIONS: &[&str] = &["walks"];

/// Carries the drill out; false where a walk went where none may go.
///
/// # Errors
/// When the tests do not build.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let walks = options.number("walks", 10_000)?;
    let cluster = Postgres::for_tests(&needs::postgres().context("PostgreSQL is not installed")?)?;
    let begun = Instant::now();
    let mut good = true;
    for from in (0..walks).step_by(AT_ONCE) {
        let to = walks.min(from + AT_ONCE);
        println!("walks {from} to {to}");
        good &= steps::succeeds(&mut some(root, &format!("{from}..{to}"), &cluster))?;
    }
    println!(
        "{walks} walks through the actions of each machine on each database in {:.0} s: {}",
        begun.elapsed().as_secs_f64(),
        if good { "no forbidden step" } else { "NOT AS IT MUST BE" }
    );
    Ok(good)
}

fn some(root: &Path, which: &str, cluster: &Postgres) -> Command {
    let mut cargo = needs::command("cargo");
    cargo
        .current_dir(root)
        // As the tests are built: with one package alone cargo chooses other features, and builds all anew.
        .args(["test", "--quiet", "--locked", "--workspace", "--test", "it", "--"])
        .args([
            "cases::walks::",
            "opportunities::walks::",
            "introductions::walks::",
            "practices::walks::",
        ])
        .env("PASSERELLE_WALKS", which)
        .env("PASSERELLE_TEST_POSTGRES", cluster.url());
    cargo
}
