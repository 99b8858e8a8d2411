//! Files under `docs/` that follow from the code, written by asking the program itself. They are
//! committed, so that a change of the interface is seen in review.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::steps::Tally;

/// Each file with the words that make the program print it.
const FILES: &[(&str, &[&str])] = &[
    ("docs/openapi.json", &["openapi"]),
    ("docs/settings.md", &["settings", "--reference"]),
];

/// Writes the files and says which of them changed.
///
/// # Errors
/// When the program does not build or refuses.
pub fn run(root: &Path) -> Result<bool> {
    let program = needs::passerelle(root)?;
    for (path, words) in FILES {
        let now = ask(&program, words)?;
        let file = root.join(path);
        let changed = fs::read(&file).ok().as_ref() != Some(&now);
        if changed {
            fs::create_dir_all(root.join("docs"))?;
            fs::write(&file, &now)?;
        }
        println!("{path}: {}", if changed { "written" } else { "unchanged" });
    }
    Ok(true)
}

/// Compares the committed files with what the program says now; one that is not committed is not
/// asked for.
///
/// # Errors
/// When the program does not build or refuses.
pub fn compare(root: &Path) -> Result<Tally> {
    let mut tally = Tally::default();
    for (path, words) in FILES {
        let Ok(committed) = fs::read(root.join(path)) else {
            println!("{path} is not there yet");
            continue;
        };
        if committed == ask(&needs::passerelle(root)?, words)? {
            tally.passed += 1;
        } else {
            println!("{path} is not what the code says: run cargo xtask gen");
            tally.failed += 1;
        }
    }
    Ok(tally)
}

fn ask(program: &Path, words: &[&str]) -> Result<Vec<u8>> {
    let asked = needs::command(program).args(words).output();
    let asked = asked.with_context(|| program.display().to_string())?;
    if !asked.status.success() {
        let said = String::from_utf8_lossy(&asked.stderr);
        bail!("passerelle {}: {}", words.join(" "), said.trim());
    }
    if asked.stdout.is_empty() {
        bail!("passerelle {} printed nothing", words.join(" "));
    }
    Ok(asked.stdout)
}
