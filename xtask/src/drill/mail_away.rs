//! `drill mail-away`: the mail server takes nothing for a day, told by a moved clock, while readers report mistakes and advisers are to
//! be written to. When it is back, each letter arrives once, and none was given up.

use std::collections::HashSet;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::Findings;
use super::crowd::Crowd;
use super::letters::Letters;
use super::moved::Moved;
use crate::chance::Chance;
use crate::cluster::Postgres;
use crate::needs;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["hours", "seed"];

const REPORTERS: usize = 2;
const HOUR: i64 = 3600;
/// The clock is moved by so many hours at a time.
const STEP: usize = 4;
/// A node that did not reach the mail server asks again after twenty seconds of its own.
const ASKS: Duration = Duration::from_secs(22);
/// Once it is back, the last letter arrives within this time of the machine and the longest pause between two tries.
const ARRIVES: Duration = Duration::from_secs(120);
const STATES: &str = "SELECT count(*) FILTER (WHERE sent_at IS NOT NULL) || ' ' || count(*) FILTER (WHERE failed_at IS NOT NULL) || ' ' ||
    count(*) FILTER (WHERE sent_at IS NULL AND failed_at IS NULL) || ' ' || coalesce(max(tries), 0) FROM mail";

/// How letters stand in the database.
#[derive(Clone, Copy, Debug)]
struct States {
    sent: usize,
    given_up: usize,
    waiting: usize,
    tries: usize,
}

/// Carries the drill out; false where a letter was lost, given up, or came twice.
///
/// # Errors
/// When the product does not start, or its clock cannot be moved.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let hours = options.number("hours", 24)?;
    let mut chance = Chance::new(u64::try_from(options.number("seed", 1)?)?);
    let cluster = Postgres::durable(&needs::postgres().context("PostgreSQL is not installed")?)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let (clock, letters) = (Moved::new(folder.path())?, Letters::start()?);
    let mut node = Node::new(&node::build(root)?, &folder.path().join("data"));
    node.database = Some(cluster.url());
    node.settings = clock.settings();
    node.settings.push(("PASSERELLE_SMTP_URL", letters.url()));
    node.settings
        .push(("PASSERELLE_MAIL_FROM", "drill@passerelle.example".to_owned()));
    node.fill(500)?;
    super::backup::staff(&node)?;
    let server = node.serve()?;
    let mut findings = Findings::default();
    letters.be_away(true);
    let crowd = Crowd::start(server.address, REPORTERS, &mut chance)?;
    let organisation = crowd.organisations.first().cloned().unwrap_or_default();
    sleep(Duration::from_secs(3));
    let came = crowd.end()?;
    findings.check(
        "reports refused because of the mail server",
        came.tries,
        came.tries == 0,
    );
    for hour in (0..=hours).step_by(STEP) {
        clock.set(i64::try_from(hour)? * HOUR, server.address, &organisation, &mut chance)?;
        sleep(ASKS);
        println!("hour {hour}: {:?}", states(&cluster)?);
    }
    let away = states(&cluster)?;
    findings.check(
        "letters that left meanwhile",
        letters.count(),
        letters.count() == 0 && away.sent == 0,
    );
    findings.check("letters that wait", away.waiting, away.waiting > 0);
    findings.check("letters given up", away.given_up, away.given_up == 0);
    findings.tell("tries of one of them, at most", away.tries);
    letters.be_away(false);
    let (begun, mut moved) = (Instant::now(), hours);
    while states(&cluster)?.waiting > 0 && begun.elapsed() < ARRIVES {
        moved += STEP / 2;
        clock.set(i64::try_from(moved)? * HOUR, server.address, &organisation, &mut chance)?;
        sleep(ASKS);
    }
    let back = states(&cluster)?;
    findings.check(
        &format!("waiting {} hours after it was back, by the moved clock", moved - hours),
        back.waiting,
        back.waiting == 0,
    );
    findings.check("letters given up", back.given_up, back.given_up == 0);
    server.stop()?;
    let messages = letters.messages();
    let once: HashSet<_> = messages.iter().collect();
    findings.check(
        "letters that came, different ones, rows of them",
        format!("{}, {}, {}", messages.len(), once.len(), back.sent),
        messages.len() == once.len() && once.len() == back.sent && back.sent >= away.waiting,
    );
    came.acknowledged.compare(&node, &mut findings)?;
    findings.holds(&node)?;
    Ok(findings.print())
}

fn states(cluster: &Postgres) -> Result<States> {
    let said = cluster.ask(STATES)?;
    let numbers: Vec<usize> = said.split(' ').filter_map(|number| number.parse().ok()).collect();
    let [sent, given_up, waiting, tries] = numbers[..] else {
        bail!("the table of letters answers {said}");
    };
    Ok(States {
        sent,
        given_up,
        waiting,
        tries,
    })
}
