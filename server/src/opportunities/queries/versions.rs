//! What opportunities say in other languages. Whoever asks has seen that the opportunity is theirs to read.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::Public;
use crate::opportunities::model::{Content, OpportunityId};
use crate::opportunities::rules::standing;
use crate::opportunities::tables::version::{Column, Entity, Model};
use crate::organisations::dossier::Version;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::texts::Locale;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InLanguage {
    /// In which language.
    pub language: Locale,
    /// Whether the original changed since.
    pub standing: Version,
    /// Its texts.
    pub texts: Content,
}

fn read(row: &Model, original: &Content) -> Option<InLanguage> {
    Some(InLanguage {
        language: Locale::from_code(&row.language)?,
        standing: standing(original, &row.written_of),
        texts: serde_json::from_str(&row.content).unwrap_or_default(),
    })
}

/// All versions of one that says this.
///
/// # Errors
/// When the database refuses.
pub async fn versions(
    db: &impl ConnectionTrait,
    id: OpportunityId,
    original: &Content,
) -> Result<Vec<InLanguage>, DatabaseError> {
    let rows = Entity::find()
        .filter(Column::OpportunityId.eq(id.0))
        .order_by_asc(Column::Language)
        .all(db)
        .await?;
    Ok(rows.iter().filter_map(|row| read(row, original)).collect())
}

/// Lets these say what they say in a reader's language, where somebody entered that; the others stay as they are.
///
/// # Errors
/// When the database refuses.
pub async fn in_language(database: &Database, of: &mut [Public], language: Locale) -> Result<(), DatabaseError> {
    let other = of.iter().filter(|one| one.language != language);
    let ids: Vec<Uuid> = other.map(|one| one.id.0).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let rows = Entity::find()
        .filter(Column::OpportunityId.is_in(ids))
        .filter(Column::Language.eq(language.code()))
        .all(database.reader())
        .await?;
    for row in rows {
        let Some(one) = of.iter_mut().find(|one| one.id.0 == row.opportunity_id) else {
            continue;
        };
        if let Some(version) = read(&row, &one.content) {
            one.content = std::mem::take(&mut one.content).saying(&version.texts);
            one.version_of = Some((one.language, version.standing));
            one.language = language;
            one.changed_at = one.changed_at.max(row.at);
        }
    }
    Ok(())
}
