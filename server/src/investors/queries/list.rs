//! Young companies as investors look at them.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::interest::{Professional, among, sought_of, stages_of};
use crate::investors::model::{KINDS, Sought, Stage, Stated};
use crate::investors::rules::Search;
use crate::organisations::model::{Age, Kind};
use crate::organisations::queries::{Narrow, Summary, divisions_of, narrowed};
use crate::platform::access::Scope;
use crate::platform::database::{Database, DatabaseError};

/// Young companies of a page where nothing is said.
pub const PAGE: u64 = 20;

/// A young company in a list.
#[derive(Clone, Debug)]
pub struct Line {
    /// What everybody knows of it.
    pub row: Summary,
    /// How far it has come.
    pub stage: Option<Stated<Stage>>,
    /// What it looks for: for professional investors only.
    pub sought: Option<Stated<Sought>>,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct Found {
    /// How many there are on all pages.
    pub total: u64,
    /// Those of this page.
    pub items: Vec<Line>,
    /// Where the next page begins behind.
    pub next: Option<(i64, Uuid)>,
}

/// Rows with what their organisations say.
///
/// # Errors
/// When the database refuses.
pub async fn lines(
    proof: Option<&Professional>,
    database: &Database,
    rows: Vec<Summary>,
) -> Result<Vec<Line>, DatabaseError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let mut stages = stages_of(database.reader(), &ids).await?;
    let mut sought = match proof {
        Some(proof) => sought_of(proof, database.reader(), &ids).await?,
        None => HashMap::new(),
    };
    let line = |row: Summary| Line {
        stage: stages.remove(&row.id.0),
        sought: sought.remove(&row.id.0),
        row,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Those that fit, a page of them. Without a proof the filters of professional investors filter nothing: whoever asks by them
/// is refused before.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    (scope, proof): (&Scope, Option<&Professional>),
    database: &Database,
    today: NaiveDate,
    (search, ages, by_age): (&Search, &[Age], bool),
    page: (Option<(i64, Uuid)>, u64),
) -> Result<Found, DatabaseError> {
    let chosen = |kind: &Kind| search.kinds.is_empty() || search.kinds.contains(kind);
    let narrow = Narrow {
        kinds: KINDS.into_iter().filter(chosen).collect(),
        territories: search.territories.clone(),
        divisions: search.divisions.clone(),
        // What is stale is shown to whoever asks for it, as in the directory.
        ages: match ages {
            [] => vec![Age::Fresh, Age::Ageing],
            chosen => chosen.to_vec(),
        },
        among: among(search, proof),
        by_age,
    };
    let found = narrowed(scope, database, today, &narrow, page).await?;
    Ok(Found {
        total: found.total,
        next: found.next,
        items: lines(proof, database, found.items).await?,
    })
}

/// How many young companies there are of each sector.
///
/// # Errors
/// When the database refuses.
pub async fn sectors(scope: &Scope, database: &Database) -> Result<HashMap<String, u64>, DatabaseError> {
    divisions_of(scope, database, &KINDS).await
}
