//! The letters of this feature, each in its reader's language. What is in one is never written to journal or log.

use super::actions::invite::Invitation;
use super::actions::link::Asked;
use super::tables::person;
use crate::platform::mail::Letter;
use crate::platform::texts::{Locale, T};
use crate::platform::web::Web;

/// Where a link leads.
pub(super) fn link_path(language: Locale, token: &str) -> String {
    format!("/{language}/sign-in/link/{token}")
}

fn language_of(person: Option<&person::Model>, else_in: Locale) -> Locale {
    person
        .and_then(|person| Locale::from_code(&person.language))
        .unwrap_or(else_in)
}

/// A letter of these paragraphs to an address.
fn letter(
    web: &Web,
    person: Option<&person::Model>,
    (address, language): (&str, Locale),
    (kind, subject): (&'static str, String),
    paragraphs: Vec<String>,
) -> Letter {
    let t = T::new(language);
    let about = t.with(
        "mail-accounts-foot",
        &[("operator", web.identity.operator.as_str().into())],
    );
    Letter {
        to: address.to_owned(),
        recipient: person.map(|person| person.id),
        language,
        kind,
        subject,
        paragraphs,
        button: None,
        foot: vec![about.into_owned(), web.identity.public_url.clone()],
        entry: None,
        about: None,
        not_before: 0,
    }
}

/// The answer to whoever asked for a link: one to sign in, one that makes the account, or the advice to sign in otherwise.
pub(super) fn link(
    web: &Web,
    person: Option<&person::Model>,
    asked: &Asked<'_>,
    address: &str,
    (token, strong): (&str, bool),
) -> Letter {
    let language = language_of(person, asked.language);
    let t = T::new(language);
    let text = |id: &str| t.get(id).into_owned();
    let (subject, lead, button) = match (person, strong) {
        (_, true) => ("mail-strong-subject", "mail-strong-lead", "mail-strong-button"),
        (Some(_), _) => ("mail-sign-in-subject", "mail-sign-in-lead", "mail-sign-in-button"),
        (None, _) => ("mail-join-subject", "mail-join-lead", "mail-join-button"),
    };
    let to = if strong {
        format!("/{language}/sign-in")
    } else {
        link_path(language, token)
    };
    let mut paragraphs = vec![text(lead)];
    if !strong {
        paragraphs.push(text("mail-link-life"));
    }
    paragraphs.push(text("mail-not-you"));
    let letter = letter(web, person, (address, language), ("sign_in", text(subject)), paragraphs);
    Letter {
        button: Some((text(button), web.absolute(&to))),
        ..letter
    }
}

/// The answer to whoever asked for a new password: a link to set it, or word that there is no account.
pub(super) fn reset(
    web: &Web,
    person: Option<&person::Model>,
    (address, asked_in): (&str, Locale),
    token: &str,
) -> Letter {
    let language = language_of(person, asked_in);
    let t = T::new(language);
    let text = |id: &str| t.get(id).into_owned();
    let (paragraphs, button, to) = match person {
        Some(_) => (
            vec![text("mail-reset-lead"), text("mail-reset-life"), text("mail-not-you")],
            "mail-reset-button",
            format!("/{language}/sign-in/reset/to/{token}"),
        ),
        None => (
            vec![text("mail-reset-unknown")],
            "mail-strong-button",
            format!("/{language}/sign-in"),
        ),
    };
    let subject = ("reset", text("mail-reset-subject"));
    let letter = letter(web, person, (address, language), subject, paragraphs);
    Letter {
        button: Some((text(button), web.absolute(&to))),
        ..letter
    }
}

/// How one signs in was changed.
pub(super) fn changed(web: &Web, person: &person::Model, what: &str) -> Letter {
    let language = language_of(Some(person), Locale::En);
    let t = T::new(language);
    let text = |id: &str| t.get(id).into_owned();
    let paragraphs = vec![text(what), text("mail-changed-not-you")];
    let subject = ("credentials_changed", text("mail-changed-subject"));
    let letter = letter(web, Some(person), (&person.mail, language), subject, paragraphs);
    Letter {
        button: Some((
            text("mail-changed-button"),
            web.absolute(&format!("/{language}/account")),
        )),
        ..letter
    }
}

/// What happens to a second factor that was lost: asked for by a moderator, agreed to by another, ready to be taken away.
pub(super) fn recovery(
    web: &Web,
    person: &person::Model,
    (what, lead): (&'static str, &str),
    (chamber, path): (&str, &str),
    (about, not_before): (String, i64),
) -> Letter {
    let language = language_of(Some(person), Locale::En);
    let t = T::new(language);
    let text = |id: &str| t.get(id).into_owned();
    let name = web.region.chamber(chamber);
    let name = name.map_or(chamber, |chamber| chamber.name.get(language));
    let paragraphs = vec![
        t.with(lead, &[("chamber", name.into())]).into_owned(),
        text("mail-recovery-not-you"),
    ];
    let subject = (what, text("mail-recovery-subject"));
    let letter = letter(web, Some(person), (&person.mail, language), subject, paragraphs);
    Letter {
        button: Some((
            text("mail-recovery-button"),
            web.absolute(&format!("/{language}/sign-in/recovery/{path}")),
        )),
        about: Some(about),
        not_before,
        ..letter
    }
}

/// An invitation in its sender's words.
pub(super) fn invitation(
    web: &Web,
    person: Option<&person::Model>,
    invitation: &Invitation<'_>,
    address: &str,
    token: &str,
) -> Letter {
    let language = language_of(person, invitation.language);
    let t = T::new(language);
    let mut paragraphs = invitation.paragraphs.clone();
    paragraphs.push(t.get("mail-invitation-life").into_owned());
    let what = ("invitation", invitation.subject.to_owned());
    let letter = letter(web, person, (address, language), what, paragraphs);
    Letter {
        button: Some((
            t.get("mail-invitation-button").into_owned(),
            web.absolute(&link_path(language, token)),
        )),
        about: invitation.about.clone(),
        not_before: invitation.not_before,
        ..letter
    }
}
