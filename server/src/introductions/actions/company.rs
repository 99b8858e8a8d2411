//! What accompanies an introduction: who advises on each side, what is said, what comes next, and each chamber's own notes.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::{IntroductionError, Office, advance, load, right, rights, save, tell, unchanged, who};
use crate::accounts;
use crate::introductions::model::{IntroductionId, MESSAGE_LEAST, MESSAGE_LIMIT, NEXT_LIMIT, Party, Side};
use crate::introductions::rules::{Fault, Step, StepKind, check_text};
use crate::introductions::tables::introduction::Model;
use crate::introductions::tables::introduction_message;
use crate::platform::access::Refusal;
use crate::platform::database::Tx;
use crate::platform::id::encode;
use crate::platform::texts::Locale;

/// A chamber names its adviser, or hands over to a colleague: somebody of that chamber who belongs to neither of the two.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn name(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    (side, to): (Side, Uuid),
) -> Result<(), IntroductionError> {
    let clock = office.journal.clock();
    office
        .journal
        .write(|tx| async move {
            let mut row = load(&tx, id).await?;
            let party = match side {
                Side::Requester => Party::RequesterChamber,
                Side::Target => Party::TargetChamber,
            };
            let grant = match right(office.actor, &row, party, party.right()) {
                Ok(grant) => grant,
                Err(refusal) => {
                    // Whoever knows of it by another way is told that it is not theirs.
                    let _known = rights(office.actor, &row, StepKind::Name)?;
                    let fault: IntroductionError = match refusal {
                        Refusal::Hidden => Fault::NotYours.into(),
                        other => other.into(),
                    };
                    return Err(fault);
                }
            };
            let by = who(office.actor)?;
            unchanged(&row, version)?;
            if !may_advise(&tx, &row, side, to).await? {
                return Err(IntroductionError::Adviser);
            }
            let before = row.course().adviser(side);
            advance(office.region, &mut row, Step::Name { to }, (party, Some(by)), tx.now())?;
            let row = save(&tx, &grant, row).await?;
            let more = json!({ "side": side, "person": encode(to), "before": before.map(encode), "party": party });
            Ok((
                tell(&tx, clock, grant, "introductions.named", &row, more, None).await?,
                (),
            ))
        })
        .await
}

async fn may_advise(tx: &Tx, row: &Model, side: Side, person: Uuid) -> Result<bool, IntroductionError> {
    let holders = accounts::holders(tx.connection(), row.chamber(side)).await?;
    let mut may = holders.iter().any(|(holder, _)| holder.id.0 == person);
    for organisation in [row.requester_id, row.target_id] {
        let members = accounts::members(tx.connection(), organisation).await?;
        may &= !members.iter().any(|(member, _)| member.id.0 == person);
    }
    Ok(may)
}

/// What comes next and until when, said by either side: the clock runs until then.
///
/// # Errors
/// See [`IntroductionError`]; a day that is over or too far away is a fault of the field `on`.
pub async fn plan(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    (next, on): (&str, Option<NaiveDate>),
) -> Result<(), IntroductionError> {
    let next = check_text("next", next, MESSAGE_LEAST, NEXT_LIMIT);
    let on = on.ok_or(("on", "missing", 0));
    let (next, on) = match (next, on) {
        (Ok(next), Ok(on)) => (next, on),
        (next, on) => {
            let faults = [next.err(), on.err()];
            return Err(IntroductionError::Faults(faults.into_iter().flatten().collect()));
        }
    };
    let (clock, next) = (office.journal.clock(), &next);
    office
        .journal
        .write(|tx| async move {
            let mut row = load(&tx, id).await?;
            let (party, grant) = rights(office.actor, &row, StepKind::Plan)?;
            unchanged(&row, version)?;
            let by = who(office.actor)?;
            let until = office.region.zone.end_of(on);
            match advance(
                office.region,
                &mut row,
                Step::Plan { until },
                (party, Some(by)),
                tx.now(),
            ) {
                Err(Fault::Day) => return Err(IntroductionError::Faults(vec![("on", "day", 0)])),
                taken => taken?,
            }
            row.next_step = Some(next.clone());
            let row = save(&tx, &grant, row).await?;
            let written = (Some(by), json!({ "next": next }));
            let more = json!({ "on": on, "party": party });
            let receipt = tell(&tx, clock, grant, "introductions.planned", &row, more, Some(written)).await?;
            Ok((receipt, ()))
        })
        .await
}

/// A message both sides and their advisers read, from *accepted* on.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn message(
    office: Office<'_>,
    id: IntroductionId,
    body: &str,
    language: Locale,
) -> Result<(), IntroductionError> {
    let body = check_text("body", body, MESSAGE_LEAST, MESSAGE_LIMIT);
    let (clock, body) = (
        office.journal.clock(),
        &body.map_err(|fault| IntroductionError::Faults(vec![fault]))?,
    );
    office
        .journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            // Whoever may plan may speak.
            let (party, grant) = rights(office.actor, &row, StepKind::Plan)?;
            if !row.stands().is_shared() {
                return Err(Fault::State(row.stands()).into());
            }
            let by = who(office.actor)?;
            write_down(office, &tx, &row, (party, by), "message", (body, language)).await?;
            let written = (Some(by), json!({ "message": body }));
            let more = json!({ "party": party });
            let receipt = tell(&tx, clock, grant, "introductions.messaged", &row, more, Some(written)).await?;
            Ok((receipt, ()))
        })
        .await
}

/// A note only the chamber of that side reads.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn note(
    office: Office<'_>,
    id: IntroductionId,
    side: Side,
    (body, language): (&str, Locale),
) -> Result<(), IntroductionError> {
    let body = check_text("note", body, MESSAGE_LEAST, MESSAGE_LIMIT);
    let (clock, body) = (
        office.journal.clock(),
        &body.map_err(|fault| IntroductionError::Faults(vec![fault]))?,
    );
    office
        .journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let party = match side {
                Side::Requester => Party::RequesterChamber,
                Side::Target => Party::TargetChamber,
            };
            let grant = right(office.actor, &row, party, party.right())?;
            let by = who(office.actor)?;
            write_down(office, &tx, &row, (party, by), "note", (body, language)).await?;
            let written = (Some(by), json!({ "note": body }));
            let more = json!({ "party": party });
            let receipt = tell(&tx, clock, grant, "introductions.noted", &row, more, Some(written)).await?;
            Ok((receipt, ()))
        })
        .await
}

async fn write_down(
    office: Office<'_>,
    tx: &Tx,
    row: &Model,
    (party, by): (Party, Uuid),
    kind: &str,
    (body, language): (&str, Locale),
) -> Result<(), IntroductionError> {
    let row = introduction_message::Model {
        id: office.journal.clock().id(),
        introduction_id: row.id,
        at: tx.now(),
        author: Some(by),
        party: party.code().to_owned(),
        kind: kind.to_owned(),
        language: language.code().to_owned(),
        body: body.to_owned(),
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(())
}
