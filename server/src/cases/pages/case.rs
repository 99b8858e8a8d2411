//! A case as the desk shows it: what was declared beside what is known, what could already be there, what was said and done.

use super::desk::View;
use super::differing::{Table, table};
use super::heading::{eyebrow, lead, over_target};
use super::said::said;
use super::typed::{Rejected, Typed};
use super::words::{self, Names};
use crate::app::App;
use crate::cases::doubles::Twice;
use crate::cases::model::{Decision, Ground, Kind, State};
use crate::cases::queries::{self, CaseView};
use crate::cases::rules::{Compared, Registered, Verdict, compare, may_review};
use crate::chambers;
use crate::organisations::dossier::Dossier;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Found, Organisation, Summary, find_organisation, summaries};
use crate::platform::access::{Action, Actor, Refusal, decide, scope};
use crate::platform::region::Region;
use crate::platform::texts::T;
use crate::platform::web::{Lang, Result, SignedIn};

/// Possible doubles that are shown.
const DOUBLES: usize = 3;

/// A case as the desk shows it.
pub(super) struct Shown {
    pub(super) case: CaseView,
    pub(super) eyebrow: String,
    pub(super) over_target: Option<String>,
    pub(super) lead: String,
    pub(super) held_by: Option<String>,
    pub(super) mine: bool,
    pub(super) compared: Vec<Compared>,
    pub(super) differing: Option<Table>,
    pub(super) register_date: String,
    pub(super) missing: Vec<String>,
    pub(super) facts: Vec<(String, String)>,
    pub(super) documents: Vec<(String, String)>,
    pub(super) doubles: Vec<Double>,
    pub(super) messages: Vec<Written>,
    pub(super) history: Vec<(String, String)>,
    pub(super) typed: Typed,
    faults: Vec<(String, String)>,
    /// In which language the applicant reads what is written here.
    pub(super) hint: String,
    pub(super) grounds: Vec<(Ground, bool)>,
    pub(super) next: Option<(String, String)>,
    pub(super) chambers: Vec<(String, String)>,
    pub(super) decides: bool,
    /// Whether somebody would read a question about it.
    pub(super) heard: bool,
    pub(super) proposed: Option<String>,
    pub(super) own_proposal: bool,
    pub(super) outcome: Option<String>,
}

pub(super) struct Double {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) href: String,
}

pub(super) struct Written {
    pub(super) who: String,
    pub(super) when: String,
    pub(super) side: String,
    pub(super) body: String,
}

impl Shown {
    pub(super) fn offers(&self, decision: &str) -> bool {
        Decision::from_code(decision).is_some_and(|decision| self.case.kind.decisions().contains(&decision))
    }

    pub(super) fn is_differing(&self, line: &Compared) -> bool {
        line.verdict == Verdict::Differs
    }

    pub(super) fn negative(&self) -> &'static str {
        if self.case.kind == Kind::Content {
            "removed"
        } else {
            "refused"
        }
    }

    pub(super) fn is_at_work(&self) -> bool {
        matches!(self.case.state.code(), "open" | "assigned" | "waiting")
    }

    /// Whether there is somebody to ask, who is not asked already.
    pub(super) fn asks(&self) -> bool {
        self.heard && self.case.state != State::Waiting
    }

    /// What is wrong with the field of that id.
    pub(super) fn fault(&self, id: &str) -> Option<&str> {
        let found = self.faults.iter().find(|(name, _)| name == id);
        found.map(|(_, text)| text.as_str())
    }

    /// Whether the reasons of a refusal are being written.
    pub(super) fn refuses(&self) -> bool {
        self.typed.ground.is_some() || !self.typed.facts.is_empty() || self.fault("decide-ground").is_some()
    }

    /// Whether the form of a verb is shown, so that what was typed in it can stand there again.
    pub(super) fn has_form(&self, verb: &str) -> bool {
        match verb {
            "note" => true,
            "review" => self.case.state == State::Appealed && self.decides,
            "ask" => self.is_at_work() && self.decides && self.asks(),
            "decide" => self.is_at_work() && self.decides,
            _ => self.is_at_work(),
        }
    }
}

