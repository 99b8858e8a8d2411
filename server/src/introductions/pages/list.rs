//! The introductions of one's own organisations: where each stands, whose turn it is, by when.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::words;
use crate::app::App;
use crate::introductions::model::{Party, Turn};
use crate::introductions::queries::{Listed, mine};
use crate::platform::access::{Action, scope};
use crate::platform::web::{Cache, Lang, Layout, Params, Result, SignedIn, page};

/// A line of a list as it is shown.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) number: String,
    pub(super) subject: String,
    pub(super) state: String,
    pub(super) requester: String,
    pub(super) target: String,
    /// The one of the two that is not the reader's.
    pub(super) other: String,
    /// `arrow` to the other, or from it.
    pub(super) asked: bool,
    pub(super) turn: String,
    pub(super) due: Option<String>,
    /// `late`, `wait` or nothing.
    pub(super) mark: &'static str,
    pub(super) yours: bool,
}

impl Line {
    pub(super) fn of(lang: &Lang, row: &Listed, now: i64) -> Self {
        let (t, zone) = (lang.t, lang.web.region.zone);
        let chambers = (row.requester.chamber.as_deref(), row.target.chamber.as_deref());
        let asked = row.readers.contains(&Party::Requester);
        let requester = words::called(lang, &row.requester);
        let target = words::called(lang, &row.target);
        let late = row.escalated_at.is_some() || row.due_at.is_some_and(|due| due < now);
        Self {
            href: lang.path(&format!("/introductions/{}", row.id)),
            number: row.number.clone(),
            subject: row.subject.clone(),
            state: t.term("introduction-state", row.state.code()).into_owned(),
            other: if asked { target.clone() } else { requester.clone() },
            requester,
            target,
            asked,
            turn: match row.turn {
                Turn::Nobody => String::new(),
                whose => words::turn(lang, whose, row.yours, chambers),
            },
            due: row.due_at.map(|due| t.date_long(zone.day(due))),
            mark: match (late, row.yours) {
                (true, _) => "late",
                (false, true) => "wait",
                (false, false) => "",
            },
            yours: row.yours,
        }
    }
}

#[derive(Template)]
#[template(path = "introductions/pages/list.html")]
struct ListPage {
    layout: Layout,
    open: Vec<Line>,
    ended: Vec<Line>,
    /// Whether this reader could ask at all.
    asks: bool,
}

/// `GET /{lang}/introductions`
pub(in crate::introductions) async fn list(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    let read = scope(&actor, Action::ReadIntroduction);
    let now = app.journal.clock().now();
    let found = mine(&read, app.journal.database(), &actor, None).await?;
    let (open, ended): (Vec<_>, Vec<_>) = found.iter().partition(|row| row.state.is_open());
    let lines = |rows: Vec<&Listed>| rows.into_iter().map(|row| Line::of(&lang, row, now)).collect();
    let shown = ListPage {
        layout: lang.layout(lang.t.get("introductions-title")).hidden().current("join"),
        open: lines(open),
        ended: lines(ended),
        asks: !actor.memberships().is_empty(),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}
