//! Passkeys: kept by an authenticator that asks for finger, face or PIN itself, so that one alone is two factors. What it
//! was asked lies here and is taken once.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait, QueryFilter, QuerySelect,
    Set,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
    Webauthn, WebauthnBuilder,
};

use super::link::{check_name, has_second};
use super::{credentials, entry, signed_in};
use crate::accounts::attempts::Way;
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, Fault, LINK_LIFE, MOST_KEYS, PasskeyId, PersonId};
use crate::accounts::secrets;
use crate::accounts::sessions::{self, Entered};
use crate::accounts::tables::{passkey, passkey_challenge, person};
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Level, Refusal, Standing};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal;

/// What an authenticator is asked, and what the page sends back with its answer.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// Names the question.
    pub challenge: String,
    /// As `navigator.credentials` takes them, bytes in base64url.
    pub options: Value,
}

/// The answer of an authenticator.
#[derive(Clone, Debug)]
pub struct Answered {
    /// Of the question.
    pub challenge: String,
    /// JSON.
    pub credential: String,
}

/// What checks passkeys for a node; none where its address is no name, because browsers bind passkeys to names.
#[must_use]
pub fn checker(public_url: &str) -> Option<Webauthn> {
    let origin = Url::parse(public_url).ok()?;
    let domain = origin.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&domain, &origin).ok()?;
    builder.rp_name("Passerelle").build().ok()
}

fn node(app: &App) -> Result<&Webauthn, AccountError> {
    let absent = || AccountError::Setup("passkeys need an address with a name".into());
    app.accounts.passkeys.as_ref().ok_or_else(absent)
}

fn wrong() -> AccountError {
    Fault::new("passkey", "wrong", "accounts-passkey-wrong").alone()
}

/// Asks for a new passkey of the person who is signed in.
///
/// # Errors
/// Too many; a sign-in that is not fresh or strong enough.
pub async fn begin_adding(app: &App, browser: &Browser) -> Result<Question, AccountError> {
    let owner = browser.visitor.actor.person_id().ok_or(Refusal::SignIn)?;
    let db = app.journal.database().reader();
    let person = person::Entity::find_by_id(owner)
        .one(db)
        .await?
        .ok_or(AccountError::Absent)?;
    let _grant = credentials::allow(&browser.visitor.actor, &person, has_second(db, &person).await?)?;
    let known = passkey::Entity::find()
        .filter(passkey::Column::PersonId.eq(owner))
        .all(db)
        .await?;
    let known = known.into_iter().map(|row| row.credential).collect();
    let begun = node(app)?.start_passkey_registration(owner, &person.mail, &person.name, Some(known));
    let (options, state) = begun.map_err(|_| wrong())?;
    let mut options = serde_json::to_value(options).map_err(|_| wrong())?;
    // Found without an address: the sign-in asks for none.
    if let Some(selection) = options.pointer_mut("/publicKey/authenticatorSelection") {
        selection["residentKey"] = json!("required");
        selection["requireResidentKey"] = json!(true);
    }
    keep(app, Some(owner), &state, options).await
}

/// Asks whoever comes for a passkey of this node.
///
/// # Errors
/// Too many from one network.
pub async fn begin_sign_in(app: &App, browser: &Browser) -> Result<Question, AccountError> {
    app.accounts
        .count_try(browser, Way::Passkey, app.journal.clock().now())?;
    let begun = node(app)?.start_discoverable_authentication();
    let (options, state) = begun.map_err(|_| wrong())?;
    let options = serde_json::to_value(options).map_err(|_| wrong())?;
    keep(app, None, &state, options).await
}

