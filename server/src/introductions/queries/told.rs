//! Whom an entry of the journal about an introduction concerns: for the feature that writes to people.

use sea_orm::EntityTrait;
use uuid::Uuid;

use crate::accounts;
use crate::introductions::model::{Party, Side, Turn};
use crate::introductions::rules::turn;
use crate::introductions::tables::introduction::{Entity, Model};
use crate::platform::access::{Mandate, Role};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::id::decode;
use crate::platform::journal::Read;

/// What somebody is told, and who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// What it is to them: `turn`, `news`, `message`, `late`, `ended`.
    pub what: &'static str,
    /// Who.
    pub people: Vec<Uuid>,
}

/// Those an entry concerns. Nobody is named in it who is not known to all of them.
///
/// # Errors
/// When the database refuses.
pub async fn told(tx: &Tx, entry: &Read) -> Result<Vec<Told>, DatabaseError> {
    let id = entry.subject.strip_prefix("introduction:").and_then(decode);
    let Some(id) = id else { return Ok(Vec::new()) };
    let Some(row) = Entity::find_by_id(id).one(tx.connection()).await? else {
        return Ok(Vec::new());
    };
    let people = People { tx, row: &row };
    let says: serde_json::Value = entry
        .parts
        .first()
        .and_then(|part| serde_json::from_slice(part).ok())
        .unwrap_or_default();
    let text = |key: &str| says.get(key).and_then(|value| value.as_str());
    let party = text("party").and_then(Party::from_code);
    let side = party.and_then(Party::side);
    let (requester, target) = (Side::Requester, Side::Target);
    let sent = match entry.action.as_str() {
        "introductions.submitted" => vec![("turn", people.chamber(requester).await?)],
        "introductions.forwarded" => vec![
            ("turn", people.chamber(target).await?),
            ("news", people.owners(requester).await?),
        ],
        "introductions.offered" if row.contact => vec![("turn", people.adviser(target).await?)],
        "introductions.offered" => vec![("turn", people.owners(target).await?)],
        "introductions.accepted" => vec![
            ("turn", people.owners(requester).await?),
            ("news", people.advisers().await?),
        ],
        "introductions.met" | "introductions.negotiating" | "introductions.planned" => {
            vec![("news", people.shared(side).await?)]
        }
        "introductions.messaged" | "introductions.filed" => vec![("message", people.shared(None).await?)],
        "introductions.refused"
        | "introductions.declined"
        | "introductions.closed"
        | "introductions.withdrawn"
        | "introductions.expired" => vec![("ended", people.all_reached().await?)],
        "introductions.escalated" => vec![("late", people.heads(text("turn")).await?)],
        "introductions.named" => match text("person").and_then(decode) {
            Some(person) => vec![("turn", people.named(person, side).await?)],
            None => Vec::new(),
        },
        "introductions.let_go" => vec![("late", people.heads(None).await?)],
        _ => Vec::new(),
    };
    let told = |(what, people)| Told {
        number: row.number.clone(),
        subject: row.subject.clone(),
        what,
        people,
    };
    Ok(sent.into_iter().map(told).collect())
}

struct People<'a> {
    tx: &'a Tx,
    row: &'a Model,
}

impl People<'_> {
    /// Who acts for a side's chamber: its named adviser, as long as they hold a mandate there, else everybody of it who may.
    async fn chamber(&self, side: Side) -> Result<Vec<Uuid>, DatabaseError> {
        let holders = accounts::holders(self.tx.connection(), self.row.chamber(side)).await?;
        let adviser = self.row.course().adviser(side);
        if let Some((holder, _)) = holders.iter().find(|(holder, _)| adviser == Some(holder.id.0)) {
            return Ok(vec![holder.id.0]);
        }
        let mut found = Vec::new();
        for (holder, _) in holders {
            if !self.belongs(holder.id.0).await? {
                found.push(holder.id.0);
            }
        }
        Ok(found)
    }

    /// Whether somebody is of one of the two organisations: they learn of it as such, not by their mandate.
    async fn belongs(&self, person: Uuid) -> Result<bool, DatabaseError> {
        for side in [Side::Requester, Side::Target] {
            let members = accounts::members(self.tx.connection(), self.row.organisation(side)).await?;
            if members.iter().any(|(member, _)| member.id.0 == person) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Who accompanies a side; nobody as long as no adviser was named on it.
    async fn adviser(&self, side: Side) -> Result<Vec<Uuid>, DatabaseError> {
        match self.row.course().adviser(side) {
            Some(_) => self.chamber(side).await,
            None => Ok(Vec::new()),
        }
    }

    /// Whoever was named and still is; where they hold no mandate any more, the others of their chamber.
    async fn named(&self, person: Uuid, side: Option<Side>) -> Result<Vec<Uuid>, DatabaseError> {
        match side.filter(|side| self.row.course().adviser(*side) == Some(person)) {
            Some(side) => self.chamber(side).await,
            None => Ok(Vec::new()),
        }
    }

    async fn owners(&self, side: Side) -> Result<Vec<Uuid>, DatabaseError> {
        let members = accounts::members(self.tx.connection(), self.row.organisation(side)).await?;
        let owners = members.into_iter().filter(|(_, role)| *role == Role::Owner);
        Ok(owners.map(|(person, _)| person.id.0).collect())
    }

    async fn advisers(&self) -> Result<Vec<Uuid>, DatabaseError> {
        let mut found = self.adviser(Side::Requester).await?;
        found.extend(self.adviser(Side::Target).await?);
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Both sides and their advisers; of one side's own doing only the others.
    async fn shared(&self, but: Option<Side>) -> Result<Vec<Uuid>, DatabaseError> {
        let mut found = self.advisers().await?;
        for side in [Side::Requester, Side::Target] {
            if but != Some(side) {
                found.extend(self.owners(side).await?);
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Everybody it has come to.
    async fn all_reached(&self) -> Result<Vec<Uuid>, DatabaseError> {
        let mut found = self.owners(Side::Requester).await?;
        found.extend(self.advisers().await?);
        if self.row.offered_at.is_some() {
            found.extend(self.owners(Side::Target).await?);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The heads of the chambers of whoever has the turn.
    async fn heads(&self, whose: Option<&str>) -> Result<Vec<Uuid>, DatabaseError> {
        let whose = whose.and_then(Turn::from_code);
        let whose = whose.unwrap_or_else(|| turn(self.row.stands(), self.row.contact));
        let sides: &[Side] = match whose {
            Turn::Requester | Turn::RequesterChamber => &[Side::Requester],
            Turn::Target | Turn::TargetChamber | Turn::Contact => &[Side::Target],
            Turn::Both | Turn::Nobody => &[Side::Requester, Side::Target],
        };
        let mut found = Vec::new();
        for side in sides {
            let holders = accounts::holders(self.tx.connection(), self.row.chamber(*side)).await?;
            let heads = holders.iter().filter(|(_, mandate)| *mandate == Mandate::Head);
            found.extend(heads.map(|(person, _)| person.id.0));
            found.extend(self.adviser(*side).await?);
        }
        found.sort_unstable();
        found.dedup();
        let mut kept = Vec::new();
        for person in found {
            if !self.belongs(person).await? {
                kept.push(person);
            }
        }
        Ok(kept)
    }
}
