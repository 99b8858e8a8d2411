//! Rows of this feature, used by its own files only.

use crate::platform::access::{Ownership, Subject};

/// A person, or the tombstone of one.
pub mod person {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// As the person writes it.
        pub name: String,
        /// Lower case.
        pub mail: String,
        /// Code of the language of letters.
        pub language: String,
        /// Microseconds.
        pub created_at: i64,
        /// When the address was shown to be theirs.
        pub confirmed_at: Option<i64>,
        /// PHC string.
        pub password_hash: Option<String>,
        /// Good together with a second factor only.
        pub password_short: bool,
        /// Sealed.
        pub totp_secret: Option<Vec<u8>>,
        /// The last step a code was taken for.
        pub totp_step: i64,
        /// When the first good code was typed.
        pub totp_since: Option<i64>,
        /// Declared a professional investor.
        pub professional: bool,
        /// Runs the service.
        pub admin: bool,
        /// Wants no keys on the desk.
        pub keys_off: bool,
        /// Code of how notices come.
        pub digest: String,
        /// Microseconds; the row is a tombstone then.
        pub erased_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A browser somebody is signed in with.
pub mod session {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        /// UUIDv7; stays while the secret changes.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// SHA-256 of the cookie.
        pub id_hash: Vec<u8>,
        /// Whose.
        pub person_id: Uuid,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds, to the minute.
        pub seen_at: i64,
        /// 1 or 2.
        pub level: i64,
        /// When the person last showed who they are.
        pub authenticated_at: i64,
        /// Browser and system.
        pub agent: String,
        /// Network it came from.
        pub prefix: String,
        /// Outlives the browser.
        pub stay: bool,
        /// The next page gives it a new secret.
        pub renew: bool,
        /// Microseconds.
        pub ended_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A link sent by mail, or a sign-in that waits for its second factor.
pub mod sign_in_link {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_link")]
    pub struct Model {
        /// SHA-256.
        #[sea_orm(primary_key, auto_increment = false)]
        pub token_hash: Vec<u8>,
        /// Whose; nobody's yet where the address is new.
        pub person_id: Option<Uuid>,
        /// Where it went.
        pub mail: String,
        /// Code.
        pub purpose: String,
        /// SHA-256 of the asking browser's cookie.
        pub browser_hash: Option<Vec<u8>>,
        /// Keyed hash of the code to type back.
        pub code_hash: Option<Vec<u8>>,
        /// Where it leads.
        pub path: String,
        /// Whether to stay signed in.
        pub stay: bool,
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

/// A code instead of a second factor that was lost.
pub mod recovery_code {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_code")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        /// Keyed hash.
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: Vec<u8>,
        /// Microseconds.
        pub used_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A passkey.
pub mod passkey {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "passkey")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub person_id: Uuid,
        /// What the authenticator calls it.
        pub credential: Vec<u8>,
        /// As the person calls it.
        pub name: String,
        /// Public key and counter, JSON.
        pub data: String,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub used_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What an authenticator was asked.
pub mod passkey_challenge {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "passkey_challenge")]
    pub struct Model {
        /// SHA-256 of what the page holds.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id_hash: Vec<u8>,
        /// Who adds a passkey; nobody for a sign-in.
        pub person_id: Option<Uuid>,
        /// JSON.
        pub state: String,
        /// Microseconds.
        pub expires_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Failures in a row.
pub mod attempt {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "attempt")]
    pub struct Model {
        /// Keyed hash of an address or a link.
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: Vec<u8>,
        /// How many.
        pub failures: i64,
        /// Microseconds.
        pub last_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a person is in an organisation.
pub mod membership {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        /// Who.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        /// Where.
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        /// Code.
        pub role: String,
        /// Microseconds.
        pub since: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What a person is in a chamber.
pub mod mandate {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "mandate")]
    pub struct Model {
        /// Who.
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        /// Code of the region pack.
        #[sea_orm(primary_key, auto_increment = false)]
        pub chamber: String,
        /// Code.
        pub role: String,
        /// Microseconds.
        pub since: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The private address at which a program reads somebody's days.
pub mod calendar {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar")]
    pub struct Model {
        /// UUIDv7: the address is made of it.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub person_id: Uuid,
        /// 1 or 2: how strongly its maker had signed in.
        pub level: i64,
        /// Microseconds.
        pub created_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A personal token for programs.
pub mod token {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "token")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub person_id: Uuid,
        /// As the person calls it.
        pub name: String,
        /// SHA-256.
        pub hash: Vec<u8>,
        /// Codes, space between.
        pub scopes: String,
        /// 1 or 2: how strongly its maker had signed in.
        pub level: i64,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub expires_at: i64,
        /// Microseconds, to the minute.
        pub used_at: Option<i64>,
        /// Microseconds.
        pub ended_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A second factor that was lost, on its way out.
pub mod recovery {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub person_id: Uuid,
        /// Code of the chamber whose moderators do it.
        pub chamber: String,
        /// Code of how the person was seen.
        pub proof: String,
        /// The first moderator.
        pub proposed_by: Uuid,
        /// Microseconds.
        pub created_at: i64,
        /// The second moderator.
        pub approved_by: Option<Uuid>,
        /// Microseconds: not before.
        pub good_from: Option<i64>,
        /// Microseconds.
        pub ended_at: Option<i64>,
        /// Code of how it ended.
        pub outcome: Option<String>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl Subject for recovery::Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            chamber: Some(self.chamber.clone()),
            ..Ownership::default()
        }
    }
}

impl Subject for person::Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            person: Some(self.id),
            ..Ownership::default()
        }
    }
}
