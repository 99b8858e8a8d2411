//! Publishing: on the first day of a month, or the first after it on which a node runs, the running year, and each year before it
//! that is over and was not published whole. All tables of a day are one transaction, and a month has one: a second node, or a
//! second try, finds it done.

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::{ObservatoryError, READER, bounds_of, count, own};
use crate::chambers;
use crate::introductions::queries::counted::{Median, medians};
use crate::observatory::model::{Counts, Figure, GROUPS, TOTAL};
use crate::observatory::rules::{Group, Table, tell};
use crate::observatory::tables::{self, Kept};
use crate::organisations::queries::figures;
use crate::platform::access::{self, Action, Actor};
use crate::platform::clock::DAY;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::disclosure::LEAST;
use crate::platform::journal::{self, Entry, Journal, position_of};
use crate::platform::region::Region;

/// What is looked up before anything is written.
struct Prepared {
    today: NaiveDate,
    startups: u64,
    chambers: u64,
    /// By year.
    medians: Vec<(i32, Vec<Median>)>,
}

/// Publishes what is due: how many tables.
///
/// # Errors
/// When the database refuses; nothing is published then.
pub async fn publish(journal: &Journal, region: &Region) -> Result<usize, ObservatoryError> {
    while count(journal, region).await?.read > 0 {}
    let now = journal.clock().now();
    let today = region.zone.day(now);
    let database = journal.database();
    let kept = tables::kept(database.reader()).await?;
    let mut due = Vec::new();
    for year in years(&kept, today.year()) {
        let counted = |figure: &Figure| kept.contains_key(&(*figure, year));
        if is_due(&tables::published(database.reader(), year).await?, year, today, counted) {
            due.push(year);
        }
    }
    if due.is_empty() {
        return Ok(0);
    }
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let mut prepared = Prepared {
        today,
        startups: figures(&scope, database, today).await?.startups,
        chambers: u64::try_from(chambers::deciding(database.reader(), region).await?.len()).unwrap_or_default(),
        medians: Vec::new(),
    };
    for year in &due {
        let found = medians(database.reader(), bounds_of(region, *year)).await?;
        prepared.medians.push((*year, found));
    }
    let prepared = &prepared;
    let written = journal.write(|tx| async move {
        let tables = within(&tx, region, prepared).await?;
        if tables == 0 {
            return Err(ObservatoryError::Nothing);
        }
        let says = json!({ "tables": tables, "published": prepared.today });
        let entry = Entry::of("observatory.published", "observatory".to_owned(), None, &says);
        Ok((journal::append(&tx, journal.clock(), own()?, entry).await?, tables))
    });
    match written.await {
        Err(ObservatoryError::Nothing) => Ok(0),
        done => done,
    }
}

/// Years of which anything was counted, up to this one.
fn years(kept: &Kept, this: i32) -> Vec<i32> {
    let mut years: Vec<i32> = kept
        .keys()
        .map(|(_, year)| *year)
        .filter(|year| *year <= this)
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Whether anything of a year is to be published today.
fn is_due(before: &[tables::Published], year: i32, today: NaiveDate, counted: impl Fn(&Figure) -> bool) -> bool {
    let this_month = |one: &&tables::Published| month(one.table.published) == month(today);
    let over = year < today.year();
    let is_whole = |group: &&[Figure]| has(before, group, |one| one.complete) || !group.iter().any(&counted);
    let whole = GROUPS.iter().all(is_whole);
    let done = (over && whole) || before.iter().any(|one| this_month(&one));
    !done
}

fn has(before: &[tables::Published], group: &[Figure], is: impl Fn(&Table) -> bool) -> bool {
    before
        .iter()
        .any(|one| group.contains(&one.table.figure) && is(&one.table))
}

fn month(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 100 + i64::from(day.month())
}

async fn within(tx: &Tx, region: &Region, prepared: &Prepared) -> Result<usize, DatabaseError> {
    let db = tx.connection();
    let kept = tables::kept(db).await?;
    let position = position_of(db, READER).await?;
    let beside = (position, prepared.startups, prepared.chambers);
    let mut written = 0;
    for (year, medians) in &prepared.medians {
        let before = tables::published(db, *year).await?;
        for figures in GROUPS {
            let complete = *year < prepared.today.year();
            if complete && has(&before, figures, |one| one.complete) {
                continue;
            }
            let group = group(region, &kept, &before, (figures, *year), (prepared.today, complete));
            if group.is_empty() || group.waits(shown(db).await?) {
                continue;
            }
            for mut table in tell(&group) {
                if table.figure == Figure::Steps {
                    add_medians(&mut table, medians);
                }
                tables::publish(db, &table, month(prepared.today), beside).await?;
                written += 1;
            }
        }
    }
    Ok(written)
}

fn group<'f>(
    region: &Region,
    kept: &Kept,
    before: &[tables::Published],
    (figures, year): (&'f [Figure], i32),
    (published, complete): (NaiveDate, bool),
) -> Group<'f> {
    let of = |figure: &Figure| kept.get(&(*figure, year)).cloned().unwrap_or_default();
    let earlier = |figure: &Figure| {
        let mut sum = Counts::new();
        for ((_, _), counts) in kept.iter().filter(|((of, at), _)| of == figure && *at < year) {
            for (cell, many) in counts {
                *sum.entry(cell.clone()).or_default() += many;
            }
        }
        sum
    };
    let now: Vec<Counts> = figures.iter().map(of).collect();
    let mut days: Vec<NaiveDate> = before.iter().map(|one| one.table.published).collect();
    days.sort_unstable();
    days.dedup();
    let of_day = |day: &NaiveDate| -> Option<Vec<Table>> {
        let on = |figure: &Figure| {
            let mut of_day = before
                .iter()
                .map(|one| &one.table)
                .filter(|table| table.published == *day);
            of_day.find(|table| table.figure == *figure).cloned()
        };
        figures.iter().map(on).collect()
    };
    Group {
        figures,
        year,
        complete,
        published,
        axes: figures
            .first()
            .map(|figure| figure.axes(region, now.iter()))
            .unwrap_or_default(),
        ahead: figures.iter().map(earlier).collect(),
        before: days.iter().filter_map(of_day).collect(),
        now,
    }
}

