//! What a feature keeps about people, and how it hands it out and lets it go. Each feature answers for its own tables with one
//! [`Personal`]; `app` lists them all, and the feature `privacy` asks one after the other.

use serde_json::Value;
use uuid::Uuid;

use super::access::{self, Action, Actor, Grant, Node, Purpose};
use super::clock::Clock;
use super::database::{Connections, DatabaseError, Doing, Tx};
use super::region::Region;
use super::texts::Locale;

/// What stands in a text that stays where it named somebody who does not.
pub const GAP: &str = "[…]";

/// The person it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    /// Who.
    pub id: Uuid,
    /// As they wrote it.
    pub name: String,
    /// Lower case.
    pub mail: String,
    /// Of their letters.
    pub language: Locale,
}

/// What erasing works with.
#[derive(Clone, Copy)]
pub struct Hands<'a> {
    /// Ids and times.
    pub clock: &'a Clock,
    /// Chambers and calendars.
    pub region: &'a Region,
}

impl Hands<'_> {
    /// The right to mend what only the platform touches, for one entry of the journal.
    ///
    /// # Errors
    /// Never, as long as the access table lets the platform mend.
    pub fn grant(&self) -> Result<Grant, DatabaseError> {
        let granted = access::decide(&maintenance(), Action::Maintain, &Node);
        granted.map_err(|refusal| DatabaseError::Db(sea_orm::DbErr::Custom(refusal.to_string())))
    }
}

/// Who erases: the platform itself, on request.
#[must_use]
pub const fn maintenance() -> Actor {
    Actor::system(Purpose::Maintenance)
}

/// What a feature has of somebody.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// Rows by what they are.
    pub data: serde_json::Map<String, Value>,
    /// Files they laid in.
    pub files: Vec<SharedFile>,
    /// Who was given something of it, and why.
    pub recipients: Vec<Value>,
}

/// A file somebody laid in.
#[derive(Clone, Debug)]
pub struct SharedFile {
    /// A name that is unique among theirs.
    pub name: String,
    /// Where the bytes are.
    pub sha256: Vec<u8>,
}

/// What erasing left to be done outside of the transaction.
#[derive(Clone, Debug, Default)]
pub struct Erased {
    /// Hashes of bytes that no row names any more.
    pub files: Vec<Vec<u8>>,
    /// Whether something went that the index of the directory held.
    pub indexed: bool,
}

/// A feature's answer for what it keeps about people.
pub trait Personal: Send + Sync {
    /// Its name in the export.
    fn name(&self) -> &'static str;

    /// All it has of somebody.
    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share>;

    /// Takes away what is theirs, and their name out of what stays. Again it changes nothing.
    fn erase<'a>(&'a self, tx: &'a Tx, hands: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased>;
}

impl Whose {
    /// What names them in a text: their address, and their name where it is more than one word. One word could be anybody's.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let name = self.name.trim();
        let whole = name.contains(char::is_whitespace) && name.chars().count() >= 5;
        let mail = Some(self.mail.as_str()).filter(|mail| mail.contains('@'));
        mail.into_iter().chain(whole.then_some(name)).collect()
    }

    /// A text without what names them; `None` where nothing does.
    #[must_use]
    pub fn without(&self, text: &str) -> Option<String> {
        let mut kept = text.to_owned();
        let mut found = false;
        for name in self.names() {
            while let Some((start, end)) = find(&kept, name) {
                kept.replace_range(start..end, GAP);
                found = true;
            }
        }
        found.then_some(kept)
    }

    /// Patterns of `LIKE` by which rows that may name them are found, in lower case, with `\` before what is meant as it is.
    #[must_use]
    pub fn patterns(&self) -> Vec<String> {
        let mut patterns = Vec::new();
        for name in self.names() {
            // SQLite lowers ASCII only: both ways of writing are looked for.
            for word in [name.to_lowercase(), name.to_ascii_lowercase()] {
                let escaped = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
                patterns.push(format!("%{escaped}%"));
            }
        }
        patterns.dedup();
        patterns
    }
}

/// Where a word stands in a text, upper or lower case, in bytes.
fn find(text: &str, word: &str) -> Option<(usize, usize)> {
    let folded = |letter: char| letter.to_lowercase();
    let word: Vec<char> = word.chars().flat_map(folded).collect();
    for (start, _) in text.char_indices() {
        let (mut wanted, mut end) = (word.iter().copied(), start);
        let mut next = wanted.next();
        for letter in text.get(start..)?.chars() {
            let mut fits = true;
            for one in folded(letter) {
                fits = fits && next == Some(one);
                next = wanted.next();
            }
            if !fits {
                break;
            }
            end += letter.len_utf8();
            if next.is_none() {
                return Some((start, end));
            }
        }
    }
    None
}

/// Rows of an entity where one of these columns may name somebody.
#[must_use]
pub fn naming<C: sea_orm::ColumnTrait>(whose: &Whose, columns: &[C]) -> sea_orm::Condition {
    use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr};
    let mut any = sea_orm::Condition::any().add(Expr::val(1).eq(0));
    for pattern in whose.patterns() {
        for column in columns {
            let lower = Expr::expr(Func::lower(Expr::col((column.entity_name(), *column))));
            any = any.add(lower.like(LikeExpr::new(pattern.clone()).escape('\\')));
        }
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whose(name: &str, mail: &str) -> Whose {
        Whose {
            id: Uuid::nil(),
            name: name.into(),
            mail: mail.into(),
            language: Locale::Fr,
        }
    }

    #[test]
    fn a_text_loses_its_names_and_nothing_else() {
        let anna = whose("Élise Muster", "elise@example.org");
        for (text, kept) in [
            ("Frau ÉLISE muster fehlt", Some("Frau […] fehlt")),
            ("An Elise@Example.org, elise@example.org", Some("An […], […]")),
            ("Elise Muster", None),
            ("", None),
            ("Élise Muste", None),
        ] {
            assert_eq!(anna.without(text).as_deref(), kept, "{text}");
        }
        // A single word is no name to look for.
        assert_eq!(whose("Anna", "a@b.example").without("Anna was there"), None);
        // A mail that is a tombstone's id names nobody.
        assert_eq!(whose("", "0192").without("0192"), None);
    }

    #[test]
    fn patterns_mean_what_they_say() {
        let patterns = whose("Jo 100%_er", "a_b@c.example").patterns();
        assert_eq!(patterns, [r"%a\_b@c.example%", r"%jo 100\%\_er%"]);
    }
}
