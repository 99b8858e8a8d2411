//! What other features show on the page of an organisation: each hands in a block, and for whoever is signed in what they can do
//! about it; `app` lists them all.

use super::model::OrganisationId;
use super::queries::Organisation;
use crate::platform::access::Actor;
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

/// What somebody who is signed in can do about an organisation: a box beside it.
#[derive(Clone, Debug)]
pub struct Aside {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it says: name and value.
    pub said: Vec<(String, String)>,
    /// What can be done with one button.
    pub press: Option<Press>,
    /// What there is to see besides: words and address.
    pub links: Vec<(String, String)>,
}

/// A form of one button.
#[derive(Clone, Debug)]
pub struct Press {
    /// Where it goes.
    pub action: String,
    /// Its hidden fields: name and value.
    pub fields: Vec<(&'static str, String)>,
    /// What the button says.
    pub button: String,
}

/// Knows what somebody can do about an organisation.
pub trait Asides: Send + Sync {
    /// The box; none where there is nothing for this person.
    fn aside<'a>(
        &'a self,
        database: &'a Database,
        t: T,
        actor: &'a Actor,
        organisation: &'a Organisation,
    ) -> Doing<'a, Option<Aside>>;
}
