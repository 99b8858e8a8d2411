//! One file: what its columns mean as long as it is open, then how its run stands.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::{own, path};
use crate::app::App;
use crate::chamber_files::actions::{self, FileError};
use crate::chamber_files::look::sheet;
use crate::chamber_files::model::{Column, KEPT_DAYS, MOST_COLUMNS, State as Standing};
use crate::chamber_files::queries::{self, File};
use crate::chamber_files::reading::Sheet;
use crate::chamber_files::rules::{MappingFault, TypedMapping};
use crate::organisations::model::Kind;
use crate::organisations::path as organisation_path;
use crate::organisations::queries::summaries;
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// Sample values beside a column.
const SAMPLES: usize = 3;
/// Longest of them in characters.
const SAMPLE: usize = 60;
/// Organisations somebody has gone on with that are listed.
const KEPT: u64 = 100;
/// Seconds after which the page of a run comes again by itself.
const AGAIN: &str = "3";

/// A column of the file.
struct ColumnView {
    place: usize,
    name: String,
    samples: Vec<String>,
    chosen: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "chamber_files/pages/columns.html")]
struct ColumnsPage {
    layout: Layout,
    base: String,
    about: String,
    columns: Vec<ColumnView>,
    kind: String,
    /// Where it stands, and what.
    faults: Vec<(String, String)>,
}

impl ColumnsPage {
    fn fields(&self) -> &'static [Column] {
        Column::ALL
    }

    fn kinds(&self) -> &'static [Kind] {
        Kind::ALL
    }
}

#[derive(Template)]
#[template(path = "chamber_files/pages/run.html")]
struct RunPage {
    layout: Layout,
    base: String,
    about: String,
    file: File,
    share: String,
    counts: Vec<(&'static str, u64)>,
    /// Address and name of those somebody has gone on with.
    kept: Vec<(String, String)>,
    days: i64,
}

impl RunPage {
    fn is(&self, code: &str) -> bool {
        self.file.state.code() == code
    }

    fn can_undo(&self) -> bool {
        self.file.state == Standing::Imported && !self.file.sha256.is_empty()
    }

    fn number(&self, count: &u64) -> String {
        self.layout.t.number(*count)
    }
}

/// The file in a line: its chamber, its date, its rows.
pub(super) fn about(app: &App, lang: &Lang, file: &File) -> String {
    let chamber = app.web.region.chamber(&file.chamber);
    let chamber = chamber.map_or(file.chamber.as_str(), |chamber| chamber.name.get(lang.locale()));
    let said = [
        ("chamber", chamber.into()),
        ("date", lang.t.date(file.dated).into()),
        ("rows", file.total.into()),
    ];
    lang.t.with("chamber-file-about", &said).into_owned()
}

/// `GET /{lang}/chamber-files/{id}`
pub(in crate::chamber_files) async fn show(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    if file.state != Standing::Open {
        return run(&app, &lang, &actor, file).await;
    }
    let columns = file.mapping.columns.iter();
    let typed = TypedMapping {
        columns: columns
            .map(|column| column.map_or("", Column::code).to_owned())
            .collect(),
        kind: file.mapping.kind.code().to_owned(),
    };
    columns_page(&app, &lang, &file, &typed, &[]).await
}

async fn columns_page(
    app: &App,
    lang: &Lang,
    file: &File,
    typed: &TypedMapping,
    faults: &[MappingFault],
) -> Result<Response> {
    let sheet = sheet(&app.files, file).await?;
    let status = if faults.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let shown = ColumnsPage {
        layout: lang.layout(file.name.clone()).hidden().current("desk"),
        base: path(lang, file.id, ""),
        about: about(app, lang, file),
        columns: (0..sheet.header.len())
            .map(|place| column(lang, &sheet, place, typed, faults))
            .collect(),
        kind: typed.kind.clone(),
        faults: faults.iter().map(|fault| said(lang, *fault)).collect(),
    };
    page(&shown, status, Cache::Private)
}

fn column(lang: &Lang, sheet: &Sheet, place: usize, typed: &TypedMapping, faults: &[MappingFault]) -> ColumnView {
    let name = sheet.header.get(place).filter(|name| !name.is_empty());
    let nameless = || {
        lang.t
            .with("chamber-file-nameless", &[("number", (place + 1).into())])
            .into_owned()
    };
    let cells = sheet.rows.iter().filter_map(|row| row.cells.get(place));
    let samples = cells.filter(|cell| !cell.is_empty()).take(SAMPLES);
    let here =
        |fault: &&MappingFault| matches!(fault, MappingFault::Twice(at, _) | MappingFault::Unknown(at) if *at == place);
    ColumnView {
        place,
        name: name.cloned().unwrap_or_else(nameless),
        samples: samples.map(|cell| cut(cell)).collect(),
        chosen: typed.columns.get(place).cloned().unwrap_or_default(),
        wrong: faults.iter().find(here).map(|fault| said(lang, *fault).1),
    }
}

/// A cell as it fits beside others.
pub(super) fn cut(cell: &str) -> String {
    let short: String = cell.chars().take(SAMPLE).collect();
    if short.len() < cell.len() {
        format!("{short}…")
    } else {
        short
    }
}

/// Where a fault stands on the page, and its text.
fn said(lang: &Lang, fault: MappingFault) -> (String, String) {
    let t = lang.t;
    match fault {
        MappingFault::NoName => ("column-0".to_owned(), t.get("chamber-file-no-name").into_owned()),
        MappingFault::NoKind => ("kind".to_owned(), t.get("chamber-file-no-kind").into_owned()),
        MappingFault::Unknown(place) => (format!("column-{place}"), t.get("chamber-file-unknown").into_owned()),
        MappingFault::Twice(place, column) => {
            let name = t.term("chamber-column", column.code());
            let text = t.with("chamber-file-twice", &[("column", name.as_ref().into())]);
            (format!("column-{place}"), text.into_owned())
        }
    }
}

/// What is chosen for the columns.
#[derive(Debug, Default)]
pub(in crate::chamber_files) struct Chosen(TypedMapping);

impl FromPairs for Chosen {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut columns = Vec::new();
        for place in 0..MOST_COLUMNS {
            columns.push(pairs.one(&format!("column-{place}"))?.unwrap_or_default());
        }
        let kind = pairs.one("kind")?.unwrap_or_default();
        Ok(Self(TypedMapping { columns, kind }))
    }
}

