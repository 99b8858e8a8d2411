//! Rows of the golden copy, whose columns are flattened paths: `Entity.LegalAddress.City`. Columns
//! are compared without stops, underscores and case: publishers of copies differ in these.

use std::collections::HashMap;
use std::path::Path;

use super::model::{Coded, Entity, Expiration, Lei, Named, Place, Registration, Successor};
use crate::ReadError;
use crate::table::Table;

/// Where the columns are.
pub(crate) struct Places(HashMap<String, usize>);

/// Times a group is repeated at most.
const GROUPS: usize = 5;

fn key(name: &str) -> String {
    let plain = name.chars().filter(|c| c.is_ascii_alphanumeric());
    plain.map(|c| c.to_ascii_lowercase()).collect()
}

impl Places {
    /// Finds the columns, and refuses a table without those nothing can be read without.
    pub(crate) fn of(table: &Table, path: &Path) -> Result<Self, ReadError> {
        let header = table.header();
        let mut places = HashMap::new();
        for (at, name) in header.iter().enumerate() {
            places.entry(key(name)).or_insert(at);
        }
        let places = Self(places);
        let others = [(';', "semicolons"), ('\t', "tabs"), ('|', "vertical bars")];
        for column in ["LEI", "Entity.LegalName", "Entity.EntityCategory"] {
            if places.0.contains_key(&key(column)) {
                continue;
            }
            let path = path.to_owned();
            let only = header.first().filter(|_| header.len() == 1);
            let other = others
                .iter()
                .find(|(mark, _)| only.is_some_and(|only| only.contains(*mark)));
            if let Some((_, found)) = other {
                return Err(ReadError::WrongDelimiter { path, found });
            }
            let found = header.join(", ").chars().take(200).collect();
            return Err(ReadError::MissingColumn { path, column, found });
        }
        Ok(places)
    }

    /// The row the table is at.
    pub(crate) fn row(&self, table: &Table) -> Lei {
        let field = |column: &str| {
            let text = self.0.get(&key(column)).map(|at| table.field(*at))?;
            (!text.trim().is_empty()).then(|| text.to_owned())
        };
        let entity = |column: &str| field(&format!("Entity.{column}"));
        let registration = |column: &str| field(&format!("Registration.{column}"));
        Lei {
            lei: field("LEI"),
            entity: Some(Entity {
                legal_name: Some(named(&entity, "LegalName")),
                other_names: Some(group(&entity, "OtherEntityNames.OtherEntityName")),
                transliterated_other_names: Some(group(
                    &entity,
                    "TransliteratedOtherEntityNames.TransliteratedOtherEntityName",
                )),
                legal_address: Some(place(&entity, "LegalAddress")),
                headquarters_address: Some(place(&entity, "HeadquartersAddress")),
                registered_at: Some(Coded {
                    id: entity("RegistrationAuthority.RegistrationAuthorityID"),
                    other: entity("RegistrationAuthority.OtherRegistrationAuthorityID"),
                }),
                registered_as: entity("RegistrationAuthority.RegistrationAuthorityEntityID"),
                jurisdiction: entity("LegalJurisdiction"),
                category: entity("EntityCategory"),
                sub_category: entity("EntitySubCategory"),
                legal_form: Some(Coded {
                    id: entity("LegalForm.EntityLegalFormCode"),
                    other: entity("LegalForm.OtherLegalForm"),
                }),
                status: entity("EntityStatus"),
                creation_date: entity("EntityCreationDate"),
                expiration: Some(Expiration {
                    date: entity("EntityExpirationDate"),
                    reason: entity("EntityExpirationReason"),
                }),
                successor_entity: Some(Successor {
                    lei: entity("SuccessorEntity.1.SuccessorLEI"),
                }),
            }),
            registration: Some(Registration {
                last_update_date: registration("LastUpdateDate"),
                status: registration("RegistrationStatus"),
                next_renewal_date: registration("NextRenewalDate"),
                managing_lou: registration("ManagingLOU"),
                corroboration_level: registration("ValidationSources"),
            }),
            bic: None,
            mic: None,
            conformity_flag: field("ConformityFlag"),
        }
    }
}

fn named(entity: &impl Fn(&str) -> Option<String>, column: &str) -> Named {
    Named {
        name: entity(column),
        language: entity(&format!("{column}.xmllang")),
        kind: entity(&format!("{column}.type")),
    }
}

fn group(entity: &impl Fn(&str) -> Option<String>, column: &str) -> Vec<Named> {
    let all = (1..=GROUPS).map(|at| named(entity, &format!("{column}.{at}")));
    all.filter(|named| named.name.is_some()).collect()
}

fn place(entity: &impl Fn(&str) -> Option<String>, column: &str) -> Place {
    let field = |name: &str| entity(&format!("{column}.{name}"));
    let more = (1..=3).map(|at| field(&format!("AdditionalAddressLine.{at}")));
    Place {
        language: field("xmllang"),
        address_lines: Some(std::iter::once(field("FirstAddressLine")).chain(more).collect()),
        address_number: field("AddressNumber"),
        mail_routing: field("MailRouting"),
        city: field("City"),
        region: field("Region"),
        country: field("Country"),
        postal_code: field("PostalCode"),
    }
}
