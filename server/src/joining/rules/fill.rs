//! A step's form taken over into a draft. Each form sends all of its fields, so an absent one is an empty one; a field that
//! the step does not ask for was put there by somebody else and is refused.

use super::number::read_number;
use super::seat::{Here, propose};
use super::steps::{Fault, Why};
use super::{asked_fields, clean};
use crate::joining::model::{KEPT_LIMIT, Step, WORKING_LANGUAGES};
use crate::organisations::dossier::{Dossier, Number, Said, Version};
use crate::organisations::model::{FIELDS, Field, FieldKind, Kind};
use crate::organisations::web_address;
use crate::platform::texts::Locale;

/// What a form sent, by the names of its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Fields that come once.
    pub values: Vec<(String, String)>,
    /// Working languages.
    pub languages: Vec<String>,
}

impl Filled {
    /// The value of a field, cleaned; empty where it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        let found = self.values.iter().find(|(field, _)| field == name);
        let text = clean(&found.map(|(_, value)| value.replace("\r\n", "\n")).unwrap_or_default());
        text.chars().take(KEPT_LIMIT).collect()
    }

    /// All names a form of any step may send.
    #[must_use]
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = [IDENTITY, SEAT, &["kind", "language"]]
            .concat()
            .iter()
            .map(|n| (*n).to_owned())
            .collect();
        for field in asked_fields() {
            names.push(field.code.to_owned());
            if field.kind == FieldKind::Text {
                for locale in Locale::ALL {
                    names.push(format!("{}-{locale}", field.code));
                    names.push(format!("{}-{locale}-holds", field.code));
                }
            }
        }
        names
    }
}

const IDENTITY: &[&str] = &["name", "number", "not_founded"];
const SEAT: &[&str] = &["street", "postal_code", "municipality", "country", "chamber"];

