//! Who may what, decided in one place. A write needs a [`Grant`] that only [`decide`] makes, a read a [`Scope`] that only
//! [`scope`] makes: forgetting to ask does not compile. `tests/access_table.csv` says the same for people to read.

mod scope;

use std::fmt;

use uuid::Uuid;

pub use scope::{FieldClass, Scope, ScopeColumns};

/// Whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    who: Who,
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everyone without an account: reads what is public, and may report what is wrong.
    Guest,
    /// The platform itself, for a purpose that the journal names.
    System(Purpose),
}

/// Why the platform acts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Reading a register's file.
    Import,
    /// Filling the fictional region of the demonstration.
    Demo,
    /// Index, counts, checks, copies.
    Maintenance,
}

impl Purpose {
    /// The word in the journal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Demo => "demo",
            Self::Maintenance => "maintenance",
        }
    }
}

impl Actor {
    /// A visitor without an account.
    #[must_use]
    pub const fn guest() -> Self {
        Self { who: Who::Guest }
    }

    /// The platform, for a purpose.
    #[must_use]
    pub const fn system(purpose: Purpose) -> Self {
        Self {
            who: Who::System(purpose),
        }
    }

    /// Who it is.
    #[must_use]
    pub const fn who(&self) -> Who {
        self.who
    }
}

/// As the journal names an actor: `guest`, `system:import`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.who {
            Who::Guest => f.write_str("guest"),
            Who::System(purpose) => write!(f, "system:{}", purpose.code()),
        }
    }
}

/// What can be asked for: the rows of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Read an organisation, alone or in a list, a figure or an export.
    ReadOrganisation,
    /// Say that something about an organisation is wrong.
    ReportOrganisation,
    /// Write what a register or a file of organisations says.
    ImportOrganisations,
    /// Count, erase a payload, mend what only the platform touches.
    Maintain,
}

impl Action {
    /// All of them, for the table's test.
    pub const ALL: [Self; 4] = [
        Self::ReadOrganisation,
        Self::ReportOrganisation,
        Self::ImportOrganisations,
        Self::Maintain,
    ];

    /// The word in the table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ReadOrganisation => "read_organisation",
            Self::ReportOrganisation => "report_organisation",
            Self::ImportOrganisations => "import_organisations",
            Self::Maintain => "maintain",
        }
    }
}

/// Whose a thing is, as far as access cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The row.
    pub id: Uuid,
    /// Its version: a grant is good for this one only.
    pub version: i64,
    /// Whether everybody may see it.
    pub public: bool,
    /// The organisation it belongs to.
    pub organisation: Option<Uuid>,
}

/// A loaded row; for a creation its parent.
pub trait Subject {
    /// Whose it is.
    fn ownership(&self) -> Ownership;
}

/// The node itself, where an action touches no single row.
#[derive(Clone, Copy, Debug)]
pub struct Node;

impl Subject for Node {
    fn ownership(&self) -> Ownership {
        Ownership {
            id: Uuid::nil(),
            version: 0,
            public: false,
            organisation: None,
        }
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Known and not allowed: 403.
    #[error("not allowed")]
    Forbidden,
    /// Not even its existence is told: 404.
    #[error("not found")]
    Hidden,
}

/// The right to one write. Made by [`decide`] only, used up by the journal's entry.
#[derive(Debug)]
#[must_use]
pub struct Grant {
    actor: Actor,
    action: Action,
    id: Uuid,
    version: i64,
}

impl Grant {
    /// Who was allowed.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What was allowed.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }

    /// The row it is about.
    #[must_use]
    pub const fn id(&self) -> Uuid {
        self.id
    }

    /// The version of the row that was decided on.
    #[must_use]
    pub const fn version(&self) -> i64 {
        self.version
    }
}

/// May this actor do that to this?
///
/// # Errors
/// [`Refusal::Hidden`] where the actor may not know that it exists, else [`Refusal::Forbidden`].
pub fn decide(actor: &Actor, what: Action, on: &impl Subject) -> Result<Grant, Refusal> {
    let ownership = on.ownership();
    let allowed = match (actor.who, what) {
        (Who::Guest, Action::ReadOrganisation | Action::ReportOrganisation) => {
            if !ownership.public {
                return Err(Refusal::Hidden);
            }
            true
        }
        (Who::Guest, Action::ImportOrganisations | Action::Maintain) => false,
        (Who::System(purpose), Action::ImportOrganisations) => {
            matches!(purpose, Purpose::Import | Purpose::Demo)
        }
        (Who::System(purpose), Action::Maintain) => purpose == Purpose::Maintenance,
        (Who::System(_), Action::ReadOrganisation) => true,
        (Who::System(_), Action::ReportOrganisation) => false,
    };
    if allowed {
        Ok(Grant {
            actor: actor.clone(),
            action: what,
            id: ownership.id,
            version: ownership.version,
        })
    } else {
        Err(Refusal::Forbidden)
    }
}

/// What this actor may see of what the action is about. Never fails: a guest's is what is public.
#[must_use]
pub const fn scope(actor: &Actor, what: Action) -> Scope {
    match (actor.who, what) {
        (Who::System(_), _) => Scope::everything(),
        (Who::Guest, _) => Scope::public(),
    }
}
