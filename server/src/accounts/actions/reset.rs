//! A new password for who reads the mail of an address. It opens no session and never touches the second factor; whoever was
//! signed in is so no longer. What is told, and the time it takes, are the same for known and unknown addresses.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect, Set};
use serde_json::json;

use super::link::{check_mail, drop_old, too_many};
use super::{credentials, entry};
use crate::accounts::attempts::{self, Way};
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, Fault, PersonId, Purpose, RESET_LIFE};
use crate::accounts::people::row_by_mail;
use crate::accounts::tables::{person, sign_in_link};
use crate::accounts::{letters, passwords, secrets};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Standing};
use crate::platform::journal;
use crate::platform::mail;
use crate::platform::texts::Locale;

/// Sends the link for a new password, or word that there is no account, to an address.
///
/// # Errors
/// A malformed address; too many from one network.
pub async fn ask(app: &App, browser: &Browser, mail: &str, language: Locale) -> Result<(), AccountError> {
    let address = &check_mail(mail).map_err(Fault::alone)?;
    let clock = app.journal.clock();
    app.accounts.count_try(browser, Way::Letter, clock.now())?;
    let token = &secrets::token(clock);
    app.journal
        .database()
        .transaction(clock.now(), |tx| async move {
            drop_old(&tx).await?;
            if too_many(&tx, address).await? {
                return Ok(());
            }
            let person = row_by_mail(tx.connection(), address).await?;
            let row = sign_in_link::Model {
                token_hash: secrets::hash(token),
                person_id: person.as_ref().map(|person| person.id),
                mail: address.clone(),
                purpose: Purpose::Reset.code().to_owned(),
                browser_hash: None,
                code_hash: None,
                path: String::new(),
                stay: false,
                created_at: tx.now(),
                expires_at: tx.now() + RESET_LIFE,
                // An address nobody has: good for nothing, but it counts among the letters of the hour.
                used_at: person.is_none().then(|| tx.now()),
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let letter = letters::reset(&app.web, person.as_ref(), (address, language), token);
            mail::queue(&tx, clock, &letter).await?;
            Ok(())
        })
        .await
}

/// Whose password a link is for, unless it is no longer good. Changes nothing.
///
/// # Errors
/// [`AccountError::Gone`].
pub async fn look(app: &App, token: &str) -> Result<person::Model, AccountError> {
    let db = app.journal.database().reader();
    let row = sign_in_link::Entity::find_by_id(secrets::hash(token)).one(db).await?;
    let owner = row
        .filter(|row| is_good(row, app.journal.clock().now()))
        .and_then(|row| row.person_id)
        .ok_or(AccountError::Gone)?;
    let found = person::Entity::find_by_id(owner).one(db).await?;
    found
        .filter(|person| person.erased_at.is_none())
        .ok_or(AccountError::Gone)
}

fn is_good(row: &sign_in_link::Model, now: i64) -> bool {
    row.purpose == Purpose::Reset.code() && row.used_at.is_none() && row.expires_at > now
}

/// Sets the password and ends all sessions and tokens.
///
/// # Errors
/// A password that will not do; [`AccountError::Gone`] for a link that is not good.
pub async fn set(app: &App, browser: &Browser, token: &str, password: &str) -> Result<(), AccountError> {
    let clock = app.journal.clock();
    app.accounts.count_try(browser, Way::Code, clock.now())?;
    let person = look(app, token).await?;
    let strong = person.totp_since.is_some();
    passwords::check(password, strong, &[&person.name, &person.mail]).map_err(Fault::alone)?;
    let short = passwords::is_short(password);
    let (owner, hash) = (person.id, &app.accounts.hasher.hash(clock, password).await?);
    app.journal
        .write(|tx| async move {
            let row = sign_in_link::Entity::find_by_id(secrets::hash(token))
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .filter(|row| is_good(row, tx.now()) && row.person_id == Some(owner))
                .ok_or(AccountError::Gone)?;
            let mut row = row.into_active_model();
            row.used_at = Set(Some(tx.now()));
            row.update(tx.connection()).await?;
            let person = credentials::load(&tx, owner).await?;
            if short && person.totp_since.is_none() {
                return Err(Fault::new("password", "tooShort", "accounts-password-weak").alone());
            }
            attempts::forget(&tx, &app.accounts.keys.attempt(&person.mail)).await?;
            credentials::tell(app, &tx, &person, "mail-changed-password").await?;
            let actor = Actor::person(owner, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, &person)?;
            let (version, at) = (person.version, person.confirmed_at.or(Some(tx.now())));
            let mut row = person.into_active_model();
            row.password_hash = Set(Some(hash.clone()));
            row.password_short = Set(short);
            row.confirmed_at = Set(at);
            row.version = Set(version + 1);
            row.update(tx.connection()).await?;
            credentials::end_rest(&tx, owner, None).await?;
            let said = entry("accounts.password_reset", PersonId(owner), json!({}));
            Ok((journal::append(&tx, clock, grant, said).await?, ()))
        })
        .await
}
