//! One run: how far it is, what became of its records, what was rejected, what happened to it.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Serialize;

use super::may;
use super::words::{People, moment, register, size, span};
use crate::app::App;
use crate::platform::journal::readers::verbs_about;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FormBody, Kind, Lang, Layout, Params, Result, SignedIn, page};
use crate::registry::actions::{self, RunError};
use crate::registry::course::subject;
use crate::registry::model::RunId;
use crate::registry::queries::{self, RejectView, RunView, Shown};
use crate::registry::rejects::KEPT_REJECTS;

/// Rejected rows on the page; the file has more.
const SHOWN: usize = 50;
/// Entries of the journal on the page.
const ENTRIES: i64 = 100;

/// An entry of the journal as it is read.
struct Entry {
    when: String,
    what: String,
    who: String,
}

/// A rejected row as it is read.
struct Row {
    file: String,
    line: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "registry/pages/show.html")]
struct RunPage {
    layout: Layout,
    id: RunId,
    state: Shown,
    register: String,
    run: RunView,
    /// What changes while it goes on, by the name of its place.
    told: BTreeMap<&'static str, String>,
    facts: Vec<(&'static str, String)>,
    skipped: Vec<(String, String)>,
    /// Why it failed, for the reader, and the sentence of the log.
    failure: Option<(String, String)>,
    rows: Vec<Row>,
    /// Said below the rows where more were rejected than are shown.
    more: Option<String>,
    kept: String,
    entries: Vec<Entry>,
    manages: bool,
    notice: Option<String>,
}

impl RunPage {
    fn is_alive(&self) -> bool {
        self.state.is_alive()
    }

