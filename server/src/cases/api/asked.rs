//! What a list of cases is asked for, and the cursor to its next page.

use crate::cases::model::{CaseId, Kind, State};
use crate::cases::queries;
use crate::organisations::model::OrganisationId;
use crate::platform::web::{Cursor, Detail, Error, FromPairs, Pairs, Result, page_query};

const LIMIT: u64 = 50;
const MOST: u64 = 200;

/// The query.
#[derive(Clone, Debug, Default)]
pub(in crate::cases) struct Asked {
    chamber: Option<String>,
    kind: Option<Kind>,
    state: Option<State>,
    territory: Option<String>,
    organisation: Option<OrganisationId>,
    mine: bool,
    overdue: bool,
    pub(super) limit: u64,
    pub(super) cursor: Option<String>,
}

impl FromPairs for Asked {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        Ok(Self {
            chamber: pairs.one("chamber")?,
            kind: word(pairs.one("kind")?, "kind", Kind::from_code)?,
            state: word(pairs.one("state")?, "state", State::from_code)?,
            territory: pairs.one("territory")?,
            organisation: pairs.parsed("organisation")?,
            mine: pairs.parsed("mine")?.unwrap_or_default(),
            overdue: pairs.parsed("overdue")?.unwrap_or_default(),
            limit: pairs.number("limit", 1..=MOST)?.unwrap_or(LIMIT),
            cursor: pairs.one("cursor")?,
        })
    }
}

fn word<W>(text: Option<String>, name: &'static str, read: impl Fn(&str) -> Option<W>) -> Result<Option<W>> {
    let refused = || Error::Malformed(Detail::new("error-parameter-value").with("name", name));
    text.map(|text| read(&text).ok_or_else(refused)).transpose()
}

impl Asked {
    /// The filters as the rows are asked by them.
    pub(super) fn of(&self, person: uuid::Uuid, now: i64) -> queries::Asked {
        queries::Asked {
            chamber: self.chamber.clone(),
            kind: self.kind,
            state: self.state,
            territory: self.territory.clone(),
            organisation: self.organisation,
            assignee: self.mine.then_some(person),
            overdue: self.overdue.then_some(now),
            text: None,
        }
    }

    /// Where the page before ended. A cursor of other filters, or of another node, is refused.
    pub(super) fn before(&self, secret: &[u8]) -> Result<Option<CaseId>> {
        let Some(cursor) = &self.cursor else { return Ok(None) };
        let bytes = Cursor::open(cursor, secret, self.filters().as_bytes())?;
        let id = uuid::Uuid::from_slice(&bytes).map_err(|_| Error::Malformed(Detail::new("error-cursor")))?;
        Ok(Some(CaseId(id)))
    }

    /// Where the next page goes on.
    pub(super) fn seal(&self, last: CaseId, secret: &[u8]) -> String {
        Cursor::seal(last.0.as_bytes(), secret, self.filters().as_bytes())
    }

    fn filters(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let words = [
            ("chamber", self.chamber.clone()),
            ("kind", self.kind.map(|kind| kind.code().to_owned())),
            ("state", self.state.map(|state| state.code().to_owned())),
            ("territory", self.territory.clone()),
            ("organisation", self.organisation.map(|id| id.to_string())),
            ("mine", self.mine.then(|| "true".to_owned())),
            ("overdue", self.overdue.then(|| "true".to_owned())),
        ];
        for (name, value) in words {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        }
        query.finish()
    }

    /// The query of a page of this list.
    pub(super) fn query(&self, cursor: Option<String>) -> String {
        let limit = (self.limit != LIMIT).then_some(self.limit);
        page_query(self.filters(), limit, cursor.as_deref())
    }
}
