//! A year's report from the counts of the database: put into tables, small counts taken out.

use chrono::{Datelike, NaiveDate};

use super::model::{AGE_CODES, AGES, Figure, Name, OUTCOMES, Report, TOTAL, Table, something_of};
use crate::cases::Kind;
use crate::cases::model::{Decision, Ground};
use crate::cases::queries::{self, Cell, Counted, Opened, Queries};
use crate::chambers;
use crate::platform::access::{self, Action, Actor, Purpose, Scope};
use crate::platform::clock::DAY;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::disclosure::{LEAST, Safe, suppress};
use crate::platform::region::{Region, Zone};

/// The platform itself counts; nobody reads a case for it.
fn scope() -> Scope {
    access::scope(&Actor::system(Purpose::Maintenance), Action::ReadCase)
}

/// The years there are reports of, the newest first.
pub(super) async fn years(database: &Database, zone: Zone, now: i64) -> Result<Vec<i32>, DatabaseError> {
    let first = queries::first(&scope(), database).await?.unwrap_or(now);
    let of = |at: i64| zone.day(at).year();
    Ok((of(first.min(now))..=of(now)).rev().collect())
}

/// The report of a year.
pub(super) async fn report(
    database: &Database,
    region: &Region,
    years: Vec<i32>,
    (year, now): (i32, i64),
) -> Result<Report, DatabaseError> {
    let zone = region.zone;
    let begin = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map_or(i64::MAX, |day| zone.start_of(day));
    let opened = queries::opened(&scope(), database, AGES.map(|days| now - days * DAY)).await?;
    let counted = queries::counted(&scope(), database, begin(year), begin(year + 1)).await?;
    let deciding = chambers::deciding(database.reader(), region).await?;
    let here = deciding.into_iter().map(|one| one.code).collect();
    Ok(Report {
        year,
        years,
        as_of: zone.day(now),
        tables: tables(
            &rows(region, here, &opened, &counted),
            &opened,
            &counted,
            queries::queries(database),
        ),
    })
}

/// The chambers in the order of the pack: those that decide here, and any that did.
fn rows(region: &Region, mut here: Vec<String>, opened: &[Opened], counted: &Counted) -> Vec<String> {
    here.extend(opened.iter().map(|(chamber, ..)| chamber.clone()));
    let cells = counted.decisions.iter().chain(&counted.appeals);
    here.extend(cells.map(|(chamber, ..)| chamber.clone()));
    let place = |code: &String| region.chambers.iter().position(|chamber| chamber.code == *code);
    here.sort_by_key(|code| (place(code).unwrap_or(usize::MAX), code.clone()));
    here.dedup();
    here
}

fn tables(chambers: &[String], opened: &[Opened], counted: &Counted, sql: Queries) -> Vec<Table> {
    let by_age: Vec<Cell> = opened
        .iter()
        .filter_map(|(chamber, age, count)| Some((chamber.clone(), (*AGE_CODES.get(*age)?).to_owned(), *count)))
        .collect();
    let grounds = Ground::ALL.iter().map(|ground| ground.code());
    let outcomes: Vec<&str> = [Decision::Approved.code(), Decision::NoAction.code()]
        .into_iter()
        .chain(grounds)
        .collect();
    let decided = suppress(&grid(&counted.decisions, chambers, &outcomes));
    vec![
        counts(Name::Open, sql.opened, &by_age, (chambers, &AGE_CODES)),
        time(chambers, counted, &decided, sql.medians),
        Table::of_counts(Name::Decisions, sql.decided, &decided, (chambers, &outcomes)),
        kinds(counted, sql.kinds),
        counts(Name::Appeals, sql.appealed, &counted.appeals, (chambers, &OUTCOMES)),
    ]
}

fn counts(name: Name, query: &'static str, cells: &[Cell], codes: (&[String], &[&str])) -> Table {
    Table::of_counts(name, query, &suppress(&grid(cells, codes.0, codes.1)), codes)
}

fn grid(cells: &[Cell], rows: &[String], columns: &[&str]) -> Vec<Vec<u64>> {
    let mut grid = vec![vec![0; columns.len()]; rows.len()];
    for (row, column, count) in cells {
        let place = rows.iter().position(|code| code == row);
        let column = columns.iter().position(|code| code == column);
        let cell = place
            .zip(column)
            .and_then(|(row, column)| grid.get_mut(row)?.get_mut(column));
        if let Some(cell) = cell {
            *cell += count;
        }
    }
    grid
}

