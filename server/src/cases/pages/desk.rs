//! The desk: the queue beside the case, made to be worked through without leaving the keyboard.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::words::{self, Names};
use crate::accounts::{self, PersonId};
use crate::app::App;
use crate::cases::model::{CaseId, Decision, Ground, Kind, UNDO};
use crate::cases::queries::{self, Asked, CaseView, Own, Row};
use crate::cases::rules::{Compared, Registered, Verdict, compare};
use crate::organisations::dossier::Dossier;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Found, Organisation, find_organisation};
use crate::platform::access::{Action, Actor, Mandate, scope};
use crate::platform::clock::DAY;
use crate::platform::region::Region;
use crate::platform::texts::T;
use crate::platform::web::{Cache, Error, FromPairs, Lang, Layout, Pairs, Params, Result, SignedIn, page};

/// Possible doubles that are shown.
const DOUBLES: usize = 3;

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
            mine: self.mine.then_some(person),
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

    /// The address of a case with the same filters and one pair more.
    fn with(&self, pair: &str) -> String {
        let query = self.query();
        if query.is_empty() {
            format!("?{pair}")
        } else {
            format!("{query}&{pair}")
        }
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
    open: String,
    territories: Vec<(String, String)>,
    keys: bool,
    undo: Option<Undoable>,
    case: Option<Box<Shown>>,
}

/// A decision that can still be taken back.
struct Undoable {
    action: String,
    version: i64,
    text: String,
}

/// A case as the desk shows it.
pub(super) struct Shown {
    case: CaseView,
    eyebrow: String,
    over_target: Option<String>,
    lead: String,
    held_by: Option<String>,
    mine: bool,
    compared: Vec<Compared>,
    register_date: String,
    missing: Vec<String>,
    facts: Vec<(String, String)>,
    documents: Vec<(String, String)>,
    doubles: Vec<Double>,
    messages: Vec<Written>,
    history: Vec<(String, String)>,
    answer: String,
    language: String,
    grounds: Vec<(Ground, bool)>,
    reason: String,
    remedy: String,
    next: Option<(String, String)>,
    chambers: Vec<(String, String)>,
    decides: bool,
    proposed: Option<String>,
    own_proposal: bool,
    outcome: Option<String>,
}

struct Double {
    name: String,
    place: String,
    href: String,
}

struct Written {
    who: String,
    when: String,
    side: String,
    body: String,
}

impl Shown {
    fn offers(&self, decision: &str) -> bool {
        Decision::from_code(decision).is_some_and(|decision| self.case.kind.decisions().contains(&decision))
    }

    fn is_differing(&self, line: &Compared) -> bool {
        line.verdict == Verdict::Differs
    }

    fn negative(&self) -> &'static str {
        if self.case.kind == Kind::Content {
            "removed"
        } else {
            "refused"
        }
    }

    fn is_at_work(&self) -> bool {
        matches!(self.case.state.code(), "open" | "assigned" | "waiting")
    }
}

/// `GET /{lang}/desk`
pub(in crate::cases) async fn empty(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Params(view): Params<View>,
) -> Result<Response> {
    refuse_strangers(&signed.actor)?;
    let shown = desk_page(&app, &lang, &signed, view, None).await?;
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
    let shown = desk_page(&app, &lang, &signed, view, Some(case)).await?;
    page(&shown, StatusCode::OK, Cache::Private)
}

/// The desk is for people with a mandate; how strongly they must have signed in, `access` says.
fn refuse_strangers(actor: &Actor) -> Result<()> {
    let Some((chamber, _)) = actor.mandates().first() else {
        return Err(Error::NotFound);
    };
    let _ = crate::platform::access::decide(actor, Action::ReadChamber, &crate::platform::access::Chamber(chamber))?;
    Ok(())
}

/// A case somebody's chamber must act on; for others there is none.
pub(super) async fn load(app: &App, actor: &Actor, id: &str) -> Result<CaseView> {
    refuse_strangers(actor)?;
    let id: CaseId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::WorkCase);
    let found = queries::find(&scope, app.journal.database(), id, actor).await?;
    found.filter(|case| case.is_staff(actor)).ok_or(Error::NotFound)
}

