//! Letters to somebody, and what is known of their address. Letters to others lose the name.

use sea_orm::QueryResult;
use serde_json::json;
use uuid::Uuid;

use super::compose::escaped;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError, Doing, Sql, Tx};
use crate::platform::personal::{Erased, Hands, Personal, Share, Whose};

const TO: Sql = Sql::both(
    "SELECT kind, subject, text_body, created_at, sent_at, failed_at, error FROM mail
     WHERE recipient = $1 OR address = $2 ORDER BY created_at, id",
);
const BOUNCES: Sql = Sql::both("SELECT since, error FROM mail_bounce WHERE address = $1");
const FORGET: Sql = Sql::both("DELETE FROM mail WHERE recipient = $1 OR lower(address) = $2");
const FORGET_BOUNCE: Sql = Sql::both("DELETE FROM mail_bounce WHERE address = $1");
const NAMING: Sql = Sql::both(
    r"SELECT id, subject, text_body, html_body FROM mail
      WHERE lower(subject) LIKE $1 ESCAPE '\' OR lower(text_body) LIKE $1 ESCAPE '\' OR lower(html_body) LIKE $1 ESCAPE '\'",
);
const WITHOUT: Sql = Sql::both("UPDATE mail SET subject = $2, text_body = $3, html_body = $4 WHERE id = $1");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[TO, BOUNCES, FORGET, FORGET_BOUNCE, NAMING, WITHOUT];

/// The answer of the mail.
pub struct Kept;

impl Personal for Kept {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn export<'a>(&'a self, db: &'a Connections, whose: &'a Whose) -> Doing<'a, Share> {
        Box::pin(export(db, whose))
    }

    fn erase<'a>(&'a self, tx: &'a Tx, _: Hands<'a>, whose: &'a Whose) -> Doing<'a, Erased> {
        Box::pin(async move {
            erase(tx, whose).await?;
            Ok(Erased::default())
        })
    }
}

async fn erase(tx: &Tx, whose: &Whose) -> Result<(), DatabaseError> {
    let (db, address) = (tx.connection(), whose.mail.to_lowercase());
    FORGET.run(db, vec![whose.id.into(), address.clone().into()]).await?;
    FORGET_BOUNCE.run(db, vec![address.into()]).await?;
    let in_html = Whose {
        name: escaped(&whose.name),
        ..whose.clone()
    };
    for pattern in whose.patterns() {
        for row in NAMING.all(db, vec![pattern.into()]).await? {
            let text = |column: usize, whose: &Whose| -> Result<String, DatabaseError> {
                let text: String = row.try_get_by_index(column)?;
                Ok(whose.without(&text).unwrap_or(text))
            };
            let id: Uuid = row.try_get_by_index(0)?;
            let values = vec![
                id.into(),
                text(1, whose)?.into(),
                text(2, whose)?.into(),
                text(3, &in_html)?.into(),
            ];
            WITHOUT.run(db, values).await?;
        }
    }
    Ok(())
}

async fn export(db: &Connections, whose: &Whose) -> Result<Share, DatabaseError> {
    let mut share = Share::default();
    let letter = |row: &QueryResult| -> Result<_, DatabaseError> {
        let (kind, subject, text): (String, String, String) = (
            row.try_get_by_index(0)?,
            row.try_get_by_index(1)?,
            row.try_get_by_index(2)?,
        );
        let (written, sent): (i64, Option<i64>) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let (failed, error): (Option<i64>, Option<String>) = (row.try_get_by_index(5)?, row.try_get_by_index(6)?);
        // A link that waits to be sent is the key to the account.
        let text = if matches!(kind.as_str(), "sign_in" | "reset" | "invitation") {
            String::new()
        } else {
            text
        };
        Ok(json!({
            "kind": kind, "subject": subject, "text": text, "writtenAt": rfc3339(written),
            "sentAt": sent.map(rfc3339), "failedAt": failed.map(rfc3339), "error": error,
        }))
    };
    let rows = TO.all(db, vec![whose.id.into(), whose.mail.clone().into()]).await?;
    share
        .data
        .insert("letters".into(), rows.iter().map(letter).collect::<Result<_, _>>()?);
    let bounces = BOUNCES.all(db, vec![whose.mail.clone().into()]).await?;
    let bounce = |row: &QueryResult| -> Result<_, DatabaseError> {
        let (since, error): (i64, String) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        Ok(json!({ "since": rfc3339(since), "error": error }))
    };
    share.data.insert(
        "undeliverable".into(),
        bounces.iter().map(bounce).collect::<Result<_, _>>()?,
    );
    Ok(share)
}
