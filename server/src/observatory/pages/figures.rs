//! Figures as they are read: tables with their shades, bars, and what stands beside each of them.

use crate::observatory::model::{ENDED, Figure, STEPS, TOTAL};
use crate::observatory::rules::{Cell, Table};
use crate::observatory::tables::Published;
use crate::platform::database::Sql;
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};

/// What stands beside a figure.
pub(super) struct Beside {
    pub(super) code: &'static str,
    pub(super) title: String,
    pub(super) definition: String,
    pub(super) published: String,
    pub(super) coverage: String,
    pub(super) query: String,
    pub(super) hash: String,
    pub(super) csv: String,
    pub(super) position: String,
}

/// A count as it is read.
pub(super) struct Mark {
    pub(super) text: String,
    /// For who does not see the mark; empty where the text says it.
    pub(super) said: String,
    pub(super) class: &'static str,
}

/// A table from territory to territory, or of borders and obstacles.
pub(super) struct Grid {
    pub(super) beside: Beside,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<(String, Vec<Mark>, Mark)>,
    /// Totals of the columns, and of all.
    pub(super) totals: Vec<Mark>,
}

/// A bar with its figure.
pub(super) struct Bar {
    pub(super) name: String,
    /// Of a hundred.
    pub(super) width: u64,
    pub(super) mark: Mark,
    /// Middle time since the step before, in days.
    pub(super) days: String,
}

/// Bars.
pub(super) struct Bars {
    pub(super) beside: Beside,
    pub(super) bars: Vec<Bar>,
}

/// Title of a figure.
pub(in crate::observatory) fn title(figure: Figure, t: T) -> String {
    t.term("observatory-title", figure.code()).into_owned()
}

/// What a figure counts, in words.
pub(in crate::observatory) fn definition(figure: Figure, t: T) -> String {
    t.term("observatory-definition", figure.code()).into_owned()
}

/// The statement that counts it, without the indentation it has in the source.
pub(in crate::observatory) fn query(sql: Sql, backend: sea_orm::DbBackend) -> String {
    let lines: Vec<&str> = sql.text(backend).lines().map(str::trim).collect();
    lines.join("\n")
}

/// All figures of a page are made with these.
pub(super) struct Maker<'a> {
    pub(super) region: &'a Region,
    pub(super) t: T,
    pub(super) backend: sea_orm::DbBackend,
}

