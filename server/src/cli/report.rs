//! `report`: what the law asks an operator to hand in (DSA, articles 15 and 24), made of codes and counts.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use clap::Subcommand;
use uuid::Uuid;

use super::Common;
use super::node::Node;
use crate::cases::queries;
use crate::platform::access::{Action, Actor, Purpose, Scope, scope};
use crate::platform::clock::Clock;
use crate::platform::database::Access;

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// The statements of reasons of a calendar year as JSON lines, in the fields of the EU Transparency Database
    Statements {
        /// The calendar year of the decisions
        #[arg(long)]
        year: i32,
    },
    /// The counts of a calendar year as CSV: notices, decisions on own initiative, complaints; nothing suppressed
    Dsa {
        /// The calendar year
        #[arg(long)]
        year: i32,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let node = Node::open(common.settings(&[])?, Access::Read).await?;
    match command {
        Command::Statements { year } => statements(&node, within(&node, year)?).await?,
        Command::Dsa { year } => dsa(&node, year, within(&node, year)?).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The first moment of a year and of the next, by the region's zone.
fn within(node: &Node, year: i32) -> Result<(i64, i64)> {
    let begin = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map(|day| node.region.zone.start_of(day));
    let found = begin(year).zip(begin(year + 1));
    found.with_context(|| format!("{year} is no year of the calendar"))
}

/// The platform itself counts and hands over; nobody reads a case for it.
fn all() -> Scope {
    scope(&Actor::system(Purpose::Maintenance), Action::ReadCase)
}

async fn statements(node: &Node, (from, to): (i64, i64)) -> Result<()> {
    let (mut after, now) = (Uuid::nil(), Clock::system().now());
    loop {
        let (made, last) = queries::statements(&all(), node.database(), &node.region, (from, to, now), after).await?;
        let mut out = std::io::stdout().lock();
        for statement in made {
            writeln!(out, "{statement}")?;
        }
        let Some(last) = last else { return Ok(()) };
        after = last;
    }
}

async fn dsa(node: &Node, year: i32, (from, to): (i64, i64)) -> Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(std::io::stdout().lock());
    writer.write_record(["year", "part", "kind", "outcome", "ground", "number"])?;
    for count in queries::duties(&all(), node.database(), from, to).await? {
        let number = count.number.to_string();
        writer.write_record([
            &*year.to_string(),
            &count.part,
            &count.kind,
            &count.outcome,
            &count.ground,
            &number,
        ])?;
    }
    writer.flush()?;
    Ok(())
}
