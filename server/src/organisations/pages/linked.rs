//! The page's facts once more for machines that read pages: schema.org as a block of data.

use serde_json::{Map, Value, json};

use super::Reader;
use crate::organisations::queries::Organisation;
use crate::organisations::rules::best;

/// JSON-LD, safe to stand within a `script` element.
pub(super) fn linked(organisation: &Organisation, url: &str, summary: Option<&str>, reader: Reader<'_>) -> String {
    let mut data = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            data.insert(name.to_owned(), value);
        }
    };
    let text = |field| {
        let value = best(&organisation.values, field, reader.today)?;
        Some(Value::from(value.value.clone()))
    };
    set("@context", Some("https://schema.org".into()));
    set("@type", Some("Organization".into()));
    set("@id", Some(url.into()));
    set("name", Some(organisation.name.clone().into()));
    set("description", summary.map(Value::from));
    set("foundingDate", text("founded"));
    set("url", text("website"));
    let seat = organisation.places.iter().find(|place| place.role == "seat");
    let address = seat.map(|seat| {
        json!({
            "@type": "PostalAddress",
            "streetAddress": seat.street,
            "postalCode": seat.postal_code,
            "addressLocality": seat.municipality,
            "addressCountry": seat.country,
        })
    });
    set("address", address);
    let numbers = organisation
        .identifiers
        .iter()
        .map(|(scheme, value, _)| json!({ "@type": "PropertyValue", "propertyID": scheme, "value": value }));
    set("identifier", Some(numbers.collect()));
    Value::from(data).to_string().replace('<', "\\u003c")
}
