//! Many organisations at once: rows of a result, the newest, and what the index needs to know of each.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{COLUMNS, position, visible};
use crate::organisations::bulk::known_record;
use crate::organisations::model::{Class, Kind, LegalStatus, OrganisationId, Standing};
use crate::organisations::rules::{AGEING_AFTER, days, descriptions, from_days};
use crate::organisations::tables::{fact, identifier, organisation, place, register_record};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Position;

/// An organisation as a list shows it.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Its id.
    pub id: OrganisationId,
    /// Grows with each change.
    pub version: i64,
    /// How it stands to the platform.
    pub standing: Standing,
    /// What it is.
    pub kind: Option<Kind>,
    /// Whether it lives.
    pub legal_status: LegalStatus,
    /// Shown name.
    pub name: String,
    /// Its language.
    pub name_language: Option<String>,
    /// Code of the territory of its seat.
    pub territory: String,
    /// Codes of all territories it counts in, that of its seat first.
    pub territories: Vec<String>,
    /// Municipality of the seat.
    pub municipality: Option<String>,
    /// Postal code of the seat.
    pub postal_code: Option<String>,
    /// ISO code of the seat's country.
    pub country: Option<String>,
    /// Where the seat lies, and how well that is known.
    pub position: Option<Position>,
    /// Codes of the languages it works in.
    pub languages: Vec<String>,
    /// NACE 2.1 division.
    pub division: Option<String>,
    /// Day or year.
    pub founded: Option<String>,
    /// Of the newest core fact.
    pub as_of: NaiveDate,
    /// When the last core fact becomes stale.
    pub stale_at: NaiveDate,
    /// Microseconds.
    pub listed_at: Option<i64>,
    /// One line about it, by language; the original first.
    pub texts: Vec<SummaryText>,
}

/// A summary in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryText {
    /// Code of the language, where stated.
    pub language: Option<String>,
    /// The text.
    pub value: String,
    /// How it is known.
    pub class: Class,
}

impl Summary {
    /// The text for a reader of that language, else the original.
    #[must_use]
    pub fn text(&self, language: &str) -> Option<&SummaryText> {
        self.texts
            .iter()
            .find(|text| text.language.as_deref() == Some(language))
            .or_else(|| self.texts.first())
    }
}

/// What the index is told about an organisation.
#[derive(Clone, Debug)]
pub struct Source {
    /// The row.
    pub summary: Summary,
    /// Whether everybody may see it.
    pub public: bool,
    /// Whether it is still there: erased and merged ones leave the index.
    pub gone: bool,
    /// All names of all records.
    pub names: Vec<String>,
    /// Municipalities of all places.
    pub places: Vec<String>,
    /// Texts with their language.
    pub texts: Vec<(Option<String>, String)>,
    /// Numbers.
    pub identifiers: Vec<String>,
}

/// The rows with those ids, in their order; those the scope may not see are left out.
///
/// # Errors
/// When the database refuses.
pub async fn summaries(scope: &Scope, database: &Database, ids: &[Uuid]) -> Result<Vec<Summary>, DatabaseError> {
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids.iter().copied()))
        .filter(scope.condition(COLUMNS))
        .all(database.reader())
        .await?;
    let mut by_id: HashMap<Uuid, Summary> = with_texts(database, rows)
        .await?
        .into_iter()
        .map(|row| (row.id.0, row))
        .collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

/// The newest of those home shows.
///
/// # Errors
/// When the database refuses.
pub async fn newest(scope: &Scope, database: &Database, limit: u64) -> Result<Vec<Summary>, DatabaseError> {
    let rows = visible(scope)
        .filter(organisation::Column::ListedAt.is_not_null())
        .order_by_desc(organisation::Column::ListedAt)
        .order_by_asc(organisation::Column::Id)
        .limit(limit)
        .all(database.reader())
        .await?;
    with_texts(database, rows).await
}

pub(super) async fn with_texts(
    database: &Database,
    rows: Vec<organisation::Model>,
) -> Result<Vec<Summary>, DatabaseError> {
    let ids = rows.iter().map(|row| row.id);
    let facts = fact::Entity::find()
        .filter(fact::Column::OrganisationId.is_in(ids))
        .filter(fact::Column::Field.eq("summary"))
        .filter(fact::Column::SupersededAt.is_null())
        .order_by_asc(fact::Column::Id)
        .all(database.reader())
        .await?;
    let mut texts: HashMap<Uuid, Vec<SummaryText>> = HashMap::new();
    for fact in facts {
        texts.entry(fact.organisation_id).or_default().push(SummaryText {
            language: fact.language,
            value: fact.value,
            class: Class::from_code(&fact.class).unwrap_or(Class::Declared),
        });
    }
    Ok(rows
        .into_iter()
        .map(|row| {
            let texts = texts.remove(&row.id).unwrap_or_default();
            summary(row, texts)
        })
        .collect())
}

