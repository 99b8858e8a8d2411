//! What people and the operator ask for: one function a verb, one transaction with its entry in the journal.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, Set};
use serde_json::{Value, json};
use uuid::Uuid;

use super::letters;
use super::model::{COOLING, ErasureId, PrivacyError, State};
use super::tables::erasure;
use crate::accounts::{self, Person, personal::own_grant};
use crate::app::App;
use crate::notices;
use crate::platform::access::{self, Action, Actor, Node, Ownership, Purpose};
use crate::platform::clock::Clock;
use crate::platform::database::Tx;
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::mail;

/// An entry about a person that can be erased with them.
fn entry(action: &'static str, person: Uuid, says: Value) -> Entry {
    Entry::of(action, format!("person:{}", encode(person)), Some(person), &says)
}

/// Asks for one's own erasure. Until its day it can be taken back.
///
/// # Errors
/// [`PrivacyError::Already`]; a sign-in that is not fresh or strong enough.
pub async fn request(app: &App, actor: &Actor) -> Result<ErasureId, PrivacyError> {
    let clock = app.journal.clock();
    app.journal
        .write(|tx| async move {
            let (grant, person) = own_grant(&tx, actor, Action::ErasePerson).await?;
            let row = begin(&tx, clock, person.id.0, COOLING).await?;
            let id = ErasureId(row.id);
            mail::queue(&tx, clock, &letters::asked(&app.web, &person, id, row.due_at)).await?;
            let said = entry("privacy.asked", person.id.0, json!({ "erasure": id }));
            Ok((journal::append(&tx, clock, grant, said).await?, id))
        })
        .await
}

/// The operator asks for somebody who cannot: after a letter, say. `at_once` leaves no time to change one's mind.
///
/// # Errors
/// [`PrivacyError::Nobody`], [`PrivacyError::Already`].
pub async fn request_for(journal: &Journal, address: &str, at_once: bool) -> Result<ErasureId, PrivacyError> {
    let operator = &Actor::system(Purpose::Operator);
    journal
        .write(|tx| async move {
            let found = accounts::find_by_mail(tx.connection(), address).await?;
            let person = found.ok_or_else(|| PrivacyError::Nobody(address.to_owned()))?;
            let whose = Ownership {
                id: person.id.0,
                person: Some(person.id.0),
                ..Ownership::default()
            };
            let grant = access::decide(operator, Action::ErasePerson, &whose)?;
            let wait = if at_once { 0 } else { COOLING };
            if at_once {
                // What was asked for before, with time to think, is done now.
                drop_open(&tx, person.id.0).await?;
            }
            let row = begin(&tx, journal.clock(), person.id.0, wait).await?;
            let id = ErasureId(row.id);
            let said = entry(
                "privacy.asked",
                person.id.0,
                json!({ "erasure": id, "atOnce": at_once }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, said).await?, id))
        })
        .await
}

/// Takes back what one asked for.
///
/// # Errors
/// [`PrivacyError::Absent`] where there is nothing, or its day has come.
pub async fn keep(app: &App, actor: &Actor) -> Result<(), PrivacyError> {
    let clock = app.journal.clock();
    app.journal
        .write(|tx| async move {
            let (grant, person) = own_grant(&tx, actor, Action::ManageAccount).await?;
            let row = open_of(&tx, person.id.0).await?.ok_or(PrivacyError::Absent)?;
            if row.state != State::Cooling.code() || row.due_at <= tx.now() {
                return Err(PrivacyError::Absent);
            }
            let id = ErasureId(row.id);
            let mut row = row.into_active_model();
            row.state = Set(State::Cancelled.code().to_owned());
            row.ended_at = Set(Some(tx.now()));
            row.update(tx.connection()).await?;
            mail::queue(&tx, clock, &letters::kept(&app.web, &person)).await?;
            let said = entry("privacy.kept", person.id.0, json!({ "erasure": id }));
            Ok((journal::append(&tx, clock, grant, said).await?, ()))
        })
        .await
}

/// The right to the export of one's own data, used up by its entry; whose it is.
///
/// # Errors
/// A sign-in that is not fresh or strong enough.
pub async fn exported(app: &App, actor: &Actor) -> Result<Person, PrivacyError> {
    let clock = app.journal.clock();
    app.journal
        .write(|tx| async move {
            let (grant, person) = own_grant(&tx, actor, Action::ManageCredentials).await?;
            let said = entry("privacy.exported", person.id.0, json!({}));
            Ok((journal::append(&tx, clock, grant, said).await?, person))
        })
        .await
}

/// Lets the letters go that a restored copy holds, or drops them; how many.
///
/// # Errors
/// When the database refuses.
pub async fn release_mail(journal: &Journal, discard: bool) -> Result<u64, PrivacyError> {
    let platform = &Actor::system(Purpose::Maintenance);
    journal
        .write(|tx| async move {
            let grant = access::decide(platform, Action::Maintain, &Node)?;
            if discard {
                notices::drop_held(&tx).await?;
            }
            let letters = mail::hold::release(&tx, discard).await?;
            let says = json!({ "letters": letters, "discarded": discard });
            let entry = Entry::of("mail.released", "mail:held".to_owned(), None, &says);
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, letters))
        })
        .await
}

/// The one that is not at its end.
pub(super) async fn open_of(tx: &Tx, person: Uuid) -> Result<Option<erasure::Model>, PrivacyError> {
    let open = [State::Cooling, State::Executing].map(State::code);
    Ok(erasure::Entity::find()
        .filter(erasure::Column::PersonId.eq(person))
        .filter(erasure::Column::State.is_in(open))
        .lock_exclusive()
        .one(tx.connection())
        .await?)
}

async fn drop_open(tx: &Tx, person: Uuid) -> Result<(), PrivacyError> {
    let Some(row) = open_of(tx, person)
        .await?
        .filter(|row| row.state == State::Cooling.code())
    else {
        return Ok(());
    };
    let mut row = row.into_active_model();
    row.state = Set(State::Cancelled.code().to_owned());
    row.ended_at = Set(Some(tx.now()));
    row.update(tx.connection()).await?;
    Ok(())
}

/// A new one; a second beside one that is open is refused.
pub(super) async fn begin(tx: &Tx, clock: &Clock, person: Uuid, wait: i64) -> Result<erasure::Model, PrivacyError> {
    if open_of(tx, person).await?.is_some() {
        return Err(PrivacyError::Already);
    }
    let row = erasure::Model {
        id: clock.id(),
        person_id: person,
        state: State::Cooling.code().to_owned(),
        requested_at: tx.now(),
        due_at: tx.now() + wait,
        ended_at: None,
        files: String::new(),
    };
    row.clone()
        .into_active_model()
        .reset_all()
        .insert(tx.connection())
        .await?;
    Ok(row)
}
