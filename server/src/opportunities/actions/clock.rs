//! What the clock does: reminds, ends, archives, takes no more interest after its day; and follows an organisation that
//! changed its home. Each is one transaction, and again it does nothing.

use chrono::NaiveDate;
use serde_json::json;

use super::{Held, OpportunityError, advance, entry, load, save, settle, tell};
use crate::opportunities::letters;
use crate::opportunities::model::OpportunityId;
use crate::opportunities::rules::{Refused, Step};
use crate::opportunities::tables::opportunity::Model;
use crate::organisations::from_days;
use crate::platform::access::{self, Action, Actor, Grant, Node, Purpose};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::platform::web::Web;

fn grant() -> Result<Grant, OpportunityError> {
    Ok(access::decide(&Actor::system(Purpose::Decay), Action::Maintain, &Node)?)
}

/// What was refused because somebody was quicker is nothing to tell of.
fn quiet(refused: Refused) -> OpportunityError {
    match refused {
        Refused::State(_) | Refused::Same | Refused::Early => OpportunityError::Nothing,
        other => OpportunityError::Step(other),
    }
}

async fn step(
    journal: &Journal,
    region: &Region,
    id: OpportunityId,
    (step, action): (Step, &'static str),
) -> Result<(), OpportunityError> {
    let step = &step;
    journal
        .batch(|tx| async move {
            let mut row = load(&tx, region, id).await?.row;
            advance(&mut row, step, tx.now()).map_err(quiet)?;
            let row = save(&tx, row).await?;
            Ok((
                tell(&tx, journal, grant()?, entry(action, &row, json!({}), None)).await?,
                (),
            ))
        })
        .await
}

/// Its time is over.
///
/// # Errors
/// [`OpportunityError::Nothing`] where it is not, or somebody was quicker.
pub async fn expire(journal: &Journal, region: &Region, id: OpportunityId) -> Result<(), OpportunityError> {
    step(journal, region, id, (Step::Expire, "opportunities.expired")).await
}

/// Two years after it was published.
///
/// # Errors
/// [`OpportunityError::Nothing`] where it is not yet, or somebody was quicker.
pub async fn archive(journal: &Journal, region: &Region, id: OpportunityId) -> Result<(), OpportunityError> {
    step(journal, region, id, (Step::Archive, "opportunities.archived")).await
}

/// Reminds its organisation that it ends; the letters are written with it.
///
/// # Errors
/// [`OpportunityError::Nothing`] where it is not yet, or somebody was quicker.
pub async fn remind(journal: &Journal, web: &Web, id: OpportunityId) -> Result<(), OpportunityError> {
    let region = &*web.region;
    journal
        .batch(|tx| async move {
            let mut row = load(&tx, region, id).await?.row;
            advance(&mut row, &Step::Remind, tx.now()).map_err(quiet)?;
            let row = save(&tx, row).await?;
            letters::ends(&tx, journal.clock(), web, &row).await?;
            let told = entry("opportunities.reminded", &row, json!({}), None);
            Ok((tell(&tx, journal, grant()?, told).await?, ()))
        })
        .await
}

/// The last day on which interest can be shown is over.
///
/// # Errors
/// [`OpportunityError::Nothing`] where it is not, or somebody was quicker.
pub async fn close_for_interest(
    journal: &Journal,
    region: &Region,
    id: OpportunityId,
    today: NaiveDate,
) -> Result<(), OpportunityError> {
    journal
        .batch(|tx| async move {
            let mut row = load(&tx, region, id).await?.row;
            if row.deadline.is_none_or(|day| from_days(day) >= today) {
                return Err(OpportunityError::Nothing);
            }
            advance(&mut row, &Step::Open(false), tx.now()).map_err(quiet)?;
            let row = save(&tx, row).await?;
            let told = entry("opportunities.closed", &row, json!({}), None);
            Ok((tell(&tx, journal, grant()?, told).await?, ()))
        })
        .await
}

/// What lies with a chamber that is not its organisation's any more goes to the one that is, published or not: only that one
/// may know whose an anonymous one is.
///
/// # Errors
/// [`OpportunityError::Nothing`] where it lies where it should.
pub async fn follow_home(journal: &Journal, region: &Region, id: OpportunityId) -> Result<(), OpportunityError> {
    journal
        .batch(|tx| async move {
            let Held { mut row, home, acting } = load(&tx, region, id).await?;
            let before = place(&row);
            settle(&mut row, &home, acting)?;
            if place(&row) == before {
                return Err(OpportunityError::Nothing);
            }
            let row = save(&tx, row).await?;
            let told = entry("opportunities.moved", &row, json!({}), None);
            Ok((tell(&tx, journal, grant()?, told).await?, ()))
        })
        .await
}

fn place(row: &Model) -> (String, String) {
    (row.chamber.clone(), row.territory.clone())
}
