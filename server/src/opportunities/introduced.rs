//! Whether somebody may know whose an anonymous opportunity is because they were introduced: answered by whoever introduces.

use super::model::OpportunityId;
use crate::platform::access::Actor;
use crate::platform::database::{Database, Doing};

/// Knows who was introduced to whom.
pub trait Introduced: Send + Sync {
    /// Whether an introduction of this actor to the organisation behind the opportunity was accepted.
    fn identity_open_for<'a>(
        &'a self,
        database: &'a Database,
        actor: &'a Actor,
        opportunity: OpportunityId,
    ) -> Doing<'a, bool>;
}