impl Maker<'_> {
    fn beside(&self, one: &Published) -> Beside {
        let (table, t) = (&one.table, self.t);
        let figure = table.figure;
        Beside {
            code: figure.code(),
            title: title(figure, t),
            definition: definition(figure, t),
            published: t.date_long(table.published),
            coverage: self.coverage(one),
            query: query(figure.statement(), self.backend),
            hash: one.hash.clone(),
            csv: format!(
                "/{}/observatory.csv?figure={}&year={}&published={}",
                t.locale,
                figure.code(),
                table.year,
                table.published
            ),
            position: t.number(u64::try_from(one.position).unwrap_or_default()),
        }
    }

    /// What the figures of a day cover.
    pub(super) fn coverage(&self, one: &Published) -> String {
        let variables = [
            ("startups", one.startups.into()),
            ("estimate", self.region.estimate.startups.into()),
            ("chambers", one.chambers.into()),
            ("all", self.region.chambers.len().into()),
        ];
        self.t.with("observatory-coverage", &variables).into_owned()
    }

    /// A count; `most` is the largest of the table, for its shade.
    pub(super) fn mark(&self, cell: Cell, most: u64) -> Mark {
        let t = self.t;
        let class = match (cell.least() * 4).div_ceil(most.max(1)) {
            0 => "",
            1 => "heat-1",
            2 => "heat-2",
            3 => "heat-3",
            _ => "heat-4",
        };
        let class = if most == 0 { "" } else { class };
        let (text, said) = match cell {
            Cell::Shown(0) => ("–".to_owned(), t.get("observatory-none").into_owned()),
            Cell::Shown(count) => (t.number(count), String::new()),
            Cell::Hidden(0) => ("·".to_owned(), t.get("observatory-not-shown").into_owned()),
            Cell::Hidden(least) => {
                let said = t.with("observatory-at-least", &[("count", least.into())]);
                (format!("{}+", t.number(least)), said.into_owned())
            }
        };
        Mark { text, said, class }
    }

    /// A territory, a border or an obstacle.
    fn name(&self, figure: Figure, code: &str) -> String {
        let territory = |code: &str| self.region.territory_name(code, self.t.locale).to_owned();
        match (figure, code.split_once(' ')) {
            (Figure::Obstacles, Some((one, other))) => format!("{} – {}", territory(one), territory(other)),
            (Figure::Obstacles, None) => self.t.term("outcome-obstacle", code).into_owned(),
            _ => territory(code),
        }
    }

    /// Lines and columns of nothing but nought are left out; in a flow a territory stays on both sides.
    pub(super) fn grid(&self, one: &Published) -> Grid {
        let table = &one.table;
        let (mut lines, mut columns): (Vec<&String>, Vec<&String>) =
            (table.inner_lines().collect(), table.inner_columns().collect());
        let says = |line: &str, column: &str| table.at(line, column).is_some_and(|cell| !cell.is_none());
        let in_line = |line: &str| table.inner_columns().any(|column| says(line, column));
        let in_column = |column: &str| table.inner_lines().any(|line| says(line, column));
        if table.figure.is_flow() {
            lines.retain(|code| in_line(code) || in_column(code));
            columns.retain(|code| in_line(code) || in_column(code));
        } else {
            lines.retain(|code| in_line(code));
            columns.retain(|code| in_column(code));
        }
        let cell = |line: &str, column: &str| table.at(line, column).unwrap_or(Cell::Shown(0));
        // What stays within a territory is not what the page is about: it has no shade.
        let crosses = |line: &str, column: &str| line != column;
        let all = lines
            .iter()
            .flat_map(|line| columns.iter().map(move |column| (*line, *column)));
        let shaded = all.filter(|(line, column)| crosses(line, column));
        let most = shaded
            .map(|(line, column)| cell(line, column).least())
            .max()
            .unwrap_or_default();
        let row = |line: &&String| {
            let marks = columns.iter().map(|column| {
                let shade = if crosses(line, column) { most } else { 0 };
                self.mark(cell(line, column), shade)
            });
            let marks = marks.collect();
            (
                self.name(table.figure, line),
                marks,
                self.mark(table.total(line, TOTAL), 0),
            )
        };
        let totals = columns.iter().map(|column| table.total(TOTAL, column));
        let totals = totals.chain([table.total(TOTAL, TOTAL)]).map(|cell| self.mark(cell, 0));
        Grid {
            beside: self.beside(one),
            rows: lines.iter().map(row).collect(),
            totals: totals.collect(),
            columns: columns.iter().map(|column| self.name(table.figure, column)).collect(),
        }
    }

    /// What stood in the way, over all borders, the most frequent first.
    pub(super) fn obstacles(&self, table: &Table) -> Vec<Bar> {
        let mut found: Vec<(&String, Cell)> = table
            .inner_columns()
            .map(|column| (column, table.total(TOTAL, column)))
            .filter(|(_, cell)| !cell.is_none())
            .collect();
        found.sort_by_key(|(_, cell)| std::cmp::Reverse(cell.least()));
        let most = found.iter().map(|(_, cell)| cell.least()).max().unwrap_or_default();
        let bar = |(code, cell): &(&String, Cell)| Bar {
            name: self.name(Figure::Obstacles, code),
            width: cell.least() * 100 / most.max(1),
            mark: self.mark(*cell, 0),
            days: String::new(),
        };
        found.iter().map(bar).collect()
    }

    /// How many reached each step: those whose last step it was, or one behind it.
    pub(super) fn steps(&self, one: &Published) -> Bars {
        let table = &one.table;
        let last = |place: usize| {
            let step = STEPS.get(place)?;
            table.at(ENDED, step.code())
        };
        let reached = |place: usize| {
            let (mut least, mut shown) = (0, true);
            for cell in (place..STEPS.len()).filter_map(last) {
                least += cell.least();
                shown &= cell.shown().is_some();
            }
            // All of them reached the first: that is the total, where it is published.
            match table.at(ENDED, TOTAL) {
                Some(total) if place == 0 => total,
                _ if shown => Cell::Shown(least),
                _ => Cell::Hidden(least),
            }
        };
        let most = reached(0).least();
        let bar = |(place, step): (usize, &crate::introductions::State)| {
            let cell = reached(place);
            Bar {
                name: self.t.term("introduction-state", step.code()).into_owned(),
                width: cell.least() * 100 / most.max(1),
                mark: self.mark(cell, 0),
                days: table
                    .medians
                    .get(step.code())
                    .map(|tenths| days(*tenths, self.t.locale))
                    .unwrap_or_default(),
            }
        };
        Bars {
            beside: self.beside(one),
            bars: STEPS.iter().enumerate().map(bar).collect(),
        }
    }
}

/// Days with one digit, as the language writes it.
fn days(tenths: u64, locale: Locale) -> String {
    let point = if locale == Locale::En { '.' } else { ',' };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}
