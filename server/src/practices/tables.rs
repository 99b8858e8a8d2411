//! Rows of this feature, used by its own actions and queries only.

/// A practice.
pub mod practice {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "practice")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Whose.
        pub organisation_id: Uuid,
        /// Code of the chamber that looks first.
        pub chamber: String,
        /// Code of the chamber whose expert looks second.
        pub expert: Option<String>,
        /// Who began it.
        pub author: Option<Uuid>,
        /// Code of its state.
        pub state: String,
        /// Whether everybody may see it.
        pub public: bool,
        /// Of its texts.
        pub language: String,
        /// Code of the territory where it was done.
        pub territory: String,
        /// One line.
        pub title: String,
        /// A `Content` as JSON.
        pub content: String,
        /// Folded words, a space around each.
        pub words: String,
        /// How many confirmed that they took it up.
        pub adoptions: i64,
        /// Rank of its evidence.
        pub grade: i64,
        /// Who found it good first.
        pub first: Option<Uuid>,
        /// Who published it.
        pub second: Option<Uuid>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
        /// Microseconds.
        pub submitted_at: Option<i64>,
        /// Microseconds.
        pub published_at: Option<i64>,
        /// Microseconds.
        pub ended_at: Option<i64>,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a chamber said of a practice.
pub mod review {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "practice_review")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Of which.
        pub practice_id: Uuid,
        /// Microseconds.
        pub at: i64,
        /// Code of the chamber.
        pub chamber: String,
        /// Who.
        pub reviewer: Uuid,
        /// Code of what came of it.
        pub verdict: String,
        /// What is missing, or why not; may be empty where it was found good.
        pub body: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// That somebody took a practice up.
pub mod adoption {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "practice_adoption")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Which practice.
        pub practice_id: Uuid,
        /// Who took it up.
        pub organisation_id: Uuid,
        /// Code of who said it.
        pub said_by: String,
        /// Code of its state.
        pub state: String,
        /// Of its texts.
        pub language: String,
        /// Code of the territory.
        pub territory: String,
        /// The municipality.
        pub municipality: String,
        /// Days since 1970.
        pub since: i64,
        /// What was changed.
        pub changed: String,
        /// Code of what it cost.
        pub cost: Option<String>,
        /// And in words.
        pub cost_text: String,
        /// What came of it.
        pub result: String,
        /// Who said it.
        pub author: Option<Uuid>,
        /// Who confirmed it.
        pub confirmer: Option<Uuid>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
        /// Microseconds.
        pub confirmed_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
