//! A draft sent: one transaction makes it a case, and no company is with a chamber twice.

use identifiers::{Scheme, bridges, parse};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::drafts::editable;
use super::{JoinError, load, written};
use crate::cases::{self, CaseId, Desk, Kind, Opening};
use crate::chambers::deciding;
use crate::joining::desk::{self, Standing as CaseStanding};
use crate::joining::model::{DraftId, Step};
use crate::joining::queries::attached;
use crate::joining::rules::{Fault, Here, Known, Why, check_all, held_key, known_seat, missing_checks, territory_of};
use crate::joining::tables::{document, draft};
use crate::organisations::dossier::Dossier;
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::queries::{Found, find_by_numbers, find_organisation};
use crate::platform::access::{self, Action, Actor, Scope, scope};
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// How a draft is sent.
#[derive(Clone, Copy, Debug)]
pub struct Sending {
    /// The version the person saw.
    pub version: i64,
    /// The language in which they are written to.
    pub language: Locale,
    /// Though somebody else was first: both sides go to the chamber.
    pub dispute: bool,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The case.
    pub case: CaseId,
    /// Whether it had been sent before.
    pub again: bool,
}

/// Sends a draft to its chamber. Sent twice, it is the same case.
///
/// # Errors
/// [`JoinError::Unready`] with what is missing; [`JoinError::Taken`] where the same company is with a chamber.
pub async fn submit(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    id: DraftId,
    sending: Sending,
) -> Result<Sent, JoinError> {
    let scope = &scope(&Actor::guest(), Action::ReadOrganisation);
    let done = journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::EditDraft, &row)?;
            if let Some(case) = row.case_id
                && desk::standing(tx.connection(), case).await? != CaseStanding::Closed
            {
                return Err(JoinError::Done(CaseId(case)));
            }
            let row = editable(&tx, row).await?;
            if row.version != sending.version {
                return Err(JoinError::Stale);
            }
            let mut dossier = row.dossier()?;
            let chambers = &deciding(tx.connection(), region).await?;
            let faults = check_all(&dossier, Here { region, chambers });
            if !faults.is_empty() {
                return Err(JoinError::Unready(faults));
            }
            dossier.documents = attached(tx.connection(), row.id).await?;
            let (known, standing) = known(journal, region, scope, &dossier).await?;
            dossier.missing_checks = missing_checks(&dossier, &known)
                .into_iter()
                .map(|check| check.code().to_owned())
                .collect();
            let (kind, key) = way(&tx, scope, &row, &dossier, (standing, sending.dispute)).await?;
            let opening = Opening {
                kind,
                chamber: dossier.chamber.clone(),
                territory: known.territory,
                organisation: dossier.organisation,
                applicant: Some(row.person_id),
                language: sending.language,
                title: dossier.name.clone(),
                dossier: serde_json::to_value(&dossier).map_err(|error| super::broken(row.id, &error))?,
            };
            let (receipt, case) = cases::open(&tx, journal.clock(), region, grant, &opening).await?;
            sent(&tx, row, &dossier, case, key).await?;
            Ok((receipt, case))
        })
        .await;
    match done {
        Ok(case) => Ok(Sent { case, again: false }),
        Err(JoinError::Done(case)) => Ok(Sent { case, again: true }),
        // Two at a time: the key lets one of them in.
        Err(JoinError::Database(error)) if error.broken_constraint().is_some() => Err(JoinError::Taken),
        Err(error) => Err(error),
    }
}

/// What the registers at hand know, and how the organisation stands by now.
async fn known(
    journal: &Journal,
    region: &Region,
    scope: &Scope,
    dossier: &Dossier,
) -> Result<(Known, Option<Standing>), JoinError> {
    let mut known = Known {
        territory: territory_of(&dossier.seat, region).to_owned(),
        ..Known::default()
    };
    let Some(id) = dossier.organisation else {
        return Ok((known, None));
    };
    let found = find_organisation(scope, journal.database(), region, id).await?;
    let Some(Found::Here(organisation)) = found else {
        return Err(JoinError::Listed(id));
    };
    known.in_register = !organisation.records.is_empty();
    known.seat = known_seat(&organisation);
    Ok((known, Some(organisation.standing)))
}

