//! What a reader may see, as a value that becomes the SQL predicate, the filter of the index and the choice of fields.
//! A union of simple rights, no tree of expressions.

use sea_orm::sea_query::{Condition, ExprTrait, IntoColumnRef};

use super::Ownership;

/// What an actor was allowed to read. Made by [`super::scope`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    all: bool,
    public: bool,
}

/// The columns a scope is tested on.
#[derive(Clone, Debug)]
pub struct ScopeColumns<C> {
    /// True where everybody may see the row.
    pub public: C,
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
    pub(super) const fn everything() -> Self {
        Self {
            all: true,
            public: true,
        }
    }

    pub(super) const fn public() -> Self {
        Self {
            all: false,
            public: true,
        }
    }

    /// The condition a row must meet.
    pub fn condition<C: IntoColumnRef>(&self, columns: ScopeColumns<C>) -> Condition {
        if self.all {
            return Condition::all();
        }
        let mut any = Condition::any();
        if self.public {
            any = any.add(sea_orm::sea_query::Expr::col(columns.public).eq(true));
        }
        any
    }

    /// Whether a loaded row may be seen.
    #[must_use]
    pub const fn sees(&self, of: &Ownership) -> bool {
        self.all || (self.public && of.public)
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
