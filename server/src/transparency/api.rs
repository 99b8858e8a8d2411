//! `GET /api/v1/transparency`.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::kept::{Asked, Kept};
use super::model::{Figure, Table};
use crate::app::App;
use crate::platform::clock::DAY;
use crate::platform::disclosure::LEAST;
use crate::platform::web::{Params, Result, Speaks, json};

/// What the chambers do, in figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Transparency)]
pub struct TransparencyDto {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// The calendar year of decisions and appeals.
    year: i32,
    /// The years there are, the newest first.
    years: Vec<i32>,
    /// The day it was counted.
    #[schema(value_type = String, format = Date)]
    as_of: NaiveDate,
    /// Counts from 1 to below this are not shown, nor those they could be worked out from.
    least_shown: u64,
    /// The tables.
    tables: Vec<TableDto>,
}

/// A table of figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TransparencyTable)]
pub struct TableDto {
    /// `open`, `decisions`, `kinds`, `time` or `appeals`.
    name: &'static str,
    /// What is counted, in words.
    definition: String,
    /// The statement that counts it.
    query: &'static str,
    /// `cases`, or `workingDays`.
    unit: &'static str,
    /// The rows: chambers, the last one all of them.
    rows: Vec<RowDto>,
}

/// A row of figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TransparencyRow)]
pub struct RowDto {
    /// Code of a chamber, or `total`.
    chamber: String,
    /// Its figures.
    figures: Vec<CellDto>,
}

/// A figure.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TransparencyFigure)]
pub struct CellDto {
    /// What it is of: an age, a ground, a kind, an outcome, or `total`.
    column: String,
    /// The figure; absent where there is none or it is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<f64>)]
    value: Option<serde_json::Number>,
    /// Whether there is one that is not shown.
    hidden: bool,
}

/// What the chambers do, in figures. A kind of column that nothing was counted of is left out.
#[utoipa::path(
    get,
    path = "/api/v1/transparency",
    operation_id = "getTransparency",
    tag = "transparency",
    params(("year" = Option<i32>, Query, description = "A calendar year; this one where nothing is said")),
    responses(
        (status = 200, description = "The figures of a year, and what is open now", body = TransparencyDto),
        (status = 400, description = "Unknown parameter, or a year there is nothing of (`malformed`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
    )
)]
pub(super) async fn show(
    State(app): State<App>,
    Extension(kept): Extension<Kept>,
    speaks: Speaks,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let report = kept.report(&app, &asked).await?;
    json(&TransparencyDto {
        this: app.web.absolute(&format!("/api/v1/transparency?year={}", report.year)),
        year: report.year,
        years: report.years.clone(),
        as_of: report.as_of,
        least_shown: LEAST,
        tables: report.tables.iter().map(|table| dto(table, &speaks)).collect(),
    })
}

fn dto(table: &Table, speaks: &Speaks) -> TableDto {
    let figures = |figures: &[Figure]| {
        let cells = table.columns.iter().zip(figures);
        cells.map(|(column, figure)| cell(column, *figure)).collect()
    };
    let is_time = table.columns.iter().any(|column| column == "median");
    TableDto {
        name: table.name.code(),
        definition: speaks.t.term("transparency-definition", table.name.code()).into_owned(),
        query: table.query,
        unit: if is_time { "workingDays" } else { "cases" },
        rows: table
            .rows
            .iter()
            .map(|(chamber, row)| RowDto {
                chamber: chamber.clone(),
                figures: figures(row),
            })
            .collect(),
    }
}

fn cell(column: &str, figure: Figure) -> CellDto {
    let value = match figure {
        Figure::Count(count) => Some(count.into()),
        Figure::Time(micros) => serde_json::Number::from_f64(tenths(micros)),
        Figure::Hidden | Figure::None => None,
    };
    CellDto {
        column: column.to_owned(),
        value,
        hidden: figure == Figure::Hidden,
    }
}

/// Working days with one digit behind the point.
#[expect(clippy::cast_precision_loss, reason = "tenths of days of a case")]
pub(super) fn tenths(micros: i64) -> f64 {
    (micros * 10 / DAY) as f64 / 10.0
}
