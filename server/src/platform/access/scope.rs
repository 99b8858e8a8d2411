//! What a reader may see, as a value that becomes the SQL predicate, the filter of the index and the choice of fields.
//! A union of simple rights, no tree of expressions.

use sea_orm::sea_query::{Condition, Expr, ExprTrait, IntoColumnRef};
use uuid::Uuid;

use super::actor::{Actor, Level, Mandate, Role, Who};
use super::{Action, Ownership, rules};

/// What an actor was allowed to read. Made by [`super::scope`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    all: bool,
    public: bool,
    organisations: Vec<Uuid>,
    chambers: Vec<String>,
    person: Option<Uuid>,
}

/// The columns a scope is tested on; those a table does not have are left out.
#[derive(Clone, Debug)]
pub struct ScopeColumns<C> {
    /// True where everybody may see the row.
    pub public: Option<C>,
    /// The organisation it belongs to.
    pub organisation: Option<C>,
    /// Code of the chamber that answers for it.
    pub chamber: Option<C>,
    /// The person it belongs to.
    pub person: Option<C>,
}

impl<C> Default for ScopeColumns<C> {
    fn default() -> Self {
        Self {
            public: None,
            organisation: None,
            chamber: None,
            person: None,
        }
    }
}

/// Who a field is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldClass {
    /// Everybody.
    Public,
    /// Those who run the node: a reporter's address, say.
    Staff,
}

impl Scope {
    pub(super) fn of(actor: &Actor, what: Action) -> Self {
        let nothing = Self {
            all: false,
            public: rules::is_of_everybody(what),
            organisations: Vec::new(),
            chambers: Vec::new(),
            person: None,
        };
        match actor.who {
            Who::Guest | Who::Link(_) => nothing,
            Who::System(purpose) if rules::system(purpose, what).is_err() => Self {
                public: false,
                ..nothing
            },
            Who::System(_) => Self {
                all: true,
                public: true,
                ..nothing
            },
            Who::Token(_, _, scopes) if !scopes.covers(what) => nothing,
            // The lists of organisations are the same for everybody; what is private has pages of its own.
            Who::Person(_) | Who::Token(..) if nothing.public => nothing,
            Who::Person(_) | Who::Token(..) => Self {
                organisations: organisations(actor, what),
                chambers: chambers(actor, what),
                person: actor.person_id().filter(|_| is_of_person(what)),
                ..nothing
            },
        }
    }

    /// The condition a row must meet.
    pub fn condition<C: IntoColumnRef>(&self, columns: ScopeColumns<C>) -> Condition {
        if self.all {
            return Condition::all();
        }
        let mut any = Condition::any();
        if let (true, Some(public)) = (self.public, columns.public) {
            any = any.add(Expr::col(public).eq(true));
        }
        if let (false, Some(column)) = (self.organisations.is_empty(), columns.organisation) {
            any = any.add(Expr::col(column).is_in(self.organisations.clone()));
        }
        if let (false, Some(column)) = (self.chambers.is_empty(), columns.chamber) {
            any = any.add(Expr::col(column).is_in(self.chambers.clone()));
        }
        if let (Some(person), Some(column)) = (self.person, columns.person) {
            any = any.add(Expr::col(column).eq(person));
        }
        if any.is_empty() {
            // An empty `any` would be true: a scope without a right sees nothing. Beside a right it would cost dearly, for
            // SQLite takes no index for `1 = 0 OR …`.
            any = any.add(Expr::val(1).eq(0));
        }
        any
    }

    /// Whether a loaded row may be seen.
    #[must_use]
    pub fn sees(&self, of: &Ownership) -> bool {
        self.all
            || (self.public && of.public)
            || of.organisation.is_some_and(|id| self.organisations.contains(&id))
            || of.chamber.as_ref().is_some_and(|code| self.chambers.contains(code))
            || (of.person.is_some() && of.person == self.person)
    }

