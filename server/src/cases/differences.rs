//! What a register says otherwise than before, of what a chamber vouches for, becomes a case of the home chamber: one open
//! case for each organisation and field, which a later difference joins.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::actions::{CaseError, Opening, join, open};
use super::model::{Kind, State};
use super::tables::case_file;
use crate::organisations::differences::{ChangeNote, Differences};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Home, home_of};
use crate::platform::access::{Action, Actor, Node, Purpose, decide};
use crate::platform::clock::Clock;
use crate::platform::database::Tx;
use crate::platform::journal::Read;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// The dossier of such a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Differing {
    /// Code of the field.
    pub field: String,
    /// What registers said, oldest first.
    pub changes: Vec<Step>,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The entry of the journal that tells of it: one that is read again is known by it.
    pub entry: i64,
    /// Microseconds.
    pub at: i64,
    /// What stood there.
    pub before: String,
    /// What the register says.
    pub after: String,
    /// Code of the register.
    pub register: String,
    /// The register's own date.
    pub as_of: NaiveDate,
}

/// Makes an entry a case, or adds it to one.
pub(super) async fn make(tx: &Tx, clock: &Clock, region: &Region, entry: &Read) -> Result<(), CaseError> {
    let Some(told) = Differences::by_register(entry) else {
        return Ok(());
    };
    let mut home = None;
    for change in told.changes.iter().filter(|change| change.is_protected()) {
        if home.is_none() {
            home = home_of(tx, told.organisation).await?;
        }
        // Whoever has no home is only registered: nobody vouches for it.
        if let (Some(home), Some(step)) = (&home, step(entry.seq, change)) {
            one(tx, clock, region, told.organisation, home, &change.field, step).await?;
        }
    }
    Ok(())
}

fn step(entry: i64, change: &ChangeNote) -> Option<Step> {
    let (register, as_of) = change.source.clone()?;
    Some(Step {
        entry,
        at: change.at,
        before: change.before.clone()?,
        after: change.after.clone()?,
        register,
        as_of,
    })
}

async fn one(
    tx: &Tx,
    clock: &Clock,
    region: &Region,
    organisation: OrganisationId,
    home: &Home,
    field: &str,
    step: Step,
) -> Result<(), CaseError> {
    let known = of_field(tx, organisation, field).await?;
    let is_told = |(_, told): &&(case_file::Model, Differing)| told.changes.iter().any(|one| one.entry == step.entry);
    if known.iter().any(|case| is_told(&case)) {
        return Ok(());
    }
    let is_open = |row: &case_file::Model| State::from_code(&row.state).is_some_and(State::is_open);
    let system = Actor::system(Purpose::Maintenance);
    if let Some((row, mut told)) = known.into_iter().find(|(row, _)| is_open(row)) {
        told.changes.push(step);
        let grant = decide(&system, Action::StartJoining, &row)?;
        return join(tx, clock, grant, row, json!(told)).await;
    }
    let Some(chamber) = home.chamber.clone() else {
        return Ok(());
    };
    let opening = Opening {
        kind: Kind::RegisterChange,
        chamber,
        territory: home.territory.clone(),
        organisation: Some(organisation),
        applicant: None,
        language: region.languages.first().copied().unwrap_or(Locale::Fr),
        title: home.name.clone(),
        dossier: json!(Differing {
            field: field.to_owned(),
            changes: vec![step],
        }),
    };
    let grant = decide(&system, Action::StartJoining, &Node)?;
    let (_receipt, _) = open(tx, clock, region, grant, &opening).await?;
    Ok(())
}

/// The cases there are about a field of an organisation.
async fn of_field(
    tx: &Tx,
    organisation: OrganisationId,
    field: &str,
) -> Result<Vec<(case_file::Model, Differing)>, CaseError> {
    let rows = case_file::Entity::find()
        .filter(case_file::Column::OrganisationId.eq(organisation.0))
        .filter(case_file::Column::Kind.eq(Kind::RegisterChange.code()))
        .lock_exclusive()
        .all(tx.connection())
        .await?;
    let read = rows.into_iter().filter_map(|row| {
        let told: Differing = serde_json::from_str(&row.dossier).ok()?;
        (told.field == field).then_some((row, told))
    });
    Ok(read.collect())
}
