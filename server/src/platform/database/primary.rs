//! Which of several PostgreSQL servers is the primary. An address may name several hosts, as PostgreSQL's own programs take it:
//! `postgres://user@one:5432,two:5432/name`. Each time a standby is made primary the number of its timeline grows, so that an
//! old primary that was frozen or cut off and comes back is told from the one that took its place.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool};
use sqlx::{Connection, PgConnection};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::health::Health;

/// How long a server has to say what it is.
const ANSWER: Duration = Duration::from_secs(1);
/// How often a node with several hosts asks the one it works with.
const ASK: Duration = Duration::from_secs(2);
/// How often it asks all of them while there is no primary.
const SEARCH: Duration = Duration::from_millis(500);

/// How often it asks at its start before it gives up.
const TRIES: u32 = 6;

/// The number of the timeline a primary writes, from the name of its log file; nothing from a standby.
const TIMELINE: &str = "SELECT CASE WHEN pg_is_in_recovery() THEN NULL
    ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint END";

/// The servers an address names.
#[derive(Clone, Debug)]
pub(super) struct Hosts(Vec<PgConnectOptions>);

/// A server that takes writes.
#[derive(Clone, Debug)]
pub(super) struct Primary {
    pub(super) options: PgConnectOptions,
    timeline: i64,
}

impl Hosts {
    /// Reads an address of one host or several.
    pub(super) fn parse(url: &str) -> Result<Self, sqlx::Error> {
        let hosts: Result<Vec<_>, _> = each_host(url)
            .iter()
            .map(|url| PgConnectOptions::from_str(url))
            .collect();
        Ok(Self(hosts?))
    }

    /// The same with the settings every connection has.
    pub(super) fn map(self, with: impl Fn(PgConnectOptions) -> PgConnectOptions) -> Self {
        Self(self.0.into_iter().map(with).collect())
    }

    /// Whether there is a choice.
    pub(super) fn are_several(&self) -> bool {
        self.0.len() > 1
    }

    /// The first host, for an address that names one.
    pub(super) fn first(&self) -> Option<&PgConnectOptions> {
        self.0.first()
    }

    /// The primary to begin with; a busy server is asked a few times.
    pub(super) async fn first_primary(&self) -> Option<Primary> {
        for _ in 0..TRIES {
            if let Some(found) = self.find(0).await {
                return Some(found);
            }
            tokio::time::sleep(SEARCH).await;
        }
        None
    }

    /// The primary with the newest timeline, none older than `at_least`.
    pub(super) async fn find(&self, at_least: i64) -> Option<Primary> {
        let mut asked = JoinSet::new();
        for options in self.0.iter().cloned() {
            asked.spawn(look(options));
        }
        let answers = asked.join_all().await.into_iter().flatten();
        let newest = answers.max_by_key(|primary| primary.timeline);
        newest.filter(|primary| primary.timeline >= at_least)
    }
}

impl Primary {
    fn is(&self, other: &Self) -> bool {
        let address = |primary: &Self| (primary.options.get_host().to_owned(), primary.options.get_port());
        address(self) == address(other)
    }
}

/// What a server is; nothing where it does not answer in time, or is a standby.
async fn look(options: PgConnectOptions) -> Option<Primary> {
    let asking = async {
        let mut connection = PgConnection::connect_with(&options).await?;
        let timeline: Option<i64> = sqlx::query_scalar(TIMELINE).fetch_one(&mut connection).await?;
        // It has answered; whether it hears the farewell is all the same.
        let _ = connection.close().await;
        Ok::<_, sqlx::Error>(timeline)
    };
    let timeline = timeout(ANSWER, asking).await.ok()?.ok()??;
    Some(Primary { options, timeline })
}

/// Follows the primary as long as the pool is open: where another host has become it, new connections go there and those
/// to the old one are not used again.
pub(super) async fn follow(hosts: Hosts, mut primary: Primary, pool: PgPool, health: Arc<Health>) {
    while !pool.is_closed() {
        health.trouble(ASK).await;
        if let Some(now) = look(primary.options.clone()).await
            && now.timeline >= primary.timeline
        {
            primary = now;
            continue;
        }
        if hosts
            .find(primary.timeline)
            .await
            .is_some_and(|found| found.is(&primary))
        {
            // It was slow.
            continue;
        }
        health.discard();
        tracing::warn!(
            host = primary.options.get_host(),
            port = primary.options.get_port(),
            "the primary does not answer, or is none any more"
        );
        primary = loop {
            if pool.is_closed() {
                return;
            }
            if let Some(found) = hosts.find(primary.timeline).await {
                break found;
            }
            tokio::time::sleep(SEARCH).await;
        };
        tracing::warn!(
            host = primary.options.get_host(),
            port = primary.options.get_port(),
            timeline = primary.timeline,
            "this is the primary now"
        );
        pool.set_connect_options(primary.options.clone());
        health.discard();
    }
}

/// One address for each host of an address.
fn each_host(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return vec![url.to_owned()];
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let (user, hosts) = authority
        .rsplit_once('@')
        .map_or((String::new(), authority), |(user, hosts)| (format!("{user}@"), hosts));
    hosts
        .split(',')
        .map(|host| format!("{scheme}://{user}{host}{path}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_host_or_several() {
        let several = "postgres://u:p%40w@one:5433,[::1]:5434,three/name?sslmode=disable";
        assert_eq!(
            each_host(several),
            [
                "postgres://u:p%40w@one:5433/name?sslmode=disable",
                "postgres://u:p%40w@[::1]:5434/name?sslmode=disable",
                "postgres://u:p%40w@three/name?sslmode=disable",
            ]
        );
        let hosts = Hosts::parse(several).unwrap();
        assert!(hosts.are_several());
        let ports: Vec<u16> = hosts.0.iter().map(PgConnectOptions::get_port).collect();
        assert_eq!(ports, [5433, 5434, 5432]);
        assert_eq!(each_host("postgres://one/name"), ["postgres://one/name"]);
        assert_eq!(each_host("postgres:///name?host=/run"), ["postgres:///name?host=/run"]);
        assert!(!Hosts::parse("postgres://one/name").unwrap().are_several());
    }
}
