//! What other features show on the page of an organisation: each hands in a block, `app` lists them all.

use std::pin::Pin;

use super::model::OrganisationId;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// What a question is on its way to.
pub type Asked<'a, T> = Pin<Box<dyn Future<Output = Result<T, DatabaseError>> + Send + 'a>>;

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
    ) -> Asked<'a, Option<Block>>;
}
