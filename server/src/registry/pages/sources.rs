//! Where the data come from: publisher, licence and the line it asks for, the date they hold for, how many there are.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use tokio::sync::Mutex;

use super::words::moment;
use crate::app::App;
use crate::organisations::queries::records_by_register;
use crate::platform::region::{Credit, Register};
use crate::platform::texts::T;
use crate::platform::web::{Cache, Lang, Layout, Params, Result, page};
use crate::registry::queries::{self, RunView};

/// What the counts hold for: the last runs that ended, and the day.
type Of = (Vec<i64>, chrono::NaiveDate);
/// Records by register.
type Counts = Arc<Vec<(String, u64)>>;

/// The counts, made anew when a run has ended: over a million records they take a second.
#[derive(Clone, Default)]
pub(in crate::registry) struct Kept(Arc<Mutex<Option<(Of, Counts)>>>);

impl Kept {
    async fn counts(&self, app: &App, state: Of) -> Result<Counts> {
        let mut kept = self.0.lock().await;
        if let Some((_, counts)) = kept.as_ref().filter(|(of, _)| *of == state) {
            return Ok(Arc::clone(counts));
        }
        let counts = Arc::new(records_by_register(app.journal.database()).await?);
        *kept = Some((state, Arc::clone(&counts)));
        Ok(counts)
    }
}

/// A register as it is shown.
struct Source<'a> {
    register: &'a Register,
    /// What was read of it; none where nothing was.
    read: Option<Read>,
}

struct Read {
    records: String,
    run: Option<LastRun>,
}

struct LastRun {
    as_of: Option<String>,
    when: String,
    rejected: String,
}

#[derive(Template)]
#[template(path = "registry/pages/sources.html")]
struct SourcesPage<'a> {
    layout: Layout,
    sources: Vec<Source<'a>>,
    credits: &'a [Credit],
}

/// `GET /{lang}/sources`
pub(in crate::registry) async fn sources(
    State(app): State<App>,
    Extension(kept): Extension<Kept>,
    lang: Lang,
    _: Params<()>,
) -> Result<Response> {
    let t = lang.t;
    let runs = queries::last_runs(app.journal.database().reader()).await?;
    let today = lang.web.region.today(app.journal.clock());
    let counts = kept
        .counts(&app, (runs.iter().map(|run| run.seen_at).collect(), today))
        .await?;
    let region = &lang.web.region;
    let shown = region.registers.iter().filter_map(|register| {
        let count = counts
            .iter()
            .find(|(code, _)| *code == register.code)
            .map(|(_, count)| *count);
        let run = runs.iter().find(|run| run.register == register.code);
        // Fictional data are named where there are some, and nowhere else.
        let is_hidden = register.code == "demo" && count.is_none();
        (!is_hidden).then(|| Source {
            register,
            read: count.map(|count| read(&lang, run, count)),
        })
    });
    let layout = lang
        .layout(t.get("sources-title"))
        .description(t.get("sources-lead"))
        .current("sources");
    let shown = SourcesPage {
        layout,
        sources: shown.collect(),
        credits: &region.credits,
    };
    let cache = if lang.visitor.is_signed_in() {
        Cache::Private
    } else {
        Cache::Public
    };
    page(&shown, StatusCode::OK, cache)
}

fn read(lang: &Lang, run: Option<&RunView>, count: u64) -> Read {
    let t: T = lang.t;
    let last = |run: &RunView| LastRun {
        as_of: run.as_of.map(|day| t.date_long(day)),
        when: moment(t, &lang.web.region, run.seen_at),
        rejected: t.number(run.outcome.rejected),
    };
    Read {
        records: t.number(count),
        run: run.map(last),
    }
}