/// Which kind of case it is, and what nobody else may send meanwhile.
async fn way(
    tx: &Tx,
    scope: &Scope,
    row: &draft::Model,
    dossier: &Dossier,
    (standing, dispute): (Option<Standing>, bool),
) -> Result<(Kind, Option<String>), JoinError> {
    let key = held_key(dossier.organisation, dossier);
    let free = release(tx, row.id, &key).await?;
    let known = owner_of_number(tx, scope, dossier).await?;
    match (standing, known) {
        _ if dispute => Ok((Kind::Dispute, None)),
        (_, Some(_)) => Err(JoinError::Unready(vec![(
            Step::Identity,
            Fault {
                field: "number".to_owned(),
                why: Why::NumberKnown,
            },
        )])),
        _ if !free => Err(JoinError::Taken),
        (Some(Standing::Listed), _) => Ok((Kind::Claim, Some(key))),
        (Some(Standing::Member | Standing::Suspended), _) => Err(JoinError::Taken),
        _ => Ok((Kind::NewOrganisation, Some(key))),
    }
}

/// Whether nobody else has the same company with a chamber; one whose case has ended lets go of it.
async fn release(tx: &Tx, own: Uuid, key: &str) -> Result<bool, JoinError> {
    let other = draft::Entity::find()
        .filter(draft::Column::HeldKey.eq(key))
        .filter(draft::Column::Id.ne(own))
        .one(tx.connection())
        .await?;
    let Some(other) = other else { return Ok(true) };
    let standing = match other.case_id {
        Some(case) => desk::standing(tx.connection(), case).await?,
        None => CaseStanding::Closed,
    };
    if standing != CaseStanding::Closed {
        return Ok(false);
    }
    draft::Entity::update_many()
        .col_expr(draft::Column::HeldKey, Expr::value(None::<String>))
        .filter(draft::Column::Id.eq(other.id))
        .exec(tx.connection())
        .await?;
    Ok(true)
}

/// The organisation that has the number a person typed by hand, under whatever scheme.
async fn owner_of_number(tx: &Tx, scope: &Scope, dossier: &Dossier) -> Result<Option<OrganisationId>, DatabaseError> {
    let (None, Some(number)) = (dossier.organisation, &dossier.number) else {
        return Ok(None);
    };
    let read = number
        .scheme
        .parse::<Scheme>()
        .ok()
        .and_then(|scheme| parse(scheme, &number.value).ok());
    let all: Vec<_> = read.iter().cloned().chain(read.iter().flat_map(bridges)).collect();
    let pairs: Vec<(&str, &str)> = all.iter().map(|id| (id.scheme().code(), id.canonical())).collect();
    Ok(find_by_numbers(scope, tx.connection(), &pairs)
        .await?
        .into_iter()
        .next())
}

async fn sent(
    tx: &Tx,
    row: draft::Model,
    dossier: &Dossier,
    case: CaseId,
    key: Option<String>,
) -> Result<(), JoinError> {
    document::Entity::update_many()
        .col_expr(document::Column::CaseId, Expr::value(case.0))
        .filter(document::Column::DraftId.eq(row.id))
        .exec(tx.connection())
        .await?;
    let row = draft::Model {
        version: row.version + 1,
        content: written(dossier)?,
        step: Step::Send.code().to_owned(),
        case_id: Some(case.0),
        held_key: key,
        changed_at: tx.now(),
        submitted_at: Some(tx.now()),
        ..row
    };
    row.into_active_model().reset_all().update(tx.connection()).await?;
    Ok(())
}

/// Takes an application back; the draft is its person's again.
///
/// # Errors
/// Where it was not sent, or has been decided.
pub async fn withdraw(journal: &Journal, actor: &Actor, region: &Region, case: CaseId) -> Result<(), JoinError> {
    let desk = Desk { journal, region, actor };
    Ok(cases::actions::withdraw(desk, case, None).await?)
}
