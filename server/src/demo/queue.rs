//! The demonstration's open cases: of all kinds and ages, some asked, some proposed, one appealed, so that a desk can be
//! seen at work. They were opened in the past by a clock that is set, on a platform that had opened before.

use registers::Record;
use serde_json::{Value, json};
use uuid::Uuid;

use super::market::Market;
use super::people::{Cast, Player};
use super::{Mix, Parts, generate};
use crate::cases::actions::{self, Desk};
use crate::cases::model::{Decision, Ground, Statement};
use crate::cases::{self, CaseId, Kind, Opening};
use crate::organisations::dossier::{Dossier, Number, Said, Seat};
use crate::organisations::model::{self as words};
use crate::organisations::queries::Summary;
use crate::platform::access::{Action, Actor, Node, Purpose, decide};
use crate::platform::clock::{Clock, DAY};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::platform::texts::Locale;
use crate::registry::line::Line;

/// Days before today on which the cases came, oldest first; each is opened on the next of them.
const AGES: [i64; 25] = [
    16, 14, 13, 12, 11, 10, 9, 8, 8, 7, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 1, 0, 0,
];

/// How long ago the demonstration opened.
const OPENED: i64 = 17 * DAY;

/// The journal as it was when the demonstration opened: its clock stands there.
pub(super) fn opening_day(journal: &Journal, seed: u64) -> Journal {
    let clock = Clock::set(journal.clock().now() - OPENED, seed);
    Journal::new(journal.database().clone(), clock)
}

/// What the queue is made from.
pub struct Stage<'a> {
    /// The rows and the journal.
    pub journal: &'a Journal,
    /// Chambers and calendars.
    pub region: &'a Region,
    /// Hand-written parts, for newcomers.
    pub parts: &'a Parts,
    /// Chambers that operate, the first one's desk gets most; and what people wrote.
    pub cast: &'a Cast,
    /// Everybody.
    pub players: &'a [Player],
    /// Organisations that are there already.
    pub there: &'a [Summary],
    /// Whether all chambers get as many cases; else the first gets most.
    pub even: bool,
}

/// Fills the desks, unless they have been; the market goes on between the cases. `floor`: nothing is told as older than that.
///
/// # Errors
/// When the database refuses.
pub(super) async fn fill(
    stage: Stage<'_>,
    seed: u64,
    market: &mut Option<Market<'_>>,
    floor: i64,
) -> anyhow::Result<()> {
    if market.is_none() && cases::queries::any(stage.journal.database()).await? {
        return Ok(());
    }
    let now = stage.journal.clock().now();
    let past = opening_day(stage.journal, seed.wrapping_add(77));
    let mut openings = openings(&stage, AGES.len(), seed);
    ask_for(&mut openings, &stage.cast.applicants(&past).await?);
    for (place, (opening, at)) in openings.iter().zip(times(now)).enumerate() {
        if let Some(market) = market {
            market.until(at, floor).await?;
        }
        past.clock().advance(at - past.clock().now());
        let case = open(&past, stage.region, opening).await?;
        work(&past, &stage, place, opening, case).await?;
    }
    if let Some(market) = market {
        market.until(now, floor).await?;
    }
    Ok(())
}

/// Somebody asks for each case but what readers report, in its language where there is somebody who speaks it.
fn ask_for(openings: &mut [Opening], applicants: &[Player]) {
    for (place, opening) in openings.iter_mut().enumerate() {
        let fit: Vec<&Player> = applicants
            .iter()
            .filter(|one| one.language == opening.language)
            .collect();
        if opening.applicant.is_none() && !matches!(opening.kind, Kind::Content | Kind::Report) {
            opening.applicant = fit.get(place % fit.len().max(1)).map(|one| one.id.0);
        }
    }
}

/// When the cases came, in their order: spread over some hours of their days.
fn times(now: i64) -> Vec<i64> {
    let at = |(place, days): (i64, i64)| now - days * DAY - place % 8 * DAY / 48 - 60_000_000;
    let mut times: Vec<i64> = (0..).zip(AGES).map(at).collect();
    times.sort_unstable();
    times
}

pub(super) async fn open(journal: &Journal, region: &Region, opening: &Opening) -> anyhow::Result<CaseId> {
    let actor = &Actor::system(Purpose::Demo);
    let opened = journal
        .write(|tx| async move {
            let grant = decide(actor, Action::StartJoining, &Node)?;
            cases::open(&tx, journal.clock(), region, grant, opening).await
        })
        .await?;
    Ok(opened)
}

/// A third of the cases have been worked on: taken, asked, proposed, refused and appealed against.
async fn work(
    journal: &Journal,
    stage: &Stage<'_>,
    place: usize,
    opening: &Opening,
    case: CaseId,
) -> anyhow::Result<()> {
    let player = |role: &str| stage.players.iter().find(|player| player.role == role);
    let at_first = stage.cast.chambers.first() == Some(&opening.chamber);
    let (Some(adviser), Some(colleague)) = (player("adviser"), player("colleague")) else {
        return Ok(());
    };
    if !at_first {
        return Ok(());
    }
    let (adviser, colleague) = (adviser.actor(), colleague.actor());
    let by = |actor| Desk {
        journal,
        region: stage.region,
        actor,
    };
    match place {
        0 => {
            let said = Statement {
                ground: Some(Ground::Incomplete),
                facts: stage.cast.said("facts", opening.language),
                remedy: String::new(),
            };
            actions::decide(by(&colleague), case, None, Decision::Refused, &said).await?;
            actions::appeal_by_link(by(&colleague), case, &stage.cast.said("appeal", opening.language)).await?;
        }
        2 | 6 => actions::ask(by(&adviser), case, None, &stage.cast.said("question", opening.language)).await?,
        4 | 10 => actions::take(by(&adviser), case, None, false).await?,
        8 => actions::take(by(&colleague), case, None, false).await?,
        _ if opening.kind == Kind::ProtectedChange && place % 2 == 1 => {
            actions::decide(by(&colleague), case, None, Decision::Approved, &Statement::default()).await?;
        }
        _ => {}
    }
    Ok(())
}