async fn desk_page(app: &App, lang: &Lang, signed: &SignedIn, view: View, case: Option<CaseView>) -> Result<DeskPage> {
    let (t, now) = (lang.t, app.journal.clock().now());
    let region = &lang.web.region;
    let scope = scope(&signed.actor, Action::WorkCase);
    let database = app.journal.database();
    let asked = view.asked(signed.person, now);
    let rows = queries::queue(&scope, database, &asked).await?;
    let open = counts(app, t, &signed.actor, now).await?;
    let current = case.as_ref().map(|case| case.id);
    let lines = rows.iter().map(|row| line(lang, &view, row, current, now)).collect();
    let undo = undoable(app, lang, signed, &view, now).await?;
    let person = accounts::find_many(database.reader(), &[PersonId(signed.person)]).await?;
    let title = case
        .as_ref()
        .map_or_else(|| t.get("desk-title").into_owned(), |case| case.title.clone());
    let shown = match case {
        Some(case) => Some(Box::new(shown(app, lang, signed, &view, case).await?)),
        None => None,
    };
    Ok(DeskPage {
        layout: lang.layout(title).hidden().current("desk"),
        lines,
        open,
        territories: region
            .territories
            .iter()
            .map(|territory| (territory.code.clone(), territory.name.get(t.locale).to_owned()))
            .collect(),
        keys: !person.first().is_some_and(|person| person.keys_off),
        undo,
        case: shown,
        view,
    })
}

async fn counts(app: &App, t: T, actor: &Actor, now: i64) -> Result<String> {
    let (mut open, mut late) = (0, 0);
    for (chamber, _) in actor.mandates() {
        let (a, b) = queries::counts(app.journal.database(), chamber, now).await?;
        open += a;
        late += b;
    }
    let late = t.with("desk-late", &[("count", late.into())]);
    Ok(format!("{} · {late}", t.with("desk-open", &[("count", open.into())])))
}

