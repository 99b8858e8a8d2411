//! The node's secret: from the settings, or a random one beside the data that is made once. What is sealed with it opens with
//! it only, so a copy of the data is whole together with this file.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::platform::clock::Clock;
use crate::platform::hash::hex;
use crate::platform::settings::Settings;

const FILE: &str = "secret";
/// Fewer characters are no secret of ours: a file cut off, or emptied.
const LEAST: usize = 16;

pub(super) fn of(settings: &Settings, clock: &Clock) -> Result<Vec<u8>> {
    if !settings.secret.is_empty() {
        return Ok(settings.secret.as_bytes().to_vec());
    }
    kept(&settings.data, clock)
}

/// The one of a data folder, made where there is none.
fn kept(folder: &Path, clock: &Clock) -> Result<Vec<u8>> {
    let path = folder.join(FILE);
    let told = || path.display().to_string();
    fs::create_dir_all(folder).with_context(told)?;
    match fs::read_to_string(&path) {
        Ok(text) => return checked(&text, &path),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error).with_context(told),
    }
    // Written whole beside it first: a machine that stops meanwhile leaves no half secret.
    let draft = folder.join(format!("{FILE}.{}", clock.id()));
    let text = hex(&clock.secret());
    let written = write(&draft, &text).and_then(|()| match fs::hard_link(&draft, &path) {
        // Another process was quicker: its secret is the one.
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    });
    let _ = fs::remove_file(&draft);
    written.with_context(told)?;
    checked(&fs::read_to_string(&path).with_context(told)?, &path)
}

fn checked(text: &str, path: &Path) -> Result<Vec<u8>> {
    let text = text.trim();
    if text.len() < LEAST {
        bail!(
            "{} holds no secret; bring it back from a copy, or remove it and lose all second factors",
            path.display()
        );
    }
    Ok(text.as_bytes().to_vec())
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_made_once_and_for_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (Clock::set(0, 1), Clock::set(0, 100));
        let made = kept(folder.path(), &one).unwrap();
        assert_eq!(made.len(), 64);
        assert_eq!(kept(folder.path(), &two).unwrap(), made, "the second start finds it");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
        fs::write(folder.path().join(FILE), "").unwrap();
        assert!(kept(folder.path(), &one).is_err());
    }
}
