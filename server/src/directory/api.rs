//! The directory for programs: organisations, facets, points of the map.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use search::BBox;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::{Asked, parse_box};
use super::find::Found;
use crate::app::App;
use crate::organisations::queries::Summary;
use crate::organisations::{age, path};
use crate::platform::access::{self, Action, Actor};
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FromPairs, Pairs, Params, Result, Speaks, json, linked};

/// An organisation in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OrganisationItem {
    /// Its id.
    id: String,
    /// Shown name.
    name: String,
    /// Language of the name, where a register states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    name_language: Option<String>,
    /// What it is; absent where nobody said.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// How it stands to the platform.
    standing: &'static str,
    /// Whether it lives in the eyes of its register.
    legal_status: &'static str,
    /// Code of the territory of its seat, or `outside`.
    territory: String,
    /// Codes of all territories it counts in: that of its seat first, then those of its open establishments.
    territories: Vec<String>,
    /// Municipality of its seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    /// ISO code of the country of its seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Languages it works in.
    languages: Vec<String>,
    /// NACE Rev. 2.1 division of its main activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    nace: Option<String>,
    /// One line about it, by language.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    summary: BTreeMap<String, String>,
    /// Day of the newest core fact.
    as_of: chrono::NaiveDate,
    /// `fresh`, `ageing` or `stale`.
    age: &'static str,
    /// Address of the whole record.
    href: String,
    /// Address of the page.
    html: String,
}

/// A page of organisations.
#[derive(Debug, Serialize, ToSchema)]
pub struct Organisations {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// The organisations.
    items: Vec<OrganisationItem>,
    /// Address of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// How many there are on all pages.
    total: u64,
}

/// Counts by facet.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facets {
    /// Address of this answer.
    #[serde(rename = "self")]
    this: String,
    /// How many organisations there are.
    total: u64,
    /// Facet, then value, then count. A facet's counts ignore what is chosen of it.
    facets: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

/// Marks for a map.
#[derive(Debug, Serialize, ToSchema)]
pub struct Points {
    /// At most 200.
    clusters: Vec<Mark>,
}

/// One organisation, or several that lie close together.
#[derive(Debug, Serialize, ToSchema)]
pub struct Mark {
    /// Degrees north.
    lat: f32,
    /// Degrees east.
    lon: f32,
    /// How many.
    count: u64,
    /// Name, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Address of its page, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    href: Option<String>,
    /// What the point is, where it is one: `stated` by its register, or the middle of its `municipality`, `postal-code` or `territory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<&'static str>,
}

/// The organisations that fit, page by page.
#[utoipa::path(
    get,
    path = "/api/v1/organisations",
    operation_id = "listOrganisations",
    tag = "organisations",
    params(
        ("q" = Option<String>, Query, description = "Words; all must occur, the last may be a beginning"),
        ("territory" = Option<Vec<String>>, Query, description = "Codes of territories of the seat or an open establishment, `outside` or `all`", style = Form, explode = true),
        ("kind" = Option<Vec<String>>, Query, description = "startup, sme, corporate, investor, incubator, cluster, research, public, unstated", style = Form, explode = true),
        ("language" = Option<Vec<String>>, Query, description = "Working languages: fr, de, en, lb, nl, other, unstated", style = Form, explode = true),
        ("nace" = Option<Vec<String>>, Query, description = "NACE Rev. 2.1 divisions, two digits, or unstated", style = Form, explode = true),
        ("standing" = Option<Vec<String>>, Query, description = "registered, listed, member or all; listed and member where nothing is said", style = Form, explode = true),
        ("status" = Option<Vec<String>>, Query, description = "active, in_liquidation, ceased, unknown or all; all but ceased where nothing is said", style = Form, explode = true),
        ("age" = Option<Vec<String>>, Query, description = "fresh, ageing, stale or all; all but stale where nothing is said", style = Form, explode = true),
        ("sort" = Option<String>, Query, description = "relevance, name, newest or age"),
        ("bbox" = Option<String>, Query, description = "west,south,east,north in degrees"),
        ("limit" = Option<u64>, Query, description = "1 to 200; 20 where nothing is said", minimum = 1, maximum = 200),
        ("cursor" = Option<String>, Query, description = "From `next` of the page before"),
        ("view" = Option<String>, Query, description = "list or table; plays no part here"),
    ),
    responses(
        (status = 200, description = "A page", body = Organisations),
        (status = 400, description = "Unknown parameter or value, forged cursor (`malformed`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
        (status = 503, description = "Index or database out of reach (`unavailable`)"),
    )
)]
pub(super) async fn list(State(app): State<App>, speaks: Speaks, Params(asked): Params<Asked>) -> Result<Response> {
    let found = find(&app, &asked).await?;
    let address = |asked: &Asked| {
        app.web
            .absolute(&format!("/api/v1/organisations{}", asked.query_string()))
    };
    let next = found.next.clone().map(|cursor| {
        address(&Asked {
            cursor: Some(cursor),
            ..asked.clone()
        })
    });
    let mut response = json(&Organisations {
        this: address(&asked),
        items: found
            .hits
            .iter()
            .map(|hit| item(&app, speaks.t.locale, &hit.row))
            .collect(),
        next: next.clone(),
        total: found.total,
    })?;
    let first = address(&asked.first_page());
    linked(&mut response, &[("first", Some(&first)), ("next", next.as_deref())]);
    Ok(response)
}

