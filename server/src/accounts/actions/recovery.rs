//! A second factor that was lost with all its codes: one moderator sees who somebody is, a second one agrees, a day passes in
//! which whoever reads the address's mail can object, and then its owner takes it away with the link of the letter.
//! An admin's is taken away by the operator.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::json;
use uuid::Uuid;

use super::invite::one_time_link;
use super::link::has_second;
use super::{credentials, entry};
use crate::accounts::letters;
use crate::accounts::model::{AccountError, Fault, PersonId, Proof, RECOVERY_LIFE, RECOVERY_WAIT, RecoveryId};
use crate::accounts::people::{normal, row_by_mail};
use crate::accounts::secrets;
use crate::accounts::tables::{mandate, passkey, person, recovery, recovery_code};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Mandate, Node, Refusal, Scope, Standing};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{self, Journal};
use crate::platform::mail;
use crate::platform::web::Web;

/// What a moderator says of somebody they saw.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Code of the chamber that answers for it.
    pub chamber: &'a str,
    /// The address of the account, as typed.
    pub mail: &'a str,
    /// How they were seen.
    pub proof: Proof,
}

/// Whether it can still come to something.
pub(in crate::accounts) fn is_open(row: &recovery::Model, now: i64) -> bool {
    row.ended_at.is_none() && now <= row.good_from.unwrap_or(row.created_at) + RECOVERY_LIFE
}

/// How the letters about it are recalled.
fn about(id: Uuid) -> String {
    mail::about("recovery", id)
}

fn path(app: &App, id: Uuid) -> String {
    format!("{}.{}", RecoveryId(id), app.accounts.keys.recovery(id))
}

async fn load(tx: &Tx, id: RecoveryId) -> Result<recovery::Model, AccountError> {
    let row = recovery::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.ok_or(AccountError::Refused(Refusal::Hidden))
}

/// A moderator has seen who somebody is.
///
/// # Errors
/// An address without such an account; an account this chamber is not to touch; one that waits already.
pub async fn propose(app: &App, actor: &Actor, seen: Seen<'_>) -> Result<(), AccountError> {
    let by = actor.person_id().ok_or(Refusal::SignIn)?;
    let clock = app.journal.clock();
    app.journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::RecoverAccount, &access::Chamber(seen.chamber))?;
            let person = in_reach(&tx, seen, by).await?;
            let waiting = recovery::Entity::find()
                .filter(recovery::Column::PersonId.eq(person.id))
                .filter(recovery::Column::EndedAt.is_null())
                .all(tx.connection())
                .await?;
            if waiting.iter().any(|row| is_open(row, tx.now())) {
                return Err(Fault::new("mail", "waiting", "recovery-waiting").alone());
            }
            let row = recovery::Model {
                id: clock.id(),
                person_id: person.id,
                chamber: seen.chamber.to_owned(),
                proof: seen.proof.code().to_owned(),
                proposed_by: by,
                created_at: tx.now(),
                approved_by: None,
                good_from: None,
                ended_at: None,
                outcome: None,
            };
            let row = row.into_active_model().reset_all().insert(tx.connection()).await?;
            write(app, &tx, &person, &row, ("recovery", "mail-recovery-asked", 0)).await?;
            let said = json!({ "recovery": RecoveryId(row.id), "chamber": row.chamber, "proof": row.proof });
            let said = entry("accounts.recovery_proposed", PersonId(person.id), said);
            Ok((journal::append(&tx, clock, grant, said).await?, ()))
        })
        .await
}

/// Whose second factor this chamber may take away: never one's own, never that of who runs the service, and of people with
/// mandates only those of the chamber itself.
async fn in_reach(tx: &Tx, seen: Seen<'_>, by: Uuid) -> Result<person::Model, AccountError> {
    let wrong = |code, key| Fault::new("mail", code, key).alone();
    let person = row_by_mail(tx.connection(), &normal(seen.mail)).await?;
    let person = person.ok_or_else(|| wrong("unknown", "recovery-unknown"))?;
    if person.id == by {
        return Err(wrong("self", "recovery-self"));
    }
    if !has_second(tx.connection(), &person).await? {
        return Err(wrong("unknown", "recovery-unknown"));
    }
    let mandates = mandate::Entity::find()
        .filter(mandate::Column::PersonId.eq(person.id))
        .all(tx.connection())
        .await?;
    let elsewhere = !mandates.is_empty() && mandates.iter().all(|row| row.chamber != seen.chamber);
    if person.admin || elsewhere {
        return Err(wrong("elsewhere", "recovery-elsewhere"));
    }
    Ok(person)
}

