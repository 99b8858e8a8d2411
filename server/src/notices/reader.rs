//! The journal's reader: once for the whole cluster, each entry becomes notices and letters in the transaction that moves the
//! cursor on. What it writes is unique by entry and person, so that reading again changes nothing.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::about::{About, Cases};
use super::model::{Kind, To};
use super::queries::takes_letters;
use super::tables::{self, notice};
use super::{digest, letters};
use crate::accounts::{self, Digest, Person, PersonId};
use crate::cases::model::UNDO;
use crate::organisations::differences::Differences;
use crate::organisations::queries::home_of;
use crate::platform::access::Role;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::id::{decode, encode};
use crate::platform::journal::{Journal, Read, Turn};
use crate::platform::mail;
use crate::platform::web::Web;

const NAME: &str = "notices";
const ENTRIES: i64 = 100;
/// How long a turn may hold the writer: where a chamber has many people, one entry is told to each of them.
const TURN: Duration = Duration::from_millis(50);

/// Tells of what came since the last time.
///
/// # Errors
/// When the database refuses; nobody is told of anything then.
pub async fn read(journal: &Journal, web: &Web, cases: &dyn Cases) -> Result<Turn, DatabaseError> {
    let clock = journal.clock();
    journal
        .read_some(NAME, ENTRIES, |tx, entries| async move {
            let begun = Instant::now();
            let teller = Teller {
                tx: &tx,
                clock,
                web,
                cases,
            };
            for (place, entry) in entries.iter().enumerate() {
                teller.tell(entry).await?;
                if begun.elapsed() > TURN {
                    return Ok(place + 1);
                }
            }
            Ok(entries.len())
        })
        .await
}

/// Tells until the process ends, on whichever node is quicker; and sends the letters of the day.
pub async fn follow(journal: Journal, web: Arc<Web>, cases: Arc<dyn Cases>) {
    let turn = async || {
        if let Some(error) = digest::send_due(&journal, &web).await.err() {
            tracing::warn!(%error, "letters of the day could not be written");
        }
        read(&journal, &web, &*cases).await
    };
    journal.follow("notices could not be written", turn).await;
}

struct Teller<'a> {
    tx: &'a Tx,
    clock: &'a Clock,
    web: &'a Web,
    cases: &'a dyn Cases,
}

