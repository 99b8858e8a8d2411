//! Rows of this feature, used by its own files only.

/// Somebody who asked to be erased.
pub mod erasure {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "erasure")]
    pub struct Model {
        /// UUIDv7: the number of the receipt.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose; a tombstone in the end.
        pub person_id: Uuid,
        /// Code.
        pub state: String,
        /// Microseconds.
        pub requested_at: i64,
        /// Microseconds: carried out from then on.
        pub due_at: i64,
        /// Microseconds.
        pub ended_at: Option<i64>,
        /// Hashes of bytes that are still to be removed, in hex, space between.
        pub files: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
