//! What must hold of this feature's rows, and a hash of what they say: used by `passerelle fsck`.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::bulk::{known_fact, known_record};
use super::rules::{self, Known};
use super::tables::{fact, identifier, organisation, place, register_record};
use crate::platform::database::{Database, DatabaseError, Sql};
use crate::platform::hash::hex;
use crate::platform::region::{Precision, Region};

/// One invariant and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// Its name.
    pub id: &'static str,
    /// Whether it holds.
    pub ok: bool,
    /// How many were looked at, or which break it.
    pub detail: String,
}

const ORPHANS: Sql = Sql::both(
    "SELECT (SELECT count(*) FROM organisation o WHERE NOT EXISTS (SELECT 1 FROM organisation r WHERE r.id = o.root_id))
          + (SELECT count(*) FROM identifier i WHERE NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = i.organisation_id))
          + (SELECT count(*) FROM register_record r WHERE NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = r.organisation_id))
          + (SELECT count(*) FROM place p WHERE NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = p.organisation_id))
          + (SELECT count(*) FROM fact f WHERE NOT EXISTS (SELECT 1 FROM organisation o WHERE o.id = f.organisation_id))",
);
const UNKNOWN_RUNS: Sql = Sql::both(
    "SELECT count(*) FROM register_record r WHERE NOT EXISTS (SELECT 1 FROM import_run i WHERE i.id = r.run_id)",
);
const HOMELESS: Sql =
    Sql::both("SELECT count(*) FROM organisation WHERE standing IN ('listed', 'member') AND home_chamber IS NULL");
const REPORTS: Sql = Sql::both("SELECT count(*) FROM report");
const REPORT_ENTRIES: Sql = Sql::both("SELECT count(*) FROM entry WHERE action = 'organisations.report'");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[ORPHANS, UNKNOWN_RUNS, HOMELESS, REPORTS, REPORT_ENTRIES];

/// Organisations looked at in one go.
const PAGE: u64 = 500;

/// All invariants of this feature.
///
/// # Errors
/// When the database refuses.
pub async fn checks(database: &Database, region: &Region) -> Result<Vec<Check>, DatabaseError> {
    let mut checks = Vec::new();
    for (id, statement) in [
        ("rows belong to an organisation", ORPHANS),
        ("records belong to a run", UNKNOWN_RUNS),
        ("listed ones have a home chamber", HOMELESS),
    ] {
        let found = number(database, statement).await?;
        checks.push(Check {
            id,
            ok: found == 0,
            detail: format!("{found} break it"),
        });
    }
    let (reports, entries) = (
        number(database, REPORTS).await?,
        number(database, REPORT_ENTRIES).await?,
    );
    checks.push(Check {
        id: "each report has its journal entry",
        ok: reports == entries,
        detail: format!("{reports} reports, {entries} entries"),
    });
    checks.push(cached_columns(database, region).await?);
    Ok(checks)
}

async fn number(database: &Database, statement: Sql) -> Result<i64, DatabaseError> {
    match statement.one(database.reader(), vec![]).await? {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Ok(0),
    }
}

/// The cached columns of each row are what the rules compute. The name is left out: which of two is shown may depend on the
/// day, where one went stale since.
async fn cached_columns(database: &Database, region: &Region) -> Result<Check, DatabaseError> {
    let (mut seen, mut wrong) = (0_u64, Vec::new());
    let mut after = None;
    loop {
        let mut query = organisation::Entity::find();
        if let Some(after) = after {
            query = query.filter(organisation::Column::Id.gt(after));
        }
        let rows = query
            .order_by_asc(organisation::Column::Id)
            .limit(PAGE)
            .all(database.reader())
            .await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        let mut known = known_of(database, region, &rows).await?;
        for row in rows {
            seen += 1;
            let values = rules::row_values(
                &known.remove(&row.id).unwrap_or_default(),
                region,
                rules::from_days(row.as_of),
            );
            let same = row.legal_status == values.legal_status.code()
                && row.division == values.division
                && row.as_of == rules::days(values.as_of)
                && row.stale_at == rules::days(values.stale_at)
                && row.precision.is_some() == row.latitude.is_some()
                && row.territories == values.territories.join(" ")
                && row.territories.split(' ').next() == Some(row.territory.as_str());
            if !same && wrong.len() < 5 {
                wrong.push(crate::platform::id::encode(row.id));
            }
        }
    }
    let detail = if wrong.is_empty() {
        format!("{seen} rows")
    } else {
        format!("wrong: {}", wrong.join(" "))
    };
    Ok(Check {
        id: "rows are what the rules compute",
        ok: wrong.is_empty(),
        detail,
    })
}

