//! Who asks: a guest, a person signed in, a program with that person's token, or the platform itself.

use std::fmt;

use uuid::Uuid;

use super::action::Action;

/// Whoever asks, with everything access depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub(super) who: Who,
    pub(super) memberships: Vec<(Uuid, Role)>,
    pub(super) mandates: Vec<(String, Mandate)>,
    pub(super) assurance: Assurance,
    pub(super) professional: bool,
    pub(super) admin: bool,
    pub(super) owes_second: Vec<Uuid>,
}

/// What kind of actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everyone without an account: reads what is public, and may report what is wrong.
    Guest,
    /// Somebody signed in.
    Person(Uuid),
    /// A program with a token of its own, of that person, for those actions.
    Token(Uuid, Uuid, TokenScopes),
    /// Whoever holds a signed link that was sent about one row, and may do with it what the link is for.
    Link(Uuid),
    /// The platform itself, for a purpose that the journal names.
    System(Purpose),
}

/// Why the platform acts by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Reading a register's file.
    Import,
    /// Filling the fictional region of the demonstration.
    Demo,
    /// Index, counts, checks, copies.
    Maintenance,
    /// The operator at the command line: first admin, chambers, mandates.
    Operator,
    /// Asking owners whether what is known still holds.
    Decay,
}

impl Purpose {
    /// The word in the journal.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Demo => "demo",
            Self::Maintenance => "maintenance",
            Self::Operator => "operator",
            Self::Decay => "decay",
        }
    }
}

/// What a person is in an organisation. Each includes those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Reads its private pages.
    Viewer,
    /// Changes what it says of itself.
    Editor,
    /// Speaks for it: invites, leaves, answers its chamber.
    Owner,
}

impl Role {
    /// All of them, the highest first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Editor, Self::Viewer];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Editor => "editor",
            Self::Viewer => "viewer",
        }
    }

    /// The role with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// What a person is in a chamber. Each includes those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mandate {
    /// Looks at cases and decides them.
    Adviser,
    /// Also decides on reported content.
    Moderator,
    /// Also gives mandates and answers for the chamber.
    Head,
}

impl Mandate {
    /// All of them, the highest first.
    pub const ALL: [Self; 3] = [Self::Head, Self::Moderator, Self::Adviser];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Adviser => "adviser",
            Self::Moderator => "moderator",
            Self::Head => "head",
        }
    }

    /// The mandate with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mandate| mandate.code() == code)
    }
}

/// How strongly and how lately a person showed who they are (trust.md B4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assurance {
    /// By one factor or two.
    pub level: Level,
    /// Within the last ten minutes.
    pub fresh: bool,
}

/// Levels of a sign-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all.
    #[default]
    None,
    /// Password or a link by mail: aal1.
    One,
    /// Passkey, or password with a second factor: aal2.
    Two,
}

impl Level {
    /// `aal1`, `aal2`: as a client is told which is needed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "aal0",
            Self::One => "aal1",
            Self::Two => "aal2",
        }
    }
}

/// What a token may be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenScopes {
    /// Read what its person may read.
    pub read: bool,
    /// Join and answer for organisations.
    pub join: bool,
    /// Work on and decide cases.
    pub cases: bool,
}

impl TokenScopes {
    /// The codes that are set, space between: as a token's row keeps them.
    #[must_use]
    pub fn code(self) -> String {
        let words = [("read", self.read), ("join", self.join), ("cases", self.cases)];
        let set: Vec<&str> = words.into_iter().filter(|(_, on)| *on).map(|(word, _)| word).collect();
        set.join(" ")
    }

    /// Reads what [`TokenScopes::code`] wrote; unknown words give no right.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        let has = |word| code.split(' ').any(|found| found == word);
        Self {
            read: has("read"),
            join: has("join"),
            cases: has("cases"),
        }
    }

    pub(super) const fn covers(self, action: Action) -> bool {
        match action.token_scope() {
            TokenScope::Read => self.read,
            TokenScope::Join => self.join,
            TokenScope::Cases => self.cases,
            TokenScope::Never => false,
        }
    }
}

/// The scope a token needs for an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenScope {
    Read,
    Join,
    Cases,
    Never,
}

