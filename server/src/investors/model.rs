//! The words of this feature: how far a young company has come, and what it looks for. What a company says for investors is a
//! band and a purpose, each a word of a list (trust.md C7): there is no place for a figure, a price or a text.

use chrono::NaiveDate;

use crate::organisations::model::{Kind, Standing};
use crate::organisations::queries::Brief;

crate::id_type! {
    /// A saved search.
    SearchId
}

crate::words! {
    /// How far a young company has come: everybody may see it.
    Stage {
        /// There is an idea and somebody who works on it.
        Idea = "idea",
        /// Something can be shown.
        Prototype = "prototype",
        /// The first customers try it.
        Pilot = "pilot",
        /// It is sold.
        Market = "market",
        /// It is sold in several countries or grows fast.
        Growth = "growth",
    }
}

crate::words! {
    /// How much is looked for, in bands of euros: for professional investors.
    Band {
        /// Below 100,000.
        Tiny = "under_100k",
        /// To 250,000.
        Small = "100k_250k",
        /// To 500,000.
        Middle = "250k_500k",
        /// To a million.
        Large = "500k_1m",
        /// To three million.
        Larger = "1m_3m",
        /// More.
        Huge = "over_3m",
    }
}

crate::words! {
    /// What it is for: for professional investors.
    Purpose {
        /// To finish a product.
        Development = "development",
        /// To have it certified and approved.
        Approval = "approval",
        /// To make it in numbers.
        Production = "production",
        /// To sell it across the border.
        Market = "market",
        /// To hire.
        Team = "team",
    }
}

/// What an organisation says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interest {
    /// How far it has come.
    pub stage: Option<Stage>,
    /// What it looks for.
    pub sought: Option<Sought>,
}

/// What an organisation looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sought {
    /// How much.
    pub band: Band,
    /// What for.
    pub purpose: Purpose,
}

/// Something said, and how long that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated<V> {
    /// What.
    pub value: V,
    /// The day it was said.
    pub on: NaiveDate,
    /// Last day of its shelf life.
    pub until: NaiveDate,
}

/// The field of everybody, as changes name it.
pub const STAGE: &str = "stage";
/// Those of professional investors.
pub const BAND: &str = "band";
/// What it is for.
pub const PURPOSE: &str = "purpose";

/// Whether only professional investors may know what stands in a field.
#[must_use]
pub fn is_for_professionals(field: &str) -> bool {
    field == BAND || field == PURPOSE
}

/// What start-ups are here: the kinds this feature lists.
pub const KINDS: [Kind; 2] = [Kind::Startup, Kind::Sme];

/// Whether investors are shown an organisation.
#[must_use]
pub fn is_listed_here(one: &Brief) -> bool {
    stands(one) && one.kind.is_some_and(|kind| KINDS.contains(&kind))
}

/// Whether an organisation has a workspace.
#[must_use]
pub fn invests(one: &Brief) -> bool {
    stands(one) && one.kind == Some(Kind::Investor)
}

fn stands(one: &Brief) -> bool {
    one.public && one.root == one.id && matches!(one.standing, Standing::Listed | Standing::Member)
}

/// Most that are compared side by side.
pub const COMPARED: usize = 4;
/// Most that one organisation follows.
pub const WATCHED: u64 = 200;
/// Most searches one organisation keeps.
pub const SEARCHES: u64 = 20;
/// For how many days a change is shown.
pub const SHOWN_DAYS: i64 = 90;
