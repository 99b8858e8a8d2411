//! Links by mail: asked for by anybody, bound to the browser that asked, used once. A link makes the account of a new address.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QuerySelect, Set,
};
use serde_json::json;

use super::{entry, signed_in};
use crate::accounts::attempts::{self, Way};
use crate::accounts::browser::Browser;
use crate::accounts::model::{
    AccountError, Fault, HOUR, LINK_LIFE, LINKS_AN_HOUR, MAIL_LIMIT, NAME_LIMIT, PersonId, Purpose,
};
use crate::accounts::people::{NewPerson, insert, normal, row_by_mail};
use crate::accounts::sessions::{Entered, enter};
use crate::accounts::tables::{mandate, passkey, person, sign_in_link};
use crate::accounts::{letters, secrets};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Level, Node, Standing};
use crate::platform::clock::DAY;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{self, Receipt};
use crate::platform::mail;
use crate::platform::texts::Locale;

/// Who asks for a link to where.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// As typed.
    pub mail: &'a str,
    /// Where it leads.
    pub path: &'a str,
    /// Whether to stay signed in.
    pub stay: bool,
    /// Of the page.
    pub language: Locale,
}

/// What a browser that opens a link is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Landing {
    /// A button.
    Here {
        /// Whether the account is made by it, and a name is asked for.
        new: bool,
        /// The address.
        mail: String,
    },
    /// The browser that asked is another: a code to type there.
    Elsewhere(String),
    /// They sign in another way, which is at this path.
    Otherwise(String),
    /// Nothing: it was used, has run out, or never was.
    Gone,
}

/// An address as it may be typed.
pub(super) fn check_mail(typed: &str) -> Result<String, Fault> {
    let mail = normal(typed);
    let (name, host) = mail.rsplit_once('@').unwrap_or_default();
    let plain = mail.len() <= MAIL_LIMIT
        && !name.is_empty()
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && !mail.contains(|c: char| c.is_whitespace() || c.is_control() || "<>,;\"()".contains(c));
    if plain {
        Ok(mail)
    } else {
        Err(Fault::new("mail", "malformed", "accounts-no-mail"))
    }
}

/// A name as it may be typed.
pub(super) fn check_name(typed: &str) -> Result<String, Fault> {
    let name = typed.trim();
    let length = name.chars().count();
    if length == 0 || length > NAME_LIMIT || name.contains(char::is_control) {
        return Err(Fault::new("name", "malformed", "accounts-name-missing"));
    }
    Ok(name.to_owned())
}

