//! Taking a practice up: said by either side, counted when an owner of the adopter says so.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::{Hands, PracticeError, load, same_version, save, tell, who};
use crate::organisations::days;
use crate::organisations::model::{Kind, OrganisationId, Standing};
use crate::organisations::queries::{Brief, briefs};
use crate::platform::access::{self, Action, Actor, Grant, Ownership};
use crate::platform::database::Tx;
use crate::platform::journal::{Entry, Receipt};
use crate::platform::texts::Locale;
use crate::practices::letters;
use crate::practices::model::{AdoptionId, AdoptionState, PracticeId, Sayer, Taken};
use crate::practices::rules::{AdoptionStep, adoption_step, begun, check_taken, tidy_taken};
use crate::practices::tables::adoption::{Column, Entity, Model};
use crate::practices::tables::practice;

/// That somebody took one up.
#[derive(Clone, Debug)]
pub struct Adopting {
    /// Which practice.
    pub practice: PracticeId,
    /// Who took it up.
    pub adopter: OrganisationId,
    /// Who says so.
    pub said_by: Sayer,
    /// Of the texts.
    pub language: Locale,
    /// What is said.
    pub taken: Taken,
}

/// Says that a practice was taken up. An owner of the adopter confirms it by that.
///
/// # Errors
/// See [`PracticeError`].
pub async fn adopt(hands: Hands<'_>, adopting: Adopting) -> Result<(AdoptionId, AdoptionState), PracticeError> {
    let adopting = &Adopting {
        taken: tidy_taken(adopting.taken),
        ..adopting
    };
    hands
        .journal
        .write(|tx| async move {
            let mut held = load(&tx, &hands.web.region, adopting.practice).await?;
            if !held.row.public {
                return Err(PracticeError::Hidden);
            }
            let adopter = adopter(&tx, adopting.adopter, &held.row).await?;
            let (grant, is_owner) = match adopting.said_by {
                Sayer::Owner => (held.allow(hands.actor, Action::EditPractice)?, false),
                Sayer::Adopter => {
                    let thing = of_adopter(Uuid::nil(), 0, &adopter);
                    let grant = access::decide(hands.actor, Action::EditPractice, &thing)?;
                    (grant, confirms(hands.actor, &thing, &held.row).is_ok())
                }
            };
            refuse_wrong(hands, &adopting.taken)?;
            refuse_second(&tx, adopting).await?;
            let state = begun(adopting.said_by, is_owner);
            let mut row = fresh(&tx, hands, adopting, state)?;
            fill(&mut row, &adopting.taken);
            let row = row.into_active_model().reset_all().insert(tx.connection()).await?;
            if state == AdoptionState::Confirmed {
                held.row.adoptions += 1;
                held.row = save(&tx, held.row).await?;
            }
            letters::adoption(&tx, hands, (&held.row, &row)).await?;
            let action = match state {
                AdoptionState::Confirmed => "practices.adopted",
                _ => "practices.adoption_proposed",
            };
            let receipt = told(&tx, hands, grant, (action, &held.row, &row)).await?;
            Ok((receipt, (AdoptionId(row.id), state)))
        })
        .await
}

/// What an owner of the adopter says to it. Where it stands now.
///
/// # Errors
/// See [`PracticeError`].
pub async fn answer(
    hands: Hands<'_>,
    id: AdoptionId,
    version: Option<i64>,
    is_so: bool,
) -> Result<AdoptionState, PracticeError> {
    hands
        .journal
        .write(|tx| async move {
            let (mut practice, row) = both(&tx, hands, id).await?;
            let adopter = brief(&tx, row.organisation_id).await?;
            let thing = of_adopter(row.id, row.version, &adopter);
            let grant = confirms(hands.actor, &thing, &practice)?;
            same_version(row.version, version)?;
            if !practice.public {
                return Err(PracticeError::Hidden);
            }
            let step = if is_so {
                AdoptionStep::Confirm
            } else {
                AdoptionStep::Decline
            };
            let (state, said) = stands(&row);
            let next = adoption_step(state, said, step)?;
            let mut row = row;
            if next == AdoptionState::Confirmed {
                row.confirmed_at = Some(tx.now());
                row.confirmer = Some(who(hands.actor)?);
                practice.adoptions += 1;
                practice = save(&tx, practice).await?;
            }
            let row = moved(&tx, row, next).await?;
            letters::adoption(&tx, hands, (&practice, &row)).await?;
            let action = if is_so {
                "practices.adopted"
            } else {
                "practices.adoption_declined"
            };
            Ok((told(&tx, hands, grant, (action, &practice, &row)).await?, next))
        })
        .await
}

