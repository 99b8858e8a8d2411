//! The words of an introduction: states, sides, who acts, reasons and limits, as domain.md has them.

use crate::platform::access::Action;

crate::id_type! {
    /// An introduction.
    IntroductionId
}

crate::words! {
    /// Where an introduction stands.
    State {
        /// Not sent yet: nobody but the requester's people knows of it.
        Draft = "draft",
        /// The requester's chamber looks at it.
        Submitted = "submitted",
        /// Found good: the requester's chamber passes it on.
        Screened = "screened",
        /// The target's chamber looks at it.
        Forwarded = "forwarded",
        /// The target is asked.
        Offered = "offered",
        /// Both want it: they know each other now.
        Accepted = "accepted",
        /// They have met.
        Met = "met",
        /// They talk about what to do together.
        Negotiating = "negotiating",
        /// At its end, with or without something that came of it.
        Closed = "closed",
        /// A chamber does not pass it on.
        RefusedByChamber = "refused_by_chamber",
        /// The target does not want it.
        Declined = "declined",
        /// Nobody did anything for twice the time of a step.
        Expired = "expired",
        /// One side went.
        Withdrawn = "withdrawn",
    }
}

impl State {
    /// The way of one that goes well, in order.
    pub const WAY: [Self; 9] = [
        Self::Draft,
        Self::Submitted,
        Self::Screened,
        Self::Forwarded,
        Self::Offered,
        Self::Accepted,
        Self::Met,
        Self::Negotiating,
        Self::Closed,
    ];

    /// Whether anything can still be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Closed | Self::RefusedByChamber | Self::Declined | Self::Expired | Self::Withdrawn
        )
    }

    /// Whether both sides have said yes: what comes now is theirs.
    #[must_use]
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Accepted | Self::Met | Self::Negotiating)
    }
}

crate::words! {
    /// One of the two organisations with its chamber.
    Side {
        /// Who asks.
        Requester = "requester",
        /// Who is asked.
        Target = "target",
    }
}

impl Side {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Requester => Self::Target,
            Self::Target => Self::Requester,
        }
    }
}

crate::words! {
    /// Who takes a step.
    Party {
        /// An owner of the organisation that asks.
        Requester = "requester",
        /// An adviser of its chamber.
        RequesterChamber = "requester_chamber",
        /// An owner of the organisation that is asked.
        Target = "target",
        /// An adviser of its chamber.
        TargetChamber = "target_chamber",
        /// The platform, when the clock has run out.
        Platform = "platform",
    }
}

impl Party {
    /// Those that are people.
    pub const PEOPLE: [Self; 4] = [
        Self::Requester,
        Self::RequesterChamber,
        Self::Target,
        Self::TargetChamber,
    ];

    /// On which side they stand; the platform on none.
    #[must_use]
    pub const fn side(self) -> Option<Side> {
        match self {
            Self::Requester | Self::RequesterChamber => Some(Side::Requester),
            Self::Target | Self::TargetChamber => Some(Side::Target),
            Self::Platform => None,
        }
    }

    /// Whether they act for a chamber.
    #[must_use]
    pub const fn is_chamber(self) -> bool {
        matches!(self, Self::RequesterChamber | Self::TargetChamber)
    }

    /// What they must be allowed.
    #[must_use]
    pub const fn right(self) -> Action {
        match self {
            Self::Requester | Self::Target => Action::SpeakIntroduction,
            Self::RequesterChamber | Self::TargetChamber => Action::AdviseIntroduction,
            Self::Platform => Action::Maintain,
        }
    }
}

crate::words! {
    /// Whose turn it is.
    Turn {
        /// The requester's chamber.
        RequesterChamber = "requester_chamber",
        /// The target's chamber.
        TargetChamber = "target_chamber",
        /// The target's owners.
        Target = "target",
        /// The target's chamber, because nobody of the target is here: it makes contact.
        Contact = "contact",
        /// Both sides.
        Both = "both",
        /// The requester's owners: it is not sent yet.
        Requester = "requester",
        /// Nobody: it has ended.
        Nobody = "nobody",
    }
}

crate::words! {
    /// Why it does not go on.
    Reason {
        /// What is asked for is not what the other one does.
        NoFit = "no_fit",
        /// It does not say what is wanted.
        Unclear = "unclear",
        /// Selling, or sent to many.
        Advertising = "advertising",
        /// The two know each other, or were introduced before.
        Known = "known",
        /// Too early, too late.
        Timing = "timing",
        /// No people or no means for it now.
        Capacity = "capacity",
        /// A customer, a contract or the law stands in the way.
        Conflict = "conflict",
        /// Anything else: the text says it.
        Other = "other",
    }
}

impl Reason {
    /// What a chamber may refuse for.
    pub const OF_CHAMBER: [Self; 6] = [
        Self::NoFit,
        Self::Unclear,
        Self::Advertising,
        Self::Known,
        Self::Conflict,
        Self::Other,
    ];
    /// What a target may decline for.
    pub const OF_TARGET: [Self; 6] = [
        Self::NoFit,
        Self::Timing,
        Self::Capacity,
        Self::Known,
        Self::Conflict,
        Self::Other,
    ];
}

/// Working days of a step; the same again after the head of the chamber was told.
pub const STEP_DAYS: u16 = 5;
/// How far ahead a next step may be planned, in days.
pub const PLAN_DAYS: i64 = 180;
/// Shortest subject in characters.
pub const SUBJECT_LEAST: usize = 5;
/// Longest subject in characters (EEN: title).
pub const SUBJECT_LIMIT: usize = 150;
/// Shortest message of a request in characters.
pub const ASK_LEAST: usize = 20;
/// Longest message of a request in characters.
pub const ASK_LIMIT: usize = 2000;
/// Longest message, note or reason in characters.
pub const MESSAGE_LIMIT: usize = 4000;
/// Shortest message, note, next step or reason in characters.
pub const MESSAGE_LEAST: usize = 5;
/// Longest next step in characters.
pub const NEXT_LIMIT: usize = 300;
/// Requests of one organisation that may be open at a time: whoever asks many asks nobody.
pub const OPEN_LIMIT: u64 = 20;