async fn write(
    app: &App,
    tx: &Tx,
    person: &person::Model,
    row: &recovery::Model,
    (kind, lead, not_before): (&'static str, &str, i64),
) -> Result<(), DatabaseError> {
    let link = path(app, row.id);
    let letter = letters::recovery(
        &app.web,
        person,
        (kind, lead),
        (&row.chamber, &link),
        (about(row.id), not_before),
    );
    mail::queue(tx, app.journal.clock(), &letter).await?;
    Ok(())
}

/// A second moderator agrees: a day later its owner can take it away.
///
/// # Errors
/// Forbidden to who proposed it and to whom it is about; [`AccountError::Gone`] where it is settled.
pub async fn approve(app: &App, actor: &Actor, id: RecoveryId) -> Result<(), AccountError> {
    let by = actor.person_id().ok_or(Refusal::SignIn)?;
    let clock = app.journal.clock();
    app.journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::RecoverAccount, &row)?;
            if row.proposed_by == by || row.person_id == by {
                return Err(Refusal::Forbidden.into());
            }
            if !is_open(&row, tx.now()) || row.approved_by.is_some() {
                return Err(AccountError::Gone);
            }
            let person = credentials::load(&tx, row.person_id).await?;
            let good_from = tx.now() + RECOVERY_WAIT;
            let mut active = row.into_active_model();
            active.approved_by = Set(Some(by));
            active.good_from = Set(Some(good_from));
            let row = active.update(tx.connection()).await?;
            write(app, &tx, &person, &row, ("recovery", "mail-recovery-agreed", 0)).await?;
            write(
                app,
                &tx,
                &person,
                &row,
                ("recovery_ready", "mail-recovery-ready", good_from),
            )
            .await?;
            let said = json!({ "recovery": id, "chamber": row.chamber });
            let said = entry("accounts.recovery_approved", PersonId(person.id), said);
            Ok((journal::append(&tx, clock, grant, said).await?, ()))
        })
        .await
}

/// A moderator of the chamber stops it.
///
/// # Errors
/// [`AccountError::Gone`] where it is settled.
pub async fn refuse(app: &App, actor: &Actor, id: RecoveryId) -> Result<(), AccountError> {
    app.journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::RecoverAccount, &row)?;
            if !is_open(&row, tx.now()) {
                return Err(AccountError::Gone);
            }
            let person = PersonId(row.person_id);
            end(&tx, row, "refused").await?;
            let said = entry("accounts.recovery_refused", person, json!({ "recovery": id }));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

async fn end(tx: &Tx, row: recovery::Model, outcome: &str) -> Result<(), AccountError> {
    mail::recall(tx, &about(row.id)).await?;
    let mut row = row.into_active_model();
    row.ended_at = Set(Some(tx.now()));
    row.outcome = Set(Some(outcome.to_owned()));
    row.update(tx.connection()).await?;
    Ok(())
}

/// What the link about it shows. Changes nothing.
///
/// # Errors
/// [`AccountError::Gone`] for a link that is not good.
pub async fn look(app: &App, token: &str) -> Result<recovery::Model, AccountError> {
    let id = read(app, token)?;
    let row = recovery::Entity::find_by_id(id.0)
        .one(app.journal.database().reader())
        .await?;
    let now = app.journal.clock().now();
    row.filter(|row| is_open(row, now)).ok_or(AccountError::Gone)
}

fn read(app: &App, token: &str) -> Result<RecoveryId, AccountError> {
    let (id, seal) = token.split_once('.').ok_or(AccountError::Gone)?;
    let id: RecoveryId = id.parse().map_err(|_| AccountError::Gone)?;
    let good = secrets::same(seal, &app.accounts.keys.recovery(id.0));
    good.then_some(id).ok_or(AccountError::Gone)
}

