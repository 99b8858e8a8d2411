//! A solver is given all that was ever published of a year, with days and totals, and all a reader is taken to know, and looks for
//! the smallest and the largest number each hidden count could be. It shares nothing with the rules: whole numbers, linear
//! conditions, branch and bound.

use std::collections::BTreeMap;

use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};
use proptest::prelude::*;

use super::*;
use crate::observatory::model::{Counts, Figure, GROUPS, TOTAL};
use crate::platform::disclosure::LEAST;

/// How far beyond the truth the solver looks.
const BEYOND: u64 = 12;

/// The counts of three figures on some days, by day, figure, line and column; and what each had before.
#[derive(Clone, Debug)]
struct History {
    days: Vec<Vec<Vec<Vec<u64>>>>,
    ahead: Vec<Vec<Vec<u64>>>,
    complete: bool,
}

impl History {
    fn size(&self) -> (usize, usize) {
        (self.ahead[0].len(), self.ahead[0][0].len())
    }

    /// What is published, by day and figure.
    fn published(&self) -> Vec<Vec<Table>> {
        let mut before: Vec<Vec<Table>> = Vec::new();
        for (day, now) in self.days.iter().enumerate() {
            let (height, width) = self.size();
            let group = Group {
                figures: GROUPS[0],
                year: 2026,
                complete: self.complete && day + 1 == self.days.len(),
                published: chrono::NaiveDate::from_ymd_opt(2026, 1 + u32::try_from(day).unwrap(), 1).unwrap(),
                axes: [names('l', height), names('c', width)],
                now: now.iter().map(|grid| counts(grid)).collect(),
                ahead: self.ahead.iter().map(|grid| counts(grid)).collect(),
                before: before.clone(),
            };
            before.push(tell(&group));
        }
        before
    }
}

fn names(of: char, many: usize) -> Vec<String> {
    (0..many).map(|number| format!("{of}{number}")).collect()
}

fn counts(grid: &[Vec<u64>]) -> Counts {
    let mut counts = BTreeMap::new();
    for (line, row) in grid.iter().enumerate() {
        for (column, count) in row.iter().enumerate() {
            counts.insert((format!("l{line}"), format!("c{column}")), *count);
        }
    }
    counts
}

/// What a reader knows, as conditions; and the variable of each count that is not shown.
fn conditions(
    history: &History,
    published: &[Vec<Table>],
    direction: OptimizationDirection,
    wanted: Option<usize>,
) -> (Problem, Vec<(String, Variable, u64)>) {
    let (height, width) = history.size();
    let mut problem = Problem::new(direction);
    let mut hidden: Vec<(String, Variable, u64)> = Vec::new();
    let mut all: BTreeMap<(usize, usize, String, String), Variable> = BTreeMap::new();
    for (day, tables) in published.iter().enumerate() {
        for (place, table) in tables.iter().enumerate() {
            for ((line, column), cell) in &table.cells {
                let truth = truth(&history.days[day][place], line, column);
                let weight = if cell.shown().is_none() && wanted == Some(hidden.len()) {
                    1.0
                } else {
                    0.0
                };
                let most = i32::try_from(truth + BEYOND).unwrap();
                let bounds = cell.shown().map_or((0, most), |count| {
                    assert_eq!(count, truth);
                    let count = i32::try_from(count).unwrap();
                    (count, count)
                });
                let variable = problem.add_integer_var(weight, bounds);
                if cell.shown().is_none() {
                    hidden.push((format!("{day} {place} {line} {column}"), variable, truth));
                }
                all.insert((day, place, line.clone(), column.clone()), variable);
            }
            if table.columns.iter().any(|column| column == TOTAL) {
                sums(&mut problem, &all, (day, place), table);
            }
        }
    }
    for line in names('l', height) {
        for column in names('c', width) {
            let of = |day: usize, place: usize| all[&(day, place, line.clone(), column.clone())];
            let ahead = |place: usize| i32::try_from(truth(&history.ahead[place], &line, &column)).unwrap();
            for day in 0..published.len() {
                for place in 0..3 {
                    if day > 0 {
                        let grows = [(of(day, place), 1.0), (of(day - 1, place), -1.0)];
                        problem.add_constraint(grows, ComparisonOp::Ge, 0.0);
                    }
                    if place > 0 {
                        let part = [(of(day, place - 1), 1.0), (of(day, place), -1.0)];
                        let more = f64::from(ahead(place) - ahead(place - 1));
                        problem.add_constraint(part, ComparisonOp::Ge, more);
                    }
                }
            }
        }
    }
    (problem, hidden)
}

