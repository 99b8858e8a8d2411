//! Somebody says that an organisation of the directory is theirs: by a link to an address at its own domain, or before its
//! chamber. Against a member it is a dispute.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::JoinError;
use crate::accounts::{self, PersonId};
use crate::cases::queries::open_about;
use crate::cases::{self, CaseId, Kind, Opening};
use crate::chambers::deciding;
use crate::joining::model::{CLAIM_LINK_LIFE, CLAIMS_A_DAY, ClaimId, DOCUMENTS_A_CLAIM, DocumentId};
use crate::joining::rules::{Here, asked_at, prefill};
use crate::joining::tables::{claim, document};
use crate::organisations::actions as verbs;
use crate::organisations::bulk::Context;
use crate::organisations::dossier::Attached;
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::queries::Organisation;
use crate::platform::access::{self, Action, Actor, Grant, Ownership, Refusal, Role};
use crate::platform::clock::{Clock, DAY};
use crate::platform::database::Tx;
use crate::platform::files::FileKind;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::mail::{self, Letter};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// The right to begin with an organisation everybody can see.
pub(super) fn begin(actor: &Actor, organisation: &Organisation) -> Result<(Grant, Uuid), JoinError> {
    let thing = Ownership {
        id: organisation.id.0,
        version: organisation.version,
        public: true,
        ..Ownership::default()
    };
    let grant = access::decide(actor, Action::StartJoining, &thing)?;
    Ok((grant, actor.person_id().ok_or(Refusal::SignIn)?))
}

/// Neither address nor token: who, of which.
pub(super) async fn tell(
    tx: &Tx,
    journal: &Journal,
    grant: Grant,
    (action, person): (&'static str, Uuid),
    organisation: OrganisationId,
) -> Result<Receipt, JoinError> {
    let said = json!({ "organisations": [organisation], "organisation": organisation });
    let entry = Entry::of(action, format!("organisation:{organisation}"), Some(person), &said);
    Ok(journal::append(tx, journal.clock(), grant, entry).await?)
}

/// Sends a link to an address that was found to speak for the organisation. `letter` writes the letter around its path.
///
/// # Errors
/// [`JoinError::TooMany`] where one person asks too often; [`JoinError::Taken`] for what is no longer to be claimed.
pub async fn claim_by_mail(
    journal: &Journal,
    actor: &Actor,
    organisation: &Organisation,
    letter: &(dyn Fn(&str) -> Letter + Sync),
) -> Result<(), JoinError> {
    if organisation.standing != Standing::Listed {
        return Err(JoinError::Taken);
    }
    journal
        .write(|tx| async move {
            let (grant, person) = begin(actor, organisation)?;
            let today = claim::Entity::find()
                .filter(claim::Column::PersonId.eq(person))
                .filter(claim::Column::CreatedAt.gt(tx.now() - DAY))
                .count(tx.connection())
                .await?;
            if today >= CLAIMS_A_DAY {
                return Err(JoinError::TooMany(usize::try_from(CLAIMS_A_DAY).unwrap_or_default()));
            }
            let token = URL_SAFE_NO_PAD.encode(journal.clock().secret());
            let row = claim::Model {
                id: ClaimId(journal.clock().id()).0,
                organisation_id: organisation.id.0,
                person_id: person,
                way: "mail".to_owned(),
                secret_hash: Some(Sha256::digest(&token).to_vec()),
                attempts: 0,
                created_at: tx.now(),
                expires_at: tx.now() + CLAIM_LINK_LIFE,
                used_at: None,
            };
            row.into_active_model().reset_all().insert(tx.connection()).await?;
            mail::queue(&tx, journal.clock(), &letter(&token)).await?;
            let receipt = tell(&tx, journal, grant, ("joining.claim_asked", person), organisation.id).await?;
            Ok((receipt, ()))
        })
        .await
}

/// Follows the link: whoever asked for it, once, within a day.
///
/// # Errors
/// [`JoinError::Spent`] for any other link, whatever is wrong with it.
pub async fn follow_claim(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    organisation: &Organisation,
    token: &str,
) -> Result<(), JoinError> {
    let hash = &Sha256::digest(token).to_vec();
    journal
        .write(|tx| async move {
            let (grant, person) = begin(actor, organisation)?;
            let row = claim::Entity::find()
                .filter(claim::Column::SecretHash.eq(hash.clone()))
                .filter(claim::Column::OrganisationId.eq(organisation.id.0))
                .filter(claim::Column::PersonId.eq(person))
                .filter(claim::Column::UsedAt.is_null())
                .filter(claim::Column::ExpiresAt.gt(tx.now()))
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .ok_or(JoinError::Spent)?;
            take_over(&tx, (journal, actor, region), organisation, &grant).await?;
            let row = claim::Model {
                used_at: Some(tx.now()),
                ..row
            };
            row.into_active_model().reset_all().update(tx.connection()).await?;
            let receipt = tell(&tx, journal, grant, ("joining.claimed", person), organisation.id).await?;
            Ok((receipt, ()))
        })
        .await
}

/// It is theirs: a member from now on, and they its owner.
pub(super) async fn take_over(
    tx: &Tx,
    (journal, actor, region): (&Journal, &Actor, &Region),
    organisation: &Organisation,
    grant: &Grant,
) -> Result<(), JoinError> {
    verbs::hold(tx, organisation.id).await?;
    if !accounts::members(tx.connection(), organisation.id.0).await?.is_empty() {
        return Err(JoinError::Taken);
    }
    let context = Context {
        clock: journal.clock(),
        region,
        actor,
        run: Uuid::nil(),
    };
    let home = organisation.home_chamber.clone().unwrap_or_default();
    let (second, person) = begin(actor, organisation)?;
    verbs::claim(tx, context, second, organisation.id, &home).await?;
    accounts::set_membership(tx, grant, PersonId(person), organisation.id.0, Some(Role::Owner)).await?;
    Ok(())
}

/// What a claimant says before a chamber.
#[derive(Clone, Copy, Debug)]
pub struct Reason<'a> {
    /// In their words.
    pub text: &'a str,
    /// In which they are written to.
    pub language: Locale,
    /// What shows it, its bytes kept already.
    pub papers: &'a [Paper],
}

