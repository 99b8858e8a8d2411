//! What every change of how one signs in asks for, and whom it is told to.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::accounts::letters;
use crate::accounts::model::{AccountError, Purpose};
use crate::accounts::sessions;
use crate::accounts::tables::{person, sign_in_link};
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

/// Ends what was begun with how one signed in until now: all sessions but one, all tokens, links to sign in and sign-ins
/// that wait for their second factor.
pub(super) async fn end_rest(tx: &Tx, owner: Uuid, but: Option<Uuid>) -> Result<(), DatabaseError> {
    sessions::end_all(tx, owner, but).await?;
    sessions::end_tokens(tx, owner).await?;
    let begun = [Purpose::SignIn, Purpose::Reset, Purpose::Second].map(Purpose::code);
    sign_in_link::Entity::update_many()
        .col_expr(sign_in_link::Column::UsedAt, Expr::value(tx.now()))
        .filter(sign_in_link::Column::PersonId.eq(owner))
        .filter(sign_in_link::Column::UsedAt.is_null())
        .filter(sign_in_link::Column::Purpose.is_in(begun))
        .exec(tx.connection())
        .await?;
    Ok(())
}
