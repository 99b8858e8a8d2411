//! What goes out about a review, and what comes in. People are not named: a program is told what its own person has and said.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::dto::OpportunityDto;
use super::files::base;
use crate::attachments::api::AttachmentDto;
use crate::opportunities::OpportunityId;
use crate::opportunities::queries::{Own, Reviewed};
use crate::opportunities::rules::Finding;
use crate::platform::clock::rfc3339;
use crate::platform::web::Web;

/// What waits for review.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityReviews)]
pub struct WaitingDto {
    /// Address of this answer.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// How many wait.
    pub(super) total: u64,
    /// At most 100, what was sent first first.
    pub(super) items: Vec<WaitingItem>,
}

/// An opportunity that waits for review.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpportunityToReview)]
pub struct WaitingItem {
    /// Id of the opportunity.
    pub(super) id: String,
    /// `BO`, `BR`, `TO`, `TR` or `RDR`.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// `submitted` or `under_review`.
    pub(super) state: &'static str,
    /// Its title.
    pub(super) title: String,
    /// Code of the chamber that reviews it.
    pub(super) chamber: String,
    /// Code of the territory of its organisation.
    pub(super) territory: String,
    /// Whether somebody has taken it.
    pub(super) assigned: bool,
    /// Whether the token's person has.
    pub(super) mine: bool,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) submitted_at: Option<String>,
    /// Address of its review.
    pub(super) href: String,
}

/// An opportunity as its adviser sees it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpportunityReview)]
pub struct ReviewDto {
    /// The opportunity, with its organisation also where that is to be masked.
    pub(super) opportunity: OpportunityDto,
    /// Code of the chamber that reviews it.
    pub(super) chamber: String,
    /// Whether somebody has taken it.
    pub(super) assigned: bool,
    /// Whether the token's person has.
    pub(super) mine: bool,
    /// Whether the token's person may review it: nobody does for an organisation they belong to.
    pub(super) may: bool,
    /// When it was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) submitted_at: Option<String>,
    /// What names its organisation, or may, where that is to be masked.
    pub(super) passages: Vec<PassageDto>,
    /// Its files, the oldest first.
    pub(super) attachments: Vec<AttachmentDto>,
    /// What was said of it before, the newest first.
    pub(super) reviews: Vec<ReviewedDto>,
    /// Address of this answer.
    #[serde(rename = "self")]
    pub(super) this: String,
}

/// A passage that names the organisation, or may.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityPassage)]
pub struct PassageDto {
    /// In which text.
    pub(super) field: &'static str,
    /// The passage.
    pub(super) text: String,
    /// What it is: `name`, `domain`, `mail`, `phone`, `number`, `street` or `place`.
    pub(super) what: &'static str,
    /// Whether it certainly does.
    pub(super) certain: bool,
}

/// What an adviser said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityReviewed)]
pub struct ReviewedDto {
    /// When.
    pub(super) at: String,
    /// 0 to 5 by `advantage`, `clarity`, `cooperation` and `language`.
    pub(super) scores: BTreeMap<&'static str, u8>,
    /// `published`, `on_hold` or `rejected`.
    pub(super) verdict: String,
    /// What is missing, or why not.
    pub(super) why: String,
    /// Whether the token's person said it.
    pub(super) mine: bool,
}

/// Takes an opportunity.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TakeOpportunity)]
pub struct Taking {
    /// Although a colleague has it.
    #[serde(default)]
    pub(super) over: bool,
}

/// Four scores, each 0 to 5.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = OpportunityScores)]
pub struct GivenScores {
    /// Is there an advantage, and is it said what is better?
    pub(super) advantage: Option<u8>,
    /// Does somebody of the trade understand it?
    pub(super) clarity: Option<u8>,
    /// Is it said who should do what with whom?
    pub(super) cooperation: Option<u8>,
    /// Is it well written?
    pub(super) language: Option<u8>,
}

/// Reviews an opportunity.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReviewOpportunity)]
pub struct Reviewing {
    /// All four are needed.
    #[serde(default)]
    pub(super) scores: GivenScores,
    /// What the scores mean: `rejected` up to a sum of 4; else `on_hold` with a single 0, or up to a sum of 9; else `published`.
    /// Named, so that nobody carries out what they did not mean.
    #[serde(default)]
    pub(super) verdict: String,
    /// What is missing, or why not: 20 to 4,000 characters, needed where it is not published.
    #[serde(default)]
    pub(super) why: String,
}

/// What was left.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityLeft)]
pub struct LeftDto {
    /// Its id.
    pub(super) id: String,
    /// `under_review`, `published`, `on_hold` or `rejected`.
    pub(super) state: &'static str,
}

pub(super) fn address(web: &Web, id: OpportunityId) -> String {
    web.absolute(&format!("{}/review", base(id)))
}

pub(super) fn item(of: &Own, person: Uuid, web: &Web) -> WaitingItem {
    WaitingItem {
        id: of.id.to_string(),
        kind: of.kind.code(),
        state: of.state.code(),
        title: of.content.title.clone(),
        chamber: of.chamber.clone(),
        territory: of.territory.clone(),
        assigned: of.reviewer.is_some(),
        mine: of.reviewer == Some(person),
        submitted_at: of.submitted_at.map(rfc3339),
        href: address(web, of.id),
    }
}

pub(super) fn passage(of: &Finding) -> PassageDto {
    PassageDto {
        field: of.field.code(),
        text: of.passage.text.clone(),
        what: of.passage.what.code(),
        certain: of.passage.certain,
    }
}

pub(super) fn said(of: &Reviewed, person: Uuid) -> ReviewedDto {
    let scores = of.scores.each().map(|(criterion, score)| (criterion.code(), score));
    ReviewedDto {
        at: rfc3339(of.at),
        scores: scores.collect(),
        verdict: of.verdict.clone(),
        why: of.body.clone(),
        mine: of.reviewer == person,
    }
}
