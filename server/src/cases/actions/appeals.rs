//! Appeals: by the applicant or by the link in the letter, within six months, decided by another chamber.

use serde_json::json;

use super::{CaseError, Desk, advance, allow, effects, load, save, tell, who};
use crate::cases::model::{CaseId, State};
use crate::cases::queries;
use crate::cases::rules::{Step, check_message, choose};
use crate::chambers::target_days;
use crate::platform::access::{Action, Actor};

/// Appeals against a negative decision. Another chamber gets the whole case, by rota.
///
/// # Errors
/// See [`CaseError`]; [`CaseError::NoOtherChamber`] where no other operates here.
pub async fn appeal(desk: Desk<'_>, id: CaseId, reason: &str) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    let reason = &check_message("reason", reason).map_err(CaseError::Faults)?;
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, None).await?;
            let grant = allow(desk.actor, Action::AppealCase, &row)?;
            let first = row.first_chamber.clone().unwrap_or_else(|| row.chamber.clone());
            let candidates = queries::appeal_candidates(&tx, desk.region).await?;
            let to = choose(&candidates, &first, &[]).ok_or(CaseError::NoOtherChamber)?;
            let step = Step::Appeal {
                to: to.to_owned(),
                days: target_days(tx.connection(), desk.region, to).await?,
            };
            advance(desk, &mut row, &step, tx.now())?;
            row.appeal_reason = Some(reason.clone());
            row.appealed_at = Some(tx.now());
            let row = save(&tx, &grant, row).await?;
            let written = Some((row.applicant, json!({ "reason": reason })));
            let receipt = tell(
                &tx,
                clock,
                grant,
                "cases.appealed",
                &row,
                json!({ "from": first }),
                written,
            )
            .await?;
            Ok((receipt, ()))
        })
        .await
}

/// As [`appeal`], by whoever holds the link of the letter.
///
/// # Errors
/// See [`CaseError`].
pub async fn appeal_by_link(desk: Desk<'_>, id: CaseId, reason: &str) -> Result<(), CaseError> {
    let holder = Actor::link(id.0);
    appeal(Desk { actor: &holder, ..desk }, id, reason).await
}

/// The other chamber decides: the decision stays, or the opposite happens.
///
/// # Errors
/// See [`CaseError`].
pub async fn review(
    desk: Desk<'_>,
    id: CaseId,
    version: Option<i64>,
    upheld: bool,
    facts: &str,
) -> Result<State, CaseError> {
    let clock = desk.journal.clock();
    let facts = &check_message("facts", facts).map_err(CaseError::Faults)?;
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, Action::DecideAppeal, &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Review { by, upheld }, tx.now())?;
            row.appeal_decider = Some(by);
            row.appeal_facts = Some(facts.clone());
            row.appeal_decided_at = Some(tx.now());
            let touched = if upheld {
                None
            } else {
                let effect = effects::overturn(desk, &tx, &grant, &row).await?;
                row.organisation_id = row.organisation_id.or(effect.organisation);
                row.effect = Some(effect.to_json());
                effect.organisation
            };
            let row = save(&tx, &grant, row).await?;
            let more = json!({
                "upheld": upheld,
                "organisations": touched.map(crate::platform::id::encode).into_iter().collect::<Vec<_>>(),
            });
            let written = Some((row.applicant, json!({ "facts": facts })));
            let receipt = tell(&tx, clock, grant, "cases.appeal_decided", &row, more, written).await?;
            let state = if upheld { State::Upheld } else { State::Overturned };
            Ok((receipt, state))
        })
        .await
}
