//! What a list of young companies is asked for, as it stands in the address: the same for pages and programs.

use super::model::{BAND, Band, KINDS, PURPOSE, Purpose, STAGE, Stage};
use super::queries::PAGE;
use super::rules::Search;
use crate::organisations::model::{Age, Kind, OrganisationId};
use crate::platform::web::{Cursor, Detail, Error, FromPairs, Pairs, Result, filter_hash, page_query};

/// Most of a page.
const MOST: u64 = 100;
/// Most values of one filter, and the longest of them: codes, never a text.
const VALUES: usize = 40;
const LONGEST: usize = 12;

/// The query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    pub(super) search: Search,
    pub(super) ages: Vec<Age>,
    /// The newest facts first.
    pub(super) by_age: bool,
    pub(super) limit: Option<u64>,
    pub(super) cursor: Option<String>,
}

pub(super) fn refused(name: &'static str) -> Error {
    Error::Malformed(Detail::new("error-parameter-value").with("name", name))
}

fn words<W>(pairs: &mut Pairs, name: &'static str, read: impl Fn(&str) -> Option<W>) -> Result<Vec<W>> {
    let codes = pairs.many(name);
    let found = codes.iter().map(|code| read(code).ok_or_else(|| refused(name)));
    let found: Vec<W> = found.collect::<Result<_>>()?;
    if found.len() > VALUES {
        return Err(refused(name));
    }
    Ok(found)
}

fn code(text: &str) -> Option<String> {
    let plain = text.chars().all(|letter| letter.is_ascii_alphanumeric());
    (plain && text.len() <= LONGEST).then(|| text.to_owned())
}

/// The filters alone.
pub(super) fn search(pairs: &mut Pairs) -> Result<Search> {
    let kind = |text: &str| Kind::from_code(text).filter(|kind| KINDS.contains(kind));
    let search = Search {
        kinds: words(pairs, "kind", kind)?,
        stages: words(pairs, STAGE, Stage::from_code)?,
        territories: words(pairs, "territory", code)?,
        divisions: words(pairs, "nace", code)?,
        bands: words(pairs, BAND, Band::from_code)?,
        purposes: words(pairs, PURPOSE, Purpose::from_code)?,
    };
    Ok(search.tidy())
}

impl FromPairs for View {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut ages = words(pairs, "age", Age::from_code)?;
        ages.sort_unstable();
        ages.dedup();
        Ok(Self {
            search: search(pairs)?,
            ages,
            by_age: match pairs.one("sort")?.as_deref() {
                None | Some("" | "newest") => false,
                Some("age") => true,
                Some(_) => return Err(refused("sort")),
            },
            limit: pairs.number("limit", 1..=MOST)?,
            cursor: pairs.one("cursor")?,
        })
    }
}

impl View {
    /// Of a search alone.
    pub(super) fn of(search: Search) -> Self {
        Self {
            search,
            ..Self::default()
        }
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(PAGE)
    }

    pub(super) fn is_all(&self) -> bool {
        self.search.is_all() && self.ages.is_empty()
    }

    /// The filters in one order.
    fn filters(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.search.pairs());
        query.extend_pairs(self.ages.iter().map(|age| ("age", age.code())));
        if self.by_age {
            query.append_pair("sort", "age");
        }
        query.finish()
    }

    /// Where the page before ended; a cursor of other filters, or of another node, is refused.
    pub(super) fn after(&self, secret: &[u8]) -> Result<Option<(i64, uuid::Uuid)>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = Cursor::open(cursor, secret, &filter_hash(&self.filters()))?;
        let read = || {
            let (value, id) = bytes.split_first_chunk::<8>()?;
            Some((i64::from_be_bytes(*value), uuid::Uuid::from_slice(id).ok()?))
        };
        read()
            .map(Some)
            .ok_or_else(|| Error::Malformed(Detail::new("error-cursor")))
    }

    /// Where the next page goes on.
    pub(super) fn seal(&self, (value, id): (i64, uuid::Uuid), secret: &[u8]) -> String {
        let mut bytes = value.to_be_bytes().to_vec();
        bytes.extend_from_slice(id.as_bytes());
        Cursor::seal(&bytes, secret, &filter_hash(&self.filters()))
    }

    /// The query of a page of this list, with `?` where there is any.
    pub(super) fn query(&self, cursor: Option<&str>) -> String {
        page_query(self.filters(), self.limit, cursor)
    }
}

/// Those that are compared, in the order of the address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen(pub(super) Vec<OrganisationId>);

impl FromPairs for Chosen {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut ids: Vec<OrganisationId> = Vec::new();
        for text in pairs.many("id") {
            let id = text.parse().map_err(|_| refused("id"))?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(Self(ids))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_filters_only() {
        let view = View {
            search: Search::of_query("stage=pilot&territory=LU"),
            by_age: true,
            ..View::default()
        };
        let position = (20_781, uuid::Uuid::from_u128(7));
        let cursor = view.seal(position, b"secret of the node");
        let next = View {
            cursor: Some(cursor.clone()),
            ..view.clone()
        };
        assert_eq!(next.after(b"secret of the node").unwrap(), Some(position));
        assert!(next.after(b"secret of another!").is_err());
        let other = View {
            cursor: Some(cursor),
            ..View::default()
        };
        assert!(other.after(b"secret of the node").is_err());
        assert_eq!(view.query(None), "?stage=pilot&territory=LU&sort=age");
        assert_eq!(View::default().query(None), "");
    }

    #[test]
    fn a_filter_is_a_code_and_no_text() {
        assert_eq!(code("LU").as_deref(), Some("LU"));
        for text in ["call me maybe", "a.b", "much-too-long-a-code", "ü"] {
            assert_eq!(code(text), None, "{text}");
        }
    }
}
