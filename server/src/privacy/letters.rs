//! The letters of an erasure: that it was asked for, and how it is taken back.

use super::model::ErasureId;
use crate::accounts::Person;
use crate::platform::mail::Letter;
use crate::platform::texts::T;
use crate::platform::web::Web;

fn letter(web: &Web, person: &Person, kind: &'static str, subject: &str, paragraphs: Vec<String>) -> Letter {
    let t = T::new(person.language);
    let operator = [("operator", web.identity.operator.as_str().into())];
    Letter {
        to: person.mail.clone(),
        recipient: Some(person.id.0),
        language: person.language,
        kind,
        subject: t.get(subject).into_owned(),
        paragraphs,
        button: Some((
            t.get("mail-erasure-button").into_owned(),
            web.absolute(&format!("/{}/account/data", person.language)),
        )),
        foot: vec![
            t.with("mail-accounts-foot", &operator).into_owned(),
            web.identity.public_url.clone(),
        ],
        entry: None,
        about: None,
        not_before: 0,
    }
}

/// It was asked for: until when it can be taken back, and where one can see that it is done. Once it is done, nobody can be
/// written to any more.
pub(super) fn asked(web: &Web, person: &Person, id: ErasureId, due_at: i64) -> Letter {
    let t = T::new(person.language);
    let date = t.date(web.region.zone.day(due_at));
    let receipt = web.absolute(&format!("/{}/erasures/{id}", person.language));
    let paragraphs = vec![
        t.with("mail-erasure-lead", &[("date", date.into())]).into_owned(),
        t.get("mail-erasure-keep").into_owned(),
        t.with("mail-erasure-receipt", &[("address", receipt.into())])
            .into_owned(),
        t.get("mail-changed-not-you").into_owned(),
    ];
    letter(web, person, "erasure_asked", "mail-erasure-subject", paragraphs)
}

/// It was taken back.
pub(super) fn kept(web: &Web, person: &Person) -> Letter {
    let t = T::new(person.language);
    let paragraphs = vec![t.get("mail-erasure-kept").into_owned()];
    letter(web, person, "erasure_kept", "mail-erasure-kept-subject", paragraphs)
}