/// Totals are sums.
fn sums(
    problem: &mut Problem,
    all: &BTreeMap<(usize, usize, String, String), Variable>,
    (day, place): (usize, usize),
    table: &Table,
) {
    let of = |line: &String, column: &String| all[&(day, place, line.clone(), column.clone())];
    let total = TOTAL.to_owned();
    for line in &table.lines {
        let mut terms: Vec<_> = table.inner_columns().map(|column| (of(line, column), 1.0)).collect();
        terms.push((of(line, &total), -1.0));
        problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
    }
    if table.lines.len() == 1 {
        return;
    }
    for column in &table.columns {
        let mut terms: Vec<_> = table.inner_lines().map(|line| (of(line, column), 1.0)).collect();
        terms.push((of(&total, column), -1.0));
        problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
    }
}

/// The true count; totals are sums.
fn truth(grid: &[Vec<u64>], line: &str, column: &str) -> u64 {
    let is = |code: &str, of: char, at: usize| code == TOTAL || code == format!("{of}{at}");
    let mut sum = 0;
    for (at, row) in grid.iter().enumerate() {
        for (place, count) in row.iter().enumerate() {
            sum += if is(line, 'l', at) && is(column, 'c', place) {
                *count
            } else {
                0
            };
        }
    }
    sum
}

/// The hidden counts that can be told more closely than to within five: none, or the rules are wrong.
fn narrow(history: &History, published: &[Vec<Table>]) -> Vec<(String, u64, u64)> {
    let (_, hidden) = conditions(history, published, OptimizationDirection::Minimize, None);
    let mut narrow = Vec::new();
    for (number, (name, ..)) in hidden.iter().enumerate() {
        let found = [OptimizationDirection::Minimize, OptimizationDirection::Maximize].map(|direction| {
            let (problem, hidden) = conditions(history, published, direction, Some(number));
            let solved = problem.solve().unwrap().into_solution().unwrap();
            solved.var_value(hidden[number].1).round() as u64
        });
        if found[1] - found[0] < LEAST {
            narrow.push((name.clone(), found[0], found[1]));
        }
    }
    narrow
}

/// Counts of a day from those of the day before: parts never above what they are a part of, from the beginning on.
fn grown(before: &[Vec<Vec<u64>>], ahead: &[Vec<Vec<u64>>], by: &[Vec<Vec<u64>>]) -> Vec<Vec<Vec<u64>>> {
    let mut now = before.to_vec();
    for place in 0..now.len() {
        for line in 0..now[place].len() {
            for column in 0..now[place][line].len() {
                let wanted = now[place][line][column] + by[place][line][column];
                let room = place.checked_sub(1).map(|whole| {
                    (now[whole][line][column] + ahead[whole][line][column]).saturating_sub(ahead[place][line][column])
                });
                now[place][line][column] =
                    room.map_or(wanted, |room| wanted.min(room).max(before[place][line][column]));
            }
        }
    }
    now
}

fn grids(count: impl Strategy<Value = u64> + Clone, size: (usize, usize)) -> impl Strategy<Value = Vec<Vec<Vec<u64>>>> {
    let grid = proptest::collection::vec(proptest::collection::vec(count, size.1), size.0);
    proptest::collection::vec(grid, 3)
}

