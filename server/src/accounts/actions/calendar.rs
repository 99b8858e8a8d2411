//! The private address at which a program reads somebody's days: one a person, made anew and ended by them.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::link::has_second;
use super::{credentials, entry};
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, PersonId, level_number};
use crate::accounts::tables::calendar;
use crate::app::App;
use crate::platform::access::{self, Action, Refusal};
use crate::platform::journal;

/// Makes an address that shows as much as the sign-in that makes it may see. One that was there is good no more.
///
/// # Errors
/// A sign-in that is not fresh or strong enough.
pub async fn make(app: &App, browser: &Browser) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let clock = app.journal.clock();
    let id = clock.id();
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            calendar::Entity::delete_many()
                .filter(calendar::Column::PersonId.eq(owner))
                .exec(tx.connection())
                .await?;
            let row = calendar::Model {
                id,
                person_id: owner,
                level: level_number(actor.assurance().level),
                created_at: tx.now(),
            };
            let level = row.level;
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let said = entry("accounts.calendar_made", PersonId(owner), json!({ "level": level }));
            Ok((journal::append(&tx, clock, grant, said).await?, ()))
        })
        .await
}

/// Ends one's own.
///
/// # Errors
/// [`AccountError::Absent`] where there is none.
pub async fn end(app: &App, browser: &Browser) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = access::decide(actor, Action::ManageAccount, &person)?;
            let ended = calendar::Entity::delete_many()
                .filter(calendar::Column::PersonId.eq(owner))
                .exec(tx.connection())
                .await?;
            if ended.rows_affected == 0 {
                return Err(AccountError::Absent);
            }
            let said = entry("accounts.calendar_ended", PersonId(owner), json!({}));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}
