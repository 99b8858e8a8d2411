//! The result as a file: CSV that a spreadsheet may open without harm, and XLSX with texts only.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use rust_xlsxwriter::{Format, Workbook};
use search::After;
use uuid::Uuid;

use super::asked::Asked;
use crate::app::App;
use crate::organisations::path;
use crate::organisations::queries::{Summary, registers_of, summaries};
use crate::platform::access::{self, Action, Actor};
use crate::platform::region::Region;
use crate::platform::spreadsheet;
use crate::platform::texts::{Locale, T};
use crate::platform::web::{Cache, Kind, Lang, Params, Result};

/// Rows of a file; who needs more takes the API.
const MOST: usize = 50_000;
/// Rows read at a time.
const PAGE: usize = 500;
/// `/{lang}/organisations.csv`
pub(super) async fn csv(State(app): State<App>, lang: Lang, Params(asked): Params<Asked>) -> Result<Response> {
    let rows = rows(&app, lang.t, &asked).await?;
    Ok(file(
        spreadsheet::csv(&rows)?,
        "text/csv; charset=utf-8; header=present",
        "csv",
        lang.t.locale,
    ))
}

/// `/{lang}/organisations.xlsx`
pub(super) async fn xlsx(State(app): State<App>, lang: Lang, Params(asked): Params<Asked>) -> Result<Response> {
    let rows = rows(&app, lang.t, &asked).await?;
    let written = tokio::task::spawn_blocking(move || workbook(&rows)).await;
    let bytes = written.map_err(anyhow::Error::new)?.map_err(anyhow::Error::new)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(bytes, kind, "xlsx", lang.t.locale))
}

fn workbook(rows: &[Vec<String>]) -> std::result::Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    for (number, row) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row) {
            if number == 0 {
                sheet.write_string_with_format(number, column, cell, &bold)?;
            } else {
                sheet.write_string(number, column, cell)?;
            }
        }
    }
    sheet.autofit();
    book.save_to_buffer()
}

/// Head and rows in the reader's language.
async fn rows(app: &App, t: T, asked: &Asked) -> Result<Vec<Vec<String>>> {
    let region = &app.web.region;
    asked.check(region)?;
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let mut query = asked.first_page().query(region, &scope);
    query.limit = PAGE;
    query.counts = false;
    let mut rows = vec![head(t)];
    while rows.len() <= MOST {
        let answer = app.directory.index().search(&query)?;
        let ids: Vec<Uuid> = answer.hits.iter().map(|hit| Uuid::from_bytes(hit.id)).collect();
        let registers = registers_of(&scope, app.journal.database(), &ids).await?;
        for row in summaries(&scope, app.journal.database(), &ids).await? {
            let known = registers.get(&row.id.0).map_or(&[][..], Vec::as_slice);
            rows.push(cells(app, t, &row, known));
        }
        let last: Option<After> = answer.hits.last().map(|hit| hit.after.clone());
        if ids.len() < PAGE || last.is_none() {
            break;
        }
        query.after = last;
    }
    Ok(rows)
}

fn head(t: T) -> Vec<String> {
    let keys = [
        "export-id",
        "export-name",
        "export-kind",
        "export-standing",
        "export-status",
        "export-territory",
        "export-municipality",
        "export-postal-code",
        "export-country",
        "export-languages",
        "export-nace",
        "export-founded",
        "export-summary",
        "export-as-of",
        "export-valid-until",
        "export-page",
        "export-sources",
        "export-territories",
    ];
    keys.iter().map(|key| t.get(key).into_owned()).collect()
}

fn cells(app: &App, t: T, row: &Summary, registers: &[String]) -> Vec<String> {
    let region = &app.web.region;
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    vec![
        row.id.to_string(),
        row.name.clone(),
        row.kind
            .map(|kind| t.term("kind", kind.code()).into_owned())
            .unwrap_or_default(),
        t.term("standing", row.standing.code()).into_owned(),
        t.term("status", row.legal_status.code()).into_owned(),
        region.territory_name(&row.territory, t.locale).to_owned(),
        text(row.municipality.as_ref()),
        text(row.postal_code.as_ref()),
        text(row.country.as_ref()),
        row.languages.join(" "),
        text(row.division.as_ref()),
        text(row.founded.as_ref()),
        row.text(t.locale.code())
            .map(|found| found.value.clone())
            .unwrap_or_default(),
        row.as_of.to_string(),
        row.stale_at.to_string(),
        app.web.absolute(&format!("/{}{}", t.locale, path(row.id, &row.name))),
        attributions(region, t, registers),
        row.territories
            .iter()
            .map(|code| region.territory_name(code, t.locale))
            .collect::<Vec<_>>()
            .join(", "),
    ]
}

/// The line each register asks for where its data are shown.
fn attributions(region: &Region, t: T, registers: &[String]) -> String {
    let line = |code: &String| match region.register(code) {
        Some(known) => known.attribution.get(t.locale).to_owned(),
        None => code.clone(),
    };
    registers.iter().map(line).collect::<Vec<_>>().join(" · ")
}

fn file(bytes: Vec<u8>, kind: &'static str, extension: &str, locale: Locale) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    let name = format!("attachment; filename=\"organisations-{locale}.{extension}\"");
    if let Ok(name) = HeaderValue::try_from(name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Cache::Public.apply(headers);
    response.extensions_mut().insert(Kind::Static);
    response
}
