//! Rows of this feature, used by its own actions and queries only.

use sea_orm::sea_query::Value;

use crate::platform::database::{DatabaseError, Sql, Tx};

/// An introduction.
pub mod introduction {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "introduction")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Year and number, for people.
        pub number: String,
        /// Code of the state.
        pub state: String,
        /// Who asks.
        pub requester_id: Uuid,
        /// Who is asked.
        pub target_id: Uuid,
        /// What it is about, where that is one of the market's.
        pub opportunity_id: Option<Uuid>,
        /// Code of the chamber that answers for the requester.
        pub requester_chamber: String,
        /// Code of the chamber that answers for the target.
        pub target_chamber: String,
        /// Code of the requester's territory.
        pub requester_territory: String,
        /// Code of the target's territory.
        pub target_territory: String,
        /// The adviser named on the requester's side.
        pub requester_adviser: Option<Uuid>,
        /// The adviser named on the target's side.
        pub target_adviser: Option<Uuid>,
        /// Who wrote it.
        pub asked_by: Option<Uuid>,
        /// In which language.
        pub language: String,
        /// What it is about, one line.
        pub subject: String,
        /// What is wanted.
        pub message: String,
        /// The target learns who asks only when it accepts.
        pub requester_unnamed: bool,
        /// The requester learns whom it asks only when that accepts.
        pub target_unnamed: bool,
        /// Nobody of the target was here when it was last looked at.
        pub contact: bool,
        /// Why it does not go on, in one word.
        pub reason: Option<String>,
        /// And in words.
        pub reason_text: Option<String>,
        /// What comes next.
        pub next_step: Option<String>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub submitted_at: Option<i64>,
        /// Microseconds.
        pub screened_at: Option<i64>,
        /// Microseconds.
        pub forwarded_at: Option<i64>,
        /// Microseconds.
        pub offered_at: Option<i64>,
        /// Microseconds.
        pub accepted_at: Option<i64>,
        /// Microseconds.
        pub met_at: Option<i64>,
        /// Microseconds.
        pub negotiating_at: Option<i64>,
        /// Microseconds; however it ended.
        pub ended_at: Option<i64>,
        /// Microseconds; while somebody must act.
        pub due_at: Option<i64>,
        /// Microseconds; when the clock of this step ran out the first time.
        pub escalated_at: Option<i64>,
        /// Microseconds.
        pub changed_at: i64,
        /// Who, whom and what about, as long as it is open.
        pub open_key: Option<String>,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A message both sides read, or a note of a chamber.
pub mod introduction_message {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "introduction_message")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// In which introduction.
        pub introduction_id: Uuid,
        /// Microseconds.
        pub at: i64,
        /// Who wrote it; null for who was erased.
        pub author: Option<Uuid>,
        /// For whom they speak.
        pub party: String,
        /// `message` or `note`.
        pub kind: String,
        /// In which language.
        pub language: String,
        /// What it says.
        pub body: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

const NEXT_NUMBER: Sql = Sql::both(
    "INSERT INTO introduction_number (year, last) VALUES ($1, 1)
     ON CONFLICT (year) DO UPDATE SET last = introduction_number.last + 1 RETURNING last",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[NEXT_NUMBER];

/// The next number of a year: `INT-2026-0093`. Two that ask at a time get two.
pub(super) async fn next_number(tx: &Tx, year: i32) -> Result<String, DatabaseError> {
    let year = i64::from(year);
    let row = NEXT_NUMBER.one(tx.connection(), vec![Value::from(year)]).await?;
    let last: i64 = match row {
        Some(row) => row.try_get_by_index(0)?,
        None => 1,
    };
    Ok(format!("INT-{year}-{last:04}"))
}
