//! Files under `docs/` that follow from the code, written by asking the program itself. They are
//! committed, so that a change of the interface is seen in review.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::needs;

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
    for (path, words) in FILES {
        let asked = needs::command("cargo")
            .args([
                "run",
                "--quiet",
                "--locked",
                "--package",
                "passerelle",
                "--",
            ])
            .args(*words)
            .current_dir(root)
            .output()
            .context("cargo")?;
        if !asked.status.success() {
            let said = String::from_utf8_lossy(&asked.stderr);
            bail!("passerelle {}: {}", words.join(" "), said.trim());
        }
        if asked.stdout.is_empty() {
            bail!("passerelle {} printed nothing", words.join(" "));
        }
        let file = root.join(path);
        let changed = fs::read(&file).ok().as_deref() != Some(asked.stdout.as_slice());
        if changed {
            fs::create_dir_all(root.join("docs"))?;
            fs::write(&file, &asked.stdout)?;
        }
        println!("{path}: {}", if changed { "written" } else { "unchanged" });
    }
    Ok(true)
}
