//! Colleagues: invited by mail, given another role, removed; whoever is a member can leave. An organisation is never left
//! without an owner.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::JoinError;
use crate::accounts::{self, Invitation, PersonId};
use crate::joining::model::{INVITATION_LIFE, INVITATIONS, INVITE_AGAIN, InvitationId};
use crate::joining::rules::{Fault, Why};
use crate::joining::tables::invitation;
use crate::organisations::actions as verbs;
use crate::organisations::model::OrganisationId;
use crate::platform::access::{self, Action, Actor, Grant, Node, Ownership, Refusal, Role};
use crate::platform::clock::Clock;
use crate::platform::database::Tx;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::texts::Locale;
use crate::platform::web::Web;

/// Whom to invite, and how the letter says it in a language: its line and its paragraphs.
#[derive(Clone, Copy)]
pub struct Inviting<'a> {
    /// As typed; looked at already.
    pub mail: &'a str,
    /// As what.
    pub role: Role,
    /// Of the letter, where the address has no account with its own.
    pub language: Locale,
    /// The letter's words.
    pub words: &'a (dyn Fn(Locale) -> (String, Vec<String>) + Sync),
}

/// Who may change the people of an organisation, which is held until the write is through.
async fn manage(tx: &Tx, actor: &Actor, id: OrganisationId) -> Result<Grant, JoinError> {
    let held = verbs::hold(tx, id).await?;
    Ok(access::decide(actor, Action::ManageMembers, &held)?)
}

/// Of whom, as what: never an address.
async fn tell(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    action: &'static str,
    (organisation, person, role): (OrganisationId, Uuid, Option<Role>),
) -> Result<Receipt, JoinError> {
    let said = json!({
        "organisation": organisation, "person": PersonId(person), "role": role.map(Role::code),
    });
    let entry = Entry::of(action, format!("organisation:{organisation}"), Some(person), &said);
    Ok(journal::append(tx, clock, grant, entry).await?)
}

/// Invites somebody by mail. The same again within the hour is the same invitation, and no second letter.
///
/// # Errors
/// [`JoinError::Faults`] for who is a member already; [`JoinError::TooMany`].
pub async fn invite(
    journal: &Journal,
    actor: &Actor,
    web: &Web,
    id: OrganisationId,
    inviting: Inviting<'_>,
) -> Result<InvitationId, JoinError> {
    let by = actor.person_id().ok_or(Refusal::SignIn)?;
    let (clock, mail) = (journal.clock(), &inviting.mail.trim().to_lowercase());
    journal
        .write(|tx| async move {
            let grant = manage(&tx, actor, id).await?;
            let members = accounts::members(tx.connection(), id.0).await?;
            if members.iter().any(|(person, _)| person.mail == *mail) {
                return Err(JoinError::Faults(vec![Fault {
                    field: "mail".to_owned(),
                    why: Why::MemberAlready,
                }]));
            }
            let before = invitation::Entity::find()
                .filter(invitation::Column::OrganisationId.eq(id.0))
                .filter(invitation::Column::Mail.eq(mail.clone()))
                .one(tx.connection())
                .await?;
            few_enough(&tx, id).await?;
            let row = invitation::Model {
                id: before.as_ref().map_or_else(|| clock.id(), |row| row.id),
                organisation_id: id.0,
                mail: mail.clone(),
                role: inviting.role.code().to_owned(),
                invited_by: by,
                created_at: tx.now(),
                expires_at: tx.now() + INVITATION_LIFE,
                ended_at: None,
            };
            // The letter of a short time ago leads to the same place.
            let sent = before.as_ref().filter(|row| tx.now() - row.created_at < INVITE_AGAIN);
            let row = invitation::Model {
                created_at: sent.map_or(row.created_at, |sent| sent.created_at),
                ..row
            };
            let (is_sent, is_new) = (sent.is_some(), before.is_none());
            let active = row.clone().into_active_model().reset_all();
            if is_new {
                active.insert(tx.connection()).await?;
            } else {
                active.update(tx.connection()).await?;
            }
            if !is_sent {
                write(&tx, clock, web, &row, inviting).await?;
            }
            let receipt = told(&tx, clock, grant, "joining.invited", &row).await?;
            Ok((receipt, InvitationId(row.id)))
        })
        .await
}

