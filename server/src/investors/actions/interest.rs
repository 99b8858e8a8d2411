//! A young company says how far it has come, and what it looks for.

use chrono::Months;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::{InvestorError, brief};
use crate::investors::model::{Interest, Sought, Stage, is_listed_here};
use crate::investors::queries::interest_of;
use crate::investors::rules::{STATED, changes};
use crate::investors::tables::interest::{Column, Entity, Model};
use crate::organisations::days;
use crate::organisations::model::{Class, OrganisationId};
use crate::platform::access::{self, Action, Ownership};
use crate::platform::database::Tx;
use crate::platform::journal::{self, Entry};
use crate::platform::web::Hands;

/// What is said.
#[derive(Clone, Copy, Debug)]
pub struct Saying {
    /// The version that was seen; 0 where nothing was ever said.
    pub version: i64,
    /// All of it: what is not in it is said no more.
    pub interest: Interest,
}

/// Says it; the next version. What is said again holds anew from today.
///
/// # Errors
/// [`InvestorError::Changed`] where somebody was quicker, [`InvestorError::NotListed`] for other organisations.
pub async fn say(hands: Hands<'_>, id: OrganisationId, saying: Saying) -> Result<i64, InvestorError> {
    hands
        .journal
        .write(|tx| async move {
            let found = brief(tx.connection(), id).await?;
            let owned = Ownership {
                id: id.0,
                organisation: Some(id.0),
                chamber: found.chamber.clone(),
                ..Ownership::default()
            };
            let grant = access::decide(hands.actor, Action::EditOrganisation, &owned)?;
            if !is_listed_here(&found) {
                return Err(InvestorError::NotListed);
            }
            let before = interest_of(tx.connection(), id).await?;
            if before.version != saying.version {
                return Err(InvestorError::Changed);
            }
            let version = before.version + 1;
            save(&tx, hands, id, (version, &saying.interest)).await?;
            let was = before.said.map(|said| said.value).unwrap_or_default();
            let changes = changes(&was, &saying.interest);
            let told = changes
                .iter()
                .map(|(field, was, is)| json!({ "field": field, "before": was, "after": is }));
            let says = json!({
                "organisation": id, "version": version, "changes": told.collect::<Vec<_>>(),
            });
            let entry = Entry::of(STATED, format!("organisation:{id}"), None, &says);
            let receipt = journal::append(&tx, hands.journal.clock(), grant, entry).await?;
            Ok((receipt, version))
        })
        .await
}

async fn save(
    tx: &Tx,
    hands: Hands<'_>,
    id: OrganisationId,
    (version, interest): (i64, &Interest),
) -> Result<(), InvestorError> {
    Entity::update_many()
        .col_expr(Column::SupersededAt, Expr::value(Some(tx.now())))
        .filter(Column::OrganisationId.eq(id.0))
        .filter(Column::SupersededAt.is_null())
        .exec(tx.connection())
        .await?;
    let region = &hands.web.region;
    let today = region.today(hands.journal.clock());
    let months = region.shelf_life(Class::Declared.into(), "funding", None);
    let code = |sought: fn(&Sought) -> &'static str| interest.sought.as_ref().map(|one| sought(one).to_owned());
    let row = Model {
        organisation_id: id.0,
        version,
        stage: interest.stage.map(|stage: Stage| stage.code().to_owned()),
        band: code(|sought| sought.band.code()),
        purpose: code(|sought| sought.purpose.code()),
        stated_at: days(today),
        valid_until: days(today + Months::new(months)),
        superseded_at: None,
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(())
}
