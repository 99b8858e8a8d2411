//! What goes out about cases. People are not named: a program is told whether its own person has a case, not who else does.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::cases::model::{CaseId, UNDO};
use crate::cases::queries::{CaseView, Left, Listed};
use crate::cases::rules::appeal_until;
use crate::platform::clock::rfc3339;
use crate::platform::web::Web;

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseItem {
    /// Its id.
    id: String,
    /// Year and number, for people.
    number: String,
    /// `new_organisation`, `protected_change`, `register_change`, `claim`, `report`, `content`, `publication`, `dispute` or `outcome`.
    kind: &'static str,
    /// `open`, `assigned`, `waiting`, `proposed`, `decided`, `appealed`, `upheld`, `overturned` or `withdrawn`.
    state: &'static str,
    /// Code of the chamber that must act.
    chamber: String,
    /// Code of the territory.
    territory: String,
    /// Id of the organisation it is about, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    /// The organisation's name.
    title: String,
    /// `approved`, `refused`, `removed` or `no_action`.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    /// Whether somebody has taken it.
    assigned: bool,
    /// Whether the token's person has.
    mine: bool,
    /// When it came.
    opened_at: String,
    /// When it is to be decided; moves on by what the applicant takes to answer.
    due_at: String,
    /// When it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_at: Option<String>,
    /// Time of the last change.
    changed_at: String,
    /// Address of the whole case.
    href: String,
}

/// A page of cases.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cases {
    /// Address of this answer.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// The cases, the newest first.
    pub(super) items: Vec<CaseItem>,
    /// Address of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// A case.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Case)]
pub struct CaseDto {
    /// Its id.
    id: String,
    /// Year and number, for people.
    number: String,
    /// What it is about.
    kind: &'static str,
    /// Where it stands.
    state: &'static str,
    /// Code of the chamber that must act.
    chamber: String,
    /// Code of the chamber that decided first.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_chamber: Option<String>,
    /// Code of the territory.
    territory: String,
    /// Id of the organisation it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisation: Option<String>,
    /// In which the applicant is written to.
    language: &'static str,
    /// The organisation's name.
    title: String,
    /// What is asked for.
    #[schema(value_type = Object)]
    dossier: Value,
    /// Whether somebody has taken it.
    assigned: bool,
    /// Whether the token's person has.
    mine: bool,
    /// When it came.
    opened_at: String,
    /// When it is to be decided.
    due_at: String,
    /// Since when the applicant is asked: the clock stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting_since: Option<String>,
    /// What a first person proposed, where two are needed; for its chamber.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<&'static str>,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<DecisionDto>,
    /// The appeal against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    appeal: Option<AppealDto>,
    /// Questions, answers and, for its chamber, notes; oldest first.
    messages: Vec<MessageDto>,
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
}

/// A decision.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseDecision)]
pub struct DecisionDto {
    /// `approved`, `refused`, `removed` or `no_action`.
    decision: &'static str,
    /// When.
    decided_at: String,
    /// Code of the ground of a negative one.
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<&'static str>,
    /// The facts it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<String>,
    /// What can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
    /// Until when whoever decided can take it back; only for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    undo_until: Option<String>,
    /// Until when it can be appealed against.
    #[serde(skip_serializing_if = "Option::is_none")]
    appeal_until: Option<String>,
}

/// An appeal.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseAppeal)]
pub struct AppealDto {
    /// Why.
    reason: String,
    /// When.
    appealed_at: String,
    /// What the second chamber says.
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<String>,
}

/// A question, an answer or a note.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CaseMessage)]
pub struct MessageDto {
    /// `question`, `answer` or `note`.
    side: String,
    /// When.
    at: String,
    /// What it says.
    text: String,
}

/// What an action left a case as.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CaseLeft)]
pub struct LeftDto {
    /// Its id.
    id: String,
    /// Where it stands.
    state: &'static str,
    /// What was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<&'static str>,
    /// Its version, as in `ETag`.
    version: i64,
}

pub(super) fn left(id: CaseId, left: Left) -> LeftDto {
    LeftDto {
        id: id.to_string(),
        state: left.state.code(),
        decision: left.decision.map(|decision| decision.code()),
        version: left.version,
    }
}

fn address(web: &Web, id: CaseId) -> String {
    web.absolute(&format!("/api/v1/cases/{id}"))
}

pub(super) fn item(case: &Listed, person: Uuid, web: &Web) -> CaseItem {
    CaseItem {
        id: case.id.to_string(),
        number: case.number.clone(),
        kind: case.kind.code(),
        state: case.state.code(),
        chamber: case.chamber.clone(),
        territory: case.territory.clone(),
        organisation: case.organisation.map(|id| id.to_string()),
        title: case.title.clone(),
        decision: case.decision.map(|decision| decision.code()),
        assigned: case.assignee.is_some(),
        mine: case.assignee == Some(person),
        opened_at: rfc3339(case.opened_at),
        due_at: rfc3339(case.due_at),
        decided_at: case.decided_at.map(rfc3339),
        changed_at: rfc3339(case.changed_at),
        href: address(web, case.id),
    }
}

pub(super) fn case(case: &CaseView, staff: bool, person: Uuid, web: &Web) -> CaseDto {
    CaseDto {
        id: case.id.to_string(),
        number: case.number.clone(),
        kind: case.kind.code(),
        state: case.state.code(),
        chamber: case.chamber.clone(),
        first_chamber: case.first_chamber.clone(),
        territory: case.territory.clone(),
        organisation: case.organisation.map(|id| id.to_string()),
        language: case.language.code(),
        title: case.title.clone(),
        dossier: case.dossier.clone(),
        assigned: case.assignee.is_some(),
        mine: case.assignee == Some(person),
        opened_at: rfc3339(case.opened_at),
        due_at: rfc3339(case.due_at),
        waiting_since: case.waiting_since.map(rfc3339),
        // The applicant learns of a decision, not of what one of two people thinks.
        proposal: case.proposal.filter(|_| staff).map(|(_, decision)| decision.code()),
        decision: decision(case, person),
        appeal: case.appeal_reason.clone().map(|reason| AppealDto {
            reason,
            appealed_at: case.appealed_at.map(rfc3339).unwrap_or_default(),
            facts: case.appeal_facts.clone(),
        }),
        messages: case
            .messages
            .iter()
            .map(|said| MessageDto {
                side: said.side.clone(),
                at: rfc3339(said.at),
                text: said.body.clone(),
            })
            .collect(),
        this: address(web, case.id),
    }
}

/// A decision is one once it was made: what is proposed has its reasons already, and they are the chamber's.
fn decision(case: &CaseView, person: Uuid) -> Option<DecisionDto> {
    let (decision, at) = case.decision.zip(case.decided_at)?;
    let standing = case.state.code() == "decided";
    Some(DecisionDto {
        decision: decision.code(),
        decided_at: rfc3339(at),
        ground: case.ground.map(|ground| ground.code()),
        facts: case.facts.clone(),
        remedy: case.remedy.clone(),
        undo_until: (standing && case.decider == Some(person)).then(|| rfc3339(at + UNDO)),
        appeal_until: (standing && decision.is_negative()).then(|| rfc3339(appeal_until(at))),
    })
}
