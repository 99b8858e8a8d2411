//! Young companies and workspaces as programs see them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::investors::model::{Stage, Stated};
use crate::investors::queries::{Alert, Line, Own, Saved, Watched};
use crate::investors::rules::{Search, Typed};
use crate::organisations::{age, path};
use crate::platform::clock::rfc3339;
use crate::platform::texts::Locale;
use crate::platform::web::Web;

/// A page of young companies.
#[derive(Debug, Serialize, ToSchema)]
pub struct Startups {
    /// Address of this page.
    #[serde(rename = "self")]
    pub(super) this: String,
    /// How many there are on all pages.
    pub(super) total: u64,
    /// The companies.
    pub(super) items: Vec<StartupDto>,
    /// Address of the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) next: Option<String>,
}

/// Some of them, side by side.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StartupComparison)]
pub struct Comparison {
    /// The companies.
    pub(super) items: Vec<StartupDto>,
}

/// A young company.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Startup)]
pub struct StartupDto {
    /// Id of the organisation.
    id: String,
    /// Shown name.
    name: String,
    /// Address of its page.
    page: String,
    /// `startup` or `sme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// How far it says it has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<StageDto>,
    /// Code of the territory of its seat.
    territory: String,
    /// Municipality of its seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    /// NACE Rev. 2.1 division of its main activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    nace: Option<String>,
    /// Day or year in which it was founded.
    #[serde(skip_serializing_if = "Option::is_none")]
    founded: Option<String>,
    /// Day of the newest core fact.
    as_of: NaiveDate,
    /// `fresh`, `ageing` or `stale`.
    age: &'static str,
    /// What it looks for: for professional investors only, absent for everybody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    sought: Option<SoughtDto>,
}

/// How far a company says it has come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StartupStage)]
pub struct StageDto {
    /// `idea`, `prototype`, `pilot`, `market` or `growth`.
    stage: &'static str,
    /// The day it said so.
    stated_on: NaiveDate,
    /// Last day on which that counts as fresh.
    valid_until: NaiveDate,
}

/// What a company looks for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FundingSought)]
pub struct SoughtDto {
    /// `under_100k`, `100k_250k`, `250k_500k`, `500k_1m`, `1m_3m` or `over_3m`, in euros.
    band: &'static str,
    /// `development`, `approval`, `production`, `market` or `team`.
    purpose: &'static str,
    /// The day it said so.
    stated_on: NaiveDate,
    /// Last day on which that counts as fresh.
    valid_until: NaiveDate,
}

fn stage(stated: &Stated<Stage>) -> StageDto {
    StageDto {
        stage: stated.value.code(),
        stated_on: stated.on,
        valid_until: stated.until,
    }
}

/// One of a list.
pub(super) fn startup(line: &Line, web: &Web, locale: Locale, today: NaiveDate) -> StartupDto {
    let row = &line.row;
    StartupDto {
        id: row.id.to_string(),
        name: row.name.clone(),
        page: web.absolute(&format!("/{locale}{}", path(row.id, &row.name))),
        kind: row.kind.map(|kind| kind.code()),
        stage: line.stage.as_ref().map(stage),
        territory: row.territory.clone(),
        municipality: row.municipality.clone(),
        nace: row.division.clone(),
        founded: row.founded.clone(),
        as_of: row.as_of,
        age: age(row.as_of, row.stale_at, today).code(),
        sought: line.sought.as_ref().map(|stated| SoughtDto {
            band: stated.value.band.code(),
            purpose: stated.value.purpose.code(),
            stated_on: stated.on,
            valid_until: stated.until,
        }),
    }
}

/// What a start-up or SME says for investors.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FundingInterest)]
pub struct FundingDto {
    /// How far it has come: everybody may see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    /// How much it looks for: for professional investors.
    #[serde(skip_serializing_if = "Option::is_none")]
    band: Option<&'static str>,
    /// What for: for professional investors.
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<&'static str>,
    /// The day it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    stated_on: Option<NaiveDate>,
    /// Last day on which that counts as fresh.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until: Option<NaiveDate>,
}