fn line(lang: &Lang, view: &View, row: &Row, current: Option<CaseId>, now: i64) -> Line {
    let t = lang.t;
    let mark = match () {
        () if row.waiting => "",
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
    let Some(case) = queries::find(&scope, app.journal.database(), id, &signed.actor).await? else {
        return Ok(None);
    };
    let (Some(decision), Some(at)) = (case.decision, case.decided_at) else {
        return Ok(None);
    };
    if case.decider != Some(signed.person) || now - at > UNDO || case.state.code() != "decided" {
        return Ok(None);
    }
    let until = lang.web.region.zone.local(at + UNDO).format("%H:%M").to_string();
    let decision = lang.t.term("case-decision", decision.code()).into_owned();
    let variables = [
        ("title", case.title.as_str().into()),
        ("decision", decision.as_str().into()),
        ("until", until.as_str().into()),
    ];
    Ok(Some(Undoable {
        action: lang.path(&format!("/desk/{id}/undo")),
        version: case.version,
        text: lang.t.with("desk-done", &variables).into_owned(),
    }))
}

async fn shown(app: &App, lang: &Lang, signed: &SignedIn, view: &View, case: CaseView) -> Result<Shown> {
    let (t, region, now) = (lang.t, &lang.web.region, app.journal.clock().now());
    let dossier: Dossier = serde_json::from_value(case.dossier.clone()).unwrap_or_default();
    let organisation = known(app, region, &signed.actor, case.organisation.or(dossier.organisation)).await?;
    let registered = organisation.as_ref().map(|known| registered(known)).unwrap_or_default();
    let compared = match case.kind {
        Kind::NewOrganisation | Kind::Claim | Kind::Dispute if !dossier.name.is_empty() => {
            compare(&dossier, &registered)
        }
        _ => Vec::new(),
    };
    let mut ids = words::people(case.history.iter().map(|note| note.actor.as_str()));
    ids.extend(case.messages.iter().filter_map(|message| message.author));
    ids.extend(
        case.assignee
            .into_iter()
            .chain(case.decider)
            .chain(case.proposal.map(|(who, _)| who)),
    );
    let names = Names::load(app, ids).await?;
    let ground = view.ground;
    let reader = T::new(case.language);
    let asked = view.asked(signed.person, now);
    let work = scope(&signed.actor, Action::WorkCase);
    let next = queries::next_after(&work, app.journal.database(), &asked, case.due_at, case.id).await?;
    let mandate = signed.actor.mandate_in(&case.chamber);
    let own = case.organisation.is_some_and(|id| signed.actor.role_in(id.0).is_some())
        || case.applicant == Some(signed.person);
    let least = if case.kind.is_content() {
        Mandate::Moderator
    } else {
        Mandate::Adviser
    };
    Ok(Shown {
        eyebrow: eyebrow(&case, t, &names, signed.person),
        over_target: over_target(&case, region, t, now),
        lead: lead(&dossier, &case, t),
        held_by: case
            .assignee
            .filter(|id| *id != signed.person)
            .map(|id| names.of(t, id)),
        mine: case.assignee == Some(signed.person),
        register_date: organisation
            .as_ref()
            .and_then(|known| known.records.first())
            .map_or_else(String::new, |(_, _, on)| t.date(*on)),
        missing: dossier
            .missing_checks
            .iter()
            .map(|code| t.term("case-missing", code).into_owned())
            .collect(),
        facts: said(&dossier, &case, t),
        documents: dossier
            .documents
            .iter()
            .map(|document| (document.name.clone(), lang.path(&format!("/documents/{}", document.id))))
            .collect(),
        doubles: doubles(app, lang, &case).await?,
        messages: case
            .messages
            .iter()
            .map(|message| Written {
                who: message
                    .author
                    .map_or_else(|| t.get("case-actor-guest").into_owned(), |id| names.of(t, id)),
                when: words::moment(t, region, message.at),
                side: message.side.clone(),
                body: message.body.clone(),
            })
            .collect(),
        history: case
            .history
            .iter()
            .map(|note| history(note, t, region, &names))
            .collect(),
        answer: question(&compared, &dossier, reader),
        language: t.term("language", case.language.code()).into_owned(),
        grounds: Ground::of(case.kind)
            .iter()
            .map(|one| (*one, ground == Some(*one)))
            .collect(),
        reason: ground
            .map(|ground| reader.term("case-ground-text", ground.code()).into_owned())
            .unwrap_or_default(),
        remedy: ground
            .map(|ground| reader.term("case-remedy-text", ground.code()).into_owned())
            .unwrap_or_default(),
        next: next.map(|row| (lang.path(&format!("/desk/{}", row.id)) + &view.query(), row.title)),
        chambers: region
            .chambers
            .iter()
            .filter(|chamber| chamber.code != case.chamber)
            .map(|chamber| (chamber.code.clone(), chamber.name.get(t.locale).to_owned()))
            .collect(),
        decides: !own && mandate.is_some_and(|mandate| mandate >= least),
        proposed: case.proposal.map(|(who, what)| {
            let word = t.term("case-decision", what.code());
            let name = names.of(t, who);
            t.with(
                "desk-proposed",
                &[("name", name.as_str().into()), ("decision", word.as_ref().into())],
            )
            .into_owned()
        }),
        own_proposal: case.proposal.is_some_and(|(who, _)| who == signed.person),
        outcome: outcome(&case, t, region),
        compared,
        case,
    })
}

/// What the registers and the organisation's own page know of it.
async fn known(
    app: &App,
    region: &Region,
    actor: &Actor,
    id: Option<OrganisationId>,
) -> Result<Option<Box<Organisation>>> {
    let Some(id) = id else { return Ok(None) };
    let scope = scope(actor, Action::ReadOrganisation);
    Ok(
        match find_organisation(&scope, app.journal.database(), region, id).await? {
            Some(Found::Here(found)) => Some(found),
            _ => None,
        },
    )
}

fn registered(known: &Organisation) -> Registered {
    let seat = known.places.iter().find(|place| place.role == "seat");
    let seat = seat.map(|place| {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        crate::organisations::dossier::Seat {
            street: part(&place.street),
            postal_code: part(&place.postal_code),
            municipality: part(&place.municipality),
            country: part(&place.country),
        }
        .on_one_line()
    });
    let numbers = known.identifiers.iter().map(|(_, value, _)| value.clone()).collect();
    Registered::of(&known.values, numbers, seat.unwrap_or_default())
}

fn eyebrow(case: &CaseView, t: T, names: &Names, me: uuid::Uuid) -> String {
    let number = t
        .with("case-number", &[("number", case.number.as_str().into())])
        .into_owned();
    let who = match case.assignee {
        None => t.get("case-unassigned").into_owned(),
        Some(id) if id == me => t.get("case-assigned-to-you").into_owned(),
        Some(id) => {
            let name = names.of(t, id);
            t.with("case-assigned-to", &[("name", name.as_str().into())])
                .into_owned()
        }
    };
    let state = t.term("case-state", case.state.code());
    [
        number,
        t.term("case-kind", case.kind.code()).into_owned(),
        state.into_owned(),
        who,
    ]
    .join(" · ")
}

/// How far past its target, in working days of the territory that must act; nothing while the clock stands.
fn over_target(case: &CaseView, region: &Region, t: T, now: i64) -> Option<String> {
    if case.due_at >= now || case.waiting_since.is_some() || !case.state.is_open() {
        return None;
    }
    let territory = region
        .chamber(&case.chamber)
        .map_or(case.territory.as_str(), |chamber| chamber.territory.as_str());
    let calendar = region.calendar(territory);
    let days = calendar
        .working_days_between(region.zone.day(case.due_at), region.zone.day(now))
        .max(1);
    let days = u64::try_from(days).unwrap_or(1);
    Some(t.with("case-over-target", &[("count", days.into())]).into_owned())
}

/// What it does, in the words of who applied, and where they wrote from.
fn lead(dossier: &Dossier, case: &CaseView, t: T) -> String {
    let text = |field: &str| {
        let own = dossier.facts.iter().filter(|said| said.field == field);
        let mut own: Vec<_> = own.collect();
        own.sort_by_key(|said| said.language.as_deref() != Some(t.locale.code()));
        own.first().map(|said| said.value.clone())
    };
    let message = |key: &str| {
        case.dossier
            .get(key)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    text("summary")
        .or_else(|| text("description"))
        .or_else(|| message("reason"))
        .unwrap_or_default()
}

/// Everything else that was declared, by name.
fn said(dossier: &Dossier, case: &CaseView, t: T) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    if let Some(kind) = dossier.kind {
        lines.push((
            t.term("field", "kind").into_owned(),
            t.term("kind", kind.code()).into_owned(),
        ));
    }
    for said in dossier.facts.iter().filter(|said| said.field != "summary") {
        let mut name = t.term("field", &said.field).into_owned();
        if let Some(language) = &said.language {
            name = format!("{name} ({language})");
        }
        lines.push((name, said.value.clone()));
    }
    for key in ["name", "kind", "chamber", "subject", "place"] {
        let found = case
            .dossier
            .get(key)
            .and_then(|value| value.as_str())
            .filter(|_| case.kind != Kind::NewOrganisation);
        if let Some(value) = found.filter(|value| !value.is_empty()) {
            lines.push((t.term("case-asked", key).into_owned(), value.to_owned()));
        }
    }
    lines
}

/// Organisations of the directory whose name is alike, without the one the case is about.
async fn doubles(app: &App, lang: &Lang, case: &CaseView) -> Result<Vec<Double>> {
    if case.kind != Kind::NewOrganisation || case.title.trim().is_empty() {
        return Ok(Vec::new());
    }
    let dossier: Dossier = serde_json::from_value(case.dossier.clone()).unwrap_or_default();
    let itself = case.organisation.or(dossier.organisation);
    let alike = app
        .directory
        .alike(app.journal.database(), &case.title, DOUBLES + 1)
        .await?;
    let others = alike.into_iter().filter(|row| Some(row.id) != itself).take(DOUBLES);
    Ok(others
        .map(|row| Double {
            href: lang.path(&crate::organisations::path(row.id, &row.name)),
            place: row.municipality.unwrap_or_default(),
            name: row.name,
        })
        .collect())
}

/// A question to begin with, in the applicant's language: about what differs, or what no register could tell.
fn question(compared: &[Compared], dossier: &Dossier, reader: T) -> String {
    if let Some(line) = compared.iter().find(|line| line.verdict == Verdict::Differs) {
        let field = reader.term("field", line.field).into_owned();
        let variables = [
            ("field", field.as_str().into()),
            ("declared", line.declared.as_str().into()),
            ("register", line.register.as_str().into()),
        ];
        return reader.with("case-ask-differs", &variables).into_owned();
    }
    if dossier.missing_checks.is_empty() {
        return String::new();
    }
    reader.get("case-ask-document").into_owned()
}

fn history(note: &queries::Note, t: T, region: &Region, names: &Names) -> (String, String) {
    let what = t.term("case-did", &note.action).into_owned();
    let detail = match (note.action.as_str(), &note.detail) {
        ("decided" | "proposed", Some(code)) => Some(t.term("case-decision", code).into_owned()),
        ("handed_over" | "appealed", Some(code)) => region
            .chamber(code)
            .map(|chamber| chamber.name.get(t.locale).to_owned()),
        ("appeal_decided", Some(code)) => Some(t.term("case-state", code).into_owned()),
        _ => None,
    };
    let who = names.actor(t, &note.actor);
    let what = detail.map_or(what.clone(), |detail| format!("{what}: {detail}"));
    (words::moment(t, region, note.at), format!("{what} · {who}"))
}

fn outcome(case: &CaseView, t: T, region: &Region) -> Option<String> {
    let (decision, at) = case.decision.zip(case.decided_at)?;
    let word = t.term("case-decision", decision.code());
    let when = words::moment(t, region, at);
    let variables = [("decision", word.as_ref().into()), ("date", when.as_str().into())];
    Some(t.with("case-outcome", &variables).into_owned())
}

/// `GET /{lang}/desk/figures`
pub(in crate::cases) async fn figures(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    _: Params<()>,
) -> Result<Response> {
    refuse_strangers(&signed.actor)?;
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
