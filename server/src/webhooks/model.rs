//! The words of webhooks: what is told, where an endpoint stands, what became of a delivery, and limits.

crate::id_type! {
    /// An endpoint.
    WebhookId
}

crate::id_type! {
    /// A delivery: the receiver knows it as `msg_` and this.
    DeliveryId
}

crate::words! {
    /// What an endpoint can be told of.
    Event {
        /// An opportunity is published.
        OpportunityPublished = "opportunity.published",
        /// A practice is published.
        PracticePublished = "practice.published",
        /// An introduction of the subscriber takes a step.
        IntroductionStep = "introduction.step",
        /// What came of one is confirmed by both sides.
        OutcomeConfirmed = "outcome.confirmed",
        /// A test, sent when somebody asks for it.
        Ping = "webhook.ping",
    }
}

impl Event {
    /// Those that can be chosen.
    pub const CHOSEN: [Self; 4] = [
        Self::OpportunityPublished,
        Self::PracticePublished,
        Self::IntroductionStep,
        Self::OutcomeConfirmed,
    ];

    /// Where in the API what it is about can be read.
    #[must_use]
    pub fn path(self, subject: &str) -> String {
        match self {
            Self::OpportunityPublished => format!("/api/v1/opportunities/{subject}"),
            Self::PracticePublished => format!("/api/v1/practices/{subject}"),
            Self::IntroductionStep => format!("/api/v1/introductions/{subject}"),
            Self::OutcomeConfirmed => format!("/api/v1/introductions/{subject}/outcome"),
            Self::Ping => format!("/api/v1/webhooks/{subject}"),
        }
    }
}

crate::words! {
    /// Where an endpoint stands.
    State {
        /// It is told.
        Active = "active",
        /// Its people stopped it for now: what happens waits.
        Paused = "paused",
        /// It answered nothing good for three days: what happens waits.
        Failing = "failing",
        /// It said that it is gone: nothing is kept for it.
        Gone = "gone",
    }
}

crate::words! {
    /// What became of a delivery.
    Fate {
        /// It is tried, or will be.
        Waiting = "waiting",
        /// The receiver has it.
        Delivered = "delivered",
        /// It was given up.
        Failed = "failed",
    }
}

/// For whom an endpoint is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// An organisation: its owners see to it.
    Organisation(uuid::Uuid),
    /// A chamber by its code: its head sees to it.
    Chamber(String),
}

/// Endpoints of one owner.
pub const MOST: u64 = 10;
/// Deliveries that are sent again at once.
pub const REPLAYED: u64 = 1000;
/// Deliveries shown.
pub const SHOWN: u64 = 50;
/// How long the secret before is used beside the new one, microseconds.
pub const BESIDE: i64 = crate::platform::clock::DAY;
/// How long deliveries are kept, in days.
pub const KEPT_DAYS: i64 = 30;
