//! One endpoint: where it stands, what it was told, and what can be done with it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::owners;
use super::typed::{Filled, Wrong, choices, event_name};
use crate::app::App;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FormBody, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};
use crate::webhooks::actions::{self, WebhookError};
use crate::webhooks::model::{DeliveryId, Fate, SHOWN, State as Standing, WebhookId};
use crate::webhooks::queries::{self, Delivery, Endpoint};

/// What the page shows beside the endpoint.
#[derive(Default)]
pub(super) struct Shown {
    /// Whether its secret was just made.
    fresh: bool,
    /// What was just done.
    done: Option<String>,
    filled: Option<Filled>,
    wrong: Wrong,
}

impl Shown {
    /// What is shown to whoever has just made a secret.
    pub(super) fn fresh() -> Self {
        Self {
            fresh: true,
            ..Self::default()
        }
    }
}

struct Line {
    id: DeliveryId,
    event: String,
    at: String,
    subject: String,
    fate: String,
    mark: &'static str,
    /// What was answered, and when it is tried again.
    more: String,
    /// Whether it can be sent again.
    again: bool,
}

#[derive(Template)]
#[template(path = "webhooks/pages/show.html")]
struct ShowPage {
    layout: Layout,
    id: WebhookId,
    version: i64,
    owner: String,
    state: String,
    mark: &'static str,
    /// What a state that is none of its people's choice asks of them.
    note: Option<String>,
    active: bool,
    url: String,
    events: Vec<(&'static str, String, bool)>,
    secret: Option<String>,
    old_until: Option<String>,
    lines: Vec<Line>,
    done: Option<String>,
    wrong: Wrong,
}

/// How a state looks.
pub(super) const fn mark(state: Standing) -> &'static str {
    match state {
        Standing::Active => "state-ok",
        Standing::Paused => "state-wait",
        Standing::Failing | Standing::Gone => "state-bad",
    }
}

/// What was done, in the address.
#[derive(Default)]
pub(in crate::webhooks) struct Given {
    done: Option<String>,
    count: Option<u64>,
}

impl FromPairs for Given {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            done: pairs.one("done")?,
            count: pairs.number("count", 0..=100_000)?,
        })
    }
}

impl Given {
    fn text(&self, t: T) -> Option<String> {
        let text = match self.done.as_deref()? {
            "change" => t.get("webhook-done-change").into_owned(),
            "ping" => t.get("webhook-done-ping").into_owned(),
            "replay" => t
                .with(
                    "webhook-done-replay",
                    &[("count", self.count.unwrap_or_default().into())],
                )
                .into_owned(),
            _ => return None,
        };
        Some(text)
    }
}

/// `GET /{lang}/webhooks/{id}`
pub(in crate::webhooks) async fn show(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    Params(given): Params<Given>,
) -> Result<Response> {
    let id: WebhookId = id.parse().map_err(|_| Error::NotFound)?;
    let shown = Shown {
        done: given.text(lang.t),
        ..Shown::default()
    };
    draw(&app, &lang, &signed, id, shown, StatusCode::OK).await
}

