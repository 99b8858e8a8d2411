//! Work on a case before it is decided: take, ask and answer, note, hand over, take back.

use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::{CaseError, Desk, advance, allow, kind, load, save, tell, who};
use crate::cases::model::CaseId;
use crate::cases::queries::is_heard;
use crate::cases::rules::{Step, check_message};
use crate::cases::tables::case_message;
use crate::chambers;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{Action, Refusal};
use crate::platform::database::Tx;

/// An adviser takes a case; `over` takes it from a colleague.
///
/// # Errors
/// See [`CaseError`].
pub async fn take(desk: Desk<'_>, id: CaseId, version: Option<i64>, over: bool) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, Action::WorkCase, &row)?;
            let by = who(desk.actor)?;
            let before = row.assignee;
            advance(desk, &mut row, &Step::Take { by, over }, tx.now())?;
            let row = save(&tx, &grant, row).await?;
            let from = before.filter(|other| *other != by).map(crate::platform::id::encode);
            let more = json!({ "from": from });
            Ok((tell(&tx, clock, grant, "cases.taken", &row, more, None).await?, ()))
        })
        .await
}

/// Hands a case over to another chamber, with a note why.
///
/// # Errors
/// See [`CaseError`]; a chamber that does not operate here is a fault of the field `chamber`.
pub async fn hand_over(
    desk: Desk<'_>,
    id: CaseId,
    version: Option<i64>,
    chamber: &str,
    why: &str,
) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    if desk.region.chamber(chamber).is_none() {
        return Err(CaseError::Faults(vec![("chamber", "unknown", 0)]));
    }
    let why = &check_message("why", why).map_err(CaseError::Faults)?;
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, Action::WorkCase, &row)?;
            let by = who(desk.actor)?;
            let from = row.chamber.clone();
            // Nobody would look at a case of a chamber that does not operate here.
            let here = chambers::deciding(tx.connection(), desk.region).await?;
            let Some(other) = here.iter().find(|one| one.code == chamber) else {
                return Err(CaseError::Faults(vec![("chamber", "unknown", 0)]));
            };
            let step = Step::HandOver {
                by,
                to: other.code.clone(),
                days: other.target_days,
            };
            advance(desk, &mut row, &step, tx.now())?;
            let row = save(&tx, &grant, row).await?;
            write_down(desk, &tx, id, by, "note", why).await?;
            let written = Some((Some(by), json!({ "why": why })));
            let receipt = tell(
                &tx,
                clock,
                grant,
                "cases.handed_over",
                &row,
                json!({ "from": from }),
                written,
            )
            .await?;
            Ok((receipt, ()))
        })
        .await
}

/// Asks the applicant; the clock stands until the answer.
///
/// # Errors
/// See [`CaseError`].
pub async fn ask(desk: Desk<'_>, id: CaseId, version: Option<i64>, question: &str) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    let question = &check_message("question", question).map_err(CaseError::Faults)?;
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, Action::WorkCase, &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Ask { by }, tx.now())?;
            if !is_heard(tx.connection(), row.applicant, row.organisation_id.map(OrganisationId)).await? {
                // The clock would stand for an answer that cannot come.
                return Err(CaseError::Unheard);
            }
            let row = save(&tx, &grant, row).await?;
            write_down(desk, &tx, id, by, "question", question).await?;
            let written = Some((row.applicant, json!({ "question": question })));
            Ok((
                tell(&tx, clock, grant, "cases.asked", &row, json!({}), written).await?,
                (),
            ))
        })
        .await
}

/// The applicant's answer; what is asked for may have changed with it.
///
/// # Errors
/// See [`CaseError`].
pub async fn answer(
    desk: Desk<'_>,
    id: CaseId,
    version: Option<i64>,
    body: &str,
    dossier: Option<&serde_json::Value>,
) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    let body = &check_message("body", body).map_err(CaseError::Faults)?;
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, Action::AnswerCase, &row)?;
            let by = who(desk.actor)?;
            advance(desk, &mut row, &Step::Answer, tx.now())?;
            if let Some(dossier) = dossier {
                row.dossier = dossier.to_string();
            }
            let row = save(&tx, &grant, row).await?;
            write_down(desk, &tx, id, by, "answer", body).await?;
            let written = Some((Some(by), json!({ "answer": body, "dossier": dossier })));
            let receipt = tell(&tx, clock, grant, "cases.answered", &row, json!({}), written).await?;
            Ok((receipt, ()))
        })
        .await
}

/// A note only the chamber reads.
///
/// # Errors
/// See [`CaseError`].
pub async fn note(desk: Desk<'_>, id: CaseId, body: &str) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    let body = &check_message("note", body).map_err(CaseError::Faults)?;
    desk.journal
        .write(|tx| async move {
            let row = load(&tx, id, None).await?;
            let grant = allow(desk.actor, Action::WorkCase, &row)?;
            let by = who(desk.actor)?;
            write_down(desk, &tx, id, by, "note", body).await?;
            let written = Some((Some(by), json!({ "note": body })));
            Ok((
                tell(&tx, clock, grant, "cases.noted", &row, json!({}), written).await?,
                (),
            ))
        })
        .await
}

/// The applicant takes it back.
///
/// # Errors
/// See [`CaseError`].
pub async fn withdraw(desk: Desk<'_>, id: CaseId, version: Option<i64>) -> Result<(), CaseError> {
    let clock = desk.journal.clock();
    desk.journal
        .write(|tx| async move {
            let mut row = load(&tx, id, version).await?;
            let grant = allow(desk.actor, Action::AnswerCase, &row)?;
            // An owner does not make go away what somebody else says about the organisation.
            if row.applicant != desk.actor.person_id() && kind(&row).is_of_others() {
                return Err(Refusal::Forbidden.into());
            }
            advance(desk, &mut row, &Step::Withdraw, tx.now())?;
            let row = save(&tx, &grant, row).await?;
            Ok((
                tell(&tx, clock, grant, "cases.withdrawn", &row, json!({}), None).await?,
                (),
            ))
        })
        .await
}

async fn write_down(
    desk: Desk<'_>,
    tx: &Tx,
    case: CaseId,
    author: Uuid,
    side: &str,
    body: &str,
) -> Result<(), CaseError> {
    let row = case_message::Model {
        id: desk.journal.clock().id(),
        case_id: case.0,
        at: tx.now(),
        author: Some(author),
        side: side.to_owned(),
        body: body.to_owned(),
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(())
}
