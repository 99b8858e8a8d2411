//! Rows of this feature, used by its own actions and queries only.

/// A file.
pub mod attachment {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attachment")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The opportunity it belongs to.
        pub opportunity_id: Option<Uuid>,
        /// The introduction it belongs to.
        pub introduction_id: Option<Uuid>,
        /// Who laid it in.
        pub person_id: Option<Uuid>,
        /// As its file was called.
        pub name: String,
        /// Media type.
        pub kind: String,
        /// How many.
        pub bytes: i64,
        /// Where the bytes are.
        pub sha256: Vec<u8>,
        /// Microseconds.
        pub at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
