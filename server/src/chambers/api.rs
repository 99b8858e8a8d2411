//! `GET /api/v1/chambers`.

use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::platform::region::{Chamber, Localized, OUTSIDE};
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Params, Result, Speaks, json};

/// A chamber of the region.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChamberDto {
    /// Stable code.
    #[schema(example = "ihk-saarland")]
    code: String,
    /// Name in three languages; in the chamber's own language the official one.
    name: Localized,
    /// Code of its territory.
    #[schema(example = "SAR")]
    territory: String,
    /// Languages in which it answers, the first one first.
    languages: Vec<String>,
    /// Where it sits.
    city: Localized,
    /// Address of its web site.
    website: String,
    /// Working days in which it means to decide.
    target_days: u16,
}

/// All chambers; the collection is small and has one page.
#[derive(Debug, Serialize, ToSchema)]
pub struct Chambers {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// The chambers, by territory in the order of the pack.
    items: Vec<ChamberDto>,
    /// How many.
    total: usize,
}

/// The query.
pub(super) struct Asked {
    territory: Option<String>,
}

impl FromPairs for Asked {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            territory: pairs.one("territory")?,
        })
    }
}

/// The chambers that may operate a part of the platform.
#[utoipa::path(
    get,
    path = "/api/v1/chambers",
    operation_id = "listChambers",
    tag = "chambers",
    params(("territory" = Option<String>, Query, description = "Code of a territory")),
    responses(
        (status = 200, description = "All chambers, or those of one territory", body = Chambers),
        (status = 400, description = "Unknown parameter or territory (`malformed`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
    )
)]
pub(super) async fn list(speaks: Speaks, Params(asked): Params<Asked>) -> Result<Response> {
    let region = &speaks.web.region;
    if let Some(code) = &asked.territory
        && (code == OUTSIDE || region.territory(code).is_none())
    {
        return Err(Error::Malformed(
            Detail::new("chambers-unknown-territory").with("code", code.clone()),
        ));
    }
    let asked_for = |territory: &&crate::platform::region::Territory| {
        asked.territory.as_ref().is_none_or(|code| *code == territory.code)
    };
    let territories = region.territories.iter().filter(asked_for);
    let items: Vec<_> = territories
        .flat_map(|one| region.chambers_of(&one.code, speaks.t))
        .map(dto)
        .collect();
    let query = asked
        .territory
        .as_ref()
        .map(|code| format!("?territory={code}"))
        .unwrap_or_default();
    let this = speaks.web.absolute(&format!("/api/v1/chambers{query}"));
    json(&Chambers {
        this,
        total: items.len(),
        items,
    })
}

fn dto(chamber: &Chamber) -> ChamberDto {
    ChamberDto {
        code: chamber.code.clone(),
        name: chamber.name.clone(),
        territory: chamber.territory.clone(),
        languages: chamber.languages.clone(),
        city: chamber.city.clone(),
        website: chamber.website.clone(),
        target_days: chamber.target_days,
    }
}
