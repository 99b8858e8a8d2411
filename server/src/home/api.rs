//! `GET /api/v1/figures`.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::counted::{figures as counted, share, state};
use super::kept::Kept;
use crate::app::App;
use crate::platform::web::{Params, Result, Speaks, json};

/// How many organisations there are, how old what is known of them is, and how much of it is stale.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Figures)]
pub struct FiguresDto {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// The day it was counted.
    #[schema(value_type = String, format = Date)]
    as_of: NaiveDate,
    /// What is counted, in words.
    definition: String,
    /// Listed and member organisations inside the region that are not known to have ceased.
    organisations: u64,
    /// Start-ups among them.
    startups: u64,
    /// Start-ups the region is estimated to have: what the figures cover is the share of these.
    estimated_startups: u64,
    /// Days since the newest core fact (name, seat, activity, contact) of the organisation in the middle.
    #[serde(skip_serializing_if = "Option::is_none")]
    median_age_days: Option<u64>,
    /// Those whose core facts are all past their shelf life.
    stale: u64,
    /// Their share, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    stale_share: Option<f64>,
    /// Companies known from a register only; counted in nothing else.
    registered: u64,
    /// The same by territory, those without any organisation too.
    territories: Vec<TerritoryFiguresDto>,
}

/// The figures of one territory.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TerritoryFigures)]
pub struct TerritoryFiguresDto {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// Listed and member organisations.
    organisations: u64,
    /// Days since the newest core fact of the one in the middle.
    #[serde(skip_serializing_if = "Option::is_none")]
    median_age_days: Option<u64>,
    /// Those whose core facts are all past their shelf life.
    stale: u64,
    /// Their share, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    stale_share: Option<f64>,
}

/// The figures of the front page, in the whole and by territory
#[utoipa::path(get, path = "/api/v1/figures", tag = "figures",
    responses((status = 200, description = "How many, how old, how much is stale", body = FiguresDto)))]
pub(super) async fn figures(
    State(app): State<App>,
    Extension(kept): Extension<Kept>,
    speaks: Speaks,
    _: Params<()>,
) -> Result<Response> {
    let (t, region, now) = (speaks.t, &app.web.region, state(&app));
    let figures = counted(&app, &kept, now).await?;
    let territories = region.territories.iter().map(|territory| {
        let found = figures.territories.iter().find(|of| of.code == territory.code);
        let of = found.cloned().unwrap_or_default();
        TerritoryFiguresDto {
            code: territory.code.clone(),
            name: territory.name.get(t.locale).to_owned(),
            organisations: of.organisations,
            median_age_days: of.median_age_days,
            stale: of.stale,
            stale_share: share(of.stale, of.organisations),
        }
    });
    let answer = FiguresDto {
        this: app.web.absolute("/api/v1/figures"),
        as_of: now.day,
        definition: t.get("home-figures-what").into_owned(),
        organisations: figures.organisations,
        startups: figures.startups,
        estimated_startups: region.estimate.startups,
        median_age_days: figures.median_age_days,
        stale: figures.stale,
        stale_share: share(figures.stale, figures.organisations),
        registered: figures.registered,
        territories: territories.collect(),
    };
    json(&answer)
}
