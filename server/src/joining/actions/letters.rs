//! A printed letter with a code, to the address a register or a chamber knows: whoever types the code speaks for the
//! organisation. The code lies nowhere but on paper.

use hmac::{Hmac, KeyInit, Mac};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use sha2::Sha256;
use uuid::Uuid;

use super::JoinError;
use super::claims::{begin, take_over, tell};
use crate::cases::queries::open_about;
use crate::cases::{self, Desk, Kind};
use crate::joining::model::{CODE_ATTEMPTS, LETTER_LIFE, LetterId};
use crate::joining::rules::{Fault, Why};
use crate::joining::tables::{claim, claim_letter};
use crate::organisations::actions as verbs;
use crate::organisations::model::Standing;
use crate::organisations::queries::Organisation;
use crate::platform::access::{self, Action, Actor, Refusal};
use crate::platform::clock::{Clock, DAY};
use crate::platform::database::DatabaseError;
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::region::Region;

/// Sixty bits in three groups of four letters and digits that are not mixed up.
fn new_code(clock: &Clock) -> String {
    let text = encode(Uuid::from_bytes(clock.salt()));
    let groups = [10, 14, 18].map(|at| text.get(at..at + 4).unwrap_or_default());
    groups.join("-")
}

/// As its row keeps it, however it was typed.
fn code_hash(secret: &[u8], typed: &str) -> Vec<u8> {
    let plain = typed.chars().filter(char::is_ascii_alphanumeric);
    let plain: String = plain
        .map(|letter| match letter.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other => other,
        })
        .collect();
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return Vec::new();
    };
    mac.update(b"letter code");
    mac.update(plain.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

/// An adviser prints a letter; what was printed for it before is good no more. Gives the code, this once.
///
/// # Errors
/// [`JoinError::Taken`] for what is not to be claimed.
pub async fn print(
    journal: &Journal,
    actor: &Actor,
    secret: &[u8],
    organisation: &Organisation,
) -> Result<String, JoinError> {
    let by = actor.person_id().ok_or(Refusal::SignIn)?;
    let code = &new_code(journal.clock());
    journal
        .write(|tx| async move {
            let held = verbs::hold(&tx, organisation.id).await?;
            let grant = access::decide(actor, Action::ListOrganisation, &held)?;
            if organisation.standing != Standing::Listed {
                return Err(JoinError::Taken);
            }
            claim_letter::Entity::update_many()
                .col_expr(claim_letter::Column::EndedAt, Expr::value(Some(tx.now())))
                .filter(claim_letter::Column::OrganisationId.eq(organisation.id.0))
                .filter(claim_letter::Column::EndedAt.is_null())
                .exec(tx.connection())
                .await?;
            let row = claim_letter::Model {
                id: journal.clock().id(),
                organisation_id: organisation.id.0,
                chamber: held.chamber.clone().unwrap_or_default(),
                printed_by: by,
                code_hash: code_hash(secret, code),
                created_at: tx.now(),
                expires_at: tx.now() + LETTER_LIFE,
                used_by: None,
                ended_at: None,
            };
            let said = json!({ "organisation": organisation.id, "letter": LetterId(row.id), "chamber": row.chamber });
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let entry = Entry::of(
                "joining.letter_printed",
                format!("organisation:{}", organisation.id),
                None,
                &said,
            );
            let receipt = journal::append(&tx, journal.clock(), grant, entry).await?;
            Ok((receipt, code.clone()))
        })
        .await
}

fn wrong(why: Why) -> JoinError {
    JoinError::Faults(vec![Fault {
        field: "code".to_owned(),
        why,
    }])
}

/// Counts a try before the code is looked at: a thousand at a time are no more than one after the other.
async fn count(journal: &Journal, actor: &Actor, organisation: &Organisation) -> Result<(), JoinError> {
    let (_, person) = begin(actor, organisation)?;
    let clock = journal.clock();
    let counted: Result<(), JoinError> = journal
        .database()
        .transaction(clock.now(), |tx| async move {
            let row = claim::Entity::find()
                .filter(claim::Column::OrganisationId.eq(organisation.id.0))
                .filter(claim::Column::PersonId.eq(person))
                .filter(claim::Column::Way.eq("letter"))
                .filter(claim::Column::CreatedAt.gt(tx.now() - DAY))
                .order_by_desc(claim::Column::CreatedAt)
                .lock_exclusive()
                .one(tx.connection())
                .await?;
            if let Some(row) = row {
                if row.attempts >= CODE_ATTEMPTS {
                    return Err(wrong(Why::TooOften));
                }
                let row = claim::Model {
                    attempts: row.attempts + 1,
                    ..row
                };
                row.into_active_model().reset_all().update(tx.connection()).await?;
                return Ok(());
            }
            let row = claim::Model {
                id: clock.id(),
                organisation_id: organisation.id.0,
                person_id: person,
                way: "letter".to_owned(),
                secret_hash: None,
                attempts: 1,
                created_at: tx.now(),
                expires_at: tx.now() + DAY,
                used_at: None,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            Ok(())
        })
        .await;
    counted
}

/// Types the code of a letter: good for the organisation it was printed for, once, within sixty days.
///
/// # Errors
/// A fault of the field `code` for any other, whatever is wrong with it; [`JoinError::Taken`] where somebody was quicker.
pub async fn type_code(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    organisation: &Organisation,
    (secret, typed): (&[u8], &str),
) -> Result<(), JoinError> {
    count(journal, actor, organisation).await?;
    let hash = &code_hash(secret, typed);
    journal
        .write(|tx| async move {
            let (grant, person) = begin(actor, organisation)?;
            let row = claim_letter::Entity::find()
                .filter(claim_letter::Column::CodeHash.eq(hash.clone()))
                .filter(claim_letter::Column::OrganisationId.eq(organisation.id.0))
                .filter(claim_letter::Column::EndedAt.is_null())
                .filter(claim_letter::Column::ExpiresAt.gt(tx.now()))
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .ok_or_else(|| wrong(Why::NotTheCode))?;
            take_over(&tx, (journal, actor, region), organisation, &grant).await?;
            let row = claim_letter::Model {
                used_by: Some(person),
                ended_at: Some(tx.now()),
                ..row
            };
            row.into_active_model().reset_all().update(tx.connection()).await?;
            let receipt = tell(&tx, journal, grant, ("joining.claimed", person), organisation.id).await?;
            Ok::<_, JoinError>((receipt, ()))
        })
        .await?;
    settle(journal, actor, region, organisation).await
}

/// What the same person had asked the chamber for is answered by the letter.
async fn settle(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    organisation: &Organisation,
) -> Result<(), JoinError> {
    let db = journal.database().reader();
    let open = open_about(db, organisation.id, actor.person_id(), &[Kind::Claim]).await?;
    if let Some(case) = open {
        let desk = Desk { journal, region, actor };
        // One that was decided meanwhile stays as it is.
        if let Err(error) = cases::actions::withdraw(desk, case, None).await {
            tracing::debug!(%error, "a claim was settled meanwhile");
        }
    }
    Ok::<(), JoinError>(())
}

/// The letters of an organisation, the newest first: when, until when, whether they are good.
///
/// # Errors
/// When the database refuses.
pub async fn printed(journal: &Journal, organisation: &Organisation) -> Result<Vec<(i64, i64, bool)>, DatabaseError> {
    let rows = claim_letter::Entity::find()
        .filter(claim_letter::Column::OrganisationId.eq(organisation.id.0))
        .order_by_desc(claim_letter::Column::CreatedAt)
        .limit(10)
        .all(journal.database().reader())
        .await?;
    let now = journal.clock().now();
    Ok(rows
        .into_iter()
        .map(|row| {
            (
                row.created_at,
                row.expires_at,
                row.ended_at.is_none() && row.expires_at > now,
            )
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = new_code(&Clock::set(0, 7));
        assert_eq!(code.len(), 14);
        let spaced = code
            .to_lowercase()
            .replace('-', " ")
            .replace('0', "o")
            .replace('1', "l");
        assert_eq!(code_hash(b"secret", &code), code_hash(b"secret", &spaced));
        assert_ne!(code_hash(b"secret", &code), code_hash(b"another", &code));
    }
}
