//! Rows of this feature, used by its own actions and queries only.

/// A chamber's file.
pub mod file {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "chamber_file")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change of state or mapping.
        pub version: i64,
        /// Whose.
        pub chamber: String,
        /// Who brought it.
        pub person_id: Uuid,
        /// As it was called.
        pub name: String,
        /// The day it holds for, days since 1970.
        pub dated: i64,
        /// Code of the state.
        pub state: String,
        /// Of the plain table; empty once it is gone.
        pub sha256: Vec<u8>,
        /// Its rows.
        pub total: i64,
        /// How many of them are dealt with.
        pub position: i64,
        /// Of its header.
        pub shape: String,
        /// A mapping as JSON.
        pub mapping: String,
        /// Counts as JSON.
        pub counts: String,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
        /// Microseconds.
        pub ended_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a row of a file did.
pub mod row {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "chamber_file_row")]
    pub struct Model {
        /// Of which file.
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: Uuid,
        /// Line of the spreadsheet.
        #[sea_orm(primary_key, auto_increment = false)]
        pub line: i64,
        /// About which organisation.
        pub organisation_id: Uuid,
        /// By which it is known again.
        pub row_key: String,
        /// Code of what it did.
        pub outcome: String,
        /// What it takes to undo it, as JSON; gone with the file.
        pub undo: Option<String>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What the columns of a header mean to a chamber.
pub mod mapping {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "chamber_mapping")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub chamber: String,
        /// Of the header.
        #[sea_orm(primary_key, auto_increment = false)]
        pub shape: String,
        /// A mapping as JSON.
        pub mapping: String,
        /// Microseconds.
        pub changed_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
