//! Rows of this feature, used by its own actions and queries only.

use sea_orm::sea_query::Value;

use crate::platform::database::{DatabaseError, Sql, Tx};

/// A case.
pub mod case_file {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_file")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Year and number, for people.
        pub number: String,
        /// Code of the kind.
        pub kind: String,
        /// Code of the state.
        pub state: String,
        /// Code of the chamber that must act.
        pub chamber: String,
        /// Code of the chamber that decided first.
        pub first_chamber: Option<String>,
        /// Code of the territory.
        pub territory: String,
        /// The organisation it is about, where there is one.
        pub organisation_id: Option<Uuid>,
        /// Who asked for it, where they have an account.
        pub applicant: Option<Uuid>,
        /// In which the applicant is written to.
        pub language: String,
        /// What the queue shows.
        pub title: String,
        /// What is asked for, JSON.
        pub dossier: String,
        /// Who has it.
        pub assignee: Option<Uuid>,
        /// Microseconds.
        pub opened_at: i64,
        /// Microseconds; moves on by what the applicant takes to answer.
        pub due_at: i64,
        /// Microseconds; null while the clock runs.
        pub waiting_since: Option<i64>,
        /// Who proposed.
        pub proposer: Option<Uuid>,
        /// Code of the proposed decision.
        pub proposal: Option<String>,
        /// Who decided.
        pub decider: Option<Uuid>,
        /// Code of the decision.
        pub decision: Option<String>,
        /// Code of the ground.
        pub ground: Option<String>,
        /// Facts it rests on.
        pub facts: Option<String>,
        /// What can be done.
        pub remedy: Option<String>,
        /// Microseconds.
        pub decided_at: Option<i64>,
        /// What the decision did, JSON.
        pub effect: Option<String>,
        /// Why the decision is appealed against.
        pub appeal_reason: Option<String>,
        /// Microseconds.
        pub appealed_at: Option<i64>,
        /// Who decided the appeal.
        pub appeal_decider: Option<Uuid>,
        /// Facts the second decision rests on.
        pub appeal_facts: Option<String>,
        /// Microseconds.
        pub appeal_decided_at: Option<i64>,
        /// Microseconds.
        pub changed_at: i64,
        /// Working time the applicant took to answer, microseconds.
        pub waited: i64,
        /// Working time to the decision without it, microseconds.
        pub worked: Option<i64>,
        /// The negative decision in the words of the EU Transparency Database, JSON.
        pub sor: Option<String>,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A question, an answer or a note.
pub mod case_message {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_message")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// In which case.
        pub case_id: Uuid,
        /// Microseconds.
        pub at: i64,
        /// Who wrote it; null for who has no account or was erased.
        pub author: Option<Uuid>,
        /// `question`, `answer` or `note`.
        pub side: String,
        /// What it says.
        pub body: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

const NEXT_NUMBER: Sql = Sql::both(
    "INSERT INTO case_number (year, last) VALUES ($1, 1)
     ON CONFLICT (year) DO UPDATE SET last = case_number.last + 1 RETURNING last",
);

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[NEXT_NUMBER];

/// The next number of a year: `2026-0417`. Two that ask at a time get two.
pub(super) async fn next_number(tx: &Tx, year: i32) -> Result<String, DatabaseError> {
    let year = i64::from(year);
    let row = NEXT_NUMBER.one(tx.connection(), vec![Value::from(year)]).await?;
    let last: i64 = match row {
        Some(row) => row.try_get_by_index(0)?,
        None => 1,
    };
    Ok(format!("{year}-{last:04}"))
}
