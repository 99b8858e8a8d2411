//! What organisations keep about somebody: reports that came with their address, and declared values that name them. What an
//! official register says of an organisation is the register's, and what an organisation is called is its name.

use std::collections::BTreeSet;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;
use uuid::Uuid;

use super::bulk::{self, BulkError, Context, Stating};
use super::model::{OrganisationId, ReportId};
use super::tables::{fact, report};
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::journal;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose, maintenance, naming};

/// Declared fields by which people are reached.
const CONTACTS: [&str; 2] = ["email", "phone"];

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "organisations"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, hands: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            reports(tx, whose).await?;
            let touched = facts(tx, whose).await?;
            for id in &touched {
                anew(tx, hands, *id).await?;
                let subject = format!("organisation:{}", OrganisationId(*id));
                journal::personal::erase_naming(tx, &subject, whose).await?;
            }
            Ok(Erased {
                files: Vec::new(),
                indexed: !touched.is_empty(),
            })
        })
    }
}

/// Takes the addresses and telephones away that an organisation declared: nobody is left there who would answer. Whether there
/// were any.
///
/// # Errors
/// When the database refuses.
pub async fn drop_contacts(tx: &Tx, hands: Hands<'_>, id: OrganisationId) -> Result<bool, DatabaseError> {
    let contacts = fact::Entity::find()
        .filter(fact::Column::OrganisationId.eq(id.0))
        .filter(fact::Column::Class.eq("declared"))
        .filter(fact::Column::Field.is_in(CONTACTS))
        .all(tx.connection())
        .await?;
    for row in &contacts {
        fact::Entity::delete_by_id(row.id).exec(tx.connection()).await?;
    }
    if contacts.is_empty() {
        return Ok(false);
    }
    anew(tx, hands, id.0).await?;
    let said = |text: &str| contacts.iter().any(|row| text.contains(&row.value));
    journal::personal::erase_saying(tx, &format!("organisation:{id}"), said).await?;
    Ok(true)
}

/// The words of a report stay with the organisation, without who sent them.
async fn reports(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    use report::Column;
    let theirs = naming(whose, &[Column::Mail, Column::Place, Column::Reason]);
    for row in report::Entity::find().filter(theirs).all(tx.connection()).await? {
        let (id, mail) = (row.id, row.mail.clone());
        let (place, reason) = (whose.without(&row.place), whose.without(&row.reason));
        let is_theirs = mail.is_some_and(|mail| mail.trim().to_lowercase() == whose.mail);
        let mut row = row.into_active_model();
        if let Some(place) = place {
            row.place = Set(place);
        }
        if let Some(reason) = reason {
            row.reason = Set(reason);
        }
        if is_theirs {
            row.mail = Set(None);
            row.idempotency_key = Set(None);
            row.request_hash = Set(None);
        }
        // An update of nothing is none.
        if row.is_changed() {
            row.update(tx.connection()).await?;
            journal::erase(tx, id).await?;
        }
    }
    Ok(())
}

/// Values that name them, in force or superseded; the organisations that had one.
async fn facts(tx: &Tx, whose: &Whose) -> Result<BTreeSet<Uuid>, DatabaseError> {
    let mut touched = BTreeSet::new();
    let found = fact::Entity::find()
        .filter(fact::Column::Class.eq("declared"))
        .filter(naming(whose, &[fact::Column::Value]))
        .all(tx.connection())
        .await?;
    for row in found {
        let Some(kept) = whose.without(&row.value) else {
            continue;
        };
        touched.insert(row.organisation_id);
        if CONTACTS.contains(&row.field.as_str()) {
            fact::Entity::delete_by_id(row.id).exec(tx.connection()).await?;
        } else {
            let mut row = row.into_active_model();
            row.value = Set(kept);
            row.update(tx.connection()).await?;
        }
    }
    Ok(touched)
}

/// Computes an organisation's row anew and tells the readers of the journal.
async fn anew(tx: &Tx, hands: Hands<'_>, id: Uuid) -> Result<(), DatabaseError> {
    let actor = maintenance();
    let context = Context {
        clock: hands.clock,
        region: hands.region,
        actor: &actor,
        run: Uuid::nil(),
    };
    match bulk::state(tx, context, hands.grant()?, id, Stating::Nothing, &[]).await {
        Ok(_) => Ok(()),
        Err(BulkError::Database(error)) => Err(error),
        Err(error) => Err(DatabaseError::Db(sea_orm::DbErr::Custom(error.to_string()))),
    }
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let sent = report::Entity::find()
        .filter(naming(whose, &[report::Column::Mail]))
        .all(db)
        .await?;
    let sent = sent.into_iter().map(|row| {
        json!({
            "id": ReportId(row.id), "organisation": OrganisationId(row.organisation_id), "subject": row.subject,
            "place": row.place, "reason": row.reason, "mail": row.mail, "receivedAt": rfc3339(row.received_at),
        })
    });
    share.data.insert("reports".into(), sent.collect());
    let named = fact::Entity::find()
        .filter(fact::Column::Class.eq("declared"))
        .filter(naming(whose, &[fact::Column::Value]))
        .all(db)
        .await?;
    let everybody = named.iter().any(|row| row.superseded_at.is_none());
    let named = named.into_iter().map(|row| {
        json!({
            "organisation": OrganisationId(row.organisation_id), "field": row.field, "value": row.value,
            "public": row.superseded_at.is_none(),
        })
    });
    share.data.insert("valuesThatNameYou".into(), named.collect());
    if everybody {
        share
            .recipients
            .push(json!({ "who": "everybody", "why": "values of an organisation's public page" }));
    }
    Ok(share)
}