/// A document whose bytes are kept.
#[derive(Clone, Debug)]
pub struct Paper {
    /// As its file was called.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// How many bytes.
    pub size: usize,
    /// Where they are.
    pub sha256: [u8; 32],
}

/// Asks the chamber: with papers, or because somebody else has it. The same person asks once at a time: again, it is the
/// same case.
///
/// # Errors
/// See [`JoinError`].
pub async fn claim_before_chamber(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    organisation: &Organisation,
    reason: Reason<'_>,
) -> Result<CaseId, JoinError> {
    let mut dossier = prefill(organisation);
    dossier.missing_checks = vec!["identity_not_shown".to_owned()];
    let chambers = &deciding(journal.database().reader(), region).await?;
    let chamber = asked_at(organisation, &dossier.seat, Here { region, chambers }).ok_or(JoinError::Taken)?;
    dossier.chamber.clone_from(&chamber);
    let kind = match organisation.standing {
        Standing::Member | Standing::Suspended => Kind::Dispute,
        _ => Kind::Claim,
    };
    let (clock, language) = (journal.clock(), reason.language);
    let rows = &papers(clock, actor, reason.papers)?;
    dossier.documents = rows.iter().map(attached_of).collect();
    let said = json!({ "organisation": organisation.id, "reason": reason.text, "dossier": dossier });
    let opening = &Opening {
        kind,
        chamber,
        territory: organisation.territory.clone(),
        organisation: Some(organisation.id),
        applicant: actor.person_id(),
        language,
        title: organisation.name.clone(),
        dossier: said,
    };
    let done = journal
        .write(|tx| async move {
            let (grant, person) = begin(actor, organisation)?;
            verbs::hold(&tx, organisation.id).await?;
            let kinds = [Kind::Claim, Kind::Dispute];
            if let Some(case) = open_about(tx.connection(), organisation.id, Some(person), &kinds).await? {
                return Err(JoinError::Done(case));
            }
            let (receipt, case) = cases::open(&tx, clock, region, grant, opening).await?;
            for row in rows.clone() {
                let row = document::Model {
                    case_id: Some(case.0),
                    at: tx.now(),
                    ..row
                };
                row.into_active_model().reset_all().insert(tx.connection()).await?;
            }
            Ok((receipt, case))
        })
        .await;
    match done {
        Err(JoinError::Done(case)) => Ok(case),
        other => other,
    }
}

/// Rows of papers, not yet of a case.
fn papers(clock: &Clock, actor: &Actor, papers: &[Paper]) -> Result<Vec<document::Model>, JoinError> {
    if papers.len() > DOCUMENTS_A_CLAIM {
        return Err(JoinError::TooMany(DOCUMENTS_A_CLAIM));
    }
    let person = actor.person_id().ok_or(Refusal::SignIn)?;
    let row = |paper: &Paper| document::Model {
        id: clock.id(),
        draft_id: None,
        case_id: None,
        person_id: person,
        name: paper.name.clone(),
        kind: paper.kind.media_type().to_owned(),
        bytes: i64::try_from(paper.size).unwrap_or(i64::MAX),
        sha256: paper.sha256.to_vec(),
        at: clock.now(),
        erased: false,
    };
    Ok(papers.iter().map(row).collect())
}

fn attached_of(row: &document::Model) -> Attached {
    Attached {
        id: DocumentId(row.id).to_string(),
        name: row.name.clone(),
        media: row.kind.clone(),
        size: u64::try_from(row.bytes).unwrap_or_default(),
    }
}
