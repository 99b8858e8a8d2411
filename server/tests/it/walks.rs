//! Which random walks the tests of the machines take.

use std::ops::Range;

/// Walks of each machine on each database.
const WALKS: u64 = 300;

/// The first three hundred, or those that `PASSERELLE_WALKS` names, as `1000..2000`.
pub(crate) fn chosen() -> Range<u64> {
    let Ok(text) = std::env::var("PASSERELLE_WALKS") else {
        return 0..WALKS;
    };
    let (from, to) = text.split_once("..").expect("PASSERELLE_WALKS is FROM..TO");
    from.parse().unwrap()..to.parse().unwrap()
}
