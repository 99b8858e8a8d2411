//! The pages of joining: find your company, the form step by step, papers, preview, sending, and what became of it.

mod blocks;
mod claim;
mod documents;
mod find;
mod frame;
mod inputs;
mod listing;
mod mine;
mod preview;
mod send;
mod step;
mod within;

pub(super) use claim::{ask_chamber, ask_claim, claim, claim_link, follow_claim};
pub(super) use documents::{add_document, document, remove_document};
pub(super) use find::{begin, find};
pub use inputs::{Choice, Input, What};
pub(super) use listing::{list, listing};
pub(super) use mine::{discard, mine, open, withdraw};
pub(super) use step::{save, step};
pub use within::{Inside, open as open_within, owned};
pub(super) use within::{
    act_on_invitation, act_on_member, answer, ask, change, come_back, edit, invitation, invite, languages, leave,
    letter, members, overview, print, save as save_own, save_languages, withdraw as withdraw_organisation,
};

use chrono::NaiveDate;
use identifiers::{Scheme, parse};

use super::model::DraftId;
use super::queries::{Draft, find_draft};
use super::rules::Here;
use crate::app::App;
use crate::chambers::Operating;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::{Found, Organisation, find_organisation};
use crate::platform::access::{Action, Actor, scope};
use crate::platform::region::Region;
use crate::platform::texts::T;
use crate::platform::web::{Error, Lang, Result};

/// For whom and when a page is made.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    region: &'a Region,
    t: T,
    today: NaiveDate,
}

impl<'a> Reader<'a> {
    fn of(app: &'a App, lang: &Lang) -> Self {
        Self {
            region: &app.web.region,
            t: lang.t,
            today: app.web.region.today(app.journal.clock()),
        }
    }

    /// The region with the chambers that operate here.
    fn among(&self, chambers: &'a [Operating]) -> Here<'a> {
        let region = self.region;
        Here { region, chambers }
    }

    /// A number as people write it; as typed where it could not be read.
    fn number(&self, scheme: &str, value: &str) -> String {
        let read = scheme
            .parse::<Scheme>()
            .ok()
            .and_then(|scheme| parse(scheme, value).ok());
        match read {
            Some(id) => id.human().replace(' ', "\u{a0}"),
            None => value.to_owned(),
        }
    }

    /// What a number is called: its scheme in the reader's language.
    fn scheme(&self, code: &str) -> String {
        self.t.term("scheme", code).into_owned()
    }
}

/// The person's own draft; a foreign one is as unknown as a free id.
async fn own(app: &App, actor: &Actor, id: &str) -> Result<Draft> {
    let id: DraftId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::EditDraft);
    let found = find_draft(&scope, app.journal.database(), id).await?;
    found.ok_or(Error::NotFound)
}

/// The organisation a draft takes its values from.
async fn registered(app: &App, id: Option<OrganisationId>) -> Result<Option<Box<Organisation>>> {
    let Some(id) = id else { return Ok(None) };
    let scope = scope(&Actor::guest(), Action::ReadOrganisation);
    match find_organisation(&scope, app.journal.database(), &app.web.region, id).await? {
        Some(Found::Here(organisation)) => Ok(Some(organisation)),
        _ => Ok(None),
    }
}