/// Sends a link, or the advice to sign in another way, to an address: the answer is the same for every one. Gives the mark
/// for the browser.
///
/// # Errors
/// A malformed address; too many from one network.
pub async fn ask(app: &App, browser: &Browser, asked: Asked<'_>) -> Result<String, AccountError> {
    let address = &check_mail(asked.mail).map_err(Fault::alone)?;
    let clock = app.journal.clock();
    app.accounts.count_try(browser, Way::Letter, clock.now())?;
    let (mark, token) = (&secrets::token(clock), &secrets::token(clock));
    let written: Result<(), AccountError> = app
        .journal
        .database()
        .transaction(clock.now(), |tx| async move {
            drop_old(&tx).await?;
            if too_many(&tx, address).await? {
                return Ok(());
            }
            let person = row_by_mail(tx.connection(), address).await?;
            let strong = match &person {
                Some(person) => needs_more(tx.connection(), person).await?,
                None => false,
            };
            let code = app.accounts.keys.code(token);
            let row = sign_in_link::Model {
                token_hash: secrets::hash(token),
                person_id: person.as_ref().map(|person| person.id),
                mail: address.clone(),
                purpose: Purpose::SignIn.code().to_owned(),
                browser_hash: Some(secrets::hash(mark)),
                code_hash: Some(app.accounts.keys.code_hash(&code)),
                path: asked.path.to_owned(),
                stay: asked.stay,
                created_at: tx.now(),
                expires_at: tx.now() + LINK_LIFE,
                // What is never good is kept nevertheless: it counts among the letters of the hour.
                used_at: strong.then(|| tx.now()),
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            let letter = letters::link(&app.web, person.as_ref(), &asked, address, (token, strong));
            mail::queue(&tx, clock, &letter).await?;
            Ok(())
        })
        .await;
    written.map(|()| mark.clone())
}

/// Who works for a chamber or runs the service signs in with two factors once they have set them up.
pub(in crate::accounts) async fn needs_more(
    db: &impl ConnectionTrait,
    person: &person::Model,
) -> Result<bool, DatabaseError> {
    let mandates = mandate::Entity::find()
        .filter(mandate::Column::PersonId.eq(person.id))
        .count(db)
        .await?;
    Ok((mandates > 0 || person.admin) && has_second(db, person).await?)
}

/// Whether the account of an address has a second factor.
///
/// # Errors
/// When the database refuses.
pub async fn has_second_factor(db: &impl ConnectionTrait, mail: &str) -> Result<bool, DatabaseError> {
    match row_by_mail(db, &normal(mail)).await? {
        Some(person) => has_second(db, &person).await,
        None => Ok(false),
    }
}

/// Whether a person has a second factor.
pub(in crate::accounts) async fn has_second(
    db: &impl ConnectionTrait,
    person: &person::Model,
) -> Result<bool, DatabaseError> {
    if person.totp_since.is_some() {
        return Ok(true);
    }
    let passkeys = passkey::Entity::find()
        .filter(passkey::Column::PersonId.eq(person.id))
        .count(db)
        .await?;
    Ok(passkeys > 0)
}

/// Nobody's letter box is filled by asking again and again.
pub(super) async fn too_many(tx: &Tx, address: &str) -> Result<bool, DatabaseError> {
    let sent = sign_in_link::Entity::find()
        .filter(sign_in_link::Column::Mail.eq(address))
        .filter(sign_in_link::Column::CreatedAt.gt(tx.now() - HOUR))
        .count(tx.connection())
        .await?;
    Ok(sent >= LINKS_AN_HOUR)
}

/// Links that ran out a day ago tell of addresses and serve nobody.
pub(super) async fn drop_old(tx: &Tx) -> Result<(), DatabaseError> {
    sign_in_link::Entity::delete_many()
        .filter(sign_in_link::Column::ExpiresAt.lt(tx.now() - DAY))
        .exec(tx.connection())
        .await?;
    Ok(())
}

/// What to show the browser that opened a link. Changes nothing: programs that look into mails open links too.
///
/// # Errors
/// When the database refuses.
pub async fn look(app: &App, browser: &Browser, token: &str) -> Result<Landing, AccountError> {
    let db = app.journal.database().reader();
    let row = sign_in_link::Entity::find_by_id(secrets::hash(token)).one(db).await?;
    let Some(row) = row.filter(|row| is_good(row, app.journal.clock().now())) else {
        return Ok(Landing::Gone);
    };
    if row.browser_hash.is_some() && row.browser_hash != browser.hash() {
        return Ok(Landing::Elsewhere(app.accounts.keys.code(token)));
    }
    let person = row_by_mail(db, &row.mail).await?;
    if let Some(person) = &person
        && needs_more(db, person).await?
    {
        return Ok(Landing::Otherwise(row.path));
    }
    Ok(Landing::Here {
        new: person.is_none_or(|person| person.name.is_empty()),
        mail: row.mail,
    })
}

fn is_good(row: &sign_in_link::Model, now: i64) -> bool {
    let signs_in = matches!(
        Purpose::from_code(&row.purpose),
        Some(Purpose::SignIn | Purpose::Invite | Purpose::Once)
    );
    signs_in && row.used_at.is_none() && row.expires_at > now
}

/// Uses a link up: signs in, and makes the account where there is none.
///
/// # Errors
/// [`AccountError::Gone`] for a link that is not good, or not in this browser; faults of the name of a new account.
pub async fn follow(
    app: &App,
    browser: &Browser,
    token: &str,
    (name, language): (Option<&str>, Locale),
) -> Result<Entered, AccountError> {
    let hash = &secrets::hash(token);
    app.journal
        .write(|tx| async move {
            let row = sign_in_link::Entity::find_by_id(hash.clone())
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .filter(|row| is_good(row, tx.now()))
                .filter(|row| row.browser_hash.is_none() || row.browser_hash == browser.hash())
                .ok_or(AccountError::Gone)?;
            consume(app, &tx, browser, row, (name, language)).await
        })
        .await
}

/// The same by the code another browser was shown.
///
/// # Errors
/// As [`follow`]; [`AccountError::Wait`] after too many wrong codes.
pub async fn follow_code(
    app: &App,
    browser: &Browser,
    code: &str,
    (name, language): (Option<&str>, Locale),
) -> Result<Entered, AccountError> {
    let mark = &browser.hash().ok_or(AccountError::Gone)?;
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let code = &app.accounts.keys.code_hash(&code);
    let now = app.journal.clock().now();
    app.accounts.count_try(browser, Way::Code, now)?;
    let key = &app.accounts.keys.attempt_on(mark);
    attempts::count(app.journal.database(), now, key).await?;
    app.journal
        .write(|tx| async move {
            let row = sign_in_link::Entity::find()
                .filter(sign_in_link::Column::BrowserHash.eq(mark.clone()))
                .filter(sign_in_link::Column::CodeHash.eq(code.clone()))
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .filter(|row| is_good(row, tx.now()))
                .ok_or_else(|| Fault::new("code", "wrong", "accounts-code-wrong").alone())?;
            attempts::forget(&tx, key).await?;
            consume(app, &tx, browser, row, (name, language)).await
        })
        .await
}

async fn consume(
    app: &App,
    tx: &Tx,
    browser: &Browser,
    row: sign_in_link::Model,
    (name, language): (Option<&str>, Locale),
) -> Result<(Receipt, Entered), AccountError> {
    let clock = app.journal.clock();
    let (mail, path, stay) = (row.mail.clone(), row.path.clone(), row.stay);
    let person = match row_by_mail(tx.connection(), &mail).await? {
        Some(person) if needs_more(tx.connection(), &person).await? => return Err(AccountError::Gone),
        Some(person) => confirmed(tx, person, name).await?,
        None => {
            let name = &check_name(name.unwrap_or("")).map_err(Fault::alone)?;
            let new = NewPerson {
                name,
                mail: &mail,
                language,
                admin: false,
                confirmed: true,
            };
            let person = insert(tx, clock, &new, &mail).await?;
            let grant = access::decide(&Actor::guest(), Action::SignIn, &Node)?;
            let made = entry(
                "accounts.made",
                PersonId(person.id),
                json!({ "language": language.code() }),
            );
            let _receipt = journal::append(tx, clock, grant, made).await?;
            person
        }
    };
    let purpose = Purpose::from_code(&row.purpose);
    let mut row = row.into_active_model();
    row.used_at = Set(Some(tx.now()));
    row.update(tx.connection()).await?;
    let entered = enter(tx, clock, (&person, Level::One), browser, (stay, path)).await?;
    let actor = Actor::person(person.id, Standing::default());
    let grant = access::decide(&actor, Action::SignIn, &person)?;
    let method = purpose.map_or("link", |purpose| {
        if purpose == Purpose::SignIn {
            "link"
        } else {
            purpose.code()
        }
    });
    let said = signed_in(PersonId(person.id), method, Level::One);
    Ok((journal::append(tx, clock, grant, said).await?, entered))
}

/// Whoever holds the link reads the address's mail. Accounts others made get their name now.
async fn confirmed(tx: &Tx, person: person::Model, name: Option<&str>) -> Result<person::Model, AccountError> {
    if person.confirmed_at.is_some() && !person.name.is_empty() {
        return Ok(person);
    }
    let name = if person.name.is_empty() {
        check_name(name.unwrap_or("")).map_err(Fault::alone)?
    } else {
        person.name.clone()
    };
    let (version, at) = (person.version, person.confirmed_at.or(Some(tx.now())));
    let mut row = person.into_active_model();
    row.name = Set(name);
    row.confirmed_at = Set(at);
    row.version = Set(version + 1);
    Ok(row.update(tx.connection()).await?)
}