/// Takes a step's fields over. Texts are in `language`; the activity's form can change it.
///
/// # Errors
/// Fields the step does not ask for; nothing is taken over then.
pub fn fill(
    step: Step,
    dossier: &mut Dossier,
    language: &mut String,
    filled: &Filled,
    here: Here<'_>,
) -> Result<(), Vec<Fault>> {
    let asked = asked(step, dossier, language);
    let strange = filled.values.iter().filter(|(name, _)| !asked.contains(name));
    let mut faults: Vec<Fault> = strange
        .map(|(name, _)| Fault {
            field: name.clone(),
            why: Why::NotAsked,
        })
        .collect();
    if step != Step::Activity && !filled.languages.is_empty() {
        faults.push(Fault {
            field: "languages".to_owned(),
            why: Why::NotAsked,
        });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    match step {
        Step::Identity => identity(dossier, filled),
        Step::Seat => seat(dossier, filled, here),
        Step::Activity => activity(dossier, language, filled),
        Step::Languages => versions(dossier, language, filled),
        Step::Documents | Step::Preview | Step::Send => {}
    }
    Ok(())
}

/// The names a step's form has. A register's name and number are shown and not asked.
fn asked(step: Step, dossier: &Dossier, language: &str) -> Vec<String> {
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    match step {
        Step::Identity if dossier.organisation.is_some() => Vec::new(),
        Step::Identity => own(IDENTITY),
        Step::Seat => own(SEAT),
        Step::Activity => {
            let fields = asked_fields();
            let fields = fields.map(|field| field.code);
            fields.chain(["kind", "language"]).map(str::to_owned).collect()
        }
        Step::Languages => {
            let mut names = Vec::new();
            for (field, locale) in texts(language) {
                names.push(format!("{}-{locale}", field.code));
                names.push(format!("{}-{locale}-holds", field.code));
            }
            names
        }
        Step::Documents | Step::Preview | Step::Send => Vec::new(),
    }
}

/// Each text with each language it is not written in.
pub(super) fn texts(original: &str) -> impl Iterator<Item = (&'static Field, Locale)> {
    let others: Vec<Locale> = Locale::ALL
        .into_iter()
        .filter(|locale| locale.code() != original)
        .collect();
    let fields = FIELDS.iter().filter(|field| field.kind == FieldKind::Text);
    fields.flat_map(move |field| others.clone().into_iter().map(move |locale| (field, locale)))
}

fn identity(dossier: &mut Dossier, filled: &Filled) {
    if dossier.organisation.is_some() {
        return;
    }
    dossier.name = filled.get("name").replace('\n', " ");
    dossier.founded = filled.get("not_founded").is_empty();
    let typed = filled.get("number");
    dossier.number = (!typed.is_empty()).then(|| match read_number(&typed, &dossier.seat.country) {
        Ok(id) => Number {
            scheme: id.scheme().code().to_owned(),
            value: id.into_canonical(),
        },
        Err(_) => Number {
            scheme: String::new(),
            value: typed,
        },
    });
}

fn seat(dossier: &mut Dossier, filled: &Filled, here: Here<'_>) {
    let line = |name| filled.get(name).replace('\n', " ");
    let before = propose(&dossier.seat, here).chamber;
    dossier.seat.street = line("street");
    dossier.seat.postal_code = line("postal_code");
    dossier.seat.municipality = line("municipality");
    dossier.seat.country = line("country").to_ascii_uppercase();
    let chosen = line("chamber");
    let proposed = propose(&dossier.seat, here).chamber;
    // Nobody has chosen yet, or the choice was the proposal for another address.
    let follows = chosen.is_empty() || (Some(&chosen) == before.as_ref() && proposed != before);
    dossier.chamber = if follows { proposed.unwrap_or(chosen) } else { chosen };
}

fn activity(dossier: &mut Dossier, language: &mut String, filled: &Filled) {
    dossier.kind = Kind::from_code(&filled.get("kind"));
    let wanted = filled.get("language");
    if let Some(locale) = Locale::from_code(&wanted)
        && locale.code() != language
    {
        rewrite(dossier, language, locale.code());
        *language = locale.code().to_owned();
    }
    for field in asked_fields() {
        let value = filled.get(field.code);
        match field.kind {
            FieldKind::Text => set_original(dossier, field.code, language, value),
            FieldKind::Url => set_value(dossier, field.code, web_address(&value)),
            FieldKind::Number => set_value(
                dossier,
                field.code,
                value.replace([' ', '.', '\'', '\u{a0}', '\u{202f}'], ""),
            ),
            _ => set_value(dossier, field.code, value.replace('\n', " ")),
        }
    }
    let mut languages: Vec<String> = filled.languages.clone();
    languages.sort_by_key(|code| WORKING_LANGUAGES.iter().position(|known| known == code));
    languages.dedup();
    languages.truncate(20);
    dossier.languages = languages;
}

fn set_value(dossier: &mut Dossier, field: &str, value: String) {
    let at = dossier.facts.iter().position(|fact| fact.field == field);
    match (at.and_then(|at| dossier.facts.get_mut(at)), value.is_empty()) {
        (Some(fact), false) => fact.value = value,
        (Some(_), true) => dossier.facts.retain(|fact| fact.field != field),
        (None, false) => dossier.facts.push(Said {
            field: field.to_owned(),
            language: None,
            value,
            state: Version::Original,
        }),
        (None, true) => {}
    }
}

/// The text as it was written first. Once it changes, its versions in other languages are out of date.
fn set_original(dossier: &mut Dossier, field: &str, language: &str, value: String) {
    let before = dossier.value(field).unwrap_or_default().to_owned();
    dossier
        .facts
        .retain(|fact| !(fact.field == field && fact.state == Version::Original));
    if before != value {
        for fact in dossier.facts.iter_mut().filter(|fact| fact.field == field) {
            fact.state = Version::Stale;
        }
    }
    if !value.is_empty() {
        dossier.facts.push(Said {
            field: field.to_owned(),
            language: Some(language.to_owned()),
            value,
            state: Version::Original,
        });
    }
}

/// The texts are said to be in another language: what was its version there gives way.
fn rewrite(dossier: &mut Dossier, from: &str, to: &str) {
    dossier
        .facts
        .retain(|fact| fact.state == Version::Original || fact.language.as_deref() != Some(to));
    for fact in dossier.facts.iter_mut() {
        if fact.language.as_deref() == Some(from) {
            fact.language = Some(to.to_owned());
        }
    }
}

fn versions(dossier: &mut Dossier, language: &str, filled: &Filled) {
    for (field, locale) in texts(language) {
        let name = format!("{}-{locale}", field.code);
        let value = filled.get(&name);
        let holds = !filled.get(&format!("{name}-holds")).is_empty();
        let before = dossier.text(field.code, locale.code()).cloned();
        dossier
            .facts
            .retain(|fact| !(fact.field == field.code && fact.language.as_deref() == Some(locale.code())));
        if value.is_empty() {
            continue;
        }
        let stays_stale = before.is_some_and(|before| before.state == Version::Stale && before.value == value);
        dossier.facts.push(Said {
            field: field.code.to_owned(),
            language: Some(locale.code().to_owned()),
            value,
            state: if stays_stale && !holds {
                Version::Stale
            } else {
                Version::Human
            },
        });
    }
}
