//! What an adviser is shown beside an opportunity they look at: on the desk, and by a program.

use crate::app::App;
use crate::opportunities::queries::{self, Own, Reviewed};
use crate::opportunities::rules::Finding;
use crate::organisations::queries::summaries;
use crate::platform::access::{Action, Actor, decide, scope};
use crate::platform::web::Result;

/// What waits, as far as it is shown.
pub(super) const SHOWN: u64 = 100;

/// What stands beside one.
pub(super) struct Sheet {
    /// Name of its organisation, where that is in sight.
    pub(super) organisation: Option<String>,
    /// Passages that name an organisation that is to be masked, or may.
    pub(super) passages: Vec<Finding>,
    /// What advisers said of it before, the newest first.
    pub(super) reviews: Vec<Reviewed>,
    /// Whether this reader may review it: nobody does for an organisation they belong to.
    pub(super) may: bool,
}

/// What stands beside one that its reader was found to see from within.
pub(super) async fn sheet(app: &App, actor: &Actor, own: &Own) -> Result<Sheet> {
    let database = app.journal.database();
    // The chamber that reviews need not be its home chamber.
    let everybody = scope(&Actor::guest(), Action::ReadOrganisation);
    let organisation = summaries(&everybody, database, &[own.organisation.0]).await?;
    Ok(Sheet {
        organisation: organisation.into_iter().next().map(|row| row.name),
        passages: queries::identifying(database, &app.web.region, own).await?,
        reviews: queries::reviews(database, own).await?,
        may: decide(actor, Action::ReviewOpportunity, &own.ownership()).is_ok(),
    })
}
