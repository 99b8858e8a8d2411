//! The place between two pages: the sort key of the last hit, whole, so that the next page
//! begins exactly behind it even if that document has gone meanwhile.

use crate::document::MAX_SORT_NAME;
use crate::error::SearchError;
use crate::query::Sort;

const FORMAT: u8 = 1;
const HEAD: usize = 1 + 1 + 8 + 16;

/// Where a page ended. Opaque; its bytes can be handed out (encoded as the caller likes) and
/// taken back. A forged one gives an error or another place in the list, never more than the
/// query allows.
///
/// ```
/// use search::{After, SearchError};
/// assert_eq!(After::from_bytes(b"nonsense"), Err(SearchError::After));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    sort: Sort,
    key: u64,
    id: [u8; 16],
    name: Vec<u8>,
}

impl After {
    pub(crate) fn new(sort: Sort, key: u64, name: &[u8], id: [u8; 16]) -> Self {
        Self {
            sort,
            key,
            id,
            name: name.to_vec(),
        }
    }

    pub(crate) fn sort(&self) -> Sort {
        self.sort
    }

    /// The first sort key, smaller first; equal ones are ordered by name, then id.
    pub(crate) fn key(&self) -> u64 {
        self.key
    }

    pub(crate) fn name(&self) -> &[u8] {
        &self.name
    }

    pub(crate) fn id(&self) -> &[u8; 16] {
        &self.id
    }

    /// The place as bytes, at most 122.
    pub fn to_bytes(&self) -> Vec<u8> {
        let sort = match self.sort {
            Sort::Relevance => 0,
            Sort::Name => 1,
            Sort::Newest => 2,
            Sort::Age => 3,
        };
        let mut bytes = Vec::with_capacity(HEAD + self.name.len());
        bytes.extend([FORMAT, sort]);
        bytes.extend(self.key.to_be_bytes());
        bytes.extend(self.id);
        bytes.extend(&self.name);
        bytes
    }

    /// Reads what [`After::to_bytes`] wrote.
    ///
    /// # Errors
    /// [`SearchError::After`] for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SearchError> {
        let (head, name) = bytes.split_first_chunk::<HEAD>().ok_or(SearchError::After)?;
        if name.len() > MAX_SORT_NAME || head[0] != FORMAT {
            return Err(SearchError::After);
        }
        let sort = match head[1] {
            0 => Sort::Relevance,
            1 => Sort::Name,
            2 => Sort::Newest,
            3 => Sort::Age,
            _ => return Err(SearchError::After),
        };
        let mut key = [0; 8];
        key.copy_from_slice(&head[2..10]);
        let mut id = [0; 16];
        id.copy_from_slice(&head[10..]);
        Ok(Self {
            sort,
            key: u64::from_be_bytes(key),
            id,
            name: name.to_vec(),
        })
    }
}
