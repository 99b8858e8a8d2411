//! How long what is of no more use is kept. Each feature has its own rules for its own tables; `app` lists them all, and the
//! feature `privacy` carries them out once a day.

use super::database::{Doing, Sql, Tx};

/// Rows one step of a function may take away, at some statements a row: on SQLite people wait for their turn behind it.
pub const MOST: usize = 100;

/// What is kept, for how long, and how it goes.
#[derive(Clone, Copy)]
pub struct Rule {
    /// What it is, for the journal.
    pub name: &'static str,
    /// Days after what its statement looks at: the end of a session, the last change of a draft.
    pub days: i64,
    /// How it goes.
    pub how: How,
}

/// How what is old goes.
#[derive(Clone, Copy)]
pub enum How {
    /// A statement that deletes some 500 rows from before `$1`.
    Rows(Sql),
    /// A function of the feature: in the transaction, what is from before that time, at most [`MOST`] rows.
    Hook(Hook),
}

/// A step of a feature.
pub type Hook = for<'a> fn(&'a Tx, i64) -> Doing<'a, Swept>;

/// What a step took away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// How many rows.
    pub rows: u64,
    /// Hashes of bytes that may be nobody's any more.
    pub files: Vec<Vec<u8>>,
}

impl Rule {
    /// Rows a statement deletes.
    #[must_use]
    pub const fn rows(name: &'static str, days: i64, sql: Sql) -> Self {
        let how = How::Rows(sql);
        Self { name, days, how }
    }

    /// What a function takes away.
    #[must_use]
    pub const fn hook(name: &'static str, days: i64, hook: Hook) -> Self {
        let how = How::Hook(hook);
        Self { name, days, how }
    }
}
