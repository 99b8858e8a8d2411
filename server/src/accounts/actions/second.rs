//! The second factor by an app: proposed, confirmed with a first code, taken away; and ten codes for when it is lost.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::json;

use super::link::has_second;
use super::{credentials, entry};
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, Fault, PersonId, RECOVERY_CODES};
use crate::accounts::sessions::{self, Entered};
use crate::accounts::tables::{person, recovery_code};
use crate::accounts::totp;
use crate::app::App;
use crate::platform::access::{Level, Refusal};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::id;
use crate::platform::journal;

/// Takes a code once: of the app, or one of the ten. Gives the row as it is now, and which it was.
pub(super) async fn use_code(
    app: &App,
    tx: &Tx,
    person: person::Model,
    code: &str,
) -> Result<(person::Model, &'static str), AccountError> {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let wrong = || Fault::new("code", "wrong", "accounts-second-wrong").alone();
    let (sealed, _) = person.totp_secret.as_ref().zip(person.totp_since).ok_or_else(wrong)?;
    if code.len() == 6 {
        let secret = app.accounts.keys.open(person.id, sealed).ok_or_else(wrong)?;
        let step = totp::step_of(&secret, &code, tx.now(), person.totp_step).ok_or_else(wrong)?;
        let mut row = person.into_active_model();
        row.totp_step = Set(step);
        return Ok((row.update(tx.connection()).await?, "totp"));
    }
    let hash = app.accounts.keys.code_hash(&code.to_ascii_uppercase());
    let row = recovery_code::Entity::find_by_id((person.id, hash))
        .one(tx.connection())
        .await?;
    let row = row.filter(|row| row.used_at.is_none()).ok_or_else(wrong)?;
    let mut row = row.into_active_model();
    row.used_at = Set(Some(tx.now()));
    row.update(tx.connection()).await?;
    credentials::tell(app, tx, &person, "mail-changed-recovery").await?;
    Ok((person, "recovery"))
}

/// Proposes a secret for an app; it counts once a first code was typed.
///
/// # Errors
/// A sign-in that is not fresh or strong enough.
pub async fn propose(app: &App, browser: &Browser) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let clock = app.journal.clock();
    let secret = clock.secret();
    let secret = secret.first_chunk::<20>().copied().unwrap_or_default();
    let failed = || AccountError::Setup("a secret could not be sealed".into());
    let sealed = &app.accounts.keys.seal(clock, owner, &secret).ok_or_else(failed)?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            if person.totp_since.is_some() {
                return Err(AccountError::Absent);
            }
            // The code comes after a password; without one it would open nothing.
            if person.password_hash.is_none() {
                return Err(Fault::new("password", "missing", "accounts-second-needs-password").alone());
            }
            let mut row = person.into_active_model();
            row.totp_secret = Set(Some(sealed.clone()));
            row.totp_step = Set(0);
            row.update(tx.connection()).await?;
            let said = entry("accounts.second_factor_proposed", PersonId(owner), json!({}));
            Ok((journal::append(&tx, clock, grant, said).await?, ()))
        })
        .await
}

