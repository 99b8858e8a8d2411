//! Words of this feature: people, links, limits, and why a write is refused.

use std::time::Duration;

use crate::platform::access::{Assurance, Level, Refusal};
use crate::platform::clock::DAY;
use crate::platform::database::{AsDatabaseError, DatabaseError};
use crate::platform::texts::Locale;
use crate::platform::web::{Detail, Error, FieldError};

crate::id_type! {
    /// A person with an account.
    PersonId
}
crate::id_type! {
    /// A browser somebody is signed in with.
    SessionId
}
crate::id_type! {
    /// A passkey of a person.
    PasskeyId
}
crate::id_type! {
    /// A personal token for programs.
    TokenId
}

crate::id_type! {
    /// A lost second factor that is on its way out.
    RecoveryId
}
crate::words! {
    /// How a moderator saw that somebody is who they say.
    Proof {
        /// They came with an identity document.
        InPerson = "in_person",
        /// They were seen and heard, with an identity document.
        Video = "video",
    }
}

/// Microseconds of a minute.
pub const MINUTE: i64 = 60_000_000;
/// Microseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// How long a sign-in counts as fresh: what is dangerous asks for one.
pub const FRESH: i64 = 10 * MINUTE;
/// How far ahead of now a time may lie that was written before: so much the clocks of nodes may differ. What lies further ahead was
/// written by a clock that has been set back since, and would live so much longer than it may.
pub const SKEW: i64 = 5 * MINUTE;
/// How long a link to sign in lives, and the browser's mark with it.
pub const LINK_LIFE: i64 = 10 * MINUTE;
/// How long a link for a new password lives.
pub const RESET_LIFE: i64 = 30 * MINUTE;
/// How long an invitation lives.
pub const INVITATION_LIFE: i64 = 14 * DAY;
/// How long the link of the operator's command line lives.
pub const ONCE_LIFE: i64 = DAY;
/// Links one address is sent within an hour.
pub const LINKS_AN_HOUR: u64 = 6;
/// The longest life of a personal token.
pub const TOKEN_DAYS: i64 = 365;
/// Tokens and passkeys of one person at a time.
pub const MOST_KEYS: u64 = 20;
/// How long an owner may go without a second factor: thirty days.
pub const OWNER_WITHOUT_SECOND: i64 = 30 * DAY;
/// How long a second factor stays after two moderators agreed to take it away.
pub const RECOVERY_WAIT: i64 = DAY;
/// How long it can be taken away after that.
pub const RECOVERY_LIFE: i64 = 7 * DAY;
/// Characters of a name.
pub const NAME_LIMIT: usize = 120;
/// Characters of a mail address.
pub const MAIL_LIMIT: usize = 254;
/// Codes instead of a lost second factor.
pub const RECOVERY_CODES: usize = 10;

/// A person as other features know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// As they write it.
    pub name: String,
    /// Lower case.
    pub mail: String,
    /// Of letters.
    pub language: Locale,
    /// Wants no keys on the desk.
    pub keys_off: bool,
    /// How notices come.
    pub digest: Digest,
    /// Declared a professional investor.
    pub professional: bool,
    /// Runs the service.
    pub admin: bool,
}

/// How notices come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Digest {
    /// Each when it happens.
    #[default]
    AtOnce,
    /// Once a day.
    Daily,
}

impl Digest {
    /// Both.
    pub const ALL: [Self; 2] = [Self::AtOnce, Self::Daily];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AtOnce => "at_once",
            Self::Daily => "daily",
        }
    }

    /// The one with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|digest| digest.code() == code)
    }
}

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing in, from the browser that asked.
    SignIn,
    /// A new password.
    Reset,
    /// Somebody invited this address.
    Invite,
    /// The operator's command line: the first admin.
    Once,
    /// A good password that waits for its second factor.
    Second,
}

impl Purpose {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Reset => "reset",
            Self::Invite => "invite",
            Self::Once => "once",
            Self::Second => "second",
        }
    }

    /// The one with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::SignIn, Self::Reset, Self::Invite, Self::Once, Self::Second];
        all.into_iter().find(|purpose| purpose.code() == code)
    }
}

/// A level as a row keeps it.
#[must_use]
pub const fn level_number(level: Level) -> i64 {
    match level {
        Level::None | Level::One => 1,
        Level::Two => 2,
    }
}

/// Whether what began at a time still holds, for as long as it may; never longer, though the clock was set back meanwhile.
#[must_use]
pub const fn lasts(since: i64, life: i64, now: i64) -> bool {
    now - since <= life && since - now <= SKEW
}

/// How strongly and how lately, from a row.
#[must_use]
pub const fn assurance(level: i64, authenticated_at: i64, now: i64) -> Assurance {
    Assurance {
        level: if level >= 2 { Level::Two } else { Level::One },
        fresh: lasts(authenticated_at, FRESH, now),
    }
}

/// A field that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Of the form.
    pub field: &'static str,
    /// Stable, for programs.
    pub code: &'static str,
    /// For the reader.
    pub detail: Detail,
}

impl Fault {
    /// A fault with a text without variables.
    #[must_use]
    pub fn new(field: &'static str, code: &'static str, key: &'static str) -> Self {
        Self {
            field,
            code,
            detail: Detail::new(key),
        }
    }

    /// The same as an error of its own.
    #[must_use]
    pub fn alone(self) -> AccountError {
        AccountError::Faults(vec![self])
    }
}

/// Why something is not done.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// Access says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Fields that are not as they must be.
    #[error("the form has {} faults", .0.len())]
    Faults(Vec<Fault>),
    /// Too many failures; how long to wait.
    #[error("too many failures")]
    Wait(Duration),
    /// So many passwords fail that none is looked at; how long to wait.
    #[error("passwords rest")]
    Rests(Duration),
    /// A link that was used, has run out, or never was.
    #[error("the link is no longer good")]
    Gone,
    /// There is no such row of this person.
    #[error("no such thing")]
    Absent,
    /// What the node cannot do as it is set up.
    #[error("{0}")]
    Setup(String),
    /// The database refused.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for AccountError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

impl AsDatabaseError for AccountError {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            _ => None,
        }
    }
}

impl From<AccountError> for Error {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Refused(refusal) => refusal.into(),
            AccountError::Faults(faults) => Self::Validation(
                faults
                    .into_iter()
                    .map(|fault| FieldError::new(fault.field, fault.code, fault.detail))
                    .collect(),
            ),
            AccountError::Wait(wait) | AccountError::Rests(wait) => Self::TooManyRequests(wait),
            AccountError::Gone | AccountError::Absent => Self::NotFound,
            AccountError::Setup(text) => Self::from(anyhow::anyhow!(text)),
            AccountError::Database(error) => error.into(),
        }
    }
}