/// What all introductions that are shown come to at least, of all years.
async fn shown(db: &impl sea_orm::ConnectionTrait) -> Result<u64, DatabaseError> {
    let newest = tables::newest(db, Figure::Introductions).await?;
    Ok(newest.iter().map(|one| one.table.total(TOTAL, TOTAL).least()).sum())
}

/// Middle times of at least five, to half a day: two months' values tell nothing of the one that came between.
fn add_medians(table: &mut Table, medians: &[Median]) {
    for median in medians.iter().filter(|median| median.of >= LEAST) {
        let halves = (median.micros * 2 + DAY / 2) / DAY;
        let tenths = u64::try_from(halves * 5).unwrap_or_default();
        table.medians.insert(median.step.code().to_owned(), tenths);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_one_and_a_year_that_is_over_its_last() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let of = |figure: Figure, published: &str, complete: bool| tables::Published {
            table: Table {
                figure,
                year: 2026,
                complete,
                published: day(published),
                lines: Vec::new(),
                columns: Vec::new(),
                cells: std::collections::BTreeMap::new(),
                medians: std::collections::BTreeMap::new(),
            },
            position: 0,
            startups: 0,
            chambers: 0,
            hash: String::new(),
            body: String::new(),
        };
        let all = |_: &Figure| true;
        assert!(is_due(&[], 2026, day("2026-11-29"), all));
        let running = [of(Figure::Steps, "2026-11-29", false)];
        assert!(!is_due(&running, 2026, day("2026-11-30"), all));
        assert!(is_due(&running, 2026, day("2026-12-01"), all));
        let mut whole: Vec<_> = Figure::ALL
            .iter()
            .map(|figure| of(*figure, "2027-01-01", true))
            .collect();
        assert!(!is_due(&whole, 2026, day("2027-02-01"), all));
        whole.pop();
        assert!(is_due(&whole, 2026, day("2027-02-01"), all), "one still waits");
        assert!(!is_due(&whole, 2026, day("2027-01-02"), all), "and not this month");
        let none = |figure: &Figure| *figure != Figure::Steps;
        assert!(
            !is_due(&whole, 2026, day("2027-02-01"), none),
            "nothing came to its end"
        );
    }

    #[test]
    fn middle_times_are_told_of_five_and_to_half_a_day() {
        let mut table = Table::read("x\nsteps,2026,false,2026-12-01,ended,met,5,5").unwrap();
        let median = |step, micros, of| Median { step, micros, of };
        add_medians(
            &mut table,
            &[
                median(crate::introductions::State::Met, DAY * 26 / 10, 5),
                median(crate::introductions::State::Screened, DAY, 4),
            ],
        );
        assert_eq!(table.medians, [("met".to_owned(), 25)].into());
    }
}
