//! What a chamber's own file says of an organisation, and taking it back: verbs for the feature that reads such files.
//! An organisation with an owner is not touched, nor is one that another chamber looks after.

use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::numbers::owner_of;
use super::standing::{Columns, kept, load, refused, show};
use crate::organisations::bulk::{self, BulkError, Context, SAID, Stating};
use crate::organisations::model::{Class, FILE, Kind, Listing, OrganisationId, Standing, Stated};
use crate::organisations::rules::{DECLARED, days};
use crate::organisations::tables::{fact, identifier, organisation, place, register_record};
use crate::platform::access::Grant;
use crate::platform::database::Tx;

/// A row of a chamber's file.
#[derive(Clone, Copy, Debug)]
pub struct Filed<'a> {
    /// Code of the chamber.
    pub chamber: &'a str,
    /// What the organisation is, where nothing else says it.
    pub kind: Kind,
    /// Its numbers: scheme and canonical form.
    pub numbers: &'a [(String, String)],
    /// What the file says, each with its date.
    pub facts: &'a [Stated],
}

/// What a row did, kept by whoever may take it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filing {
    organisation: OrganisationId,
    /// Absent where the row made it.
    before: Option<Columns>,
    after: Columns,
    /// When, microseconds: facts superseded then hold again.
    at: i64,
    /// Facts that were stated then.
    stated: Vec<Uuid>,
    /// Numbers that were said then.
    numbers: Vec<(String, String)>,
}

impl Filing {
    /// Which organisation it is about.
    #[must_use]
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }

    /// Whether it became visible by this row.
    #[must_use]
    pub const fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// Whether it had been registered only.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        self.before.as_ref().is_some_and(Columns::is_registered)
    }
}

/// The source of what a chamber's file says.
#[must_use]
pub fn file_source(chamber: &str) -> String {
    format!("{chamber}{FILE}")
}

/// Writes what a row says of an organisation, or makes it. None: it says nothing new.
///
/// # Errors
/// `not-of-the-chamber` where it has an owner, another home, or is out of sight; `gone`; or the database refuses.
pub async fn file(
    tx: &Tx,
    context: Context<'_>,
    grant: Grant,
    id: Option<OrganisationId>,
    filed: Filed<'_>,
) -> Result<Option<Filing>, BulkError> {
    let source = file_source(filed.chamber);
    let numbers = free(tx, filed.numbers).await?;
    let old = match id {
        Some(id) => Some(load(tx, id).await?),
        None => None,
    };
    let listed = match &old {
        Some(old) if old.standing == Standing::Registered.code() => false,
        Some(old) if is_of(old, filed.chamber) => true,
        Some(_) => return Err(refused("not-of-the-chamber")),
        None => false,
    };
    let id = old.as_ref().map_or_else(|| context.clock.id(), |old| old.id);
    if listed && numbers.is_empty() && !is_news(tx, id, &source, filed.facts).await? {
        return Ok(None);
    }
    let listing = listing(context, old.as_ref(), filed);
    if let Some(old) = &old {
        show(tx, old).await?;
    }
    let stated = bulk::state(tx, context, grant, id, Stating::File(&listing, &source), &numbers).await?;
    let after = Columns::of(&load(tx, OrganisationId(id)).await?);
    Ok(Some(Filing {
        organisation: OrganisationId(id),
        before: old.as_ref().map(Columns::of),
        after,
        at: tx.now(),
        stated,
        numbers,
    }))
}

fn is_of(row: &organisation::Model, chamber: &str) -> bool {
    row.standing == Standing::Listed.code() && row.home_chamber.as_deref() == Some(chamber)
}

/// Those nobody has yet.
async fn free(tx: &Tx, numbers: &[(String, String)]) -> Result<Vec<(String, String)>, BulkError> {
    let mut free = Vec::new();
    for (scheme, value) in numbers {
        if owner_of(tx, scheme, value).await?.is_none() {
            free.push((scheme.clone(), value.clone()));
        }
    }
    Ok(free)
}

async fn is_news(tx: &Tx, id: Uuid, source: &str, facts: &[Stated]) -> Result<bool, BulkError> {
    let held = fact::Entity::find()
        .filter(fact::Column::OrganisationId.eq(id))
        .filter(fact::Column::Source.eq(source))
        .filter(fact::Column::SupersededAt.is_null())
        .all(tx.connection())
        .await?;
    let is_held = |new: &Stated| {
        held.iter().any(|old| {
            (&old.field, &old.language, &old.value, old.stated_at)
                == (&new.field, &new.language, &new.value, days(new.on))
        })
    };
    Ok(!facts.iter().all(is_held))
}

