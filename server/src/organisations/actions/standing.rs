//! How an organisation comes to be listed or a member, changes what is protected, goes out of sight, and back: verbs for the
//! feature that decides about it. They write rows and what a reader sees changing; whoever decided has the last word in the
//! journal. Each tells what it takes to undo it.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::numbers::{forget_numbers, owner_of, renumber, say_numbers};
use crate::organisations::bulk::{self, BulkError, Context, Stating};
use crate::organisations::dossier::{Dossier, Number};
use crate::organisations::model::{Class, Kind, Listing, OrganisationId, Standing, Stated};
use crate::organisations::tables::{fact, organisation};
use crate::platform::access::Grant;
use crate::platform::database::Tx;

/// A change of what only a chamber may change, as the owner asks for it. Absent: stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Change {
    /// The name.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<Kind>,
    /// Code of the home chamber.
    pub chamber: Option<String>,
    /// The official number.
    pub number: Option<Number>,
}

/// What an organisation was before a verb, kept by whoever may undo it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Undo {
    organisation: OrganisationId,
    /// Absent where the verb made it.
    before: Option<Columns>,
    /// When, microseconds: facts superseded then hold again.
    at: i64,
    /// Facts that were stated then.
    stated: Vec<Uuid>,
    /// Numbers it had said itself, where the verb changed them: scheme and value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numbers: Option<Vec<(String, String)>>,
}

impl Undo {
    /// Of a verb that changed what was `before`.
    pub(super) fn of(
        before: &organisation::Model,
        at: i64,
        stated: Vec<Uuid>,
        numbers: Option<Vec<(String, String)>>,
    ) -> Self {
        Self {
            organisation: OrganisationId(before.id),
            before: Some(Columns::of(before)),
            at,
            stated,
            numbers,
        }
    }
}

/// The columns that no register and no fact decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Columns {
    standing: String,
    kind: Option<String>,
    home_chamber: Option<String>,
    languages: String,
    listed_at: Option<i64>,
    public: bool,
}

impl Columns {
    /// Known from a register only.
    pub(super) fn is_registered(&self) -> bool {
        self.standing == Standing::Registered.code()
    }

    /// Without what a chamber's file gave: registered where a register knows it, else out of sight.
    pub(super) fn without_chamber(&self, known: bool) -> Self {
        let standing = if known {
            Standing::Registered
        } else {
            Standing::Withdrawn
        };
        Self {
            standing: standing.code().to_owned(),
            home_chamber: self.home_chamber.clone().filter(|_| !known),
            listed_at: self.listed_at.filter(|_| !known),
            public: known,
            ..self.clone()
        }
    }

    /// The row with these.
    pub(super) fn onto(self, row: organisation::Model) -> organisation::Model {
        organisation::Model {
            standing: self.standing,
            kind: self.kind,
            home_chamber: self.home_chamber,
            languages: self.languages,
            listed_at: self.listed_at,
            public: self.public,
            ..row
        }
    }

    pub(super) fn of(row: &organisation::Model) -> Self {
        Self {
            standing: row.standing.clone(),
            kind: row.kind.clone(),
            home_chamber: row.home_chamber.clone(),
            languages: row.languages.clone(),
            listed_at: row.listed_at,
            public: row.public,
        }
    }
}

/// Why it cannot be done, where it is no failure of the database.
pub(super) fn refused(code: &'static str) -> BulkError {
    BulkError::Rule(code)
}

