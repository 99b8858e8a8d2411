//! The directory as a page. What it shows is computed by pure functions (`filters`, `hits`, `mark`, `view`) from what was
//! asked and found; templates only write it down.

mod filters;
mod hits;
mod list;
mod mark;
#[cfg(test)]
mod tests;
mod view;

pub(super) use list::list;

use chrono::NaiveDate;

use super::asked::Asked;
use crate::platform::region::Region;
use crate::platform::texts::T;

/// For whom and when a page is made.
#[derive(Clone, Copy)]
struct Reader<'a> {
    region: &'a Region,
    t: T,
    today: NaiveDate,
}

impl Reader<'_> {
    /// The address of a question in the reader's language. Never empty: an empty one would keep the query in force.
    fn href(self, asked: &Asked) -> String {
        format!("/{}/organisations{}", self.t.locale, asked.query_string())
    }
}

impl<'a> Reader<'a> {
    /// The name of a NACE division.
    fn division(self, code: &str) -> Option<&'a str> {
        let mut divisions = self.region.divisions.iter();
        let division = divisions.find(|division| division.code == code)?;
        Some(division.name.get(self.t.locale))
    }
}