fn histories() -> impl Strategy<Value = History> {
    let more = prop_oneof![3 => Just(0_u64), 4 => 1_u64..5, 3 => 5_u64..14];
    let carried = prop_oneof![4 => Just(0_u64), 1 => 0_u64..9];
    (1_usize..=3, 1_usize..=3, 1_usize..=4, any::<bool>()).prop_flat_map(move |(height, width, days, complete)| {
        let by = proptest::collection::vec(grids(more.clone(), (height, width)), days);
        (grids(carried.clone(), (height, width)), by).prop_map(move |(carried, by)| {
            let nothing = vec![vec![vec![0; width]; height]; 3];
            let ahead = grown(&nothing, &nothing, &carried);
            let mut days: Vec<Vec<Vec<Vec<u64>>>> = Vec::new();
            for by in by {
                let before = days.last().unwrap_or(&nothing);
                days.push(grown(before, &ahead, &by));
            }
            History { days, ahead, complete }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_solver_tells_nothing_hidden_to_within_five(history in histories()) {
        let published = history.published();
        let found = narrow(&history, &published);
        prop_assert!(found.is_empty(), "{found:?} of {published:#?}");
        for table in published.iter().flatten() {
            let small = table.cells.values().filter_map(|cell| cell.shown()).filter(|count| 0 < *count && *count < LEAST);
            prop_assert_eq!(small.count(), 0);
        }
    }
}

#[test]
fn the_solver_finds_what_small_counts_alone_would_leave_open() {
    let grid = |rows: [[u64; 2]; 2]| rows.map(|row| row.to_vec()).to_vec();
    let none = grid([[0, 0], [0, 0]]);
    let now = grid([[3, 20], [30, 8]]);
    let history = History {
        days: vec![vec![now, none.clone(), none.clone()]],
        ahead: vec![none.clone(), none.clone(), none],
        complete: true,
    };
    let mut published = history.published();
    assert!(narrow(&history, &published).is_empty());
    assert_eq!(
        published[0][0].at(TOTAL, TOTAL),
        Some(Cell::Shown(61)),
        "with its totals"
    );
    let cells = &mut published[0][0].cells;
    for ((line, column), cell) in cells.iter_mut() {
        if (line.as_str(), column.as_str()) != ("l0", "c0") {
            *cell = Cell::Shown(truth(&history.days[0][0], line, column));
        }
    }
    assert_eq!(
        narrow(&history, &published).len(),
        1,
        "with its totals a single one can be worked out"
    );
}

#[test]
fn the_solver_finds_what_two_days_tell_together() {
    let one = |count: u64| vec![vec![vec![count]], vec![vec![0]], vec![vec![0]]];
    let history = History {
        days: vec![one(7), one(8), one(10)],
        ahead: one(0),
        complete: false,
    };
    let mut published = history.published();
    assert!(narrow(&history, &published).is_empty());
    assert_eq!(published[2][0].at("l0", "c0"), Some(Cell::Hidden(7)));
    published[2][0]
        .cells
        .insert(("l0".into(), "c0".into()), Cell::Shown(10));
    assert_eq!(narrow(&history, &published), [("1 0 l0 c0".to_owned(), 7, 10)]);
}

#[test]
fn a_rich_year_is_shown_with_its_totals() {
    let grid: Vec<Vec<u64>> = vec![vec![21, 34, 12], vec![41, 26, 22], vec![11, 29, 3]];
    let part = |by: u64| -> Vec<Vec<u64>> {
        grid.iter()
            .map(|row| row.iter().map(|count| count / by).collect())
            .collect()
    };
    let nothing = part(1000);
    let history = History {
        days: vec![vec![grid.clone(), part(2), part(20)]],
        ahead: vec![nothing.clone(), nothing.clone(), nothing],
        complete: true,
    };
    let published = history.published();
    let introductions = &published[0][0];
    assert_eq!(introductions.total(TOTAL, TOTAL), Cell::Shown(199));
    assert_eq!(
        published[0][1].at(TOTAL, TOTAL),
        Some(Cell::Shown(97)),
        "three asked, one met: both are hidden alike"
    );
    let hidden = introductions
        .cells
        .values()
        .filter(|cell| cell.shown().is_none())
        .count();
    assert!(hidden <= 4, "{hidden}: one small count takes three with it");
    assert!(narrow(&history, &published).is_empty());
}

#[test]
fn those_at_their_end_wait_for_those_that_are_shown() {
    let counts: Counts = [(("ended".to_owned(), "met".to_owned()), 7)].into();
    let group = Group {
        figures: &[Figure::Steps],
        year: 2026,
        complete: false,
        published: "2026-12-01".parse().unwrap(),
        axes: [vec!["ended".into()], vec!["met".into()]],
        now: vec![counts.clone()],
        ahead: vec![counts],
        before: Vec::new(),
    };
    assert!(group.waits(13));
    assert!(!group.waits(14));
}
