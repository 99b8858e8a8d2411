//! Backups a server makes by itself, in the folder its settings name: each hour, or as often as they say, and before it changes the
//! schema. All of two days stay, then the last of each day for a month. What people laid into the folder themselves is left alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::make;
use crate::platform::clock::{Clock, DAY, day};
use crate::platform::database::{Access, Database, LATEST, Place};
use crate::platform::settings::Settings;

/// How a backup is called: the minute it was begun, in UTC.
const NAME: &str = "%Y-%m-%dT%H-%MZ";
/// Behind the minute, where it was made before the schema changed; such a one stays for a month.
const BEFORE: &str = "-before-schema-";
/// All of so many days stay.
const ALL: i64 = 2 * DAY;
/// Of each day the last, so long.
const DAILY: i64 = 31 * DAY;
const HOUR: i64 = DAY / 24;
/// How often is looked whether one is due.
const LOOK: Duration = Duration::from_secs(60);
/// After one that failed.
const AGAIN: Duration = Duration::from_secs(600);

/// Makes backups for as long as the server runs; nothing where no folder is named.
pub(in crate::cli) async fn follow(settings: Settings, clock: Clock) {
    let Some(folder) = settings.backup_folder.clone() else {
        return;
    };
    loop {
        let now = clock.now();
        let due = newest(&folder, now).is_none_or(|(at, _)| at + i64::from(settings.backup_hours) * HOUR <= now);
        let mut wait = LOOK;
        if due && !one(&settings, &folder, &clock).await {
            metrics::counter!("backup_failures_total").increment(1);
            wait = AGAIN;
        }
        if let Some((at, _)) = newest(&folder, clock.now()) {
            metrics::gauge!("backup_newest_timestamp_seconds").set((at / 1_000_000) as f64);
        }
        tokio::time::sleep(wait).await;
    }
}

/// Makes one and removes those it supersedes; false where it failed, which is told.
async fn one(settings: &Settings, folder: &Path, clock: &Clock) -> bool {
    let (settings, folder, now) = (settings.clone(), folder.to_owned(), clock.now());
    let runtime = tokio::runtime::Handle::current();
    // Programs of PostgreSQL and many files: nothing a task of the server should wait for.
    let made = tokio::task::spawn_blocking(move || {
        let made = runtime.block_on(make_at(&settings, &folder, now, ""))?;
        if let Err(error) = thin_out(&folder, now) {
            // It is there all the same; the next one tries again.
            tracing::warn!("an old backup stays: {error:#}");
        }
        Ok::<_, anyhow::Error>(made)
    });
    match made.await.map_err(anyhow::Error::from).and_then(|made| made) {
        Ok(to) => {
            tracing::info!(folder = %to.display(), "backup made");
            true
        }
        Err(error) => {
            tracing::error!("no backup: {error:#}");
            false
        }
    }
}

/// Makes a backup before this version changes the schema of what is there; nothing where no folder is named.
pub(in crate::cli) async fn before_migrating(settings: &Settings, clock: &Clock) -> Result<()> {
    let Some(backups) = &settings.backup_folder else {
        return Ok(());
    };
    if let Place::Folder(folder) = settings.place()
        && !folder.join(super::SQLITE).exists()
    {
        return Ok(());
    }
    let database = Database::open(&settings.place(), Access::Copy).await?;
    let standing = database.standing().await?;
    database.close().await?;
    if standing.found == 0 || standing.to_come.is_empty() {
        return Ok(());
    }
    let made = make_at(settings, backups, clock.now(), &format!("{BEFORE}{LATEST}"))
        .await
        .context("the schema stays as it is, for no backup could be made before it changes")?;
    tracing::info!(folder = %made.display(), "backup made before the schema changes");
    Ok(())
}

async fn make_at(settings: &Settings, folder: &Path, now: i64, behind: &str) -> Result<PathBuf> {
    super::private_folder(folder).with_context(|| folder.display().to_string())?;
    let to = folder.join(format!("{}{behind}", name(now)));
    if !to.exists() {
        let before = newest(folder, now).map(|(_, before)| before);
        make(settings, &to, true, before.as_deref()).await?;
    }
    Ok(to)
}

