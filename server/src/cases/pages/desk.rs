//! The desk: the queue beside the case, made to be worked through without leaving the keyboard.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::Days;

use super::case::{Shown, shown};
use super::typed::Rejected;
use super::words;
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::cases::model::{CaseId, Ground, Kind, State as Standing, UNDO};
use crate::cases::queries::{self, Asked, CaseView, Own, Row};
use crate::organisations::model::SOON;
use crate::organisations::queries::count_ageing;
use crate::platform::access::{Action, Actor, Mandate, decide_for_a_chamber, scope};
use crate::platform::clock::DAY;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// What the address of the desk says: the filters, and what was done last.
#[derive(Clone, Debug, Default)]
pub(in crate::cases) struct View {
    pub(super) mine: bool,
    pub(super) overdue: bool,
    pub(super) kind: Option<Kind>,
    pub(super) territory: Option<String>,
    pub(super) text: Option<String>,
    /// A case that was just decided, for the way back.
    pub(super) done: Option<CaseId>,
    /// The ground whose text is laid out.
    pub(super) ground: Option<Ground>,
}

impl FromPairs for View {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let code = |code: Option<String>| code.as_deref().and_then(Kind::from_code);
        Ok(Self {
            mine: pairs.one("mine")?.is_some(),
            overdue: pairs.one("overdue")?.is_some(),
            kind: code(pairs.one("kind")?),
            territory: pairs.one("territory")?,
            text: pairs.one("q")?,
            done: pairs.parsed("done")?,
            ground: pairs.one("ground")?.as_deref().and_then(Ground::from_code),
        })
    }
}

impl View {
    /// What the queue is asked for.
    pub(super) fn asked(&self, person: uuid::Uuid, now: i64) -> Asked {
        Asked {
            assignee: self.mine.then_some(person),
            kind: self.kind,
            territory: self.territory.clone(),
            overdue: self.overdue.then_some(now),
            text: self.text.clone(),
            ..Asked::default()
        }
    }

    /// The filters as a query, with `?` where there are any.
    pub(super) fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.mine {
            query.append_pair("mine", "1");
        }
        if self.overdue {
            query.append_pair("overdue", "1");
        }
        if let Some(kind) = self.kind {
            query.append_pair("kind", kind.code());
        }
        if let Some(territory) = &self.territory {
            query.append_pair("territory", territory);
        }
        if let Some(text) = &self.text {
            query.append_pair("q", text);
        }
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    fn is_kind(&self, kind: &Kind) -> bool {
        self.kind == Some(*kind)
    }

    /// The same filters with the text of a ground laid out.
    fn with_ground(&self, ground: &Ground) -> String {
        let query = self.query();
        let join = if query.is_empty() { "?" } else { "&" };
        format!("{query}{join}ground={}", ground.code())
    }
}

/// A line of the queue as it is shown.
pub(super) struct Line {
    href: String,
    age: String,
    /// `late`, `wait` or nothing: told by the age's own words as well.
    mark: &'static str,
    title: String,
    about: String,
    territory: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "cases/desk.html")]
pub(super) struct DeskPage {
    layout: Layout,
    view: View,
    lines: Vec<Line>,
    /// Said below the lines where there are more than are shown.
    first: Option<String>,
    open: String,
    /// How many organisations are stale or soon will be.
    ageing: String,
    territories: Vec<(String, String)>,
    keys: bool,
    undo: Option<Undoable>,
    rejected: Option<Rejected>,
    /// Whether what was rejected has no form left in which it could stand.
    homeless: bool,
    case: Option<Box<Shown>>,
    /// Whether this reader takes objections in.
    objections: bool,
}

/// A decision that can still be taken back.
struct Undoable {
    action: String,
    version: i64,
    text: String,
}

/// `GET /{lang}/desk`
pub(in crate::cases) async fn empty(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Params(view): Params<View>,
) -> Result<Response> {
    decide_for_a_chamber(&signed.actor, Action::ReadChamber)?;
    let shown = desk_page(&app, &lang, &signed, view, None, None).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// `GET /{lang}/desk/{id}`
pub(in crate::cases) async fn show(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id)): Path<(String, String)>,
    Params(view): Params<View>,
) -> Result<Response> {
    let case = load(&app, &signed.actor, &id).await?;
    let shown = desk_page(&app, &lang, &signed, view, Some(case), None).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// A case somebody's chamber must act on; for others there is none.
pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<CaseView> {
    decide_for_a_chamber(actor, Action::ReadChamber)?;
    let id: CaseId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::WorkCase);
    let found = queries::find(&scope, app.journal.database(), id, actor).await?;
    found.filter(|case| case.is_staff(actor)).ok_or(Error::NotFound)
}

/// The desk with what was sent and could not be taken: as it stands now, and nothing that was typed is lost.
pub(super) async fn again(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    view: View,
    id: &str,
    rejected: Rejected,
    status: StatusCode,
) -> Result<Response> {
    let case = match load(app, &signed.actor, id).await {
        Ok(case) => Some(case),
        Err(Error::NotFound) => None,
        Err(other) => return Err(other),
    };
    let shown = desk_page(app, lang, signed, view, case, Some(rejected)).await?;
    page(&shown, status, Cache::Private)
}