    /// Whether fields of that class may be seen.
    #[must_use]
    pub const fn shows(&self, field: FieldClass) -> bool {
        match field {
            FieldClass::Public => true,
            FieldClass::Staff => self.all,
        }
    }

    /// Whether only public rows may be seen: the filter of the index.
    #[must_use]
    pub const fn public_only(&self) -> bool {
        !self.all
    }
}

/// What somebody may do with a row because it is theirs. What a chamber does is none of it: nobody works on what they asked
/// for because they asked for it.
const fn is_of_person(what: Action) -> bool {
    matches!(
        what,
        Action::ManageAccount
            | Action::ManageCredentials
            | Action::ErasePerson
            | Action::EditDraft
            | Action::ReadCase
            | Action::AnswerCase
            | Action::AppealCase
    )
}

/// Those whose private rows the person may see.
fn organisations(actor: &Actor, what: Action) -> Vec<Uuid> {
    let least = match what {
        // Its people see it with a second factor only.
        Action::ReadWorkspace | Action::EditWorkspace if actor.assurance.level < Level::Two => return Vec::new(),
        Action::ManageMembers
        | Action::AnswerCase
        | Action::AppealCase
        | Action::SpeakIntroduction
        | Action::ConfirmAdoption
        | Action::ManageWebhooks => Role::Owner,
        Action::EditOrganisation | Action::EditOpportunity | Action::EditPractice | Action::EditWorkspace => {
            Role::Editor
        }
        Action::ReadPrivate | Action::ReadCase | Action::ReadIntroduction | Action::ReadWorkspace => Role::Viewer,
        _ => return Vec::new(),
    };
    let found = actor.memberships.iter().filter(|(_, role)| *role >= least);
    found.map(|(id, _)| *id).collect()
}

/// Those for which the person acts: a mandate counts with a second factor only.
fn chambers(actor: &Actor, what: Action) -> Vec<String> {
    let of_chamber = matches!(
        what,
        Action::ReadPrivate
            | Action::ReadCase
            | Action::WorkCase
            | Action::DecideCase
            | Action::DecideContent
            | Action::ReviewOpportunity
            | Action::ReviewPractice
            | Action::DecideAppeal
            | Action::ReadIntroduction
            | Action::AdviseIntroduction
            | Action::ReadChamber
            | Action::ListOrganisation
            | Action::BringChamberFile
            | Action::RecoverAccount
            | Action::ManageWebhooks
    );
    if !of_chamber || actor.assurance.level < Level::Two {
        return Vec::new();
    }
    let least = match what {
        Action::RecoverAccount => Mandate::Moderator,
        Action::ManageWebhooks => Mandate::Head,
        _ => Mandate::Adviser,
    };
    let mandates = actor.mandates.iter().filter(|(_, mandate)| *mandate >= least);
    mandates.map(|(code, _)| code.clone()).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{Alias, Query, SqliteQueryBuilder};

    use super::*;

    fn sql(scope: &Scope) -> String {
        let columns = ScopeColumns {
            chamber: Some(Alias::new("chamber")),
            ..ScopeColumns::default()
        };
        let query = Query::select()
            .column(Alias::new("id"))
            .from(Alias::new("row"))
            .cond_where(scope.condition(columns))
            .to_owned();
        query.to_string(SqliteQueryBuilder)
    }

    #[test]
    fn a_right_is_all_the_database_is_asked_for() {
        let nothing = Scope {
            all: false,
            public: false,
            organisations: Vec::new(),
            chambers: Vec::new(),
            person: None,
        };
        assert!(sql(&nothing).ends_with("WHERE 1 = 0"), "{}", sql(&nothing));
        let chamber = Scope {
            chambers: vec!["a".into()],
            ..nothing
        };
        // Beside anything else by OR, SQLite would read the table whole.
        assert!(
            sql(&chamber).ends_with(r#"WHERE "chamber" IN ('a')"#),
            "{}",
            sql(&chamber)
        );
    }
}