/// Changes what is said of one that is not confirmed: whoever said it, or the adopter before they confirm.
///
/// # Errors
/// See [`PracticeError`].
pub async fn mend(
    hands: Hands<'_>,
    id: AdoptionId,
    version: Option<i64>,
    (language, taken): (Locale, Taken),
) -> Result<(), PracticeError> {
    let taken = &tidy_taken(taken);
    hands
        .journal
        .write(|tx| async move {
            let (practice, row) = both(&tx, hands, id).await?;
            let (_, grant) = side(&tx, hands, (&practice, &row)).await?;
            same_version(row.version, version)?;
            let (state, _) = stands(&row);
            if state != AdoptionState::Proposed {
                return Err(PracticeError::Settled(state));
            }
            refuse_wrong(hands, taken)?;
            let mut row = row;
            language.code().clone_into(&mut row.language);
            fill(&mut row, taken);
            let row = moved(&tx, row, state).await?;
            let receipt = told(&tx, hands, grant, ("practices.adoption_mended", &practice, &row)).await?;
            Ok((receipt, ()))
        })
        .await
}

/// Takes back what was said; one that is confirmed counts no more.
///
/// # Errors
/// See [`PracticeError`].
pub async fn take_back(hands: Hands<'_>, id: AdoptionId, version: Option<i64>) -> Result<(), PracticeError> {
    hands
        .journal
        .write(|tx| async move {
            let (mut practice, row) = both(&tx, hands, id).await?;
            let (by, grant) = side(&tx, hands, (&practice, &row)).await?;
            same_version(row.version, version)?;
            let (state, said) = stands(&row);
            let next = adoption_step(state, said, AdoptionStep::Withdraw(by))?;
            if state == AdoptionState::Confirmed {
                practice.adoptions = (practice.adoptions - 1).max(0);
                practice = save(&tx, practice).await?;
            }
            let row = moved(&tx, row, next).await?;
            let receipt = told(&tx, hands, grant, ("practices.adoption_withdrawn", &practice, &row)).await?;
            Ok((receipt, ()))
        })
        .await
}

/// Who may be said to have taken one up: members and public bodies that everybody may see, and not its own organisation.
async fn adopter(tx: &Tx, id: OrganisationId, of: &practice::Model) -> Result<Brief, PracticeError> {
    if id.0 == of.organisation_id {
        return Err(PracticeError::Oneself);
    }
    let found = brief(tx, id.0).await?;
    let takes = found.standing == Standing::Member || found.kind == Some(Kind::Public);
    match (found.public, takes) {
        (false, _) => Err(PracticeError::Hidden),
        (true, false) => Err(PracticeError::NoMember),
        (true, true) => Ok(found),
    }
}

async fn brief(tx: &Tx, id: Uuid) -> Result<Brief, PracticeError> {
    briefs(tx.connection(), &[id]).await?.pop().ok_or(PracticeError::Hidden)
}

/// As access asks for it: the adopter's, until everybody sees it.
fn of_adopter(id: Uuid, version: i64, adopter: &Brief) -> Ownership {
    Ownership {
        id: if id.is_nil() { adopter.id.0 } else { id },
        version,
        organisation: Some(adopter.id.0),
        chamber: adopter.chamber.clone(),
        ..Ownership::default()
    }
}

/// The right to say that it is so: an owner of the adopter, who is nothing of the organisation whose practice it is.
fn confirms(actor: &Actor, thing: &Ownership, of: &practice::Model) -> Result<Grant, PracticeError> {
    let grant = access::decide(actor, Action::ConfirmAdoption, thing)?;
    if actor.role_in(of.organisation_id).is_some() {
        return Err(PracticeError::Oneself);
    }
    Ok(grant)
}

/// For whom somebody acts: the adopter before the organisation of the practice, which only takes back what it said itself.
async fn side(
    tx: &Tx,
    hands: Hands<'_>,
    (practice, row): (&practice::Model, &Model),
) -> Result<(Sayer, Grant), PracticeError> {
    let adopter = brief(tx, row.organisation_id).await?;
    let thing = of_adopter(row.id, row.version, &adopter);
    let refused = match access::decide(hands.actor, Action::EditPractice, &thing) {
        Ok(grant) => return Ok((Sayer::Adopter, grant)),
        Err(refusal) => refusal,
    };
    let thing = Ownership {
        organisation: Some(practice.organisation_id),
        chamber: Some(practice.chamber.clone()),
        ..thing
    };
    match access::decide(hands.actor, Action::EditPractice, &thing) {
        Ok(grant) => Ok((Sayer::Owner, grant)),
        Err(_) => Err(refused.into()),
    }
}

