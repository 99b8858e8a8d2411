//! What other features found for the same words: each hands in a block, `app` lists them all.

use crate::organisations::Block;
use crate::platform::database::{Database, Doing};
use crate::platform::region::Region;
use crate::platform::texts::T;

/// Knows something that everybody may see and that words find.
pub trait Alike: Send + Sync {
    /// The block for these words in these territories (none: anywhere), and where all of it is; none where nothing fits.
    fn found<'a>(
        &'a self,
        database: &'a Database,
        region: &'a Region,
        t: T,
        words: (&'a str, &'a [String]),
    ) -> Doing<'a, Option<(Block, String)>>;
}
