//! What the database is, and whether it is as safe as it can be.

use anyhow::Result;

use super::{Finding, span};
use crate::platform::database::{Access, Database, DatabaseError, LATEST, Standing, facts};
use crate::platform::settings::Settings;

/// The oldest PostgreSQL that was tried.
const OLDEST: i64 = 150_000;
/// How far the clocks of node and database may be apart.
const APART: i64 = 2_000_000;
/// A log of SQLite that is longer was not folded for a while.
const LOG: u64 = 256 << 20;

/// The database, or why it cannot be opened.
pub(super) async fn open(settings: &Settings) -> Result<Database, Finding> {
    Database::open(&settings.place(), Access::Copy).await.map_err(|error| {
        let advice = match &settings.database {
            Some(_) => "is PostgreSQL running, and is the address right? `psql` with the same address says more",
            None => "where it is damaged, put the last backup back: DEPLOY.md, Backup and restore",
        };
        Finding::wrong("database", error.to_string(), advice)
    })
}

pub(super) async fn look(database: &Database, now: i64) -> Result<Vec<Finding>> {
    let Some(folder) = database.folder() else {
        return Ok(server(&facts::server(database).await?, now));
    };
    let log = std::fs::metadata(folder.join("passerelle.sqlite-wal")).map_or(0, |log| log.len());
    Ok(vec![log_of_sqlite(log)])
}

pub(super) fn schema(standing: &Result<Standing, DatabaseError>) -> Finding {
    match standing {
        Ok(standing) if standing.to_come.is_empty() => Finding::ok("schema", standing.found.to_string()),
        Ok(standing) => Finding::note(
            "schema",
            format!("{}, and this version has {LATEST}", standing.found),
            "`passerelle migrate --check` says what the next start does, and whether other nodes must be stopped first",
        ),
        Err(error) => Finding::wrong(
            "schema",
            error.to_string(),
            "use the version of passerelle that wrote it",
        ),
    }
}

fn log_of_sqlite(bytes: u64) -> Finding {
    let says = format!("SQLite, {} MiB in its log", bytes >> 20);
    if bytes > LOG {
        let advice = "somebody has been reading for long, a backup say; where it stays so, restart the server";
        return Finding::note("database", says, advice);
    }
    Finding::ok("database", says)
}

fn server(facts: &facts::Server, now: i64) -> Vec<Finding> {
    let (major, id) = (facts.version / 10_000, "database");
    let mut found = vec![if facts.version < OLDEST {
        Finding::wrong(id, format!("PostgreSQL {major}"), "15 or newer is needed")
    } else {
        Finding::ok(
            id,
            format!("PostgreSQL {major}, {} connections at most", facts.connections),
        )
    }];
    if facts.frozen {
        found.push(Finding::wrong(
            id,
            "it takes no writes",
            "its rows were moved to the data folder: take `database` out of the settings",
        ));
    }
    if facts.standbys > 0 && facts.synchronous.is_empty() {
        found.push(Finding::note(
            "standby",
            "the primary acknowledges without waiting for a standby",
            "set synchronous_standby_names, or what was written last is lost where the standby takes its place",
        ));
    }
    if facts.durability != "on" {
        found.push(Finding::wrong(
            "durability",
            format!("synchronous_commit = {}", facts.durability),
            "set it to on: what is acknowledged must be on the disk",
        ));
    }
    let apart = (facts.now - now).abs();
    if apart > APART {
        found.push(Finding::wrong(
            "clocks",
            format!("this machine and the database are {} apart", span(apart)),
            "let both follow a time server (chrony, systemd-timesyncd)",
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::State;
    use super::*;

    #[test]
    fn a_server_is_as_safe_as_it_is_set_up() {
        let good = facts::Server {
            version: 150_004,
            connections: 100,
            standbys: 1,
            synchronous: "ANY 1 (two)".to_owned(),
            durability: "on".to_owned(),
            now: 0,
            frozen: false,
        };
        let frozen = facts::Server {
            frozen: true,
            ..good.clone()
        };
        assert!(server(&frozen, 0).iter().any(|found| found.state == State::Wrong));
        assert!(server(&good, 500_000).iter().all(|found| found.state == State::Ok));
        let state = |facts: facts::Server, id: &str| {
            let found = server(&facts, 0);
            found.iter().find(|found| found.id == id).map(|found| found.state)
        };
        let old = facts::Server {
            version: 140_011,
            ..good.clone()
        };
        assert_eq!(state(old, "database"), Some(State::Wrong));
        let alone = facts::Server {
            synchronous: String::new(),
            ..good.clone()
        };
        assert_eq!(state(alone, "standby"), Some(State::Note));
        let hasty = facts::Server {
            durability: "off".to_owned(),
            ..good.clone()
        };
        assert_eq!(state(hasty, "durability"), Some(State::Wrong));
        let early = facts::Server { now: 5_000_000, ..good };
        assert_eq!(state(early, "clocks"), Some(State::Wrong));
    }
}
