//! `GET /api/v1/observatory`.

use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::pages::{definition, query, title};
use super::queries::{Asked, year};
use super::rules::Cell;
use super::tables::Published;
use crate::app::App;
use crate::platform::disclosure::LEAST;
use crate::platform::web::{Params, Result, Speaks, json};

/// What crosses borders, and what is in the way, as it was published.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Observatory)]
pub struct ObservatoryDto {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// The calendar year; absent where nothing was published yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<i32>,
    /// The years there are, the newest first.
    years: Vec<i32>,
    /// The days on which anything of the year was published, the newest first.
    #[schema(value_type = Vec<String>)]
    days: Vec<NaiveDate>,
    /// Counts from 1 to below this are not shown, nor those they could be worked out from.
    least_shown: u64,
    /// Start-ups the region is estimated to have.
    estimated_startups: u64,
    /// The figures.
    figures: Vec<ObservatoryFigureDto>,
}

/// A figure as it was published on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ObservatoryFigure)]
pub struct ObservatoryFigureDto {
    /// `introductions`, `meetings`, `outcomes`, `obstacles` or `steps`.
    name: &'static str,
    /// Its title.
    title: String,
    /// What is counted, in words.
    definition: String,
    /// The statement that counts it.
    query: String,
    /// The day.
    #[schema(value_type = String, format = Date)]
    published: NaiveDate,
    /// Whether the year was over: then there are totals, where they can be shown.
    complete: bool,
    /// Entries of the journal it was counted from.
    entries: i64,
    /// SHA-256 of the file.
    hash: String,
    /// Address of the file.
    file: String,
    /// Start-ups that were listed on that day.
    startups: u64,
    /// Chambers that worked here on that day.
    chambers: u64,
    /// The counts; totals have the code `total`.
    counts: Vec<ObservatoryCountDto>,
    /// Of `steps`: middle times since the step before.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    medians: Vec<ObservatoryMedianDto>,
}

/// A count.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ObservatoryCount)]
pub struct ObservatoryCountDto {
    /// The territory of who asked, a border (two territories), or `ended`.
    line: String,
    /// The territory of who was asked, an obstacle, or the last step that was reached.
    column: String,
    /// The count; absent where it is not shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<u64>,
    /// What it is at least: what was shown of it before.
    at_least: u64,
}

/// A middle time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ObservatoryMedian)]
pub struct ObservatoryMedianDto {
    /// The step.
    step: String,
    /// Days since the step before, to half a day.
    days: f64,
}

/// What crosses borders: introductions, meetings and outcomes from territory to territory, obstacles by border, and how far introductions come.
#[utoipa::path(
    get,
    path = "/api/v1/observatory",
    operation_id = "getObservatory",
    tag = "observatory",
    params(
        ("year" = Option<i32>, Query, description = "A calendar year; the newest where nothing is said"),
        ("published" = Option<String>, Query, description = "As it was published up to that day"),
    ),
    responses(
        (status = 200, description = "The figures of a year as they were published", body = ObservatoryDto),
        (status = 400, description = "Unknown parameter, or a year or day of which nothing was published (`malformed`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
    )
)]
pub(super) async fn show(State(app): State<App>, speaks: Speaks, Params(asked): Params<Asked>) -> Result<Response> {
    let found = year(&app, &asked).await?;
    let named = found.year.map(|year| format!("?year={year}")).unwrap_or_default();
    json(&ObservatoryDto {
        this: app.web.absolute(&format!("/api/v1/observatory{named}")),
        year: found.year,
        years: found.years,
        days: found.days,
        least_shown: LEAST,
        estimated_startups: app.web.region.estimate.startups,
        figures: found.shown.iter().map(|one| dto(one, &app, &speaks)).collect(),
    })
}

fn dto(one: &Published, app: &App, speaks: &Speaks) -> ObservatoryFigureDto {
    let (table, t) = (&one.table, speaks.t);
    let figure = table.figure;
    let mut counts = Vec::with_capacity(table.cells.len());
    for line in &table.lines {
        for column in &table.columns {
            counts.extend(table.at(line, column).map(|cell| count(line, column, cell)));
        }
    }
    let medians = table.medians.iter().map(|(step, tenths)| ObservatoryMedianDto {
        step: step.clone(),
        days: f64::from(u32::try_from(*tenths).unwrap_or(u32::MAX)) / 10.0,
    });
    ObservatoryFigureDto {
        name: figure.code(),
        title: title(figure, t),
        definition: definition(figure, t),
        query: query(figure.statement(), app.journal.database().backend()),
        published: table.published,
        complete: table.complete,
        entries: one.position,
        hash: one.hash.clone(),
        file: app.web.absolute(&format!(
            "/{}/observatory.csv?figure={}&year={}&published={}",
            t.locale,
            figure.code(),
            table.year,
            table.published
        )),
        startups: one.startups,
        chambers: one.chambers,
        counts,
        medians: medians.collect(),
    }
}

fn count(line: &str, column: &str, cell: Cell) -> ObservatoryCountDto {
    ObservatoryCountDto {
        line: line.to_owned(),
        column: column.to_owned(),
        value: cell.shown(),
        at_least: cell.least(),
    }
}

/// The OpenAPI description of this feature.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(show),
    components(schemas(ObservatoryDto, ObservatoryFigureDto, ObservatoryCountDto, ObservatoryMedianDto))
)]
pub struct Description;
