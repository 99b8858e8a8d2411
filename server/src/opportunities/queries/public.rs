//! What everybody may see of an opportunity. The one place where rows become what strangers are shown: the organisation of an
//! anonymous one stays behind here, its name and its address, whoever asks for whatever page, file or answer.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, PaginatorTrait, QueryFilter, QuerySelect, Select};
use uuid::Uuid;

use super::asked::{Asked, Position, in_order};
use super::{Own, visible};
use crate::opportunities::model::{Content, OpportunityId, Type};
use crate::opportunities::tables::opportunity::{Column, Entity, Model};
use crate::organisations::dossier::Version;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Organisation, summaries};
use crate::platform::access::{self, Action, Actor, Scope};
use crate::platform::database::{Database, DatabaseError};
use crate::platform::texts::Locale;

/// Opportunities whose concepts are counted, the newest of them.
const COUNTED: u64 = 2000;

/// An opportunity as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Public {
    /// Which.
    pub id: OpportunityId,
    /// Grows with each change.
    pub version: i64,
    /// What is offered or looked for.
    pub kind: Type,
    /// Code of the territory; nothing finer is known here.
    pub territory: String,
    /// Whose it is, where that is to be known.
    pub by: By,
    /// Whether interest can be shown.
    pub interest: bool,
    /// Of its texts.
    pub language: Locale,
    /// Where these texts are a version: the language of the original, and whether that changed since.
    pub version_of: Option<(Locale, Version)>,
    /// What it says.
    pub content: Content,
    /// Microseconds.
    pub published_at: i64,
    /// Microseconds.
    pub expires_at: i64,
    /// When it or what it says in this language was changed, microseconds.
    pub changed_at: i64,
}

/// Whose an opportunity is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Nobody is told before an introduction is accepted.
    Anonymous,
    /// This organisation, with its name and the language of that.
    Organisation(OrganisationId, String, Option<String>),
}

impl Public {
    /// Whether nobody is told whose it is.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.by == By::Anonymous
    }
}

/// A page of opportunities.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of this page, the newest first.
    pub items: Vec<Public>,
    /// Where the next page begins behind.
    pub next: Option<Position>,
}

/// A row without its organisation; beside it that, where it is no secret.
fn masked(row: Model) -> (Public, Option<Uuid>) {
    let organisation = (!row.anonymous).then_some(row.organisation_id);
    let public = Public {
        id: OpportunityId(row.id),
        version: row.version,
        kind: Type::from_code(&row.kind).unwrap_or(Type::BusinessOffer),
        territory: row.territory,
        by: By::Anonymous,
        interest: row.interest,
        language: Locale::from_code(&row.language).unwrap_or(Locale::Fr),
        version_of: None,
        content: serde_json::from_str(&row.content).unwrap_or_default(),
        published_at: row.published_at.unwrap_or_default(),
        expires_at: row.expires_at.unwrap_or_default(),
        changed_at: row.changed_at,
    };
    (public, organisation)
}

/// Rows as everybody may see them, with the names of those that are named.
async fn named(database: &Database, rows: Vec<Model>) -> Result<Vec<Public>, DatabaseError> {
    let masked: Vec<(Public, Option<Uuid>)> = rows.into_iter().map(masked).collect();
    let mut ids: Vec<Uuid> = masked.iter().filter_map(|(_, organisation)| *organisation).collect();
    ids.sort_unstable();
    ids.dedup();
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let found = summaries(&scope, database, &ids).await?;
    let names: HashMap<Uuid, _> = found
        .into_iter()
        .map(|row| (row.id.0, (row.name, row.name_language)))
        .collect();
    let named = masked.into_iter().filter_map(|(mut public, organisation)| {
        if let Some(id) = organisation {
            // An organisation that went out of sight meanwhile takes its own with it.
            let (name, language) = names.get(&id)?.clone();
            public.by = By::Organisation(OrganisationId(id), name, language);
        }
        Some(public)
    });
    Ok(named.collect())
}

/// The same with the words each is searched by.
pub(super) async fn named_with(
    database: &Database,
    query: Select<Entity>,
) -> Result<Vec<(Public, String)>, DatabaseError> {
    let rows = query.all(database.reader()).await?;
    let mut words: HashMap<Uuid, String> = rows.iter().map(|row| (row.id, row.words.clone())).collect();
    let public = named(database, rows).await?.into_iter();
    Ok(public
        .map(|public| {
            let words = words.remove(&public.id.0).unwrap_or_default();
            (public, words)
        })
        .collect())
}

