//! What notices ask of the feature that owns what they tell of. `app` says who answers.

use uuid::Uuid;

use crate::platform::database::{Doing, Tx};
use crate::platform::journal::Read;

/// Whoever knows the cases, the introductions, and who follows whom.
pub trait Cases: Send + Sync {
    /// What a letter says of a case; `None` where there is none any more.
    fn about<'a>(&'a self, tx: &'a Tx, case: Uuid) -> Doing<'a, Option<About>>;

    /// Whom an entry about an introduction concerns, and what it is to them.
    fn introduction<'a>(&'a self, tx: &'a Tx, entry: &'a Read) -> Doing<'a, Vec<Introduced>>;

    /// Who follows a company that an entry tells of, or looks for such.
    fn watched<'a>(&'a self, tx: &'a Tx, entry: &'a Read) -> Doing<'a, Vec<Watched>>;
}

/// Those who are told that a company changed: its name, and never what.
#[derive(Clone, Debug, Default)]
pub struct Watched {
    /// The organisation in whose workspace they see what changed.
    pub workspace: Uuid,
    /// The name of the company.
    pub name: String,
    /// Who is told.
    pub people: Vec<Uuid>,
}

/// An introduction, as far as its letters tell of it: nobody is named who may have asked to stay unnamed.
#[derive(Clone, Debug, Default)]
pub struct Introduced {
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// `turn`, `news`, `message`, `late` or `ended`.
    pub what: &'static str,
    /// Who is told.
    pub people: Vec<Uuid>,
}

/// A case, as far as its letters tell of it.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Year and number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// Code of the chamber that must act, or decided.
    pub chamber: String,
    /// Who asked for it, where they have an account.
    pub applicant: Option<Uuid>,
    /// The organisation it is about: its owners are told too.
    pub organisation: Option<Uuid>,
    /// The adviser who has it.
    pub assignee: Option<Uuid>,
    /// The decision that holds now; one that was undone is none.
    pub decided: Option<Decided>,
}

/// A decision with its reasons.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    /// Microseconds.
    pub at: i64,
    /// `approved`, `refused`, `removed`, `no_action`; `seen` where nobody had asked for what was approved.
    pub decision: String,
    /// Code of the ground, where it is negative.
    pub ground: Option<String>,
    /// What it rests on.
    pub facts: Option<String>,
    /// What can be done.
    pub remedy: Option<String>,
    /// Where it can be appealed against, a path after the language.
    pub appeal: Option<String>,
}
