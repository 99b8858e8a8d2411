//! Runs npm and Node for `web/` in a folder of the target directory, so that the checkout stays clean.
//! Says plainly what to install where they are missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

const NEEDED: u32 = 20;

/// Copies the sources to `work`, installs their packages when the lock file changed, and builds into `out`.
pub fn build(web: &Path, sources: &[PathBuf], region: &Path, work: &Path, out: &Path) -> Result<()> {
    check_node()?;
    for folder in ["geo", "islands", "styles"] {
        let old = work.join(folder);
        if old.exists() {
            fs::remove_dir_all(&old)?;
        }
    }
    for file in sources {
        let to = work.join(file);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(web.join(file), &to).with_context(|| to.display().to_string())?;
    }
    let installed = work.join("node_modules/.passerelle-lock");
    let lock = fs::read(work.join("package-lock.json"))?;
    if fs::read(&installed).ok().as_ref() != Some(&lock) {
        run(
            work,
            "npm",
            &["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"],
        )?;
        fs::write(&installed, &lock)?;
    }
    let (out, region) = (out.to_string_lossy(), region.to_string_lossy());
    run(work, "node", &["build.mjs", &out, &region])
}

fn check_node() -> Result<()> {
    let help = format!(
        "web/ is built with Node {NEEDED} or newer and its npm; install them (Debian and Ubuntu: `apt-get install nodejs npm`, \
         else https://nodejs.org), or set PASSERELLE_WEB_DIST to a folder made by `node web/build.mjs FOLDER`"
    );
    let Ok(answer) = Command::new("node").arg("--version").output() else {
        bail!("node was not found; {help}");
    };
    let version = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    ensure!(
        major.is_some_and(|major| major >= NEEDED),
        "node is {version:?}; {help}"
    );
    ensure!(
        Command::new("npm").arg("--version").output().is_ok(),
        "npm was not found; {help}"
    );
    Ok(())
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let command = || format!("{program} {} in {}", arguments.join(" "), folder.display());
    let answer = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .output()
        .with_context(command)?;
    if answer.status.success() {
        return Ok(());
    }
    bail!(
        "{} failed ({}); the packages of web/package-lock.json must be reachable or in npm's cache\n{}{}",
        command(),
        answer.status,
        String::from_utf8_lossy(&answer.stdout),
        String::from_utf8_lossy(&answer.stderr)
    );
}
