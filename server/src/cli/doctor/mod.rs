//! `doctor`: what is wrong with an installation, and what to do about it. It reads and changes nothing, also beside a running
//! server; a bucket is tried with something small that is taken away again.

mod database;
mod files;
mod machine;
mod work;

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde::Serialize;
use serde_json::json;

use super::Common;
use super::node::Node;
use crate::platform::clock::Clock;
use crate::platform::database::Access;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Print the outcome as JSON
    #[arg(long)]
    json: bool,
}

/// How it stands with a thing that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// As it should be.
    Ok,
    /// Works, and could be better.
    Note,
    /// Does not work, or soon will not.
    Wrong,
}

/// A thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    id: &'static str,
    state: State,
    /// What was found.
    says: String,
    /// What to do, where there is something to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

impl Finding {
    fn ok(id: &'static str, says: impl Into<String>) -> Self {
        Self {
            id,
            state: State::Ok,
            says: says.into(),
            advice: None,
        }
    }

    fn note(id: &'static str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            id,
            state: State::Note,
            says: says.into(),
            advice: Some(advice.into()),
        }
    }

    fn wrong(id: &'static str, says: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            state: State::Wrong,
            ..Self::note(id, says, advice)
        }
    }
}

pub(super) async fn run(common: &Common, arguments: Arguments) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let now = Clock::system().now();
    let mut found = machine::look(&settings, now);
    found.extend(files::look(&settings, now).await);
    match database::open(&settings).await {
        Ok(database) => {
            let standing = database.standing().await;
            found.push(database::schema(&standing));
            found.extend(database::look(&database, now).await?);
            // Of rows of another version nothing is read but what version they are of.
            let same = standing.is_ok_and(|standing| standing.to_come.is_empty());
            database.close().await?;
            if same {
                let node = Node::open(settings, Access::Read).await?;
                found.extend(work::look(&node, now).await?);
            }
        }
        Err(wrong) => found.push(wrong),
    }
    print(&found, arguments.json);
    let wrong = found.iter().any(|finding| finding.state == State::Wrong);
    Ok(if wrong { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn print(found: &[Finding], as_json: bool) {
    if as_json {
        say!("{}", json!({ "checks": found }));
        return;
    }
    for finding in found {
        let word = match finding.state {
            State::Ok => "ok   ",
            State::Note => "note ",
            State::Wrong => "WRONG",
        };
        say!("{word}  {}: {}", finding.id, finding.says);
        if let Some(advice) = &finding.advice {
            say!("       -> {advice}");
        }
    }
    let count = |state| found.iter().filter(|finding| finding.state == state).count();
    say!(
        "{} wrong, {} notes, {} as they should be",
        count(State::Wrong),
        count(State::Note),
        count(State::Ok)
    );
}

/// A time in words: how long something takes or has been so, roughly.
fn span(micros: i64) -> String {
    let minutes = micros / 60_000_000;
    match minutes {
        ..=0 => format!("{} s", micros / 1_000_000),
        1..120 => format!("{minutes} min"),
        120..2880 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_at_a_glance() {
        let told: Vec<String> = [5, 90, 7200, 200_000].iter().map(|s| span(s * 1_000_000)).collect();
        assert_eq!(told, ["5 s", "1 min", "2 h", "2 days"]);
    }
}