pub(super) async fn shown(
    app: &App,
    lang: &Lang,
    signed: &SignedIn,
    view: &View,
    case: CaseView,
    rejected: Option<&Rejected>,
) -> Result<Shown> {
    let (t, region, now) = (lang.t, &lang.web.region, app.journal.clock().now());
    let db = app.journal.database().reader();
    let here = chambers::deciding(db, region).await?;
    let heard = queries::is_heard(db, case.applicant, case.organisation).await?;
    let dossier = dossier_of(&case);
    let organisation = known(app, region, &signed.actor, case.organisation.or(dossier.organisation)).await?;
    let registered = organisation.as_ref().map(|known| registered(known)).unwrap_or_default();
    let compared = match case.kind {
        Kind::NewOrganisation | Kind::Claim | Kind::Dispute | Kind::ProtectedChange if !dossier.name.is_empty() => {
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
    let reader = T::new(case.language);
    let language = t.term("language", case.language.code());
    let typed = Typed::prepared(question(&compared, &dossier, reader), view, reader).again(rejected);
    let asked = view.asked(signed.person, now);
    let work = scope(&signed.actor, Action::WorkCase);
    let next = queries::next_after(&work, app.journal.database(), &asked, case.due_at, case.id).await?;
    Ok(Shown {
        eyebrow: eyebrow(&case, t, &names, signed.person),
        over_target: over_target(&case, region, t, now),
        lead: lead(&dossier, &case, t, region),
        held_by: case
            .assignee
            .filter(|id| *id != signed.person)
            .map(|id| names.of(t, id)),
        mine: case.assignee == Some(signed.person),
        differing: table(&case, organisation.as_deref(), t, region),
        register_date: organisation
            .as_ref()
            .and_then(|known| known.records.first())
            .map_or_else(String::new, |(_, _, on)| t.date(*on)),
        missing: dossier
            .missing_checks
            .iter()
            .map(|code| t.term("case-missing", code).into_owned())
            .collect(),
        facts: said(&dossier, &case, &compared, t, region),
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
        hint: t
            .with("case-in-language", &[("language", language.as_ref().into())])
            .into_owned(),
        grounds: Ground::of(case.kind)
            .iter()
            .map(|one| (*one, typed.ground == Some(*one)))
            .collect(),
        faults: rejected.map(|rejected| rejected.faults.clone()).unwrap_or_default(),
        typed,
        next: next.map(|row| (lang.path(&format!("/desk/{}", row.id)) + &view.query(), row.title)),
        chambers: here
            .into_iter()
            .filter(|other| other.code != case.chamber)
            .filter_map(|other| {
                let name = region.chamber(&other.code)?.name.get(t.locale).to_owned();
                Some((other.code, name))
            })
            .collect(),
        decides: may_decide(&case, signed),
        heard,
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

/// Whether this reader may decide it as it stands. Whoever only has to sign in again may: the form leads there.
fn may_decide(case: &CaseView, reader: &SignedIn) -> bool {
    let right = match case.state {
        State::Appealed if !may_review(case.decider, reader.person) => return false,
        State::Appealed => Action::DecideAppeal,
        _ => case.kind.right(),
    };
    matches!(decide(&reader.actor, right, case), Ok(_) | Err(Refusal::StepUp(_)))
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

/// What the case says it may be one with; for a newcomer, organisations of the directory whose name is alike.
async fn doubles(app: &App, lang: &Lang, case: &CaseView) -> Result<Vec<Double>> {
    if let Ok(twice) = serde_json::from_value::<Twice>(case.dossier.clone()) {
        let scope = scope(&Actor::guest(), Action::ReadOrganisation);
        let ids: Vec<uuid::Uuid> = twice.others.iter().map(|id| id.0).collect();
        let others = summaries(&scope, app.journal.database(), &ids).await?;
        return Ok(others.into_iter().map(|row| double(lang, row)).collect());
    }
    if case.kind != Kind::NewOrganisation || case.title.trim().is_empty() {
        return Ok(Vec::new());
    }
    let dossier = dossier_of(case);
    let itself = case.organisation.or(dossier.organisation);
    let alike = app
        .directory
        .alike(app.journal.database(), &case.title, DOUBLES + 1)
        .await?;
    let others = alike.into_iter().filter(|row| Some(row.id) != itself).take(DOUBLES);
    Ok(others.map(|row| double(lang, row)).collect())
}

fn double(lang: &Lang, row: Summary) -> Double {
    Double {
        href: lang.path(&crate::organisations::path(row.id, &row.name)),
        place: row.municipality.unwrap_or_default(),
        name: row.name,
    }
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

/// What an applicant says of the organisation: the case's own dossier, or the one a claim brings along.
fn dossier_of(case: &CaseView) -> Dossier {
    let said = case.dossier.get("dossier").unwrap_or(&case.dossier);
    serde_json::from_value(said.clone()).unwrap_or_default()
}
