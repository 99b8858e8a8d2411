//! All runs, and the form that starts one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::may;
use super::words::{People, moment, register, size};
use crate::app::App;
use crate::platform::access::Actor;
use crate::platform::texts::T;
use crate::platform::web::{Cache, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};
use crate::registry::actions::{self, RunError, Wish};
use crate::registry::folder;
use crate::registry::queries::{self, RunView};

/// What was typed into the form.
#[derive(Clone, Debug, Default)]
pub(in crate::registry) struct Typed {
    register: String,
    file: String,
    as_of: String,
    region_only: bool,
}

impl FromPairs for Typed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            register: pairs.one("register")?.unwrap_or_default(),
            file: pairs.one("file")?.unwrap_or_default(),
            as_of: pairs.one("as_of")?.unwrap_or_default(),
            region_only: pairs.one("region_only")?.is_some(),
        })
    }
}

impl Typed {
    /// What is meant, or the fields that are wrong, each with the message that says why.
    fn wish(&self) -> std::result::Result<Wish, Vec<(&'static str, &'static str)>> {
        let mut wrong = Vec::new();
        let register = self.register.parse().ok().filter(|found| choices().contains(found));
        let as_of = match self.as_of.trim() {
            "" => Ok(None),
            text => text.parse().map(Some),
        };
        if register.is_none() {
            wrong.push(("register", "runs-register-missing"));
        }
        if self.file.is_empty() {
            wrong.push(("file", "runs-file-missing"));
        }
        if as_of.is_err() {
            wrong.push(("as_of", "runs-as-of-wrong"));
        }
        match (register, as_of) {
            (Some(register), Ok(as_of)) if wrong.is_empty() => Ok(Wish {
                register,
                name: self.file.clone(),
                as_of,
                region_only: self.region_only,
            }),
            _ => Err(wrong),
        }
    }
}

/// What can be imported from a page: what the registers send out.
fn choices() -> Vec<registers::Register> {
    let all = registers::Register::ALL.iter().copied();
    all.filter(|register| *register != registers::Register::Demo).collect()
}

/// A field that is wrong, and why.
struct Fault {
    field: &'static str,
    text: String,
}

/// What the form shows.
struct Form {
    registers: Vec<(&'static str, String)>,
    files: Vec<(String, String)>,
    typed: Typed,
    faults: Vec<Fault>,
}

impl Form {
    fn fault(&self, field: &str) -> Option<&str> {
        let found = self.faults.iter().find(|fault| fault.field == field);
        found.map(|fault| fault.text.as_str())
    }
}

/// A line of the list.
struct Line {
    href: String,
    register: String,
    source: String,
    state: &'static str,
    as_of: String,
    when: String,
    who: String,
    read: String,
    changed: String,
    rejected: String,
}

#[derive(Template)]
#[template(path = "registry/pages/list.html")]
struct ListPage {
    layout: Layout,
    live: bool,
    lines: Vec<Line>,
    /// None where nothing can be started from here.
    form: Option<Form>,
    manages: bool,
}

/// `GET /{lang}/runs`
pub(in crate::registry) async fn list(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let shown = draw(&app, &lang, &asks.actor, Typed::default(), Vec::new()).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

async fn draw(app: &App, lang: &Lang, actor: &Actor, typed: Typed, faults: Vec<Fault>) -> Result<ListPage> {
    let manages = may(actor)?;
    let db = app.journal.database().reader();
    let runs = queries::runs(db).await?;
    let actors: Vec<&str> = runs.iter().map(|run| run.actor.as_str()).collect();
    let people = People::of(db, &actors).await?;
    let now = app.journal.clock().now();
    let t = lang.t;
    let form = app.imports.folder().filter(|_| manages).map(|folder| Form {
        registers: choices()
            .into_iter()
            .map(|known| (known.code(), register(t, &lang.web.region, known.code())))
            .collect(),
        files: files(t, folder),
        typed,
        faults,
    });
    Ok(ListPage {
        layout: lang.layout(t.get("runs-title")).hidden(),
        live: runs.iter().any(|run| run.shown(now).is_alive()),
        lines: runs.iter().map(|run| line(lang, &people, run, now)).collect(),
        form,
        manages,
    })
}

fn files(t: T, folder: &std::path::Path) -> Vec<(String, String)> {
    let shown = |one: folder::Listed| {
        let about = match one.bytes {
            Some(bytes) => size(t, bytes),
            None => t.get("runs-folder").into_owned(),
        };
        let text = format!("{} ({about})", one.name);
        (one.name, text)
    };
    folder::list(folder).into_iter().map(shown).collect()
}

fn line(lang: &Lang, people: &People, run: &RunView, now: i64) -> Line {
    let t = lang.t;
    let counts = run.counts;
    Line {
        href: lang.path(&format!("/runs/{}", run.id)),
        register: register(t, &lang.web.region, &run.register),
        source: run.source.clone(),
        state: run.shown(now).code(),
        as_of: run.as_of.map_or_else(|| "–".to_owned(), |day| t.date(day)),
        when: moment(t, &lang.web.region, run.started_at),
        who: people.name(t, &run.actor),
        read: t.number(run.records()),
        changed: t.number(counts.created + counts.changed + counts.attached),
        rejected: t.number(run.outcome.rejected),
    }
}

/// `POST /{lang}/runs`
pub(in crate::registry) async fn start(
    State(app): State<App>,
    lang: Lang,
    asks: SignedIn,
    FormBody(typed): FormBody<Typed>,
) -> Result<Response> {
    let fault = |(field, key): (&'static str, &'static str)| Fault {
        field,
        text: lang.t.get(key).into_owned(),
    };
    let faults = match typed.wish() {
        Err(wrong) => wrong.into_iter().map(fault).collect(),
        Ok(wish) => {
            let with = (&app.imports, &lang.web.region);
            match actions::start(&app.journal, with, &asks.actor, &wish).await {
                Ok(id) => return Ok(Redirect::to(&lang.path(&format!("/runs/{id}"))).into_response()),
                Err(RunError::NoFile) if app.imports.folder().is_some() => vec![fault(("file", "runs-file-gone"))],
                Err(RunError::Busy(_)) => vec![fault(("file", "runs-busy"))],
                Err(error) => return Err(error.into()),
            }
        }
    };
    let shown = draw(&app, &lang, &asks.actor, typed, faults).await?;
    page(&shown, StatusCode::UNPROCESSABLE_ENTITY, Cache::Private)
}