pub(super) fn summary(row: organisation::Model, texts: Vec<SummaryText>) -> Summary {
    Summary {
        id: OrganisationId(row.id),
        version: row.version,
        standing: Standing::from_code(&row.standing).unwrap_or(Standing::Registered),
        kind: row.kind.as_deref().and_then(Kind::from_code),
        legal_status: LegalStatus::from_code(&row.legal_status).unwrap_or(LegalStatus::Unknown),
        name: row.name,
        name_language: row.name_language,
        territories: codes(&row.territories),
        territory: row.territory,
        municipality: row.municipality,
        postal_code: row.postal_code,
        country: row.country,
        position: position(row.latitude, row.longitude, row.precision.as_deref()),
        languages: codes(&row.languages),
        division: row.division,
        founded: row.founded,
        as_of: from_days(row.as_of),
        stale_at: from_days(row.stale_at),
        listed_at: row.listed_at,
        texts,
    }
}

/// Codes with spaces between.
pub(super) fn codes(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// What the index needs of the next organisations by id, behind `after`.
///
/// # Errors
/// When the database refuses.
pub async fn documents_after(
    scope: &Scope,
    database: &Database,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Source>, DatabaseError> {
    let mut query = organisation::Entity::find().filter(scope.condition(COLUMNS));
    if let Some(after) = after {
        query = query.filter(organisation::Column::Id.gt(after));
    }
    let rows = query
        .order_by_asc(organisation::Column::Id)
        .limit(limit)
        .all(database.reader())
        .await?;
    sources(database, rows).await
}

/// What the index needs of those organisations; ids that lead nowhere are left out.
///
/// # Errors
/// When the database refuses.
pub async fn documents_of(scope: &Scope, database: &Database, ids: &[Uuid]) -> Result<Vec<Source>, DatabaseError> {
    let rows = organisation::Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(organisation::Column::Id.is_in(ids.iter().copied()))
        .all(database.reader())
        .await?;
    sources(database, rows).await
}

/// Organisations whose age changes its name between two days: the index keeps ages as facets.
///
/// # Errors
/// When the database refuses.
pub async fn due_for_ageing(
    scope: &Scope,
    database: &Database,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Uuid>, DatabaseError> {
    use organisation::Column;
    let stale = Column::StaleAt.lt(days(to));
    // A day of tolerance on either side: months have different lengths.
    let since = days(from - AGEING_AFTER) - 3;
    let until = days(to - AGEING_AFTER) + 3;
    let ageing = Condition::all()
        .add(Column::AsOf.gte(since))
        .add(Column::AsOf.lte(until));
    Ok(organisation::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(scope.condition(COLUMNS))
        // Both at once by one index: what was stale before has had its last name.
        .filter(Column::StaleAt.gte(days(from)))
        .filter(Condition::any().add(stale).add(ageing))
        .into_tuple()
        .all(database.reader())
        .await?)
}

async fn sources(database: &Database, rows: Vec<organisation::Model>) -> Result<Vec<Source>, DatabaseError> {
    let db = database.reader();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut found: HashMap<Uuid, Source> = HashMap::with_capacity(rows.len());
    for row in rows {
        found.insert(row.id, source(row));
    }
    let all = || ids.iter().copied();
    let records = register_record::Entity::find()
        .filter(register_record::Column::OrganisationId.is_in(all()))
        .all(db)
        .await?;
    for row in records {
        let Some(source) = found.get_mut(&row.organisation_id) else {
            continue;
        };
        if let Ok(known) = known_record(&row) {
            source
                .names
                .extend(known.record.names.into_iter().map(|name| name.value));
            source.texts.extend(descriptions(&known.record.other));
        }
    }
    for row in place::Entity::find()
        .filter(place::Column::OrganisationId.is_in(all()))
        .all(db)
        .await?
    {
        let Some(source) = found.get_mut(&row.organisation_id) else {
            continue;
        };
        source.places.extend(row.municipality);
    }
    for row in identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.is_in(all()))
        .all(db)
        .await?
    {
        let Some(source) = found.get_mut(&row.organisation_id) else {
            continue;
        };
        source.identifiers.push(row.value);
    }
    let facts = fact::Entity::find()
        .filter(fact::Column::OrganisationId.is_in(all()))
        .filter(fact::Column::SupersededAt.is_null())
        .filter(fact::Column::Field.is_in(["name", "summary", "description"]))
        .all(db)
        .await?;
    for row in facts {
        let Some(source) = found.get_mut(&row.organisation_id) else {
            continue;
        };
        if row.field == "name" {
            source.names.push(row.value)
        } else {
            source.texts.push((row.language, row.value))
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).map(distinct).collect())
}

fn source(row: organisation::Model) -> Source {
    Source {
        public: row.public,
        gone: row.erased_at.is_some() || row.root_id != row.id,
        names: vec![row.name.clone()],
        places: Vec::new(),
        texts: Vec::new(),
        identifiers: Vec::new(),
        summary: summary(row, Vec::new()),
    }
}

/// A place that is listed thirty times counts once.
fn distinct(mut source: Source) -> Source {
    for list in [&mut source.names, &mut source.places] {
        list.sort_unstable();
        list.dedup();
    }
    source
}
