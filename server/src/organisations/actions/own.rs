//! What an organisation does with itself: says what it does, puts that into other languages, goes and comes back. No chamber
//! decides about it; what is protected is none of it.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::standing::{kept, load, refused};
use crate::organisations::bulk::{self, BulkError, Context, Stating};
use crate::organisations::dossier::{Said, Version};
use crate::organisations::model::{Class, Listing, OrganisationId, Standing, Stated};
use crate::organisations::tables::{fact, organisation};
use crate::platform::access::{Grant, Ownership};
use crate::platform::database::Tx;

/// An organisation held until the transaction ends, as access asks for it from within: its people, its chamber, nobody else.
///
/// # Errors
/// `gone`; or the database refuses.
pub async fn hold(tx: &Tx, id: OrganisationId) -> Result<Ownership, BulkError> {
    let row = load(tx, id).await?;
    Ok(Ownership {
        id: row.id,
        version: row.version,
        public: false,
        organisation: Some(row.id),
        chamber: row.home_chamber,
        person: None,
    })
}

/// What is said of an organisation, all of it: what is not in it is said no more.
#[derive(Clone, Copy, Debug)]
pub struct Saying<'a> {
    /// The version of the organisation that was seen.
    pub version: i64,
    /// Every declared value, and every text in every language.
    pub facts: &'a [Said],
    /// Codes of the languages it works in; absent where they stay.
    pub languages: Option<&'a [String]>,
    /// `Declared` by its own people, `Attested` by an adviser of its chamber.
    pub class: Class,
    /// Only what was put into other languages; the texts themselves stay, whoever wrote them.
    pub versions_only: bool,
}

/// Takes over what its people, or an adviser, say of it. What did not change is not stated anew. Fields that only a chamber
/// may change are left as they are.
///
/// # Errors
/// `changed` where somebody was quicker; `gone`; or the database refuses.
pub async fn say(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    saying: Saying<'_>,
) -> Result<(), BulkError> {
    let old = load(tx, id).await?;
    if old.version != saying.version {
        return Err(refused("changed"));
    }
    let home = old.home_chamber.clone().unwrap_or_default();
    let mut current = own_facts(tx, id.0).await?;
    current.retain(|fact| !saying.versions_only || is_version(fact));
    let mut listing = kept(context, &old, &home);
    let is_meant = |said: &&Said| !saying.versions_only || said.state != Version::Original;
    for said in saying
        .facts
        .iter()
        .filter(|said| !is_protected(&said.field))
        .filter(is_meant)
    {
        let of_it = |fact: &&fact::Model| fact.field == said.field && fact.language == said.language;
        match current.iter().find(of_it) {
            Some(fact) if fact.value == said.value => settle(tx, fact, said).await?,
            Some(fact) => {
                end(tx, &[fact.id]).await?;
                listing.facts.push(stated(context, said, saying.class));
            }
            None => listing.facts.push(stated(context, said, saying.class)),
        }
    }
    let is_said = |fact: &fact::Model| {
        let mut facts = saying.facts.iter();
        facts.any(|said| fact.field == said.field && fact.language == said.language)
    };
    let gone: Vec<Uuid> = current
        .iter()
        .filter(|fact| !is_said(fact))
        .map(|fact| fact.id)
        .collect();
    end(tx, &gone).await?;
    if let Some(languages) = saying.languages {
        listing.languages = languages.to_vec();
    }
    write(tx, context, grant, id, &listing).await
}

async fn write(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    listing: &Listing,
) -> Result<(), BulkError> {
    bulk::state(tx, context, grant, id.0, Stating::Listing(listing), &[]).await?;
    Ok(())
}

/// Name and seat are checked; they change by a case.
fn is_protected(field: &str) -> bool {
    matches!(field, "name" | "seat")
}

/// What holds of what it said itself, and of the versions of its texts, whoever made them.
async fn own_facts(tx: &Tx, id: Uuid) -> Result<Vec<fact::Model>, BulkError> {
    let rows = fact::Entity::find()
        .filter(fact::Column::OrganisationId.eq(id))
        .filter(fact::Column::SupersededAt.is_null())
        .all(tx.connection())
        .await?;
    let own = |row: &fact::Model| row.source == bulk::SAID && row.class == Class::Declared.code();
    Ok(rows
        .into_iter()
        .filter(|row| !is_protected(&row.field) && (own(row) || is_version(row)))
        .collect())
}

fn is_version(row: &fact::Model) -> bool {
    let state = row.state.as_deref().and_then(Version::from_code);
    matches!(state, Some(Version::Human | Version::Stale))
}

/// The same value; whether it still says what the original says may have changed.
async fn settle(tx: &Tx, fact: &fact::Model, said: &Said) -> Result<(), BulkError> {
    let state = said.language.as_ref().map(|_| said.state.code().to_owned());
    if fact.state != state {
        fact::Entity::update_many()
            .col_expr(fact::Column::State, Expr::value(state))
            .filter(fact::Column::Id.eq(fact.id))
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}

async fn end(tx: &Tx, facts: &[Uuid]) -> Result<(), BulkError> {
    fact::Entity::update_many()
        .col_expr(fact::Column::SupersededAt, Expr::value(Some(tx.now())))
        .filter(fact::Column::Id.is_in(facts.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

fn stated(context: Context<'_>, said: &Said, class: Class) -> Stated {
    Stated {
        field: said.field.clone(),
        language: said.language.clone(),
        value: said.value.clone(),
        class,
        on: context.today(),
        state: said.language.as_ref().map(|_| said.state),
    }
}

/// Goes out of sight because its owner wants it; what it said stays for the day it comes back.
///
/// # Errors
/// `not-shown` where it is out of sight already; `gone`; or the database refuses.
pub async fn withdraw(tx: &Tx, context: Context<'_>, grant: Grant, id: OrganisationId) -> Result<(), BulkError> {
    let old = load(tx, id).await?;
    if ![Standing::Listed, Standing::Member]
        .map(Standing::code)
        .contains(&old.standing.as_str())
    {
        return Err(refused("not-shown"));
    }
    turn(tx, context, grant, old, (Standing::Withdrawn, false)).await
}

/// Comes back after its owner had withdrawn it. One that a chamber took out of sight does not come back this way.
///
/// # Errors
/// `not-withdrawn`; `gone`; or the database refuses.
pub async fn come_back(tx: &Tx, context: Context<'_>, grant: Grant, id: OrganisationId) -> Result<(), BulkError> {
    let old = load(tx, id).await?;
    if old.standing != Standing::Withdrawn.code() {
        return Err(refused("not-withdrawn"));
    }
    turn(tx, context, grant, old, (Standing::Member, true)).await
}

async fn turn(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    old: organisation::Model,
    (standing, public): (Standing, bool),
) -> Result<(), BulkError> {
    let id = old.id;
    let turned = organisation::Model {
        public,
        standing: standing.code().to_owned(),
        ..old
    };
    turned.into_active_model().reset_all().update(tx.connection()).await?;
    bulk::state(tx, context, grant, id, Stating::Nothing, &[]).await?;
    Ok(())
}
