//! Which opportunities a reader asks for.

use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use crate::opportunities::model::Type;
use crate::opportunities::tables::opportunity::{Column, Entity};
use crate::platform::database::words::needles;

/// Opportunities of a page where nothing is said.
pub const PAGE: u64 = 20;

/// Where a page ended: when the last one was published, and its id.
pub type Position = (i64, Uuid);

/// The filters; each narrows further, the values of one widen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Of these types.
    pub kinds: Vec<Type>,
    /// Of organisations in these territories, by code.
    pub territories: Vec<String>,
    /// With this concept, by code.
    pub concept: Option<String>,
    /// With these words.
    pub text: String,
    /// Only such that take interest.
    pub interest: bool,
}

impl Asked {
    /// Whether nothing is asked for in particular.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// The same of a query.
    pub(super) fn narrow(&self, mut query: Select<Entity>) -> Select<Entity> {
        if !self.kinds.is_empty() {
            query = query.filter(Column::Kind.is_in(self.kinds.iter().map(|kind| kind.code())));
        }
        if !self.territories.is_empty() {
            query = query.filter(Column::Territory.is_in(self.territories.iter().map(String::as_str)));
        }
        if let Some(concept) = &self.concept {
            // Codes are letters, digits and hyphens; anything else is no code and finds nothing.
            let plain = concept
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
            let pattern = if plain {
                format!("% {concept} %")
            } else {
                "-".to_owned()
            };
            query = query.filter(Column::Concepts.like(pattern));
        }
        for needle in needles(&self.text) {
            query = query.filter(Column::Words.like(needle));
        }
        if self.interest {
            query = query.filter(Column::Interest.eq(true));
        }
        query
    }
}

/// The newest first, behind a position.
pub(super) fn in_order(query: Select<Entity>, after: Option<Position>) -> Select<Entity> {
    let query = match after {
        Some((at, id)) => {
            let same = Column::PublishedAt.eq(at).and(Column::Id.lt(id));
            query.filter(Condition::any().add(Column::PublishedAt.lt(at)).add(same))
        }
        None => query,
    };
    query.order_by_desc(Column::PublishedAt).order_by_desc(Column::Id)
}
