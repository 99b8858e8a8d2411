//! The entries of `concepts.toml` and what is asked of them.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::fold::joined;
use super::{Concept, FILE, Group, Kind};
use crate::platform::region::load::LoadError;
use crate::platform::region::model::Localized;
use crate::platform::texts::Locale;

/// A concept has at most this many other words in a language: more are another concept.
const ALSO: usize = 4;
/// A longer name fits no row of a list.
const LONGEST: usize = 70;

/// The file as it is read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::platform::region) struct File {
    group: Vec<GroupEntry>,
    concept: Vec<ConceptEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    code: String,
    kind: Kind,
    name: Texts,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConceptEntry {
    code: String,
    group: String,
    name: Texts,
    #[serde(default)]
    also: Lists,
}

/// A text in three languages of which one may have been forgotten.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    #[serde(default)]
    fr: String,
    #[serde(default)]
    de: String,
    #[serde(default)]
    en: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default)]
    fr: Vec<String>,
    #[serde(default)]
    de: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
}

/// The first fault is returned with its entry.
pub(super) fn checked(file: File) -> Result<(Vec<Group>, Vec<Concept>), LoadError> {
    let mut groups: Vec<Group> = Vec::with_capacity(file.group.len());
    for entry in file.group {
        let name = format!("group {}", entry.code);
        slug(&name, &entry.code)?;
        if groups.iter().any(|group| group.code == entry.code) {
            return Err(twice(&name));
        }
        groups.push(Group {
            code: entry.code,
            kind: entry.kind,
            name: texts(&name, entry.name)?,
        });
    }
    let mut codes = HashSet::new();
    let mut names = HashMap::new();
    let mut concepts = Vec::with_capacity(file.concept.len());
    for entry in file.concept {
        let concept = concept(entry, &groups)?;
        if !codes.insert(concept.code.clone()) {
            return Err(twice(&format!("concept {}", concept.code)));
        }
        named_once(&mut names, &concept)?;
        concepts.push(concept);
    }
    if let Some(empty) = groups
        .iter()
        .find(|group| !concepts.iter().any(|concept| concept.group == group.code))
    {
        let field = format!("group {}", empty.code);
        return Err(fault(&field, "no concept is in it; add one or remove the group"));
    }
    Ok((groups, concepts))
}

fn concept(entry: ConceptEntry, groups: &[Group]) -> Result<Concept, LoadError> {
    let name = format!("concept {}", entry.code);
    slug(&name, &entry.code)?;
    let Some(group) = groups.iter().find(|group| group.code == entry.group) else {
        return Err(fault(
            &format!("{name}.group"),
            &format!(
                "no group {:?}; add a [[group]] with that code or name another",
                entry.group
            ),
        ));
    };
    let concept = Concept {
        kind: group.kind,
        group: entry.group,
        name: texts(&name, entry.name)?,
        also: [entry.also.fr, entry.also.de, entry.also.en],
        code: entry.code,
    };
    Locale::ALL
        .into_iter()
        .try_for_each(|locale| words(&name, &concept, locale))?;
    Ok(concept)
}

/// The words of one language: few, none empty, none twice.
fn words(entry: &str, concept: &Concept, locale: Locale) -> Result<(), LoadError> {
    let field = format!("{entry}.also.{}", locale.code());
    if concept.also(locale).len() > ALSO {
        return Err(fault(&field, "at most four; keep those that people type"));
    }
    let mut seen = HashSet::new();
    for word in concept.words(locale) {
        let key = joined(word);
        if key.is_empty() || word.trim() != word {
            return Err(fault(
                &field,
                &format!("{word:?} is no word; write one or leave it out"),
            ));
        }
        if word.chars().count() > LONGEST {
            return Err(fault(
                &field,
                &format!("{word:?} is longer than {LONGEST} characters; shorten it"),
            ));
        }
        if !seen.insert(key) {
            return Err(fault(&field, &format!("{word:?} is said already; remove it")));
        }
    }
    Ok(())
}

/// Two concepts of a kind with one name could not be told apart in a list.
fn named_once(names: &mut HashMap<(Kind, Locale, String), String>, concept: &Concept) -> Result<(), LoadError> {
    for locale in Locale::ALL {
        let name = concept.name(locale);
        let key = (concept.kind, locale, joined(name));
        if let Some(other) = names.insert(key, concept.code.clone()) {
            return Err(fault(
                &format!("concept {}.name.{}", concept.code, locale.code()),
                &format!("{name:?} is the name of concept {other} too; give one of them another name"),
            ));
        }
    }
    Ok(())
}

fn texts(entry: &str, texts: Texts) -> Result<Localized, LoadError> {
    let Texts { fr, de, en } = texts;
    let name = Localized { fr, de, en };
    for locale in Locale::ALL {
        if name.get(locale).trim().is_empty() {
            return Err(fault(
                &format!("{entry}.name.{}", locale.code()),
                "it is missing; write the name in this language",
            ));
        }
    }
    Ok(name)
}

fn slug(entry: &str, code: &str) -> Result<(), LoadError> {
    let letters = |part: &str| {
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(fits)
    };
    if code.len() <= 40 && code.split('-').all(letters) {
        return Ok(());
    }
    Err(fault(
        &format!("{entry}.code"),
        "small letters a-z, digits and single hyphens, at most 40; write it like bridge-monitoring",
    ))
}

fn twice(entry: &str) -> LoadError {
    fault(entry, "it occurs twice; remove one or give it another code")
}

fn fault(field: &str, reason: &str) -> LoadError {
    LoadError::field(FILE, field, reason)
}
