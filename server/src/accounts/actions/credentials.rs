//! What every change of how one signs in asks for, and whom it is told to.

use sea_orm::{EntityTrait, QuerySelect};
use uuid::Uuid;

use crate::accounts::letters;
use crate::accounts::model::AccountError;
use crate::accounts::tables::person;
use crate::app::App;
use crate::platform::access::{self, Action, Actor, Grant, Level, Refusal};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::mail;

/// A person's row, held until the end of the write.
pub(super) async fn load(tx: &Tx, id: Uuid) -> Result<person::Model, AccountError> {
    person::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx.connection())
        .await?
        .filter(|person| person.erased_at.is_none())
        .ok_or(AccountError::Absent)
}

/// Whether somebody may change how they sign in: lately signed in, and with the second factor where there is one. A link by
/// mail would otherwise be enough to take the second factor away.
pub(super) fn allow(actor: &Actor, person: &person::Model, second: bool) -> Result<Grant, AccountError> {
    let grant = access::decide(actor, Action::ManageCredentials, person)?;
    if second && actor.assurance().level < Level::Two {
        return Err(Refusal::StepUp(Level::Two).into());
    }
    Ok(grant)
}

/// Tells a person that how they sign in was changed.
pub(super) async fn tell(app: &App, tx: &Tx, person: &person::Model, what: &str) -> Result<(), DatabaseError> {
    let letter = letters::changed(&app.web, person, what);
    mail::queue(tx, app.journal.clock(), &letter).await?;
    Ok(())
}
