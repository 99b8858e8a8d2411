//! Mandates and admins, each written in one transaction with its entry of the journal.

use std::sync::Arc;

use anyhow::Result;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use super::orders::Site;
use crate::accounts::{self, NewPerson, PersonId};
use crate::app;
use crate::platform::access::{self, Action, Actor, Mandate};
use crate::platform::database::DatabaseError;
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::region::Region;
use crate::platform::web::{Identity, Web};

pub(super) async fn grant(
    journal: &Journal,
    operator: &Actor,
    web: &Web,
    new: &NewPerson<'_>,
    (chamber, mandate): (&str, Mandate),
) -> Result<()> {
    let done: Result<(), Failed> = journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &access::Chamber(chamber))?;
            let person = accounts::ensure(&tx, journal.clock(), new).await?;
            accounts::set_mandate(&tx, &grant, person, chamber, Some(mandate)).await?;
            accounts::invite_to_desk(&tx, journal.clock(), web, person, (chamber, mandate)).await?;
            let entry = entry(
                "accounts.mandate_granted",
                person.0,
                json!({ "chamber": chamber, "role": mandate.code() }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await;
    Ok(done?)
}

/// Whom an address is of, and what they are for a chamber.
pub(super) async fn mandate_of(
    db: &impl ConnectionTrait,
    mail: &str,
    chamber: &str,
) -> Result<Option<(PersonId, Mandate)>, DatabaseError> {
    let Some(person) = accounts::find_by_mail(db, mail).await? else {
        return Ok(None);
    };
    let holders = accounts::holders(db, chamber).await?;
    let held = holders.into_iter().find(|(holder, _)| holder.id == person.id);
    Ok(held.map(|(holder, mandate)| (holder.id, mandate)))
}

pub(super) async fn revoke(
    journal: &Journal,
    operator: &Actor,
    person: PersonId,
    (chamber, mandate): (&str, Mandate),
) -> Result<()> {
    let done: Result<(), Failed> = journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &access::Chamber(chamber))?;
            accounts::set_mandate(&tx, &grant, person, chamber, None).await?;
            let entry = entry(
                "accounts.mandate_revoked",
                person.0,
                json!({ "chamber": chamber, "role": mandate.code() }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await;
    Ok(done?)
}

pub(super) async fn admin(
    journal: &Journal,
    operator: &Actor,
    web: &Web,
    new: &NewPerson<'_>,
) -> Result<Option<String>> {
    let path = &format!("/{}/account", new.language);
    let done: Result<Option<String>, Failed> = journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &access::Node)?;
            let person = accounts::ensure(&tx, journal.clock(), new).await?;
            // With a second factor a link alone signs nobody in.
            let link = match accounts::has_second_factor(tx.connection(), new.mail).await? {
                true => None,
                false => accounts::one_time_link(&tx, journal.clock(), web, person, path).await?,
            };
            let entry = entry("accounts.admin_made", person.0, json!({}));
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, link))
        })
        .await;
    Ok(done?)
}

fn entry(action: &'static str, person: uuid::Uuid, says: Value) -> Entry {
    Entry::of(action, format!("person:{}", encode(person)), Some(person), &says)
}

/// Enough of a node to make addresses of it.
pub(super) fn bare_web(region: &Arc<Region>, site: &Site) -> Result<Web> {
    let identity = Identity {
        public_url: site.public_url.clone(),
        demo: false,
        operator: site.operator.clone(),
        contact: String::new(),
        address: String::new(),
        secret: Vec::new(),
    };
    Ok(Web::new(Arc::clone(region), identity, app::MENU)?)
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("the operator may not do that")]
    Refused(#[from] access::Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl crate::platform::database::AsDatabaseError for Failed {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}
