//! What others ask of this feature: whose an anonymous opportunity is, for those to whom its organisation said yes; and whether
//! somebody has introductions at all.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::queries;
use super::tables::introduction::{Column, Entity};
use crate::opportunities::{Introduced, OpportunityId};
use crate::platform::access::{Action, Actor, ScopeColumns, scope};
use crate::platform::database::{Database, Doing};
use crate::platform::web::Has;

/// An accepted introduction tells the people of the organisation that asked.
pub struct ByAccepting;

impl Introduced for ByAccepting {
    fn identity_open_for<'a>(
        &'a self,
        database: &'a Database,
        actor: &'a Actor,
        opportunity: OpportunityId,
    ) -> Doing<'a, bool> {
        Box::pin(async move {
            let own = scope(actor, Action::ReadIntroduction).condition(ScopeColumns {
                organisation: Some(Column::RequesterId),
                ..ScopeColumns::default()
            });
            let accepted = Entity::find()
                .filter(own)
                .filter(Column::OpportunityId.eq(opportunity.0))
                .filter(Column::AcceptedAt.is_not_null())
                .count(database.reader())
                .await?;
            Ok(accepted > 0)
        })
    }
}

/// Those of the organisations somebody belongs to.
pub struct Mine;

impl Has for Mine {
    fn any<'a>(&'a self, database: &'a Database, actor: &'a Actor) -> Doing<'a, bool> {
        Box::pin(async move { queries::has_any(&scope(actor, Action::ReadIntroduction), database, actor).await })
    }
}