async fn find(app: &App, actor: &Actor, id: WebhookId) -> Result<Endpoint> {
    let scope = scope(actor, Action::ManageWebhooks);
    let found = queries::find(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

pub(super) async fn draw(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    id: WebhookId,
    shown: Shown,
    status: StatusCode,
) -> Result<Response> {
    let t = lang.t;
    let found = find(app, &signed.actor, id).await?;
    let theirs = owners::of(app, lang, &signed.actor).await?;
    let told = queries::deliveries(app.journal.database(), &found, None, SHOWN).await?;
    let secret = shown.fresh.then(|| found.secret(&app.web.identity.secret));
    let old = found.old_until.filter(|until| *until > app.journal.clock().now());
    let note = match found.state {
        Standing::Failing => Some("webhook-note-failing"),
        Standing::Gone => Some("webhook-note-gone"),
        Standing::Active | Standing::Paused => None,
    };
    let chosen = |code: &str| match &shown.filled {
        Some(filled) => filled.events.iter().any(|one| one == code),
        None => found.events.iter().any(|event| event.code() == code),
    };
    let page_of = ShowPage {
        layout: lang.layout(t.get("webhook-title")).hidden(),
        id,
        version: found.version,
        owner: owners::name(&theirs, &found.owner),
        state: t.term("webhook-state", found.state.code()).into_owned(),
        mark: mark(found.state),
        note: note.map(|key| t.get(key).into_owned()),
        active: shown
            .filled
            .as_ref()
            .map_or(found.state == Standing::Active, |filled| filled.active),
        events: choices(t, chosen),
        url: shown
            .filled
            .as_ref()
            .map_or(found.url.clone(), |filled| filled.url.clone()),
        secret,
        old_until: old.map(|at| lang.moment(at)),
        lines: told.iter().map(|one| line(lang, one, found.state)).collect(),
        done: shown.done,
        wrong: shown.wrong,
    };
    page(&page_of, status, Cache::Private)
}

fn line(lang: &Lang, of: &Delivery, state: Standing) -> Line {
    let t = lang.t;
    let answer = match (of.status, &of.fault) {
        (Some(status), _) => Some(t.with("webhook-answered", &[("status", status.to_string().into())])),
        (None, Some(fault)) => Some(t.term("webhook-fault", fault)),
        (None, None) => None,
    };
    let next = of.next_at.filter(|_| of.tries > 0).map(|at| {
        let when = lang.moment(at);
        t.with("webhook-next", &[("date", when.as_str().into())])
    });
    let more: Vec<String> = [answer, next]
        .into_iter()
        .flatten()
        .map(std::borrow::Cow::into_owned)
        .collect();
    Line {
        id: of.id,
        event: event_name(t, of.event),
        at: lang.moment(of.at),
        subject: of.subject.clone(),
        fate: t.term("webhook-fate", of.fate.code()).into_owned(),
        mark: match of.fate {
            Fate::Delivered => "state-ok",
            Fate::Waiting => "state-wait",
            Fate::Failed => "state-bad",
        },
        more: more.join(" · "),
        again: of.fate != Fate::Waiting && state == Standing::Active,
    }
}

/// `POST /{lang}/webhooks/{id}/{verb}`
pub(in crate::webhooks) async fn act(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    FormBody(filled): FormBody<Filled>,
) -> Result<Response> {
    let id: WebhookId = id.parse().map_err(|_| Error::NotFound)?;
    let actor = &signed.actor;
    let back = |done: &str| lang.path(&format!("/webhooks/{id}?done={done}"));
    let done: Result<String, WebhookError> = match verb.as_str() {
        "change" => {
            let changed = (
                filled.version,
                filled.url.as_str(),
                filled.events.as_slice(),
                filled.active,
            );
            actions::change(&app, actor, id, changed).await.map(|()| back("change"))
        }
        "rotate" => match actions::rotate(&app, actor, id, filled.version).await {
            Ok(()) => {
                return draw(&app, &lang, &signed, id, Shown::fresh(), StatusCode::OK).await;
            }
            Err(error) => Err(error),
        },
        "remove" => actions::remove(&app, actor, id, filled.version)
            .await
            .map(|()| lang.path("/webhooks")),
        "ping" => actions::ping(&app, actor, id).await.map(|_| back("ping")),
        "replay" => {
            let since = filled.since.map_or(0, |day| app.web.region.zone.start_of(day));
            let count = actions::replay_since(&app, actor, id, since).await;
            count.map(|count| format!("{}&count={count}", back("replay")))
        }
        _ => return Err(Error::NotFound),
    };
    finish(&app, &lang, &signed, id, (done, (verb == "change").then_some(filled))).await
}

async fn finish(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    id: WebhookId,
    (done, filled): (Result<String, WebhookError>, Option<Filled>),
) -> Result<Response> {
    match done {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(error) => {
            let wrong = Wrong::of(error, lang.t)?;
            let status = wrong.status();
            let shown = Shown {
                wrong,
                filled,
                ..Shown::default()
            };
            draw(app, lang, signed, id, shown, status).await
        }
    }
}

/// `POST /{lang}/webhooks/{id}/deliveries/{delivery}`: sends it once more.
pub(in crate::webhooks) async fn replay(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, delivery)): Path<(String, String, String)>,
    _: FormBody<()>,
) -> Result<Response> {
    let id: WebhookId = id.parse().map_err(|_| Error::NotFound)?;
    let delivery: DeliveryId = delivery.parse().map_err(|_| Error::NotFound)?;
    let done = actions::replay(&app, &signed.actor, id, delivery).await;
    let to = lang.path(&format!("/webhooks/{id}?done=replay&count=1"));
    finish(&app, &lang, &signed, id, (done.map(|()| to), None)).await
}