fn listing(context: Context<'_>, old: Option<&organisation::Model>, filed: Filed<'_>) -> Listing {
    let listing = match old {
        Some(old) => Listing {
            standing: Standing::Listed,
            kind: old.kind.as_deref().and_then(Kind::from_code).unwrap_or(filed.kind),
            ..kept(context, old, filed.chamber)
        },
        None => Listing {
            standing: Standing::Listed,
            kind: filed.kind,
            chamber: filed.chamber.to_owned(),
            languages: Vec::new(),
            listed_on: context.today(),
            facts: Vec::new(),
        },
    };
    Listing {
        facts: filed.facts.to_vec(),
        ..listing
    }
}

/// What became of taking a row back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenBack {
    /// It is as it was before.
    Undone,
    /// Somebody has gone on with it since: its standing stays, and whatever it would be nameless without.
    Kept,
}

/// Takes a row back. What it stated is superseded by what was before; one it made goes out of sight and its number is free
/// again; what people have done since stays.
///
/// # Errors
/// When the database refuses.
pub async fn take_back(tx: &Tx, context: Context<'_>, grant: Grant, filing: &Filing) -> Result<TakenBack, BulkError> {
    let row = match load(tx, filing.organisation).await {
        Ok(row) => row,
        // Erased or merged since: nothing of it is left to take back.
        Err(BulkError::Rule(_)) => return Ok(TakenBack::Kept),
        Err(error) => return Err(error),
    };
    let touched = Columns::of(&row) != filing.after || is_stated_since(tx, filing).await?;
    if touched && filing.is_new() {
        return Ok(TakenBack::Kept);
    }
    if !touched {
        let columns = before(tx, filing).await?;
        columns
            .onto(row)
            .into_active_model()
            .reset_all()
            .update(tx.connection())
            .await?;
    }
    put_back(tx, filing).await?;
    for (scheme, value) in &filing.numbers {
        identifier::Entity::delete_many()
            .filter(identifier::Column::Scheme.eq(scheme.as_str()))
            .filter(identifier::Column::Value.eq(value.as_str()))
            .filter(identifier::Column::OrganisationId.eq(filing.organisation.0))
            .filter(identifier::Column::Register.eq(SAID))
            .exec(tx.connection())
            .await?;
    }
    // The seat that was said is computed anew from what is left.
    place::Entity::delete_many()
        .filter(place::Column::OrganisationId.eq(filing.organisation.0))
        .filter(place::Column::Register.eq(DECLARED))
        .exec(tx.connection())
        .await?;
    bulk::state(tx, context, grant, filing.organisation.0, Stating::Nothing, &[]).await?;
    Ok(if touched { TakenBack::Kept } else { TakenBack::Undone })
}

/// What it was; one that the row made is registered where a register has come to know it, and withdrawn otherwise.
async fn before(tx: &Tx, filing: &Filing) -> Result<Columns, BulkError> {
    if let Some(before) = &filing.before {
        return Ok(before.clone());
    }
    let known = register_record::Entity::find()
        .filter(register_record::Column::OrganisationId.eq(filing.organisation.0))
        .count(tx.connection())
        .await?;
    Ok(filing.after.without_chamber(known > 0))
}

/// Whether somebody else than the chamber's files says something of it that was not said before.
async fn is_stated_since(tx: &Tx, filing: &Filing) -> Result<bool, BulkError> {
    let later = fact::Entity::find()
        .filter(fact::Column::OrganisationId.eq(filing.organisation.0))
        .filter(fact::Column::SupersededAt.is_null())
        .filter(fact::Column::Id.is_not_in(filing.stated.iter().copied()))
        .all(tx.connection())
        .await?;
    // Ids are in the order of time: what was stated after the newest of ours came later.
    let newest = filing.stated.iter().max();
    Ok(later.iter().any(|fact| newest.is_none_or(|newest| fact.id > *newest)))
}

/// What it stated and still holds is superseded; what that had superseded holds again.
async fn put_back(tx: &Tx, filing: &Filing) -> Result<(), BulkError> {
    use sea_orm::sea_query::Expr;
    let held = fact::Entity::find()
        .filter(fact::Column::Id.is_in(filing.stated.iter().copied()))
        .filter(fact::Column::SupersededAt.is_null())
        .all(tx.connection())
        .await?;
    for fact in held {
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(tx.now()))
            .filter(fact::Column::Id.eq(fact.id))
            .exec(tx.connection())
            .await?;
        let language = match &fact.language {
            Some(language) => Condition::all().add(fact::Column::Language.eq(language.as_str())),
            None => Condition::all().add(fact::Column::Language.is_null()),
        };
        fact::Entity::update_many()
            .col_expr(fact::Column::SupersededAt, Expr::value(Option::<i64>::None))
            .filter(fact::Column::OrganisationId.eq(filing.organisation.0))
            .filter(fact::Column::SupersededAt.eq(filing.at))
            .filter(fact::Column::Id.is_not_in(filing.stated.iter().copied()))
            .filter(fact::Column::Field.eq(fact.field.as_str()))
            .filter(fact::Column::Class.eq(Class::Attested.code()))
            .filter(fact::Column::Source.eq(fact.source.as_str()))
            .filter(language)
            .exec(tx.connection())
            .await?;
    }
    Ok(())
}
