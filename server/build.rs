//! Builds `web/` with Node and hands its files to the compiler as tables of bytes, compressed beforehand.
//!
//! The result lies in `target/web-dist-HASH` and serves debug, release, clippy and tests alike; the hash covers the
//! sources, the lock file and the region's map shapes. `PASSERELLE_WEB_DIST` names a folder built elsewhere instead.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

#[path = "build/node.rs"]
mod node;
#[path = "build/tables.rs"]
mod tables;

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use sha2::{Digest, Sha256};

fn main() -> Result<()> {
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let root = manifest.parent().context("the server crate lies in the workspace")?;
    let web = root.join("web");
    let region = root.join("regions/greater-region");

    println!("cargo::rerun-if-env-changed=PASSERELLE_WEB_DIST");
    println!("cargo::rerun-if-changed={}", manifest.join("build.rs").display());
    println!("cargo::rerun-if-changed={}", manifest.join("build").display());
    // Embedded by `include_dir!`, which does not tell the compiler what it read.
    println!("cargo::rerun-if-changed={}", manifest.join("texts").display());
    println!("cargo::rerun-if-changed={}", region.display());

    let dist = match env::var_os("PASSERELLE_WEB_DIST") {
        Some(folder) => {
            let folder = PathBuf::from(folder);
            println!("cargo::rerun-if-changed={}", folder.display());
            folder
        }
        None => build_once(&web, &region, &target_dir(&out))?,
    };
    tables::write(&dist, &out.join("web.rs"))
}

/// Where all profiles meet: `target` in `target/debug/build/passerelle-123/out`.
fn target_dir(out: &Path) -> PathBuf {
    out.ancestors().nth(4).unwrap_or(out).to_path_buf()
}

/// The folder with the built files, made unless one of the same sources is there.
fn build_once(web: &Path, region: &Path, target: &Path) -> Result<PathBuf> {
    let sources = sources(web)?;
    for file in &sources {
        println!("cargo::rerun-if-changed={}", web.join(file).display());
    }
    let shapes = region.join("map-shapes.toml");
    let dist = target.join(format!("web-dist-{}", hash(web, &sources, &shapes)?));

    let lock_path = target.join("web-build.lock");
    let lock = File::create(&lock_path).with_context(|| lock_path.display().to_string())?;
    lock.lock()
        .with_context(|| format!("cannot lock {}", lock_path.display()))?;
    if !dist.join("precompressed").exists() {
        let part = target.join("web-dist.part");
        if part.exists() {
            fs::remove_dir_all(&part)?;
        }
        node::build(web, &sources, region, &target.join("web-build"), &part)?;
        tables::precompress(&part)?;
        if dist.exists() {
            fs::remove_dir_all(&dist)?;
        }
        fs::rename(&part, &dist)?;
    }
    Ok(dist)
}

/// Relative paths of all that the build reads, in order; the tests and the installed packages are not among them.
fn sources(web: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for name in [
        "build.mjs",
        "nace.mjs",
        "package.json",
        "package-lock.json",
        "tsconfig.json",
    ] {
        found.push(PathBuf::from(name));
    }
    for folder in ["geo", "islands", "styles"] {
        // A folder's own time changes when a file is added or removed.
        println!("cargo::rerun-if-changed={}", web.join(folder).display());
        collect(web, Path::new(folder), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(web: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(web.join(folder)).with_context(|| web.join(folder).display().to_string())?;
    for entry in entries {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            collect(web, &path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

fn hash(web: &Path, sources: &[PathBuf], shapes: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    let files = sources.iter().map(|file| (file.clone(), web.join(file)));
    for (name, path) in files.chain([(PathBuf::from("map-shapes.toml"), shapes.to_path_buf())]) {
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(u64::try_from(bytes.len())?.to_be_bytes());
        hash.update(bytes);
    }
    Ok(tables::hex(&hash.finalize(), 8))
}
