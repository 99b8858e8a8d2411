//! Rows of this feature, used by its own actions, bulk and queries only.

/// An organisation with the values that are shown of it.
pub mod organisation {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "organisation")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change.
        pub version: i64,
        /// Itself, unless merged into another.
        pub root_id: Uuid,
        /// Whether everybody may see it.
        pub public: bool,
        /// Code of the standing.
        pub standing: String,
        /// Code of the kind.
        pub kind: Option<String>,
        /// Code of the legal status.
        pub legal_status: String,
        /// Code of the chamber in the region pack.
        pub home_chamber: Option<String>,
        /// Shown name.
        pub name: String,
        /// Its language, where a register states one.
        pub name_language: Option<String>,
        /// ISO code of the seat's country.
        pub country: Option<String>,
        /// Of the seat.
        pub postal_code: Option<String>,
        /// Of the seat.
        pub municipality: Option<String>,
        /// Code of the pack, or `outside`.
        pub territory: String,
        /// Where it counts, space between: the territory of its seat, then those of its establishments inside the region.
        pub territories: String,
        /// Of the seat, degrees.
        #[sea_orm(column_type = "Double", nullable)]
        pub latitude: Option<f64>,
        /// Of the seat, degrees.
        #[sea_orm(column_type = "Double", nullable)]
        pub longitude: Option<f64>,
        /// Code of how well that point is known.
        pub precision: Option<String>,
        /// Working languages, space between.
        pub languages: String,
        /// NACE 2.1 division of the main activity.
        pub division: Option<String>,
        /// Day or year.
        pub founded: Option<String>,
        /// Day of the newest core fact, days since 1970.
        pub as_of: i64,
        /// Day on which the last core fact becomes stale, days since 1970.
        pub stale_at: i64,
        /// When a chamber listed it, microseconds.
        pub listed_at: Option<i64>,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
        /// Microseconds; the row is a tombstone then.
        pub erased_at: Option<i64>,
    }

    /// None: rows are joined by hand where they are.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A verified number; each belongs to one organisation.
pub mod identifier {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "identifier")]
    pub struct Model {
        /// Code of the scheme, `be_enterprise`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub scheme: String,
        /// Canonical form.
        #[sea_orm(primary_key, auto_increment = false)]
        pub value: String,
        /// Whose.
        pub organisation_id: Uuid,
        /// The register that says so.
        pub register: String,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A register's record, whole.
pub mod register_record {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_record")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Code of the register.
        pub register: String,
        /// Number within the register.
        pub number: String,
        /// What it describes.
        pub organisation_id: Uuid,
        /// The run that read it.
        pub run_id: Uuid,
        /// The register's own date, days since 1970.
        pub as_of: i64,
        /// Of the record and what came with it.
        pub content_hash: Vec<u8>,
        /// Canonical JSON.
        pub bytes: Vec<u8>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Which record of a register has an establishment or branch.
pub mod register_unit {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_unit")]
    pub struct Model {
        /// Code of the register.
        #[sea_orm(primary_key, auto_increment = false)]
        pub register: String,
        /// Number of the establishment.
        #[sea_orm(primary_key, auto_increment = false)]
        pub unit: String,
        /// Number of the record.
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        /// Whose record it is.
        pub organisation_id: Uuid,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Where an organisation can be found.
pub mod place {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "place")]
    pub struct Model {
        /// Whose.
        #[sea_orm(primary_key, auto_increment = false)]
        pub organisation_id: Uuid,
        /// The register that says so.
        #[sea_orm(primary_key, auto_increment = false)]
        pub register: String,
        /// Order within the record, from 0.
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i64,
        /// `seat`, `establishment` or `branch`.
        pub role: String,
        /// Name of the establishment.
        pub name: Option<String>,
        /// Street and number on one line.
        pub street: Option<String>,
        /// As written.
        pub postal_code: Option<String>,
        /// Municipality.
        pub municipality: Option<String>,
        /// ISO code.
        pub country: Option<String>,
        /// Code of the pack, or `outside`.
        pub territory: String,
        /// Degrees.
        #[sea_orm(column_type = "Double", nullable)]
        pub latitude: Option<f64>,
        /// Degrees.
        #[sea_orm(column_type = "Double", nullable)]
        pub longitude: Option<f64>,
        /// Code of how well the point is known.
        pub precision: Option<String>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A declared or attested value.
pub mod fact {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "fact")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Whose.
        pub organisation_id: Uuid,
        /// Code of the field.
        pub field: String,
        /// `declared` or `attested`.
        pub class: String,
        /// Of a text.
        pub language: Option<String>,
        /// The value.
        pub value: String,
        /// Who says so: the organisation, or the code of a chamber.
        pub source: String,
        /// Day, days since 1970.
        pub stated_at: i64,
        /// Last day of its shelf life, days since 1970.
        pub valid_until: i64,
        /// Microseconds; null while it holds.
        pub superseded_at: Option<i64>,
        /// Of a text: `original`, `human` or `stale`; null where nobody said.
        pub state: Option<String>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A reader's report.
pub mod report {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report")]
    pub struct Model {
        /// UUIDv7; the reader's reference.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// About which.
        pub organisation_id: Uuid,
        /// Code of what is wrong.
        pub subject: String,
        /// Where.
        pub place: String,
        /// Why.
        pub reason: String,
        /// For questions.
        pub mail: Option<String>,
        /// Language of the page.
        pub language: String,
        /// `page` or `api`.
        pub channel: String,
        /// Of the request, so that a repetition is recognised; a day long.
        pub idempotency_key: Option<String>,
        /// Of the request's content; as long as its key.
        pub request_hash: Option<Vec<u8>>,
        /// Microseconds.
        pub received_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// An objection by number.
pub mod objection {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "objection")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Code of the state.
        pub state: String,
        /// Code of the scheme of the number that was given.
        pub scheme: String,
        /// Why.
        pub reason: String,
        /// Ids of what it erases, space between.
        pub organisations: String,
        /// Tells whether a key is the one of the marks.
        pub key_check: Vec<u8>,
        /// Microseconds.
        pub received_at: i64,
        /// Microseconds.
        pub ended_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A keyed hash of a number somebody objected by.
pub mod objection_mark {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "objection_mark")]
    pub struct Model {
        /// The hash.
        #[sea_orm(primary_key, auto_increment = false)]
        pub mark: Vec<u8>,
        /// Whose.
        pub objection_id: Uuid,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
