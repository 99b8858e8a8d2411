//! The panel beside the form: who answers already.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::open;
use super::shown::{by, other};
use crate::app::App;
use crate::opportunities::queries::{self, Own};
use crate::organisations::path;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Lang, Params, Result, SignedIn, page};

/// Somebody, or something, that answers.
pub(super) struct Answering {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) lang: Option<String>,
    pub(super) side: String,
    /// The words that are the same, where they are said.
    pub(super) why: Option<String>,
}

/// All of them.
#[derive(Default)]
pub(super) struct Panel {
    pub(super) opportunities: Vec<Answering>,
    pub(super) organisations: Vec<Answering>,
}

fn why(t: T, words: &[String]) -> Option<String> {
    let quoted = words.join(", ");
    let said = || t.with("opportunity-answers-why", &[("words", quoted.as_str().into())]);
    (!words.is_empty()).then(|| said().into_owned())
}

/// What answers one that was read from within.
pub(super) async fn panel(app: &App, lang: &Lang, own: &Own) -> Result<Panel> {
    let (t, region) = (lang.t, &*app.web.region);
    let answers = queries::answers(app.journal.database(), &app.directory, own, t.locale).await?;
    let opportunities = answers.opportunities.into_iter().map(|(public, words)| Answering {
        href: lang.path(&format!("/opportunities/{}", public.id)),
        lang: other(public.language, t).map(str::to_owned),
        side: [
            t.term("opportunity-type", public.kind.code()).as_ref(),
            region.territory_name(&public.territory, t.locale),
            &by(&public, t),
        ]
        .join(" · "),
        name: public.content.title,
        why: why(t, &words),
    });
    let organisations = answers.organisations.into_iter().map(|(row, words)| Answering {
        href: lang.path(&path(row.id, &row.name)),
        lang: row.name_language.clone().filter(|code| code != t.locale.code()),
        side: [
            row.municipality.as_deref(),
            Some(region.territory_name(&row.territory, t.locale)),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · "),
        name: row.name,
        why: why(t, &words),
    });
    Ok(Panel {
        opportunities: opportunities.collect(),
        organisations: organisations.collect(),
    })
}

#[derive(Template)]
#[template(path = "opportunities/pages/panel.html")]
struct PanelPage {
    t: T,
    panel: Panel,
}

/// `GET /{lang}/own/{id}/opportunities/{opportunity}/answers`: the panel alone, for the island of the form.
pub(in crate::opportunities) async fn answers(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, organisation, id)): Path<(String, String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let (_, own) = open(&app, &actor, (&organisation, &id)).await?;
    let panel = panel(&app, &lang, &own).await?;
    page(&PanelPage { t: lang.t, panel }, StatusCode::OK, Cache::Private)
}
