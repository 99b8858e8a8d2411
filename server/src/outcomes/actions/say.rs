//! What came of an introduction: said by one side, which ends it; said anew; confirmed or disputed by the other; and what a chamber
//! did about what stood in the way.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::json;
use uuid::Uuid;

use super::{OutcomeError, load, save, seen_from, speaks, tell, unchanged, who};
use crate::cases::{self, Opening};
use crate::introductions::actions::close_within;
use crate::introductions::queries::{Sides, parties_of};
use crate::introductions::{IntroductionId, Office, Side, State as Introduced};
use crate::organisations::days;
use crate::organisations::queries::briefs;
use crate::outcomes::model::{Kind, State, TEXT_LEAST};
use crate::outcomes::rules::{Said, Step, Typed, check, step, text};
use crate::outcomes::tables::{outcome, outcome_remedy};
use crate::platform::access::{self, Action, Actor, Refusal};
use crate::platform::database::Tx;
use crate::platform::texts::Locale;

/// The two sides of an introduction that is far enough. One that both know of is said to be too early; of any other nobody is told
/// here that it exists.
async fn sides_of(tx: &Tx, actor: &Actor, of: IntroductionId) -> Result<Sides, OutcomeError> {
    match far_enough(tx, of).await? {
        sides if is_said(sides.state) => Ok(sides),
        sides => {
            let _known = speaks(tx, actor, (of.0, sides.version), &sides, None).await?;
            Err(OutcomeError::Early)
        }
    }
}

/// The two sides of an introduction that both know of.
async fn far_enough(tx: &Tx, of: IntroductionId) -> Result<Sides, OutcomeError> {
    let sides = parties_of(tx.connection(), of).await?.ok_or(OutcomeError::Hidden)?;
    if sides.state.is_shared() || is_said(sides.state) {
        Ok(sides)
    } else {
        Err(OutcomeError::Hidden)
    }
}

/// Whether anything may have come of an introduction that stands so.
const fn is_said(state: Introduced) -> bool {
    matches!(state, Introduced::Negotiating | Introduced::Closed)
}

/// One side says what came of it. What was still negotiated is closed by it, and what both had only accepted, or after which they
/// had met, where nothing came of it.
///
/// # Errors
/// See [`OutcomeError`].
pub async fn record(
    office: Office<'_>,
    of: IntroductionId,
    typed: &Typed,
    language: Locale,
) -> Result<(), OutcomeError> {
    let clock = office.journal.clock();
    office
        .journal
        .write(|tx| async move {
            let sides = far_enough(&tx, of).await?;
            let (side, grant) = speaks(&tx, office.actor, (of.0, sides.version), &sides, None).await?;
            let by = who(office.actor)?;
            if !is_said(sides.state) && typed.kind != Kind::None.code() {
                return Err(OutcomeError::Early);
            }
            if load(&tx, of).await?.is_some() {
                return Err(OutcomeError::Twice);
            }
            let said = check(typed, office.region.today(clock)).map_err(OutcomeError::Faults)?;
            if sides.state != Introduced::Closed {
                let _closed = close_within(&tx, office, of, said.kind == Kind::None).await?;
            }
            let row = fresh(&tx, clock.id(), of, &sides, (side, by), &said, language);
            let added = outcome::Entity::insert(row.clone().into_active_model().reset_all())
                .on_conflict(
                    OnConflict::column(outcome::Column::IntroductionId)
                        .do_nothing()
                        .to_owned(),
                )
                .exec_without_returning(tx.connection())
                .await?;
            if added == 0 {
                return Err(OutcomeError::Twice);
            }
            let receipt = tell(
                &tx,
                clock,
                grant,
                "outcomes.recorded",
                &row,
                json!({ "side": side }),
                written(by, &said),
            )
            .await?;
            Ok((receipt, ()))
        })
        .await
}

fn written(by: Uuid, said: &Said) -> Option<(Option<Uuid>, serde_json::Value)> {
    let text = json!({ "evidence": said.evidence, "link": said.link, "obstacleText": said.obstacle_text });
    Some((Some(by), text))
}

