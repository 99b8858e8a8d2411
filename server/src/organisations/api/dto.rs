//! The JSON of an organisation and of a receipt. Of several values of a field the shown one goes out, in all its languages.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::organisations::actions::Received;
use crate::organisations::outside::path;
use crate::organisations::queries::{Organisation, PlaceView};
use crate::organisations::rules::{Value, age, best};
use crate::platform::clock::rfc3339;
use crate::platform::region::{Localized, Region};
use crate::platform::texts::Locale;
use crate::platform::web::Web;

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Organisation)]
pub struct OrganisationDto {
    /// 26 characters; never changes.
    id: String,
    /// Shown name.
    name: String,
    /// Its language, where a source says.
    #[serde(skip_serializing_if = "Option::is_none")]
    name_language: Option<String>,
    /// `registered`, `listed`, `member`, `suspended` or `withdrawn`.
    standing: &'static str,
    /// `startup`, `sme`, `corporate`, `investor`, `incubator`, `cluster`, `research` or `public`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    /// `active`, `in_liquidation`, `ceased` or `unknown`.
    legal_status: &'static str,
    /// Code of the territory of its seat, or `outside`.
    territory: String,
    /// Codes of all territories it counts in: that of its seat first, then those of its open establishments.
    territories: Vec<String>,
    /// What the territory of its seat is known by: `seat`, or `court`, the court that registers it, where no seat is known.
    territory_by: &'static str,
    /// Municipality of its seat.
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    /// ISO 3166-1 code of its seat's country.
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Code of its home chamber.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_chamber: Option<String>,
    /// Languages it works in.
    languages: Vec<String>,
    /// Division of NACE Rev. 2.1 of its main activity.
    #[serde(skip_serializing_if = "Option::is_none")]
    division: Option<String>,
    /// Date of the newest core fact.
    #[schema(value_type = String, format = Date)]
    as_of: NaiveDate,
    /// Day until which a core fact holds.
    #[schema(value_type = String, format = Date)]
    valid_until: NaiveDate,
    /// `fresh`, `ageing` or `stale`.
    age: &'static str,
    /// Official numbers.
    identifiers: Vec<IdentifierDto>,
    /// What is known, each field with how it is known.
    facts: Vec<FactDto>,
    /// The best register's first, of each the seat first.
    places: Vec<PlaceDto>,
    /// The registers that know it.
    records: Vec<RecordDto>,
    /// Time of the last change.
    changed_at: String,
    /// Where else it is found.
    links: Links,
}

/// An official number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Identifier)]
pub struct IdentifierDto {
    /// `be_enterprise`, `fr_siren`, `ror` …
    scheme: String,
    /// In its canonical form.
    value: String,
    /// Code of the register that says so.
    register: String,
}

/// The shown value of a field.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Fact)]
pub struct FactDto {
    /// Code of the field.
    field: &'static str,
    /// The value; of a text the original.
    value: String,
    /// Language of the original.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The same in all languages there are.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, String>,
    /// `register`, `attested` or `declared`.
    class: &'static str,
    /// Code of the register or chamber, or `organisation`.
    source: String,
    /// The register's date, or the day it was stated.
    #[schema(value_type = String, format = Date)]
    as_of: NaiveDate,
    /// Last day of its shelf life.
    #[schema(value_type = String, format = Date)]
    valid_until: NaiveDate,
    /// Whether that day is over.
    stale: bool,
}

/// A place of an organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Place)]
pub struct PlaceDto {
    /// `seat`, `establishment` or `branch`.
    role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    street: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    municipality: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    /// Code of the territory, or `outside`.
    territory: String,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
    /// What the point is: `stated` by the register, or the middle of the `municipality`, of the `postal-code` or of the `territory`.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<&'static str>,
    /// Code of the register that says so.
    register: String,
}

/// A register's record of the organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RegisterRecord)]
pub struct RecordDto {
    /// Code of the register.
    register: String,
    /// Number within it.
    number: String,
    /// The register's own date.
    #[schema(value_type = String, format = Date)]
    as_of: NaiveDate,
    /// What its publisher wants to be named with.
    #[serde(skip_serializing_if = "Option::is_none")]
    attribution: Option<Localized>,
    /// Address of its licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<String>,
}

/// Addresses of an organisation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrganisationLinks)]
pub struct Links {
    /// This answer.
    #[serde(rename = "self")]
    this: String,
    /// Its page.
    html: Localized,
    /// Where to say that something is wrong.
    reports: String,
}

