//! What other features show on the page of an organisation: each hands in a block, `app` lists them all.

use super::model::OrganisationId;
use crate::platform::database::{Database, Doing};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// A block on the page.
#[derive(Clone, Debug)]
pub struct Block {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it lists.
    pub lines: Vec<Line>,
}

/// A line of a block.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it leads.
    pub href: Option<String>,
    /// What it says.
    pub text: String,
    /// Its language, where it is not the page's.
    pub lang: Option<&'static str>,
    /// What stands below.
    pub side: String,
}

/// Knows something that everybody may see on an organisation's page.
pub trait Beside: Send + Sync {
    /// The block; none where there is nothing to show.
    fn block<'a>(
        &'a self,
        database: &'a Database,
        region: &'a Region,
        t: T,
        id: OrganisationId,
    ) -> Doing<'a, Option<Block>>;
}
