//! What a write needs besides what it is about.

use super::Web;
use crate::platform::access::Actor;
use crate::platform::journal::Journal;

/// What a verb works with. [`crate::app::App::hands`] makes it.
#[derive(Clone, Copy)]
pub struct Hands<'a> {
    /// Writes and their journal.
    pub journal: &'a Journal,
    /// The region, and the addresses that letters name.
    pub web: &'a Web,
    /// Who acts.
    pub actor: &'a Actor,
}
