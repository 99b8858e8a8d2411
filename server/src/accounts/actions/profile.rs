//! What a person says of themselves, and what they want of the desk and of letters.

use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
use serde_json::json;

use super::link::check_name;
use super::{credentials, entry};
use crate::accounts::browser::Browser;
use crate::accounts::model::{AccountError, Digest, Fault, PersonId};
use crate::accounts::sessions;
use crate::app::App;
use crate::platform::access::{self, Action, Refusal};
use crate::platform::journal;
use crate::platform::texts::Locale;

/// All of it.
#[derive(Clone, Debug)]
pub struct Profile {
    /// As typed.
    pub name: String,
    /// Of letters.
    pub language: Locale,
    /// Declares to be a professional investor.
    pub professional: bool,
    /// Wants no keys on the desk.
    pub keys_off: bool,
    /// How notices come.
    pub digest: Digest,
}

/// Changes one's own profile.
///
/// # Errors
/// A name that will not do.
pub async fn change(app: &App, browser: &Browser, new: &Profile) -> Result<(), AccountError> {
    let actor = &browser.visitor.actor;
    let owner = actor.person_id().ok_or(Refusal::SignIn)?;
    let name = &check_name(&new.name).map_err(Fault::alone)?;
    app.journal
        .write(|tx| async move {
            let person = credentials::load(&tx, owner).await?;
            let grant = access::decide(actor, Action::ManageAccount, &person)?;
            let (version, was) = (person.version, person.professional);
            let mut row = person.into_active_model();
            row.name = Set(name.clone());
            row.language = Set(new.language.code().to_owned());
            row.professional = Set(new.professional);
            row.keys_off = Set(new.keys_off);
            row.digest = Set(new.digest.code().to_owned());
            row.version = Set(version + 1);
            row.update(tx.connection()).await?;
            if was != new.professional {
                sessions::renew_all(&tx, owner).await?;
            }
            let said = json!({
                "language": new.language.code(),
                "professional": new.professional,
                "digest": new.digest.code(),
            });
            let said = entry("accounts.changed", PersonId(owner), said);
            Ok((journal::append(&tx, app.journal.clock(), grant, said).await?, ()))
        })
        .await
}
