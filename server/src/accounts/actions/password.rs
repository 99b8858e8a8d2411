//! Passwords: signing in with one, and with the code that follows it; setting one. A wrong one, an unknown address and one
//! without a password are the same to whoever tries, in words and in time.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect, Set};
use serde_json::json;

use super::link::{check_mail, has_second};
use super::{credentials, entry, second, signed_in};
use crate::accounts::attempts::{self, Way};
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, Fault, LINK_LIFE, PersonId, Purpose};
use crate::accounts::people::row_by_mail;
use crate::accounts::sessions::{self, Entered};
use crate::accounts::tables::{person, sign_in_link};
use crate::accounts::{passwords, secrets};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Level, Standing};
use crate::platform::journal;

/// What a good password leads to.
#[derive(Debug)]
pub enum Passed {
    /// In.
    Entered(Entered),
    /// A second factor is asked for; the form carries this.
    Second(String),
}

/// Signs in with a password, or asks for the second factor where there is one.
///
/// # Errors
/// One fault for all that is wrong; [`AccountError::Wait`] after too many, [`AccountError::Rests`] in a storm.
pub async fn sign_in(
    app: &App,
    browser: &Browser,
    (mail, password): (&str, &str),
    (stay, path): (bool, &str),
) -> Result<Passed, AccountError> {
    let (clock, database) = (app.journal.clock(), app.journal.database());
    app.accounts.count_try(browser, Way::Password, clock.now())?;
    let mail = check_mail(mail).map_err(Fault::alone)?;
    // After the network's own count: one network alone is no storm.
    app.accounts.circuit.count(clock.now())?;
    let key = &app.accounts.keys.attempt(&mail);
    attempts::count(database, clock.now(), key).await?;
    let found = row_by_mail(database.reader(), &mail).await?;
    let hash = found.as_ref().and_then(|person| person.password_hash.as_deref());
    let good = password.chars().count() <= passwords::MOST && app.accounts.hasher.verify(password, hash).await?;
    let wrong = || Fault::new("password", "wrong", "accounts-password-wrong").alone();
    let person = &found.filter(|_| good).ok_or_else(wrong)?;
    app.accounts.circuit.forgive();
    if person.totp_since.is_some() {
        return wait_for_second(app, browser, person, (stay, path))
            .await
            .map(Passed::Second);
    }
    app.journal
        .write(|tx| async move {
            attempts::forget(&tx, key).await?;
            let way = (stay, path.to_owned());
            let entered = sessions::enter(&tx, clock, (person, Level::One), browser, way).await?;
            let actor = Actor::person(person.id, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, person)?;
            let said = signed_in(PersonId(person.id), "password", Level::One);
            Ok((
                journal::append(&tx, clock, grant, said).await?,
                Passed::Entered(entered),
            ))
        })
        .await
}

/// The password was good; what is still missing is kept for ten minutes.
async fn wait_for_second(
    app: &App,
    browser: &Browser,
    person: &person::Model,
    (stay, path): (bool, &str),
) -> Result<String, AccountError> {
    let clock = app.journal.clock();
    let token = &secrets::token(clock);
    app.journal
        .database()
        .transaction(clock.now(), |tx| async move {
            let row = sign_in_link::Model {
                token_hash: secrets::hash(token),
                person_id: Some(person.id),
                // Not an address: what waits here is no letter, and does not count as one.
                mail: PersonId(person.id).to_string(),
                purpose: Purpose::Second.code().to_owned(),
                browser_hash: browser.hash(),
                code_hash: None,
                path: path.to_owned(),
                stay,
                created_at: tx.now(),
                expires_at: tx.now() + LINK_LIFE,
                used_at: None,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            Ok(token.clone())
        })
        .await
}

/// The second factor after a good password: the code of an app, or a recovery code.
///
/// # Errors
/// [`AccountError::Gone`] when the password was too long ago; a fault for a wrong code; [`AccountError::Wait`].
pub async fn enter_second(app: &App, browser: &Browser, token: &str, code: &str) -> Result<Entered, AccountError> {
    let (clock, hash) = (app.journal.clock(), &secrets::hash(token));
    app.accounts.count_try(browser, Way::Code, clock.now())?;
    let db = app.journal.database().reader();
    let waiting = sign_in_link::Entity::find_by_id(hash.clone()).one(db).await?;
    let owner = waiting.and_then(|row| row.person_id).ok_or(AccountError::Gone)?;
    let person = person::Entity::find_by_id(owner)
        .one(db)
        .await?
        .ok_or(AccountError::Gone)?;
    let key = &app.accounts.keys.attempt(&person.mail);
    attempts::count(app.journal.database(), clock.now(), key).await?;
    app.journal
        .write(|tx| async move {
            let row = sign_in_link::Entity::find_by_id(hash.clone())
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .filter(|row| row.purpose == Purpose::Second.code() && row.used_at.is_none())
                .filter(|row| row.expires_at > tx.now() && row.browser_hash == browser.hash())
                .ok_or(AccountError::Gone)?;
            let person = credentials::load(&tx, owner).await?;
            let (person, method) = second::use_code(app, &tx, person, code).await?;
            attempts::forget(&tx, key).await?;
            let way = (row.stay, row.path.clone());
            let mut row = row.into_active_model();
            row.used_at = Set(Some(tx.now()));
            row.update(tx.connection()).await?;
            let entered = sessions::enter(&tx, clock, (&person, Level::Two), browser, way).await?;
            let actor = Actor::person(person.id, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, &person)?;
            let said = signed_in(PersonId(person.id), method, Level::Two);
            Ok((journal::append(&tx, clock, grant, said).await?, entered))
        })
        .await
}

/// Sets one's own password: all other sessions and all tokens end.
///
/// # Errors
/// A password that will not do; a sign-in that is not fresh or strong enough.
pub async fn set(app: &App, browser: &Browser, password: &str) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(access::Refusal::SignIn)?;
    let db = app.journal.database().reader();
    let person = person::Entity::find_by_id(owner)
        .one(db)
        .await?
        .ok_or(AccountError::Absent)?;
    let _grant = credentials::allow(actor, &person, has_second(db, &person).await?)?;
    let strong = person.totp_since.is_some();
    passwords::check(password, strong, &[&person.name, &person.mail]).map_err(Fault::alone)?;
    let short = passwords::is_short(password);
    let hash = &app.accounts.hasher.hash(app.journal.clock(), password).await?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            if short && person.totp_since.is_none() {
                return Err(Fault::new("password", "tooShort", "accounts-password-weak").alone());
            }
            credentials::tell(app, &tx, &person, "mail-changed-password").await?;
            let version = person.version;
            let mut row = person.into_active_model();
            row.password_hash = Set(Some(hash.clone()));
            row.password_short = Set(short);
            row.version = Set(version + 1);
            row.update(tx.connection()).await?;
            credentials::end_rest(&tx, owner, browser.visitor.session).await?;
            let said = entry("accounts.password_changed", PersonId(owner), json!({}));
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}
