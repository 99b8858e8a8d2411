//! The words of joining: steps of the form, what is missing when it is sent, limits.

use serde::{Deserialize, Serialize};

crate::id_type! {
    /// What somebody says of an organisation before a chamber has looked at it.
    DraftId
}

crate::id_type! {
    /// A document that was laid in.
    DocumentId
}

crate::id_type! {
    /// A proof that somebody speaks for an organisation.
    ClaimId
}

crate::id_type! {
    /// A colleague who was invited.
    InvitationId
}

crate::id_type! {
    /// A printed letter with a code.
    LetterId
}

/// A step of the form, one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Who you are.
    Identity,
    /// Where, and which chamber.
    Seat,
    /// What you do.
    Activity,
    /// In other languages.
    Languages,
    /// Papers.
    Documents,
    /// As others will see it.
    Preview,
    /// Send it.
    Send,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Identity,
        Self::Seat,
        Self::Activity,
        Self::Languages,
        Self::Documents,
        Self::Preview,
        Self::Send,
    ];

    /// Its word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Seat => "seat",
            Self::Activity => "activity",
            Self::Languages => "languages",
            Self::Documents => "documents",
            Self::Preview => "preview",
            Self::Send => "send",
        }
    }

    /// The step with that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }

    /// From 1.
    #[must_use]
    pub fn number(self) -> usize {
        Self::ALL.iter().take_while(|step| **step != self).count() + 1
    }

    /// What comes after it; the last one stays.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL.get(self.number()).copied().unwrap_or(Self::Send)
    }

    /// What comes before it.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        Self::ALL.get(self.number().checked_sub(2)?).copied()
    }
}

/// A check nobody could make yet; its chamber reads the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// It is still being founded.
    NotYetFounded,
    /// It exists, and no number was given.
    NumberMissing,
    /// No register at hand holds its number.
    RegisterNotAtHand,
    /// No register says the seat, or says another one.
    SeatUnchecked,
    /// The seat lies outside the region.
    SeatOutside,
    /// Neither number nor document.
    DocumentMissing,
}

impl Check {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYetFounded => "not_yet_founded",
            Self::NumberMissing => "number_missing",
            Self::RegisterNotAtHand => "register_not_at_hand",
            Self::SeatUnchecked => "seat_unchecked",
            Self::SeatOutside => "seat_outside",
            Self::DocumentMissing => "document_missing",
        }
    }
}

/// Languages an organisation can say it works in.
pub const WORKING_LANGUAGES: [&str; 5] = ["fr", "de", "en", "lb", "nl"];
/// Longest street in characters.
pub const STREET_LIMIT: usize = 200;
/// Longest postal code in characters.
pub const POSTAL_CODE_LIMIT: usize = 12;
/// Longest municipality in characters.
pub const MUNICIPALITY_LIMIT: usize = 100;
/// Longest number as typed in characters.
pub const NUMBER_LIMIT: usize = 80;
/// What a draft keeps of a text that is too long, so that it can be shortened: in characters.
pub const KEPT_LIMIT: usize = 20_000;
/// Open drafts of one person.
pub const DRAFTS_A_PERSON: usize = 20;
/// Documents of one draft.
pub const DOCUMENTS_A_DRAFT: usize = 10;
/// Organisations listed at a time.
pub const LISTED_AT_A_TIME: usize = 200;
/// Colleagues invited and not yet come, of one organisation.
pub const INVITATIONS: usize = 50;
/// How long a link of a claim lives: a day in microseconds.
pub const CLAIM_LINK_LIFE: i64 = 86_400_000_000;
/// How long the code of a letter lives: sixty days in microseconds.
pub const LETTER_LIFE: i64 = 60 * 86_400_000_000;
/// How long an invitation lives: fourteen days in microseconds.
pub const INVITATION_LIFE: i64 = 14 * 86_400_000_000;
/// How often one person may type the code of a letter wrongly, for one organisation within a day.
pub const CODE_ATTEMPTS: i64 = 5;
/// How soon an invitation may be sent again: an hour in microseconds.
pub const INVITE_AGAIN: i64 = 3_600_000_000;
/// Documents of one claim.
pub const DOCUMENTS_A_CLAIM: usize = 5;
/// Letters and links one person may ask for within a day.
pub const CLAIMS_A_DAY: u64 = 5;
