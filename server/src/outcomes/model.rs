//! The words of an outcome: kinds, bands, obstacles, and limits, as domain.md has them.

crate::id_type! {
    /// An outcome.
    OutcomeId
}

crate::id_type! {
    /// A letter that asks whether one still holds.
    FollowupId
}

crate::words! {
    /// What came of it.
    Kind {
        /// A contract.
        Contract = "contract",
        /// A trial at the other one's place.
        Pilot = "pilot",
        /// Goods or services, again and again.
        Supply = "supply",
        /// A common project of research and development.
        RdProject = "rd_project",
        /// Money for a share: no amount is ever asked for.
        Investment = "investment",
        /// A place of business across the border.
        SiteOpened = "site_opened",
        /// A licence.
        Licence = "licence",
        /// Nothing, and what stood in the way.
        None = "none",
    }
}

impl Kind {
    /// Whether an amount may be said.
    #[must_use]
    pub const fn has_band(self) -> bool {
        !matches!(self, Self::Investment | Self::None)
    }
}

crate::words! {
    /// How much it is about.
    Band {
        /// Below 10,000 euros.
        Tiny = "under_10k",
        /// To 50,000.
        Small = "10k_50k",
        /// To 250,000.
        Middle = "50k_250k",
        /// To a million.
        Large = "250k_1m",
        /// More.
        Huge = "over_1m",
    }
}

crate::words! {
    /// What stood in the way.
    Obstacle {
        /// Rules of posting workers.
        PostingRules = "posting_rules",
        /// Language.
        Language = "language",
        /// A certificate that counts on one side only.
        Certification = "certification",
        /// Tax.
        Tax = "tax",
        /// They did not know each other well enough.
        Trust = "trust",
        /// The price.
        Price = "price",
        /// Too early, too late.
        Timing = "timing",
        /// The other one did not answer.
        NoReply = "no_reply",
    }
}

crate::words! {
    /// Where an outcome stands.
    State {
        /// One side says it.
        Recorded = "recorded",
        /// Both say it: it counts.
        Confirmed = "confirmed",
        /// The other side says otherwise: a chamber looks at it.
        Disputed = "disputed",
    }
}

crate::words! {
    /// What became of it since.
    Answer {
        /// It is as it was.
        Holds = "holds",
        /// It has become more.
        Grown = "grown",
        /// It has ended.
        Ended = "ended",
    }
}

/// Longest evidence, obstacle, dispute or remedy in characters.
pub const TEXT_LIMIT: usize = 2000;
/// Shortest of them.
pub const TEXT_LEAST: usize = 5;
/// Longest address of evidence.
pub const LINK_LIMIT: usize = 500;
/// How long ago it may have happened, in days.
pub const OLDEST: i64 = 2 * 366;
/// After how many months it is asked whether it still holds.
pub const MONTHS: [u32; 3] = [3, 6, 12];
/// For how many days the link of that letter is good.
pub const LINK_DAYS: i64 = 60;