/// An organisation joins: a registered one is taken over with what it says of itself, one that no register knows is made
/// from its dossier, its name and seat attested by the chamber that let it in.
///
/// # Errors
/// `number-taken` where its number belongs to another member, `gone` where the registered one is no longer there; or the
/// database refuses.
pub async fn admit(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    dossier: &Dossier,
    standing: Standing,
) -> Result<(OrganisationId, Undo), BulkError> {
    let owner = match (&dossier.organisation, &dossier.number) {
        (Some(id), _) => Some(id.0),
        (None, Some(number)) => owner_of(tx, &number.scheme, &number.value).await?,
        (None, None) => None,
    };
    let old = match owner {
        Some(id) => Some(load(tx, OrganisationId(id)).await?),
        None => None,
    };
    if old.as_ref().is_some_and(|old| old.standing == Standing::Member.code()) {
        return Err(refused("number-taken"));
    }
    let id = old.as_ref().map_or_else(|| context.clock.id(), |old| old.id);
    let listing = listing_of(context, dossier, standing, old.is_none());
    let numbers: Vec<(String, String)> = dossier
        .number
        .iter()
        .map(|number| (number.scheme.clone(), number.value.clone()))
        .collect();
    if let Some(old) = &old {
        show(tx, old).await?;
    }
    let stated = bulk::state(tx, context, grant, id, Stating::Listing(&listing), &numbers).await?;
    let undo = Undo {
        organisation: OrganisationId(id),
        before: old.as_ref().map(Columns::of),
        at: tx.now(),
        stated,
        numbers: None,
    };
    Ok((OrganisationId(id), undo))
}

/// A chamber lists a registered organisation: its owner is invited from then on.
///
/// # Errors
/// `listed-already` where it is more than registered; or the database refuses.
pub async fn list(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    chamber: &str,
    kind: Kind,
) -> Result<Undo, BulkError> {
    let old = load(tx, id).await?;
    if old.standing != Standing::Registered.code() && old.standing != Standing::Withdrawn.code() {
        return Err(refused("listed-already"));
    }
    let listing = Listing {
        standing: Standing::Listed,
        kind,
        ..kept(context, &old, chamber)
    };
    stated(tx, context, grant, old, &listing).await
}

/// Its owner has shown that it is theirs: a member from then on.
///
/// # Errors
/// `gone`; or the database refuses.
pub async fn claim(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    chamber: &str,
) -> Result<Undo, BulkError> {
    let old = load(tx, id).await?;
    let home = old.home_chamber.clone().unwrap_or_else(|| chamber.to_owned());
    let listing = Listing {
        standing: Standing::Member,
        ..kept(context, &old, &home)
    };
    stated(tx, context, grant, old, &listing).await
}

/// A protected change that its chamber agreed to: attested by it.
///
/// # Errors
/// `gone`; `number-taken` where another organisation has the number; or the database refuses.
pub async fn alter(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: OrganisationId,
    chamber: &str,
    change: &Change,
) -> Result<Undo, BulkError> {
    let old = load(tx, id).await?;
    let mut listing = kept(context, &old, chamber);
    if let Some(kind) = change.kind {
        listing.kind = kind;
    }
    listing.facts = change
        .name
        .iter()
        .map(|name| attested(context, "name", name.clone()))
        .collect();
    if let Some(home) = &change.chamber {
        listing.chamber.clone_from(home);
    }
    let before = match &change.number {
        Some(number) => Some(renumber(tx, id, number).await?),
        None => None,
    };
    let undo = stated(tx, context, grant, old, &listing).await?;
    Ok(Undo {
        numbers: before,
        ..undo
    })
}

/// Out of sight, until it is restored.
///
/// # Errors
/// `gone`; or the database refuses.
pub async fn suspend(tx: &Tx, context: Context<'_>, grant: Grant, id: OrganisationId) -> Result<Undo, BulkError> {
    let old = load(tx, id).await?;
    let before = Columns::of(&old);
    let hidden = organisation::Model {
        public: false,
        standing: Standing::Suspended.code().to_owned(),
        ..old
    };
    hidden.into_active_model().reset_all().update(tx.connection()).await?;
    let stated = bulk::state(tx, context, grant, id.0, Stating::Nothing, &[]).await?;
    Ok(Undo {
        organisation: id,
        before: Some(before),
        at: tx.now(),
        stated,
        numbers: None,
    })
}

/// Undoes a verb: standing and what was stated are as before; what was made by it is out of sight and its number free.
///
/// # Errors
/// When the database refuses.
pub async fn restore(tx: &Tx, context: Context<'_>, grant: Grant, undo: &Undo) -> Result<(), BulkError> {
    let row = load(tx, undo.organisation).await?;
    let columns = undo.before.clone().unwrap_or_else(|| Columns {
        standing: Standing::Withdrawn.code().to_owned(),
        public: false,
        ..Columns::of(&row)
    });
    let row = columns.onto(row);
    row.into_active_model().reset_all().update(tx.connection()).await?;
    supersede(tx, undo).await?;
    if undo.before.is_none() {
        forget_numbers(tx, undo.organisation).await?;
    }
    if let Some(numbers) = &undo.numbers {
        forget_numbers(tx, undo.organisation).await?;
        say_numbers(tx, undo.organisation, numbers).await?;
    }
    bulk::state(tx, context, grant, undo.organisation.0, Stating::Nothing, &[]).await?;
    Ok(())
}

