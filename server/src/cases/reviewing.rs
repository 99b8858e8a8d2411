//! Which chamber looks at what an organisation publishes.

use sea_orm::ConnectionTrait;

use super::rules::acting;
use crate::chambers::deciding;
use crate::organisations::queries::Home;
use crate::platform::database::DatabaseError;
use crate::platform::region::Region;

/// The chamber that reviews for an organisation: its home chamber, where that operates here, else one that looks at its cases,
/// too. `None`: no chamber looks after it.
///
/// # Errors
/// When the database refuses.
pub async fn reviewing(
    db: &impl ConnectionTrait,
    region: &Region,
    home: &Home,
) -> Result<Option<String>, DatabaseError> {
    let Some(chamber) = &home.chamber else { return Ok(None) };
    let here = deciding(db, region).await?;
    let known: Vec<(&str, &str)> = here
        .iter()
        .filter_map(|one| Some((one.code.as_str(), region.chamber(&one.code)?.territory.as_str())))
        .collect();
    Ok(Some(acting(chamber, &home.territory, &known).to_owned()))
}
