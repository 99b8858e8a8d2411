//! `/{lang}/transparency.csv`: one figure a line, for spreadsheets.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;

use super::api::tenths;
use super::kept::{Asked, Kept};
use super::model::{Figure, Report};
use super::pages;
use crate::app::App;
use crate::platform::region::Region;
use crate::platform::texts::T;
use crate::platform::web::{Lang, Params, Result, file};

/// The file. Codes and names come from texts and the region pack, nothing of what anybody typed is in it.
pub(super) async fn csv(
    State(app): State<App>,
    Extension(kept): Extension<Kept>,
    lang: Lang,
    Params(asked): Params<Asked>,
) -> Result<Response> {
    let report = kept.report(&app, &asked).await?;
    let bytes = written(&report, &app.web.region, lang.t)?;
    let name = format!("transparency-{}-{}.csv", report.year, lang.t.locale);
    Ok(file::csv(bytes, &name))
}

fn written(report: &Report, region: &Region, t: T) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record([
        "year",
        "as_of",
        "table",
        "chamber",
        "chamber_name",
        "column",
        "column_name",
        "value",
        "hidden",
    ])?;
    let (year, as_of) = (report.year.to_string(), report.as_of.to_string());
    for table in &report.tables {
        for (chamber, figures) in &table.rows {
            let name = pages::row_name(chamber, region, t);
            for (column, figure) in table.columns.iter().zip(figures) {
                let value = match figure {
                    Figure::Count(count) => count.to_string(),
                    Figure::Time(micros) => format!("{:.1}", tenths(*micros)),
                    Figure::Hidden | Figure::None => String::new(),
                };
                let hidden = if *figure == Figure::Hidden { "true" } else { "false" };
                let text = pages::column_name(table.name, column, t);
                let table = table.name.code();
                writer.write_record([&*year, &as_of, table, chamber, &name, column, &text, &value, hidden])?;
            }
        }
    }
    Ok(writer.into_inner()?)
}
