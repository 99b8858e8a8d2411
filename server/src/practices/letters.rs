//! The letters of this feature, each in its reader's language: what a chamber said, that an expert is asked, that somebody took
//! a practice up.

use uuid::Uuid;

use super::model::{AdoptionId, AdoptionState, PracticeId, Sayer, State};
use super::tables::adoption;
use super::tables::practice::Model;
use crate::accounts::{self, Person};
use crate::notices;
use crate::organisations::queries::briefs;
use crate::platform::access::Role;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::mail::{self, Letter};
use crate::platform::texts::T;
use crate::platform::web::Hands;
use crate::platform::web::Web;

/// What a letter about a practice is kept under.
pub(super) fn about(id: PracticeId) -> String {
    mail::about("practice", id.0)
}

/// What a letter about an adoption is kept under.
pub(super) fn about_adoption(id: AdoptionId) -> String {
    mail::about("practice_adoption", id.0)
}

/// What a letter says: its subject, its kind, its paragraphs, its button and where that leads.
struct Said {
    subject: String,
    kind: &'static str,
    paragraphs: Vec<String>,
    button: String,
    path: String,
}

/// Tells those who write for the organisation what a chamber said.
pub(super) async fn judged(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    row: &Model,
    (chamber, why): (&str, &str),
) -> Result<(), DatabaseError> {
    let (subject, lead) = match State::from_code(&row.state) {
        Some(State::Validated) => ("practice-mail-validated-subject", "practice-mail-validated"),
        Some(State::Published) => ("practice-mail-published-subject", "practice-mail-published"),
        Some(State::Returned) => ("practice-mail-returned-subject", "practice-mail-returned"),
        _ => ("practice-mail-refused-subject", "practice-mail-refused"),
    };
    for to in writers(tx, row.organisation_id, row.author).await? {
        let t = T::new(to.language);
        let named = [
            ("title", title(t, row).into()),
            ("chamber", name_of(web, t, chamber).into()),
            (
                "expert",
                name_of(web, t, row.expert.as_deref().unwrap_or_default()).into(),
            ),
        ];
        let mut paragraphs = vec![t.with(lead, &named).into_owned()];
        paragraphs.extend((!why.is_empty()).then(|| why.to_owned()));
        let said = Said {
            subject: t.with(subject, &named).into_owned(),
            kind: "practice_judged",
            paragraphs,
            button: t.get("practice-mail-button").into_owned(),
            path: own_path(row),
        };
        // Part of a procedure: it goes out whatever somebody chose.
        mail::queue(tx, clock, &letter(web, &to, row, said)).await?;
    }
    Ok(())
}

/// Tells the people of the chamber whose expert is asked, but those who may not look at it.
pub(super) async fn expert(tx: &Tx, clock: &Clock, web: &Web, row: &Model, first: Uuid) -> Result<(), DatabaseError> {
    let db = tx.connection();
    let chamber = row.expert.as_deref().unwrap_or_default();
    let members = accounts::members(db, row.organisation_id).await?;
    for (to, _) in accounts::holders(db, chamber).await? {
        let belongs = members.iter().any(|(member, _)| member.id == to.id);
        if belongs || to.id.0 == first || row.author == Some(to.id.0) || !notices::takes_letters(db, &to).await? {
            continue;
        }
        let t = T::new(to.language);
        let named = [
            ("title", title(t, row).into()),
            ("chamber", name_of(web, t, &row.chamber).into()),
        ];
        let said = Said {
            subject: t.with("practice-mail-expert-subject", &named).into_owned(),
            kind: "practice_expert",
            paragraphs: vec![t.with("practice-mail-expert", &named).into_owned()],
            button: t.get("practice-mail-expert-button").into_owned(),
            path: format!("/desk/practices/{}", PracticeId(row.id)),
        };
        stoppable(tx, clock, web, &letter(web, &to, row, said), &to).await?;
    }
    Ok(())
}

