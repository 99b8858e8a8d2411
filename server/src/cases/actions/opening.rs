//! A case begins: inside the transaction of whatever makes it necessary.

use chrono::Datelike;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{calendar, save, tell};
use crate::cases::actions::CaseError;
use crate::cases::model::{CaseId, Kind, State};
use crate::cases::rules::acting;
use crate::cases::tables::{case_file, next_number};
use crate::chambers;
use crate::organisations::model::OrganisationId;
use crate::platform::access::Grant;
use crate::platform::clock::{Clock, day};
use crate::platform::database::Tx;
use crate::platform::journal::Receipt;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// What a case begins with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// What it is about.
    pub kind: Kind,
    /// Code of the chamber that must act.
    pub chamber: String,
    /// Code of the territory.
    pub territory: String,
    /// The organisation it is about, where there is one.
    pub organisation: Option<OrganisationId>,
    /// Who asks for it, where they have an account.
    pub applicant: Option<Uuid>,
    /// In which the applicant is written to.
    pub language: Locale,
    /// What the queue shows: the organisation's name.
    pub title: String,
    /// What is asked for; for a new organisation a [`Dossier`](crate::organisations::Dossier).
    pub dossier: Value,
}

/// Opens a case in the caller's transaction and uses up the caller's grant for its entry. The clock begins now. Where its chamber
/// does not operate here, another one looks at it.
///
/// # Errors
/// When the database refuses.
pub async fn open(
    tx: &Tx,
    clock: &Clock,
    region: &Region,
    grant: Grant,
    opening: &Opening,
) -> Result<(Receipt, CaseId), CaseError> {
    let id = CaseId(clock.id());
    let here = chambers::deciding(tx.connection(), region).await?;
    let known: Vec<_> = here
        .iter()
        .filter_map(|one| Some((one.code.as_str(), region.chamber(&one.code)?.territory.as_str())))
        .collect();
    let chamber = acting(&opening.chamber, &opening.territory, &known);
    let days = chambers::target_days(tx.connection(), region, chamber).await?;
    let due_at = calendar(region, chamber, &opening.territory).add_working_days(tx.now(), days);
    let row = case_file::Model {
        id: id.0,
        version: 1,
        number: next_number(tx, day(tx.now()).year()).await?,
        kind: opening.kind.code().to_owned(),
        state: State::Open.code().to_owned(),
        chamber: chamber.to_owned(),
        first_chamber: None,
        territory: opening.territory.clone(),
        organisation_id: opening.organisation.map(|id| id.0),
        applicant: opening.applicant,
        language: opening.language.code().to_owned(),
        title: opening.title.clone(),
        dossier: opening.dossier.to_string(),
        assignee: None,
        opened_at: tx.now(),
        due_at,
        waiting_since: None,
        proposer: None,
        proposal: None,
        decider: None,
        decision: None,
        ground: None,
        facts: None,
        remedy: None,
        decided_at: None,
        effect: None,
        appeal_reason: None,
        appealed_at: None,
        appeal_decider: None,
        appeal_facts: None,
        appeal_decided_at: None,
        changed_at: tx.now(),
        waited: 0,
        worked: None,
        sor: None,
    };
    let row = row.into_active_model().reset_all().insert(tx.connection()).await?;
    let written = (
        opening.applicant,
        json!({ "title": opening.title, "dossier": opening.dossier }),
    );
    let receipt = tell(tx, clock, grant, "cases.opened", &row, json!({}), Some(written)).await?;
    Ok((receipt, id))
}

/// What came later joins a case that is open: whoever works on it sees it there.
pub(in crate::cases) async fn join(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    row: case_file::Model,
    dossier: Value,
) -> Result<(), CaseError> {
    let written = Some((row.applicant, json!({ "dossier": dossier })));
    let row = case_file::Model {
        dossier: dossier.to_string(),
        ..row
    };
    let row = save(tx, &grant, row).await?;
    let _receipt = tell(tx, clock, grant, "cases.joined", &row, json!({}), written).await?;
    Ok(())
}
