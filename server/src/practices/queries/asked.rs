//! Which practices a reader asks for, and in which order.

use sea_orm::sea_query::{ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder, Select};
use uuid::Uuid;

use crate::platform::database::words::needles;
use crate::practices::model::Grade;
use crate::practices::tables::practice::{Column, Entity};

/// Practices of a page where nothing is said.
pub const PAGE: u64 = 20;

/// Where a page ended: adoptions, rank of the evidence, when it was published, and its id.
pub type Position = (i64, i64, i64, Uuid);

/// The filters; each narrows further, the values of one widen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Done in these territories, by code.
    pub territories: Vec<String>,
    /// With evidence of these grades.
    pub grades: Vec<Grade>,
    /// With these words.
    pub text: String,
}

impl Asked {
    /// Whether nothing is asked for in particular.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// The same of a query.
    pub(super) fn narrow(&self, mut query: Select<Entity>) -> Select<Entity> {
        if !self.territories.is_empty() {
            query = query.filter(Column::Territory.is_in(self.territories.iter().map(String::as_str)));
        }
        if !self.grades.is_empty() {
            query = query.filter(Column::Grade.is_in(self.grades.iter().map(|grade| grade.rank())));
        }
        for needle in needles(&self.text) {
            query = query.filter(Column::Words.like(needle));
        }
        query
    }
}

/// Those that most took up first, then those with the strongest evidence, then the newest; behind a position.
pub(super) fn in_order(query: Select<Entity>, after: Option<Position>) -> Select<Entity> {
    let query = match after {
        Some((adoptions, grade, at, id)) => {
            let same_rank = |rest: SimpleExpr| Column::Adoptions.eq(adoptions).and(rest);
            let same_grade = |rest: SimpleExpr| same_rank(Column::Grade.eq(grade).and(rest));
            let behind = Condition::any()
                .add(Column::Adoptions.lt(adoptions))
                .add(same_rank(Column::Grade.lt(grade)))
                .add(same_grade(Column::PublishedAt.lt(at)))
                .add(same_grade(Column::PublishedAt.eq(at).and(Column::Id.lt(id))));
            query.filter(behind)
        }
        None => query,
    };
    query
        .order_by_desc(Column::Adoptions)
        .order_by_desc(Column::Grade)
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::Id)
}
