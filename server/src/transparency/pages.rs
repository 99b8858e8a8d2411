//! The page: each table with what it counts, the query that counts it, and why a figure is missing.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::api::tenths;
use super::kept::{Asked, Kept};
use super::model::{Figure, Name, Report, TOTAL, Table};
use crate::app::App;
use crate::platform::disclosure::LEAST;
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};

#[derive(Template)]
#[template(path = "transparency/show.html")]
struct TransparencyPage {
    layout: Layout,
    year: String,
    as_of: String,
    least: u64,
    years: Vec<Year>,
    tables: Vec<Shown>,
}

/// A year in the row of links.
struct Year {
    text: String,
    current: bool,
}

/// A table as it is read.
struct Shown {
    code: &'static str,
    title: String,
    definition: String,
    empty: bool,
    few: bool,
    columns: Vec<String>,
    rows: Vec<(String, bool, Vec<Cell>)>,
    query: String,
    wide: bool,
}

/// A figure as it is read; one that is not shown says so to who does not see.
struct Cell {
    text: String,
    hidden: bool,
}

/// `/{lang}/transparency`
pub(super) async fn show(
    State(app): State<App>,
    Extension(kept): Extension<Kept>,
    lang: Lang,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let report = kept.report(&app, &asked).await?;
    let cache = if lang.visitor.is_signed_in() {
        Cache::Private
    } else {
        Cache::Public
    };
    page(&shown(&report, &lang), StatusCode::OK, cache)
}

fn shown(report: &Report, lang: &Lang) -> TransparencyPage {
    let t = lang.t;
    let layout = lang
        .layout(t.get("transparency-title"))
        .description(t.get("transparency-lead"))
        .current("transparency");
    let years = report.years.iter().map(|year| Year {
        text: year.to_string(),
        current: *year == report.year,
    });
    TransparencyPage {
        layout,
        year: report.year.to_string(),
        as_of: t.date_long(report.as_of),
        least: LEAST,
        years: years.collect(),
        tables: report
            .tables
            .iter()
            .map(|found| table(found, &lang.web.region, t))
            .collect(),
    }
}

fn table(table: &Table, region: &Region, t: T) -> Shown {
    let code = table.name.code();
    let one_row = table.rows.len() == 1;
    let row = |(chamber, figures): &(String, Vec<Figure>)| {
        let cells = figures.iter().map(|figure| cell(*figure, t)).collect();
        (row_name(chamber, region, t), chamber == TOTAL && !one_row, cells)
    };
    Shown {
        code,
        title: t.term("transparency-table", code).into_owned(),
        definition: t.term("transparency-definition", code).into_owned(),
        empty: table.is_empty(),
        few: table.is_hidden(),
        columns: table
            .columns
            .iter()
            .map(|column| column_name(table.name, column, t))
            .collect(),
        rows: table.rows.iter().map(row).collect(),
        query: readable(table.query),
        wide: table.columns.len() > 4,
    }
}

fn cell(figure: Figure, t: T) -> Cell {
    let text = match figure {
        Figure::Count(count) => t.number(count),
        Figure::Time(micros) => days(micros, t.locale),
        Figure::Hidden => String::new(),
        Figure::None => "–".to_owned(),
    };
    Cell {
        text,
        hidden: figure == Figure::Hidden,
    }
}

/// Working days with one digit, as the language writes it.
fn days(micros: i64, locale: Locale) -> String {
    let text = format!("{:.1}", tenths(micros));
    match locale {
        Locale::En => text,
        Locale::Fr | Locale::De => text.replace('.', ","),
    }
}

/// The name of a chamber, or of all of them.
pub(super) fn row_name(chamber: &str, region: &Region, t: T) -> String {
    if chamber == TOTAL {
        return t.get("transparency-all").into_owned();
    }
    let known = region.chamber(chamber);
    known.map_or_else(|| chamber.to_owned(), |known| known.name.get(t.locale).to_owned())
}

/// What a column counts.
pub(super) fn column_name(name: Name, column: &str, t: T) -> String {
    if column == TOTAL {
        return t.get("transparency-total").into_owned();
    }
    let text = match name {
        Name::Open => t.term("transparency-age", column),
        Name::Time => t.get("transparency-median"),
        Name::Kinds => t.term("case-kind", column),
        Name::Appeals => t.term("transparency-appeal", column),
        Name::Decisions => {
            let decision = crate::cases::model::Decision::from_code(column);
            decision.map_or_else(
                || t.term("case-ground", column),
                |found| t.term("case-decision", found.code()),
            )
        }
    };
    text.into_owned()
}

/// A statement without the indentation it has in the source.
fn readable(query: &str) -> String {
    let least = query
        .lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min();
    let cut = |line: &str| {
        line.get(least.unwrap_or_default()..)
            .unwrap_or_default()
            .trim_end()
            .to_owned()
    };
    let mut lines = query.lines();
    let first = lines.next().map(|line| line.trim().to_owned());
    first.into_iter().chain(lines.map(cut)).collect::<Vec<_>>().join("\n")
}
