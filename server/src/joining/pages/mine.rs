//! My drafts and applications: where each stands, what was asked, taken back, thrown away.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::own;
use crate::app::App;
use crate::cases::CaseId;
use crate::joining::actions;
use crate::joining::desk::Standing;
use crate::joining::queries::{Draft, drafts};
use crate::platform::access::{Action, scope};
use crate::platform::clock::day;
use crate::platform::web::{Cache, Detail, Error, FormBody, Lang, Layout, Params, Result, SignedIn, page};

struct Entry {
    draft: Draft,
    name: String,
    state: String,
    class: &'static str,
    changed: String,
    href: String,
    case: Option<CaseId>,
    standing: Option<Standing>,
}

#[derive(Template)]
#[template(path = "joining/pages/mine.html")]
struct MinePage {
    layout: Layout,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "joining/pages/sent.html")]
struct SentPage {
    layout: Layout,
    entry: Entry,
    chamber: Option<(String, String)>,
    documents: usize,
}

/// `GET /{lang}/joining`
pub(in crate::joining) async fn mine(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let scope = scope(&actor, Action::EditDraft);
    let found = drafts(&scope, app.journal.database()).await?;
    let shown = MinePage {
        layout: lang.layout(lang.t.get("join-mine-title")).hidden().current("join"),
        entries: found.into_iter().map(|draft| entry(draft, &lang)).collect(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

fn entry(draft: Draft, lang: &Lang) -> Entry {
    let t = lang.t;
    let standing = draft.case.map(|(_, standing)| standing);
    let class = match standing {
        None | Some(Standing::Closed) => "soft",
        Some(Standing::Under) => "state-wait",
        Some(Standing::Asked) => "state-bad",
        Some(Standing::Approved) => "state-ok",
    };
    let href = match standing {
        None => format!("/joining/{}/{}", draft.id, draft.step.code()),
        Some(_) => format!("/joining/{}", draft.id),
    };
    let changed = t.date_long(day(draft.submitted_at.unwrap_or(draft.changed_at)));
    let dated = if standing.is_some() {
        "join-sent-on"
    } else {
        "join-changed-on"
    };
    Entry {
        name: match draft.dossier.name.as_str() {
            "" => t.get("join-unnamed").into_owned(),
            name => name.to_owned(),
        },
        state: t
            .term("join-state", standing.map_or("draft", Standing::code))
            .into_owned(),
        class,
        changed: t.with(dated, &[("date", changed.as_str().into())]).into_owned(),
        href: lang.path(&href),
        case: draft.case.map(|(case, _)| case),
        standing,
        draft,
    }
}

/// `GET /{lang}/joining/{id}`: on with the form, or where the application stands.
pub(in crate::joining) async fn open(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    _: Params<()>,
) -> Result<Response> {
    let draft = own(&app, &actor, &id).await?;
    if draft.case.is_none() {
        let to = lang.path(&format!("/joining/{}/{}", draft.id, draft.step.code()));
        return Ok(Redirect::to(&to).into_response());
    }
    let chamber = app.web.region.chamber(&draft.dossier.chamber).map(|chamber| {
        let days = [("days", u64::from(chamber.target_days).into())];
        (
            chamber.name.get(lang.locale()).to_owned(),
            lang.t.with("join-chamber-days", &days).into_owned(),
        )
    });
    let entry = entry(draft, &lang);
    let shown = SentPage {
        layout: lang.layout(entry.name.clone()).hidden().current("join"),
        chamber,
        documents: entry.draft.documents.len(),
        entry,
    };
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `POST /{lang}/joining/{id}/withdraw`
pub(in crate::joining) async fn withdraw(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let draft = own(&app, &actor, &id).await?;
    match draft.case {
        Some((case, Standing::Under | Standing::Asked)) => {
            actions::withdraw(&app.journal, &actor, &app.web.region, case).await?;
        }
        // Sent twice, it is taken back once.
        Some((_, Standing::Closed)) | None => {}
        Some((_, Standing::Approved)) => return Err(Error::Conflict(Detail::new("join-decided-meanwhile"))),
    }
    Ok(Redirect::to(&lang.path(&format!("/joining/{}", draft.id))).into_response())
}

/// `POST /{lang}/joining/{id}/discard`
pub(in crate::joining) async fn discard(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Path((_, id)): Path<(String, String)>,
    FormBody(()): FormBody<()>,
) -> Result<Response> {
    let id = id.parse().map_err(|_| Error::NotFound)?;
    actions::discard(&app.journal, &actor, id).await?;
    Ok(Redirect::to(&lang.path("/joining")).into_response())
}
