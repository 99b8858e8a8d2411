//! What every row would do, before anything is written; the wrong ones beside their cells, and as a file to be mended.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::file::{about, cut};
use super::{CSV, download, own, path};
use crate::app::App;
use crate::chamber_files::actions::{self, FileError};
use crate::chamber_files::look::dry_run;
use crate::chamber_files::model::{Column, State as Standing};
use crate::chamber_files::outside::why;
use crate::chamber_files::queries::File;
use crate::chamber_files::reading::Sheet;
use crate::chamber_files::rules::{CellFault, Fate, Judged};
use crate::organisations::model::OrganisationId;
use crate::organisations::path as organisation_path;
use crate::platform::spreadsheet;
use crate::platform::web::{Cache, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// Rows of one kind a page shows; all of them are in the file to download.
const SHOWN: usize = 200;

/// A row that cannot be taken.
struct WrongRow {
    line: usize,
    name: String,
    /// Column, its value, what is wrong; without a column it is the row.
    cells: Vec<(Option<String>, String, String)>,
}

/// A row about an organisation that is there.
struct KnownRow {
    line: usize,
    href: String,
    name: String,
    /// Field, before, after.
    changes: Vec<(String, String, String)>,
}

#[derive(Default)]
struct Seen {
    new: usize,
    attaches: usize,
    changes: usize,
    same: usize,
    wrong: usize,
    wrong_rows: Vec<WrongRow>,
    attached: Vec<KnownRow>,
    changed: Vec<KnownRow>,
}

#[derive(Template)]
#[template(path = "chamber_files/pages/check.html")]
struct CheckPage {
    layout: Layout,
    base: String,
    about: String,
    version: i64,
    seen: Seen,
    more: Option<String>,
}

impl CheckPage {
    const fn taken(&self) -> usize {
        self.seen.new + self.seen.attaches + self.seen.changes + self.seen.same
    }

    fn counts(&self) -> [(&'static str, usize); 5] {
        let seen = &self.seen;
        [
            ("new", seen.new),
            ("attaches", seen.attaches),
            ("changes", seen.changes),
            ("same", seen.same),
            ("wrong", seen.wrong),
        ]
    }

    fn number(&self, count: &usize) -> String {
        self.layout.t.number(u64::try_from(*count).unwrap_or(u64::MAX))
    }
}

/// `GET /{lang}/chamber-files/{id}/check`
pub(in crate::chamber_files) async fn check(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    if file.state != Standing::Open || !file.mapping.columns.contains(&Some(Column::Name)) {
        return Ok(Redirect::to(&path(&lang, file.id, "")).into_response());
    }
    let database = app.journal.database();
    let (sheet, judged) = dry_run(database, &app.files, &app.web.region, &file).await?;
    let mut seen = Seen::default();
    for row in &judged {
        sort(&lang, &file, &sheet, row, &mut seen);
    }
    let left = seen.wrong.saturating_sub(SHOWN);
    let more = (left > 0).then(|| {
        lang.t
            .with("chamber-check-more", &[("count", left.into())])
            .into_owned()
    });
    let shown = CheckPage {
        layout: lang.layout(file.name.clone()).hidden().current("desk"),
        base: path(&lang, file.id, ""),
        about: about(&app, &lang, &file),
        version: file.version,
        seen,
        more,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn sort(lang: &Lang, file: &File, sheet: &Sheet, row: &Judged, seen: &mut Seen) {
    let (count, list) = match &row.fate {
        Fate::New => return seen.new += 1,
        Fate::Same(_) => return seen.same += 1,
        Fate::Wrong(faults) => {
            seen.wrong += 1;
            if seen.wrong_rows.len() < SHOWN {
                seen.wrong_rows.push(wrong_row(lang, file, sheet, row.place, faults));
            }
            return;
        }
        Fate::Attaches(..) => (&mut seen.attaches, &mut seen.attached),
        Fate::Changes(..) => (&mut seen.changes, &mut seen.changed),
    };
    *count += 1;
    if list.len() < SHOWN {
        list.extend(known_row(lang, sheet, row));
    }
}

fn known_row(lang: &Lang, sheet: &Sheet, row: &Judged) -> Option<KnownRow> {
    let entry = row.entry.as_ref()?;
    let line = sheet.rows.get(row.place).map_or(0, |row| row.line);
    let to = |id: &OrganisationId, name: &str| lang.path(&organisation_path(*id, name));
    match &row.fate {
        Fate::Attaches(id, name) => Some(KnownRow {
            line,
            href: to(id, name),
            name: name.clone(),
            changes: Vec::new(),
        }),
        Fate::Changes(id, changes) => Some(KnownRow {
            line,
            href: to(id, &entry.name),
            name: entry.name.clone(),
            changes: changes
                .iter()
                .map(|(field, before, after)| {
                    let flat = |text: &str| text.replace('\n', ", ");
                    let field = lang.t.term("field", field).into_owned();
                    (field, before.as_deref().map(flat).unwrap_or_default(), flat(after))
                })
                .collect(),
        }),
        _ => None,
    }
}

fn wrong_row(lang: &Lang, file: &File, sheet: &Sheet, place: usize, faults: &[CellFault]) -> WrongRow {
    let row = sheet.rows.get(place);
    let cell = |place: usize| row.and_then(|row| row.cells.get(place)).cloned().unwrap_or_default();
    let name = file.mapping.place(Column::Name).map(cell).unwrap_or_default();
    WrongRow {
        line: row.map_or(0, |row| row.line),
        name: cut(&name),
        cells: faults
            .iter()
            .map(|fault| {
                let header = fault.place.and_then(|place| sheet.header.get(place)).cloned();
                (
                    header,
                    fault.place.map(cell).unwrap_or_default(),
                    why(&fault.why, lang.t),
                )
            })
            .collect(),
    }
}

/// `GET /{lang}/chamber-files/{id}/wrong.csv`: the rows that cannot be taken, as they came, with the reasons behind them.
pub(in crate::chamber_files) async fn wrong(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    let database = app.journal.database();
    let (sheet, judged) = dry_run(database, &app.files, &app.web.region, &file).await?;
    let mut head = sheet.header.clone();
    head.push(lang.t.get("chamber-check-line").into_owned());
    head.push(lang.t.get("chamber-check-reasons").into_owned());
    let mut rows = vec![head];
    for row in &judged {
        let (Fate::Wrong(faults), Some(read)) = (&row.fate, sheet.rows.get(row.place)) else {
            continue;
        };
        let mut cells = read.cells.clone();
        cells.push(read.line.to_string());
        let reasons = faults.iter().map(|fault| {
            let header = fault.place.and_then(|place| sheet.header.get(place));
            let text = why(&fault.why, lang.t);
            header.map_or_else(|| text.clone(), |header| format!("{header}: {text}"))
        });
        cells.push(reasons.collect::<Vec<_>>().join("; "));
        rows.push(cells);
    }
    // Excel takes a file without this mark for Windows-1252.
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend(spreadsheet::csv(&rows)?);
    Ok(download(
        bytes,
        CSV,
        &format!("{}.csv", lang.t.get("chamber-check-file")),
    ))
}

/// The version that was looked at.
#[derive(Debug, Default)]
pub(in crate::chamber_files) struct Seal(i64);

impl FromPairs for Seal {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(pairs.parsed("version")?.unwrap_or_default()))
    }
}

/// `POST /{lang}/chamber-files/{id}/import`
pub(in crate::chamber_files) async fn import(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(Seal(version)): FormBody<Seal>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    match actions::import(&app.journal, &actor, file.id, version).await {
        // Sent twice, or named anew in another window: the page says how it stands.
        Ok(()) | Err(FileError::Moved) => Ok(Redirect::to(&path(&lang, file.id, "")).into_response()),
        Err(error) => Err(error.into()),
    }
}
