//! The figures, and what their lines and columns are.

use std::collections::BTreeMap;

use crate::introductions::State;
use crate::introductions::queries::counted::Counting as Introduced;
use crate::outcomes::Obstacle;
use crate::outcomes::counted::Counting as CameOf;
use crate::platform::database::Sql;
use crate::platform::region::{OUTSIDE, Region};

crate::words! {
    /// A figure. Its title and definition are texts by its code.
    Figure {
        /// Introductions sent, from territory to territory.
        Introductions = "introductions",
        /// Meetings, from territory to territory.
        Meetings = "meetings",
        /// Outcomes both sides confirmed, from territory to territory.
        Outcomes = "outcomes",
        /// What stood in the way, by border.
        Obstacles = "obstacles",
        /// Introductions at their end, by the last step they reached.
        Steps = "steps",
    }
}

/// Code of a total.
pub(super) const TOTAL: &str = "total";
/// The one line of the steps.
pub(super) const ENDED: &str = "ended";
/// The line of the middle times of the steps.
pub(super) const MEDIAN: &str = "median_days";
/// The steps in order; an introduction at its end has reached one of them last.
pub(super) const STEPS: [State; 8] = [
    State::Submitted,
    State::Screened,
    State::Forwarded,
    State::Offered,
    State::Accepted,
    State::Met,
    State::Negotiating,
    State::Closed,
];

/// Figures that are published together: each of them is a part of the one before.
pub(super) const GROUPS: [&[Figure]; 3] = [
    &[Figure::Introductions, Figure::Meetings, Figure::Outcomes],
    &[Figure::Obstacles],
    &[Figure::Steps],
];

/// Counts by line and column.
pub(super) type Counts = BTreeMap<(String, String), u64>;

/// Where a figure is counted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    Introductions(Introduced),
    Outcomes(CameOf),
}

impl Figure {
    /// Where it is counted.
    pub(super) const fn source(self) -> Source {
        match self {
            Self::Introductions => Source::Introductions(Introduced::Sent),
            Self::Meetings => Source::Introductions(Introduced::Met),
            Self::Steps => Source::Introductions(Introduced::Ended),
            Self::Outcomes => Source::Outcomes(CameOf::Confirmed),
            Self::Obstacles => Source::Outcomes(CameOf::Obstacles),
        }
    }

    /// The statement that counts it.
    pub(super) const fn statement(self) -> Sql {
        match self.source() {
            Source::Introductions(what) => what.statement(),
            Source::Outcomes(what) => what.statement(),
        }
    }

    /// Whether it leads from territory to territory.
    pub(super) const fn is_flow(self) -> bool {
        matches!(self, Self::Introductions | Self::Meetings | Self::Outcomes)
    }

    /// Codes of its lines and columns: those of the pack, and any that were counted.
    pub(super) fn axes<'a>(self, region: &Region, counts: impl Iterator<Item = &'a Counts>) -> [Vec<String>; 2] {
        let territories = || {
            let all = region.territories.iter().map(|territory| territory.code.clone());
            all.chain([OUTSIDE.to_owned()]).collect::<Vec<_>>()
        };
        let mut axes = match self {
            Self::Introductions | Self::Meetings | Self::Outcomes => [territories(), territories()],
            Self::Obstacles => [
                borders(&territories()),
                Obstacle::ALL.iter().map(|word| word.code().to_owned()).collect(),
            ],
            Self::Steps => [
                vec![ENDED.to_owned()],
                STEPS.iter().map(|step| step.code().to_owned()).collect(),
            ],
        };
        let [lines, columns] = &mut axes;
        for (line, column) in counts.flat_map(BTreeMap::keys) {
            for (axis, code) in [(&mut *lines, line), (&mut *columns, column)] {
                if !axis.contains(code) {
                    axis.push(code.clone());
                }
            }
        }
        axes
    }
}

/// Each two territories, by the order of their codes.
fn borders(territories: &[String]) -> Vec<String> {
    let pairs = territories.iter().enumerate().flat_map(|(place, one)| {
        let others = territories.iter().skip(place + 1);
        others.map(move |other| border(one, other))
    });
    pairs.collect()
}

/// The border between two territories.
pub(super) fn border(one: &str, other: &str) -> String {
    let (one, other) = if one < other { (one, other) } else { (other, one) };
    format!("{one} {other}")
}
