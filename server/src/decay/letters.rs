//! The letter that asks, in its reader's language.

use chrono::NaiveDate;

use super::rules;
use super::tables::reconfirmation;
use crate::accounts::{Digest, Person};
use crate::notices;
use crate::platform::mail::Letter;
use crate::platform::texts::T;
use crate::platform::web::Web;

/// What it is, among letters.
pub(super) const KIND: &str = "reconfirm";

/// What a letter asks about.
pub(super) struct Asked<'a> {
    pub(super) row: &'a reconfirmation::Model,
    /// Of the organisation.
    pub(super) name: &'a str,
    /// The last day on which all values hold.
    pub(super) due_on: NaiveDate,
    pub(super) today: NaiveDate,
}

/// Where one click stops such letters.
pub(super) fn stop(web: &Web, to: &Person) -> String {
    notices::around(web, to).2
}

/// The letter. Its link is good for a reader who is not signed in.
pub(super) fn letter(web: &Web, to: &Person, asked: &Asked<'_>) -> Letter {
    let t = T::new(to.language);
    let (greeting, foot, _) = notices::around(web, to);
    let over = asked.today > asked.due_on;
    let date = t.date_long(asked.due_on);
    let named = [("name", asked.name.into()), ("date", date.as_str().into())];
    let (subject, lead) = match over {
        true => ("decay-over-subject", "decay-over-lead"),
        false => ("decay-letter-subject", "decay-letter-lead"),
    };
    let expires = t.date_long(web.region.zone.day(asked.row.expires_at));
    let path = format!(
        "/{}/reconfirm/{}",
        t.locale,
        rules::token(&web.identity.secret, asked.row)
    );
    Letter {
        to: to.mail.clone(),
        recipient: Some(to.id.0),
        language: t.locale,
        kind: KIND,
        subject: t.with(subject, &named).into_owned(),
        paragraphs: vec![
            greeting,
            t.with(lead, &named).into_owned(),
            t.with("decay-letter-how", &[("date", expires.as_str().into())])
                .into_owned(),
        ],
        button: Some((t.get("decay-letter-button").into_owned(), web.absolute(&path))),
        foot,
        entry: None,
        about: Some(format!(
            "organisation:{}",
            crate::platform::id::encode(asked.row.organisation_id)
        )),
        not_before: match to.digest {
            Digest::AtOnce => asked.row.created_at,
            // Whoever likes letters in the morning gets this one then, too.
            Digest::Daily => notices::next_morning(web.region.zone, asked.row.created_at),
        },
    }
}
