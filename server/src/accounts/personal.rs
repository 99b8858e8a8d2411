//! What accounts keep about somebody: nearly all of it. What stays is a tombstone, an id with the day it was erased.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::actions::link::has_second;
use super::model::{AccountError, Person, PersonId};
use super::tables::{
    calendar, mandate, membership, passkey, passkey_challenge, person, recovery, recovery_code, session, sign_in_link,
    token,
};
use crate::platform::access::{self, Action, Actor, Grant, Level, Refusal};
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Tx};
use crate::platform::id::encode;
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

/// This feature's answer.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "accounts"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose.id))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            erase(tx, whose).await?;
            Ok(Erased::default())
        })
    }
}

impl From<&Person> for Whose {
    fn from(person: &Person) -> Self {
        Self {
            id: person.id.0,
            name: person.name.clone(),
            mail: person.mail.clone(),
            language: person.language,
        }
    }
}

/// Everybody who has an account or had one, and whether they still do: what a ledger of erasures is compared with.
///
/// # Errors
/// When the database refuses.
pub async fn everybody(db: &impl ConnectionTrait) -> Result<Vec<(Uuid, bool)>, DatabaseError> {
    let rows: Vec<(Uuid, Option<i64>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::ErasedAt])
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, erased_at)| (id, erased_at.is_none()))
        .collect())
}

/// The right to something dangerous with one's own account: lately signed in, and by two factors where there are two.
///
/// # Errors
/// A sign-in that is not fresh or strong enough; an account that is gone.
pub async fn own_grant(tx: &Tx, actor: &Actor, what: Action) -> Result<(Grant, Person), AccountError> {
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let found = person::Entity::find_by_id(owner)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    let row = found
        .filter(|row| row.erased_at.is_none())
        .ok_or(AccountError::Absent)?;
    let grant = access::decide(actor, what, &row)?;
    let dangerous = !matches!(what, Action::ManageAccount);
    if dangerous && has_second(tx.connection(), &row).await? && actor.assurance().level < Level::Two {
        return Err(Refusal::StepUp(Level::Two).into());
    }
    Ok((grant, row.into()))
}

/// Ends every session, and every link that would begin one: in a restored copy what was ended meanwhile holds again.
///
/// # Errors
/// When the database refuses.
pub async fn end_everything(tx: &Tx) -> Result<(u64, u64), DatabaseError> {
    let sessions = session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(tx.now()))
        .filter(session::Column::EndedAt.is_null())
        .exec(tx.connection())
        .await?;
    let links = sign_in_link::Entity::delete_many().exec(tx.connection()).await?;
    passkey_challenge::Entity::delete_many().exec(tx.connection()).await?;
    Ok((sessions.rows_affected, links.rows_affected))
}

/// The organisations that have no owner but this one.
///
/// # Errors
/// When the database refuses.
pub async fn sole_owner_of(tx: &Tx, person: Uuid) -> Result<Vec<Uuid>, DatabaseError> {
    use crate::platform::access::Role;
    let (memberships, _) = super::people::roles(tx.connection(), PersonId(person)).await?;
    let mut alone = Vec::new();
    for (organisation, role) in memberships {
        let members = super::people::members(tx.connection(), organisation).await?;
        let others = members
            .iter()
            .any(|(one, role)| one.id.0 != person && *role == Role::Owner);
        if role == Role::Owner && !others {
            alone.push(organisation);
        }
    }
    Ok(alone)
}

async fn erase(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    let db = tx.connection();
    macro_rules! delete {
        ($($table:ident),+) => {$(
            $table::Entity::delete_many().filter($table::Column::PersonId.eq(whose.id)).exec(db).await?;
        )+};
    }
    delete!(
        session,
        sign_in_link,
        recovery,
        recovery_code,
        passkey,
        passkey_challenge,
        membership,
        mandate,
        token,
        calendar
    );
    // Links that were asked for before there was an account.
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::Mail.eq(&*whose.mail))
        .exec(db)
        .await?;
    let Some(row) = person::Entity::find_by_id(whose.id).one(db).await? else {
        return Ok(());
    };
    let (version, erased_at) = (row.version, row.erased_at.or(Some(tx.now())));
    let mut row = row.into_active_model();
    row.version = Set(version + 1);
    row.name = Set(String::new());
    row.mail = Set(encode(whose.id));
    row.confirmed_at = Set(None);
    row.password_hash = Set(None);
    row.password_short = Set(false);
    row.totp_secret = Set(None);
    row.totp_step = Set(0);
    row.totp_since = Set(None);
    row.professional = Set(false);
    row.admin = Set(false);
    row.keys_off = Set(false);
    row.erased_at = Set(erased_at);
    row.update(db).await?;
    Ok(())
}

