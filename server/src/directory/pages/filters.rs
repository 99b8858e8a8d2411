//! The filters as they are shown: facets with their values and counts, what is chosen as chips, and what holds by default.

use super::Reader;
use crate::directory::asked::Asked;
use crate::directory::facets::{ALL, Facet, UNSTATED};
use crate::directory::find::FacetCounts;
use crate::organisations::model::{Age, Standing};

/// Values of a long facet that are shown at once.
const SHOWN: usize = 8;
/// The facets whose default leaves something out; a line says what.
const NARROWED: [Facet; 4] = [Facet::Territory, Facet::Standing, Facet::Status, Facet::Age];
/// What `standing=all` stands for.
const REGISTERED: [Standing; 3] = [Standing::Registered, Standing::Listed, Standing::Member];

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub code: String,
    pub name: String,
    pub count: String,
    pub chosen: bool,
    pub empty: bool,
}

/// A facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FacetView {
    pub code: &'static str,
    pub name: String,
    pub values: Vec<Choice>,
    /// Folded away.
    pub more: Vec<Choice>,
    /// What holds while nothing is chosen.
    pub hint: Option<String>,
    /// What the default leaves out and one click adds: address, words, count.
    pub all: Option<(String, String, String)>,
}

/// A link that takes something away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chip {
    pub text: String,
    pub href: String,
}

/// The facets in the order of the page.
pub(super) fn facets(counts: &[FacetCounts], asked: &Asked, reader: Reader<'_>) -> Vec<FacetView> {
    counts.iter().map(|counts| facet(counts, asked, reader)).collect()
}

fn facet(counts: &FacetCounts, asked: &Asked, reader: Reader<'_>) -> FacetView {
    let facet = counts.facet;
    let all = is_all(asked, facet);
    let long = matches!(facet, Facet::Nace | Facet::Language);
    let mut values: Vec<(u64, Choice)> = counts
        .values
        .iter()
        .filter(|(code, count, chosen)| *chosen || *count > 0 || (!long && !is_hidden(facet, code)))
        .map(|(code, count, chosen)| {
            let chosen = *chosen || (all && !is_hidden(facet, code));
            (*count, choice(facet, code, *count, chosen, reader))
        })
        .collect();
    if long {
        // Stable: what is chosen first, then the larger ones; "not stated" last.
        values.sort_by_key(|(count, value)| (value.code == UNSTATED, std::cmp::Reverse(*count)));
    }
    let mut more = Vec::new();
    let mut shown = Vec::new();
    for (place, (_, value)) in values.into_iter().enumerate() {
        let fits = !long || place < SHOWN || value.chosen || value.code == UNSTATED;
        if fits { shown.push(value) } else { more.push(value) }
    }
    let nothing = asked.of(facet).is_empty();
    FacetView {
        code: facet.code(),
        name: reader.t.term("facet", facet.code()).into_owned(),
        values: shown,
        more,
        hint: hint(facet, nothing, reader),
        all: if all { None } else { left_out(counts, asked, reader) },
    }
}

/// "All registered companies", "also stale ones": the way to them, and how many they are.
fn left_out(counts: &FacetCounts, asked: &Asked, reader: Reader<'_>) -> Option<(String, String, String)> {
    let (words, count) = match counts.facet {
        Facet::Standing => ("directory-all-registered", registered(std::slice::from_ref(counts))),
        Facet::Age => {
            let mut values = counts.values.iter();
            let stale = values.find(|(code, _, chosen)| code == Age::Stale.code() && !chosen);
            (
                "directory-also-stale",
                stale.map(|(_, count, _)| *count).filter(|count| *count > 0)?,
            )
        }
        _ => return None,
    };
    let href = reader.href(&asked.choosing(counts.facet, &[ALL]));
    Some((href, reader.t.get(words).into_owned(), reader.t.number(count)))
}

