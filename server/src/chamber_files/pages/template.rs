//! A table to be filled: the columns by the names the reader's language has for them, a row that shows how, and what some
//! columns allow.

use axum::extract::State;
use axum::response::Response;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::{CSV, XLSX, chambers, download};
use crate::app::App;
use crate::chamber_files::model::{Column, EXAMPLE};
use crate::organisations::model::Kind;
use crate::platform::region::Region;
use crate::platform::spreadsheet;
use crate::platform::texts::T;
use crate::platform::web::{Lang, Params, Result, SignedIn};

/// The columns of the template, each with what the example says.
const COLUMNS: &[(Column, &str)] = &[
    (Column::Name, EXAMPLE),
    (Column::Number, "RCS Luxembourg B 999999"),
    (Column::Vat, ""),
    (Column::Kind, "startup"),
    (Column::Street, "1, rue du Pont"),
    (Column::PostalCode, "5440"),
    (Column::Municipality, "Remerschen"),
    (Column::Country, "LU"),
    (Column::Activity, "62.10"),
    (Column::SummaryFr, "…"),
    (Column::SummaryDe, "…"),
    (Column::SummaryEn, "…"),
    (Column::Website, "https://example.org"),
    (Column::Email, "mail@example.org"),
    (Column::Phone, "+352 12 34 56"),
    (Column::Employees, "12"),
    (Column::Founded, "2021"),
];

fn rows(t: T) -> [Vec<String>; 2] {
    let head = COLUMNS
        .iter()
        .map(|(column, _)| t.term("chamber-column", column.code()).into_owned());
    let example = COLUMNS.iter().map(|(column, example)| match column {
        Column::Kind => t.term("kind", example).into_owned(),
        _ => (*example).to_owned(),
    });
    [head.collect(), example.collect()]
}

/// `GET /{lang}/chamber-files/template.csv`
pub(in crate::chamber_files) async fn template_csv(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    chambers(&app, &lang, &actor)?;
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(spreadsheet::csv(&rows(lang.t))?);
    Ok(download(
        bytes,
        CSV,
        &format!("{}.csv", lang.t.get("chamber-template-file")),
    ))
}

/// `GET /{lang}/chamber-files/template.xlsx`
pub(in crate::chamber_files) async fn template_xlsx(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    chambers(&app, &lang, &actor)?;
    let bytes = workbook(lang.t, &app.web.region).map_err(anyhow::Error::new)?;
    Ok(download(
        bytes,
        XLSX,
        &format!("{}.xlsx", lang.t.get("chamber-template-file")),
    ))
}

fn workbook(t: T, region: &Region) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    for (number, row) in (0_u32..).zip(rows(t)) {
        for (column, cell) in (0_u16..).zip(row) {
            if number == 0 {
                sheet.write_string_with_format(number, column, cell, &bold)?;
            } else {
                sheet.write_string(number, column, cell)?;
            }
        }
    }
    sheet.autofit();
    let sheet = book.add_worksheet();
    sheet.set_name(t.get("chamber-template-allowed"))?;
    let kinds = Kind::ALL.iter().map(|kind| t.term("kind", kind.code()).into_owned());
    let mut countries: Vec<String> = region
        .country_names
        .iter()
        .map(|(code, name)| format!("{code} · {}", name.get(t.locale)))
        .collect();
    countries.sort_by_cached_key(|name| t.collation_key(name));
    for (place, (column, values)) in
        (0_u16..).zip([(Column::Kind, kinds.collect::<Vec<_>>()), (Column::Country, countries)])
    {
        let name = t.term("chamber-column", column.code());
        sheet.write_string_with_format(0, place, name, &bold)?;
        for (row, value) in (1_u32..).zip(values) {
            sheet.write_string(row, place, value)?;
        }
    }
    sheet.autofit();
    book.save_to_buffer()
}
