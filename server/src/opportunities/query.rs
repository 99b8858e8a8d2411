//! What a list of opportunities is asked for, as it stands in the address: the same for pages, files and programs.

use super::model::Type;
use super::queries::{Asked, PAGE, Position};
use crate::platform::web::{Cursor, Detail, Error, FromPairs, Pairs, Result, filter_hash, page_query};

/// Most of a page.
const MOST: u64 = 100;

/// The query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct View {
    pub(super) asked: Asked,
    pub(super) limit: Option<u64>,
    pub(super) cursor: Option<String>,
}

impl FromPairs for View {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut kinds = Vec::new();
        for code in pairs.many("type") {
            let kind = Type::from_code(&code);
            kinds
                .push(kind.ok_or_else(|| Error::Malformed(Detail::new("error-parameter-value").with("name", "type")))?);
        }
        kinds.sort_unstable();
        kinds.dedup();
        let mut territories = pairs.many("territory");
        territories.sort_unstable();
        territories.dedup();
        Ok(Self {
            asked: Asked {
                kinds,
                territories,
                concept: pairs.one("concept")?,
                text: pairs.one("q")?.unwrap_or_default().trim().chars().take(400).collect(),
                interest: pairs.one("interest")?.is_some(),
            },
            limit: pairs.number("limit", 1..=MOST)?,
            cursor: pairs.one("cursor")?,
        })
    }
}

impl View {
    pub(super) fn limit(&self) -> u64 {
        self.limit.unwrap_or(PAGE)
    }

    /// The filters in one order.
    fn filters(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let asked = &self.asked;
        if !asked.text.is_empty() {
            query.append_pair("q", &asked.text);
        }
        for kind in &asked.kinds {
            query.append_pair("type", kind.code());
        }
        for territory in &asked.territories {
            query.append_pair("territory", territory);
        }
        if let Some(concept) = &asked.concept {
            query.append_pair("concept", concept);
        }
        if asked.interest {
            query.append_pair("interest", "1");
        }
        query.finish()
    }

    /// Where the page before ended; a cursor of other filters, or of another node, is refused.
    pub(super) fn after(&self, secret: &[u8]) -> Result<Option<Position>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = Cursor::open(cursor, secret, &filter_hash(&self.filters()))?;
        let refused = || Error::Malformed(Detail::new("error-cursor"));
        let (at, id) = bytes.split_first_chunk::<8>().ok_or_else(refused)?;
        let id = uuid::Uuid::from_slice(id).map_err(|_| refused())?;
        Ok(Some((i64::from_be_bytes(*at), id)))
    }

    /// Where the next page goes on.
    pub(super) fn seal(&self, (at, id): Position, secret: &[u8]) -> String {
        let mut bytes = at.to_be_bytes().to_vec();
        bytes.extend_from_slice(id.as_bytes());
        Cursor::seal(&bytes, secret, &filter_hash(&self.filters()))
    }

    /// The query of the whole list, however long its pages are.
    pub(super) fn query_of_all(&self) -> String {
        let all = Self {
            asked: self.asked.clone(),
            ..Self::default()
        };
        all.query(None)
    }

    /// The query of a page of this list, with `?` where there is any.
    pub(super) fn query(&self, cursor: Option<&str>) -> String {
        page_query(self.filters(), self.limit, cursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_filters_only() {
        let view = View {
            asked: Asked {
                kinds: vec![Type::BusinessOffer],
                text: "pont & tunnel".into(),
                ..Asked::default()
            },
            ..View::default()
        };
        let position = (1_795_521_600_000_000, uuid::Uuid::from_u128(7));
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
        assert_eq!(view.query(None), "?q=pont+%26+tunnel&type=BO");
        assert_eq!(View::default().query(None), "");
    }
}