/// The newest backup of a folder that a server made, and when it was begun, in microseconds. One from times to come was made while
/// the clock was wrong, and counts for nothing.
pub(in crate::cli) fn newest(folder: &Path, now: i64) -> Option<(i64, PathBuf)> {
    let known = names(folder).into_iter().filter_map(|name| Some((begun(&name)?, name)));
    known
        .filter(|(at, _)| *at <= now)
        .max()
        .map(|(at, name)| (at, folder.join(name)))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

fn thin_out(folder: &Path, now: i64) -> Result<()> {
    for name in superseded(&names(folder), now) {
        let old = folder.join(name);
        fs::remove_dir_all(&old).with_context(|| old.display().to_string())?;
    }
    Ok(())
}

fn name(now: i64) -> String {
    DateTime::from_timestamp_micros(now)
        .unwrap_or_default()
        .format(NAME)
        .to_string()
}

/// When a backup of that name was begun; nothing for a name that no server gives, or of one that was cut off.
fn begun(name: &str) -> Option<i64> {
    let (minute, behind) = (name.get(..17)?, name.get(17..)?);
    if !behind.is_empty() && !is_number(behind.strip_prefix(BEFORE)?) {
        return None;
    }
    let at = NaiveDateTime::parse_from_str(minute, NAME).ok()?;
    Some(at.and_utc().timestamp_micros())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How a backup ends that is being made, or was cut off.
const PART: &str = ".part";

/// Which of these backups are kept no longer, and which of those that were cut off nobody can be at any more.
fn superseded(names: &[String], now: i64) -> Vec<&str> {
    let known: Vec<(i64, &str)> = names
        .iter()
        .filter_map(|name| Some((begun(name)?, name.as_str())))
        .collect();
    let mut last_of: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for (at, name) in &known {
        if !name.contains(BEFORE) {
            let last = last_of.entry(day(*at)).or_insert(*at);
            *last = (*last).max(*at);
        }
    }
    let stays = |at: i64, name: &str| {
        let is_last = last_of.get(&day(at)) == Some(&at);
        at > now - ALL || (at > now - DAILY && (is_last || name.contains(BEFORE)))
    };
    let cut_off = names.iter().map(String::as_str).filter(|name| {
        let at = name.strip_suffix(PART).and_then(begun);
        at.is_some_and(|at| at < now - DAY)
    });
    let old = known.into_iter().filter(|(at, name)| !stays(*at, name));
    old.map(|(_, name)| name).chain(cut_off).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        begun(text).unwrap()
    }

    #[test]
    fn names_are_read_as_they_are_given() {
        let now = at("2026-11-30T14-47Z");
        assert_eq!(name(now), "2026-11-30T14-47Z");
        assert_eq!(begun("2026-11-30T14-47Z-before-schema-29"), Some(now));
        for foreign in [
            "2026-11-30T14-47Z.part",
            "2026-11-30T1447",
            "before-move",
            "2026-13-30T14-47Z",
            "2026-11-30T14-47Z-before-schema-",
            "2026-11-30T14-47Z-before-schema-29.part",
        ] {
            assert_eq!(begun(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn all_of_two_days_and_the_last_of_each_day_of_a_month() {
        let now = at("2026-11-30T14-00Z");
        let stay = [
            "2026-11-30T13-00Z",
            "2026-11-28T15-00Z",
            "2026-11-27T23-00Z",
            "2026-11-01T09-00Z",
            "2026-11-10T08-00Z-before-schema-29",
            "2026-11-10T09-00Z",
            "by-hand",
            "by-hand.part",
            "2026-11-30T13-30Z.part",
        ];
        let go = [
            "2026-11-28T13-00Z",
            "2026-11-27T22-00Z",
            "2026-10-01T09-00Z",
            "2026-09-10T08-00Z-before-schema-28",
            "2026-11-28T05-00Z.part",
            "2026-11-10T08-00Z-before-schema-29.part",
        ];
        let all: Vec<String> = stay.iter().chain(&go).map(|name| (*name).to_owned()).collect();
        let mut found = superseded(&all, now);
        found.sort_unstable();
        let mut expected = go.to_vec();
        expected.sort_unstable();
        // The last of the 28th is of the last two days; what came before it on that day is not.
        assert_eq!(found, expected);
    }
}
