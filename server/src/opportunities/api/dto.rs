//! Opportunities as programs see them: the same masks as on the pages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::opportunities::een::Profile;
use crate::opportunities::model::{Content, Type};
use crate::opportunities::queries::{By, InLanguage, Own, Public};
use crate::organisations::model::OrganisationId;
use crate::organisations::path;
use crate::platform::clock::rfc3339;
use crate::platform::texts::Locale;
use crate::platform::web::Web;

/// A page of opportunities.
#[derive(Debug, Serialize, ToSchema)]
pub struct Opportunities {
    /// Address of this page.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// How many there are on all pages.
    pub(super) total: u64,
    /// The opportunities, the newest first.
    pub(super) items: Vec<OpportunityDto>,
    /// Address of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// An opportunity.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Opportunity)]
pub struct OpportunityDto {
    /// Its id.
    pub(super) id: String,
    /// `BO`, `BR`, `TO`, `TR` or `RDR`.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    /// `published`; its organisation and its chamber see the others too.
    pub(super) state: &'static str,
    /// Code of the territory of its organisation.
    pub(super) territory: String,
    /// Whether its organisation is masked.
    pub(super) anonymous: bool,
    /// Its organisation; absent where that is masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<OrganisationDto>,
    /// Whether interest can be shown.
    pub(super) open_for_interest: bool,
    /// Language of its texts.
    pub(super) language: &'static str,
    /// What it says.
    pub(super) content: Content,
    /// What it says in other languages; absent in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) versions: Vec<VersionDto>,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published_at: Option<String>,
    /// When it expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expires_at: Option<String>,
}

/// What an opportunity says in another language, entered by its organisation or its chamber.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityVersion)]
pub struct VersionDto {
    /// `fr`, `de` or `en`.
    language: &'static str,
    /// `human`, or `stale` where the original changed since.
    state: &'static str,
    /// Its texts.
    texts: VersionTexts,
}

/// The texts of a version: as many as the original has.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[schema(as = OpportunityVersionTexts)]
pub struct VersionTexts {
    /// One line.
    title: String,
    /// A paragraph.
    summary: String,
    /// All of it.
    description: String,
    /// What is better about it.
    advantages: String,
    /// Technical specification or expertise.
    specification: String,
    /// What the partner would do.
    role: String,
}

/// A version as it is entered.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = EnterOpportunityVersion)]
pub struct VersionBody {
    /// Its texts; all empty takes it away.
    pub(super) texts: VersionTexts,
    /// Of an anonymous one: passages that may name the organisation were looked at, and do not.
    #[serde(default)]
    pub(super) looked: bool,
}

impl VersionTexts {
    fn of(content: &Content) -> Self {
        Self {
            title: content.title.clone(),
            summary: content.summary.clone(),
            description: content.description.clone(),
            advantages: content.advantages.clone(),
            specification: content.specification.clone(),
            role: content.role.clone(),
        }
    }