    fn told(&self, name: &str) -> &str {
        self.told.get(name).map_or("", String::as_str)
    }
}

/// `GET /{lang}/runs/{id}`
pub(in crate::registry) async fn show(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let manages = may(&asks.actor)?;
    let run = find(&app, &id).await?;
    if let Some(other) = run.joined_to {
        return Ok(Redirect::to(&lang.path(&format!("/runs/{other}"))).into_response());
    }
    let shown = draw(&app, &lang, run, manages, None).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

async fn find(app: &App, id: &str) -> Result<RunView> {
    let id: RunId = id.parse().map_err(|_| Error::NotFound)?;
    let found = queries::run(app.journal.database().reader(), id).await?;
    found.ok_or(Error::NotFound)
}

async fn draw(app: &App, lang: &Lang, run: RunView, manages: bool, notice: Option<String>) -> Result<RunPage> {
    let (t, region) = (lang.t, &lang.web.region);
    let db = app.journal.database().reader();
    let found = verbs_about(db, &subject(run.id.0), "registry", ENTRIES).await?;
    let mut actors: Vec<&str> = found.iter().map(|entry| entry.actor.as_str()).collect();
    actors.push(&run.actor);
    let people = People::of(db, &actors).await?;
    let entries = found.iter().map(|entry| Entry {
        when: moment(t, region, entry.at),
        what: t
            .term("runs-entry", entry.action.trim_start_matches("registry."))
            .into_owned(),
        // A run that somebody began on a page is carried out by the server.
        who: match entry.actor.as_str() {
            "system:import" if run.actor != "system:import" => t.get("runs-who-server").into_owned(),
            actor => people.name(t, actor),
        },
    });
    let rejected = queries::rejects(db, run.id, SHOWN).await?;
    let name = register(t, region, &run.register);
    Ok(RunPage {
        layout: lang
            .layout(t.with("runs-one", &[("register", name.as_str().into())]))
            .hidden(),
        id: run.id,
        state: run.shown(app.journal.clock().now()),
        register: name,
        told: told(t, &run),
        facts: facts(lang, &people, &run),
        skipped: run
            .outcome
            .skipped
            .iter()
            .map(|(reason, count)| (t.term("runs-skipped", reason).into_owned(), t.number(*count)))
            .collect(),
        failure: run.failure.as_ref().map(|failure| {
            (
                t.term("runs-failure", &failure.code).into_owned(),
                failure.detail.clone(),
            )
        }),
        more: more(t, run.outcome.rejected, rejected.len()),
        rows: rejected.iter().map(|reject| row(t, reject)).collect(),
        kept: t.number(u64::try_from(KEPT_REJECTS).unwrap_or_default()),
        entries: entries.collect(),
        manages,
        notice,
        run,
    })
}

fn row(t: T, reject: &RejectView) -> Row {
    Row {
        file: reject.file.clone(),
        line: t.number(reject.line),
        reason: t.term("runs-reject", &reject.code).into_owned(),
    }
}

fn more(t: T, rejected: u64, shown: usize) -> Option<String> {
    let shown = u64::try_from(shown).unwrap_or_default();
    (rejected > shown).then(|| {
        t.with(
            "runs-rejects-first",
            &[("shown", shown.into()), ("count", rejected.into())],
        )
        .into_owned()
    })
}

/// What does not change.
fn facts(lang: &Lang, people: &People, run: &RunView) -> Vec<(&'static str, String)> {
    let (t, region) = (lang.t, &lang.web.region);
    let mut facts = vec![
        ("runs-source", run.source.clone()),
        ("runs-who", people.name(t, &run.actor)),
        ("runs-started", moment(t, region, run.started_at)),
    ];
    if run.begun_at != run.started_at {
        facts.push(("runs-resumed", moment(t, region, run.begun_at)));
    }
    if run.asked.region_only {
        facts.push(("runs-choice", t.get("runs-region-only").into_owned()));
    }
    if let Some(limit) = run.asked.limit {
        let text = t.with("runs-limit", &[("count", limit.into())]);
        facts.push(("runs-choice", text.into_owned()));
    }
    facts
}

/// What changes while it goes on.
fn told(t: T, run: &RunView) -> BTreeMap<&'static str, String> {
    let counts = run.counts;
    let progress = [("done", size(t, run.step.done)), ("total", size(t, run.step.total))];
    let progress = progress.each_ref().map(|(name, text)| (*name, text.as_str().into()));
    let skipped: u64 = run.outcome.skipped.values().sum();
    BTreeMap::from([
        ("bytes", t.with("runs-bytes", &progress).into_owned()),
        (
            "rate",
            run.rate().map_or_else(String::new, |rate| {
                t.with("runs-rate", &[("count", rate.into())]).into_owned()
            }),
        ),
        (
            "left",
            run.left().map_or_else(String::new, |left| {
                t.with("runs-left", &[("span", span(t, left).into())]).into_owned()
            }),
        ),
        (
            "as_of",
            run.as_of.map_or_else(|| "–".to_owned(), |day| t.date_long(day)),
        ),
        ("read", t.number(run.records())),
        ("created", t.number(counts.created)),
        ("changed", t.number(counts.changed)),
        ("attached", t.number(counts.attached)),
        ("unchanged", t.number(counts.unchanged)),
        ("skipped", t.number(skipped)),
        ("rejected", t.number(run.outcome.rejected)),
    ])
}

/// How far a run is, for the script of its page.
#[derive(Serialize)]
struct Progress {
    state: &'static str,
    done: u64,
    total: u64,
    told: BTreeMap<&'static str, String>,
}

/// `GET /{lang}/runs/{id}/progress`: the changing part of the page, in its language.
pub(in crate::registry) async fn progress(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    may(&asks.actor)?;
    let run = find(&app, &id).await?;
    let told = Progress {
        state: run.shown(app.journal.clock().now()).code(),
        done: run.step.done,
        total: run.step.total,
        told: told(lang.t, &run),
    };
    let mut response = axum::Json(told).into_response();
    Cache::Private.apply(response.headers_mut());
    response.extensions_mut().insert(Kind::Static);
    Ok(response)
}

/// `GET /{lang}/runs/{id}/rejects.tsv`: file, line, code and reason of each rejected row that is kept.
pub(in crate::registry) async fn rejects(
    State(app): State<App>,
    asks: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    may(&asks.actor)?;
    let run = find(&app, &id).await?;
    let rows = queries::rejects(app.journal.database().reader(), run.id, KEPT_REJECTS).await?;
    let mut text = String::from("file\tline\tcode\treason\n");
    for row in rows {
        text.push_str(&format!("{}\t{}\t{}\t{}\n", row.file, row.line, row.code, row.reason));
    }
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/tab-separated-values; charset=utf-8"),
    );
    let name = format!("attachment; filename=\"rejects-{}.tsv\"", run.id);
    let name = HeaderValue::try_from(name).map_err(|error| Error::from(anyhow::Error::new(error)))?;
    headers.insert(header::CONTENT_DISPOSITION, name);
    Cache::Private.apply(headers);
    response.extensions_mut().insert(Kind::Static);
    Ok(response)
}

/// `POST /{lang}/runs/{id}/cancel`
pub(in crate::registry) async fn cancel(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id: RunId = id.parse().map_err(|_| Error::NotFound)?;
    let done = actions::cancel(&app.journal, &asks.actor, id).await;
    answer(&app, &lang, &asks, id, done).await
}

/// `POST /{lang}/runs/{id}/resume`
pub(in crate::registry) async fn resume(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id: RunId = id.parse().map_err(|_| Error::NotFound)?;
    let done = actions::resume(&app.journal, &lang.web.region, &asks.actor, id).await;
    answer(&app, &lang, &asks, id, done).await
}

/// Back to the run, with a word where the state was another than the page had shown.
async fn answer(
    app: &App,
    lang: &Lang,
    asks: &SignedIn,
    id: RunId,
    done: std::result::Result<(), RunError>,
) -> Result<Response> {
    let key = match done {
        Ok(()) => return Ok(Redirect::to(&lang.path(&format!("/runs/{id}"))).into_response()),
        Err(RunError::Busy(_)) => "runs-busy",
        Err(RunError::NotNow) => "runs-not-now",
        Err(error) => return Err(error.into()),
    };
    let run = find(app, &id.to_string()).await?;
    let notice = lang.t.get(key).into_owned();
    let shown = draw(app, lang, run, may(&asks.actor)?, Some(notice)).await?;
    page(&shown, StatusCode::CONFLICT, Cache::Private)
}
