//! A clock that is moved under a running program: libfaketime stands between it and the machine's, and reads from a file how far
//! it is to be moved. What measures how long something takes is left alone, as it is when an operator sets a clock.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::reporters::{self, Report};
use crate::chance::Chance;
use crate::http::Client;
use crate::needs;

/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// A program looks into the file so often.
const LOOKS: Duration = Duration::from_secs(1);

/// The clock of the programs that were started with its [`settings`](Self::settings).
#[derive(Debug)]
pub struct Moved {
    library: PathBuf,
    file: PathBuf,
}

impl Moved {
    /// One that goes like the machine's, told by a file in `folder`.
    ///
    /// # Errors
    /// When libfaketime is missing and cannot be installed.
    pub fn new(folder: &Path) -> Result<Self> {
        let library = needs::or_debian("libfaketime", "libfaketime", library)?;
        let moved = Self {
            library,
            file: folder.join("clock"),
        };
        moved.write(0)?;
        Ok(moved)
    }

    /// What a program is started with.
    #[must_use]
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("LD_PRELOAD", self.library.display().to_string()),
            ("FAKETIME_TIMESTAMP_FILE", self.file.display().to_string()),
            ("FAKETIME_CACHE_DURATION", LOOKS.as_secs().to_string()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("NO_FAKE_STAT", "1".to_owned()),
        ]
    }

    /// Moves it so many seconds away from the machine's, and waits until a node goes by it: a report of this organisation says when
    /// it was received.
    ///
    /// # Errors
    /// When the node does not.
    pub fn set(&self, seconds: i64, node: SocketAddr, organisation: &str, chance: &mut Chance) -> Result<()> {
        self.write(seconds)?;
        let mut client = Client::new(node, false);
        let mut said = String::new();
        for _ in 0..50 {
            sleep(Duration::from_millis(100));
            let report = Report {
                organisation: organisation.to_owned(),
                key: chance.key(),
                by_page: false,
            };
            let answer = reporters::send(&mut client, &report)?.json()?;
            answer["receivedAt"].as_str().unwrap_or_default().clone_into(&mut said);
            let there: i64 = date(&said, "+%s")?.parse()?;
            if (there - date("now", "+%s")?.parse::<i64>()? - seconds).abs() <= 3 {
                // Other threads look into the file on their own.
                sleep(LOOKS);
                return Ok(());
            }
        }
        bail!("the clock was moved by {seconds} s, and the node says it is {said}")
    }

    fn write(&self, seconds: i64) -> Result<()> {
        let new = self.file.with_extension("new");
        fs::write(&new, format!("{seconds:+}\n"))?;
        fs::rename(&new, &self.file).context("the clock's file")
    }
}

/// The seconds from now to a moment given in seconds since 1970.
///
/// # Errors
/// When the machine does not tell its time.
pub fn until(moment: i64) -> Result<i64> {
    Ok(moment - date("now", "+%s")?.parse::<i64>()?)
}

fn library() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?.flatten();
    folders
        .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.is_file())
}

/// The machine's own time, which nothing here is let near.
fn date(when: &str, format: &str) -> Result<String> {
    let said = Command::new("date")
        .env("LC_ALL", "C")
        .args(["-u", format, "-d", when])
        .output()
        .context("date")?;
    Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}
