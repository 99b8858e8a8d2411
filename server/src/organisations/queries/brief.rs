//! The few things a feature that brings organisations together knows of them.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::organisations::model::{Kind, OrganisationId, Standing};
use crate::organisations::tables::organisation::{Column, Entity, Model};
use crate::platform::database::DatabaseError;

/// An organisation in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Its id.
    pub id: OrganisationId,
    /// The one it was merged into; itself otherwise.
    pub root: OrganisationId,
    /// Shown name.
    pub name: String,
    /// How it stands to the platform.
    pub standing: Standing,
    /// What it is.
    pub kind: Option<Kind>,
    /// Code of the territory of its seat.
    pub territory: String,
    /// Code of its home chamber.
    pub chamber: Option<String>,
    /// NACE 2.1 division of its main activity.
    pub division: Option<String>,
    /// Codes of the languages it works in.
    pub languages: Vec<String>,
    /// Whether everybody may see it.
    pub public: bool,
}

/// Those of these organisations that are not erased, in no order; for the platform and its features, which say who sees what.
///
/// # Errors
/// When the database refuses.
pub async fn briefs(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Brief>, DatabaseError> {
    let mut found = Vec::new();
    for some in ids.chunks(500) {
        let rows = Entity::find()
            .filter(Column::Id.is_in(some.iter().copied()))
            .filter(Column::ErasedAt.is_null())
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(brief));
    }
    Ok(found)
}

fn brief(row: Model) -> Brief {
    Brief {
        id: OrganisationId(row.id),
        root: OrganisationId(row.root_id),
        standing: Standing::from_code(&row.standing).unwrap_or(Standing::Registered),
        kind: row.kind.as_deref().and_then(Kind::from_code),
        languages: row.languages.split_whitespace().map(str::to_owned).collect(),
        name: row.name,
        territory: row.territory,
        chamber: row.home_chamber,
        division: row.division,
        public: row.public,
    }
}