/// What is known of a person when they ask: from their session or token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// In which organisations, as what.
    pub memberships: Vec<(Uuid, Role)>,
    /// In which chambers, as what; by the chamber's code.
    pub mandates: Vec<(String, Mandate)>,
    /// How they signed in.
    pub assurance: Assurance,
    /// Declared a professional investor.
    pub professional: bool,
    /// Runs the service; reads no private records.
    pub admin: bool,
    /// Organisations they have owned for longer than an owner may go without a second factor (trust.md B4).
    pub owes_second: Vec<Uuid>,
}

impl Actor {
    /// A visitor without an account.
    #[must_use]
    pub const fn guest() -> Self {
        Self::bare(Who::Guest)
    }

    /// The platform, for a purpose.
    #[must_use]
    pub const fn system(purpose: Purpose) -> Self {
        Self::bare(Who::System(purpose))
    }

    /// The holder of a link that was sent about a row.
    #[must_use]
    pub const fn link(row: Uuid) -> Self {
        Self::bare(Who::Link(row))
    }

    /// Somebody signed in.
    #[must_use]
    pub fn person(id: Uuid, standing: Standing) -> Self {
        Self::with(Who::Person(id), standing)
    }

    /// A program with a person's token.
    #[must_use]
    pub fn token(token: Uuid, person: Uuid, scopes: TokenScopes, standing: Standing) -> Self {
        Self::with(Who::Token(token, person, scopes), standing)
    }

    const fn bare(who: Who) -> Self {
        Self {
            who,
            memberships: Vec::new(),
            mandates: Vec::new(),
            assurance: Assurance {
                level: Level::None,
                fresh: false,
            },
            professional: false,
            admin: false,
            owes_second: Vec::new(),
        }
    }

    fn with(who: Who, standing: Standing) -> Self {
        Self {
            who,
            memberships: standing.memberships,
            mandates: standing.mandates,
            assurance: standing.assurance,
            professional: standing.professional,
            admin: standing.admin,
            owes_second: standing.owes_second,
        }
    }

    /// Who it is.
    #[must_use]
    pub const fn who(&self) -> Who {
        self.who
    }

    /// The person who asks, or in whose name a program does.
    #[must_use]
    pub const fn person_id(&self) -> Option<Uuid> {
        match self.who {
            Who::Person(id) | Who::Token(_, id, _) => Some(id),
            Who::Guest | Who::Link(_) | Who::System(_) => None,
        }
    }

    /// What the person is in an organisation.
    #[must_use]
    pub fn role_in(&self, organisation: Uuid) -> Option<Role> {
        let found = self.memberships.iter().find(|(id, _)| *id == organisation);
        found.map(|(_, role)| *role)
    }

    /// What the person is in a chamber.
    #[must_use]
    pub fn mandate_in(&self, chamber: &str) -> Option<Mandate> {
        let found = self.mandates.iter().find(|(code, _)| code == chamber);
        found.map(|(_, mandate)| *mandate)
    }

    /// All memberships.
    #[must_use]
    pub fn memberships(&self) -> &[(Uuid, Role)] {
        &self.memberships
    }

    /// All mandates.
    #[must_use]
    pub fn mandates(&self) -> &[(String, Mandate)] {
        &self.mandates
    }

    /// How the person signed in.
    #[must_use]
    pub const fn assurance(&self) -> Assurance {
        self.assurance
    }

    /// Whether the person declared being a professional investor.
    #[must_use]
    pub const fn is_professional(&self) -> bool {
        self.professional
    }

    /// Whether the person runs the service.
    #[must_use]
    pub const fn is_admin(&self) -> bool {
        self.admin
    }
}

/// As the journal names an actor: `guest`, `person:ID`, `token:ID`, `link:ID`, `system:import`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.who {
            Who::Guest => f.write_str("guest"),
            Who::Person(id) => write!(f, "person:{}", crate::platform::id::encode(id)),
            // The person can be erased; a token of theirs must not name them for ever.
            Who::Token(token, ..) => write!(f, "token:{}", crate::platform::id::encode(token)),
            Who::Link(row) => write!(f, "link:{}", crate::platform::id::encode(row)),
            Who::System(purpose) => write!(f, "system:{}", purpose.code()),
        }
    }
}
