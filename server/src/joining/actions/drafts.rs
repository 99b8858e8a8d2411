//! A draft begun, kept and thrown away.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{JoinError, entry, load, written};
use crate::chambers::deciding;
use crate::joining::desk::{self, Standing as CaseStanding};
use crate::joining::model::{DRAFTS_A_PERSON, DraftId, Step};
use crate::joining::rules::{Fault, Filled, Here, Why, asked_at, check_step, fill, prefill, propose};
use crate::joining::tables::draft;
use crate::organisations::dossier::{Dossier, Number};
use crate::organisations::model::{OrganisationId, Standing};
use crate::organisations::queries::{Found, find_organisation};
use crate::platform::access::{self, Action, Actor, Node, Refusal, scope};
use crate::platform::database::Tx;
use crate::platform::journal::{self, Journal};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

/// What a draft begins with.
#[derive(Clone, Debug)]
pub struct Begin<'a> {
    /// The organisation in the registers; none: by hand.
    pub organisation: Option<OrganisationId>,
    /// What was searched for, where it was a name.
    pub name: &'a str,
    /// A number that was recognised and is in no register at hand.
    pub number: Option<Number>,
    /// Language of its texts.
    pub language: Locale,
}

/// What keeping a step did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The draft's version now.
    pub version: i64,
    /// What is wrong with the step; it is kept all the same.
    pub faults: Vec<Fault>,
}

/// Begins a draft; the same person's open draft of the same organisation is gone on with.
///
/// # Errors
/// See [`JoinError`].
pub async fn start(journal: &Journal, actor: &Actor, region: &Region, begin: &Begin<'_>) -> Result<DraftId, JoinError> {
    drop(access::decide(actor, Action::StartJoining, &Node)?);
    let person = actor.person_id().ok_or(Refusal::SignIn)?;
    let dossier = &first(journal, region, begin).await?;
    let language = begin.language;
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::StartJoining, &Node)?;
            let open = draft::Entity::find()
                .filter(draft::Column::PersonId.eq(person))
                .filter(draft::Column::CaseId.is_null());
            let count = open.clone().count(tx.connection()).await?;
            if usize::try_from(count).is_ok_and(|count| count >= DRAFTS_A_PERSON) {
                return Err(JoinError::TooMany(DRAFTS_A_PERSON));
            }
            let row = draft::Model {
                id: journal.clock().id(),
                person_id: person,
                organisation_id: dossier.organisation.map(|id| id.0),
                version: 1,
                content: written(dossier)?,
                language: language.code().to_owned(),
                step: Step::Identity.code().to_owned(),
                case_id: None,
                held_key: None,
                created_at: tx.now(),
                changed_at: tx.now(),
                submitted_at: None,
            };
            let before = match row.organisation_id {
                Some(id) => {
                    open.filter(draft::Column::OrganisationId.eq(id))
                        .one(tx.connection())
                        .await?
                }
                None => None,
            };
            let (row, action) = match before {
                Some(before) => (before, "joining.resume"),
                None => {
                    row.clone()
                        .into_active_model()
                        .reset_all()
                        .insert(tx.connection())
                        .await?;
                    (row, "joining.start")
                }
            };
            let receipt = journal::append(&tx, journal.clock(), grant, entry(action, &row, json!({}))).await?;
            Ok((receipt, DraftId(row.id)))
        })
        .await
}

/// What the draft holds before anybody typed. Only what a guest may see can be begun with: nothing is told of others.
async fn first(journal: &Journal, region: &Region, begin: &Begin<'_>) -> Result<Dossier, JoinError> {
    let Some(id) = begin.organisation else {
        return Ok(Dossier {
            name: begin.name.chars().take(200).collect(),
            number: begin.number.clone(),
            founded: true,
            ..Dossier::default()
        });
    };
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    let found = find_organisation(&scope, journal.database(), region, id).await?;
    let organisation = match found {
        Some(Found::Here(organisation)) => organisation,
        _ => return Err(Refusal::Hidden.into()),
    };
    match organisation.standing {
        Standing::Registered | Standing::Withdrawn => {
            let chambers = &deciding(journal.database().reader(), region).await?;
            let mut dossier = prefill(&organisation);
            let asked = asked_at(&organisation, &dossier.seat, Here { region, chambers });
            dossier.chamber = asked.unwrap_or_default();
            Ok(dossier)
        }
        _ => Err(JoinError::Listed(organisation.id)),
    }
}

