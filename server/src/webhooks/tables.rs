//! Rows of this feature.

use crate::platform::access::{Ownership, Subject};

use super::model::{Owner, State};

/// An endpoint.
pub mod webhook {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook")]
    pub struct Model {
        /// UUIDv7.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// Grows with each change of its people.
        pub version: i64,
        /// For which organisation.
        pub organisation_id: Option<Uuid>,
        /// Or for which chamber: its code.
        pub chamber: Option<String>,
        /// Who registered it.
        pub author: Option<Uuid>,
        /// Where it is.
        pub url: String,
        /// Codes, a space around each.
        pub events: String,
        /// How often its secret was made.
        pub generation: i64,
        /// Until when the one before is used as well: microseconds.
        pub old_until: Option<i64>,
        /// Code of the state.
        pub state: String,
        /// When it last took something: microseconds.
        pub delivered_at: Option<i64>,
        /// Until when somebody may be sending to it: microseconds.
        pub busy_until: i64,
        /// Microseconds.
        pub created_at: i64,
        /// Microseconds.
        pub changed_at: i64,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Something an endpoint is told.
pub mod delivery {
    use sea_orm::entity::prelude::*;

    /// A row.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "webhook_delivery")]
    pub struct Model {
        /// UUIDv7: the same in each try.
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        /// To which endpoint.
        pub webhook_id: Uuid,
        /// The entry of the journal it tells of; none for a test.
        pub entry_seq: Option<i64>,
        /// Code of the event.
        pub event: String,
        /// What it is about.
        pub subject: Uuid,
        /// When it happened: microseconds.
        pub at: i64,
        /// Code of what became of it.
        pub state: String,
        /// How often it was tried since it was last asked for.
        pub tries: i64,
        /// When the first of these was: microseconds.
        pub since: Option<i64>,
        /// Microseconds.
        pub next_at: Option<i64>,
        /// What was answered last.
        pub status: Option<i64>,
        /// Code of why there was no answer.
        pub fault: Option<String>,
        /// Microseconds.
        pub done_at: Option<i64>,
    }

    /// None.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

impl webhook::Model {
    /// Where it stands.
    pub(super) fn stands(&self) -> State {
        State::from_code(&self.state).unwrap_or(State::Paused)
    }

    /// For whom it is.
    pub(super) fn owner(&self) -> Owner {
        match (self.organisation_id, &self.chamber) {
            (Some(id), _) => Owner::Organisation(id),
            (None, chamber) => Owner::Chamber(chamber.clone().unwrap_or_default()),
        }
    }
}

impl Subject for webhook::Model {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: self.id,
            version: self.version,
            ..self.owner().ownership(self.id)
        }
    }
}

impl Owner {
    /// As access asks for something of it: foreign to all but those who see to it.
    #[must_use]
    pub fn ownership(&self, id: uuid::Uuid) -> Ownership {
        let (organisation, chamber) = match self {
            Self::Organisation(id) => (Some(*id), None),
            Self::Chamber(code) => (None, Some(code.clone())),
        };
        Ownership {
            id,
            organisation,
            chamber,
            ..Ownership::default()
        }
    }
}