async fn known_of(
    database: &Database,
    region: &Region,
    rows: &[organisation::Model],
) -> Result<std::collections::HashMap<uuid::Uuid, Known>, DatabaseError> {
    let ids = || rows.iter().map(|row| row.id);
    let db = database.reader();
    let mut all: std::collections::HashMap<uuid::Uuid, Known> = std::collections::HashMap::new();
    for row in register_record::Entity::find()
        .filter(register_record::Column::OrganisationId.is_in(ids()))
        .all(db)
        .await?
    {
        if let Ok(record) = known_record(&row) {
            all.entry(row.organisation_id).or_default().records.push(record);
        }
    }
    let facts = fact::Entity::find()
        .filter(fact::Column::OrganisationId.is_in(ids()))
        .filter(fact::Column::SupersededAt.is_null());
    for row in facts.all(db).await? {
        all.entry(row.organisation_id).or_default().facts.push(known_fact(&row));
    }
    for known in all.values_mut() {
        known.sort(region);
    }
    Ok(all)
}

/// SHA-256 over what is said of each organisation, by register and number: values, class, source, places; no ids, no times of
/// writing, no runs. Two databases that say the same have the same hash, whatever happened on the way.
///
/// # Errors
/// When the database refuses.
pub async fn content_hash(database: &Database) -> Result<String, DatabaseError> {
    use register_record::Column;
    let mut sha = Sha256::new();
    let mut after: Option<(String, String)> = None;
    loop {
        let mut query = register_record::Entity::find();
        if let Some((register, number)) = &after {
            let same = Condition::all()
                .add(Column::Register.eq(register.as_str()))
                .add(Column::Number.gt(number.as_str()));
            query = query.filter(Condition::any().add(Column::Register.gt(register.as_str())).add(same));
        }
        let query = query
            .order_by_asc(Column::Register)
            .order_by_asc(Column::Number)
            .limit(PAGE);
        let records = query.all(database.reader()).await?;
        let Some(last) = records.last() else { break };
        after = Some((last.register.clone(), last.number.clone()));
        for text in said(database, &records).await? {
            sha.update(text);
        }
    }
    Ok(hex(&sha.finalize()))
}

/// For each record what it and its organisation say, as text in a fixed order.
async fn said(database: &Database, records: &[register_record::Model]) -> Result<Vec<String>, DatabaseError> {
    let db = database.reader();
    let ids = || records.iter().map(|record| record.organisation_id);
    let mut lines: std::collections::HashMap<uuid::Uuid, Vec<String>> = std::collections::HashMap::new();
    for row in organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(ids()))
        .all(db)
        .await?
    {
        let text = format!(
            "o {} {:?} {} {} {:?} {} {} {:?} {:?} {} {}\n",
            row.name,
            row.kind,
            row.standing,
            row.legal_status,
            row.home_chamber,
            row.territory,
            row.languages,
            row.division,
            row.founded,
            row.as_of,
            row.stale_at
        );
        lines.entry(row.id).or_default().push(text);
    }
    for row in fact::Entity::find()
        .filter(fact::Column::OrganisationId.is_in(ids()))
        .all(db)
        .await?
    {
        let text = format!(
            "f {} {} {:?} {} {} {} {}\n",
            row.field,
            row.class,
            row.language,
            row.value,
            row.source,
            row.stated_at,
            row.superseded_at.is_some()
        );
        lines.entry(row.organisation_id).or_default().push(text);
    }
    for row in place::Entity::find()
        .filter(place::Column::OrganisationId.is_in(ids()))
        .all(db)
        .await?
    {
        // Which middle a point is follows from the point; rows from before the column know only this much.
        let approximate = row
            .precision
            .as_deref()
            .is_some_and(|code| code != Precision::Stated.code());
        let text = format!(
            "p {} {} {} {:?} {:?} {:?} {:?} {} {:?} {:?} {}\n",
            row.register,
            row.position,
            row.role,
            row.street,
            row.postal_code,
            row.municipality,
            row.country,
            row.territory,
            row.latitude,
            row.longitude,
            approximate
        );
        lines.entry(row.organisation_id).or_default().push(text);
    }
    for row in identifier::Entity::find()
        .filter(identifier::Column::OrganisationId.is_in(ids()))
        .all(db)
        .await?
    {
        lines
            .entry(row.organisation_id)
            .or_default()
            .push(format!("i {} {} {}\n", row.scheme, row.value, row.register));
    }
    let mut texts = Vec::with_capacity(records.len());
    for record in records {
        let mut text = format!("r {} {} {} ", record.register, record.number, record.as_of);
        text.push_str(&String::from_utf8_lossy(&record.bytes));
        if let Some(about) = lines.get_mut(&record.organisation_id) {
            about.sort_unstable();
            text.push_str(&about.concat());
        }
        texts.push(text);
    }
    Ok(texts)
}
