//! Organisations that may be one, because a register's record has numbers of both: a case of the chamber that answers for one of
//! them. No machine merges.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::actions::{CaseError, Opening, open};
use super::model::Kind;
use super::reports::chamber_for;
use super::tables::case_file;
use crate::chambers::deciding;
use crate::organisations::differences::Double;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::home_of;
use crate::platform::access::{Action, Actor, Node, Purpose, decide};
use crate::platform::clock::Clock;
use crate::platform::database::Tx;
use crate::platform::journal::Read;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// The dossier of such a case: a report by the machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Twice {
    /// `duplicate`, as a reader would have said.
    pub(super) subject: String,
    /// Code of the register.
    pub(super) register: String,
    /// The number of the record that names numbers of all.
    pub(super) number: String,
    /// What it may be one with.
    pub(super) others: Vec<OrganisationId>,
}

/// Makes an entry a case. One about the same organisations is not made twice, also where it is decided.
pub(super) async fn make(tx: &Tx, clock: &Clock, region: &Region, entry: &Read) -> Result<(), CaseError> {
    let Some(told) = Double::of(entry) else {
        return Ok(());
    };
    let all: Vec<OrganisationId> = [told.organisation]
        .into_iter()
        .chain(told.others.iter().copied())
        .collect();
    if is_known(tx, &all).await? {
        return Ok(());
    }
    let here = deciding(tx.connection(), region).await?;
    for id in &all {
        let Some(home) = home_of(tx, *id).await? else {
            continue;
        };
        let Some(chamber) = chamber_for(home.chamber.clone(), &home.territory, region, &here) else {
            continue;
        };
        let twice = Twice {
            subject: "duplicate".to_owned(),
            register: told.register.clone(),
            number: told.number.clone(),
            others: all.iter().copied().filter(|other| other != id).collect(),
        };
        let opening = Opening {
            kind: Kind::Report,
            chamber,
            territory: home.territory,
            organisation: Some(*id),
            applicant: None,
            language: region.languages.first().copied().unwrap_or(Locale::Fr),
            title: home.name,
            dossier: json!(twice),
        };
        let grant = decide(&Actor::system(Purpose::Maintenance), Action::StartJoining, &Node)?;
        let (_receipt, _) = open(tx, clock, region, grant, &opening).await?;
        return Ok(());
    }
    Ok(())
}

async fn is_known(tx: &Tx, all: &[OrganisationId]) -> Result<bool, CaseError> {
    let rows = case_file::Entity::find()
        .filter(case_file::Column::OrganisationId.is_in(all.iter().map(|id| id.0)))
        .filter(case_file::Column::Kind.eq(Kind::Report.code()))
        .all(tx.connection())
        .await?;
    let is_same = |row: &case_file::Model| {
        let told = serde_json::from_str::<Twice>(&row.dossier).ok();
        told.is_some_and(|told| {
            told.others
                .iter()
                .chain(&row.organisation_id.map(OrganisationId))
                .all(|id| all.contains(id))
        })
    };
    Ok(rows.iter().any(is_same))
}
