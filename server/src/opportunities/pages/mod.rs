//! The pages of opportunities: the list, one as everybody sees it, an organisation's own, the form, and the chamber's review.

mod answered;
mod attachments;
mod export;
mod feed;
mod form;
mod inputs;
mod language;
mod list;
mod own;
mod review;
mod score;
mod show;
mod shown;
mod typed;
mod within;

pub(super) use answered::answers;
pub(super) use attachments::{attach, attached, attachment, detach};
pub(super) use export::{csv, json};
pub(super) use feed::{atom, json_feed};
pub(super) use form::{form, save};
pub(super) use language::{translate, version};
pub(super) use list::list;
pub(super) use own::{begin, own};
pub(super) use review::{queue, review};
pub(super) use score::act as act_on_review;
pub(super) use show::{preview, show};
pub use shown::{Line, line};
pub(super) use within::act;

use super::model::OpportunityId;
use super::queries::{self, Own};
use crate::app::App;
use crate::joining::open_within;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, scope};
use crate::platform::web::{Error, Lang, Result};

/// An organisation of its people or its chamber, and one of its opportunities; for others there is none.
async fn open(app: &App, actor: &Actor, (organisation, id): (&str, &str)) -> Result<(Box<Organisation>, Own)> {
    let organisation = open_within(app, actor, organisation).await?;
    let id: OpportunityId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ReadPrivate);
    let found = queries::find_own(&scope, app.journal.database(), id).await?;
    let own = found.filter(|own| own.organisation == organisation.id);
    Ok((organisation, own.ok_or(Error::NotFound)?))
}

/// Where an opportunity is from within.
fn inner_path(lang: &Lang, own: &Own, rest: &str) -> String {
    lang.path(&format!("/own/{}/opportunities/{}{rest}", own.organisation, own.id))
}

/// What an untitled one is called.
fn title(lang: &Lang, own: &Own) -> String {
    match own.content.title.as_str() {
        "" => lang.t.get("opportunity-untitled").into_owned(),
        title => title.to_owned(),
    }
}
