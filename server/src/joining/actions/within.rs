//! What the people of an organisation do with it: say what it does, ask for what only its chamber may change, go, come back.

use serde_json::json;
use uuid::Uuid;

use super::JoinError;
use crate::cases::queries::open_about;
use crate::cases::{self, CaseId, Kind, Opening};
use crate::joining::rules::prefill;
use crate::organisations::actions::{self as verbs, Change, Saying};
use crate::organisations::bulk::{BulkError, Context};
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::Organisation;
use crate::platform::access::{self, Action, Actor, Grant, Refusal};
use crate::platform::database::Tx;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

fn context<'a>(journal: &'a Journal, region: &'a Region, actor: &'a Actor) -> Context<'a> {
    Context {
        clock: journal.clock(),
        region,
        actor,
        run: Uuid::nil(),
    }
}

/// Two rights to the same: one for the rows of the organisation, one for this feature's entry.
async fn rights(tx: &Tx, actor: &Actor, what: Action, id: OrganisationId) -> Result<(Grant, Grant), JoinError> {
    let held = verbs::hold(tx, id).await?;
    Ok((access::decide(actor, what, &held)?, access::decide(actor, what, &held)?))
}

async fn tell(
    tx: &Tx,
    journal: &Journal,
    grant: Grant,
    action: &'static str,
    id: OrganisationId,
) -> Result<Receipt, JoinError> {
    let said = json!({ "organisation": id, "organisations": [id] });
    let entry = Entry::of(action, format!("organisation:{id}"), None, &said);
    Ok(journal::append(tx, journal.clock(), grant, entry).await?)
}

/// Takes over what is said of an organisation: by its people, or its texts in other languages by an adviser of its chamber
/// (`what` is the right to it).
///
/// # Errors
/// [`JoinError::Stale`] where somebody was quicker.
pub async fn say(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    (id, what): (OrganisationId, Action),
    saying: Saying<'_>,
) -> Result<(), JoinError> {
    let done = journal
        .write(|tx| async move {
            let (grant, second) = rights(&tx, actor, what, id).await?;
            verbs::say(&tx, context(journal, region, actor), grant, id, saying).await?;
            Ok((tell(&tx, journal, second, "joining.said", id).await?, ()))
        })
        .await;
    match done {
        Err(JoinError::Bulk(BulkError::Rule("changed"))) => Err(JoinError::Stale),
        other => other,
    }
}

/// Out of sight, because its owner wants it.
///
/// # Errors
/// See [`JoinError`].
pub async fn withdraw_organisation(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    id: OrganisationId,
) -> Result<(), JoinError> {
    journal
        .write(|tx| async move {
            let (grant, second) = rights(&tx, actor, Action::ManageMembers, id).await?;
            verbs::withdraw(&tx, context(journal, region, actor), grant, id).await?;
            Ok((
                tell(&tx, journal, second, "joining.organisation_withdrawn", id).await?,
                (),
            ))
        })
        .await
}

/// In sight again, as it was.
///
/// # Errors
/// See [`JoinError`].
pub async fn come_back(journal: &Journal, actor: &Actor, region: &Region, id: OrganisationId) -> Result<(), JoinError> {
    journal
        .write(|tx| async move {
            let (grant, second) = rights(&tx, actor, Action::ManageMembers, id).await?;
            verbs::come_back(&tx, context(journal, region, actor), grant, id).await?;
            Ok((
                tell(&tx, journal, second, "joining.organisation_returned", id).await?,
                (),
            ))
        })
        .await
}

/// A change of what only a chamber may change.
#[derive(Clone, Debug)]
pub struct Asking {
    /// What is to be different.
    pub change: Change,
    /// The new number as people write it.
    pub number: Option<String>,
    /// Why.
    pub reason: String,
    /// In which the owner is written to.
    pub language: Locale,
}

/// Asks the home chamber for a protected change: a case two people decide. One at a time; the same again is the same case.
///
/// # Errors
/// [`JoinError::Waiting`] where another change is with the chamber.
pub async fn ask_change(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    organisation: &Organisation,
    asking: &Asking,
) -> Result<CaseId, JoinError> {
    let person = actor.person_id().ok_or(Refusal::SignIn)?;
    let mut dossier = prefill(organisation);
    let change = &asking.change;
    dossier.name = change.name.clone().unwrap_or(dossier.name);
    dossier.kind = change.kind.or(dossier.kind);
    dossier.number = change.number.clone().or(dossier.number);
    let mut said = serde_json::to_value(change).map_err(BulkError::Json)?;
    if let Some(said) = said.as_object_mut() {
        said.insert("organisation".into(), json!(organisation.id));
        said.insert("reason".into(), json!(asking.reason));
        said.insert("identity".into(), json!(asking.number));
        said.insert("dossier".into(), json!(dossier));
    }
    let opening = &Opening {
        kind: Kind::ProtectedChange,
        chamber: organisation.home_chamber.clone().ok_or(JoinError::Taken)?,
        territory: organisation.territory.clone(),
        organisation: Some(organisation.id),
        applicant: Some(person),
        language: asking.language,
        title: organisation.name.clone(),
        dossier: said,
    };
    journal
        .write(|tx| async move {
            let held = verbs::hold(&tx, organisation.id).await?;
            let grant = access::decide(actor, Action::ManageMembers, &held)?;
            let kinds = [Kind::ProtectedChange];
            if let Some(case) = open_about(tx.connection(), organisation.id, None, &kinds).await? {
                return Err(JoinError::Waiting(case));
            }
            Ok(cases::open(&tx, journal.clock(), region, grant, opening).await?)
        })
        .await
}
