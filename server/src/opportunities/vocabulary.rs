//! The concepts of the region pack as this feature uses them: which there are, how they are called.

use super::model::Content;
use crate::platform::region::{ConceptKind, Region};
use crate::platform::texts::Locale;

/// How a concept is called; none where there is none with that code.
pub(super) fn name(region: &Region, code: &str, locale: Locale) -> Option<String> {
    region
        .concepts()
        .get(code)
        .map(|concept| concept.name(locale).to_owned())
}

/// The names of concepts in every language, with what else they are called: what is searched through.
pub(super) fn all_names<'a>(region: &Region, codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names = Vec::new();
    for concept in codes.filter_map(|code| region.concepts().get(code)) {
        for locale in Locale::ALL {
            names.extend(concept.words(locale).map(str::to_owned));
        }
    }
    names
}

const fn kind(technology: bool) -> ConceptKind {
    if technology {
        ConceptKind::Technology
    } else {
        ConceptKind::Market
    }
}

fn is(region: &Region, code: &str, technology: bool) -> bool {
    let found = region.concepts().get(code);
    found.is_some_and(|concept| concept.kind == kind(technology))
}

/// Whether there is a technology concept with that code.
pub(super) fn is_technology(region: &Region, code: &str) -> bool {
    is(region, code, true)
}

/// Whether there is a market concept with that code.
pub(super) fn is_market(region: &Region, code: &str) -> bool {
    is(region, code, false)
}

/// What somebody may mean who typed this, the likeliest first: codes.
pub(super) fn suggest(region: &Region, typed: &str, locale: Locale, technology: bool, limit: usize) -> Vec<String> {
    let found = region.concepts().suggest(typed, locale, Some(kind(technology)), limit);
    found.into_iter().map(|one| one.concept.code.clone()).collect()
}

/// What the texts speak of: codes.
pub(super) fn in_texts(region: &Region, content: &Content, language: Locale, technology: bool) -> Vec<String> {
    let text = format!("{}\n{}", content.title, content.summary);
    let found = region.concepts().in_text(&text, language);
    let of_kind = found.into_iter().filter(|code| is(region, code, technology));
    of_kind.map(str::to_owned).collect()
}

/// The concept of a kind that is meant by a code or by a whole name in any language.
pub(super) fn find(region: &Region, word: &str, technology: bool) -> Option<String> {
    let word = word.trim();
    if is(region, word, technology) {
        return Some(word.to_owned());
    }
    let wanted = search::fold(word);
    let is_called = |name: &str| search::fold(name) == wanted;
    let mut all = region.concepts().of(kind(technology));
    let found = all.find(|one| Locale::ALL.into_iter().any(|locale| one.words(locale).any(is_called)));
    found.filter(|_| !wanted.is_empty()).map(|one| one.code.clone())
}
