//! What everybody could look up about an organisation: by these words a text that is not to name it would.

use super::{Found, Organisation, find_organisation};
use crate::organisations::model::OrganisationId;
use crate::organisations::rules::Traces;
use crate::platform::access::{self, Action, Actor, Purpose};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;

/// By what an organisation is recognised; by nothing where there is none.
///
/// # Errors
/// When the database refuses.
pub async fn traces_of(database: &Database, region: &Region, id: OrganisationId) -> Result<Traces, DatabaseError> {
    // Asked by the platform itself: what is compared is shown to nobody who may not see it.
    let scope = access::scope(&Actor::system(Purpose::Maintenance), Action::ReadOrganisation);
    match find_organisation(&scope, database, region, id).await? {
        Some(Found::Here(organisation)) => Ok(traces(&organisation)),
        _ => Ok(Traces::default()),
    }
}

fn traces(of: &Organisation) -> Traces {
    let mut known = Traces {
        names: vec![of.name.clone()],
        ..Traces::default()
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