    /// As it is kept.
    pub(super) fn content(self) -> Content {
        Content {
            title: self.title,
            summary: self.summary,
            description: self.description,
            advantages: self.advantages,
            specification: self.specification,
            role: self.role,
            ..Content::default()
        }
    }
}

/// The versions of one as they go out.
pub(super) fn versions(of: &[InLanguage]) -> Vec<VersionDto> {
    let dto = |one: &InLanguage| VersionDto {
        language: one.language.code(),
        state: one.standing.code(),
        texts: VersionTexts::of(&one.texts),
    };
    of.iter().map(dto).collect()
}

/// Whose it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpportunityOrganisation)]
pub struct OrganisationDto {
    /// Id of the organisation.
    id: String,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Address of its page.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

pub(super) fn named(id: OrganisationId, name: &str, web: &Web, locale: Locale) -> OrganisationDto {
    OrganisationDto {
        id: id.to_string(),
        name: Some(name.to_owned()),
        page: Some(web.absolute(&format!("/{locale}{}", path(id, name)))),
    }
}

/// What everybody may see.
pub(super) fn public(of: &Public, web: &Web, locale: Locale) -> OpportunityDto {
    let organisation = match &of.by {
        By::Anonymous => None,
        By::Organisation(id, name, _) => Some(named(*id, name, web, locale)),
    };
    OpportunityDto {
        id: of.id.to_string(),
        kind: of.kind.code(),
        state: "published",
        territory: of.territory.clone(),
        anonymous: organisation.is_none(),
        organisation,
        open_for_interest: of.interest,
        language: of.language.code(),
        content: of.content.clone(),
        versions: Vec::new(),
        published_at: Some(rfc3339(of.published_at)),
        expires_at: Some(rfc3339(of.expires_at)),
    }
}

/// What its organisation and its chamber see.
pub(super) fn own(of: &Own) -> OpportunityDto {
    OpportunityDto {
        id: of.id.to_string(),
        kind: of.kind.code(),
        state: of.state.code(),
        territory: of.territory.clone(),
        anonymous: of.anonymous,
        organisation: Some(OrganisationDto {
            id: of.organisation.to_string(),
            name: None,
            page: None,
        }),
        open_for_interest: of.interest,
        language: of.language.code(),
        content: of.content.clone(),
        versions: Vec::new(),
        published_at: of.published_at.map(rfc3339),
        expires_at: of.expires_at.map(rfc3339),
    }
}

/// What a draft begins with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewOpportunity {
    /// Id of the organisation; its editors may.
    #[schema(value_type = String)]
    pub(super) organisation: OrganisationId,
    /// The rest, as it is replaced later.
    #[serde(default)]
    pub(super) opportunity: Option<OpportunityBody>,
}

/// What an opportunity is to say, whole.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OpportunityBody {
    /// `BO`, `BR`, `TO`, `TR` or `RDR`.
    #[serde(rename = "type")]
    #[schema(value_type = String)]
    pub(super) kind: Type,
    /// Whether its organisation is masked.
    #[serde(default)]
    pub(super) anonymous: bool,
    /// `fr`, `de` or `en`.
    pub(super) language: String,
    /// What it says; incomplete is kept.
    #[serde(default)]
    pub(super) content: Content,
}

/// Sends a draft.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SendOpportunity)]
pub struct Sending {
    /// Of an anonymous one: passages that may name the organisation were looked at, and do not.
    #[serde(default)]
    pub(super) looked: bool,
}

/// What its organisation does with one that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = OpportunityLifeStep)]
pub enum LifeStep {
    /// Takes it back.
    Withdraw,
    /// Lets it live a year longer: once, in its last thirty days.
    Extend,
    /// Takes interest again.
    Open,
    /// Takes no interest for now.
    Close,
}

/// A step of one's own opportunity.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpportunityStep)]
pub struct Stepping {
    /// Which.
    pub(super) step: LifeStep,
}

/// Profiles of the network that become drafts.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ImportProfiles)]
pub struct Import {
    /// Id of the organisation; its editors may.
    #[schema(value_type = String)]
    pub(super) organisation: OrganisationId,
    /// Whether the drafts are to be anonymous.
    #[serde(default)]
    pub(super) anonymous: bool,
    /// 1 to 20 of them.
    pub(super) profiles: Vec<Profile>,
}

/// The drafts that were made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ImportedProfiles)]
pub struct Imported {
    /// Their ids, in the order of the profiles.
    pub(super) drafts: Vec<String>,
}

/// Concepts that may be meant.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Concepts)]
pub struct ConceptsDto {
    /// The likeliest first.
    pub(super) items: Vec<ConceptDto>,
}

/// A concept.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Concept)]
pub struct ConceptDto {
    /// Its stable code.
    pub(super) code: String,
    /// Its name in the language asked for.
    pub(super) name: String,
    /// `technology` or `market`.
    pub(super) kind: &'static str,
}
