//! The letter to those who see to an endpoint that is told nothing more.

use super::model::{State, WebhookId};
use super::tables::webhook::Model;
use crate::accounts::Person;
use crate::notices;
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::mail::{self, Letter};
use crate::platform::texts::T;
use crate::platform::web::Web;

/// Says that it was stopped, and why.
pub(super) async fn stopped(tx: &Tx, clock: &Clock, web: &Web, to: &Person, row: &Model) -> Result<(), DatabaseError> {
    let t = T::new(to.language);
    let (greeting, foot, _) = notices::around(web, to);
    let named = [("url", row.url.as_str().into())];
    let lead = match row.stands() {
        State::Gone => "webhook-mail-gone",
        _ => "webhook-mail-failing",
    };
    let path = format!("/{}/webhooks/{}", t.locale, WebhookId(row.id));
    let letter = Letter {
        to: to.mail.clone(),
        recipient: Some(to.id.0),
        language: t.locale,
        kind: "webhook_stopped",
        subject: t.get("webhook-mail-subject").into_owned(),
        paragraphs: vec![greeting, t.with(lead, &named).into_owned()],
        button: Some((t.get("webhook-mail-button").into_owned(), web.absolute(&path))),
        foot,
        entry: None,
        about: Some(mail::about("webhook", row.id)),
        not_before: tx.now(),
    };
    mail::queue(tx, clock, &letter).await?;
    Ok(())
}
