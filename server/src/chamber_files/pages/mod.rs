//! The pages of a chamber's files: the list, naming columns, looking at the rows, how a run stands, the template.

mod check;
mod file;
mod list;
mod template;

pub(super) use check::{check, import, wrong};
pub(super) use file::{discard, name_columns, show, undo};
pub(super) use list::{bring, list};
pub(super) use template::{template_csv, template_xlsx};

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::model::FileId;
use super::queries::{self, File};
use crate::app::App;
use crate::platform::access::{Action, Actor, Chamber, decide, scope};
use crate::platform::web::{Cache, Error, Kind, Lang, Result};

/// The chambers in whose name this person may bring a file: code and name.
fn chambers<'a>(app: &'a App, lang: &Lang, actor: &Actor) -> Result<Vec<(&'a str, &'a str)>> {
    let mut found = Vec::new();
    let mut refused = Error::NotFound;
    for (code, _) in actor.mandates() {
        match decide(actor, Action::BringChamberFile, &Chamber(code)) {
            Ok(_grant) => {
                let chamber = app.web.region.chamber(code);
                found.extend(chamber.map(|chamber| (chamber.code.as_str(), chamber.name.get(lang.locale()))));
            }
            Err(refusal) => refused = refusal.into(),
        }
    }
    if found.is_empty() { Err(refused) } else { Ok(found) }
}

/// A file of one of this person's chambers; any other is not found.
async fn own(app: &App, lang: &Lang, actor: &Actor, id: &str) -> Result<File> {
    chambers(app, lang, actor)?;
    let id: FileId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::BringChamberFile);
    let found = queries::find(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// Where the page of a file is.
fn path(lang: &Lang, id: FileId, rest: &str) -> String {
    lang.path(&format!("/chamber-files/{id}{rest}"))
}

/// Bytes to be kept by whoever asked for them.
fn download(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = Response::new(Body::from(bytes));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(name) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Cache::Private.apply(headers);
    response.extensions_mut().insert(Kind::Static);
    response
}

const CSV: &str = "text/csv; charset=utf-8; header=present";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
