//! Every write of this feature: asking, and confirming by a link, as one of its people, or as its chamber.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use super::model::{DecayError, Link, ReconfirmationId};
use super::queries::{self, Letter};
use super::tables::reconfirmation::{Column, Entity, Model};
use super::{letters, rules};
use crate::organisations::actions as verbs;
use crate::organisations::bulk::Context;
use crate::organisations::model::{Class, OrganisationId};
use crate::organisations::queries::{Held, held, home_of};
use crate::platform::access::{self, Action, Actor, Grant, Node, Ownership, Purpose};
use crate::platform::database::Tx;
use crate::platform::hash::hex;
use crate::platform::journal::{self, Entry, Journal, Receipt};
use crate::platform::mail;
use crate::platform::region::Region;
use crate::platform::web::Web;

/// Writes the letters about one organisation that are due: how many.
///
/// # Errors
/// [`DecayError::Nothing`] where another node was quicker; or the database refuses.
pub(super) async fn ask(journal: &Journal, web: &Web, id: OrganisationId) -> Result<usize, DecayError> {
    let (clock, region) = (journal.clock(), &*web.region);
    journal
        .batch(|tx| async move {
            let asks = (region, region.today(clock), tx.now());
            let home = home_of(&tx, id).await?.ok_or(DecayError::Nothing)?;
            let mut entries = Vec::new();
            for letter in queries::unwritten(tx.connection(), asks, id).await? {
                let Letter { to, row, due_on } = letter;
                let row = Model { id: clock.id(), ..row };
                if !add(&tx, &row).await? {
                    continue;
                }
                let asked = letters::Asked {
                    row: &row,
                    name: &home.name,
                    due_on,
                    today: asks.1,
                };
                mail::queue_notice(
                    &tx,
                    clock,
                    &letters::letter(web, &to, &asked),
                    Some(&letters::stop(web, &to)),
                )
                .await?;
                let said = json!({ "organisation": id, "person": to.id, "dueOn": due_on, "letter": row.stage });
                entries.push(Entry::of(
                    "decay.asked",
                    format!("organisation:{id}"),
                    Some(to.id.0),
                    &said,
                ));
            }
            let written = entries.len();
            let last = entries.pop().ok_or(DecayError::Nothing)?;
            let grant = access::decide(&Actor::system(Purpose::Decay), Action::Maintain, &Node)?;
            Ok((journal::append_all(&tx, clock, grant, entries, last).await?, written))
        })
        .await
}

/// Keeps the row of a letter; `false`: it was there already.
async fn add(tx: &Tx, row: &Model) -> Result<bool, DecayError> {
    let key = [Column::OrganisationId, Column::PersonId, Column::DueOn, Column::Stage];
    let added = Entity::insert(row.clone().into_active_model().reset_all())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(tx.connection())
        .await?;
    Ok(added > 0)
}

/// What confirming works with.
#[derive(Clone, Copy)]
pub(super) struct Hands<'a> {
    pub(super) journal: &'a Journal,
    pub(super) region: &'a Region,
    pub(super) actor: &'a Actor,
}

/// All that a letter asked about still holds, says whoever holds its link; it is used up.
///
/// # Errors
/// [`DecayError::Link`] says why it is not good.
pub(super) async fn confirm_by_link(hands: Hands<'_>, id: ReconfirmationId) -> Result<(), DecayError> {
    hands
        .journal
        .write(|tx| async move {
            let row = Entity::find_by_id(id.0)
                .lock_exclusive()
                .one(tx.connection())
                .await?
                .ok_or(DecayError::Foreign)?;
            let organisation = OrganisationId(row.organisation_id);
            let seen = verbs::hold(&tx, organisation).await?;
            let all = held(tx.connection(), organisation).await?;
            let values = rules::asked(&all);
            let speaks = queries::speaks(tx.connection(), organisation, row.person_id).await?;
            match rules::standing(&row, tx.now(), speaks, &rules::digest(&values)) {
                Link::Good => {}
                other => return Err(DecayError::Link(other)),
            }
            // The link is good for its own row; the organisation hangs on that.
            let of_link = Ownership {
                id: row.id,
                version: seen.version,
                ..Ownership::default()
            };
            let person = row.person_id;
            let used = Model {
                used_at: Some(tx.now()),
                ..row
            };
            used.into_active_model().reset_all().update(tx.connection()).await?;
            let rights = (
                access::decide(hands.actor, Action::ConfirmFacts, &of_link)?,
                access::decide(hands.actor, Action::ConfirmFacts, &of_link)?,
            );
            let told = Told {
                organisation,
                person: Some(person),
                class: Class::Declared,
            };
            Ok((state(&tx, hands, rights, &values, told).await?, ()))
        })
        .await
}

/// All that was shown still holds, says somebody signed in: one of its people, or an adviser of its chamber for what that
/// attested. `seen` names the values they were shown.
///
/// # Errors
/// [`DecayError::Changed`] where these are others by now; [`DecayError::Nothing`] where there are none.
pub(super) async fn confirm(
    hands: Hands<'_>,
    organisation: OrganisationId,
    (class, seen): (Class, &str),
) -> Result<(), DecayError> {
    hands
        .journal
        .write(|tx| async move {
            let (what, on) = (right_to(class), verbs::hold(&tx, organisation).await?);
            let rights = (
                access::decide(hands.actor, what, &on)?,
                access::decide(hands.actor, what, &on)?,
            );
            let all = held(tx.connection(), organisation).await?;
            let values = match class {
                Class::Attested => rules::attested(&all),
                _ => rules::asked(&all),
            };
            if values.is_empty() {
                return Err(DecayError::Nothing);
            }
            if hex(&rules::digest(&values)) != seen {
                return Err(DecayError::Changed);
            }
            let told = Told {
                organisation,
                person: None,
                class,
            };
            Ok((state(&tx, hands, rights, &values, told).await?, ()))
        })
        .await
}

/// The right to say of values of a class that they hold.
pub(super) const fn right_to(class: Class) -> Action {
    match class {
        Class::Attested => Action::ListOrganisation,
        _ => Action::ConfirmFacts,
    }
}

/// What the journal is told.
#[derive(Clone, Copy)]
struct Told {
    organisation: OrganisationId,
    person: Option<Uuid>,
    class: Class,
}

/// The values anew, and the entry that says so. Letters that have not left ask about what was confirmed now.
async fn state(
    tx: &Tx,
    hands: Hands<'_>,
    (grant, second): (Grant, Grant),
    values: &[&Held],
    told: Told,
) -> Result<Receipt, DecayError> {
    let clock = hands.journal.clock();
    let context = Context {
        clock,
        region: hands.region,
        actor: hands.actor,
        run: Uuid::nil(),
    };
    let id = told.organisation;
    verbs::confirm(tx, context, grant, id, (values, told.class)).await?;
    let subject = format!("organisation:{id}");
    if told.class == Class::Declared {
        // What an adviser attests leaves open what the owners were asked.
        mail::withdraw(tx, &subject, letters::KIND).await?;
    }
    let fields: Vec<&str> = values.iter().map(|one| one.field.as_str()).collect();
    let said = json!({ "organisation": id, "organisations": [id], "class": told.class.code(), "fields": fields });
    let entry = Entry::of("decay.confirmed", subject, told.person, &said);
    Ok(journal::append(tx, clock, second, entry).await?)
}
