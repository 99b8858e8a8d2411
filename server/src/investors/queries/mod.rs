//! Every read of this feature. What everybody may know takes a scope; what young companies say for professional investors takes
//! the proof that somebody is one, which only `access` gives.

mod alerts;
mod interest;
mod list;
mod told;
mod workspace;

pub use alerts::{Alert, alerts, facts_of};
pub use interest::{Own, Professional, as_professional, interest_of, of_investor, own_interest, sought_of, stages_of};
pub use list::{Found, Line, PAGE, lines, list, sectors};
pub use told::{Told, told};
pub use workspace::{Saved, Watched, Workspace, searches, watched, workspaces};
