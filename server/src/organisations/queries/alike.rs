//! How much may be said of an organisation that stays unnamed: what fits fewer than five organisations of its territory would
//! name it none the less.

use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::{Brief, visible};
use crate::organisations::model::Kind;
use crate::organisations::tables::organisation::Column;
use crate::platform::access::{self, Action, Actor};
use crate::platform::database::DatabaseError;

/// As few organisations are not told apart by what is said of one of them.
pub const FEWEST: u64 = 5;

/// What may be said of one beside its territory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Described {
    /// What it is.
    pub kind: Option<Kind>,
    /// NACE 2.1 division of its main activity.
    pub division: Option<String>,
}

/// Kind and sector of an organisation where five and more listed ones and members of its territory have both; else the one
/// of the two that so many have; else nothing.
///
/// # Errors
/// When the database refuses.
pub async fn described(db: &impl ConnectionTrait, of: &Brief) -> Result<Described, DatabaseError> {
    let whole = Described {
        kind: of.kind,
        division: of.division.clone(),
    };
    let kind = Described {
        division: None,
        ..whole.clone()
    };
    let division = Described {
        kind: None,
        ..whole.clone()
    };
    for said in [whole, kind, division] {
        if fit(db, &of.territory, &said).await? >= FEWEST {
            return Ok(said);
        }
    }
    Ok(Described::default())
}

/// How many everybody sees of whom that can be said, counted as far as it matters.
async fn fit(db: &impl ConnectionTrait, territory: &str, said: &Described) -> Result<u64, DatabaseError> {
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let mut query = visible(&scope).filter(Column::Territory.eq(territory));
    if let Some(kind) = said.kind {
        query = query.filter(Column::Kind.eq(kind.code()));
    }
    if let Some(division) = &said.division {
        query = query.filter(Column::Division.eq(division.as_str()));
    }
    let some: Vec<Uuid> = query
        .select_only()
        .column(Column::Id)
        .limit(FEWEST)
        .into_tuple()
        .all(db)
        .await?;
    Ok(u64::try_from(some.len()).unwrap_or_default())
}