/// A first good code makes the proposed secret the second factor. Gives the ten codes, shown once. The session that did it
/// is of two factors from now on: its person showed both.
///
/// # Errors
/// A wrong code; nothing proposed; a sign-in that is not fresh enough.
pub async fn confirm(app: &App, browser: &Browser, code: &str) -> Result<(Entered, Vec<String>), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let clock = app.journal.clock();
    let codes = &new_codes(app);
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            let sealed = person.totp_secret.clone().filter(|_| person.totp_since.is_none());
            let sealed = sealed.ok_or(AccountError::Absent)?;
            let wrong = || Fault::new("code", "wrong", "accounts-second-wrong").alone();
            let secret = app.accounts.keys.open(owner, &sealed).ok_or_else(wrong)?;
            let digits: String = code.chars().filter(char::is_ascii_digit).collect();
            let step = totp::step_of(&secret, &digits, tx.now(), 0).ok_or_else(wrong)?;
            credentials::tell(app, &tx, &person, "mail-changed-second").await?;
            let version = person.version;
            let mut row = person.into_active_model();
            row.totp_since = Set(Some(tx.now()));
            row.totp_step = Set(step);
            row.version = Set(version + 1);
            let person = row.update(tx.connection()).await?;
            keep_codes(app, &tx, PersonId(owner), codes).await?;
            // What else is signed in was so with one factor.
            credentials::end_rest(&tx, owner, browser.visitor.session).await?;
            let entered = sessions::enter(&tx, clock, (&person, Level::Two), browser, (false, String::new())).await?;
            let said = entry("accounts.second_factor_set", PersonId(owner), json!({ "kind": "totp" }));
            Ok((
                journal::append(&tx, clock, grant, said).await?,
                (entered, codes.clone()),
            ))
        })
        .await
}

/// Takes the app away, its codes with it, and a password too short to stand alone.
///
/// # Errors
/// A sign-in that is not fresh and of two factors.
pub async fn remove(app: &App, browser: &Browser) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            credentials::tell(app, &tx, &person, "mail-changed-second").await?;
            let (version, short) = (person.version, person.password_short);
            let mut row = person.into_active_model();
            row.totp_secret = Set(None);
            row.totp_since = Set(None);
            row.version = Set(version + 1);
            if short {
                row.password_hash = Set(None);
                row.password_short = Set(false);
            }
            row.update(tx.connection()).await?;
            drop_codes(&tx, PersonId(owner)).await?;
            credentials::end_rest(&tx, owner, browser.visitor.session).await?;
            let said = entry(
                "accounts.second_factor_removed",
                PersonId(owner),
                json!({ "kind": "totp" }),
            );
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// Ten new codes in place of the old ones.
///
/// # Errors
/// A sign-in that is not fresh and of two factors.
pub async fn renew_codes(app: &App, browser: &Browser) -> Result<Vec<String>, AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let codes = &new_codes(app);
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let second = has_second(tx.connection(), &person).await?;
            let grant = credentials::allow(actor, &person, second)?;
            if person.totp_since.is_none() {
                return Err(AccountError::Absent);
            }
            credentials::tell(app, &tx, &person, "mail-changed-second").await?;
            drop_codes(&tx, PersonId(owner)).await?;
            keep_codes(app, &tx, PersonId(owner), codes).await?;
            let said = entry("accounts.recovery_codes_renewed", PersonId(owner), json!({}));
            Ok((
                journal::append(&tx, app.journal.clock(), grant, said).await?,
                codes.clone(),
            ))
        })
        .await
}

/// Eighty bits each, in four groups of four letters and digits that are not mixed up.
fn new_codes(app: &App) -> Vec<String> {
    let one = |_| {
        let random = app.journal.clock().salt();
        let text = id::encode(uuid::Uuid::from_bytes(random));
        let text = text.get(10..26).unwrap_or_default().to_owned();
        let groups: Vec<&str> = [0, 4, 8, 12].iter().filter_map(|at| text.get(*at..at + 4)).collect();
        groups.join("-")
    };
    (0..RECOVERY_CODES).map(one).collect()
}

async fn keep_codes(app: &App, tx: &Tx, owner: PersonId, codes: &[String]) -> Result<(), DatabaseError> {
    for code in codes {
        let row = recovery_code::Model {
            person_id: owner.0,
            hash: app.accounts.keys.code_hash(&code.replace('-', "")),
            used_at: None,
        };
        row.into_active_model().reset_all().insert(tx.connection()).await?;
    }
    Ok(())
}

async fn drop_codes(tx: &Tx, owner: PersonId) -> Result<(), DatabaseError> {
    recovery_code::Entity::delete_many()
        .filter(recovery_code::Column::PersonId.eq(owner.0))
        .exec(tx.connection())
        .await?;
    Ok(())
}
