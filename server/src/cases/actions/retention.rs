//! How long a case keeps what people wrote in it. Number, kind, times, decision and ground stay: they are counted.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};

use super::erase::{as_database, empty, own};
use super::{CaseError, save};
use crate::cases::model::{Decision, Kind, State};
use crate::cases::tables::case_file;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::retention::{MOST, Rule, Swept};

/// The rules of this feature: what was reported, taken back or not approved, with the reasons that were given.
pub const RULES: &[Rule] = &[Rule::hook("cases", 3 * 365, |tx, before| Box::pin(swept(tx, before)))];

async fn swept(tx: &Tx, before: i64) -> Result<Swept, DatabaseError> {
    cases(tx, before).await.map_err(as_database)
}

async fn cases(tx: &Tx, before: i64) -> Result<Swept, CaseError> {
    use case_file::Column;
    let settled = State::ALL.iter().filter(|state| !state.is_open());
    let approved = Decision::Approved.code();
    let lost = Condition::any()
        .add(Column::Kind.is_in([Kind::Report.code(), Kind::Content.code()]))
        .add(Column::Decision.is_null())
        .add(Column::Decision.ne(approved));
    let rows = case_file::Entity::find()
        .filter(Column::State.is_in(settled.map(|state| state.code())))
        .filter(Column::ChangedAt.lt(before))
        .filter(Column::Dossier.ne("{}"))
        .filter(lost)
        .limit(MOST as u64)
        .all(tx.connection())
        .await?;
    let count = rows.len() as u64;
    for mut row in rows {
        empty(tx, &mut row).await?;
        row.facts = None;
        row.remedy = None;
        row.appeal_facts = None;
        let grant = own(&row)?;
        save(tx, &grant, row).await?;
    }
    Ok(Swept {
        rows: count,
        files: Vec::new(),
    })
}