/// `POST /{lang}/chamber-files/{id}`
pub(in crate::chamber_files) async fn name_columns(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(Chosen(typed)): FormBody<Chosen>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    if file.state != Standing::Open {
        return Ok(Redirect::to(&path(&lang, file.id, "")).into_response());
    }
    match typed.check(file.mapping.columns.len()) {
        Ok(mapping) => {
            actions::name_columns(&app.journal, &actor, file.id, &mapping).await?;
            Ok(Redirect::to(&path(&lang, file.id, "/check")).into_response())
        }
        Err(faults) => columns_page(&app, &lang, &file, &typed, &faults).await,
    }
}

/// How a run stands. While it works, the page comes again by itself.
async fn run(app: &App, lang: &Lang, actor: &crate::platform::access::Actor, file: File) -> Result<Response> {
    let working = matches!(file.state, Standing::Importing | Standing::Undoing);
    let kept = queries::kept(app.journal.database(), file.id, KEPT).await?;
    let ids: Vec<uuid::Uuid> = kept.iter().map(|id| id.0).collect();
    let scope = scope(actor, Action::ReadOrganisation);
    let kept = summaries(&scope, app.journal.database(), &ids).await?;
    let kept = kept.into_iter();
    let counts = file.counts;
    let shown = RunPage {
        layout: lang.layout(file.name.clone()).hidden().current("desk"),
        base: path(lang, file.id, ""),
        about: about(app, lang, &file),
        share: format!(
            "{} / {}",
            lang.t.number(number(file.position)),
            lang.t.number(number(file.total))
        ),
        counts: [
            ("created", counts.created),
            ("attached", counts.attached),
            ("changed", counts.changed),
            ("unchanged", counts.unchanged),
            ("wrong", counts.wrong),
            ("undone", counts.undone),
            ("kept", counts.kept),
        ]
        .into_iter()
        .filter(|(code, count)| *count > 0 || *code == "created")
        .collect(),
        kept: kept
            .map(|row| (lang.path(&organisation_path(row.id, &row.name)), row.name))
            .collect(),
        days: KEPT_DAYS,
        file,
    };
    let mut response = page(&shown, StatusCode::OK, Cache::Private)?;
    if working {
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static(AGAIN));
    }
    Ok(response)
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// `POST /{lang}/chamber-files/{id}/undo`
pub(in crate::chamber_files) async fn undo(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    match actions::undo(&app.journal, &actor, file.id).await {
        // Sent twice: its page says how it stands.
        Ok(()) | Err(FileError::Moved) => Ok(Redirect::to(&path(&lang, file.id, "")).into_response()),
        Err(error) => Err(error.into()),
    }
}

/// `POST /{lang}/chamber-files/{id}/discard`
pub(in crate::chamber_files) async fn discard(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let file = own(&app, &lang, &actor, &id).await?;
    actions::discard(&app.journal, &app.files, &actor, file.id).await?;
    Ok(Redirect::to(&lang.path("/chamber-files")).into_response())
}