/// Of an invitation: whoever has an account is named, an address never.
async fn told(
    tx: &Tx,
    clock: &Clock,
    grant: Grant,
    action: &'static str,
    row: &invitation::Model,
) -> Result<Receipt, JoinError> {
    let known = accounts::find_by_mail(tx.connection(), &row.mail).await?;
    let person = known.map(|person| person.id);
    let said = json!({
        "organisation": OrganisationId(row.organisation_id), "invitation": InvitationId(row.id),
        "person": person, "role": row.role,
    });
    let entry = Entry::of(
        action,
        format!("organisation:{}", OrganisationId(row.organisation_id)), // One without an account goes with the invitation.
        Some(person.map_or(row.id, |person| person.0)),
        &said,
    );
    Ok(journal::append(tx, clock, grant, entry).await?)
}

async fn few_enough(tx: &Tx, id: OrganisationId) -> Result<(), JoinError> {
    let open = invitation::Entity::find()
        .filter(invitation::Column::OrganisationId.eq(id.0))
        .filter(invitation::Column::EndedAt.is_null())
        .filter(invitation::Column::ExpiresAt.gt(tx.now()))
        .count(tx.connection())
        .await?;
    if usize::try_from(open).is_ok_and(|open| open >= INVITATIONS) {
        return Err(JoinError::TooMany(INVITATIONS));
    }
    Ok(())
}

async fn write(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    row: &invitation::Model,
    inviting: Inviting<'_>,
) -> Result<(), JoinError> {
    let known = accounts::find_by_mail(tx.connection(), &row.mail).await?;
    let language = known.map_or(inviting.language, |person| person.language);
    let (subject, paragraphs) = (inviting.words)(language);
    let letter = Invitation {
        mail: &row.mail,
        language,
        subject: &subject,
        paragraphs,
        path: &format!("/{language}/invitations/{}", InvitationId(row.id)),
        about: Some(format!("invitation:{}", InvitationId(row.id))),
        not_before: tx.now(),
    };
    Ok(accounts::invite(tx, clock, web, &letter).await?)
}

/// An open invitation of the organisation, held.
async fn open(tx: &Tx, id: OrganisationId, invitation: InvitationId) -> Result<invitation::Model, JoinError> {
    let row = invitation::Entity::find_by_id(invitation.0)
        .filter(invitation::Column::OrganisationId.eq(id.0))
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    row.ok_or(JoinError::Refused(Refusal::Hidden))
}

/// Sends an invitation once more; it is good for another fortnight.
///
/// # Errors
/// [`JoinError::Lately`] within the hour; [`JoinError::Spent`] for one that was answered or taken back.
pub async fn resend(
    journal: &Journal,
    actor: &Actor,
    web: &Web,
    (id, invitation): (OrganisationId, InvitationId),
    (language, words): (Locale, &(dyn Fn(Locale) -> (String, Vec<String>) + Sync)),
) -> Result<(), JoinError> {
    let clock = journal.clock();
    journal
        .write(|tx| async move {
            let grant = manage(&tx, actor, id).await?;
            let row = open(&tx, id, invitation).await?;
            if row.ended_at.is_some() {
                return Err(JoinError::Spent);
            }
            if tx.now() - row.created_at < INVITE_AGAIN {
                return Err(JoinError::Lately);
            }
            let row = invitation::Model {
                created_at: tx.now(),
                expires_at: tx.now() + INVITATION_LIFE,
                ..row
            };
            row.clone()
                .into_active_model()
                .reset_all()
                .update(tx.connection())
                .await?;
            let inviting = Inviting {
                mail: &row.mail,
                role: Role::from_code(&row.role).unwrap_or(Role::Viewer),
                language,
                words,
            };
            write(&tx, clock, web, &row, inviting).await?;
            Ok((told(&tx, clock, grant, "joining.invited", &row).await?, ()))
        })
        .await
}

/// Takes an invitation back. Sent twice, it is taken back once.
///
/// # Errors
/// See [`JoinError`].
pub async fn end_invitation(
    journal: &Journal,
    actor: &Actor,
    (id, invitation): (OrganisationId, InvitationId),
) -> Result<(), JoinError> {
    journal
        .write(|tx| async move {
            let grant = manage(&tx, actor, id).await?;
            let row = open(&tx, id, invitation).await?;
            let row = invitation::Model {
                ended_at: row.ended_at.or(Some(tx.now())),
                ..row
            };
            row.clone()
                .into_active_model()
                .reset_all()
                .update(tx.connection())
                .await?;
            let receipt = told(&tx, journal.clock(), grant, "joining.invitation_ended", &row).await?;
            Ok((receipt, ()))
        })
        .await
}