/// One of them. `None`: there is none that everybody may see.
///
/// # Errors
/// When the database refuses.
pub async fn find(scope: &Scope, database: &Database, id: OpportunityId) -> Result<Option<Public>, DatabaseError> {
    let row = visible(scope)
        .filter(Column::Id.eq(id.0))
        .one(database.reader())
        .await?;
    Ok(named(database, row.into_iter().collect()).await?.pop())
}

/// Whether everybody may see one.
///
/// # Errors
/// When the database refuses.
pub async fn is_public(db: &impl ConnectionTrait, id: OpportunityId) -> Result<bool, DatabaseError> {
    let scope = access::scope(&Actor::guest(), Action::ReadOpportunity);
    let row = visible(&scope).filter(Column::Id.eq(id.0)).one(db).await?;
    Ok(row.is_some())
}

/// The same with the name of its organisation, for whoever was introduced to it: asked only after
/// [`Introduced`](crate::opportunities::Introduced) said so.
///
/// # Errors
/// When the database refuses.
pub async fn unmasked(scope: &Scope, database: &Database, id: OpportunityId) -> Result<Option<Public>, DatabaseError> {
    let row = visible(scope)
        .filter(Column::Id.eq(id.0))
        .one(database.reader())
        .await?;
    let open = row.map(|row| Model {
        anonymous: false,
        ..row
    });
    Ok(named(database, open.into_iter().collect()).await?.pop())
}

/// What a stranger would see of one that is not published yet.
#[must_use]
pub fn as_strangers_see(own: &Own, organisation: &Organisation) -> Public {
    Public {
        id: own.id,
        version: own.version,
        kind: own.kind,
        territory: own.territory.clone(),
        by: match own.anonymous {
            true => By::Anonymous,
            false => By::Organisation(
                organisation.id,
                organisation.name.clone(),
                organisation.name_language.clone(),
            ),
        },
        interest: own.interest,
        language: own.language,
        version_of: None,
        content: own.content.clone(),
        published_at: own.published_at.unwrap_or_default(),
        expires_at: own.expires_at.unwrap_or_default(),
        changed_at: own.changed_at,
    }
}

/// The concepts of those everybody may see, those that most have first.
///
/// # Errors
/// When the database refuses.
pub async fn concepts(scope: &Scope, database: &Database) -> Result<Vec<String>, DatabaseError> {
    let rows: Vec<String> = in_order(visible(scope), None)
        .select_only()
        .column(Column::Concepts)
        .limit(COUNTED)
        .into_tuple()
        .all(database.reader())
        .await?;
    let mut counts: HashMap<&str, u64> = HashMap::new();
    for code in rows.iter().flat_map(|codes| codes.split_whitespace()) {
        *counts.entry(code).or_default() += 1;
    }
    let mut codes: Vec<(&str, u64)> = counts.into_iter().collect();
    codes.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    Ok(codes.into_iter().map(|(code, _)| code.to_owned()).collect())
}

/// Those a reader asks for, a page of them.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    scope: &Scope,
    database: &Database,
    asked: &Asked,
    (after, limit): (Option<Position>, u64),
) -> Result<Found, DatabaseError> {
    let narrowed = asked.narrow(visible(scope));
    let total = narrowed.clone().count(database.reader()).await?;
    let mut rows = in_order(narrowed, after)
        .limit(limit + 1)
        .all(database.reader())
        .await?;
    let more = u64::try_from(rows.len()).unwrap_or_default() > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| (row.published_at.unwrap_or_default(), row.id));
    Ok(Found {
        total,
        next,
        items: named(database, rows).await?,
    })
}

/// The newest.
///
/// # Errors
/// When the database refuses.
pub async fn latest(scope: &Scope, database: &Database, limit: u64) -> Result<Vec<Public>, DatabaseError> {
    Ok(list(scope, database, &Asked::default(), (None, limit)).await?.items)
}

/// Everything that is asked for, for a file: at most so many.
///
/// # Errors
/// When the database refuses.
pub async fn exported(
    scope: &Scope,
    database: &Database,
    asked: &Asked,
    most: u64,
) -> Result<Vec<Public>, DatabaseError> {
    let rows = in_order(asked.narrow(visible(scope)), None)
        .limit(most)
        .all(database.reader())
        .await?;
    named(database, rows).await
}

/// Those of an organisation that name it: what its page shows. Anonymous ones are not even counted.
///
/// # Errors
/// When the database refuses.
pub async fn shown_of(
    scope: &Scope,
    database: &Database,
    organisation: OrganisationId,
    limit: u64,
) -> Result<Vec<Public>, DatabaseError> {
    let own = visible(scope)
        .filter(Column::OrganisationId.eq(organisation.0))
        .filter(Column::Anonymous.eq(false));
    let rows = in_order(own, None).limit(limit).all(database.reader()).await?;
    named(database, rows).await
}
