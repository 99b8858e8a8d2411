//! Which chambers of the pack operate here: kept in rows, because the operator decides it and a chamber sets its own target.

use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use crate::platform::access::{self, Action, Actor, Refusal};
use crate::platform::database::{AsDatabaseError, DatabaseError, Sql};
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::region::{self, Region};

/// The longest target: three months of working days.
const LONGEST_TARGET: u16 = 60;
/// The target of one nobody knows any more.
const USUAL_TARGET: u16 = 5;

const ADD: Sql = Sql::both(
    "INSERT INTO chamber (code, since, target_days, mail) VALUES ($1, $2, $3, $4)
     ON CONFLICT (code) DO UPDATE SET target_days = excluded.target_days, mail = coalesce(excluded.mail, chamber.mail)",
);
const ALL: Sql = Sql::both("SELECT code, since, target_days, mail FROM chamber ORDER BY code");
const ONE: Sql = Sql::both("SELECT code, since, target_days, mail FROM chamber WHERE code = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[ADD, ALL, ONE];

/// A chamber that operates here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operating {
    /// Its code in the pack.
    pub code: String,
    /// Microseconds.
    pub since: i64,
    /// Working days in which it means to decide.
    pub target_days: u16,
    /// Where its people read mail together.
    pub mail: Option<String>,
}

impl Operating {
    fn read(row: &QueryResult) -> Result<Self, DatabaseError> {
        Ok(Self {
            code: row.try_get_by_index(0)?,
            since: row.try_get_by_index(1)?,
            target_days: u16::try_from(row.try_get_by_index::<i64>(2)?).unwrap_or(LONGEST_TARGET),
            mail: row.try_get_by_index(3)?,
        })
    }
}

/// Why a chamber cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum ChamberError {
    /// The pack has none of that code.
    #[error("the region pack has no chamber {0:?}; it has {1}")]
    Unknown(String, String),
    /// No chamber means to decide in so many days.
    #[error("target days: between 1 and {LONGEST_TARGET}")]
    Target,
    /// Not allowed.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for ChamberError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for ChamberError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

/// All that operate here, by code.
///
/// # Errors
/// When the database refuses.
pub async fn operating(db: &impl ConnectionTrait) -> Result<Vec<Operating>, DatabaseError> {
    ALL.all(db, vec![]).await?.iter().map(Operating::read).collect()
}

/// One, if it operates here.
///
/// # Errors
/// When the database refuses.
pub async fn find_operating(db: &impl ConnectionTrait, code: &str) -> Result<Option<Operating>, DatabaseError> {
    ONE.one(db, vec![code.into()])
        .await?
        .as_ref()
        .map(Operating::read)
        .transpose()
}

/// The chambers that decide cases here, with their targets, in the order of the pack: those the operator added, or, where none
/// was that the pack knows, all of it.
///
/// # Errors
/// When the database refuses.
pub async fn deciding(db: &impl ConnectionTrait, region: &Region) -> Result<Vec<Operating>, DatabaseError> {
    let mut here = operating(db).await?;
    let place = |one: &Operating| region.chambers.iter().position(|chamber| chamber.code == one.code);
    here.retain(|one| place(one).is_some());
    if here.is_empty() {
        return Ok(region.chambers.iter().map(of_pack).collect());
    }
    here.sort_by_key(place);
    Ok(here)
}

/// In how many working days a chamber means to decide: as the operator set it, else as the pack says.
///
/// # Errors
/// When the database refuses.
pub async fn target_days(db: &impl ConnectionTrait, region: &Region, code: &str) -> Result<u16, DatabaseError> {
    if let Some(here) = find_operating(db, code).await? {
        return Ok(here.target_days);
    }
    Ok(region.chamber(code).map_or(USUAL_TARGET, |chamber| chamber.target_days))
}

fn of_pack(chamber: &region::Chamber) -> Operating {
    Operating {
        code: chamber.code.clone(),
        since: 0,
        target_days: chamber.target_days,
        mail: None,
    }
}

/// Lets a chamber of the pack operate here; again with another target it has that one.
///
/// # Errors
/// See [`ChamberError`].
pub async fn add(
    journal: &Journal,
    region: &Region,
    actor: &Actor,
    code: &str,
    target_days: Option<u16>,
    mail: Option<&str>,
) -> Result<u16, ChamberError> {
    let Some(known) = region.chamber(code) else {
        let codes: Vec<&str> = region.chambers.iter().map(|chamber| chamber.code.as_str()).collect();
        return Err(ChamberError::Unknown(code.to_owned(), codes.join(", ")));
    };
    let days = target_days.unwrap_or(known.target_days);
    if !(1..=LONGEST_TARGET).contains(&days) {
        return Err(ChamberError::Target);
    }
    journal
        .write(|tx| async move {
            let grant = access::decide(actor, Action::GrantMandate, &access::Chamber(code))?;
            let values = vec![code.into(), tx.now().into(), i64::from(days).into(), mail.into()];
            ADD.run(tx.connection(), values).await?;
            let entry = Entry::of(
                "chambers.added",
                format!("chamber:{code}"),
                None,
                &json!({ "chamber": code, "target_days": days }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, days))
        })
        .await
}
