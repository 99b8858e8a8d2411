//! What everybody may know of the work of the chambers: counts over all cases, made by the database, none of a single case.
//! Whoever shows them takes the small ones out first (`transparency`).

use sea_orm::QueryResult;

use crate::platform::access::{FieldClass, Scope};
use crate::platform::database::{Database, DatabaseError, Sql};

/// Open cases by how long ago they came: after $1, after $2, after $3, before.
const OPENED: Sql = Sql::both(
    "SELECT chamber, CASE WHEN opened_at > $1 THEN 0 WHEN opened_at > $2 THEN 1 WHEN opened_at > $3 THEN 2 ELSE 3 END AS age,
            count(*) AS cases
     FROM case_file WHERE state IN ('open', 'assigned', 'waiting', 'proposed') GROUP BY 1, 2",
);
/// First decisions from $1 to before $2; a negative one counts under its ground.
const DECIDED: Sql = Sql::both(
    "SELECT coalesce(first_chamber, chamber),
            CASE WHEN decision IN ('refused', 'removed') THEN coalesce(ground, 'terms') ELSE decision END AS outcome,
            count(*) AS decisions
     FROM case_file WHERE decided_at >= $1 AND decided_at < $2 AND decision IS NOT NULL GROUP BY 1, 2",
);
/// The same decisions by what the case was about.
const KINDS: Sql = Sql::both(
    "SELECT kind, count(*) AS decisions FROM case_file
     WHERE decided_at >= $1 AND decided_at < $2 AND decision IS NOT NULL GROUP BY 1",
);
/// The middle one of the working times of these decisions, by chamber and over all.
const MEDIANS: Sql = Sql::both(
    "WITH took AS (
       SELECT coalesce(first_chamber, chamber) AS chamber, worked,
              row_number() OVER (PARTITION BY coalesce(first_chamber, chamber) ORDER BY worked, id) AS place,
              count(*) OVER (PARTITION BY coalesce(first_chamber, chamber)) AS many,
              row_number() OVER (ORDER BY worked, id) AS place_of_all, count(*) OVER () AS many_of_all
       FROM case_file WHERE decided_at >= $1 AND decided_at < $2 AND worked IS NOT NULL)
     SELECT chamber, worked, many FROM took WHERE place = (many + 1) / 2
     UNION ALL SELECT '', worked, many_of_all FROM took WHERE place_of_all = (many_of_all + 1) / 2",
);
/// Appeals that came from $1 to before $2, by the chamber that had decided first.
const APPEALED: Sql = Sql::both(
    "SELECT coalesce(first_chamber, chamber),
            CASE WHEN state = 'upheld' AND appeal_decided_at IS NULL THEN 'withdrawn' ELSE state END AS outcome,
            count(*) AS appeals
     FROM case_file WHERE appealed_at >= $1 AND appealed_at < $2 GROUP BY 1, 2",
);
const FIRST: Sql = Sql::both("SELECT min(opened_at) FROM case_file");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[OPENED, DECIDED, KINDS, MEDIANS, APPEALED, FIRST];

/// A count with the chamber and the column it belongs to.
pub type Cell = (String, String, u64);

/// Open cases of a chamber by age: 0 is the youngest class.
pub type Opened = (String, usize, u64);

/// The middle of the working times of a chamber's decisions; of all where the code is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Median {
    /// Code of the chamber, or empty.
    pub chamber: String,
    /// Microseconds of working time; of an even number the lower of the two middle ones.
    pub micros: i64,
    /// Of how many decisions.
    pub of: u64,
}

/// What was decided in a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// By chamber, and by ground or decision.
    pub decisions: Vec<Cell>,
    /// By kind.
    pub kinds: Vec<(String, u64)>,
    /// By chamber and outcome: `appealed`, `upheld`, `overturned`, `withdrawn`.
    pub appeals: Vec<Cell>,
    /// By chamber, and over all.
    pub medians: Vec<Median>,
}

/// The statements as they are run, for whoever wants to know how a figure comes about.
#[derive(Clone, Copy, Debug)]
pub struct Queries {
    /// Open cases by age.
    pub opened: &'static str,
    /// Decisions.
    pub decided: &'static str,
    /// Decisions by kind.
    pub kinds: &'static str,
    /// Working times.
    pub medians: &'static str,
    /// Appeals.
    pub appealed: &'static str,
}

/// See [`Queries`].
#[must_use]
pub fn queries(database: &Database) -> Queries {
    let text = |sql: Sql| sql.text(database.backend());
    Queries {
        opened: text(OPENED),
        decided: text(DECIDED),
        kinds: text(KINDS),
        medians: text(MEDIANS),
        appealed: text(APPEALED),
    }
}

/// Open cases by chamber and age; `bounds` are the moments between the classes, the latest first. Nothing for a scope that
/// does not cover all cases: a part of a count is none.
///
/// # Errors
/// When the database refuses.
pub async fn opened(scope: &Scope, database: &Database, bounds: [i64; 3]) -> Result<Vec<Opened>, DatabaseError> {
    if !scope.shows(FieldClass::Staff) {
        return Ok(Vec::new());
    }
    let rows = OPENED.all(database.reader(), bounds.map(Into::into).to_vec()).await?;
    let read = |row: &QueryResult| {
        let age = row.try_get_by_index::<i32>(1)?;
        Ok((
            row.try_get_by_index(0)?,
            usize::try_from(age).unwrap_or(3),
            number(row, 2)?,
        ))
    };
    rows.iter().map(read).collect()
}

/// What was decided and appealed against from a moment to before another. Nothing for a scope that does not cover all cases.
///
/// # Errors
/// When the database refuses.
pub async fn counted(scope: &Scope, database: &Database, from: i64, to: i64) -> Result<Counted, DatabaseError> {
    if !scope.shows(FieldClass::Staff) {
        return Ok(Counted::default());
    }
    let (db, values) = (database.reader(), || vec![from.into(), to.into()]);
    let kind = |row: &QueryResult| Ok::<_, DatabaseError>((row.try_get_by_index(0)?, number(row, 1)?));
    let median = |row: &QueryResult| {
        Ok::<_, DatabaseError>(Median {
            chamber: row.try_get_by_index(0)?,
            micros: row.try_get_by_index(1)?,
            of: number(row, 2)?,
        })
    };
    let (decided, appealed) = (DECIDED.all(db, values()).await?, APPEALED.all(db, values()).await?);
    let (kinds, medians) = (KINDS.all(db, values()).await?, MEDIANS.all(db, values()).await?);
    Ok(Counted {
        decisions: decided.iter().map(cell).collect::<Result<_, _>>()?,
        kinds: kinds.iter().map(kind).collect::<Result<_, _>>()?,
        appeals: appealed.iter().map(cell).collect::<Result<_, _>>()?,
        medians: medians.iter().map(median).collect::<Result<_, _>>()?,
    })
}

/// When the first case came.
///
/// # Errors
/// When the database refuses.
pub async fn first(scope: &Scope, database: &Database) -> Result<Option<i64>, DatabaseError> {
    if !scope.shows(FieldClass::Staff) {
        return Ok(None);
    }
    match FIRST.one(database.reader(), vec![]).await? {
        Some(row) => Ok(row.try_get_by_index(0)?),
        None => Ok(None),
    }
}

fn cell(row: &QueryResult) -> Result<Cell, DatabaseError> {
    Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, number(row, 2)?))
}

fn number(row: &QueryResult, at: usize) -> Result<u64, DatabaseError> {
    Ok(u64::try_from(row.try_get_by_index::<i64>(at)?).unwrap_or_default())
}
