//! What everybody could look up about the organisation behind an opportunity: by these words an anonymous text would name it.

use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use super::Own;
use crate::opportunities::model::OpportunityId;
use crate::opportunities::rules::{Finding, Known, findings};
use crate::opportunities::tables::opportunity::{Column, Entity};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Found, Organisation, find_organisation};
use crate::platform::access::{self, Action, Actor, Purpose};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;

/// The same of the organisation behind one; empty where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn known_behind(database: &Database, region: &Region, id: OpportunityId) -> Result<Known, DatabaseError> {
    let whose: Option<Uuid> = Entity::find_by_id(id.0)
        .select_only()
        .column(Column::OrganisationId)
        .into_tuple()
        .one(database.reader())
        .await?;
    match whose {
        Some(id) => known_of(database, region, OrganisationId(id)).await,
        None => Ok(Known::default()),
    }
}

/// The passages of one that was read from within that would name its organisation; none where it is named anyway.
///
/// # Errors
/// When the database refuses.
pub async fn identifying(database: &Database, region: &Region, of: &Own) -> Result<Vec<Finding>, DatabaseError> {
    if !of.anonymous {
        return Ok(Vec::new());
    }
    let known = known_of(database, region, of.organisation).await?;
    Ok(findings(&of.content, &known))
}

async fn known_of(database: &Database, region: &Region, id: OrganisationId) -> Result<Known, DatabaseError> {
    // Asked by the platform itself: what is compared is shown to nobody who may not see it.
    let scope = access::scope(&Actor::system(Purpose::Maintenance), Action::ReadOrganisation);
    match find_organisation(&scope, database, region, id).await? {
        Some(Found::Here(organisation)) => Ok(known(&organisation)),
        _ => Ok(Known::default()),
    }
}

fn known(of: &Organisation) -> Known {
    let mut known = Known {
        names: vec![of.name.clone()],
        ..Known::default()
    };
    for value in &of.values {
        match value.field {
            "name" => known.names.push(value.value.clone()),
            "website" => known.domains.extend(host(&value.value)),
            "email" => known
                .domains
                .extend(value.value.split_once('@').map(|(_, host)| host.to_owned())),
            "phone" => known.numbers.push(value.value.clone()),
            _ => {}
        }
    }
    for (_, value, _) in &of.identifiers {
        known.numbers.push(value.clone());
    }
    known
        .numbers
        .extend(of.records.iter().map(|(_, number, _)| number.clone()));
    known.places.extend(of.municipality.clone());
    for place in &of.places {
        known.names.extend(place.name.clone());
        known.streets.extend(place.street.clone());
        known.places.extend(place.municipality.clone());
        known.places.extend(place.postal_code.clone());
    }
    for list in [
        &mut known.names,
        &mut known.domains,
        &mut known.numbers,
        &mut known.streets,
        &mut known.places,
    ] {
        list.retain(|one| !one.trim().is_empty());
        list.sort_unstable();
        list.dedup();
    }
    known
}

/// The host of an address of the web without `www.`.
fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    host.contains('.').then(|| host.to_lowercase())
}