fn fresh(
    tx: &Tx,
    id: Uuid,
    of: IntroductionId,
    sides: &Sides,
    (side, by): (Side, Uuid),
    said: &Said,
    language: Locale,
) -> outcome::Model {
    let row = outcome::Model {
        id,
        version: 1,
        introduction_id: of.0,
        number: sides.number.clone(),
        state: State::Recorded.code().to_owned(),
        kind: String::new(),
        band: None,
        happened_on: 0,
        evidence: None,
        link: None,
        obstacle: None,
        obstacle_text: None,
        language: language.code().to_owned(),
        requester_id: sides.requester.0,
        target_id: sides.target.0,
        requester_chamber: sides.requester_chamber.clone(),
        target_chamber: sides.target_chamber.clone(),
        requester_territory: sides.requester_territory.clone(),
        target_territory: sides.target_territory.clone(),
        recorded_by: side.code().to_owned(),
        recorder: Some(by),
        recorded_at: tx.now(),
        recorder_names: false,
        confirmer_names: false,
        confirmer: None,
        confirmed_at: None,
        dispute: None,
        disputed_at: None,
        case_id: None,
        changed_at: tx.now(),
    };
    filled(row, said)
}

fn filled(row: outcome::Model, said: &Said) -> outcome::Model {
    outcome::Model {
        kind: said.kind.code().to_owned(),
        band: said.band.map(|band| band.code().to_owned()),
        happened_on: days(said.on),
        evidence: said.evidence.clone(),
        link: said.link.clone(),
        obstacle: said.obstacle.map(|obstacle| obstacle.code().to_owned()),
        obstacle_text: said.obstacle_text.clone(),
        recorder_names: said.names,
        ..row
    }
}

/// The side that said it says it anew: the other one is asked again.
///
/// # Errors
/// See [`OutcomeError`].
pub async fn correct(
    office: Office<'_>,
    of: IntroductionId,
    version: Option<i64>,
    typed: &Typed,
) -> Result<(), OutcomeError> {
    let clock = office.journal.clock();
    office
        .journal
        .write(|tx| async move {
            let sides = sides_of(&tx, office.actor, of).await?;
            let row = load(&tx, of).await?.ok_or(OutcomeError::Hidden)?;
            let by_side = row.said_by();
            let (side, grant) = speaks(&tx, office.actor, (row.id, row.version), &sides, Some(by_side)).await?;
            unchanged(&row, version)?;
            let next = step(row.stands(), by_side, Step::Correct, side)?;
            let said = check(typed, office.region.today(clock)).map_err(OutcomeError::Faults)?;
            let by = who(office.actor)?;
            let row = outcome::Model {
                state: next.code().to_owned(),
                recorder: Some(by),
                recorded_at: tx.now(),
                ..filled(row, &said)
            };
            let row = save(&tx, row).await?;
            let receipt = tell(
                &tx,
                clock,
                grant,
                "outcomes.corrected",
                &row,
                json!({ "side": side }),
                written(by, &said),
            )
            .await?;
            Ok((receipt, ()))
        })
        .await
}

/// The other side says so too: it counts from now on. `names`: whether it lets itself be named beside it.
///
/// # Errors
/// See [`OutcomeError`].
pub async fn confirm(
    office: Office<'_>,
    of: IntroductionId,
    version: Option<i64>,
    names: bool,
) -> Result<(), OutcomeError> {
    let clock = office.journal.clock();
    office
        .journal
        .write(|tx| async move {
            let sides = sides_of(&tx, office.actor, of).await?;
            let row = load(&tx, of).await?.ok_or(OutcomeError::Hidden)?;
            let said_by = row.said_by();
            let (side, grant) = speaks(&tx, office.actor, (row.id, row.version), &sides, Some(said_by.other())).await?;
            unchanged(&row, version)?;
            let next = step(row.stands(), said_by, Step::Confirm, side)?;
            let by = who(office.actor)?;
            if row.recorder == Some(by) {
                // Whoever speaks for both sides does not confirm what they said themselves.
                return Err(OutcomeError::Refused(Refusal::Forbidden));
            }
            let row = outcome::Model {
                state: next.code().to_owned(),
                confirmer: Some(by),
                confirmer_names: names,
                confirmed_at: Some(tx.now()),
                ..row
            };
            let row = save(&tx, row).await?;
            // Home and the pages of both organisations show it: the index is read anew.
            let both = [row.requester_id, row.target_id].map(crate::platform::id::encode);
            let more = json!({ "side": side, "organisations": both });
            Ok((
                tell(&tx, clock, grant, "outcomes.confirmed", &row, more, None).await?,
                (),
            ))
        })
        .await
}

