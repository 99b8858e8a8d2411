//! Rows of this feature, used by its own actions and queries only.

/// A draft.
pub mod draft {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "draft")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub person_id: Uuid,
        /// The organisation in the registers it is about.
        pub organisation_id: Option<Uuid>,
        /// Grows with each change.
        pub version: i64,
        /// A dossier as JSON.
        pub content: String,
        /// Language in which its texts are written.
        pub language: String,
        /// Code of the step its person was at.
        pub step: String,
        /// The case it was sent as.
        pub case_id: Option<Uuid>,
        /// What must not be with a chamber twice.
        pub held_key: Option<String>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
        /// Microseconds.
        pub submitted_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A document.
pub mod document {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "document")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// The draft it belongs to.
        pub draft_id: Option<Uuid>,
        /// The case it was sent with.
        pub case_id: Option<Uuid>,
        /// Who laid it in.
        pub person_id: Uuid,
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
        /// Whether its bytes are gone.
        pub erased: bool,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A proof that somebody speaks for an organisation.
pub mod claim {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "claim")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Of which.
        pub organisation_id: Uuid,
        /// Who says so.
        pub person_id: Uuid,
        /// `mail` or `letter`.
        pub way: String,
        /// Of the link's token or the letter's code; none until the letter is printed.
        pub secret_hash: Option<Vec<u8>>,
        /// Codes typed wrongly.
        pub attempts: i64,
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

/// A printed letter with a code.
pub mod claim_letter {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "claim_letter")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// To which.
        pub organisation_id: Uuid,
        /// Code of the chamber that sent it.
        pub chamber: String,
        /// By whom.
        pub printed_by: Uuid,
        /// Keyed hash of its code.
        pub code_hash: Vec<u8>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub expires_at: i64,
        /// Who typed the code.
        pub used_by: Option<Uuid>,
        /// Microseconds: used, or replaced by a later one.
        pub ended_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A colleague who was invited.
pub mod invitation {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitation")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Into which.
        pub organisation_id: Uuid,
        /// Whom.
        pub mail: String,
        /// As what.
        pub role: String,
        /// By whom.
        pub invited_by: Uuid,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub expires_at: i64,
        /// Microseconds: accepted or taken back.
        pub ended_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
