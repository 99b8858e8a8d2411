//! The words of a case: kinds, states, decisions, grounds and limits, as domain.md and trust.md C2 have them.

use serde::{Deserialize, Serialize};

use crate::platform::access::Action;

crate::id_type! {
    /// A case.
    CaseId
}

crate::words! {
    /// What a chamber must look at.
    Kind {
        /// An organisation wants to join.
        NewOrganisation = "new_organisation",
        /// A change of name, identity, kind or home.
        ProtectedChange = "protected_change",
        /// A register says something else of what a chamber vouches for.
        RegisterChange = "register_change",
        /// Somebody says that a listed organisation is theirs.
        Claim = "claim",
        /// A reader says that a value is wrong.
        Report = "report",
        /// A reader says that something must not be shown (DSA, article 16).
        Content = "content",
        /// Something that is to be published.
        Publication = "publication",
        /// Two sides say different things.
        Dispute = "dispute",
        /// Two organisations say different things of what came of their introduction.
        Outcome = "outcome",
    }
}

impl Kind {
    /// Whether two people must agree (domain.md, Moderation). Where a register says it, the register is the other one.
    #[must_use]
    pub const fn needs_four_eyes(self) -> bool {
        matches!(self, Self::ProtectedChange)
    }

    /// What it takes to decide one: reported content is for those who decide about content.
    #[must_use]
    pub const fn right(self) -> Action {
        match self {
            Self::Content => Action::DecideContent,
            _ => Action::DecideCase,
        }
    }

    /// Whether somebody says it about an organisation who need not belong to it.
    #[must_use]
    pub const fn is_of_others(self) -> bool {
        matches!(
            self,
            Self::Report | Self::Content | Self::Claim | Self::Dispute | Self::RegisterChange | Self::Outcome
        )
    }

    /// What can be decided, the usual first.
    #[must_use]
    pub const fn decisions(self) -> &'static [Decision] {
        match self {
            Self::NewOrganisation | Self::ProtectedChange | Self::Claim | Self::Publication => {
                &[Decision::Approved, Decision::Refused]
            }
            Self::Report | Self::RegisterChange | Self::Outcome => &[Decision::Approved, Decision::NoAction],
            Self::Content => &[Decision::NoAction, Decision::Removed],
            Self::Dispute => &[Decision::Approved, Decision::Refused, Decision::NoAction],
        }
    }
}

crate::words! {
    /// Where a case stands.
    State {
        /// Nobody has it yet.
        Open = "open",
        /// An adviser has it.
        Assigned = "assigned",
        /// The applicant was asked: the clock stands.
        Waiting = "waiting",
        /// One person has proposed, a second must agree.
        Proposed = "proposed",
        /// Decided.
        Decided = "decided",
        /// Another chamber looks at it.
        Appealed = "appealed",
        /// The appeal did not change the decision.
        Upheld = "upheld",
        /// The appeal did.
        Overturned = "overturned",
        /// The applicant took it back.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// Whether somebody of a chamber must still act.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Open | Self::Assigned | Self::Waiting | Self::Proposed | Self::Appealed
        )
    }
}

crate::words! {
    /// What was decided.
    Decision {
        /// As asked for.
        Approved = "approved",
        /// Not as asked for.
        Refused = "refused",
        /// What was shown is shown no more.
        Removed = "removed",
        /// All stays as it is.
        NoAction = "no_action",
    }
}

impl Decision {
    /// Whether it restricts somebody: then it carries a statement of reasons and can be appealed against.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        matches!(self, Self::Refused | Self::Removed)
    }
}

crate::words! {
    /// Why a decision is negative.
    Ground {
        /// Who applied did not show that they speak for it.
        IdentityNotShown = "identity_not_shown",
        /// No place in the region, and no reason to be there.
        OutsideRegion = "outside_region",
        /// Not an organisation the platform is for.
        NotEligible = "not_eligible",
        /// It is there already.
        Duplicate = "duplicate",
        /// Says what is not so.
        Misleading = "misleading",
        /// Questions stayed without an answer.
        Incomplete = "incomplete",
        /// Against the law.
        Illegal = "illegal",
        /// Against the terms of use.
        Terms = "terms",
    }
}

impl Ground {
    /// The grounds that make sense for a kind.
    #[must_use]
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Content => &[Self::Illegal, Self::Terms, Self::Misleading],
            Kind::Claim | Kind::Dispute | Kind::Outcome => {
                &[Self::IdentityNotShown, Self::Misleading, Self::Incomplete]
            }
            Kind::ProtectedChange => &[
                Self::IdentityNotShown,
                Self::Misleading,
                Self::Incomplete,
                Self::OutsideRegion,
            ],
            Kind::NewOrganisation | Kind::Report | Kind::Publication | Kind::RegisterChange => &[
                Self::IdentityNotShown,
                Self::OutsideRegion,
                Self::NotEligible,
                Self::Duplicate,
                Self::Misleading,
                Self::Incomplete,
            ],
        }
    }
}

/// A negative decision's reasons: what the law asks for (DSA, article 17).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Statement {
    /// Why, in one word.
    pub ground: Option<Ground>,
    /// The facts it rests on: 20 to 5,000 characters.
    pub facts: String,
    /// What can be done: at most 2,000 characters.
    pub remedy: String,
}

/// Shortest statement of facts in characters.
pub const FACTS_LEAST: usize = 20;
/// Longest statement of facts in characters (the field of the EU Transparency Database).
pub const FACTS_LIMIT: usize = 5000;
/// Longest remedy in characters.
pub const REMEDY_LIMIT: usize = 2000;
/// Longest question, answer or note in characters.
pub const MESSAGE_LIMIT: usize = 4000;
/// Shortest question, answer or reason of an appeal in characters.
pub const MESSAGE_LEAST: usize = 5;
/// How long a decision can be undone by who made it, and its letters wait: ten minutes in microseconds.
pub const UNDO: i64 = 600_000_000;
/// How long a negative decision can be appealed against: months (DSA, article 20).
pub const APPEAL_MONTHS: u32 = 6;
