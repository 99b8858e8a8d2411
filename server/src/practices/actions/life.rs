//! What an organisation does with a practice once it is written: sends it, takes it back.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::json;

use super::{Hands, Held, PracticeError, advance, entry, load, same_version, save, settle, tell};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{briefs, is_shown};
use crate::outcomes::{self, OutcomeId};
use crate::platform::access::Action;
use crate::platform::database::Tx;
use crate::platform::region::Region;
use crate::platform::web::Fault;
use crate::practices::model::{Content, PracticeId};
use crate::practices::rules::{Codes, Step, check, organisation_of};

/// Sends it to the home chamber.
///
/// # Errors
/// [`PracticeError::Faults`] says what is missing.
pub async fn send(hands: Hands<'_>, id: PracticeId, version: Option<i64>) -> Result<(), PracticeError> {
    let region = &*hands.web.region;
    let today = region.today(hands.journal.clock());
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, region, id).await?;
            let grant = held.allow(hands.actor, Action::EditPractice)?;
            let Held { mut row, acting, .. } = held;
            same_version(row.version, version)?;
            advance(&mut row, &Step::Send, tx.now())?;
            settle(&mut row, acting)?;
            let organisation = OrganisationId(row.organisation_id);
            if !is_shown(tx.connection(), organisation).await? {
                return Err(PracticeError::NotShown);
            }
            let content: Content = serde_json::from_str(&row.content)?;
            let faults = faults(&tx, organisation, &content, (region, today)).await?;
            if !faults.is_empty() {
                return Err(PracticeError::Faults(faults));
            }
            let row = save(&tx, row).await?;
            let written = (row.author, json!({ "content": content }));
            let told = entry("practices.sent", &row, json!({}), Some(written));
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

/// What is missing, by what the region and the other features know.
async fn faults(
    tx: &Tx,
    of: OrganisationId,
    content: &Content,
    (region, today): (&Region, NaiveDate),
) -> Result<Vec<Fault>, PracticeError> {
    let named: Vec<_> = content
        .organisations
        .iter()
        .filter_map(|typed| organisation_of(typed))
        .collect();
    let named: Vec<_> = named.iter().map(|id| id.0).collect();
    let shown = briefs(tx.connection(), &named).await?;
    let shown: HashSet<OrganisationId> = shown.iter().filter(|one| one.public).map(|one| one.id).collect();
    let confirmed: HashSet<OutcomeId> = match content.outcomes.is_empty() {
        true => HashSet::new(),
        false => {
            let found = outcomes::confirmed_by_id(tx.connection(), of).await?;
            found.into_iter().map(|(id, _)| id).collect()
        }
    };
    let codes = Codes {
        territory: &|code| region.territory(code).is_some(),
        organisation: &|id| id != of && shown.contains(&id),
        outcome: &|id| confirmed.contains(&id),
    };
    Ok(check(content, codes, today))
}

/// Takes it back from where everybody sees it.
///
/// # Errors
/// See [`PracticeError`].
pub async fn withdraw(hands: Hands<'_>, id: PracticeId, version: Option<i64>) -> Result<(), PracticeError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::EditPractice)?;
            let mut row = held.row;
            same_version(row.version, version)?;
            advance(&mut row, &Step::Withdraw, tx.now())?;
            let row = save(&tx, row).await?;
            let told = entry("practices.withdrawn", &row, json!({}), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}
