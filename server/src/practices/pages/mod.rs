//! The pages of practices: the list, one as everybody sees it, an organisation's own, the form, what the chambers do, and taking
//! one up.

mod adopt;
mod adoption;
mod feed;
mod form;
mod frame;
mod inputs;
mod list;
mod own;
mod review;
mod show;
mod shown;
mod typed;
mod within;

pub(super) use adopt::{form as adopt_form, propose, propose_form, send as adopt};
pub(super) use adoption::{act as act_on_adoption, show as adoption};
pub(super) use feed::{atom, json_feed};
pub(super) use form::{form, save};
pub(super) use list::list;
pub(super) use own::{begin, own};
pub(super) use review::{judge, queue, review};
pub(super) use show::{preview, show};
pub use shown::{Line, line};
pub(super) use within::act;

use super::model::PracticeId;
use super::queries::{self, Own};
use crate::app::App;
use crate::joining::open_within;
use crate::organisations::queries::Organisation;
use crate::platform::access::{Action, Actor, Ownership, decide, scope};
use crate::platform::web::{Error, Lang, Result};

/// An organisation of its people or its chamber, and one of its practices; for others there is none.
async fn open(app: &App, actor: &Actor, (organisation, id): (&str, &str)) -> Result<(Box<Organisation>, Own)> {
    let organisation = open_within(app, actor, organisation).await?;
    let id: PracticeId = id.parse().map_err(|_| Error::NotFound)?;
    let scope = scope(actor, Action::ReadPrivate);
    let found = queries::find_own(&scope, app.journal.database(), id).await?;
    let own = found.filter(|own| own.organisation == organisation.id);
    Ok((organisation, own.ok_or(Error::NotFound)?))
}

/// The right to write for an organisation.
fn right(actor: &Actor, organisation: &Organisation) -> Result<()> {
    let owned = Ownership {
        id: organisation.id.0,
        version: organisation.version,
        organisation: Some(organisation.id.0),
        chamber: organisation.home_chamber.clone(),
        ..Ownership::default()
    };
    drop(decide(actor, Action::EditPractice, &owned)?);
    Ok(())
}

/// Where a practice is from within.
fn inner_path(lang: &Lang, own: &Own, rest: &str) -> String {
    lang.path(&format!("/own/{}/practices/{}{rest}", own.organisation, own.id))
}

/// What an untitled one is called.
fn title(lang: &Lang, own: &Own) -> String {
    match own.content.title.as_str() {
        "" => lang.t.get("practice-untitled").into_owned(),
        title => title.to_owned(),
    }
}
