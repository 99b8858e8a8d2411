//! The embedded Fluent files, one bundle a language, read at the first use.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

use super::{Locale, Value, format, typography};

type Bundle = FluentBundle<FluentResource>;
type Write<M> = fn(&FluentValue<'_>, &M) -> Option<String>;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/texts");
static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| Locale::ALL.map(|locale| read(locale).0));
static MISSING: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Ids that were asked for and not found since the start, with their language: `de: home-title`. For tests.
pub fn missing() -> Vec<String> {
    MISSING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .iter()
        .cloned()
        .collect()
}

/// The message, or its id where it is missing.
pub(super) fn message(locale: Locale, id: &str, variables: Option<&[(&str, Value<'_>)]>) -> Cow<'static, str> {
    find(locale, id, variables).unwrap_or_else(|| {
        report(locale, id);
        Cow::Owned(id.to_owned())
    })
}

/// The message, if there is one.
pub(super) fn find(locale: Locale, id: &str, variables: Option<&[(&str, Value<'_>)]>) -> Option<Cow<'static, str>> {
    let bundle: &'static Bundle = BUNDLES.get(locale.index())?;
    let pattern = bundle.get_message(id)?.value()?;
    let arguments = variables.map(|variables| {
        let owned = variables
            .iter()
            .map(|(name, value)| (name.to_string(), value.clone().into_owned()));
        FluentArgs::from_iter(owned)
    });
    let mut errors = Vec::new();
    // Without placeables the text is borrowed from the bundle, which lives as long as the process.
    let text = match arguments {
        None => bundle.format_pattern(pattern, None, &mut errors),
        Some(arguments) => Cow::Owned(
            bundle
                .format_pattern(pattern, Some(&arguments), &mut errors)
                .into_owned(),
        ),
    };
    if !errors.is_empty() {
        tracing::error!(%locale, id, ?errors, "a message lacks a variable");
        if cfg!(test) {
            report(locale, id);
        }
    }
    Some(text)
}

fn report(locale: Locale, id: &str) {
    let new = MISSING
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(format!("{locale}: {id}"));
    if new {
        tracing::error!(%locale, id, "a message is missing");
    }
    #[cfg(test)]
    panic!("message {id} in {locale} is missing or lacks a variable");
}

/// The bundle of a language, and what is wrong with its files: broken entries and messages defined twice.
fn read(locale: Locale) -> (Bundle, Vec<String>) {
    let mut bundle = Bundle::new_concurrent(vec![locale.code().parse::<LanguageIdentifier>().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(numbers(locale)));
    let mut faults = Vec::new();
    let files = FILES.get_dir(locale.code()).into_iter().flat_map(Dir::files);
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "ftl")) {
        let name = file.path().display();
        let Some(text) = file.contents_utf8() else {
            faults.push(format!("{name}: not UTF-8"));
            continue;
        };
        let text = match locale {
            Locale::Fr => typography::french(text),
            Locale::De | Locale::En => text.to_owned(),
        };
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, errors)| {
            faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            faults.extend(errors.iter().map(|error| format!("{name}: {error}")));
        }
    }
    for fault in &faults {
        tracing::error!(fault, "a file of messages is damaged");
    }
    (bundle, faults)
}

/// Writes numbers in messages as the language does; a function a language, because the bundle takes no closure.
fn numbers<M>(locale: Locale) -> Write<M> {
    fn write(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
        match value {
            FluentValue::Number(number) => format::plain_number(locale, number.value),
            _ => None,
        }
    }
    match locale {
        Locale::Fr => |value, _| write(Locale::Fr, value),
        Locale::De => |value, _| write(Locale::De, value),
        Locale::En => |value, _| write(Locale::En, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_sound_and_defines_each_message_once() {
        for locale in Locale::ALL {
            assert_eq!(read(locale).1, Vec::<String>::new());
        }
    }

    #[test]
    fn languages_hold_the_same_messages() {
        let ids = |locale: Locale| -> BTreeSet<String> {
            let files = FILES.get_dir(locale.code()).unwrap().files();
            let texts = files.map(|file| file.contents_utf8().unwrap());
            texts
                .flat_map(str::lines)
                .filter_map(|line| line.split_once(" ="))
                .map(|(id, _)| id.to_owned())
                .filter(|id| id.starts_with(|first: char| first.is_ascii_lowercase()))
                .collect()
        };
        let french = ids(Locale::Fr);
        assert!(french.len() > 20);
        for other in [Locale::De, Locale::En] {
            let others = ids(other);
            assert_eq!(
                french.symmetric_difference(&others).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{other}"
            );
        }
    }

    #[test]
    fn fills_variables_without_marks() {
        let t = super::super::T::new(Locale::En);
        assert_eq!(t.months_ago(1), "1 month ago");
        assert_eq!(t.months_ago(7), "7 months ago");
        assert_eq!(super::super::T::new(Locale::De).ago(3), "vor 3 Tagen");
    }

    #[test]
    #[should_panic(expected = "no-such-message")]
    fn a_missing_message_fails_a_test() {
        super::super::T::new(Locale::Fr).get("no-such-message");
    }
}
