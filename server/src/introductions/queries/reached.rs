//! Whom an introduction has come to, for features that tell them of its steps.

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::introductions::model::IntroductionId;
use crate::introductions::tables::introduction::Entity;
use crate::platform::database::DatabaseError;

/// The organisations and the codes of the chambers that a step may be told, by the verb of its entry in the journal: who was asked
/// later is told nothing of what went before.
///
/// # Errors
/// When the database refuses.
pub async fn reached(
    db: &impl ConnectionTrait,
    id: IntroductionId,
    step: &str,
) -> Result<Option<(Vec<Uuid>, Vec<String>)>, DatabaseError> {
    let Some(row) = Entity::find_by_id(id.0).one(db).await? else {
        return Ok(None);
    };
    let (forwarded, offered) = match step {
        "introductions.submitted" | "introductions.screened" => (false, false),
        "introductions.forwarded" => (true, false),
        _ => (true, true),
    };
    let mut organisations = vec![row.requester_id];
    organisations.extend(row.offered_at.filter(|_| offered).map(|_| row.target_id));
    let mut chambers = Vec::new();
    chambers.extend(row.submitted_at.map(|_| row.requester_chamber.clone()));
    chambers.extend(
        row.forwarded_at
            .filter(|_| forwarded)
            .map(|_| row.target_chamber.clone()),
    );
    Ok(Some((organisations, chambers)))
}
