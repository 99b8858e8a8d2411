//! Signing out: the session ends, whoever else still holds its secret.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;
use uuid::Uuid;

use super::entry;
use crate::accounts::model::{AccountError, PersonId};
use crate::accounts::tables::{person, session};
use crate::platform::access::{self, Action, Actor};
use crate::platform::journal::{self, Journal};

/// Ends one session of the person who asks.
///
/// # Errors
/// [`AccountError::Absent`] for a session of somebody else, or of nobody.
pub async fn end(journal: &Journal, actor: &Actor, id: Uuid) -> Result<(), AccountError> {
    let owner = actor.person_id().ok_or(access::Refusal::SignIn)?;
    journal
        .write(|tx| async move {
            let person = person::Entity::find_by_id(owner)
                .one(tx.connection())
                .await?
                .ok_or(AccountError::Absent)?;
            let grant = access::decide(actor, Action::ManageAccount, &person)?;
            let row = session::Entity::find_by_id(id)
                .one(tx.connection())
                .await?
                .filter(|row| row.person_id == owner && row.ended_at.is_none())
                .ok_or(AccountError::Absent)?;
            let mut row = row.into_active_model();
            row.ended_at = Set(Some(tx.now()));
            row.update(tx.connection()).await?;
            let said = entry("accounts.sign_out", PersonId(owner), json!({}));
            Ok((journal::append(&tx, journal.clock(), grant, said).await?, ()))
        })
        .await
}
