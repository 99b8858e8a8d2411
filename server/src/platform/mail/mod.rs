//! Mail: a letter is a row, written in the transaction of what causes it, and leaves the machine later. Nothing is sent
//! inside a transaction, and a letter that was undone before its time never leaves.

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::clock::Clock;
use super::database::{DatabaseError, Sql, Tx};
use super::id::encode;
use super::texts::Locale;

mod compose;
pub mod given_up;
pub mod hold;
pub mod personal;
mod post;
pub mod retention;
pub mod send;
pub mod shown;
pub mod standing;

pub use post::{MailSettings, Post, PostError};

const QUEUE: Sql = Sql::both(
    "INSERT INTO mail (id, entry_seq, recipient, address, kind, language, subject, text_body, html_body, about, created_at,
                       not_before, unsubscribe, tries, held)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0,
             coalesce($2 <= (SELECT max(until_seq) FROM mail_hold), false))
     ON CONFLICT (entry_seq, address, kind) DO NOTHING",
);
const RECALL: Sql = Sql::both("DELETE FROM mail WHERE about = $1 AND sent_at IS NULL AND not_before > $2");
const DROP: Sql = Sql::both("DELETE FROM mail WHERE about = $1");
const WITHDRAW: Sql = Sql::both("DELETE FROM mail WHERE about = $1 AND kind = $2 AND sent_at IS NULL");
const BOUNCING: Sql = Sql::both("SELECT 1 FROM mail_bounce WHERE address = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[QUEUE, RECALL, DROP, WITHDRAW, BOUNCING];

/// A letter to one person, in their language. Text and HTML are made of the same paragraphs.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The address.
    pub to: String,
    /// The account it belongs to: erased with it.
    pub recipient: Option<Uuid>,
    /// Of all its texts.
    pub language: Locale,
    /// What it is, for settings and the unique key: `sign_in`, `case_decided`.
    pub kind: &'static str,
    /// One line.
    pub subject: String,
    /// Plain texts, in order.
    pub paragraphs: Vec<String>,
    /// What to press: its words and an absolute address.
    pub button: Option<(String, String)>,
    /// Below the line: why the letter comes, how to stop it; its last address is the one-click way out.
    pub foot: Vec<String>,
    /// The entry of the journal it tells of.
    pub entry: Option<i64>,
    /// What it is about, `case:ID`: what is undone in time recalls its letters by this.
    pub about: Option<String>,
    /// Microseconds: not sent before.
    pub not_before: i64,
}

/// Writes a letter with the change that causes it. The same entry, address and kind again is the same letter.
///
/// # Errors
/// When the database refuses.
pub async fn queue(tx: &Tx, clock: &Clock, letter: &Letter) -> Result<Uuid, DatabaseError> {
    queue_notice(tx, clock, letter, None).await
}

/// As [`queue`], for a letter that can be stopped with one click at that absolute address (RFC 8058).
///
/// # Errors
/// When the database refuses.
pub async fn queue_notice(
    tx: &Tx,
    clock: &Clock,
    letter: &Letter,
    unsubscribe: Option<&str>,
) -> Result<Uuid, DatabaseError> {
    let id = clock.id();
    let values: Vec<Value> = vec![
        id.into(),
        letter.entry.into(),
        letter.recipient.into(),
        one_line(&letter.to).into(),
        letter.kind.into(),
        letter.language.code().into(),
        one_line(&letter.subject).into(),
        compose::text(letter).into(),
        compose::html(letter).into(),
        letter.about.clone().into(),
        tx.now().into(),
        // From then on it is tried for three days.
        letter.not_before.max(tx.now()).into(),
        unsubscribe.into(),
    ];
    QUEUE.run(tx.connection(), values).await?;
    Ok(id)
}

/// Takes back the letters about something that have not left and whose time has not come; how many.
///
/// # Errors
/// When the database refuses.
pub async fn recall(tx: &Tx, about: &str) -> Result<u64, DatabaseError> {
    Ok(RECALL.run(tx.connection(), vec![about.into(), tx.now().into()]).await?)
}

/// Takes all letters about something away, sent or not: what it was about is erased.
///
/// # Errors
/// When the database refuses.
pub async fn drop_about(tx: &Tx, about: &str) -> Result<(), DatabaseError> {
    DROP.run(tx.connection(), vec![about.into()]).await?;
    Ok(())
}

/// Takes back the letters of one kind about something that have not left, whatever their time: what they told of was undone
/// before they were written. How many.
///
/// # Errors
/// When the database refuses.
pub async fn withdraw(tx: &Tx, about: &str, kind: &str) -> Result<u64, DatabaseError> {
    Ok(WITHDRAW.run(tx.connection(), vec![about.into(), kind.into()]).await?)
}

/// Whether letters to an address came back, and none has arrived since.
///
/// # Errors
/// When the database refuses.
pub async fn is_bouncing(db: &impl ConnectionTrait, address: &str) -> Result<bool, DatabaseError> {
    let address = address.to_lowercase();
    Ok(BOUNCING.one(db, vec![address.into()]).await?.is_some())
}

/// The name by which a letter about a row is recalled.
#[must_use]
pub fn about(kind: &str, id: Uuid) -> String {
    format!("{kind}:{}", encode(id))
}

/// Values of headers hold no line break: whoever smuggled one in could add headers of their own.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
