//! Sessions: rows of our own, found by the SHA-256 of what the cookie holds. A sign-in, a step-up and a change of roles give
//! a new secret; the old one is dead at once.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

use super::browser::Browser;
use super::model::{HOUR, MINUTE, lasts, level_number};
use super::secrets;
use super::tables::{calendar, person, session, token};
use crate::platform::access::Level;
use crate::platform::clock::{Clock, DAY};
use crate::platform::database::{DatabaseError, Tx};

/// A sign-in that succeeded: what the browser is handed.
#[derive(Clone, Debug)]
pub struct Entered {
    /// For the cookie.
    pub secret: String,
    /// Whether it outlives the browser.
    pub stay: bool,
    /// Where it leads.
    pub path: String,
}

/// Whether a session still holds. Those who work for a chamber or run the service have shorter ones. One that was used in the
/// future, as it seems, has ended: the clock was set back, and nobody knows for how long it has not been used.
#[must_use]
pub fn is_alive(row: &session::Model, staff: bool, now: i64) -> bool {
    let (idle, absolute) = if staff {
        (30 * MINUTE, 12 * HOUR)
    } else {
        (DAY, 30 * DAY)
    };
    row.ended_at.is_none() && lasts(row.seen_at, idle, now) && lasts(row.created_at, absolute, now)
}

/// The session and its person behind a cookie.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<(session::Model, person::Model)>, DatabaseError> {
    let row = session::Entity::find()
        .filter(session::Column::IdHash.eq(secrets::hash(secret)))
        .one(db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let person = person::Entity::find_by_id(row.person_id).one(db).await?;
    Ok(person
        .filter(|person| person.erased_at.is_none())
        .map(|person| (row, person)))
}

/// Signs somebody in with a browser: one they are signed in with already gets a new secret, the level and the time of this
/// sign-in; else a session begins, and one of somebody else in that browser ends.
pub(super) async fn enter(
    tx: &Tx,
    clock: &Clock,
    (person, level): (&person::Model, Level),
    browser: &Browser,
    (stay, path): (bool, String),
) -> Result<Entered, DatabaseError> {
    let secret = secrets::token(clock);
    let entered = Entered {
        secret: secret.clone(),
        stay,
        path,
    };
    let before = match browser.visitor.session {
        Some(id) => session::Entity::find_by_id(id).one(tx.connection()).await?,
        None => None,
    };
    if let Some(before) = before.filter(|row| row.ended_at.is_none()) {
        let same = before.person_id == person.id;
        let stay = before.stay;
        let mut row = before.into_active_model();
        if same {
            row.id_hash = Set(secrets::hash(&secret));
            row.level = Set(level_number(level));
            row.authenticated_at = Set(tx.now());
            row.seen_at = Set(tx.now());
            row.renew = Set(false);
            row.update(tx.connection()).await?;
            return Ok(Entered { stay, ..entered });
        }
        row.ended_at = Set(Some(tx.now()));
        row.update(tx.connection()).await?;
    }
    let row = session::Model {
        id: clock.id(),
        id_hash: secrets::hash(&secret),
        person_id: person.id,
        created_at: tx.now(),
        seen_at: tx.now(),
        level: level_number(level),
        authenticated_at: tx.now(),
        agent: browser.agent.clone(),
        prefix: browser.client.to_string(),
        stay,
        renew: false,
        ended_at: None,
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(entered)
}

/// Ends sessions of a person, all or all but one; how many.
pub(super) async fn end_all(tx: &Tx, person: Uuid, but: Option<Uuid>) -> Result<u64, DatabaseError> {
    let mut ending = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(tx.now()))
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::EndedAt.is_null());
    if let Some(but) = but {
        ending = ending.filter(session::Column::Id.ne(but));
    }
    Ok(ending.exec(tx.connection()).await?.rows_affected)
}

/// Ends the tokens of a person; how many.
pub(super) async fn end_tokens(tx: &Tx, person: Uuid) -> Result<u64, DatabaseError> {
    let ending = token::Entity::update_many()
        .col_expr(token::Column::EndedAt, Expr::value(tx.now()))
        .filter(token::Column::PersonId.eq(person))
        .filter(token::Column::EndedAt.is_null());
    let ended = ending.exec(tx.connection()).await?.rows_affected;
    // The address of a calendar is a token for reading.
    calendar::Entity::delete_many()
        .filter(calendar::Column::PersonId.eq(person))
        .exec(tx.connection())
        .await?;
    Ok(ended)
}

/// Has each session of a person get a new secret with its next page: what they may do has changed.
pub(super) async fn renew_all(tx: &Tx, person: Uuid) -> Result<(), DatabaseError> {
    session::Entity::update_many()
        .col_expr(session::Column::Renew, Expr::value(true))
        .filter(session::Column::PersonId.eq(person))
        .filter(session::Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Gives a session a new secret, unless another request of the same browser was quicker.
pub(super) async fn renew(tx: &Tx, clock: &Clock, row: &session::Model) -> Result<Option<String>, DatabaseError> {
    let secret = secrets::token(clock);
    let done = session::Entity::update_many()
        .col_expr(session::Column::IdHash, Expr::value(secrets::hash(&secret)))
        .col_expr(session::Column::Renew, Expr::value(false))
        .filter(session::Column::Id.eq(row.id))
        .filter(session::Column::IdHash.eq(row.id_hash.clone()))
        .exec(tx.connection())
        .await?;
    Ok((done.rows_affected == 1).then_some(secret))
}

/// Notes that a session was used, at most once a minute.
pub(super) async fn seen(tx: &Tx, row: Uuid) -> Result<(), DatabaseError> {
    session::Entity::update_many()
        .col_expr(session::Column::SeenAt, Expr::value(tx.now()))
        .filter(session::Column::Id.eq(row))
        .filter(session::Column::SeenAt.lt(tx.now()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(created_at: i64, seen_at: i64, ended_at: Option<i64>) -> session::Model {
        session::Model {
            id: Uuid::nil(),
            id_hash: Vec::new(),
            person_id: Uuid::nil(),
            created_at,
            seen_at,
            level: 1,
            authenticated_at: created_at,
            agent: String::new(),
            prefix: String::new(),
            stay: false,
            renew: false,
            ended_at,
        }
    }

    #[test]
    fn idle_and_absolute_limits() {
        for (created, seen, staff, now, alive) in [
            (0, 0, true, 30 * MINUTE, true),
            (0, 0, true, 30 * MINUTE + 1, false),
            (0, 12 * HOUR, true, 12 * HOUR, true),
            (0, 12 * HOUR, true, 12 * HOUR + 1, false),
            (0, 0, false, DAY, true),
            (0, 0, false, DAY + 1, false),
            (0, 30 * DAY, false, 30 * DAY + 1, false),
            // Clocks of nodes differ a little; one that was set back by more lets nobody stay for longer.
            (0, 0, true, -5 * MINUTE, true),
            (0, 0, true, -5 * MINUTE - 1, false),
            (0, DAY, false, HOUR, false),
        ] {
            assert_eq!(
                is_alive(&row(created, seen, None), staff, now),
                alive,
                "{created} {seen} {staff} {now}"
            );
        }
        assert!(!is_alive(&row(0, 0, Some(1)), false, 1));
    }
}
