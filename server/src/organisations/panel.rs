//! What other features show on an organisation's page. `app` says which.

use std::pin::Pin;

use super::model::OrganisationId;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// A line of a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelLine {
    /// What it says.
    pub text: String,
    /// Where it leads, and the words of that.
    pub link: Option<(String, String)>,
}

/// Lines that come later.
pub type Paneled<'a> = Pin<Box<dyn Future<Output = Result<Vec<PanelLine>, DatabaseError>> + Send + 'a>>;

/// A feature that shows something of an organisation to everybody.
pub trait Panel: Send + Sync {
    /// Its lines; nothing is shown where there are none.
    fn of<'a>(&'a self, database: &'a Database, region: &'a Region, t: T, id: OrganisationId) -> Paneled<'a>;

    /// The anchor on the page.
    fn name(&self) -> &'static str;

    /// Its title.
    fn title(&self, t: T) -> String;
}