async fn desk_page(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    view: View,
    case: Option<CaseView>,
    rejected: Option<Rejected>,
) -> Result<DeskPage> {
    let (t, now) = (lang.t, app.journal.clock().now());
    let region = &lang.web.region;
    let scope = scope(&signed.actor, Action::WorkCase);
    let database = app.journal.database();
    let asked = view.asked(signed.person, now);
    let rows = queries::queue(&scope, database, &asked).await?;
    let open = counts(app, t, &signed.actor, now).await?;
    let current = case.as_ref().map(|case| case.id);
    let first = rows.iter().take(queries::SHOWN);
    let lines = first.map(|row| line(lang, &view, row, current, now)).collect();
    let undo = undoable(app, lang, signed, &view, now).await?;
    let person = accounts::find_many(database.reader(), &[PersonId(signed.person)]).await?;
    let title = case
        .as_ref()
        .map_or_else(|| t.get("desk-title").into_owned(), |case| case.title.clone());
    let shown = match case {
        Some(case) => Some(Box::new(
            shown(app, lang, signed, &view, case, rejected.as_ref()).await?,
        )),
        None => None,
    };
    Ok(DeskPage {
        layout: lang.layout(title).hidden().current("desk"),
        first: rows
            .get(queries::SHOWN)
            .map(|_| t.with("desk-first", &[("count", queries::SHOWN.into())]).into_owned()),
        lines,
        open,
        ageing: ageing(app, lang, &signed.actor).await?,
        territories: region
            .territories
            .iter()
            .map(|territory| (territory.code.clone(), territory.name.get(t.locale).to_owned()))
            .collect(),
        keys: !person.first().is_some_and(|person| person.keys_off),
        undo,
        homeless: rejected
            .as_ref()
            .is_some_and(|rejected| !shown.as_ref().is_some_and(|shown| shown.has_form(&rejected.verb))),
        rejected,
        case: shown,
        objections: signed.actor.is_admin() || signed.actor.mandates().iter().any(|(_, one)| *one == Mandate::Head),
        view,
    })
}

/// The way to what the chamber's organisations need, with their number.
async fn ageing(app: &App, lang: &Lang, actor: &Actor) -> Result<String> {
    let today = lang.web.region.today(app.journal.clock());
    let until = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let scope = scope(actor, Action::ListOrganisation);
    let (stale, soon) = count_ageing(&scope, app.journal.database(), (today, until)).await?;
    let both = [("stale", stale.into()), ("soon", soon.into())];
    Ok(lang.t.with("desk-ageing", &both).into_owned())
}

async fn counts(app: &App, t: T, actor: &Actor, now: i64) -> Result<String> {
    let scope = scope(actor, Action::WorkCase);
    let (open, late) = queries::counts(&scope, app.journal.database(), now).await?;
    let late = t.with("desk-late", &[("count", late.into())]);
    Ok(format!("{} · {late}", t.with("desk-open", &[("count", open.into())])))
}

fn line(lang: &Lang, view: &View, row: &Row, current: Option<CaseId>, now: i64) -> Line {
    let t = lang.t;
    let mark = match () {
        () if row.state == Standing::Waiting => "",
        () if row.due_at < now => "late",
        () if row.due_at < now + DAY => "wait",
        () => "",
    };
    let mut about = t.term("case-kind", row.kind.code()).into_owned();
    if row.state.code() != "open" && row.state.code() != "assigned" {
        about = format!("{about} · {}", t.term("case-state", row.state.code()));
    }
    Line {
        href: format!("{}{}", lang.path(&format!("/desk/{}", row.id)), view.query()),
        age: words::age(t, row.opened_at, now),
        mark,
        title: row.title.clone(),
        about,
        territory: row.territory.clone(),
        current: current == Some(row.id),
    }
}

/// The way back from what was just decided, while there is one.
async fn undoable(app: &App, lang: &Lang, signed: &SignedIn, view: &View, now: i64) -> Result<Option<Undoable>> {
    let Some(id) = view.done else { return Ok(None) };
    let scope = scope(&signed.actor, Action::WorkCase);
    let found = queries::decided_by(&scope, app.journal.database(), id, signed.person).await?;
    let Some(done) = found.filter(|done| now - done.at <= UNDO) else {
        return Ok(None);
    };
    let until = lang.web.region.zone.local(done.at + UNDO).format("%H:%M").to_string();
    let decision = lang.t.term("case-decision", done.decision.code()).into_owned();
    let variables = [
        ("title", done.title.as_str().into()),
        ("decision", decision.as_str().into()),
        ("until", until.as_str().into()),
    ];
    Ok(Some(Undoable {
        action: lang.path(&format!("/desk/{id}/undo")),
        version: done.version,
        text: lang.t.with("desk-done", &variables).into_owned(),
    }))
}

/// `GET /{lang}/desk/figures`
pub(in crate::cases) async fn figures(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    decide_for_a_chamber(&signed.actor, Action::ReadChamber)?;
    let since = app.journal.clock().now() - 365 * DAY;
    let mut chambers = Vec::new();
    for (code, _) in signed.actor.mandates() {
        let own = queries::own(&signed.actor, app.journal.database(), code, since).await??;
        let name = lang
            .web
            .region
            .chamber(code)
            .map_or(code.as_str(), |chamber| chamber.name.get(lang.t.locale));
        chambers.push((name.to_owned(), own));
    }
    let layout = lang.layout(lang.t.get("desk-figures-title")).hidden().current("desk");
    page(&FiguresPage { layout, chambers }, StatusCode::OK, Cache::Private)
}

#[derive(Template)]
#[template(path = "cases/figures.html")]
struct FiguresPage {
    layout: Layout,
    chambers: Vec<(String, Own)>,
}

impl FiguresPage {
    fn number(&self, count: &u64) -> String {
        self.layout.t.number(*count)
    }

    fn days(&self, own: &Own) -> String {
        let hours = own.median.unwrap_or_default() / 3_600_000_000;
        words::age(self.layout.t, 0, hours * 3_600_000_000)
    }
}
