//! Who may what, decided in one place. A write needs a [`Grant`] that only [`decide`] makes, a read a [`Scope`] that only
//! [`scope`] makes: forgetting to ask does not compile. `tests/access_table.csv` says the same for people to read.

mod action;
mod actor;
mod rules;
mod scope;

use uuid::Uuid;

pub use action::Action;
pub use actor::{Actor, Assurance, Level, Mandate, Purpose, Role, Standing, TokenScopes, Who};
pub use scope::{FieldClass, Scope, ScopeColumns};

/// Whose a thing is, as far as access cares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ownership {
    /// The row; nil where the action touches none.
    pub id: Uuid,
    /// Its version: a grant is good for this one only.
    pub version: i64,
    /// Whether everybody may see it.
    pub public: bool,
    /// The organisation it belongs to.
    pub organisation: Option<Uuid>,
    /// The chamber that answers for it, by its code.
    pub chamber: Option<String>,
    /// The person it belongs to.
    pub person: Option<Uuid>,
}

/// A loaded row; for a creation its parent.
pub trait Subject {
    /// Whose it is.
    fn ownership(&self) -> Ownership;
}

impl Subject for Ownership {
    fn ownership(&self) -> Ownership {
        self.clone()
    }
}

/// The node itself, where an action touches no single row.
#[derive(Clone, Copy, Debug)]
pub struct Node;

impl Subject for Node {
    fn ownership(&self) -> Ownership {
        Ownership::default()
    }
}

/// A chamber as a whole: its mandates, its queue, its figures.
#[derive(Clone, Copy, Debug)]
pub struct Chamber<'a>(pub &'a str);

impl Subject for Chamber<'_> {
    fn ownership(&self) -> Ownership {
        Ownership {
            chamber: Some(self.0.to_owned()),
            ..Ownership::default()
        }
    }
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only people with an account may: 401.
    #[error("sign in first")]
    SignIn,
    /// A stronger or fresher sign-in is needed: 403.
    #[error("sign in again, more strongly")]
    StepUp(Level),
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
/// [`Refusal::SignIn`] for a guest where only people with an account may; [`Refusal::Hidden`] where the actor may not know
/// that it exists; [`Refusal::StepUp`] where a stronger or fresher sign-in would do; else [`Refusal::Forbidden`].
pub fn decide(actor: &Actor, what: Action, on: &impl Subject) -> Result<Grant, Refusal> {
    let ownership = on.ownership();
    rules::check(actor, what, &ownership)?;
    Ok(Grant {
        actor: actor.clone(),
        action: what,
        id: ownership.id,
        version: ownership.version,
    })
}

/// May this actor do that for a chamber at all, before it is known about what? Whoever has no mandate is not told that there is
/// anything.
///
/// # Errors
/// As [`decide`].
pub fn decide_for_a_chamber(actor: &Actor, what: Action) -> Result<(), Refusal> {
    let (chamber, _) = actor.mandates().first().ok_or(Refusal::Hidden)?;
    rules::check(actor, what, &Chamber(chamber).ownership())
}

/// What this actor may see of what the action is about. Never fails: a guest's is what is public.
#[must_use]
pub fn scope(actor: &Actor, what: Action) -> Scope {
    Scope::of(actor, what)
}
