//! Links others cause: an invitation by mail, and the operator's one-time link.

use sea_orm::{ActiveModelTrait, IntoActiveModel};

use crate::accounts::model::{INVITATION_LIFE, ONCE_LIFE, PersonId, Purpose};
use crate::accounts::people::{normal, row_by_mail};
use crate::accounts::tables::sign_in_link;
use crate::accounts::{letters, people, secrets};
use crate::platform::access::Mandate;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::mail;
use crate::platform::texts::{Locale, T};
use crate::platform::web::Web;

/// Whom to invite, why, and to what.
#[derive(Clone, Debug)]
pub struct Invitation<'a> {
    /// However it is written.
    pub mail: &'a str,
    /// Of the letter; an account that is there has its own.
    pub language: Locale,
    /// One line.
    pub subject: &'a str,
    /// Who invites to what: the letter's own words, in its language.
    pub paragraphs: Vec<String>,
    /// Where it leads, a path of this node with its language.
    pub path: &'a str,
    /// `case:ID`: what is undone in time recalls the letter by this.
    pub about: Option<String>,
    /// Microseconds: not sent before.
    pub not_before: i64,
}

/// Sends a link that makes the account of an address, or signs it in, and then leads on. Who has a second factor signs in
/// with it and is led to the same place.
///
/// # Errors
/// When the database refuses.
pub async fn invite(tx: &Tx, clock: &Clock, web: &Web, invitation: &Invitation<'_>) -> Result<(), DatabaseError> {
    let address = normal(invitation.mail);
    let person = row_by_mail(tx.connection(), &address).await?;
    let token = secrets::token(clock);
    let row = link(
        tx,
        &token,
        &address,
        (Purpose::Invite, INVITATION_LIFE),
        invitation.path,
    );
    let row = sign_in_link::Model {
        person_id: person.as_ref().map(|person| person.id),
        ..row
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    let letter = letters::invitation(web, person.as_ref(), invitation, &address, &token);
    mail::queue(tx, clock, &letter).await?;
    Ok(())
}

/// Tells somebody that they work for a chamber now, and leads them to its desk.
///
/// # Errors
/// When the database refuses.
pub async fn invite_to_desk(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    person: PersonId,
    (chamber, mandate): (&str, Mandate),
) -> Result<(), DatabaseError> {
    let Some(found) = people::find(tx.connection(), person).await? else {
        return Ok(());
    };
    let t = T::new(found.language);
    let named = web.region.chamber(chamber);
    let named = named.map_or(chamber, |chamber| chamber.name.get(found.language));
    let lead = match mandate {
        Mandate::Adviser => "mail-mandate-adviser",
        Mandate::Moderator => "mail-mandate-moderator",
        Mandate::Head => "mail-mandate-head",
    };
    let invitation = Invitation {
        mail: &found.mail,
        language: found.language,
        subject: &t.with("mail-mandate-subject", &[("chamber", named.into())]),
        paragraphs: vec![
            t.with(lead, &[("chamber", named.into())]).into_owned(),
            t.get("mail-mandate-factor").into_owned(),
        ],
        path: &format!("/{}/desk", found.language),
        about: None,
        not_before: 0,
    };
    invite(tx, clock, web, &invitation).await
}

/// An address that signs a person in once within a day, for the operator to hand on: the first admin has nothing else.
///
/// # Errors
/// When the database refuses; none where there is no such person.
pub async fn one_time_link(
    tx: &Tx,
    clock: &Clock,
    web: &Web,
    person: PersonId,
    path: &str,
) -> Result<Option<String>, DatabaseError> {
    let Some(found) = people::find(tx.connection(), person).await? else {
        return Ok(None);
    };
    let token = secrets::token(clock);
    let row = sign_in_link::Model {
        person_id: Some(person.0),
        ..link(tx, &token, &found.mail, (Purpose::Once, ONCE_LIFE), path)
    };
    row.into_active_model().reset_all().insert(tx.connection()).await?;
    Ok(Some(web.absolute(&letters::link_path(found.language, &token))))
}

fn link(tx: &Tx, token: &str, mail: &str, (purpose, life): (Purpose, i64), path: &str) -> sign_in_link::Model {
    sign_in_link::Model {
        token_hash: secrets::hash(token),
        person_id: None,
        mail: mail.to_owned(),
        purpose: purpose.code().to_owned(),
        browser_hash: None,
        code_hash: None,
        path: path.to_owned(),
        stay: false,
        created_at: tx.now(),
        expires_at: tx.now() + life,
        used_at: None,
    }
}
