//! What a decision does to organisations and their people, and how it is taken back. Each is a verb that the other feature
//! offers; what it would take to undo it is kept with the case.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{CaseError, Desk};
use crate::accounts::{self, PersonId};
use crate::cases::differences::Differing;
use crate::cases::model::{Decision, Kind};
use crate::cases::tables::case_file::Model;
use crate::organisations::Dossier;
use crate::organisations::actions::{Change, Undo, admit, alter, claim, give_way_to_register, restore, suspend};
use crate::organisations::bulk::Context;
use crate::organisations::model::{OrganisationId, Standing};
use crate::platform::access::{self, Grant, Role};
use crate::platform::database::Tx;

/// What was done.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Effect {
    /// The organisation that is there now, or was touched.
    pub(super) organisation: Option<Uuid>,
    undo: Option<Undo>,
    /// Who became its owner.
    owner: Option<Uuid>,
}

impl Effect {
    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn of(row: &Model) -> Self {
        let text = row.effect.as_deref().unwrap_or("{}");
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// A second right, for the entry about the organisation.
fn again(desk: Desk<'_>, grant: &Grant, row: &Model) -> Result<Grant, CaseError> {
    Ok(access::decide(desk.actor, grant.action(), row)?)
}

fn context<'a>(desk: Desk<'a>) -> Context<'a> {
    Context {
        clock: desk.journal.clock(),
        region: desk.region,
        actor: desk.actor,
        run: Uuid::nil(),
    }
}

/// Does what was decided.
pub(super) async fn apply(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    let decision = row.decision.as_deref().and_then(Decision::from_code);
    let kind = Kind::from_code(&row.kind);
    match (kind, decision) {
        (Some(Kind::NewOrganisation), Some(Decision::Approved)) => join(desk, tx, grant, row).await,
        (Some(Kind::Claim | Kind::Dispute), Some(Decision::Approved)) => hand_to(desk, tx, grant, row).await,
        (Some(Kind::ProtectedChange), Some(Decision::Approved)) => change(desk, tx, grant, row).await,
        (Some(Kind::RegisterChange), Some(Decision::Approved)) => give_way(desk, tx, grant, row).await,
        (Some(Kind::Content), Some(Decision::Removed)) => hide(desk, tx, grant, row).await,
        _ => Ok(Effect::default()),
    }
}

/// An appeal that succeeds does the opposite: what was refused is done, what was removed comes back.
pub(super) async fn overturn(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    match row.decision.as_deref().and_then(Decision::from_code) {
        Some(Decision::Removed) => {
            let organisation = revert(desk, tx, grant, row).await?;
            Ok(Effect {
                organisation,
                ..Effect::default()
            })
        }
        _ => {
            let as_approved = Model {
                decision: Some(Decision::Approved.code().to_owned()),
                ..row.clone()
            };
            apply(desk, tx, grant, &as_approved).await
        }
    }
}

/// Undoes what the decision did; which organisation that touched.
pub(super) async fn revert(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Option<Uuid>, CaseError> {
    let effect = Effect::of(row);
    if let (Some(owner), Some(organisation)) = (effect.owner, effect.organisation) {
        accounts::set_membership(tx, grant, PersonId(owner), organisation, None).await?;
    }
    if let Some(undo) = &effect.undo {
        restore(tx, context(desk), again(desk, grant, row)?, undo).await?;
    }
    Ok(effect.organisation)
}

async fn join(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    let mut dossier: Dossier =
        serde_json::from_str(&row.dossier).map_err(|_| CaseError::Effect("case-effect-dossier"))?;
    // The chamber that decides is the home, whatever was proposed.
    dossier.chamber.clone_from(&row.chamber);
    let (id, undo) = admit(tx, context(desk), again(desk, grant, row)?, &dossier, Standing::Member).await?;
    let owner = own(tx, grant, row, id).await?;
    Ok(Effect {
        organisation: Some(id.0),
        undo: Some(undo),
        owner,
    })
}

async fn hand_to(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    let id = OrganisationId(row.organisation_id.ok_or(CaseError::Effect("case-effect-gone"))?);
    let undo = claim(tx, context(desk), again(desk, grant, row)?, id, &row.chamber).await?;
    let owner = own(tx, grant, row, id).await?;
    Ok(Effect {
        organisation: Some(id.0),
        undo: Some(undo),
        owner,
    })
}

async fn change(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    let id = OrganisationId(row.organisation_id.ok_or(CaseError::Effect("case-effect-gone"))?);
    let asked: Change = serde_json::from_str(&row.dossier).map_err(|_| CaseError::Effect("case-effect-dossier"))?;
    let undo = alter(tx, context(desk), again(desk, grant, row)?, id, &row.chamber, &asked).await?;
    Ok(Effect {
        organisation: Some(id.0),
        undo: Some(undo),
        owner: None,
    })
}

/// What the register says is right: what was said otherwise holds no more.
async fn give_way(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    let id = OrganisationId(row.organisation_id.ok_or(CaseError::Effect("case-effect-gone"))?);
    let told: Differing = serde_json::from_str(&row.dossier).map_err(|_| CaseError::Effect("case-effect-dossier"))?;
    let undo = give_way_to_register(tx, context(desk), again(desk, grant, row)?, id, &told.field).await?;
    Ok(Effect {
        organisation: Some(id.0),
        undo: Some(undo),
        owner: None,
    })
}

async fn hide(desk: Desk<'_>, tx: &Tx, grant: &Grant, row: &Model) -> Result<Effect, CaseError> {
    let id = OrganisationId(row.organisation_id.ok_or(CaseError::Effect("case-effect-gone"))?);
    let undo = suspend(tx, context(desk), again(desk, grant, row)?, id).await?;
    Ok(Effect {
        organisation: Some(id.0),
        undo: Some(undo),
        owner: None,
    })
}

/// Who applied becomes the owner.
async fn own(tx: &Tx, grant: &Grant, row: &Model, id: OrganisationId) -> Result<Option<Uuid>, CaseError> {
    let Some(applicant) = row.applicant else {
        return Ok(None);
    };
    accounts::set_membership(tx, grant, PersonId(applicant), id.0, Some(Role::Owner)).await?;
    Ok(Some(applicant))
}
