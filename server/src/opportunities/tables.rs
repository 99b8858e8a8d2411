//! Rows of this feature, used by its own actions and queries only.

/// An opportunity.
pub mod opportunity {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opportunity")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Whose. Of an anonymous one it is told to its people and its chamber only.
        pub organisation_id: Uuid,
        /// Code of the chamber that reviews it.
        pub chamber: String,
        /// Code of the territory it is shown with.
        pub territory: String,
        /// Who began it.
        pub author: Option<Uuid>,
        /// Code of its type.
        pub kind: String,
        /// Code of its state.
        pub state: String,
        /// Whether everybody may see it.
        pub public: bool,
        /// Whether its organisation is masked.
        pub anonymous: bool,
        /// Whether interest can be shown.
        pub interest: bool,
        /// Of its texts.
        pub language: String,
        /// One line.
        pub title: String,
        /// A `Content` as JSON.
        pub content: String,
        /// Codes, a space around each.
        pub concepts: String,
        /// Folded words, a space around each.
        pub words: String,
        /// The adviser who has it.
        pub reviewer: Option<Uuid>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
        /// Microseconds.
        pub submitted_at: Option<i64>,
        /// Microseconds.
        pub published_at: Option<i64>,
        /// Microseconds.
        pub expires_at: Option<i64>,
        /// Whether it lives longer than a year.
        pub extended: bool,
        /// Whether its organisation was told that it ends.
        pub reminded: bool,
        /// Microseconds.
        pub ended_at: Option<i64>,
        /// Days since 1970.
        pub deadline: Option<i64>,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What an opportunity says in another language.
pub mod version {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opportunity_version")]
    pub struct Model {
        /// Of which.
        #[sea_orm(primary_key, auto_increment = false)]
        pub opportunity_id: Uuid,
        /// In which language.
        #[sea_orm(primary_key, auto_increment = false)]
        pub language: String,
        /// The texts of a `Content` as JSON.
        pub content: String,
        /// The original's texts as one word, when it was written.
        pub written_of: String,
        /// Who wrote it.
        pub author: Option<Uuid>,
        /// Microseconds.
        pub at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What an adviser said of an opportunity.
pub mod review {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opportunity_review")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Of which.
        pub opportunity_id: Uuid,
        /// Microseconds.
        pub at: i64,
        /// Who.
        pub reviewer: Uuid,
        /// 0 to 5.
        pub advantage: i64,
        /// 0 to 5.
        pub clarity: i64,
        /// 0 to 5.
        pub cooperation: i64,
        /// 0 to 5.
        pub language: i64,
        /// Code of what came of it.
        pub verdict: String,
        /// What is missing, or why not; may be empty where it was published.
        pub body: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
