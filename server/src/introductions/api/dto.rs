//! What goes out about introductions, and how one is asked for. People are not named: a program is told who speaks, not who wrote.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::introductions::IntroductionId;
use crate::introductions::queries::{Listed, PartyView, Shown};
use crate::platform::clock::rfc3339;
use crate::platform::web::Web;

/// A side of an introduction.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = IntroductionParty)]
pub struct PartyDto {
    /// Its id; absent where it is not named yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    /// Its name; absent where it is not named yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// Code of its territory.
    territory: String,
    /// NACE 2.1 division of its main activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    division: Option<String>,
    /// Code of the chamber that answers for it; absent where it is not named yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    chamber: Option<String>,
    /// Whether an adviser is named.
    advised: bool,
}

/// An introduction in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IntroductionItem {
    /// Its id.
    id: String,
    /// Year and number, for people.
    number: String,
    /// `draft`, `submitted`, `screened`, `forwarded`, `offered`, `accepted`, `met`, `negotiating`, `closed`, `refused_by_chamber`, `declined`, `expired` or `withdrawn`.
    state: &'static str,
    /// What it is about.
    subject: String,
    /// Who asks.
    requester: PartyDto,
    /// Who is asked.
    target: PartyDto,
    /// `requester`, `requester_chamber`, `target`, `target_chamber`, `contact`, `both` or `nobody`.
    turn: &'static str,
    /// Whether it is the turn of the token's person.
    yours: bool,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<String>,
    /// Time of the last change.
    changed_at: String,
    /// Address of the whole introduction.
    href: String,
}

/// Introductions.
#[derive(Debug, Serialize, ToSchema)]
pub struct Introductions {
    /// Address of this answer.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// What is open first.
    pub(super) items: Vec<IntroductionItem>,
}

/// A message, or a note of the reader's chamber.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = IntroductionMessage)]
pub struct MessageDto {
    /// When.
    at: String,
    /// For whom it speaks: `requester`, `requester_chamber`, `target` or `target_chamber`.
    party: &'static str,
    /// Whether only the chamber reads it.
    note: bool,
    /// In which language.
    language: &'static str,
    /// What it says.
    text: String,
}

/// An introduction.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Introduction)]
pub struct IntroductionDto {
    /// Its id.
    id: String,
    /// Year and number, for people.
    number: String,
    /// Where it stands.
    state: &'static str,
    /// What it is about.
    subject: String,
    /// What is wanted.
    message: String,
    /// In which language both are.
    language: &'static str,
    /// Who asks.
    requester: PartyDto,
    /// Who is asked.
    target: PartyDto,
    /// Whose turn it is.
    turn: &'static str,
    /// Whether it is the turn of the token's person.
    yours: bool,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<String>,
    /// Since when the head of the chamber knows that it is late.
    #[serde(skip_serializing_if = "Option::is_none")]
    escalated_at: Option<String>,
    /// What comes next.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<String>,
    /// Since when both know each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted_at: Option<String>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_at: Option<String>,
    /// Why it did not go on, in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// And in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason_text: Option<String>,
    /// The oldest first.
    messages: Vec<MessageDto>,
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
}

/// Asks for an introduction.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(as = AskForIntroduction)]
pub struct AskDto {
    /// Id of the organisation in whose name.
    pub(super) requester: String,
    /// Id of the organisation that is asked; this or `opportunity`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<String>,
    /// Id of the opportunity whose organisation is asked, also where that is not named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) opportunity: Option<String>,
    /// 5 to 150 characters.
    pub(super) subject: String,
    /// 20 to 2,000 characters.
    pub(super) message: String,
    /// `fr`, `de` or `en`.
    pub(super) language: String,
    /// Whether the requester is named only when the target accepts.
    #[serde(default)]
    pub(super) unnamed: bool,
    /// Of an unnamed requester: passages that may name it were looked at, and do not.
    #[serde(default)]
    pub(super) looked: bool,
    /// Whether it is kept and not sent.
    #[serde(default)]
    pub(super) draft: bool,
}

/// What was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AskedForIntroduction)]
pub struct AskedDto {
    /// Its id.
    pub(super) id: String,
    /// Where it is.
    pub(super) href: String,
}

/// What a step left.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = IntroductionLeft)]
pub struct LeftDto {
    /// Its id.
    pub(super) id: String,
    /// Where it stands now.
    pub(super) state: &'static str,
}

fn party(party: &PartyView) -> PartyDto {
    PartyDto {
        organisation: party.named.as_ref().map(|(id, _)| id.to_string()),
        name: party.named.as_ref().map(|(_, name)| name.clone()),
        kind: party.kind.map(|kind| kind.code()),
        territory: party.territory.clone(),
        division: party.division.clone(),
        chamber: party.chamber.clone(),
        advised: party.adviser.is_some(),
    }
}

/// Where an introduction is.
pub(super) fn base(id: IntroductionId) -> String {
    format!("/api/v1/introductions/{id}")
}

fn address(id: IntroductionId, web: &Web) -> String {
    web.absolute(&base(id))
}

pub(super) fn item(line: &Listed, web: &Web) -> IntroductionItem {
    IntroductionItem {
        id: line.id.to_string(),
        number: line.number.clone(),
        state: line.state.code(),
        subject: line.subject.clone(),
        requester: party(&line.requester),
        target: party(&line.target),
        turn: line.turn.code(),
        yours: line.yours,
        due_at: line.due_at.map(rfc3339),
        changed_at: rfc3339(line.changed_at),
        href: address(line.id, web),
    }
}

pub(super) fn introduction(one: &Shown, web: &Web) -> IntroductionDto {
    let messages = one.messages.iter().map(|said| MessageDto {
        at: rfc3339(said.at),
        party: said.party.code(),
        note: said.is_note,
        language: said.language.code(),
        text: said.body.clone(),
    });
    IntroductionDto {
        id: one.id.to_string(),
        number: one.number.clone(),
        state: one.state.code(),
        subject: one.subject.clone(),
        message: one.message.clone(),
        language: one.language.code(),
        requester: party(&one.requester),
        target: party(&one.target),
        turn: one.turn.code(),
        yours: one.is_yours(),
        due_at: one.due_at.map(rfc3339),
        escalated_at: one.escalated_at.map(rfc3339),
        next_step: one.next_step.clone(),
        accepted_at: one.accepted_at.map(rfc3339),
        ended_at: one.ended_at.map(rfc3339),
        reason: one.reason.map(|reason| reason.code()),
        reason_text: one.reason_text.clone(),
        messages: messages.collect(),
        this: address(one.id, web),
    }
}