/// So many cases: newcomers and what people want of organisations that are there, in turns.
pub(super) fn openings(stage: &Stage<'_>, count: usize, seed: u64) -> Vec<Opening> {
    let today = stage.journal.clock().today();
    let lines = generate(stage.parts, count.div_ceil(2), seed.wrapping_add(4), today, Mix::Demo);
    let mut newcomers = lines
        .enumerate()
        .filter_map(|(place, line)| newcomer(stage, place, line));
    let mut others = stage
        .there
        .iter()
        .cycle()
        .enumerate()
        .map(|(place, row)| wish(stage, place, row));
    let mut all = Vec::new();
    for place in 0..count {
        let next = if place % 2 == 0 {
            newcomers.next()
        } else {
            others.next()
        };
        all.extend(next);
    }
    all
}

/// Three of five come to the first chamber, the others by turns; or all by turns.
fn chamber<'a>(stage: &Stage<'a>, place: usize) -> Option<&'a String> {
    if stage.even {
        return stage.cast.chambers.get(place % stage.cast.chambers.len().max(1));
    }
    if place % 5 < 3 {
        return stage.cast.chambers.first();
    }
    stage
        .cast
        .chambers
        .get(1 + place % stage.cast.chambers.len().saturating_sub(1).max(1))
}

fn newcomer(stage: &Stage<'_>, place: usize, line: Line) -> Option<Opening> {
    let listing = line.listed?;
    let chamber = chamber(stage, place)?;
    let founded = place % 4 != 1;
    let language = listing
        .languages
        .first()
        .and_then(|code| Locale::from_code(code))
        .unwrap_or(Locale::Fr);
    let facts = listing.facts.iter().map(|fact| Said {
        field: fact.field.clone(),
        language: fact.language.clone(),
        value: fact.value.clone(),
        ..Said::default()
    });
    let name = line
        .record
        .names
        .first()
        .map(|name| name.value.clone())
        .unwrap_or_default();
    let dossier = Dossier {
        name: name.clone(),
        kind: words::Kind::from_code(&listing.kind),
        chamber: chamber.clone(),
        number: founded.then(|| number(&line.record)).flatten(),
        founded,
        seat: seat(&line.record),
        languages: listing.languages.clone(),
        facts: facts.collect(),
        missing_checks: vec![
            if founded {
                "register_not_at_hand"
            } else {
                "not_yet_founded"
            }
            .to_owned(),
        ],
        ..Dossier::default()
    };
    let applicant = stage.players.iter().find(|player| player.role == "founder");
    let dossier_json = serde_json::to_value(&dossier).ok()?;
    Some(Opening {
        applicant: applicant.filter(|_| place == 3).map(|player| player.id.0),
        ..opening(
            stage,
            Kind::NewOrganisation,
            chamber,
            None,
            language,
            name,
            dossier_json,
        )
    })
}

fn number(record: &Record) -> Option<Number> {
    let (scheme, value) = record.identifiers.first()?;
    Some(Number {
        scheme: scheme.clone(),
        value: value.clone(),
    })
}

fn seat(record: &Record) -> Seat {
    let address = record.seat.clone().unwrap_or_default();
    Seat {
        street: address.street_line(&[]).unwrap_or_default(),
        postal_code: address.postal_code.clone().unwrap_or_default(),
        municipality: address.municipality(&[]).unwrap_or_default().to_owned(),
        country: address.country.unwrap_or_default(),
    }
}

/// What somebody wants of an organisation that is there.
fn wish(stage: &Stage<'_>, place: usize, row: &Summary) -> Opening {
    let chamber = chamber(stage, place).cloned().unwrap_or_default();
    let language = row
        .languages
        .first()
        .and_then(|code| Locale::from_code(code))
        .unwrap_or(Locale::Fr);
    let kinds = [
        Kind::ProtectedChange,
        Kind::Content,
        Kind::Claim,
        Kind::Report,
        Kind::Dispute,
    ];
    let kind = kinds.get(place % kinds.len()).copied().unwrap_or(Kind::Report);
    let about = row.id;
    let asked = match kind {
        Kind::ProtectedChange => json!({ "organisation": about, "name": format!("{} International", row.name) }),
        Kind::Content | Kind::Report => json!({
            "organisation": about, "subject": if kind == Kind::Content { "content" } else { "contact" }, "place": "website",
            "reason": stage.cast.said(kind.code(), language),
        }),
        _ => json!({ "organisation": about, "reason": stage.cast.said(kind.code(), language) }),
    };
    opening(stage, kind, &chamber, Some(about), language, row.name.clone(), asked)
}

fn opening(
    stage: &Stage<'_>,
    kind: Kind,
    chamber: &str,
    organisation: Option<words::OrganisationId>,
    language: Locale,
    title: String,
    dossier: Value,
) -> Opening {
    let territory = stage
        .region
        .chamber(chamber)
        .map_or(words::OUTSIDE, |chamber| &chamber.territory);
    Opening {
        kind,
        chamber: chamber.to_owned(),
        territory: territory.to_owned(),
        organisation,
        applicant: Option::<Uuid>::None,
        language,
        title,
        dossier,
    }
}