/// By kind over all chambers, on one line: it shares nothing with the table by ground but the total of all, which both of them
/// show or neither.
fn kinds(counted: &Counted, query: &'static str) -> Table {
    let codes: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    let cells: Vec<Cell> = counted
        .kinds
        .iter()
        .map(|(kind, count)| (TOTAL.to_owned(), kind.clone(), *count))
        .collect();
    let safe = suppress(&grid(&cells, &[TOTAL.to_owned()], &codes));
    // The totals of one line are the line again.
    let mut table = Table::of_counts(Name::Kinds, query, &safe, (&[], &codes));
    table.rows.truncate(1);
    table
}

/// The middle working time of each chamber whose number of decisions is shown.
fn time(chambers: &[String], counted: &Counted, decided: &Safe, query: &'static str) -> Table {
    let figure = |row: usize, code: &str| {
        let enough = decided.rows.get(row).and_then(|cells| cells.last()?.count());
        let median = counted.medians.iter().find(|median| median.chamber == code);
        match (enough, median) {
            (Some(0), _) => Figure::None,
            (Some(_), Some(median)) if median.of >= LEAST => Figure::Time(median.micros),
            (Some(_), None) => Figure::None,
            _ => Figure::Hidden,
        }
    };
    let of_chamber = |(row, code): (usize, &String)| (code.clone(), vec![figure(row, code)]);
    let mut rows: Vec<_> = chambers.iter().enumerate().map(of_chamber).collect();
    rows.push((TOTAL.to_owned(), vec![figure(chambers.len(), "")]));
    Table {
        name: Name::Time,
        columns: vec!["median".to_owned()],
        rows: something_of(rows.into_iter()),
        query,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::queries::Median;

    fn counted(kinds: &[(&str, u64)], decisions: &[(&str, &str, u64)]) -> Counted {
        Counted {
            kinds: kinds.iter().map(|(kind, count)| ((*kind).into(), *count)).collect(),
            decisions: decisions
                .iter()
                .map(|(chamber, outcome, count)| ((*chamber).into(), (*outcome).into(), *count))
                .collect(),
            ..Counted::default()
        }
    }

    const SQL: Queries = Queries {
        opened: "",
        decided: "",
        kinds: "",
        medians: "",
        appealed: "",
    };

    fn table(made: &[Table], name: Name) -> &Table {
        made.iter().find(|table| table.name == name).unwrap()
    }

    #[test]
    fn both_tables_of_decisions_show_the_same_total_or_none() {
        let chambers = ["a".to_owned(), "b".to_owned()];
        let few = counted(&[("claim", 3)], &[("a", "approved", 2), ("b", "approved", 1)]);
        let made = tables(&chambers, &[], &few, SQL);
        for name in [Name::Decisions, Name::Kinds, Name::Time] {
            let hidden = |figure: &Figure| *figure == Figure::Hidden;
            let table = table(&made, name);
            assert!(
                table.rows.iter().all(|(_, figures)| figures.iter().all(hidden)),
                "{table:?}"
            );
        }
        let many = counted(
            &[("claim", 8), ("content", 3)],
            &[("a", "approved", 9), ("b", "approved", 2)],
        );
        let made = tables(&chambers, &[], &many, SQL);
        for name in [Name::Decisions, Name::Kinds] {
            let last = table(&made, name).rows.last().unwrap().1.last();
            assert_eq!(last, Some(&Figure::Count(11)));
        }
    }

    #[test]
    fn a_time_is_shown_with_the_number_it_is_of() {
        let chambers = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let mut of = counted(&[("claim", 30)], &[("a", "approved", 26), ("b", "approved", 4)]);
        for (chamber, of_decisions) in [("a", 26), ("b", 4), ("", 30)] {
            of.medians.push(Median {
                chamber: chamber.into(),
                micros: DAY,
                of: of_decisions,
            });
        }
        let made = tables(&chambers, &[], &of, SQL);
        let figures: Vec<Figure> = table(&made, Name::Time)
            .rows
            .iter()
            .map(|(_, figures)| figures[0])
            .collect();
        // The number of the first is hidden because the second could be worked out from it.
        assert_eq!(figures, [Figure::Hidden, Figure::Hidden, Figure::Time(DAY)]);
    }

    #[test]
    fn columns_of_nothing_are_left_out() {
        let chambers = ["a".to_owned()];
        let some = counted(&[("claim", 12)], &[("a", "approved", 5), ("a", "duplicate", 7)]);
        let made = tables(&chambers, &[("a".into(), 3, 6)], &some, SQL);
        assert_eq!(
            table(&made, Name::Decisions).columns,
            ["approved", "duplicate", "total"]
        );
        assert_eq!(table(&made, Name::Kinds).columns, ["claim", "total"]);
        assert_eq!(table(&made, Name::Open).columns, ["older", "total"]);
        assert!(table(&made, Name::Appeals).is_empty());
    }
}
