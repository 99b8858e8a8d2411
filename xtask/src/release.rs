//! `cargo xtask release`: what is handed out. Licences and sources of all crates are looked at, the program is built with the list
//! of its crates inside it (`cargo auditable`: `cargo audit bin passerelle` reads it years later), the same list is written beside
//! it as CycloneDX, and both get their SHA-256.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::steps::{listen, succeeds};

/// What is installed where it is missing.
const DENY: (&str, &str) = ("cargo-deny", "0.20.2");
const AUDITABLE: (&str, &str) = ("cargo-auditable", "0.7.7");
const CYCLONEDX: (&str, &str) = ("cargo-cyclonedx", "0.5.9");
/// The section of the program the list stands in.
const SECTION: &[u8] = b".dep-v0";
const LIST: &str = "passerelle.cdx";

/// Carries it out; false where a crate may not be used, or something does not build.
///
/// # Errors
/// When a tool is missing and does not build.
pub fn run(root: &Path) -> Result<bool> {
    let target = needs::target(root);
    let mut deny = tool(root, DENY)?;
    deny.args(["--all-features", "check", "bans", "licenses", "sources"]);
    if !succeeds(&mut deny)? {
        return Ok(false);
    }
    let mut build = tool(root, AUDITABLE)?;
    build.args(["auditable", "build", "--release", "--locked", "--package", "passerelle"]);
    if !succeeds(&mut build)? {
        return Ok(false);
    }
    let folder = target.join("release");
    let program = folder.join("passerelle");
    let list = list_of_crates(root, &folder)?;
    let within = fs::read(&program)?;
    if !within.windows(SECTION.len()).any(|bytes| bytes == SECTION) {
        bail!("{} has no list of its crates inside it", program.display());
    }
    let names = [&program, &list].map(|path| path.file_name().unwrap_or_default().to_owned());
    let (sums, well) = listen(Command::new("sha256sum").current_dir(&folder).args(&names))?;
    fs::write(folder.join("SHA256SUMS"), &sums)?;
    println!("{}: passerelle, {LIST}.json, SHA256SUMS", folder.display());
    Ok(well)
}

/// Writes what the program is made of, and says where.
fn list_of_crates(root: &Path, folder: &Path) -> Result<PathBuf> {
    let mut write = tool(root, CYCLONEDX)?;
    write.args(["cyclonedx", "--manifest-path", "server/Cargo.toml", "--format", "json"]);
    write.args(["--spec-version", "1.5", "--override-filename", LIST]);
    if !succeeds(&mut write)? {
        bail!("the list of crates is not written");
    }
    let name = format!("{LIST}.json");
    let list = folder.join(&name);
    // It is written beside the manifest of each package; the program's is the one that is handed out.
    let mut made: Vec<PathBuf> = vec![root.join("server").join(&name), root.join("testkit").join(&name)];
    made.push(root.join("xtask").join(&name));
    made.extend(
        fs::read_dir(root.join("crates"))?
            .flatten()
            .map(|found| found.path().join(&name)),
    );
    fs::copy(&made[0], &list).with_context(|| made[0].display().to_string())?;
    for path in made.iter().filter(|path| path.exists()) {
        fs::remove_file(path)?;
    }
    let text: serde_json::Value = serde_json::from_str(&fs::read_to_string(&list)?)?;
    let crates = text["components"].as_array().map_or(0, Vec::len);
    println!("{crates} crates in {}", list.display());
    Ok(list)
}

fn tool(root: &Path, (name, version): (&str, &str)) -> Result<Command> {
    let mut command = needs::command(needs::tool(&needs::target(root), name, version)?);
    command.current_dir(root);
    Ok(command)
}
