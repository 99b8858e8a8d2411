//! What somebody was told, and how their letters come.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::notices::model::Kind;
use crate::notices::queries::Letters;
use crate::notices::tables::notice::Model;
use crate::notices::{actions, queries};
use crate::platform::access::{self, Action};
use crate::platform::texts::T;
use crate::platform::web::{
    Cache, Detail, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page,
};

/// The button that was pressed: `stop` or `resume`.
pub(in crate::notices) struct Choice(pub(super) bool);

impl FromPairs for Choice {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        match pairs.one("letters")?.as_deref() {
            Some("stop") => Ok(Self(true)),
            Some("resume") => Ok(Self(false)),
            _ => Err(Error::Malformed(
                Detail::new("error-parameter-value").with("name", "letters"),
            )),
        }
    }
}

struct Row {
    text: String,
    /// What the case, or the organisation, is called.
    name: Option<String>,
    href: String,
    date: String,
    unread: bool,
}

#[derive(Template)]
#[template(path = "notices/pages/list.html")]
struct ListPage {
    layout: Layout,
    rows: Vec<Row>,
    unread: usize,
    stopped: bool,
    bouncing: bool,
}

/// `GET /{lang}/notices`
pub(in crate::notices) async fn list(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let db = app.journal.database().reader();
    let _grant = access::decide(&asks.actor, Action::ManageAccount, &actions::own(asks.person))?;
    let scope = access::scope(&asks.actor, Action::ManageAccount);
    let notices = queries::list(&scope, db).await?;
    let names = queries::names(&asks.actor, app.journal.database(), &notices).await?;
    let letters = queries::letters(db, asks.person).await?;
    let zone = app.web.region.zone;
    let rows: Vec<Row> = notices
        .iter()
        .filter_map(|notice| {
            Some(Row {
                text: text(lang.t, notice)?,
                // A case whose applicant was erased is called by its number.
                name: names
                    .get(&notice.subject)
                    .filter(|name| **name != notice.reference)
                    .cloned(),
                href: lang.path(&notice.path),
                date: lang.t.date(zone.day(notice.at)),
                unread: notice.read_at.is_none(),
            })
        })
        .collect();
    let shown = ListPage {
        layout: lang.layout(lang.t.get("notices-title")).hidden(),
        unread: rows.iter().filter(|row| row.unread).count(),
        rows,
        stopped: letters == Letters::Stopped,
        bouncing: letters == Letters::Bouncing,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn text(t: T, notice: &Model) -> Option<String> {
    let words = Kind::from_code(&notice.kind)?.words();
    let number = [("number", notice.reference.as_str().into())];
    Some(t.with(words.line, &number).into_owned())
}

/// `POST /{lang}/notices/read`
pub(in crate::notices) async fn mark_read(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    actions::mark_read(&app.journal, &asks.actor, asks.person).await?;
    Ok(Redirect::to(&lang.path("/notices")).into_response())
}

/// `POST /{lang}/notices/letters`
pub(in crate::notices) async fn choose(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(Choice(stop)): FormBody<Choice>,
) -> Result<Response> {
    actions::set_stopped(&app.journal, Some(&asks.actor), asks.person, stop).await?;
    Ok(Redirect::to(&lang.path("/notices")).into_response())
}
