//! One page: what goes on, what waits, what was given up.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::actions::{self, JobError};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Node};
use crate::platform::clock::DAY;
use crate::platform::id::{decode, encode};
use crate::platform::journal::{self, Cursors};
use crate::platform::mail::given_up::{self, GivenUp};
use crate::platform::mail::standing;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FormBody, Lang, Layout, Params, Result, SignedIn, page};
use crate::{registry, webhooks};

const MINUTE: i64 = DAY / 1440;
/// Letters that are shown; there are as many as that only where the mail server refuses everything.
const SHOWN: i64 = 50;

/// A reader of the journal.
struct Reader {
    name: String,
    about: String,
    behind: String,
    late: bool,
}

/// An import that goes on.
struct Run {
    href: String,
    source: String,
    read: String,
}

/// A letter that was given up.
struct Letter {
    id: String,
    about: String,
    error: String,
}

#[derive(Template)]
#[template(path = "jobs/show.html")]
struct JobsPage {
    layout: Layout,
    entries: String,
    waiting_entries: bool,
    readers: Vec<Reader>,
    runs: Vec<Run>,
    letters_waiting: String,
    letters_since: Option<String>,
    letters_error: Option<String>,
    letters_held: Option<String>,
    deliveries_waiting: String,
    deliveries_failed: String,
    given_up: Vec<Letter>,
    more: Option<String>,
    manages: bool,
}

/// `GET /{lang}/jobs`
pub(super) async fn show(State(app): State<App>, lang: Lang, asks: SignedIn, _: Params<()>) -> Result<Response> {
    let shown = draw(&app, &lang, &asks.actor).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

async fn draw(app: &App, lang: &Lang, actor: &Actor) -> Result<JobsPage> {
    let grant = access::decide(actor, Action::ReadRuns, &Node)?;
    let (t, db, now) = (lang.t, app.journal.database().reader(), app.journal.clock().now());
    let cursors = journal::cursors(db).await?;
    let letters = standing::standing(db, now, 0).await?;
    let (waiting, failed) = webhooks::queries::counts(&grant, db).await?;
    let given_up = given_up::newest(db, SHOWN).await?;
    let more = letters.given_up - i64::try_from(given_up.len()).unwrap_or(SHOWN);
    let runs = registry::queries::going_on(&grant, db, now).await?;
    Ok(JobsPage {
        layout: lang.layout(t.get("jobs-title")).hidden(),
        entries: count(t, cursors.head),
        waiting_entries: cursors.pending_since.is_some_and(|since| now - since > MINUTE),
        readers: readers(t, &cursors, now),
        runs: runs
            .into_iter()
            .map(|run| Run {
                href: lang.path(&format!("/runs/{}", run.id)),
                source: run.source,
                read: t.number(run.read),
            })
            .collect(),
        letters_waiting: count(t, letters.waiting),
        letters_since: letters.since.map(|at| lang.moment(at)),
        letters_error: letters.error,
        letters_held: (letters.held > 0).then(|| count(t, letters.held)),
        deliveries_waiting: t.number(waiting),
        deliveries_failed: t.number(failed),
        given_up: given_up.into_iter().map(|letter| line(lang, letter)).collect(),
        more: (more > 0).then(|| count(t, more)),
        manages: access::decide(actor, Action::ManageRuns, &Node).is_ok(),
    })
}

/// Each with how many entries it has still to read; late is who has not read for minutes what there was.
fn readers(t: T, cursors: &Cursors, now: i64) -> Vec<Reader> {
    let reader = |(name, at): &(String, i64)| {
        let behind = cursors.head - at;
        Reader {
            about: t.term("jobs-reader", name).into_owned(),
            name: name.clone(),
            late: cursors.is_late(*at, now),
            behind: count(t, behind),
        }
    };
    cursors.readers.iter().map(reader).collect()
}

fn line(lang: &Lang, letter: GivenUp) -> Letter {
    let t = lang.t;
    let given = [
        ("kind", letter.kind.as_str().into()),
        ("host", letter.host.as_str().into()),
        ("tries", letter.tries.into()),
        ("at", lang.moment(letter.at).into()),
    ];
    Letter {
        id: encode(letter.id),
        about: t.with("jobs-letter", &given).into_owned(),
        error: letter.error,
    }
}

fn count(t: T, count: i64) -> String {
    t.number(u64::try_from(count).unwrap_or_default())
}

/// `POST /{lang}/jobs/letters`: all that were given up are tried again.
pub(super) async fn all_again(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    match actions::try_again(&app.journal, &asks.actor, None).await {
        // None is left: the page says so.
        Ok(()) | Err(JobError::Gone) => Ok(back(&lang)),
        Err(error) => Err(error.into()),
    }
}

/// `POST /{lang}/jobs/letters/{id}/{verb}`: `again` or `drop`.
pub(super) async fn act(
    State(app): State<App>,
    lang: Lang,
    Path((_, id, verb)): Path<(String, String, String)>,
    asks: SignedIn,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id = decode(&id).ok_or(Error::NotFound)?;
    match verb.as_str() {
        "again" => actions::try_again(&app.journal, &asks.actor, Some(id)).await?,
        "drop" => actions::drop_letter(&app.journal, &asks.actor, id).await?,
        _ => return Err(Error::NotFound),
    }
    Ok(back(&lang))
}

fn back(lang: &Lang) -> Response {
    Redirect::to(&format!("{}#given-up", lang.path("/jobs"))).into_response()
}
