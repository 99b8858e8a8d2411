//! What an organisation does with an opportunity once it is written: sends it, takes it back, lets it live longer, takes
//! interest or none.

use chrono::NaiveDate;
use serde_json::json;

use super::{Hands, Held, OpportunityError, advance, entry, load, same_version, save, settle, tell};
use crate::opportunities::model::{Content, OpportunityId, Type};
use crate::opportunities::queries::known_behind;
use crate::opportunities::rules::{Codes, Finding, Step, check, findings, may_open};
use crate::opportunities::vocabulary;
use crate::organisations::from_days;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::is_shown;
use crate::platform::access::Action;
use crate::platform::region::Region;
use crate::platform::web::{Fault, Why};

/// Sends it to the chamber. `looked`: its author has looked at the passages that may name the organisation, and they do not.
///
/// # Errors
/// [`OpportunityError::Faults`] says what is missing, [`OpportunityError::Identifying`] what would name the organisation.
pub async fn send(
    hands: Hands<'_>,
    id: OpportunityId,
    version: Option<i64>,
    looked: bool,
) -> Result<(), OpportunityError> {
    let region = &*hands.web.region;
    let today = region.today(hands.journal.clock());
    // Looked up before: what names an organisation lies in many tables, and nobody waits for that.
    let known = &known_behind(hands.journal.database(), region, id).await?;
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            let Held { mut row, home, acting } = held;
            same_version(&row, version)?;
            settle(&mut row, &home, acting)?;
            advance(&mut row, &Step::Send, tx.now())?;
            let organisation = OrganisationId(row.organisation_id);
            if !is_shown(tx.connection(), organisation).await? {
                return Err(OpportunityError::NotShown);
            }
            let content: Content = serde_json::from_str(&row.content)?;
            let kind = Type::from_code(&row.kind).unwrap_or(Type::BusinessOffer);
            let faults = faults(kind, &content, region, today);
            if !faults.is_empty() {
                return Err(OpportunityError::Faults(faults));
            }
            if row.anonymous {
                let found = findings(&content, known);
                if found.iter().any(|one| one.passage.certain || !looked) {
                    return Err(OpportunityError::Identifying(found));
                }
            }
            let row = save(&tx, row).await?;
            let written = (row.author, json!({ "content": content }));
            let told = entry("opportunities.sent", &row, json!({}), Some(written));
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

/// What is missing, by the codes the region knows.
fn faults(kind: Type, content: &Content, region: &Region, today: NaiveDate) -> Vec<Fault> {
    let codes = Codes {
        technology: &|code| vocabulary::is_technology(region, code),
        market: &|code| vocabulary::is_market(region, code),
        territory: &|code| region.territory(code).is_some(),
    };
    check(kind, content, codes, today)
}

/// As faults of fields, for whoever asks by fields.
#[must_use]
pub fn as_faults(found: &[Finding]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for one in found {
        let fault = Fault {
            field: one.field.code(),
            why: Why::Identifying,
        };
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

/// One step of its organisation, with what the journal calls it.
async fn step(
    hands: Hands<'_>,
    id: OpportunityId,
    version: Option<i64>,
    (step, action): (Step, &'static str),
) -> Result<(), OpportunityError> {
    let (step, region) = (&step, &*hands.web.region);
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditOpportunity)?;
            let mut row = held.row;
            same_version(&row, version)?;
            if step == &Step::Open(true) {
                may_open(row.deadline.map(from_days), region.zone.day(tx.now()))?;
            }
            advance(&mut row, step, tx.now())?;
            let row = save(&tx, row).await?;
            let told = entry(action, &row, json!({ "expiresAt": row.expires_at }), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

/// Takes it back from where everybody sees it.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn withdraw(hands: Hands<'_>, id: OpportunityId, version: Option<i64>) -> Result<(), OpportunityError> {
    step(hands, id, version, (Step::Withdraw, "opportunities.withdrawn")).await
}

/// Lets it live a year longer, once, in its last thirty days.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn extend(hands: Hands<'_>, id: OpportunityId, version: Option<i64>) -> Result<(), OpportunityError> {
    step(hands, id, version, (Step::Extend, "opportunities.extended")).await
}

/// Takes interest, or none for now.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn set_open(
    hands: Hands<'_>,
    id: OpportunityId,
    version: Option<i64>,
    open: bool,
) -> Result<(), OpportunityError> {
    let action = if open {
        "opportunities.opened"
    } else {
        "opportunities.closed"
    };
    step(hands, id, version, (Step::Open(open), action)).await
}