/// How many organisations have each value of each facet.
#[utoipa::path(
    get,
    path = "/api/v1/facets",
    operation_id = "listFacets",
    tag = "organisations",
    params(("q" = Option<String>, Query, description = "As of listOrganisations, and so are all its other parameters")),
    responses(
        (status = 200, description = "Counts", body = Facets),
        (status = 400, description = "Unknown parameter or value (`malformed`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
        (status = 503, description = "Index or database out of reach (`unavailable`)"),
    )
)]
pub(super) async fn facets(State(app): State<App>, Params(asked): Params<Asked>) -> Result<Response> {
    let asked = asked.first_page();
    let found = find(&app, &asked).await?;
    let counts = found.facets.into_iter().map(|facet| {
        let values = facet.values.into_iter().map(|(code, count, _)| (code, count)).collect();
        (facet.facet.code(), values)
    });
    json(&Facets {
        this: app.web.absolute(&format!("/api/v1/facets{}", asked.query_string())),
        total: found.total,
        facets: counts.collect(),
    })
}

/// The zoom of usual map tiles at which the whole region is seen; the island counts from there.
const REGION_ZOOM: u8 = 6;

/// What the map asks for besides the filters: the part it shows and how near it is.
pub(super) struct Viewed {
    asked: Asked,
    view: Option<[f32; 4]>,
    zoom: u8,
}

impl FromPairs for Viewed {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let zoom = pairs
            .number("zoom", 0..=4)?
            .and_then(|zoom| u8::try_from(zoom).ok())
            .unwrap_or(0);
        let view = match pairs.one("view")?.as_deref() {
            None | Some("list" | "table") => None,
            Some(text) => Some(parse_box(text).ok_or_else(|| {
                Error::Malformed(
                    Detail::new("directory-unknown-value")
                        .with("name", "view")
                        .with("value", text.to_owned()),
                )
            })?),
        };
        Ok(Self {
            asked: Asked::from_pairs(pairs)?,
            view,
            zoom,
        })
    }
}

/// The organisations that fit as marks for a map.
#[utoipa::path(
    get,
    path = "/api/v1/organisations/points",
    operation_id = "listPoints",
    tag = "organisations",
    params(
        ("view" = Option<String>, Query, description = "The part of the map: west,south,east,north in degrees"),
        ("zoom" = Option<u8>, Query, description = "0 (whole region) to 4", minimum = 0, maximum = 4),
        ("q" = Option<String>, Query, description = "As of listOrganisations, and so are all its other parameters"),
    ),
    responses(
        (status = 200, description = "Marks", body = Points),
        (status = 400, description = "Unknown parameter or value (`malformed`)"),
        (status = 429, description = "Too many requests (`tooManyRequests`)"),
        (status = 503, description = "Index or database out of reach (`unavailable`)"),
    )
)]
pub(super) async fn points(State(app): State<App>, speaks: Speaks, Params(viewed): Params<Viewed>) -> Result<Response> {
    let region = &app.web.region;
    viewed.asked.check(region)?;
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let query = viewed.asked.first_page().query(region, &scope);
    let [south, west, north, east] = viewed.view.unwrap_or([-90.0, -180.0, 90.0, 180.0]);
    let clusters = app.directory.index().points(
        &query,
        BBox {
            south,
            west,
            north,
            east,
        },
        viewed.zoom + REGION_ZOOM,
    )?;
    let ids: Vec<uuid::Uuid> = clusters
        .iter()
        .filter_map(|mark| mark.id)
        .map(uuid::Uuid::from_bytes)
        .collect();
    let rows = crate::organisations::queries::summaries(&scope, app.journal.database(), &ids).await?;
    let locale = speaks.t.locale;
    let marks = clusters.into_iter().map(|mark| {
        let row = mark
            .id
            .and_then(|id| rows.iter().find(|row| row.id.0.into_bytes() == id));
        Mark {
            lat: mark.lat,
            lon: mark.lon,
            count: mark.count,
            name: row.map(|row| row.name.clone()),
            href: row.map(|row| page_of(locale, row)),
            precision: row
                .and_then(|row| row.position)
                .map(|position| position.precision.code()),
        }
    });
    json(&Points {
        clusters: marks.collect(),
    })
}

async fn find(app: &App, asked: &Asked) -> Result<Found> {
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    app.directory
        .find(&scope, app.journal.database(), &app.web.identity.secret, asked)
        .await
}

fn page_of(locale: Locale, row: &Summary) -> String {
    format!("/{locale}{}", path(row.id, &row.name))
}

fn item(app: &App, locale: Locale, row: &Summary) -> OrganisationItem {
    let texts = row.texts.iter().map(|text| {
        (
            text.language.clone().unwrap_or_else(|| "und".to_owned()),
            text.value.clone(),
        )
    });
    OrganisationItem {
        id: row.id.to_string(),
        name: row.name.clone(),
        name_language: row.name_language.clone(),
        kind: row.kind.map(|kind| kind.code()),
        standing: row.standing.code(),
        legal_status: row.legal_status.code(),
        territory: row.territory.clone(),
        territories: row.territories.clone(),
        municipality: row.municipality.clone(),
        country: row.country.clone(),
        languages: row.languages.clone(),
        nace: row.division.clone(),
        summary: texts.collect(),
        as_of: row.as_of,
        age: age(row.as_of, row.stale_at, app.web.region.today(app.journal.clock())).code(),
        href: app.web.absolute(&format!("/api/v1/organisations/{}", row.id)),
        html: app.web.absolute(&page_of(locale, row)),
    }
}