async fn export(db: &Connections, id: Uuid) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let Some(row) = person::Entity::find_by_id(id).one(db).await? else {
        return Ok(share);
    };
    let when = |at: Option<i64>| at.map(rfc3339);
    // Hashes and sealed secrets are not handed out: whoever has the file could try them.
    share.data.insert(
        "person".into(),
        json!({
            "id": encode(row.id), "name": row.name, "mail": row.mail, "language": row.language,
            "createdAt": rfc3339(row.created_at), "confirmedAt": when(row.confirmed_at),
            "hasPassword": row.password_hash.is_some(), "secondFactorSince": when(row.totp_since),
            "professionalInvestor": row.professional, "admin": row.admin,
            "deskKeysOff": row.keys_off, "notices": row.digest,
        }),
    );
    macro_rules! rows {
        ($table:ident) => {
            $table::Entity::find()
                .filter($table::Column::PersonId.eq(id))
                .all(db)
                .await?
        };
    }
    let sessions = rows!(session).into_iter().map(|row| {
        json!({
            "createdAt": rfc3339(row.created_at), "seenAt": rfc3339(row.seen_at), "level": row.level,
            "browser": row.agent, "network": row.prefix, "endedAt": when(row.ended_at),
        })
    });
    share.data.insert("sessions".into(), sessions.collect());
    let tokens = rows!(token).into_iter().map(|row| {
        json!({
            "name": row.name, "scopes": row.scopes, "createdAt": rfc3339(row.created_at),
            "expiresAt": rfc3339(row.expires_at), "usedAt": when(row.used_at), "endedAt": when(row.ended_at),
        })
    });
    share.data.insert("tokens".into(), tokens.collect());
    // Not the address: whoever has the file could read on by it.
    let calendars = rows!(calendar)
        .into_iter()
        .map(|row| json!({ "createdAt": rfc3339(row.created_at), "level": row.level }));
    share.data.insert("calendars".into(), calendars.collect());
    let passkeys = rows!(passkey)
        .into_iter()
        .map(|row| json!({ "name": row.name, "createdAt": rfc3339(row.created_at), "usedAt": when(row.used_at) }));
    share.data.insert("passkeys".into(), passkeys.collect());
    let recoveries = rows!(recovery).into_iter().map(|row| {
        json!({
            "chamber": row.chamber, "proof": row.proof, "createdAt": rfc3339(row.created_at),
            "goodFrom": when(row.good_from), "endedAt": when(row.ended_at), "outcome": row.outcome,
        })
    });
    share.data.insert("recoveries".into(), recoveries.collect());
    let links = rows!(sign_in_link).into_iter().map(|row| {
        json!({
            "mail": row.mail, "purpose": row.purpose, "createdAt": rfc3339(row.created_at), "usedAt": when(row.used_at),
        })
    });
    share.data.insert("signInLinks".into(), links.collect());
    let codes: Value = rows!(recovery_code)
        .iter()
        .filter(|row| row.used_at.is_none())
        .count()
        .into();
    share.data.insert("recoveryCodesLeft".into(), codes);
    let memberships = rows!(membership).into_iter().map(
        |row| json!({ "organisation": encode(row.organisation_id), "role": row.role, "since": rfc3339(row.since) }),
    );
    share.data.insert("memberships".into(), memberships.collect());
    let mandates = rows!(mandate)
        .into_iter()
        .map(|row| json!({ "chamber": row.chamber, "role": row.role, "since": rfc3339(row.since) }));
    share.data.insert("mandates".into(), mandates.collect());
    Ok(share)
}
