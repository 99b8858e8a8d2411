//! A text of an organisation in the reader's language, or the original with a line that says so.

use super::Reader;
use super::facts::{language_name, other_language};
use crate::organisations::dossier::Version;
use crate::organisations::queries::Organisation;
use crate::organisations::rules::{best, best_text};
use crate::platform::texts::Locale;

/// A text as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub paragraphs: Vec<String>,
    /// Its language, where it is another than the page's.
    pub lang: Option<String>,
    /// Says that there is no version for the reader.
    pub note: Option<String>,
}

impl Text {
    /// All of it on one line.
    pub(super) fn line(&self) -> String {
        self.paragraphs.join(" ")
    }
}

/// A text and, where it was written in another language, how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Versions {
    pub shown: Text,
    /// What the link to the original says, and the original.
    pub original: Option<(String, Text)>,
}

/// The text for a reader. `None` where there is none in any language.
pub(super) fn versions(organisation: &Organisation, field: &str, reader: Reader<'_>) -> Option<Versions> {
    let wanted = reader.t.locale.code();
    let value = best_text(&organisation.values, field, &[wanted], reader.today)?;
    let first = best(&organisation.values, field, reader.today)?;
    let mut shown = text(&value.value, value.language.as_deref(), reader);
    if value.state == Some(Version::Stale) {
        shown.note = Some(reader.t.get("organisations-version-stale").into_owned());
    }
    let original = (first.value != value.value).then(|| {
        let language = first.language.as_deref();
        let mut original = text(&first.value, language, reader);
        original.note = None;
        (say("organisations-original-in", language, reader), original)
    });
    Some(Versions { shown, original })
}

fn text(value: &str, language: Option<&str>, reader: Reader<'_>) -> Text {
    let lang = other_language(language, reader);
    Text {
        paragraphs: value
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        note: lang
            .as_deref()
            .map(|code| say("organisations-no-version", Some(code), reader)),
        lang,
    }
}

/// A sentence about a language; one that has no name here is "another language".
fn say(message: &'static str, language: Option<&str>, reader: Reader<'_>) -> String {
    let code = language.unwrap_or("other");
    let known = Locale::from_code(code).is_some() || reader.t.find(&format!("language-{code}")).is_some();
    let code = if known { code } else { "other" };
    let variables = [("code", code.into()), ("language", language_name(code, reader).into())];
    reader.t.with(message, &variables).into_owned()
}
