//! The introductions at a chamber's desk, by who must act.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::list::Line;
use crate::app::App;
use crate::introductions::queries::{self, Turns};
use crate::platform::access::{self, Action, scope};
use crate::platform::web::{Cache, Error, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// Which are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::introductions) struct View(Turns);

impl FromPairs for View {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self(match pairs.one("turn")?.as_deref() {
            Some("others") => Turns::Others,
            Some("ended") => Turns::Ended,
            _ => Turns::Ours,
        }))
    }
}

#[derive(Template)]
#[template(path = "introductions/pages/desk.html")]
struct DeskPage {
    layout: Layout,
    which: Turns,
    lines: Vec<Line>,
    counts: String,
}

impl DeskPage {
    fn is(&self, word: &str) -> bool {
        let word = match word {
            "others" => Turns::Others,
            "ended" => Turns::Ended,
            _ => Turns::Ours,
        };
        self.which == word
    }
}

/// `GET /{lang}/desk/introductions`
pub(in crate::introductions) async fn desk(
    State(app): State<App>,
    lang: Lang,
    SignedIn { actor, .. }: SignedIn,
    Params(View(which)): Params<View>,
) -> Result<Response> {
    let Some((chamber, _)) = actor.mandates().first() else {
        return Err(Error::NotFound);
    };
    let _ = access::decide(&actor, Action::ReadChamber, &access::Chamber(chamber))?;
    let (t, now) = (lang.t, app.journal.clock().now());
    let read = scope(&actor, Action::AdviseIntroduction);
    let database = app.journal.database();
    let rows = queries::desk(&read, database, &actor, which).await?;
    let (ours, late) = queries::counts(&read, database, &actor, now).await?;
    let late = t.with("desk-late", &[("count", late.into())]).into_owned();
    let open = t.with("introduction-desk-ours", &[("count", ours.into())]);
    let shown = DeskPage {
        layout: lang.layout(t.get("introduction-desk-title")).hidden().current("desk"),
        which,
        lines: rows.iter().map(|row| Line::of(&lang, row, now)).collect(),
        counts: format!("{open} · {late}"),
    };
    page(&shown, StatusCode::OK, Cache::Private)
}