async fn keep(
    app: &App,
    person: Option<Uuid>,
    state: &impl Serialize,
    mut options: Value,
) -> Result<Question, AccountError> {
    let clock = app.journal.clock();
    let challenge = &secrets::token(clock);
    let state = &serde_json::to_string(state).map_err(|_| wrong())?;
    app.journal
        .database()
        .transaction(clock.now(), |tx| async move {
            passkey_challenge::Entity::delete_many()
                .filter(passkey_challenge::Column::ExpiresAt.lt(tx.now()))
                .exec(tx.connection())
                .await?;
            let row = passkey_challenge::Model {
                id_hash: secrets::hash(challenge),
                person_id: person,
                state: state.clone(),
                expires_at: tx.now() + LINK_LIFE,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            Ok::<_, DatabaseError>(())
        })
        .await?;
    Ok(Question {
        challenge: challenge.clone(),
        options: options["publicKey"].take(),
    })
}

/// What was asked of whom; it counts once.
async fn take<S: DeserializeOwned>(tx: &Tx, challenge: &str, person: Option<Uuid>) -> Result<S, AccountError> {
    let row = passkey_challenge::Entity::find_by_id(secrets::hash(challenge))
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .filter(|row| row.person_id == person && row.expires_at > tx.now())
        .ok_or_else(wrong)?;
    let state = serde_json::from_str(&row.state).map_err(|_| wrong())?;
    row.delete(tx.connection()).await?;
    Ok(state)
}

/// Keeps a new passkey. What else is signed in ends; the session that did it is of two factors from now on.
///
/// # Errors
/// An answer that does not fit; too many; a sign-in that is not fresh or strong enough.
pub async fn add(app: &App, browser: &Browser, name: &str, answered: &Answered) -> Result<Entered, AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let nameless = |_| Fault::new("passkey", "malformed", "accounts-passkey-nameless").alone();
    let name = &check_name(name).map_err(nameless)?;
    let (node, clock) = (node(app)?, app.journal.clock());
    let given: &RegisterPublicKeyCredential = &serde_json::from_str(&answered.credential).map_err(|_| wrong())?;
    let id = PasskeyId(clock.id());
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            let state: PasskeyRegistration = take(&tx, &answered.challenge, Some(owner)).await?;
            let made = node.finish_passkey_registration(given, &state).map_err(|_| wrong())?;
            let credential = made.cred_id().clone();
            let held = passkey::Entity::find()
                .filter(passkey::Column::PersonId.eq(owner))
                .count(tx.connection())
                .await?;
            if held >= MOST_KEYS {
                return Err(Fault::new("passkey", "tooMany", "accounts-keys-many").alone());
            }
            let taken = passkey::Entity::find()
                .filter(passkey::Column::Credential.eq(credential.clone()))
                .count(tx.connection())
                .await?;
            if taken > 0 {
                return Err(wrong());
            }
            let row = passkey::Model {
                id: id.0,
                person_id: owner,
                credential,
                name: name.clone(),
                data: serde_json::to_string(&made).map_err(|_| wrong())?,
                created_at: tx.now(),
                used_at: None,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            credentials::tell(app, &tx, &person, "mail-changed-second").await?;
            credentials::end_rest(&tx, owner, browser.visitor.session).await?;
            let entered = sessions::enter(&tx, clock, (&person, Level::Two), browser, (false, String::new())).await?;
            let said = entry(
                "accounts.second_factor_set",
                PersonId(owner),
                json!({ "kind": "passkey" }),
            );
            Ok((journal::append(&tx, clock, grant, said).await?, entered))
        })
        .await
}

/// Takes a passkey away; other sessions and all tokens end.
///
/// # Errors
/// One that is not theirs; a sign-in that is not fresh and of two factors.
pub async fn remove(app: &App, browser: &Browser, id: PasskeyId) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = credentials::allow(actor, &person, has_second(tx.connection(), &person).await?)?;
            let row = passkey::Entity::find_by_id(id.0)
                .one(tx.connection())
                .await?
                .filter(|row| row.person_id == owner)
                .ok_or(AccountError::Absent)?;
            row.delete(tx.connection()).await?;
            credentials::tell(app, &tx, &person, "mail-changed-second").await?;
            credentials::end_rest(&tx, owner, browser.visitor.session).await?;
            let said = json!({ "kind": "passkey" });
            let said = entry("accounts.second_factor_removed", PersonId(owner), said);
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}

/// Signs in with a passkey, or makes a sign-in fresh and of two factors.
///
/// # Errors
/// One fault for all that is wrong; too many from one network.
pub async fn sign_in(
    app: &App,
    browser: &Browser,
    answered: &Answered,
    (stay, path): (bool, &str),
) -> Result<Entered, AccountError> {
    let (node, clock) = (node(app)?, app.journal.clock());
    app.accounts.count_try(browser, Way::Passkey, clock.now())?;
    let given: &PublicKeyCredential = &serde_json::from_str(&answered.credential).map_err(|_| wrong())?;
    let (owner, credential) = node.identify_discoverable_authentication(given).map_err(|_| wrong())?;
    app.journal
        .write(|tx| async move {
            let state: DiscoverableAuthentication = take(&tx, &answered.challenge, None).await?;
            let row = passkey::Entity::find()
                .filter(passkey::Column::Credential.eq(credential.to_vec()))
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .filter(|row| row.person_id == owner)
                .ok_or_else(wrong)?;
            let mut known: Passkey = serde_json::from_str(&row.data).map_err(|_| wrong())?;
            let result = node
                .finish_discoverable_authentication_v2(given, state, &known)
                .map_err(|_| wrong())?;
            known.update_credential(&result);
            let mut row = row.into_active_model();
            row.data = Set(serde_json::to_string(&known).map_err(|_| wrong())?);
            row.used_at = Set(Some(tx.now()));
            row.update(tx.connection()).await?;
            let person = credentials::load(&tx, owner).await?;
            let way = (stay, path.to_owned());
            let entered = sessions::enter(&tx, clock, (&person, Level::Two), browser, way).await?;
            let actor = Actor::person(owner, Standing::default());
            let grant = access::decide(&actor, Action::SignIn, &person)?;
            let said = signed_in(PersonId(owner), "passkey", Level::Two);
            Ok((journal::append(&tx, clock, grant, said).await?, entered))
        })
        .await
}
