//! Every read of this feature, each with the scope it was allowed.

mod asked;
mod own;
mod public;
mod taken;
mod timed;

pub use asked::{Asked, PAGE, Position};
pub use own::{Own, Reviewed, find_own, of_organisation, ownership_of, queue, reviews, waiting};
pub use public::{Found, Public, by_territory, count, find, is_public, latest, list, shown_of};
pub use taken::{Adoption, by_organisation, confirmed_of, find_adoption, of_practice};
pub(super) use timed::due;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::tables::practice::{Column, Entity};
use crate::organisations::queries::is_shown_where;
use crate::platform::access::{Scope, ScopeColumns};

/// The columns of a practice a scope looks at.
const COLUMNS: ScopeColumns<Column> = ScopeColumns {
    public: Some(Column::Public),
    organisation: Some(Column::OrganisationId),
    chamber: Some(Column::Chamber),
    person: None,
};

/// Those everybody may see: published, of an organisation that is shown.
fn visible(scope: &Scope) -> Select<Entity> {
    Entity::find()
        .filter(scope.condition(COLUMNS))
        .filter(Column::Public.eq(true))
        .filter(is_shown_where((Entity, Column::OrganisationId)))
}