/// The acknowledgement of a report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Receipt)]
pub struct ReceiptDto {
    /// Reference of 26 characters.
    reference: String,
    /// When it was kept.
    received_at: String,
}

/// What goes out about an organisation.
pub(super) fn organisation(organisation: &Organisation, web: &Web, today: NaiveDate) -> OrganisationDto {
    let age = age(organisation.as_of, organisation.stale_at, today);
    OrganisationDto {
        id: organisation.id.to_string(),
        name: organisation.name.clone(),
        name_language: organisation.name_language.clone(),
        standing: organisation.standing.code(),
        kind: organisation.kind.map(|kind| kind.code()),
        legal_status: organisation.legal_status.code(),
        territory: organisation.territory.clone(),
        territories: organisation.territories.clone(),
        territory_by: if organisation.court().is_some() {
            "court"
        } else {
            "seat"
        },
        municipality: organisation.municipality.clone(),
        country: organisation.country.clone(),
        home_chamber: organisation.home_chamber.clone(),
        languages: organisation.languages.clone(),
        division: organisation.division.clone(),
        as_of: organisation.as_of,
        valid_until: organisation.stale_at,
        age: age.code(),
        identifiers: organisation.identifiers.iter().map(identifier).collect(),
        facts: facts(&organisation.values, today),
        places: organisation.places.iter().map(place).collect(),
        records: organisation
            .records
            .iter()
            .map(|(register, number, as_of)| record(register, number, *as_of, &web.region))
            .collect(),
        changed_at: rfc3339(organisation.changed_at),
        links: links(organisation, web),
    }
}

/// What goes out about a report.
pub(super) fn receipt(received: &Received) -> ReceiptDto {
    ReceiptDto {
        reference: received.id.to_string(),
        received_at: rfc3339(received.at),
    }
}

/// The shown value of each field, in the order in which sources name the fields.
fn facts(values: &[Value], today: NaiveDate) -> Vec<FactDto> {
    let mut fields: Vec<&'static str> = Vec::new();
    for value in values {
        if !fields.contains(&value.field) {
            fields.push(value.field);
        }
    }
    fields
        .into_iter()
        .filter_map(|field| {
            let shown = best(values, field, today)?;
            let same =
                |value: &&Value| value.field == field && value.class == shown.class && value.source == shown.source;
            let texts = values
                .iter()
                .filter(same)
                .filter_map(|value| Some((value.language.clone()?, value.value.clone())));
            Some(FactDto {
                field,
                value: shown.value.clone(),
                language: shown.language.clone(),
                texts: texts.collect(),
                class: shown.class.code(),
                source: shown.source.clone(),
                as_of: shown.as_of,
                valid_until: shown.valid_until,
                stale: shown.is_stale(today),
            })
        })
        .collect()
}

fn identifier((scheme, value, register): &(String, String, String)) -> IdentifierDto {
    IdentifierDto {
        scheme: scheme.clone(),
        value: value.clone(),
        register: register.clone(),
    }
}

fn place(place: &PlaceView) -> PlaceDto {
    PlaceDto {
        role: place.role.clone(),
        name: place.name.clone(),
        street: place.street.clone(),
        postal_code: place.postal_code.clone(),
        municipality: place.municipality.clone(),
        country: place.country.clone(),
        territory: place.territory.clone(),
        latitude: place.position.map(|position| position.point.lat),
        longitude: place.position.map(|position| position.point.lon),
        precision: place.position.map(|position| position.precision.code()),
        register: place.register.clone(),
    }
}

fn record(register: &str, number: &str, as_of: NaiveDate, region: &Region) -> RecordDto {
    let known = region.register(register);
    RecordDto {
        register: register.to_owned(),
        number: number.to_owned(),
        as_of,
        attribution: known.map(|known| known.attribution.clone()),
        licence: known.and_then(|known| known.licence_url.clone()),
    }
}

fn links(organisation: &Organisation, web: &Web) -> Links {
    let path = path(organisation.id, &organisation.name);
    let html = |locale: Locale| web.absolute(&format!("/{locale}{path}"));
    let this = web.absolute(&format!("/api/v1/organisations/{}", organisation.id));
    Links {
        html: Localized {
            fr: html(Locale::Fr),
            de: html(Locale::De),
            en: html(Locale::En),
        },
        reports: format!("{this}/reports"),
        this,
    }
}
