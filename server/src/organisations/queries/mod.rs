//! Every read of this feature, each with the scope it was allowed as its first argument.

mod alike;
mod brief;
mod counted;
mod figures;
mod filed;
mod held;
mod lists;
mod narrowed;
mod numbers;
mod one;
mod reported;
mod traces;

pub use alike::{Described, FEWEST, described};
pub use brief::{Brief, briefs};
pub use counted::{STATEMENTS as COUNTED, records_by_register, registers_of};
pub use figures::{Figures, OfTerritory, figures};
pub use filed::{Met, met, owners_of};
pub use held::{Held, STATEMENTS, count_ageing, due, held, is_shown, list_ageing};
pub use lists::{Source, Summary, SummaryText, documents_after, documents_of, due_for_ageing, newest, summaries};
pub use narrowed::{Narrow, Narrowed, divisions_of, narrowed};
pub use numbers::{find_by_numbers, numbers_of};
pub use one::{Found, Organisation, PlaceView, find_organisation, find_receipt};
pub use reported::{Home, Reported, home_of, homes_of, reported};
pub use traces::traces_of;

use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};

use super::model::{LegalStatus, OUTSIDE};
use super::tables::organisation::{Column, Entity};
use crate::platform::access::{self, Action, Actor, Scope, ScopeColumns};
use crate::platform::region::{Point, Position, Precision};

/// The columns of an organisation a scope looks at.
const COLUMNS: ScopeColumns<Column> = ScopeColumns {
    public: Some(Column::Public),
    organisation: Some(Column::Id),
    chamber: Some(Column::HomeChamber),
    person: None,
};

/// The point of a row. A word this version does not know is not taken for a stated one.
fn position(latitude: Option<f64>, longitude: Option<f64>, precision: Option<&str>) -> Option<Position> {
    let (lat, lon) = latitude.zip(longitude)?;
    Some(Position {
        point: Point { lat, lon },
        precision: precision
            .and_then(Precision::from_code)
            .unwrap_or(Precision::Municipality),
    })
}

/// Listed and member organisations. The words stand in the statement itself: an index of these few, which a database takes
/// only where it can tell before it is given any value, spares reading the many that are only registered.
fn shown(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(Expr::cust("standing IN ('listed', 'member')"))
        .filter(Column::ErasedAt.is_null())
}

/// For others' rows that belong to an organisation: a condition that holds while everybody sees that one. `column` names it,
/// with its table.
pub fn is_shown_where(column: impl IntoColumnRef) -> Expr {
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let one = shown(&scope)
        .select_only()
        .column(Column::Id)
        .filter(Expr::col((Entity, Column::Id)).equals(column));
    Expr::exists(one.into_query())
}

/// Those of them with a place inside the region that are not known to have ceased: what home counts and shows.
fn visible(scope: &Scope) -> Select<Entity> {
    shown(scope)
        .filter(Column::LegalStatus.ne(LegalStatus::Ceased.code()))
        .filter(Column::Territories.ne(OUTSIDE))
}