/// Whoever reads the address's mail accepts or declines. Somebody with a higher role keeps it.
///
/// # Errors
/// Hidden to everybody else; [`JoinError::Spent`] for one that was answered, taken back, or has run out.
pub async fn answer_invitation(
    journal: &Journal,
    actor: &Actor,
    invitation: InvitationId,
    accepts: bool,
) -> Result<OrganisationId, JoinError> {
    let person = PersonId(actor.person_id().ok_or(Refusal::SignIn)?);
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::StartJoining, &Node)?;
            let row = invitation::Entity::find_by_id(invitation.0)
                .lock_exclusive()
                .one(tx.connection())
                .await?;
            let own = accounts::find(tx.connection(), person).await?;
            let row = row.filter(|row| own.as_ref().is_some_and(|own| own.mail == row.mail));
            let row = row.ok_or(JoinError::Refused(Refusal::Hidden))?;
            if row.ended_at.is_some() || row.expires_at <= tx.now() {
                return Err(JoinError::Spent);
            }
            let (id, role) = (OrganisationId(row.organisation_id), Role::from_code(&row.role));
            verbs::hold(&tx, id).await?;
            let row = invitation::Model {
                ended_at: Some(tx.now()),
                ..row
            };
            row.into_active_model().reset_all().update(tx.connection()).await?;
            let before = actor.role_in(id.0);
            if accepts && before < role {
                accounts::set_membership(&tx, &grant, person, id.0, role).await?;
            }
            let action = if accepts { "joining.joined" } else { "joining.declined" };
            let receipt = tell(&tx, journal.clock(), grant, action, (id, person.0, role)).await?;
            Ok((receipt, id))
        })
        .await
}

/// Nobody takes the last owner away.
async fn owners_stay(tx: &Tx, id: OrganisationId, person: PersonId, role: Option<Role>) -> Result<(), JoinError> {
    let members = accounts::members(tx.connection(), id.0).await?;
    let is_owner = |found: &&(accounts::Person, Role)| found.1 == Role::Owner;
    let mut others = members.iter().filter(is_owner).filter(|(other, _)| other.id != person);
    let goes = members.iter().filter(is_owner).any(|(other, _)| other.id == person);
    if goes && role != Some(Role::Owner) && others.next().is_none() {
        return Err(JoinError::LastOwner);
    }
    Ok(())
}

/// Gives a member another role, or none.
///
/// # Errors
/// [`JoinError::LastOwner`]; hidden where the person is no member.
pub async fn set_role(
    journal: &Journal,
    actor: &Actor,
    (id, person): (OrganisationId, PersonId),
    role: Option<Role>,
) -> Result<(), JoinError> {
    journal
        .write(|tx| async move {
            let grant = manage(&tx, actor, id).await?;
            let members = accounts::members(tx.connection(), id.0).await?;
            if !members.iter().any(|(member, _)| member.id == person) {
                return Err(JoinError::Refused(Refusal::Hidden));
            }
            owners_stay(&tx, id, person, role).await?;
            accounts::set_membership(&tx, &grant, person, id.0, role).await?;
            let receipt = tell(&tx, journal.clock(), grant, "joining.role_set", (id, person.0, role)).await?;
            Ok((receipt, ()))
        })
        .await
}

/// A member leaves.
///
/// # Errors
/// [`JoinError::LastOwner`]; hidden to who is no member.
pub async fn leave(journal: &Journal, actor: &Actor, id: OrganisationId) -> Result<(), JoinError> {
    let person = actor.person_id().ok_or(Refusal::SignIn)?;
    journal
        .write(|tx| async move {
            verbs::hold(&tx, id).await?;
            let members = accounts::members(tx.connection(), id.0).await?;
            if !members.iter().any(|(member, _)| member.id.0 == person) {
                return Err(JoinError::Refused(Refusal::Hidden));
            }
            // A membership is its person's own to give up.
            let own = Ownership {
                id: person,
                person: Some(person),
                ..Ownership::default()
            };
            let grant = access::decide(actor, Action::ManageAccount, &own)?;
            owners_stay(&tx, id, PersonId(person), None).await?;
            accounts::set_membership(&tx, &grant, PersonId(person), id.0, None).await?;
            let receipt = tell(&tx, journal.clock(), grant, "joining.left", (id, person, None)).await?;
            Ok((receipt, ()))
        })
        .await
}
