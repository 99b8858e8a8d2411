//! Language versions: what an opportunity says in another language, entered by its organisation or its chamber. Nothing is
//! translated by machine.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;

use super::{Hands, Held, OpportunityError, entry, load, tell, who};
use crate::opportunities::model::{Content, OpportunityId, State};
use crate::opportunities::queries::known_behind;
use crate::opportunities::rules::{check_version, digest, findings, is_entered, tidy};
use crate::opportunities::tables::version::{Column, Entity, Model};
use crate::platform::access::{Action, Grant};
use crate::platform::texts::Locale;

/// A version as it was typed.
#[derive(Clone, Debug)]
pub struct Translated {
    /// In which language.
    pub language: Locale,
    /// Its texts; all empty takes it away.
    pub texts: Content,
    /// Of an anonymous one: its writer has looked at the passages that may name the organisation, and they do not.
    pub looked: bool,
}

/// The right to enter one: of the organisation, or of the chamber.
fn right(hands: Hands<'_>, held: &Held) -> Result<Grant, OpportunityError> {
    let state = State::from_code(&held.row.state).unwrap_or(State::Archived);
    let by_chamber = held.allow(hands.actor, Action::ReviewOpportunity);
    if is_entered(state, true) && by_chamber.is_ok() {
        return by_chamber;
    }
    match held.allow(hands.actor, Action::EditOpportunity) {
        Ok(grant) if is_entered(state, false) => Ok(grant),
        // Whoever may enter one at another time is told so.
        Ok(_) => Err(OpportunityError::Fixed(state)),
        Err(_) if by_chamber.is_ok() => Err(OpportunityError::Fixed(state)),
        Err(error) => Err(error),
    }
}

/// Enters a version, or takes it away.
///
/// # Errors
/// [`OpportunityError::Faults`] says what is missing, [`OpportunityError::Identifying`] what would name the organisation.
pub async fn translate(hands: Hands<'_>, id: OpportunityId, translated: &Translated) -> Result<(), OpportunityError> {
    let texts = &tidy(translated.texts.texts());
    let known = &known_behind(hands.journal.database(), &hands.web.region, id).await?;
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = right(hands, &held)?;
            let (row, by) = (&held.row, who(hands.actor)?);
            if row.language == translated.language.code() {
                return Err(OpportunityError::Original);
            }
            let key = (row.id, translated.language.code().to_owned());
            if *texts == Content::default() {
                Entity::delete_by_id(key).exec(tx.connection()).await?;
            } else {
                let original: Content = serde_json::from_str(&row.content)?;
                let faults = check_version(&original, texts);
                if !faults.is_empty() {
                    return Err(OpportunityError::Faults(faults));
                }
                let found = match row.anonymous {
                    true => findings(texts, known),
                    false => Vec::new(),
                };
                if found.iter().any(|one| one.passage.certain || !translated.looked) {
                    return Err(OpportunityError::Identifying(found));
                }
                let version = Model {
                    opportunity_id: row.id,
                    language: translated.language.code().to_owned(),
                    content: serde_json::to_string(texts)?,
                    written_of: digest(&original),
                    author: Some(by),
                    at: tx.now(),
                };
                let again = OnConflict::columns([Column::OpportunityId, Column::Language])
                    .update_columns([Column::Content, Column::WrittenOf, Column::Author, Column::At])
                    .to_owned();
                Entity::insert(version.into_active_model().reset_all())
                    .on_conflict(again)
                    .exec_without_returning(tx.connection())
                    .await?;
            }
            let more = json!({ "language": translated.language.code() });
            let written = Some((Some(by), json!({ "texts": texts })));
            let told = entry("opportunities.translated", row, more, written);
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}
