//! How long an introduction keeps what was written in it. Number, sides, times and how it ended stay: they are counted.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::tables::introduction::{Column, Entity};
use crate::attachments::{self, Of};
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::retention::{MOST, Rule, Swept};

const MESSAGES: Sql = Sql::both(
    "DELETE FROM introduction_message WHERE id IN
       (SELECT m.id FROM introduction_message m JOIN introduction i ON i.id = m.introduction_id WHERE i.ended_at < $1 LIMIT 500)",
);
const TEXTS: Sql = Sql::both(
    "UPDATE introduction SET subject = number, message = '', reason_text = NULL, next_step = NULL WHERE id IN
       (SELECT id FROM introduction WHERE ended_at < $1 AND message <> '' LIMIT 500)",
);
const DRAFTS: Sql = Sql::both(
    "DELETE FROM introduction WHERE id IN (SELECT id FROM introduction WHERE state = 'draft' AND changed_at < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[MESSAGES, TEXTS, DRAFTS];

/// Files of introductions that ended before that time belong to nothing any more.
async fn files(tx: &Tx, before: i64) -> Result<Swept, DatabaseError> {
    let with_files = attachments::introductions(tx.connection()).await?;
    let mut ended = Vec::new();
    for some in with_files.chunks(MOST) {
        let found: Vec<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::EndedAt.lt(before))
            .into_tuple()
            .all(tx.connection())
            .await?;
        ended.extend(found);
        if ended.len() >= MOST {
            break;
        }
    }
    for id in &ended {
        attachments::let_go(tx, Of::Introduction(*id)).await?;
    }
    Ok(Swept {
        rows: u64::try_from(ended.len()).unwrap_or_default(),
        files: Vec::new(),
    })
}

/// The rules of this feature.
pub const RULES: &[Rule] = &[
    Rule::rows("introduction messages", 3 * 365, MESSAGES),
    Rule::hook("introduction files", 3 * 365, |tx, before| Box::pin(files(tx, before))),
    Rule::rows("introduction texts", 3 * 365, TEXTS),
    Rule::rows("introduction drafts", 365, DRAFTS),
];
