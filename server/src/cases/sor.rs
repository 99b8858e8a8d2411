//! A statement of reasons in the words of the EU Transparency Database (DSA, article 24(5); trust.md C2): what a negative
//! decision is, without a word about anybody. Kept with the decision; the codes are the Commission's and change with its list.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What happened to what somebody wanted shown.
    Visibility {
        /// It is no more.
        Removed = "DECISION_VISIBILITY_CONTENT_REMOVED",
        /// It is there and nobody can read it.
        Disabled = "DECISION_VISIBILITY_CONTENT_DISABLED",
        /// It comes later in lists.
        Demoted = "DECISION_VISIBILITY_CONTENT_DEMOTED",
        /// Only adults may read it.
        AgeRestricted = "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED",
        /// Nobody can answer it.
        InteractionRestricted = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED",
        /// It carries a mark.
        Labelled = "DECISION_VISIBILITY_CONTENT_LABELLED",
        /// Something else, in words: what was refused was never shown.
        Other = "DECISION_VISIBILITY_OTHER",
    }
}

crate::words! {
    /// What a decision rests on.
    Basis {
        /// The law.
        Illegal = "DECISION_GROUND_ILLEGAL_CONTENT",
        /// The terms of use.
        Incompatible = "DECISION_GROUND_INCOMPATIBLE_CONTENT",
    }
}

crate::words! {
    /// What it was about, in the Commission's categories; those that occur here.
    Category {
        /// Says what is not so about what is sold.
        ConsumerInformation = "STATEMENT_CATEGORY_CONSUMER_INFORMATION",
        /// Personal data.
        DataProtection = "STATEMENT_CATEGORY_DATA_PROTECTION_AND_PRIVACY_VIOLATIONS",
        /// Speech.
        Speech = "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
        /// Marks, works.
        IntellectualProperty = "STATEMENT_CATEGORY_INTELLECTUAL_PROPERTY_INFRINGEMENTS",
        /// Fraud, and whoever says to be somebody else.
        Scams = "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
        /// Anything else the terms of use do not allow.
        OtherTerms = "STATEMENT_CATEGORY_OTHER_VIOLATION_TC",
    }
}

crate::words! {
    /// How it came to be looked at.
    Source {
        /// A reader's notice (article 16).
        Notice = "SOURCE_ARTICLE_16",
        /// A trusted flagger's.
        Flagger = "SOURCE_TRUSTED_FLAGGER",
        /// The chamber looks at each of its kind.
        Voluntary = "SOURCE_VOLUNTARY",
        /// Somebody said so in another way.
        Other = "SOURCE_TYPE_OTHER_NOTIFICATION",
    }
}

crate::words! {
    /// Whose account it concerns.
    Account {
        /// Of an organisation.
        Business = "ACCOUNT_TYPE_BUSINESS",
        /// Of a person.
        Private = "ACCOUNT_TYPE_PRIVATE",
    }
}

crate::words! {
    /// What it consists of.
    Content {
        /// Words.
        Text = "CONTENT_TYPE_TEXT",
        /// Pictures.
        Image = "CONTENT_TYPE_IMAGE",
        /// Anything else.
        Other = "CONTENT_TYPE_OTHER",
    }
}

crate::words! {
    /// Whether a machine found it.
    Detection {
        /// It did.
        Yes = "Yes",
        /// People did.
        No = "No",
    }
}

crate::words! {
    /// Whether a machine decided.
    Automation {
        /// Alone.
        Fully = "AUTOMATED_DECISION_FULLY",
        /// It helped.
        Partially = "AUTOMATED_DECISION_PARTIALLY",
        /// People decide.
        Not = "AUTOMATED_DECISION_NOT_AUTOMATED",
    }
}

/// What is kept with a negative decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sor {
    /// `decision_visibility`.
    pub visibility: Visibility,
    /// `decision_ground`.
    pub basis: Basis,
    /// `category`.
    pub category: Category,
    /// `source_type`.
    pub source: Source,
    /// `account_type`.
    pub account: Account,
    /// `content_type`.
    pub content: Content,
    /// `automated_detection`.
    pub detection: Detection,
    /// `automated_decision`.
    pub automation: Automation,
}

impl Sor {
    /// As the row keeps it.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Sor::to_json`] wrote.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// Where a decision holds: the countries of the European Economic Area, because the pages can be read from anywhere.
pub const TERRITORIAL_SCOPE: [&str; 30] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];
