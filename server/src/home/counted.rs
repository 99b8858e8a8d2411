//! The figures, counted once for each state of the journal.

use std::sync::Arc;

use super::kept::{Kept, State};
use crate::app::App;
use crate::organisations::queries::{self, Figures};
use crate::platform::access::{self, Action, Actor};
use crate::platform::web::Result;

/// What figures and page are made from now.
pub(super) fn state(app: &App) -> State {
    State {
        position: app.directory.position(),
        day: app.web.region.today(app.journal.clock()),
    }
}

/// As everybody may see them.
pub(super) async fn figures(app: &App, kept: &Kept, state: State) -> Result<Arc<Figures>> {
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let count = || async {
        let counted = queries::figures(&scope, app.journal.database(), state.day).await?;
        Ok(Arc::new(counted))
    };
    kept.figures(state, count).await
}

/// None where nothing is counted: nought of nothing is no share.
pub(super) fn share(stale: u64, organisations: u64) -> Option<f64> {
    let stale = u32::try_from(stale).ok()?;
    let all = u32::try_from(organisations).ok().filter(|all| *all > 0)?;
    Some(f64::from(stale) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nothing_are_none() {
        assert_eq!(share(0, 0), None);
        assert_eq!(share(2, 8), Some(0.25));
    }
}
