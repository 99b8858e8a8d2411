//! The files of a chamber, and bringing another.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;

use super::{chambers, path};
use crate::app::App;
use crate::chamber_files::actions::{self, Brought};
use crate::chamber_files::model::{FILE_LIMIT, KEPT_DAYS, MOST_COLUMNS, MOST_ROWS};
use crate::chamber_files::outside::sheet_detail;
use crate::chamber_files::queries::{self, File};
use crate::chamber_files::reading::{Sheet, SheetFault, read};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::files::{Received, receive_up_to};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, SignedIn, Visitor, page};

#[derive(Template)]
#[template(path = "chamber_files/pages/list.html")]
struct ListPage<'a> {
    layout: Layout,
    chambers: Vec<(&'a str, &'a str)>,
    /// Address, name, chamber, date, state.
    files: Vec<[String; 5]>,
    chosen: String,
    date: String,
    wrong_file: Option<String>,
    wrong_date: Option<String>,
    limits: String,
}

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Rejected {
    chamber: String,
    date: String,
    wrong_file: Option<String>,
    wrong_date: Option<String>,
}

/// `GET /{lang}/chamber-files`
pub(in crate::chamber_files) async fn list(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let typed = Rejected {
        date: app.web.region.today(app.journal.clock()).to_string(),
        ..Rejected::default()
    };
    shown(&app, &lang, &actor, typed, StatusCode::OK).await
}

async fn shown(app: &App, lang: &Lang, actor: &Actor, typed: Rejected, status: StatusCode) -> Result<Response> {
    let chambers = chambers(app, lang, actor)?;
    let scope = scope(actor, Action::BringChamberFile);
    let files = queries::list(&scope, app.journal.database()).await?;
    let limits = [
        ("megabytes", (FILE_LIMIT / 1024 / 1024).into()),
        ("rows", MOST_ROWS.into()),
        ("columns", MOST_COLUMNS.into()),
        ("days", KEPT_DAYS.into()),
    ];
    let shown = ListPage {
        layout: lang.layout(lang.t.get("chamber-files-title")).hidden().current("desk"),
        files: files.iter().map(|file| line(app, lang, file)).collect(),
        chosen: typed.chamber,
        date: typed.date,
        wrong_file: typed.wrong_file,
        wrong_date: typed.wrong_date,
        limits: lang.t.with("chamber-files-limits", &limits).into_owned(),
        chambers,
    };
    page(&shown, status, Cache::Private)
}

fn line(app: &App, lang: &Lang, file: &File) -> [String; 5] {
    let chamber = app.web.region.chamber(&file.chamber);
    [
        path(lang, file.id, ""),
        file.name.clone(),
        chamber
            .map_or(file.chamber.as_str(), |chamber| chamber.name.get(lang.locale()))
            .to_owned(),
        lang.t.date(file.dated),
        lang.t.term("chamber-file-state", file.state.code()).into_owned(),
    ]
}

/// `POST /{lang}/chamber-files`
pub(in crate::chamber_files) async fn bring(
    State(app): State<App>,
    lang: Lang,
    visitor: Visitor,
    SignedIn { actor, person }: SignedIn,
    request: Request,
) -> Result<Response> {
    // Asked first: nobody else's bytes are listened to.
    let own = chambers(&app, &lang, &actor)?;
    let received = receive_up_to(request, FILE_LIMIT).await?;
    visitor.check_form(received.field("_csrf"))?;
    let chamber = received.field("chamber").unwrap_or_default().to_owned();
    let typed = received.field("date").unwrap_or_default().trim().to_owned();
    let today = app.web.region.today(app.journal.clock());
    let dated = typed.parse::<NaiveDate>().ok();
    let wrong_date = match dated {
        None => Some("chamber-files-date-unread"),
        Some(day) if day > today => Some("chamber-files-date-future"),
        Some(_) => None,
    };
    let (name, sheet) = sheet_of(received).await?;
    let known = own.iter().find(|(code, _)| *code == chamber).map(|(code, _)| *code);
    match (known, dated.filter(|_| wrong_date.is_none()), sheet) {
        (Some(chamber), Some(dated), Ok(sheet)) => {
            let brought = Brought {
                chamber,
                person,
                name,
                dated,
                sheet,
                language: lang.locale().code(),
            };
            let with = (&app.files, &*app.web.region);
            let id = actions::bring(&app.journal, with, &actor, brought).await?;
            Ok(Redirect::to(&path(&lang, id, "")).into_response())
        }
        // A chamber this person has no mandate in is no choice of theirs.
        (None, ..) => Err(crate::platform::web::Error::NotFound),
        (_, _, sheet) => {
            let rejected = Rejected {
                chamber,
                date: typed,
                wrong_file: sheet.err().map(|fault| wrong_file(&lang, &name, fault)),
                wrong_date: wrong_date.map(|key| lang.t.get(key).into_owned()),
            };
            shown(&app, &lang, &actor, rejected, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

fn wrong_file(lang: &Lang, name: &str, fault: Option<SheetFault>) -> String {
    match fault {
        Some(fault) => format!("{name}: {}", sheet_detail(fault).text(lang.t)),
        None => lang.t.get("chamber-files-none").into_owned(),
    }
}

/// The first file of the form as a table, with its name.
async fn sheet_of(received: Received) -> Result<(String, std::result::Result<Sheet, Option<SheetFault>>)> {
    let Some(file) = received.files.into_iter().next() else {
        return Ok((String::new(), Err(None)));
    };
    let name = file.name.clone();
    let read = file.look(|name, _, bytes| match bytes {
        Some(bytes) => read(name, &bytes),
        None => Err(SheetFault::TooLarge),
    });
    Ok((name, read.await?.map_err(Some)))
}