/// Keeps what a step's form sent. Whatever was typed is kept, right or wrong; what is wrong is said.
///
/// # Errors
/// [`JoinError::Stale`] where another window was quicker; [`JoinError::Faults`] for fields the step does not ask for.
pub async fn save(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    (id, version): (DraftId, i64),
    (step, filled): (Step, &Filled),
) -> Result<Saved, JoinError> {
    let chambers = &deciding(journal.database().reader(), region).await?;
    let here = Here { region, chambers };
    let change = |dossier: &mut Dossier, language: &mut String| fill(step, dossier, language, filled, here);
    let kept = |dossier: &Dossier| check_step(step, dossier, here);
    keep(journal, actor, (id, version), step, (&change, &kept)).await
}

/// Replaces all of a draft but what only the server knows: for programs. Where no chamber is named it is that of the address.
///
/// # Errors
/// As [`save`].
pub async fn replace(
    journal: &Journal,
    actor: &Actor,
    region: &Region,
    (id, version): (DraftId, i64),
    new: &Dossier,
) -> Result<Saved, JoinError> {
    let chambers = &deciding(journal.database().reader(), region).await?;
    let change = |dossier: &mut Dossier, _: &mut String| {
        let mut strange = Vec::new();
        let locked = dossier.organisation.is_some() && (new.name != dossier.name || new.number != dossier.number);
        let named = [
            ("organisation", new.organisation != dossier.organisation),
            ("name", locked),
            (
                "documents",
                !new.documents.is_empty() && new.documents != dossier.documents,
            ),
            ("missingChecks", !new.missing_checks.is_empty()),
        ];
        for (field, _) in named.into_iter().filter(|(_, changed)| *changed) {
            strange.push(Fault {
                field: field.to_owned(),
                why: Why::NotAsked,
            });
        }
        if !strange.is_empty() {
            return Err(strange);
        }
        let documents = std::mem::take(&mut dossier.documents);
        *dossier = Dossier {
            documents,
            missing_checks: Vec::new(),
            ..new.clone()
        };
        if dossier.chamber.is_empty() {
            let proposed = propose(&dossier.seat, Here { region, chambers }).chamber;
            dossier.chamber = proposed.unwrap_or_default();
        }
        Ok(())
    };
    keep(journal, actor, (id, version), Step::Preview, (&change, &|_| Vec::new())).await
}

type Change<'a> = &'a (dyn Fn(&mut Dossier, &mut String) -> Result<(), Vec<Fault>> + Sync);
type Look<'a> = &'a (dyn Fn(&Dossier) -> Vec<Fault> + Sync);

async fn keep(
    journal: &Journal,
    actor: &Actor,
    (id, version): (DraftId, i64),
    step: Step,
    (change, look): (Change<'_>, Look<'_>),
) -> Result<Saved, JoinError> {
    journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::EditDraft, &row)?;
            let row = editable(&tx, row).await?;
            if row.version != version {
                return Err(JoinError::Stale);
            }
            let (mut dossier, mut language) = (row.dossier()?, row.language.clone());
            change(&mut dossier, &mut language).map_err(JoinError::Faults)?;
            let faults = look(&dossier);
            let row = draft::Model {
                version: row.version + 1,
                content: written(&dossier)?,
                language,
                step: step.code().to_owned(),
                changed_at: tx.now(),
                ..row
            };
            row.clone()
                .into_active_model()
                .reset_all()
                .update(tx.connection())
                .await?;
            let more = json!({ "step": step.code(), "version": row.version });
            let receipt = journal::append(&tx, journal.clock(), grant, entry("joining.save", &row, more)).await?;
            let version = row.version;
            Ok((receipt, Saved { version, faults }))
        })
        .await
}

/// A draft that may be changed: not sent, or come back from its chamber. One that came back is its person's again.
pub(super) async fn editable(tx: &Tx, row: draft::Model) -> Result<draft::Model, JoinError> {
    let Some(case) = row.case_id else {
        return Ok(row);
    };
    match desk::standing(tx.connection(), case).await? {
        CaseStanding::Closed => Ok(draft::Model {
            case_id: None,
            held_key: None,
            submitted_at: None,
            ..row
        }),
        _ => Err(JoinError::Sent),
    }
}

/// Throws a draft away with its documents' rows; one that is with a chamber has to be withdrawn first.
///
/// # Errors
/// See [`JoinError`].
pub async fn discard(journal: &Journal, actor: &Actor, id: DraftId) -> Result<(), JoinError> {
    journal
        .write(|tx| async move {
            let row = load(&tx, id).await?;
            let grant = access::decide(actor, Action::EditDraft, &row)?;
            let row = editable(&tx, row).await?;
            super::documents::drop_of_draft(&tx, row.id).await?;
            let said = entry("joining.discard", &row, json!({}));
            row.delete(tx.connection()).await?;
            let receipt = journal::append(&tx, journal.clock(), grant, said).await?;
            Ok((receipt, ()))
        })
        .await
}
