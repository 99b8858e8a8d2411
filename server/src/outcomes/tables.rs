//! Rows of this feature, used by its own actions and queries only.

/// What came of an introduction.
pub mod outcome {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outcome")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Of which introduction.
        pub introduction_id: Uuid,
        /// The introduction's number, for people.
        pub number: String,
        /// Code of the state.
        pub state: String,
        /// Code of the kind.
        pub kind: String,
        /// Code of the band.
        pub band: Option<String>,
        /// Days since 1970.
        pub happened_on: i64,
        /// What shows it.
        pub evidence: Option<String>,
        /// Where that can be read.
        pub link: Option<String>,
        /// Code of the obstacle.
        pub obstacle: Option<String>,
        /// And in words.
        pub obstacle_text: Option<String>,
        /// In which language.
        pub language: String,
        /// Who asked for the introduction.
        pub requester_id: Uuid,
        /// Who was asked.
        pub target_id: Uuid,
        /// Code of the chamber of the first.
        pub requester_chamber: String,
        /// Code of the chamber of the second.
        pub target_chamber: String,
        /// Code of the territory of the first.
        pub requester_territory: String,
        /// Code of the territory of the second.
        pub target_territory: String,
        /// Code of the side that said it.
        pub recorded_by: String,
        /// Who said it.
        pub recorder: Option<Uuid>,
        /// Microseconds.
        pub recorded_at: i64,
        /// Whether the side that said it lets itself be named beside it.
        pub recorder_names: bool,
        /// Whether the other side does.
        pub confirmer_names: bool,
        /// Who confirmed it.
        pub confirmer: Option<Uuid>,
        /// Microseconds.
        pub confirmed_at: Option<i64>,
        /// What the other side says.
        pub dispute: Option<String>,
        /// Microseconds.
        pub disputed_at: Option<i64>,
        /// The case of the dispute.
        pub case_id: Option<Uuid>,
        /// Microseconds.
        pub changed_at: i64,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A letter that asks whether an outcome still holds.
pub mod outcome_followup {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outcome_followup")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Which outcome.
        pub outcome_id: Uuid,
        /// Who was asked.
        pub person_id: Uuid,
        /// How many months later.
        pub months: i64,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds: the link is good before.
        pub expires_at: i64,
        /// Microseconds.
        pub used_at: Option<i64>,
        /// Code of the answer.
        pub answer: Option<String>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a chamber did about an obstacle.
pub mod outcome_remedy {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "outcome_remedy")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Of which outcome.
        pub outcome_id: Uuid,
        /// Code of the chamber.
        pub chamber: String,
        /// Who wrote it.
        pub author: Option<Uuid>,
        /// Microseconds.
        pub at: i64,
        /// In which language.
        pub language: String,
        /// What was done.
        pub body: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
