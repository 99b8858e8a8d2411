//! The pages of this feature: the list, side by side, what a company says, and the workspace.

mod changes;
mod compare;
mod funding;
mod list;
mod searches;
mod shown;
mod watchlist;

pub(super) use changes::changes;
pub(super) use compare::{chosen, compare};
pub(super) use funding::{form as funding, say};
pub(super) use list::list;
pub(super) use searches::{drop_search, keep, searches};
pub(super) use shown::{of_interest, until};
pub(super) use watchlist::{watch, watchlist};

use super::model::invests;
use super::queries::of_investor;
use crate::app::App;
use crate::joining::open_within;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Organisation, briefs};
use crate::platform::access::{Action, Actor, decide};
use crate::platform::web::{Error, Result};

/// An investor organisation from within, for its people; for others there is none.
async fn open(app: &App, actor: &Actor, id: &str) -> Result<Box<Organisation>> {
    let parsed: OrganisationId = id.parse().map_err(|_| Error::NotFound)?;
    let found = briefs(app.journal.database().reader(), &[parsed.0]).await?.pop();
    let found = found.ok_or(Error::NotFound)?;
    drop(decide(actor, Action::ReadWorkspace, &of_investor(&found))?);
    if !invests(&found) {
        return Err(Error::NotFound);
    }
    open_within(app, actor, id).await
}
