//! Practices as programs see them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::organisations::model::OrganisationId;
use crate::organisations::path;
use crate::platform::clock::rfc3339;
use crate::platform::texts::Locale;
use crate::platform::web::Web;
use crate::practices::model::{Content, Cost, Taken, Verdict};
use crate::practices::queries::{Adoption, Own, Public};

/// A page of practices.
#[derive(Debug, Serialize, ToSchema)]
pub struct Practices {
    /// Address of this page.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// How many there are on all pages.
    pub(super) total: u64,
    /// The practices, those that most took up first.
    pub(super) items: Vec<PracticeDto>,
    /// Address of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// A practice.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Practice)]
pub struct PracticeDto {
    /// Its id.
    pub(super) id: String,
    /// `published`; its organisation and the two chambers see the others too.
    pub(super) state: &'static str,
    /// Its organisation.
    pub(super) organisation: OrganisationDto,
    /// Code of the chamber that looked first.
    pub(super) chamber: String,
    /// Code of the chamber whose expert looks second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) expert: Option<String>,
    /// How many confirmed that they took it up.
    pub(super) adoptions: u64,
    /// Language of its texts.
    pub(super) language: &'static str,
    /// What it says.
    pub(super) content: Content,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published_at: Option<String>,
}

/// Whose it is, or who took it up.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PracticeOrganisation)]
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

fn named(id: OrganisationId, name: &str, web: &Web, locale: Locale) -> OrganisationDto {
    OrganisationDto {
        id: id.to_string(),
        name: Some(name.to_owned()),
        page: Some(web.absolute(&format!("/{locale}{}", path(id, name)))),
    }
}

/// What everybody may see.
pub(super) fn public(of: &Public, web: &Web, locale: Locale) -> PracticeDto {
    PracticeDto {
        id: of.id.to_string(),
        state: "published",
        organisation: named(of.organisation, &of.name, web, locale),
        chamber: of.chamber.clone(),
        expert: Some(of.expert.clone()),
        adoptions: of.adoptions,
        language: of.language.code(),
        content: of.content.clone(),
        published_at: Some(rfc3339(of.published_at)),
    }
}

/// What its organisation and the chambers see.
pub(super) fn own(of: &Own) -> PracticeDto {
    PracticeDto {
        id: of.id.to_string(),
        state: of.state.code(),
        organisation: OrganisationDto {
            id: of.organisation.to_string(),
            name: None,
            page: None,
        },
        chamber: of.chamber.clone(),
        expert: of.expert.clone(),
        adoptions: of.adoptions,
        language: of.language.code(),
        content: of.content.clone(),
        published_at: of.published_at.map(rfc3339),
    }
}

/// What a draft begins with.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPractice {
    /// Id of the organisation; its editors may.
    #[schema(value_type = String)]
    pub(super) organisation: OrganisationId,
    /// The rest, as it is replaced later.
    #[serde(default)]
    pub(super) practice: Option<PracticeBody>,
}

/// What a practice is to say, whole.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PracticeBody {
    /// `fr`, `de` or `en`.
    pub(super) language: String,
    /// What it says; incomplete is kept.
    #[serde(default)]
    pub(super) content: Content,
}

/// What a chamber says of one.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PracticeDecision)]
pub struct Deciding {
    /// `good`, `returned` or `refused`.
    #[schema(value_type = String)]
    pub(super) verdict: Verdict,
    /// Code of the chamber whose expert is to look next; asked of the first chamber that finds it good.
    #[serde(default)]
    pub(super) expert: Option<String>,
    /// What is missing, or why not; asked for where it is not found good.
    #[serde(default)]
    pub(super) why: String,
}

/// Those who took a practice up.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PracticeAdoptions)]
pub struct Adoptions {
    /// The confirmed ones, the newest first, then those that are not.
    pub(super) items: Vec<AdoptionDto>,
}

/// That somebody took a practice up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PracticeAdoption)]
pub struct AdoptionDto {
    /// Its id.
    id: String,
    /// Its version, for `If-Match`.
    version: i64,
    /// `confirmed`; the two sides see the others too.
    state: &'static str,
    /// Who took it up.
    adopter: OrganisationDto,
    /// `owner` or `adopter`: who said it.
    said_by: &'static str,
    /// Code of the territory.
    territory: String,
    /// The municipality.
    municipality: String,
    /// Since when.
    #[schema(value_type = Option<String>, format = Date)]
    since: Option<NaiveDate>,
    /// What was changed.
    changed: String,
    /// `nothing`, `under_10k`, `10k_50k`, `50k_250k` or `over_250k`.
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<&'static str>,
    /// And in words.
    cost_text: String,
    /// What came of it.
    result: String,
    /// Language of the texts.
    language: &'static str,
    /// When it was confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<String>,
}

/// An adoption for a program.
pub(super) fn adoption(of: &Adoption, web: &Web, locale: Locale) -> AdoptionDto {
    AdoptionDto {
        id: of.id.to_string(),
        version: of.version,
        state: of.state.code(),
        adopter: named(of.adopter, &of.name, web, locale),
        said_by: of.said_by.code(),
        territory: of.taken.territory.clone(),
        municipality: of.taken.municipality.clone(),
        since: of.taken.since,
        changed: of.taken.changed.clone(),
        cost: of.taken.cost.map(Cost::code),
        cost_text: of.taken.cost_text.clone(),
        result: of.taken.result.clone(),
        language: of.language.code(),
        confirmed_at: of.confirmed_at.map(rfc3339),
    }
}

/// What is said of an adoption.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NewPracticeAdoption)]
pub struct NewAdoption {
    /// Id of the organisation that took it up. Its editors may say so, its owners confirm it by that; or the editors of the
    /// organisation whose practice it is.
    #[schema(value_type = String)]
    pub(super) adopter: OrganisationId,
    /// `fr`, `de` or `en`.
    pub(super) language: String,
    /// Code of the territory.
    #[serde(default)]
    pub(super) territory: String,
    /// The municipality.
    #[serde(default)]
    pub(super) municipality: String,
    /// Since when.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub(super) since: Option<NaiveDate>,
    /// What was changed.
    #[serde(default)]
    pub(super) changed: String,
    /// `nothing`, `under_10k`, `10k_50k`, `50k_250k` or `over_250k`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub(super) cost: Option<Cost>,
    /// And in words; one of the two.
    #[serde(default)]
    pub(super) cost_text: String,
    /// What came of it.
    #[serde(default)]
    pub(super) result: String,
}

impl NewAdoption {
    /// Without who.
    pub(super) fn taken(self) -> Taken {
        Taken {
            territory: self.territory,
            municipality: self.municipality,
            since: self.since,
            changed: self.changed,
            cost: self.cost,
            cost_text: self.cost_text,
            result: self.result,
        }
    }
}

/// Whether it is so.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = AnswerPracticeAdoption)]
pub struct Answering {
    /// `true`: the organisation took it up; `false`: it did not.
    pub(super) confirmed: bool,
}