impl Teller<'_> {
    async fn tell(&self, entry: &Read) -> Result<(), DatabaseError> {
        if entry.action == "cases.undone" {
            // Also what was written after it was undone: this reader may be late.
            tables::take_back(self.tx, &entry.subject, Kind::Decided, entry.seq).await?;
            mail::withdraw(self.tx, &entry.subject, Kind::Decided.code()).await?;
            return Ok(());
        }
        if entry.action.starts_with("introductions.") {
            return self.tell_introduction(entry).await;
        }
        self.tell_followers(entry).await?;
        let Some(kind) = Kind::of(&entry.action) else {
            return Ok(());
        };
        if kind == Kind::Changed {
            return self.tell_change(entry).await;
        }
        let says = says(entry);
        let id = |key: &str| says.get(key).and_then(Value::as_str).and_then(decode);
        let about = match id("case") {
            Some(case) => self.cases.about(self.tx, case).await?,
            None => None,
        };
        let Some(about) = about.or_else(|| kind.is_of_no_case().then(About::default)) else {
            return Ok(());
        };
        let holds = about.decided.as_ref().is_some_and(|decided| decided.at == entry.at);
        if kind == Kind::Decided && !holds {
            // Undone, or decided anew, before it was told.
            return Ok(());
        }
        let by = entry.actor.strip_prefix("person:").and_then(decode);
        for person in self.recipients(kind, &about, id("person")).await? {
            if Some(person.id.0) != by {
                self.tell_one(entry, kind, &about, &says, &person, Digest::AtOnce)
                    .await?;
            }
        }
        Ok(())
    }

    /// What a register says otherwise than before: the owners are told, and the home chamber, whose people may have a
    /// hundred such organisations in one run, each morning at most. What a person changed is no news to either.
    async fn tell_change(&self, entry: &Read) -> Result<(), DatabaseError> {
        let Some(told) = Differences::by_register(entry) else {
            return Ok(());
        };
        let Some(home) = home_of(self.tx, told.organisation).await? else {
            return Ok(());
        };
        let about = About {
            number: home.name.clone(),
            title: home.name,
            chamber: home.chamber.unwrap_or_default(),
            organisation: Some(told.organisation.0),
            ..About::default()
        };
        let owners = self.owners(told.organisation.0).await?;
        let staff = accounts::holders(self.tx.connection(), &about.chamber).await?;
        let staff = staff.into_iter().map(|(person, _)| person);
        let staff = staff.filter(|person| !owners.iter().any(|owner| owner.id == person.id));
        let staff: Vec<Person> = staff.collect();
        let all = owners.iter().map(|owner| (owner, Digest::AtOnce));
        for (person, soonest) in all.chain(staff.iter().map(|person| (person, Digest::Daily))) {
            self.tell_one(entry, Kind::Changed, &about, &Map::new(), person, soonest)
                .await?;
        }
        Ok(())
    }

    /// Each person once an entry: what comes first is what concerns them most.
    async fn tell_introduction(&self, entry: &Read) -> Result<(), DatabaseError> {
        let by = entry.actor.strip_prefix("person:").and_then(decode);
        for told in self.cases.introduction(self.tx, entry).await? {
            let Some(kind) = Kind::of_introduction(told.what) else {
                continue;
            };
            let about = About {
                number: told.number,
                title: told.title,
                ..About::default()
            };
            for person in self.people(told.people).await? {
                if Some(person.id.0) != by {
                    self.tell_one(entry, kind, &about, &Map::new(), &person, Digest::AtOnce)
                        .await?;
                }
            }
        }
        Ok(())
    }

    /// Whoever follows a company, or looks for such, hears each morning at most that it changed; what changed stands in their
    /// workspace alone.
    async fn tell_followers(&self, entry: &Read) -> Result<(), DatabaseError> {
        for told in self.cases.watched(self.tx, entry).await? {
            let about = About {
                number: told.name.clone(),
                title: told.name,
                organisation: Some(told.workspace),
                ..About::default()
            };
            for person in self.people(told.people).await? {
                self.tell_one(entry, Kind::Watched, &about, &Map::new(), &person, Digest::Daily)
                    .await?;
            }
        }
        Ok(())
    }

    async fn owners(&self, organisation: Uuid) -> Result<Vec<Person>, DatabaseError> {
        let members = accounts::members(self.tx.connection(), organisation).await?;
        let owners = members.into_iter().filter(|(_, role)| *role == Role::Owner);
        Ok(owners.map(|(person, _)| person).collect())
    }

    async fn recipients(&self, kind: Kind, about: &About, named: Option<Uuid>) -> Result<Vec<Person>, DatabaseError> {
        let db = self.tx.connection();
        match (kind.to(), about.assignee) {
            (To::Chamber | To::Assignee, assignee) => {
                let holders = accounts::holders(db, &about.chamber).await?;
                let staff = holders.into_iter().map(|(person, _)| person);
                // Whoever has it, as long as they hold a mandate there; else everybody of the chamber.
                let (has, others): (Vec<_>, Vec<_>) = staff.partition(|person| assignee == Some(person.id.0));
                match kind.to() {
                    To::Assignee if !has.is_empty() => Ok(has),
                    _ => Ok(has.into_iter().chain(others).collect()),
                }
            }
            (To::Applicant, _) => {
                let mut found = self.people(about.applicant.into_iter().collect()).await?;
                if let Some(organisation) = about.organisation {
                    for owner in self.owners(organisation).await? {
                        if !found.iter().any(|person| person.id == owner.id) {
                            found.push(owner);
                        }
                    }
                }
                Ok(found)
            }
            (To::Named, _) => self.people(named.into_iter().collect()).await,
            // Told by themselves, for the two are told differently.
            (To::Home | To::Parties | To::Followers, _) => Ok(Vec::new()),
        }
    }

    async fn people(&self, ids: Vec<Uuid>) -> Result<Vec<Person>, DatabaseError> {
        let ids: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
        accounts::find_many(self.tx.connection(), &ids).await
    }

    /// A line in the person's list, and a letter as they like it.
    async fn tell_one(
        &self,
        entry: &Read,
        kind: Kind,
        about: &About,
        says: &Map<String, Value>,
        person: &Person,
        soonest: Digest,
    ) -> Result<(), DatabaseError> {
        // Whoever decided may undo it until then.
        let not_before = if kind == Kind::Decided {
            entry.at + UNDO
        } else {
            entry.at
        };
        let letter = self.letter_for(kind, person).await?;
        let letter = letter.map(|letter| if soonest == Digest::Daily { soonest } else { letter });
        let row = notice::Model {
            id: self.clock.id(),
            entry_seq: entry.seq,
            person_id: person.id.0,
            kind: kind.code().to_owned(),
            subject: entry.subject.clone(),
            reference: about.number.clone(),
            path: path(kind, &entry.subject, about),
            at: entry.at,
            read_at: None,
            digest_at: (letter == Some(Digest::Daily)).then(|| digest::next(self.web.region.zone, not_before)),
        };
        let path = row.path.clone();
        let is_new = tables::add(self.tx, row).await?;
        if !is_new || letter != Some(Digest::AtOnce) {
            return Ok(());
        }
        let told = letters::Told {
            entry,
            kind,
            about,
            says,
            path: &path,
            not_before,
        };
        letters::write(self.tx, self.clock, self.web, person, &told).await
    }

    /// How a person gets the letter of a kind, if at all.
    async fn letter_for(&self, kind: Kind, person: &Person) -> Result<Option<Digest>, DatabaseError> {
        if !kind.has_letter() {
            return Ok(None);
        }
        if kind.is_binding() {
            return Ok(Some(Digest::AtOnce));
        }
        let db = self.tx.connection();
        Ok(takes_letters(db, person).await?.then_some(person.digest))
    }
}

/// All that an entry says, the parts together.
fn says(entry: &Read) -> Map<String, Value> {
    let mut all = Map::new();
    for part in &entry.parts {
        if let Ok(Value::Object(part)) = serde_json::from_slice(part) {
            all.extend(part);
        }
    }
    all
}

/// Where a notice leads, after the language: advisers to their desk, applicants to their case.
fn path(kind: Kind, subject: &str, about: &About) -> String {
    let id = subject.split_once(':').map_or("", |(_, id)| id);
    match kind.to() {
        To::Chamber | To::Assignee => format!("/desk/{id}"),
        To::Applicant => format!("/cases/{id}"),
        To::Named if kind == Kind::Confirm => format!("/own/{id}/facts"),
        To::Named => "/joining".to_owned(),
        To::Home => format!("/organisations/{id}"),
        To::Parties => format!("/introductions/{id}"),
        To::Followers => {
            let workspace = about.organisation.map(encode).unwrap_or_default();
            format!("/own/{workspace}/changes")
        }
    }
}
