//! What the tests need from the machine: programs and where they are, Debian packages that may be
//! installed, and for everything that is missing the one line that brings it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

/// The version of the test runner that is installed where there is none.
const NEXTEST: &str = "0.9.151";
/// The version of what runs the fuzz targets.
const CARGO_FUZZ: &str = "0.13.2";

/// A program on the PATH.
#[must_use]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// Whether this process may do everything.
#[must_use]
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

/// Where files are in memory on Linux, and the bytes that must be free there: what tests keep at a time, with much to spare.
const MEMORY: &str = "/dev/shm";
const MEMORY_NEEDED: u64 = 4 << 30;

/// Where tests keep their databases, which are made and dropped by the thousand: in memory where the machine has a file system
/// there with room. ext4 looks for a free inode among those lately given back, longer than most tests take for all else.
#[must_use]
pub fn scratch() -> PathBuf {
    let memory = Path::new(MEMORY);
    if room(memory).is_some_and(|bytes| bytes >= MEMORY_NEEDED) {
        return memory.to_owned();
    }
    env::temp_dir()
}

/// Bytes that are free where a folder is; nothing where nobody says.
fn room(folder: &Path) -> Option<u64> {
    let mut df = Command::new("df");
    let said = df
        .args(["--output=avail", "--block-size=1"])
        .arg(folder)
        .output()
        .ok()?;
    String::from_utf8_lossy(&said.stdout)
        .lines()
        .nth(1)?
        .trim()
        .parse()
        .ok()
}

/// A command without the variables that `cargo run` sets for this program: they would look to
/// build scripts like a change, and cost a build.
pub fn command(program: impl AsRef<Path>) -> Command {
    let mut command = Command::new(program.as_ref());
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// The folder with `initdb` and `postgres`: on the PATH, or where Debian puts them, newest first.
#[must_use]
pub fn postgres() -> Option<PathBuf> {
    let on_path = program("initdb")
        .and_then(|path| fs::canonicalize(path).ok())
        .and_then(|path| path.parent().map(Path::to_path_buf));
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut folders: Vec<_> = versions
        .flatten()
        .map(|entry| {
            let version: u32 = entry.file_name().to_string_lossy().parse().unwrap_or(0);
            (version, entry.path().join("bin"))
        })
        .collect();
    folders.sort();
    let of_debian = folders.into_iter().rev().map(|(_, folder)| folder);
    on_path
        .into_iter()
        .chain(of_debian)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// The browser: what `PASSERELLE_CHROMIUM` names, else Chromium as Debian packs it for running without windows, which is the
/// same engine and takes a fifth less time over the tests, else the whole of it.
///
/// # Errors
/// When there is none and none can be installed.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("PASSERELLE_CHROMIUM") {
        return Ok(named.into());
    }
    let first_of = |names: &[&str]| names.iter().find_map(|name| program(name));
    let shell = "chromium-headless-shell";
    or_debian("Chromium without windows", shell, || first_of(&[shell])).or_else(|_| {
        or_debian("Chromium", "chromium", || {
            first_of(&["chromium", "chromium-browser", "google-chrome"])
        })
    })
}

/// Finds something, and installs its Debian package where it is missing and this is allowed.
///
/// # Errors
/// Names what is missing and the line that installs it.
pub fn or_debian<T>(what: &str, package: &str, find: impl Fn() -> Option<T>) -> Result<T> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if is_root() && program("apt-get").is_some() {
        println!("{what} is missing; installing the Debian package {package}");
        if !apt(&["install", "-y", "--no-install-recommends", package]) {
            apt(&["update"]);
            apt(&["install", "-y", "--no-install-recommends", package]);
        }
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    bail!("{what} is missing; install it with: sudo apt-get install {package}")
}

/// Waits for another installation, says nothing but what is wrong.
fn apt(words: &[&str]) -> bool {
    let mut apt = command("apt-get");
    apt.args(["-qq", "-o", "DPkg::Lock::Timeout=120"]).args(words);
    apt.env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
    apt.status().is_ok_and(|status| status.success())
}

/// Makes sure that Node is there and new enough for `web/`.
///
/// # Errors
/// Says which version there is and what brings a newer one.
pub fn node() -> Result<()> {
    const FIX: &str = "install Node 20 or newer with npm (Debian 13: sudo apt-get install nodejs npm)";
    let Some(node) = program("node") else {
        bail!("node is missing; {FIX}");
    };
    let said = command(node).arg("--version").output()?;
    let version = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    if major(&version).is_none_or(|major| major < 20) {
        bail!("node is {version}; {FIX}");
    }
    if program("npm").is_none() {
        bail!("npm is missing; {FIX}");
    }
    Ok(())
}

/// Where cargo builds.
#[must_use]
pub fn target(root: &Path) -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// The program itself, built. With the tests, so that cargo chooses the same features for every
/// crate as when it built those, and builds nothing twice.
///
/// # Errors
/// When it does not build.
pub fn passerelle(root: &Path) -> Result<PathBuf> {
    let mut cargo = command("cargo");
    cargo.args(["build", "--quiet", "--workspace", "--bins", "--tests", "--locked"]);
    if !cargo.current_dir(root).status()?.success() {
        bail!("passerelle does not build");
    }
    Ok(target(root).join("debug/passerelle"))
}

/// The first number of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

/// The test runner; built from its package into `target/tools` where the machine has none.
///
/// # Errors
/// When it is missing and does not build.
pub fn nextest(target: &Path) -> Result<PathBuf> {
    tool(target, "cargo-nextest", NEXTEST)
}

/// What builds and runs fuzz targets; built as the test runner is.
///
/// # Errors
/// When it is missing and does not build.
pub fn cargo_fuzz(target: &Path) -> Result<PathBuf> {
    tool(target, "cargo-fuzz", CARGO_FUZZ)
}

/// A tool of cargo in that version; built from its package into `target/tools` where the machine has none.
///
/// # Errors
/// When it is missing and does not build.
pub fn tool(target: &Path, name: &str, version: &str) -> Result<PathBuf> {
    let tools = target.join("tools");
    let own = tools.join("bin").join(name);
    if let Some(found) = program(name).or_else(|| own.is_file().then(|| own.clone())) {
        return Ok(found);
    }
    println!("{name} is missing; building it once into {}", tools.display());
    let status = command("cargo")
        .args(["install", "--quiet", "--locked", "--debug", "--version", version, name])
        .arg("--root")
        .arg(&tools)
        .status()?;
    if !status.success() {
        bail!("{name} is missing; install it with: cargo install --locked {name}");
    }
    Ok(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major(""), None);
    }

    #[test]
    fn what_is_missing_is_named_with_its_mend() {
        if is_root() {
            return; // it would try to install
        }
        let error = or_debian("the moon", "moon", || None::<()>).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the moon is missing; install it with: sudo apt-get install moon"
        );
    }
}
