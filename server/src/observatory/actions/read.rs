//! A reader of the journal that keeps the counts: each step that is counted is one entry, and is counted once, in the year in which
//! its row says that it was.

use std::collections::BTreeMap;

use super::{READER, year_of};
use crate::introductions::IntroductionId;
use crate::introductions::queries::counted as introductions;
use crate::observatory::model::{ENDED, Figure, border};
use crate::observatory::tables;
use crate::outcomes::{OutcomeId, counted as outcomes};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{Journal, Read, Turn};
use crate::platform::region::Region;

/// Entries of a turn.
const ENTRIES: i64 = 500;

/// A count, and by how much it grows.
type Growth = BTreeMap<(Figure, i32, String, String), i64>;

/// Counts what came since the last time.
///
/// # Errors
/// When the database refuses; nothing is counted then.
pub async fn count(journal: &Journal, region: &Region) -> Result<Turn, DatabaseError> {
    journal
        .read_once(READER, ENTRIES, |tx, entries| async move {
            add(&tx, region, &entries).await
        })
        .await
}

/// What an entry says that is counted.
enum Step {
    Sent(IntroductionId),
    Met(IntroductionId),
    Ended(IntroductionId),
    Confirmed(OutcomeId),
}

fn step_of(entry: &Read) -> Option<Step> {
    let introduction = || entry.subject.strip_prefix("introduction:")?.parse().ok();
    match entry.action.as_str() {
        "introductions.submitted" => introduction().map(Step::Sent),
        "introductions.met" => introduction().map(Step::Met),
        "introductions.refused"
        | "introductions.declined"
        | "introductions.withdrawn"
        | "introductions.expired"
        | "introductions.closed" => introduction().map(Step::Ended),
        "introductions.organisation_erased" if ends(entry) => introduction().map(Step::Ended),
        "outcomes.confirmed" => entry
            .subject
            .strip_prefix("outcome:")?
            .parse()
            .ok()
            .map(Step::Confirmed),
        _ => None,
    }
}

/// Whether an organisation that is erased ended the introduction by it.
fn ends(entry: &Read) -> bool {
    let mut parts = entry.parts.iter();
    parts.any(|part| serde_json::from_slice::<serde_json::Value>(part).is_ok_and(|says| says["ends"] == true))
}

async fn add(tx: &Tx, region: &Region, entries: &[Read]) -> Result<(), DatabaseError> {
    let steps: Vec<Step> = entries.iter().filter_map(step_of).collect();
    if steps.is_empty() {
        return Ok(());
    }
    let (mut asked, mut said) = (Vec::new(), Vec::new());
    for step in &steps {
        match step {
            Step::Sent(id) | Step::Met(id) | Step::Ended(id) => asked.push(*id),
            Step::Confirmed(id) => said.push(*id),
        }
    }
    let of_introductions = introductions::facts(tx.connection(), &asked).await?;
    let of_introductions: BTreeMap<_, _> = of_introductions.iter().map(|facts| (facts.id, facts)).collect();
    let of_outcomes = outcomes::facts(tx.connection(), &said).await?;
    let of_outcomes: BTreeMap<_, _> = of_outcomes.iter().map(|facts| (facts.id, facts)).collect();
    let mut growth = Growth::new();
    for step in &steps {
        let counted = match step {
            Step::Sent(id) => of_introductions
                .get(id)
                .and_then(|facts| flow(Figure::Introductions, facts, facts.sent_at)),
            Step::Met(id) => of_introductions
                .get(id)
                .and_then(|facts| flow(Figure::Meetings, facts, facts.met_at)),
            Step::Ended(id) => of_introductions.get(id).and_then(|facts| ended(facts)),
            Step::Confirmed(id) => of_outcomes.get(id).and_then(|facts| came_of(facts)),
        };
        if let Some((figure, at, line, column)) = counted {
            *growth.entry((figure, year_of(region, at), line, column)).or_default() += 1;
        }
    }
    for ((figure, year, line, column), many) in &growth {
        tables::add(
            tx.connection(),
            (*figure, *year),
            (line.as_str(), column.as_str()),
            *many,
        )
        .await?;
    }
    Ok(())
}

/// What is counted: the figure, when, its line and its column.
type Counted = Option<(Figure, i64, String, String)>;

fn flow(figure: Figure, facts: &introductions::Facts, at: Option<i64>) -> Counted {
    Some((figure, at?, facts.from.clone(), facts.to.clone()))
}

/// A draft that was given up never was one of them.
fn ended(facts: &introductions::Facts) -> Counted {
    let at = facts.ended_at.filter(|_| facts.sent_at.is_some())?;
    Some((Figure::Steps, at, ENDED.to_owned(), facts.reached.code().to_owned()))
}

/// Within one territory nothing lies at a border.
fn came_of(facts: &outcomes::Facts) -> Counted {
    let at = facts.confirmed_at;
    if facts.counts {
        return Some((Figure::Outcomes, at, facts.from.clone(), facts.to.clone()));
    }
    let obstacle = facts.obstacle.filter(|_| facts.from != facts.to)?;
    let line = border(&facts.from, &facts.to);
    Some((Figure::Obstacles, at, line, obstacle.code().to_owned()))
}
