//! What the clock does: archives what was taken back two years ago, and follows an organisation that changed its home. Each is
//! one transaction, and again it does nothing.

use serde_json::json;

use super::{Held, PracticeError, advance, entry, load, save, settle, tell};
use crate::platform::access::{self, Action, Actor, Grant, Node, Purpose};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::practices::model::{PracticeId, State};
use crate::practices::rules::Step;

fn grant() -> Result<Grant, PracticeError> {
    Ok(access::decide(&Actor::system(Purpose::Decay), Action::Maintain, &Node)?)
}

/// Two years after it was taken back.
///
/// # Errors
/// [`PracticeError::Nothing`] where it is not yet, or somebody was quicker.
pub async fn archive(journal: &Journal, region: &Region, id: PracticeId) -> Result<(), PracticeError> {
    journal
        .batch(|tx| async move {
            let mut row = load(&tx, region, id).await?.row;
            advance(&mut row, &Step::Archive, tx.now()).map_err(|_| PracticeError::Nothing)?;
            let row = save(&tx, row).await?;
            let told = entry("practices.archived", &row, json!({}), None);
            Ok((tell(&tx, journal, grant()?, told).await?, ()))
        })
        .await
}

/// What waits for a chamber that is not its organisation's any more goes to the one that is.
///
/// # Errors
/// [`PracticeError::Nothing`] where it lies where it should.
pub async fn follow_home(journal: &Journal, region: &Region, id: PracticeId) -> Result<(), PracticeError> {
    journal
        .batch(|tx| async move {
            let Held { mut row, acting, .. } = load(&tx, region, id).await?;
            let before = row.chamber.clone();
            if row.state != State::Submitted.code() {
                return Err(PracticeError::Nothing);
            }
            settle(&mut row, acting)?;
            if row.chamber == before {
                return Err(PracticeError::Nothing);
            }
            let row = save(&tx, row).await?;
            let told = entry("practices.moved", &row, json!({}), None);
            Ok((tell(&tx, journal, grant()?, told).await?, ()))
        })
        .await
}
