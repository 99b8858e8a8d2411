//! How long joining keeps what came to nothing: drafts, what was laid in, invitations, claims, letters with a code.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::desk::Standing;
use super::tables::{document, draft};
use crate::cases::queries::settled_before;
use crate::platform::database::{DatabaseError, Sql, Tx};
use crate::platform::retention::{MOST, Rule, Swept};

const INVITATIONS: Sql = Sql::both(
    "DELETE FROM invitation WHERE id IN
     (SELECT id FROM invitation WHERE coalesce(ended_at, expires_at) < $1 LIMIT 500)",
);
const CLAIMS: Sql = Sql::both(
    "DELETE FROM claim WHERE id IN (SELECT id FROM claim WHERE coalesce(used_at, expires_at) < $1 LIMIT 500)",
);
const LETTERS: Sql = Sql::both(
    "DELETE FROM claim_letter WHERE id IN
     (SELECT id FROM claim_letter WHERE coalesce(ended_at, expires_at) < $1 LIMIT 500)",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[INVITATIONS, CLAIMS, LETTERS];

/// The rules of this feature. A decision can be appealed against for six months: what was laid in stays a month longer.
pub const RULES: &[Rule] = &[
    Rule::hook("drafts", 183, |tx, before| Box::pin(drafts(tx, before))),
    Rule::hook("documents", 214, |tx, before| Box::pin(documents(tx, before))),
    Rule::rows("invitations", 30, INVITATIONS),
    Rule::rows("claims", 30, CLAIMS),
    Rule::rows("claimLetters", 365, LETTERS),
];

/// Which of these cases ended before that time, and not well for who asked.
async fn lost(tx: &Tx, cases: &[Uuid], before: i64) -> Result<Vec<Uuid>, DatabaseError> {
    let settled = settled_before(tx.connection(), cases, before).await?;
    let closed = settled
        .into_iter()
        .filter(|(_, state, decision)| Standing::of(*state, *decision) == Standing::Closed);
    Ok(closed.map(|(id, ..)| id.0).collect())
}

/// Drafts nobody sent or whose case came to nothing, with what was laid in and never sent.
async fn drafts(tx: &Tx, before: i64) -> Result<Swept, DatabaseError> {
    let old: Vec<(Uuid, Option<Uuid>)> = draft::Entity::find()
        .select_only()
        .columns([draft::Column::Id, draft::Column::CaseId])
        .filter(draft::Column::ChangedAt.lt(before))
        .order_by_asc(draft::Column::ChangedAt)
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut gone = Vec::new();
    for part in old.chunks(MOST) {
        let cases: Vec<Uuid> = part.iter().filter_map(|(_, case)| *case).collect();
        let lost = lost(tx, &cases, before).await?;
        let ends = |case: Option<Uuid>| case.is_none_or(|case| lost.contains(&case));
        gone.extend(part.iter().filter(|(_, case)| ends(*case)).map(|(id, _)| *id));
        if gone.len() >= MOST {
            break;
        }
    }
    gone.truncate(MOST);
    let files: Vec<Vec<u8>> = document::Entity::find()
        .select_only()
        .column(document::Column::Sha256)
        .filter(document::Column::DraftId.is_in(gone.iter().copied()))
        .filter(document::Column::CaseId.is_null())
        .into_tuple()
        .all(tx.connection())
        .await?;
    document::Entity::delete_many()
        .filter(document::Column::DraftId.is_in(gone.iter().copied()))
        .filter(document::Column::CaseId.is_null())
        .exec(tx.connection())
        .await?;
    let deleted = draft::Entity::delete_many()
        .filter(draft::Column::Id.is_in(gone))
        .exec(tx.connection())
        .await?;
    Ok(Swept {
        rows: deleted.rows_affected,
        files,
    })
}

/// Papers of cases that came to nothing: what a case says of them loses its name and its bytes.
async fn documents(tx: &Tx, before: i64) -> Result<Swept, DatabaseError> {
    let of_cases: Vec<Uuid> = document::Entity::find()
        .select_only()
        .column(document::Column::CaseId)
        .distinct()
        .filter(document::Column::CaseId.is_not_null())
        .filter(document::Column::Erased.eq(false))
        .filter(document::Column::At.lt(before))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let mut cases = Vec::new();
    for part in of_cases.chunks(MOST) {
        cases.extend(lost(tx, part, before).await?);
        if cases.len() >= MOST {
            break;
        }
    }
    cases.truncate(MOST);
    let files: Vec<Vec<u8>> = document::Entity::find()
        .select_only()
        .column(document::Column::Sha256)
        .filter(document::Column::CaseId.is_in(cases.iter().copied()))
        .filter(document::Column::Erased.eq(false))
        .into_tuple()
        .all(tx.connection())
        .await?;
    let changed = document::Entity::update_many()
        .col_expr(document::Column::Erased, Expr::value(true))
        .col_expr(document::Column::Name, Expr::value(""))
        .col_expr(document::Column::Sha256, Expr::value(Vec::<u8>::new()))
        .filter(document::Column::CaseId.is_in(cases))
        .filter(document::Column::Erased.eq(false))
        .exec(tx.connection())
        .await?;
    Ok(Swept {
        rows: changed.rows_affected,
        files,
    })
}
