//! The pages of runs, for who runs the service and, to look at, for the heads of chambers; and the sources, for everybody.

mod list;
mod show;
mod sources;
mod words;

pub(super) use list::{list, start};
pub(super) use show::{cancel, progress, rejects, resume, show};
pub(super) use sources::{Kept, sources};

use crate::platform::access::{self, Action, Actor, Node};
use crate::platform::web::Result;

/// May they look; and may they act?
fn may(actor: &Actor) -> Result<bool> {
    drop(access::decide(actor, Action::ReadRuns, &Node)?);
    Ok(access::decide(actor, Action::ManageRuns, &Node).is_ok())
}
