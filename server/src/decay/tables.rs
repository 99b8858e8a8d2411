//! Rows of this feature.

/// A letter that asked whether what is known still holds.
pub(super) mod reconfirmation {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "reconfirmation")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// About which.
        pub organisation_id: Uuid,
        /// To whom.
        pub person_id: Uuid,
        /// The day until which the first of the values holds, days since 1970.
        pub due_on: i64,
        /// Which letter about that day, from 0.
        pub stage: i64,
        /// SHA-256 over the ids of the values.
        pub facts: Vec<u8>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub expires_at: i64,
        /// Microseconds.
        pub used_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