/// The other side says otherwise: its chamber gets a case.
///
/// # Errors
/// See [`OutcomeError`].
pub async fn dispute(
    office: Office<'_>,
    of: IntroductionId,
    version: Option<i64>,
    (why, language): (&str, Locale),
) -> Result<(), OutcomeError> {
    let clock = office.journal.clock();
    let why = text("why", why, TEXT_LEAST).and_then(|why| why.ok_or(("why", "missing", 0)));
    let why = &why.map_err(|fault| OutcomeError::Faults(vec![fault]))?;
    office
        .journal
        .write(|tx| async move {
            let sides = sides_of(&tx, office.actor, of).await?;
            let mut row = load(&tx, of).await?.ok_or(OutcomeError::Hidden)?;
            let said_by = row.said_by();
            let wanted = Some(said_by.other());
            let (side, grant) = speaks(&tx, office.actor, (row.id, row.version), &sides, wanted).await?;
            let (_, second) = speaks(&tx, office.actor, (row.id, row.version), &sides, wanted).await?;
            unchanged(&row, version)?;
            let next = step(row.stands(), said_by, Step::Dispute, side)?;
            let by = who(office.actor)?;
            let disputing = sides.organisation(side);
            let name = briefs(tx.connection(), &[disputing.0]).await?;
            let opening = Opening {
                kind: cases::Kind::Outcome,
                chamber: sides.chamber(side).to_owned(),
                territory: sides.territory(side).to_owned(),
                organisation: Some(disputing),
                applicant: Some(by),
                language,
                title: name.first().map_or_else(|| row.number.clone(), |one| one.name.clone()),
                dossier: json!({ "introduction": row.number, "outcome": row.kind, "reason": why }),
            };
            let (_opened, case) = cases::open(&tx, clock, office.region, second, &opening).await?;
            row.state = next.code().to_owned();
            row.dispute = Some(why.clone());
            row.disputed_at = Some(tx.now());
            row.case_id = Some(case.0);
            let row = save(&tx, row).await?;
            let more = json!({ "side": side, "case": case });
            let written = Some((Some(by), json!({ "why": why })));
            Ok((
                tell(&tx, clock, grant, "outcomes.disputed", &row, more, written).await?,
                (),
            ))
        })
        .await
}

/// What a chamber did about what stood in the way.
///
/// # Errors
/// See [`OutcomeError`].
pub async fn remedy(
    office: Office<'_>,
    of: IntroductionId,
    (body, language): (&str, Locale),
) -> Result<(), OutcomeError> {
    let clock = office.journal.clock();
    let body = text("body", body, TEXT_LEAST).and_then(|body| body.ok_or(("body", "missing", 0)));
    let body = &body.map_err(|fault| OutcomeError::Faults(vec![fault]))?;
    office
        .journal
        .write(|tx| async move {
            let sides = sides_of(&tx, office.actor, of).await?;
            let row = load(&tx, of).await?.ok_or(OutcomeError::Hidden)?;
            let belongs = |side| office.actor.role_in(sides.organisation(side).0).is_some();
            let mut found = Err(Refusal::Hidden);
            for side in [Side::Requester, Side::Target] {
                let owned = seen_from(row.id, row.version, &sides, side);
                match access::decide(office.actor, Action::AdviseIntroduction, &owned) {
                    Ok(_) if belongs(Side::Requester) || belongs(Side::Target) => found = Err(Refusal::Forbidden),
                    Ok(grant) => {
                        found = Ok((side, grant));
                        break;
                    }
                    Err(Refusal::Hidden) => {}
                    Err(other) => found = Err(other),
                }
            }
            let (side, grant) = found?;
            let by = who(office.actor)?;
            if row.obstacle.is_none() {
                return Err(OutcomeError::Early);
            }
            let remedy = outcome_remedy::Model {
                id: clock.id(),
                outcome_id: row.id,
                chamber: sides.chamber(side).to_owned(),
                author: Some(by),
                at: tx.now(),
                language: language.code().to_owned(),
                body: body.clone(),
            };
            remedy.into_active_model().reset_all().insert(tx.connection()).await?;
            let written = Some((Some(by), json!({ "remedy": body })));
            let more = json!({ "chamber": sides.chamber(side) });
            Ok((
                tell(&tx, clock, grant, "outcomes.remedied", &row, more, written).await?,
                (),
            ))
        })
        .await
}
