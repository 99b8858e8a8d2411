//! What a list of practices is asked for, as it stands in the address: the same for pages and programs.

use super::model::Grade;
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
        let refused = || Error::Malformed(Detail::new("error-parameter-value").with("name", "grade"));
        let grades = pairs.many("grade");
        let grades = grades.iter().map(|code| Grade::from_code(code).ok_or_else(refused));
        let mut grades = grades.collect::<Result<Vec<Grade>>>()?;
        grades.sort_unstable();
        grades.dedup();
        let mut territories = pairs.many("territory");
        territories.sort_unstable();
        territories.dedup();
        Ok(Self {
            asked: Asked {
                territories,
                grades,
                text: pairs.one("q")?.unwrap_or_default().trim().chars().take(400).collect(),
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
        for territory in &asked.territories {
            query.append_pair("territory", territory);
        }
        for grade in &asked.grades {
            query.append_pair("grade", grade.code());
        }
        query.finish()
    }

    /// Where the page before ended; a cursor of other filters, or of another node, is refused.
    pub(super) fn after(&self, secret: &[u8]) -> Result<Option<Position>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = Cursor::open(cursor, secret, &filter_hash(&self.filters()))?;
        read(&bytes)
            .map(Some)
            .ok_or_else(|| Error::Malformed(Detail::new("error-cursor")))
    }

    /// Where the next page goes on.
    pub(super) fn seal(&self, (adoptions, grade, at, id): Position, secret: &[u8]) -> String {
        let mut bytes = Vec::with_capacity(40);
        for number in [adoptions, grade, at] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(id.as_bytes());
        Cursor::seal(&bytes, secret, &filter_hash(&self.filters()))
    }

    /// The query of a page of this list, with `?` where there is any.
    pub(super) fn query(&self, cursor: Option<&str>) -> String {
        page_query(self.filters(), self.limit, cursor)
    }
}

fn read(bytes: &[u8]) -> Option<Position> {
    let (adoptions, rest) = bytes.split_first_chunk::<8>()?;
    let (grade, rest) = rest.split_first_chunk::<8>()?;
    let (at, id) = rest.split_first_chunk::<8>()?;
    let number = |bytes: &[u8; 8]| i64::from_be_bytes(*bytes);
    Some((
        number(adoptions),
        number(grade),
        number(at),
        uuid::Uuid::from_slice(id).ok()?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_filters_only() {
        let view = View {
            asked: Asked {
                grades: vec![Grade::Comparison],
                text: "lotse & pont".into(),
                ..Asked::default()
            },
            ..View::default()
        };
        let position = (3, 2, 1_795_521_600_000_000, uuid::Uuid::from_u128(7));
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
        assert_eq!(view.query(None), "?q=lotse+%26+pont&grade=comparison");
        assert_eq!(View::default().query(None), "");
    }
}
