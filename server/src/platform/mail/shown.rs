//! Letters to look at: in a demonstration, where they stay.

use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use crate::platform::database::{DatabaseError, Sql};

const NEWEST: Sql = Sql::both(
    "SELECT id, address, kind, language, subject, text_body, not_before, sent_at FROM mail ORDER BY created_at DESC, id DESC LIMIT 200",
);
const ONE: Sql =
    Sql::both("SELECT id, address, kind, language, subject, text_body, not_before, sent_at FROM mail WHERE id = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[NEWEST, ONE];

/// A letter as it waits or has left.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub address: String,
    /// What it is.
    pub kind: String,
    /// Of its texts.
    pub language: String,
    /// One line.
    pub subject: String,
    /// Empty once it has left.
    pub text: String,
    /// Microseconds: not sent before.
    pub not_before: i64,
    /// Microseconds, once it has left.
    pub sent_at: Option<i64>,
}

impl Shown {
    fn read(row: &QueryResult) -> Result<Self, DatabaseError> {
        Ok(Self {
            id: row.try_get_by_index(0)?,
            address: row.try_get_by_index(1)?,
            kind: row.try_get_by_index(2)?,
            language: row.try_get_by_index(3)?,
            subject: row.try_get_by_index(4)?,
            text: row.try_get_by_index(5)?,
            not_before: row.try_get_by_index(6)?,
            sent_at: row.try_get_by_index(7)?,
        })
    }

    /// The addresses of the web in it, each once.
    #[must_use]
    pub fn links(&self) -> Vec<&str> {
        let words = self.text.split_whitespace();
        let found = words.filter(|word| word.starts_with("https://") || word.starts_with("http://"));
        let mut links: Vec<&str> = Vec::new();
        for link in found {
            if !links.contains(&link) {
                links.push(link);
            }
        }
        links
    }
}

/// The newest 200, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn newest(db: &impl ConnectionTrait) -> Result<Vec<Shown>, DatabaseError> {
    NEWEST.all(db, vec![]).await?.iter().map(Shown::read).collect()
}

/// One letter.
///
/// # Errors
/// When the database refuses.
pub async fn one(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Shown>, DatabaseError> {
    ONE.one(db, vec![id.into()])
        .await?
        .as_ref()
        .map(Shown::read)
        .transpose()
}
