//! An investor organisation keeps a search, and drops it. A search has no name and no note: it is called by its filters.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};

use super::{InvestorError, of_workspace, workspace};
use crate::investors::model::{SEARCHES, SearchId};
use crate::investors::queries::as_professional;
use crate::investors::rules::Search;
use crate::investors::tables::saved_search::{Column, Entity, Model};
use crate::organisations::model::OrganisationId;
use crate::platform::journal;
use crate::platform::web::{Fault, Hands, Why};

/// What is kept.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// The filters.
    pub search: Search,
    /// Whether its people are told of changes.
    pub told: bool,
}

/// Only words of the region's lists are kept: a code that nobody knows could be anything.
fn faults(hands: Hands<'_>, search: &Search) -> Vec<Fault> {
    let region = &hands.web.region;
    let territory = |code: &String| region.territories.iter().any(|one| one.code == *code);
    let division = |code: &String| region.divisions.iter().any(|one| one.code == *code);
    let mut faults = Vec::new();
    if !search.territories.iter().all(territory) {
        faults.push(Fault::new("territory", Why::Unknown));
    }
    if !search.divisions.iter().all(division) {
        faults.push(Fault::new("nace", Why::Unknown));
    }
    faults
}

/// Keeps it. What only professional investors may know, only they search by.
///
/// # Errors
/// [`InvestorError::Nothing`] where it is kept already; see the others.
pub async fn keep_search(hands: Hands<'_>, id: OrganisationId, keeping: &Keeping) -> Result<SearchId, InvestorError> {
    hands
        .journal
        .write(|tx| async move {
            let grant = workspace(&tx, hands.actor, id).await?;
            let faults = faults(hands, &keeping.search);
            if !faults.is_empty() {
                return Err(InvestorError::Faults(faults));
            }
            if keeping.search.is_for_professionals() {
                as_professional(tx.connection(), hands.actor).await??;
            }
            let own = Entity::find().filter(Column::OrganisationId.eq(id.0));
            let filters = keeping.search.query();
            let same = own.clone().filter(Column::Filters.eq(filters.as_str()));
            if same.count(tx.connection()).await? > 0 {
                return Err(InvestorError::Nothing);
            }
            if own.count(tx.connection()).await? >= SEARCHES {
                return Err(InvestorError::TooMany);
            }
            let search = SearchId(hands.journal.clock().id());
            let row = Model {
                id: search.0,
                organisation_id: id.0,
                filters,
                told: keeping.told,
                created_at: tx.now(),
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let told = of_workspace("investors.search_kept", id);
            Ok((journal::append(&tx, hands.journal.clock(), grant, told).await?, search))
        })
        .await
}

/// Drops it.
///
/// # Errors
/// [`InvestorError::Hidden`] where this workspace has no such search; see the others.
pub async fn drop_search(hands: Hands<'_>, id: OrganisationId, search: SearchId) -> Result<(), InvestorError> {
    hands
        .journal
        .write(|tx| async move {
            let grant = workspace(&tx, hands.actor, id).await?;
            let gone = Entity::delete_many()
                .filter(Column::Id.eq(search.0))
                .filter(Column::OrganisationId.eq(id.0))
                .exec(tx.connection())
                .await?;
            if gone.rows_affected == 0 {
                return Err(InvestorError::Hidden);
            }
            let told = of_workspace("investors.search_dropped", id);
            Ok((journal::append(&tx, hands.journal.clock(), grant, told).await?, ()))
        })
        .await
}