fn refuse_wrong(hands: Hands<'_>, taken: &Taken) -> Result<(), PracticeError> {
    let region = &*hands.web.region;
    let known = |code: &str| region.territory(code).is_some();
    let faults = check_taken(taken, &known, region.today(hands.journal.clock()));
    if faults.is_empty() {
        Ok(())
    } else {
        Err(PracticeError::Faults(faults))
    }
}

async fn refuse_second(tx: &Tx, adopting: &Adopting) -> Result<(), PracticeError> {
    let live = [AdoptionState::Proposed.code(), AdoptionState::Confirmed.code()];
    let found = Entity::find()
        .filter(Column::PracticeId.eq(adopting.practice.0))
        .filter(Column::OrganisationId.eq(adopting.adopter.0))
        .filter(Column::State.is_in(live))
        .count(tx.connection())
        .await?;
    if found == 0 { Ok(()) } else { Err(PracticeError::Twice) }
}

fn fresh(tx: &Tx, hands: Hands<'_>, adopting: &Adopting, state: AdoptionState) -> Result<Model, PracticeError> {
    let by = who(hands.actor)?;
    let confirmed = state == AdoptionState::Confirmed;
    Ok(Model {
        id: hands.journal.clock().id(),
        version: 1,
        practice_id: adopting.practice.0,
        organisation_id: adopting.adopter.0,
        said_by: adopting.said_by.code().to_owned(),
        state: state.code().to_owned(),
        language: adopting.language.code().to_owned(),
        territory: String::new(),
        municipality: String::new(),
        since: 0,
        changed: String::new(),
        cost: None,
        cost_text: String::new(),
        result: String::new(),
        author: Some(by),
        confirmer: confirmed.then_some(by),
        created_at: tx.now(),
        changed_at: tx.now(),
        confirmed_at: confirmed.then(|| tx.now()),
    })
}

fn fill(row: &mut Model, taken: &Taken) {
    row.territory.clone_from(&taken.territory);
    row.municipality.clone_from(&taken.municipality);
    row.since = taken.since.map(days).unwrap_or_default();
    row.changed.clone_from(&taken.changed);
    row.cost = taken.cost.map(|cost| cost.code().to_owned());
    row.cost_text.clone_from(&taken.cost_text);
    row.result.clone_from(&taken.result);
}

/// The practice first, then the adoption: everybody locks in that order.
async fn both(tx: &Tx, hands: Hands<'_>, id: AdoptionId) -> Result<(practice::Model, Model), PracticeError> {
    let found = Entity::find_by_id(id.0).one(tx.connection()).await?;
    let of = PracticeId(found.ok_or(PracticeError::Hidden)?.practice_id);
    let practice = load(tx, &hands.web.region, of).await?.row;
    let row = Entity::find_by_id(id.0).lock_exclusive().one(tx.connection()).await?;
    Ok((practice, row.ok_or(PracticeError::Hidden)?))
}

fn stands(row: &Model) -> (AdoptionState, Sayer) {
    let state = AdoptionState::from_code(&row.state).unwrap_or(AdoptionState::Withdrawn);
    (state, Sayer::from_code(&row.said_by).unwrap_or(Sayer::Owner))
}

/// Writes the row as its next version.
async fn moved(tx: &Tx, mut row: Model, next: AdoptionState) -> Result<Model, PracticeError> {
    row.version += 1;
    row.changed_at = tx.now();
    next.code().clone_into(&mut row.state);
    Ok(row.into_active_model().reset_all().update(tx.connection()).await?)
}

async fn told(
    tx: &Tx,
    hands: Hands<'_>,
    grant: Grant,
    (action, practice, row): (&'static str, &practice::Model, &Model),
) -> Result<Receipt, PracticeError> {
    let says = json!({
        "adoption": AdoptionId(row.id), "practice": PracticeId(practice.id), "chamber": practice.chamber,
        "organisation": OrganisationId(practice.organisation_id), "adopter": OrganisationId(row.organisation_id), "saidBy": row.said_by,
        "state": row.state, "territory": row.territory, "adoptions": practice.adoptions,
    });
    let text = json!({
        "municipality": row.municipality, "changed": row.changed, "cost": row.cost, "costText": row.cost_text,
        "result": row.result,
    });
    // What was written by somebody who is gone goes with the adoption.
    let written = Some((row.author.unwrap_or(row.id), text));
    let subject = letters::about_adoption(AdoptionId(row.id));
    tell(
        tx,
        hands.journal,
        grant,
        Entry::with_text(action, subject, (says, json!({})), written),
    )
    .await
}
