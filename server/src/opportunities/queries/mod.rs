//! Every read of this feature, each with the scope it was allowed.
//!
//! What a stranger may see has one type, [`Public`], and one way to it: `public.rs`. Whose an anonymous opportunity is stands in
//! [`Own`], for its people and its chamber, and in [`Behind`], for the platform itself.

mod answers;
mod asked;
mod known;
mod own;
mod public;
mod timed;
mod versions;

pub use answers::{Answers, answers};
pub use asked::{Asked, PAGE, Position};
pub use known::{identifying, known_behind};
pub use own::{Behind, Own, Reviewed, any, behind, find_own, of_organisation, ownership_of, queue, reviews, waiting};
pub use public::{
    By, Found, Public, as_strangers_see, concepts, exported, find, is_public, latest, list, shown_of, unmasked,
};
pub(super) use timed::due;
pub use versions::{InLanguage, in_language, versions};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::tables::opportunity::{Column, Entity};
use crate::organisations::queries::is_shown_where;
use crate::platform::access::{Scope, ScopeColumns};

/// The columns of an opportunity a scope looks at.
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