/// What is left out where nothing is chosen, and how organisations with places in several territories are counted.
fn hint(facet: Facet, nothing: bool, reader: Reader<'_>) -> Option<String> {
    let default = (nothing && NARROWED.contains(&facet)).then(|| reader.t.term("directory-default", facet.code()));
    let counted = (facet == Facet::Territory).then(|| reader.t.get("directory-territories"));
    let parts: Vec<_> = [counted, default].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Never in a list: shown only where the address asks for it.
fn is_hidden(facet: Facet, code: &str) -> bool {
    let hidden = [Standing::Suspended, Standing::Withdrawn];
    facet == Facet::Standing && hidden.iter().any(|standing| standing.code() == code)
}

/// Whether everything of a facet is asked for, by `all` or by naming it.
fn is_all(asked: &Asked, facet: Facet) -> bool {
    let chosen = asked.of(facet);
    let every = || {
        REGISTERED
            .iter()
            .all(|standing| chosen.iter().any(|code| code == standing.code()))
    };
    chosen.first().is_some_and(|code| code == ALL)
        || (facet == Facet::Standing && chosen.len() == REGISTERED.len() && every())
}

/// How many all registered companies would be under the other filters.
pub(super) fn registered(counts: &[FacetCounts]) -> u64 {
    let standing = counts.iter().find(|counts| counts.facet == Facet::Standing);
    let values = standing.map(|counts| counts.values.as_slice()).unwrap_or_default();
    values
        .iter()
        .filter(|(code, ..)| !is_hidden(Facet::Standing, code))
        .map(|(_, count, _)| count)
        .sum()
}

fn choice(facet: Facet, code: &str, count: u64, chosen: bool, reader: Reader<'_>) -> Choice {
    Choice {
        code: code.to_owned(),
        name: name(facet, code, reader),
        count: reader.t.number(count),
        chosen,
        empty: count == 0 && !chosen,
    }
}

/// The name of a value of a facet.
pub(super) fn name(facet: Facet, code: &str, reader: Reader<'_>) -> String {
    let (region, t) = (reader.region, reader.t);
    match facet {
        _ if code == UNSTATED => t.get("directory-unstated").into_owned(),
        _ if code == ALL && facet == Facet::Standing => t.get("directory-all-registered").into_owned(),
        _ if code == ALL => {
            let facet = t.term("facet", facet.code());
            t.with("directory-all-of", &[("facet", facet.into())]).into_owned()
        }
        Facet::Territory => region.territory_name(code, t.locale).to_owned(),
        Facet::Nace => reader.division(code).unwrap_or(code).to_owned(),
        Facet::Kind => t.term("kind", code).into_owned(),
        Facet::Language => t.term("language", code).into_owned(),
        Facet::Standing => t.term("standing", code).into_owned(),
        Facet::Status => t.term("status", code).into_owned(),
        Facet::Age => t.term("age", code).into_owned(),
    }
}

/// What is chosen, each with the address without it.
pub(super) fn chips(asked: &Asked, reader: Reader<'_>) -> Vec<Chip> {
    let mut chips = Vec::new();
    for facet in Facet::ALL {
        if is_all(asked, facet) {
            chips.push(Chip {
                text: name(facet, ALL, reader),
                href: reader.href(&asked.choosing(facet, &[])),
            });
            continue;
        }
        chips.extend(asked.of(facet).iter().map(|code| Chip {
            text: name(facet, code, reader),
            href: reader.href(&asked.toggled(facet, code)),
        }));
    }
    if asked.bbox.is_some() {
        let whole = Asked {
            bbox: None,
            ..asked.first_page()
        };
        chips.push(Chip {
            text: reader.t.get("directory-part-of-map").into_owned(),
            href: reader.href(&whole),
        });
    }
    chips
}

/// Facets without whose choice something would be found, each with what is chosen: what the counts of a facet tell, since
/// they ignore its own choice. Taking back one of several values never helps where nothing is found.
pub(super) fn in_the_way(asked: &Asked, counts: &[FacetCounts], reader: Reader<'_>) -> Vec<Chip> {
    let chosen = counts.iter().filter(|counts| !asked.of(counts.facet).is_empty());
    let helps = |counts: &&FacetCounts| {
        let default = counts.facet.default_codes(reader.region);
        let mut values = counts.values.iter();
        values.any(|(code, count, _)| *count > 0 && (default.is_empty() || default.contains(code)))
    };
    chosen
        .filter(helps)
        .map(|counts| {
            let names = asked
                .of(counts.facet)
                .iter()
                .map(|code| name(counts.facet, code, reader));
            Chip {
                text: names.collect::<Vec<_>>().join(", "),
                href: reader.href(&asked.choosing(counts.facet, &[])),
            }
        })
        .collect()
}

/// The question with its words, order and view, and no filter.
pub(super) fn without_filters(asked: &Asked) -> Asked {
    Asked {
        chosen: Default::default(),
        bbox: None,
        ..asked.first_page()
    }
}
