//! My drafts and applications: where each stands, what was asked, taken back, thrown away.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::frame::{chamber_of, promise};
use super::{Reader, own, registered};
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::cases::CaseId;
use crate::cases::queries::{CaseView, to_answer};
use crate::joining::actions;
use crate::joining::desk::Standing;
use crate::joining::queries::{Draft, drafts, invitations_to};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Found, find_organisation};
use crate::platform::access::{Action, Actor, scope};
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
    organisations: Vec<Own>,
    invitations: Vec<(String, String)>,
    cases: Vec<CaseLine>,
}

/// An organisation somebody belongs to.
struct Own {
    name: String,
    href: String,
    role: String,
    standing: String,
}

/// A case in a list.
pub(super) struct CaseLine {
    pub href: String,
    pub title: String,
    pub told: String,
    pub state: String,
    pub class: &'static str,
}

/// A case for whoever answers for it: what is asked of them stands out.
pub(super) fn case_line(case: &CaseView, lang: &Lang) -> CaseLine {
    use crate::cases::model::{Decision, State};
    let t = lang.t;
    let number = t.with("case-number", &[("number", case.number.as_str().into())]);
    let opened = t.date_long(lang.web.region.zone.day(case.opened_at));
    let class = match (case.state, case.decision) {
        (State::Waiting, _) => "state-bad",
        (State::Decided | State::Upheld, Some(Decision::Approved)) => "state-ok",
        (state, _) if state.is_open() => "state-wait",
        _ => "soft",
    };
    CaseLine {
        href: lang.path(&format!("/cases/{}", case.id)),
        title: case.title.clone(),
        told: [
            t.term("case-kind", case.kind.code()).into_owned(),
            number.into_owned(),
            opened,
        ]
        .join(" · "),
        state: t.term("case-state", case.state.code()).into_owned(),
        class,
    }
}

/// The organisations of whoever asks, by name; one that is out of sight among them.
async fn organisations(app: &App, lang: &Lang, actor: &Actor) -> Result<Vec<Own>> {
    let scope = scope(actor, Action::ReadPrivate);
    let mut own = Vec::new();
    for (id, role) in actor.memberships() {
        let id = OrganisationId(*id);
        let found = find_organisation(&scope, app.journal.database(), &app.web.region, id).await?;
        let Some(Found::Here(organisation)) = found else {
            continue;
        };
        own.push(Own {
            href: lang.path(&format!("/own/{id}")),
            role: lang.t.term("role", role.code()).into_owned(),
            standing: lang.t.term("standing", organisation.standing.code()).into_owned(),
            name: organisation.name,
        });
    }
    own.sort_by_cached_key(|one| lang.t.collation_key(&one.name));
    Ok(own)
}

/// Invitations that wait for whoever asks: the organisation's name and where it is answered.
async fn invitations(app: &App, lang: &Lang, person: uuid::Uuid) -> Result<Vec<(String, String)>> {
    let (database, now) = (app.journal.database(), app.journal.clock().now());
    let own = accounts::find(database.reader(), PersonId(person)).await?;
    let own = own.ok_or(Error::NotFound)?;
    let mut waiting = Vec::new();
    for one in invitations_to(database, &own.mail, now).await? {
        let organisation = registered(app, Some(one.organisation)).await?;
        waiting.extend(organisation.map(|found| (found.name, lang.path(&format!("/invitations/{}", one.id)))));
    }
    Ok(waiting)
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
    SignedIn { actor, person }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let own = scope(&actor, Action::EditDraft);
    let found = drafts(&own, app.journal.database()).await?;
    let answers = scope(&actor, Action::AnswerCase);
    let cases = to_answer(&answers, app.journal.database()).await?;
    let shown = MinePage {
        layout: lang.layout(lang.t.get("mine-title")).hidden().current("join"),
        organisations: organisations(&app, &lang, &actor).await?,
        invitations: invitations(&app, &lang, person).await?,
        cases: cases.iter().map(|case| case_line(case, &lang)).collect(),
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
    let changed = t.date_long(lang.web.region.zone.day(draft.submitted_at.unwrap_or(draft.changed_at)));
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
    let has = match draft.case {
        Some((case, _)) => chamber_of(&app, case).await?,
        None => None,
    };
    let chamber = has.and_then(|(code, days)| {
        let chamber = app.web.region.chamber(&code)?;
        let name = chamber.name.get(lang.locale()).to_owned();
        Some((name, promise(days, Reader::of(&app, &lang))))
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
