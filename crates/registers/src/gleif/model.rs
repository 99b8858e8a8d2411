//! A record of GLEIF as its API writes it; the golden copy's rows are brought into the same shape.

use serde::Deserialize;

/// One entity with its LEI.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Lei {
    pub(crate) lei: Option<String>,
    pub(crate) entity: Option<Entity>,
    pub(crate) registration: Option<Registration>,
    pub(crate) bic: Option<OneOrMore>,
    pub(crate) mic: Option<OneOrMore>,
    pub(crate) conformity_flag: Option<String>,
}

/// A text or a list of texts.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// What the API puts around a record.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Envelope {
    pub(crate) attributes: Option<Lei>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Entity {
    pub(crate) legal_name: Option<Named>,
    pub(crate) other_names: Option<Vec<Named>>,
    pub(crate) transliterated_other_names: Option<Vec<Named>>,
    pub(crate) legal_address: Option<Place>,
    pub(crate) headquarters_address: Option<Place>,
    pub(crate) registered_at: Option<Coded>,
    pub(crate) registered_as: Option<String>,
    pub(crate) jurisdiction: Option<String>,
    pub(crate) category: Option<String>,
    pub(crate) sub_category: Option<String>,
    pub(crate) legal_form: Option<Coded>,
    pub(crate) status: Option<String>,
    pub(crate) creation_date: Option<String>,
    pub(crate) expiration: Option<Expiration>,
    pub(crate) successor_entity: Option<Successor>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    pub(crate) name: Option<String>,
    pub(crate) language: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Place {
    pub(crate) language: Option<String>,
    pub(crate) address_lines: Option<Vec<Option<String>>>,
    pub(crate) address_number: Option<String>,
    pub(crate) mail_routing: Option<String>,
    pub(crate) city: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) postal_code: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Coded {
    pub(crate) id: Option<String>,
    pub(crate) other: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Expiration {
    pub(crate) date: Option<String>,
    pub(crate) reason: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Successor {
    pub(crate) lei: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Registration {
    pub(crate) last_update_date: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) next_renewal_date: Option<String>,
    pub(crate) managing_lou: Option<String>,
    pub(crate) corroboration_level: Option<String>,
}