/// Whoever reads the mail of the address objects: nothing is taken away.
///
/// # Errors
/// [`AccountError::Gone`] for a link that is not good.
pub async fn object(app: &App, token: &str) -> Result<(), AccountError> {
    let id = read(app, token)?;
    app.journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            if !is_open(&row, tx.now()) {
                return Err(AccountError::Gone);
            }
            let person = credentials::load(&tx, row.person_id).await?;
            let actor = Actor::person(person.id, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, &person)?;
            end(&tx, row, "objected").await?;
            let said = entry(
                "accounts.recovery_objected",
                PersonId(person.id),
                json!({ "recovery": id }),
            );
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// Its owner takes the second factor away: app, passkeys and codes, a password too short to stand alone, all sessions and
/// tokens. They sign in with what is left and set up another.
///
/// # Errors
/// [`AccountError::Gone`] for a link that is not good, or not yet.
pub async fn carry_out(app: &App, token: &str) -> Result<(), AccountError> {
    let id = read(app, token)?;
    app.journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let ready = row.good_from.is_some_and(|from| tx.now() >= from);
            if !ready || !is_open(&row, tx.now()) {
                return Err(AccountError::Gone);
            }
            let person = credentials::load(&tx, row.person_id).await?;
            let actor = Actor::person(person.id, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, &person)?;
            let (owner, chamber) = (person.id, row.chamber.clone());
            end(&tx, row, "done").await?;
            credentials::tell(app, &tx, &person, "mail-changed-second").await?;
            take_away(&tx, person).await?;
            credentials::end_rest(&tx, owner, None).await?;
            let said = json!({ "recovery": id, "chamber": chamber });
            let said = entry("accounts.second_factor_recovered", PersonId(owner), said);
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// Takes the second factors of an admin away, as only who runs the node's process can: no chamber vouches for an admin. Their
/// sessions and tokens end, they are told by mail, and the link that comes back signs them in once.
///
/// # Errors
/// Forbidden to everybody but the operator; [`AccountError::Absent`] where no admin has the address.
pub async fn recover_admin(
    journal: &Journal,
    operator: &Actor,
    web: &Web,
    address: &str,
) -> Result<String, AccountError> {
    let clock = journal.clock();
    journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &Node)?;
            let found = row_by_mail(tx.connection(), &normal(address)).await?;
            let found = found.filter(|person| person.admin).ok_or(AccountError::Absent)?;
            let person = credentials::load(&tx, found.id).await?;
            let id = person.id;
            let path = &format!("/{}/account", person.language);
            mail::queue(&tx, clock, &letters::changed(web, &person, "mail-changed-second")).await?;
            take_away(&tx, person).await?;
            credentials::end_rest(&tx, id, None).await?;
            let link = one_time_link(&tx, clock, web, PersonId(id), path).await?;
            let link = link.ok_or(AccountError::Absent)?;
            let said = entry("accounts.second_factor_recovered", PersonId(id), json!({}));
            Ok((journal::append(&tx, clock, grant, said).await?, link))
        })
        .await
}

async fn take_away(tx: &Tx, person: person::Model) -> Result<(), AccountError> {
    let (owner, version, short) = (person.id, person.version, person.password_short);
    let mut row = person.into_active_model();
    row.totp_secret = Set(None);
    row.totp_since = Set(None);
    row.totp_step = Set(0);
    row.version = Set(version + 1);
    if short {
        row.password_hash = Set(None);
        row.password_short = Set(false);
    }
    row.update(tx.connection()).await?;
    passkey::Entity::delete_many()
        .filter(passkey::Column::PersonId.eq(owner))
        .exec(tx.connection())
        .await?;
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::PersonId.eq(owner))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// Those that wait in the chambers of a scope, the oldest first.
///
/// # Errors
/// When the database refuses.
pub async fn waiting(app: &App, scope: &Scope) -> Result<Vec<recovery::Model>, DatabaseError> {
    let columns = access::ScopeColumns {
        chamber: Some(recovery::Column::Chamber),
        ..access::ScopeColumns::default()
    };
    let rows = recovery::Entity::find()
        .filter(scope.condition(columns))
        .filter(recovery::Column::EndedAt.is_null())
        .order_by_asc(recovery::Column::CreatedAt)
        .all(app.journal.database().reader())
        .await?;
    let now = app.journal.clock().now();
    Ok(rows.into_iter().filter(|row| is_open(row, now)).collect())
}

/// The chambers in which somebody moderates.
#[must_use]
pub fn moderated(actor: &Actor) -> Vec<String> {
    let mandates = actor.mandates().iter();
    mandates
        .filter(|(_, mandate)| *mandate >= Mandate::Moderator)
        .map(|(code, _)| code.clone())
        .collect()
}