/// For those who say it.
pub(super) fn funding(own: &Own) -> FundingDto {
    let said = own.said.map(|said| said.value);
    let sought = said.and_then(|said| said.sought);
    FundingDto {
        stage: said.and_then(|said| said.stage).map(Stage::code),
        band: sought.map(|sought| sought.band.code()),
        purpose: sought.map(|sought| sought.purpose.code()),
        stated_on: own.said.map(|said| said.on),
        valid_until: own.said.map(|said| said.until),
    }
}

/// What a start-up or SME is to say.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NewFundingInterest)]
pub struct FundingBody {
    /// `idea`, `prototype`, `pilot`, `market` or `growth`.
    #[serde(default)]
    stage: Option<String>,
    /// A band of euros, together with a purpose.
    #[serde(default)]
    band: Option<String>,
    /// What for, together with a band.
    #[serde(default)]
    purpose: Option<String>,
}

impl FundingBody {
    pub(super) fn typed(&self) -> Typed {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        Typed {
            stage: text(&self.stage),
            band: text(&self.band),
            purpose: text(&self.purpose),
        }
    }
}

/// Whom an investor organisation follows.
#[derive(Debug, Serialize, ToSchema)]
pub struct Watchlist {
    /// The newest first.
    pub(super) items: Vec<WatchedDto>,
}

/// An organisation that is followed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Watched)]
pub struct WatchedDto {
    /// Its id.
    id: String,
    /// Since when.
    since: String,
}

pub(super) fn followed(one: &Watched) -> WatchedDto {
    WatchedDto {
        id: one.id.to_string(),
        since: rfc3339(one.since),
    }
}

/// What an investor organisation looks for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedSearches)]
pub struct Searches {
    /// The oldest first.
    pub(super) items: Vec<SearchDto>,
}

/// A search that is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SavedSearch)]
pub struct SearchDto {
    /// Its id.
    id: String,
    /// The query of `listStartups` that finds the same.
    filters: String,
    /// Whether its people are told of changes.
    told: bool,
    /// When it was kept.
    created_at: String,
}

pub(super) fn search(one: &Saved) -> SearchDto {
    SearchDto {
        id: one.id.to_string(),
        filters: one.search.query(),
        told: one.told,
        created_at: rfc3339(one.created_at),
    }
}

/// A search to be kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = NewSavedSearch)]
pub struct NewSearch {
    /// A query of `listStartups`, filters alone: `stage=pilot&territory=LU`.
    pub(super) filters: String,
    /// Whether its people are to be told of changes.
    #[serde(default)]
    pub(super) told: bool,
}

impl NewSearch {
    /// The search, where all of its filters are known.
    pub(super) fn search(&self) -> Option<Search> {
        let search = Search::of_query(&self.filters);
        let asked = form_urlencoded::parse(self.filters.as_bytes()).collect::<std::collections::BTreeSet<_>>();
        (search.pairs().len() == asked.len()).then_some(search)
    }
}

/// What changed.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StartupChanges)]
pub struct Changes {
    /// The newest first.
    pub(super) items: Vec<ChangeDto>,
}

/// A change of an organisation that is followed, or found by a search.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StartupChange)]
pub struct ChangeDto {
    /// Id of the organisation.
    organisation: String,
    /// Its name.
    name: String,
    /// Code of the field.
    field: String,
    /// What stood there; of a text nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    /// What stands there now; of a text nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<String>,
    /// The register that said so; absent where the organisation or a chamber did.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceDto>,
    /// When it came to be known.
    at: String,
    /// Whether it is followed.
    watched: bool,
    /// Ids of the searches that find it, or did.
    searches: Vec<String>,
}

/// A register and its own date.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ChangeSource)]
pub struct SourceDto {
    /// Code of the register.
    register: String,
    /// Its date.
    as_of: NaiveDate,
}

pub(super) fn change(alert: &Alert) -> ChangeDto {
    let note = &alert.note;
    ChangeDto {
        organisation: alert.organisation.to_string(),
        name: alert.name.clone(),
        field: note.field.clone(),
        before: note.before.clone(),
        after: note.after.clone(),
        source: note
            .source
            .clone()
            .map(|(register, as_of)| SourceDto { register, as_of }),
        at: rfc3339(note.at),
        watched: alert.watched,
        searches: alert.searches.iter().map(ToString::to_string).collect(),
    }
}
