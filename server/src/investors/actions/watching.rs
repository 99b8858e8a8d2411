//! An investor organisation follows a young company, and no more.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{InvestorError, brief, of_workspace, workspace};
use crate::investors::model::{WATCHED, is_listed_here};
use crate::investors::tables::watch::{Column, Entity, Model};
use crate::organisations::model::OrganisationId;
use crate::platform::journal;
use crate::platform::web::Hands;

/// Follows it.
///
/// # Errors
/// [`InvestorError::Nothing`] where it is followed already; see the others.
pub async fn watch(hands: Hands<'_>, id: OrganisationId, whom: OrganisationId) -> Result<(), InvestorError> {
    hands
        .journal
        .write(|tx| async move {
            let grant = workspace(&tx, hands.actor, id).await?;
            if !is_listed_here(&brief(tx.connection(), whom).await?) {
                return Err(InvestorError::NotListed);
            }
            let own = Entity::find().filter(Column::OrganisationId.eq(id.0));
            let there = own.clone().filter(Column::WatchedId.eq(whom.0));
            if there.count(tx.connection()).await? > 0 {
                return Err(InvestorError::Nothing);
            }
            if own.count(tx.connection()).await? >= WATCHED {
                return Err(InvestorError::TooMany);
            }
            let row = Model {
                organisation_id: id.0,
                watched_id: whom.0,
                since: tx.now(),
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let told = of_workspace("investors.watched", id);
            Ok((journal::append(&tx, hands.journal.clock(), grant, told).await?, ()))
        })
        .await
}

/// Follows it no more.
///
/// # Errors
/// [`InvestorError::Nothing`] where it is not followed; see the others.
pub async fn unwatch(hands: Hands<'_>, id: OrganisationId, whom: OrganisationId) -> Result<(), InvestorError> {
    hands
        .journal
        .write(|tx| async move {
            let grant = workspace(&tx, hands.actor, id).await?;
            let gone = Entity::delete_by_id((id.0, whom.0)).exec(tx.connection()).await?;
            if gone.rows_affected == 0 {
                return Err(InvestorError::Nothing);
            }
            let told = of_workspace("investors.unwatched", id);
            Ok((journal::append(&tx, hands.journal.clock(), grant, told).await?, ()))
        })
        .await
}
