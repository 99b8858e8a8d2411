//! Decisions: by one person, or proposed by one and seconded by another; carried out at once, undone within ten minutes.

use serde_json::json;

use super::{CaseError, Desk, advance, allow, effects, kind, load, save, tell, who};
use crate::cases::model::{CaseId, Decision, Ground, Kind, Statement};
use crate::cases::rules::{Step, check_statement, classify};
use crate::cases::tables::case_file::Model;
use crate::platform::access::Grant;
use crate::platform::database::Tx;
use crate::platform::journal::Receipt;
use crate::platform::mail;

/// Decides a case, or proposes where two people are needed. `true`: it is decided.
///
/// # Errors
/// See [`CaseError`].
pub async fn decide(
    desk: Desk<'_>,
    id: CaseId,
    version: Option<i64>,
    decision: Decision,
    said: &Statement,
) -> Result<bool, CaseError> {
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let kind = kind(&row);
            let grant = allow(desk.actor, kind.right(), &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Decide { by, decision }, tx.now())?;
            state_reasons(
                &mut row,
                check_statement(kind, decision, said).map_err(CaseError::Faults)?,
            );
            if row.decision.is_some() {
                return carry_out(desk, &tx, grant, row).await;
            }
            let row = save(&tx, &grant, row).await?;
            let more = json!({ "decision": decision, "ground": row.ground });
            let receipt = tell(
                &tx,
                desk.journal.clock(),
                grant,
                "cases.proposed",
                &row,
                more,
                reasons(&row),
            )
            .await?;
            Ok((receipt, false))
        })
        .await
}

/// The second person agrees: decided.
///
/// # Errors
/// See [`CaseError`].
pub async fn second(desk: Desk<'_>, id: CaseId, version: Option<i64>) -> Result<bool, CaseError> {
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, kind(&row).right(), &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Second { by }, tx.now())?;
            carry_out(desk, &tx, grant, row).await
        })
        .await
}

/// The second person does not agree: back to work.
///
/// # Errors
/// See [`CaseError`].
pub async fn send_back(desk: Desk<'_>, id: CaseId, version: Option<i64>) -> Result<(), CaseError> {
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, kind(&row).right(), &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Return { by }, tx.now())?;
            state_reasons(&mut row, None);
            let row = save(&tx, &grant, row).await?;
            let receipt = tell(
                &tx,
                desk.journal.clock(),
                grant,
                "cases.returned",
                &row,
                json!({}),
                None,
            )
            .await?;
            Ok((receipt, ()))
        })
        .await
}

/// What was decided happens now; only its letters wait.
async fn carry_out(desk: Desk<'_>, tx: &Tx, grant: Grant, mut row: Model) -> Result<(Receipt, bool), CaseError> {
    let effect = effects::apply(desk, tx, &grant, &row).await?;
    row.organisation_id = row.organisation_id.or(effect.organisation);
    row.effect = Some(effect.to_json());
    let row = save(tx, &grant, row).await?;
    let more = json!({
        "decision": row.decision, "ground": row.ground, "proposer": row.proposer.map(crate::platform::id::encode),
        "organisations": effect.organisation.map(crate::platform::id::encode).into_iter().collect::<Vec<_>>(),
    });
    let receipt = tell(
        tx,
        desk.journal.clock(),
        grant,
        "cases.decided",
        &row,
        more,
        reasons(&row),
    )
    .await?;
    Ok((receipt, true))
}

/// Takes a decision back: what it did is undone, its letters do not leave.
///
/// # Errors
/// See [`CaseError`].
pub async fn undo(desk: Desk<'_>, id: CaseId, version: Option<i64>) -> Result<(), CaseError> {
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, kind(&row).right(), &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Undo { by }, tx.now())?;
            let touched = effects::revert(desk, &tx, &grant, &row).await?;
            row.effect = None;
            state_reasons(&mut row, None);
            mail::recall(&tx, &mail::about("case", row.id)).await?;
            let row = save(&tx, &grant, row).await?;
            let more =
                json!({ "organisations": touched.map(crate::platform::id::encode).into_iter().collect::<Vec<_>>() });
            let receipt = tell(&tx, desk.journal.clock(), grant, "cases.undone", &row, more, None).await?;
            Ok((receipt, ()))
        })
        .await
}

fn state_reasons(row: &mut Model, said: Option<Statement>) {
    row.ground = said
        .as_ref()
        .and_then(|said| said.ground)
        .map(|ground| Ground::code(ground).to_owned());
    row.sor = sor_of(row);
    row.facts = said.as_ref().map(|said| said.facts.clone());
    row.remedy = said.map(|said| said.remedy);
}

/// What the law wants counted of a negative decision, or of what is proposed: codes, no word of anybody.
fn sor_of(row: &Model) -> Option<String> {
    let decision = row.decision.as_deref().or(row.proposal.as_deref());
    let ground = Ground::from_code(row.ground.as_deref()?)?;
    let made = classify(Kind::from_code(&row.kind)?, Decision::from_code(decision?)?, ground);
    made.map(|sor| sor.to_json())
}

/// The reasons, about the applicant: erased with them.
fn reasons(row: &Model) -> Option<(Option<uuid::Uuid>, serde_json::Value)> {
    row.facts
        .as_ref()
        .map(|facts| (row.applicant, json!({ "facts": facts, "remedy": row.remedy })))
}