/// Tells the other side of an adoption: its owners that they are asked, the organisation of the practice what was said.
pub(super) async fn adoption(
    tx: &Tx,
    hands: Hands<'_>,
    (of, row): (&Model, &adoption::Model),
) -> Result<(), DatabaseError> {
    let db = tx.connection();
    let state = AdoptionState::from_code(&row.state).unwrap_or(AdoptionState::Withdrawn);
    let (people, [subject, lead]) = match state {
        AdoptionState::Proposed => (
            owners(tx, row.organisation_id).await?,
            ["practice-mail-adoption-asked-subject", "practice-mail-adoption-asked"],
        ),
        AdoptionState::Confirmed => (
            writers(tx, of.organisation_id, of.author).await?,
            [
                "practice-mail-adoption-confirmed-subject",
                "practice-mail-adoption-confirmed",
            ],
        ),
        AdoptionState::Declined if row.said_by == Sayer::Owner.code() => (
            writers(tx, of.organisation_id, row.author).await?,
            [
                "practice-mail-adoption-declined-subject",
                "practice-mail-adoption-declined",
            ],
        ),
        AdoptionState::Declined | AdoptionState::Withdrawn => return Ok(()),
    };
    let adopter = briefs(db, &[row.organisation_id]).await?.pop();
    let adopter = adopter.map(|one| one.name).unwrap_or_default();
    for to in people {
        let by_themselves = hands.actor.person_id() == Some(to.id.0);
        if by_themselves || !notices::takes_letters(db, &to).await? {
            continue;
        }
        let t = T::new(to.language);
        let named = [("title", title(t, of).into()), ("name", adopter.as_str().into())];
        let path = match state {
            AdoptionState::Proposed => format!("/practices/{}/adoption/{}", PracticeId(of.id), AdoptionId(row.id)),
            _ => format!("/practices/{}", PracticeId(of.id)),
        };
        let said = Said {
            subject: t.with(subject, &named).into_owned(),
            kind: "practice_adoption",
            paragraphs: vec![t.with(lead, &named).into_owned()],
            button: t.get("practice-mail-button").into_owned(),
            path,
        };
        let mut letter = letter(hands.web, &to, of, said);
        letter.about = Some(about_adoption(AdoptionId(row.id)));
        stoppable(tx, hands.journal.clock(), hands.web, &letter, &to).await?;
    }
    Ok(())
}

async fn stoppable(tx: &Tx, clock: &Clock, web: &Web, letter: &Letter, to: &Person) -> Result<(), DatabaseError> {
    let (.., stop) = notices::around(web, to);
    mail::queue_notice(tx, clock, letter, Some(&stop)).await?;
    Ok(())
}

fn title(t: T, row: &Model) -> String {
    match row.title.as_str() {
        "" => t.get("practice-untitled").into_owned(),
        title => title.to_owned(),
    }
}

fn name_of(web: &Web, t: T, chamber: &str) -> String {
    let found = web.region.chamber(chamber);
    found.map_or(chamber, |chamber| chamber.name.get(t.locale)).to_owned()
}

fn own_path(row: &Model) -> String {
    let organisation = crate::platform::id::encode(row.organisation_id);
    format!("/own/{organisation}/practices/{}", PracticeId(row.id))
}

fn letter(web: &Web, to: &Person, row: &Model, said: Said) -> Letter {
    let t = T::new(to.language);
    let (greeting, foot, _) = notices::around(web, to);
    let mut paragraphs = vec![greeting];
    paragraphs.extend(said.paragraphs);
    Letter {
        to: to.mail.clone(),
        recipient: Some(to.id.0),
        language: t.locale,
        kind: said.kind,
        subject: said.subject,
        paragraphs,
        button: Some((said.button, web.absolute(&format!("/{}{}", t.locale, said.path)))),
        foot,
        entry: None,
        about: Some(about(PracticeId(row.id))),
        not_before: 0,
    }
}

/// Who began it, where they still write for the organisation; else its owners.
async fn writers(tx: &Tx, organisation: Uuid, author: Option<Uuid>) -> Result<Vec<Person>, DatabaseError> {
    let members = accounts::members(tx.connection(), organisation).await?;
    let found = members
        .iter()
        .find(|(person, role)| author == Some(person.id.0) && *role >= Role::Editor);
    if let Some((person, _)) = found {
        return Ok(vec![person.clone()]);
    }
    Ok(of_owners(members))
}

async fn owners(tx: &Tx, organisation: Uuid) -> Result<Vec<Person>, DatabaseError> {
    Ok(of_owners(accounts::members(tx.connection(), organisation).await?))
}

fn of_owners(members: Vec<(Person, Role)>) -> Vec<Person> {
    let owners = members.into_iter().filter(|(_, role)| *role == Role::Owner);
    owners.map(|(person, _)| person).collect()
}