/// What was stated is superseded, what it superseded holds again.
async fn supersede(tx: &Tx, undo: &Undo) -> Result<(), BulkError> {
    use sea_orm::sea_query::Expr;
    fact::Entity::update_many()
        .col_expr(fact::Column::SupersededAt, Expr::value(Option::<i64>::None))
        .filter(fact::Column::OrganisationId.eq(undo.organisation.0))
        .filter(fact::Column::SupersededAt.eq(undo.at))
        .exec(tx.connection())
        .await?;
    fact::Entity::update_many()
        .col_expr(fact::Column::SupersededAt, Expr::value(tx.now()))
        .filter(fact::Column::Id.is_in(undo.stated.iter().copied()))
        .exec(tx.connection())
        .await?;
    Ok(())
}

pub(super) async fn load(tx: &Tx, id: OrganisationId) -> Result<organisation::Model, BulkError> {
    let found = organisation::Entity::find_by_id(id.0)
        .lock_exclusive()
        .one(tx.connection())
        .await?;
    found
        .filter(|row| row.erased_at.is_none() && row.root_id == row.id)
        .ok_or(refused("gone"))
}

/// One that was out of sight is seen again.
pub(super) async fn show(tx: &Tx, row: &organisation::Model) -> Result<(), BulkError> {
    if !row.public {
        let mut active = row.clone().into_active_model();
        active.public = sea_orm::ActiveValue::Set(true);
        active.update(tx.connection()).await?;
    }
    Ok(())
}

async fn stated(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    old: organisation::Model,
    listing: &Listing,
) -> Result<Undo, BulkError> {
    show(tx, &old).await?;
    let stated = bulk::state(tx, context, grant, old.id, Stating::Listing(listing), &[]).await?;
    Ok(Undo::of(&old, tx.now(), stated, None))
}

/// What an organisation is now, to be said again with a difference.
pub(super) fn kept(context: Context<'_>, old: &organisation::Model, chamber: &str) -> Listing {
    let listed_on = old
        .listed_at
        .map_or_else(|| context.today(), crate::platform::clock::day);
    Listing {
        standing: Standing::from_code(&old.standing).unwrap_or(Standing::Listed),
        kind: old.kind.as_deref().and_then(Kind::from_code).unwrap_or(Kind::Sme),
        chamber: chamber.to_owned(),
        languages: old.languages.split_whitespace().map(str::to_owned).collect(),
        listed_on,
        facts: Vec::new(),
    }
}

fn listing_of(context: Context<'_>, dossier: &Dossier, standing: Standing, unknown: bool) -> Listing {
    let today = context.today();
    let mut facts: Vec<Stated> = dossier.facts.iter().map(|said| declared(today, said)).collect();
    // No register says it: the chamber has looked at it.
    if unknown {
        facts.push(attested(context, "name", dossier.name.clone()));
        if !dossier.seat.is_empty() {
            facts.push(attested(context, "seat", dossier.seat.to_value()));
        }
    }
    Listing {
        standing,
        kind: dossier.kind.unwrap_or(Kind::Sme),
        chamber: dossier.chamber.clone(),
        languages: dossier.languages.clone(),
        listed_on: today,
        facts,
    }
}

fn declared(on: NaiveDate, said: &crate::organisations::dossier::Said) -> Stated {
    Stated {
        field: said.field.clone(),
        language: said.language.clone(),
        value: said.value.clone(),
        class: Class::Declared,
        on,
        state: said.language.is_some().then_some(said.state),
    }
}

fn attested(context: Context<'_>, field: &str, value: String) -> Stated {
    Stated {
        field: field.to_owned(),
        language: None,
        value,
        class: Class::Attested,
        on: context.today(),
        state: None,
    }
}
