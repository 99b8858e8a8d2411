//! Rows of this feature, used by its own actions and queries only.

/// What a young company says of its stage and of what it looks for.
pub mod interest {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "funding_interest")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        /// Grows with each time it is said.
        #[sea_orm(primary_key, auto_increment = false)]
        pub version: i64,
        /// Code of the stage.
        pub stage: Option<String>,
        /// Code of the band.
        pub band: Option<String>,
        /// Code of the purpose.
        pub purpose: Option<String>,
        /// Day, days since 1970.
        pub stated_at: i64,
        /// Last day of its shelf life, days since 1970.
        pub valid_until: i64,
        /// Microseconds; null while it holds.
        pub superseded_at: Option<i64>,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Whom an investor organisation follows.
pub mod watch {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "watch")]
    pub struct Model {
        /// The investor organisation.
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        /// Whom.
        #[sea_orm(primary_key, auto_increment = false)]
        pub watched_id: Uuid,
        /// Microseconds.
        pub since: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What an investor organisation looks for.
pub mod saved_search {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_search")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The investor organisation.
        pub organisation_id: Uuid,
        /// A search as its query.
        pub filters: String,
        /// Whether its people are told of changes.
        pub told: bool,
        /// Microseconds.
        pub created_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What changed of a young company.
pub mod startup_change {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "startup_change")]
    pub struct Model {
        /// The entry that tells of it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub entry_seq: i64,
        /// Order within the entry, from 0.
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i64,
        /// Of which.
        pub organisation_id: Uuid,
        /// Code of the field.
        pub field: String,
        /// Before.
        pub old_value: Option<String>,
        /// After.
        pub new_value: Option<String>,
        /// Code of the register that said so.
        pub register: Option<String>,
        /// Its own date, days since 1970.
        pub as_of: Option<i64>,
        /// Microseconds.
        pub at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
