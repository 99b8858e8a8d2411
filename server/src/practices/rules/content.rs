//! What a practice must say before a chamber looks at it, and what is said of an adoption. A draft keeps anything.

use chrono::NaiveDate;

use crate::organisations::looks_like_url;
use crate::organisations::model::OrganisationId;
use crate::platform::web::{Fault, Why};
use crate::practices::model::{
    COST_LIMIT, Content, KEPT_LIMIT, LINK_LIMIT, LINKS, PLACE_LIMIT, PRECONDITION_LEAST, PRECONDITION_LIMIT,
    PRECONDITIONS, PROGRAMME_LIMIT, TAKEN_LEAST, TAKEN_LIMIT, Taken, Text,
};

/// What is known beside the text: which codes and rows there are.
#[derive(Clone, Copy)]
pub struct Codes<'a> {
    /// Whether there is a territory with that code.
    pub territory: &'a dyn Fn(&str) -> bool,
    /// Whether everybody may see an organisation.
    pub organisation: &'a dyn Fn(OrganisationId) -> bool,
    /// Whether an outcome of its organisation is confirmed.
    pub outcome: &'a dyn Fn(crate::outcomes::OutcomeId) -> bool,
}

/// The organisation that somebody named by its id or the address of its page.
#[must_use]
pub fn organisation_of(typed: &str) -> Option<OrganisationId> {
    let behind = typed.split_once("/organisations/").map_or(typed, |(_, rest)| rest);
    let id = behind.split(['/', '?', '#']).next()?;
    id.trim().parse().ok()
}

/// The same without what says nothing: spaces around texts, a link twice; addresses of organisations as their ids.
#[must_use]
pub fn tidy(mut content: Content) -> Content {
    for text in content.written_mut() {
        *text = text.trim().replace("\r\n", "\n");
    }
    // Titles and names are one line.
    for line in [&mut content.title, &mut content.municipality, &mut content.programme] {
        *line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    content.preconditions.retain(|one| !one.text.is_empty());
    let mut organisations: Vec<String> = Vec::new();
    for typed in content.organisations.drain(..) {
        let named = organisation_of(&typed).map_or(typed, |id| id.to_string());
        if !named.is_empty() && !organisations.contains(&named) {
            organisations.push(named);
        }
    }
    content.organisations = organisations;
    content.outcomes.sort_unstable();
    content.outcomes.dedup();
    content
}

/// What a draft does not even keep: texts of such a length, and more links than anybody has.
#[must_use]
pub fn unkept(content: &Content) -> Vec<Fault> {
    let mut faults = Vec::new();
    let texts = Text::ALL.iter().map(|text| (text.code(), content.text(*text)));
    let lines = [
        ("municipality", content.municipality.as_str()),
        ("programme", &content.programme),
        ("programmeLink", &content.programme_link),
    ];
    let organisations = content.organisations.iter().map(|one| ("organisations", one.as_str()));
    let preconditions = content
        .preconditions
        .iter()
        .map(|one| ("preconditions", one.text.as_str()));
    for (field, text) in texts.chain(lines).chain(organisations).chain(preconditions) {
        faults.extend(Fault::of_text(field, text, (0, KEPT_LIMIT), false));
    }
    for (field, count) in [
        ("preconditions", content.preconditions.len()),
        ("organisations", content.organisations.len()),
        ("outcomes", content.outcomes.len()),
    ] {
        if count > 50 {
            faults.push(Fault::new(field, Why::TooMany(50)));
        }
    }
    faults
}

/// Everything that is missing or not as it must be, in the order of the form.
#[must_use]
pub fn check(content: &Content, codes: Codes<'_>, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    let of_text = |text: &Text| Fault::of_text(text.code(), content.text(*text), (text.least(), text.limit()), true);
    faults.extend(Text::ALL.iter().filter_map(of_text));
    if content.grade.is_none() {
        faults.push(Fault::new("grade", Why::Missing));
    }
    place(&content.territory, &content.municipality, codes.territory, &mut faults);
    match (content.from, content.to) {
        (None, _) => faults.push(Fault::new("from", Why::Missing)),
        (Some(from), _) if from > today => faults.push(Fault::new("from", Why::Future)),
        (Some(from), Some(to)) if to < from => faults.push(Fault::new("to", Why::Order)),
        _ => {}
    }
    preconditions(content, codes.territory, &mut faults);
    links(content, codes, &mut faults);
    faults
}

fn place(territory: &str, municipality: &str, known: &dyn Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    if territory.is_empty() {
        faults.push(Fault::new("territory", Why::Missing));
    } else if !known(territory) {
        faults.push(Fault::new("territory", Why::Unknown));
    }
    faults.extend(Fault::of_text("municipality", municipality, (1, PLACE_LIMIT), true));
}

fn preconditions(content: &Content, known: &dyn Fn(&str) -> bool, faults: &mut Vec<Fault>) {
    let field = "preconditions";
    if content.preconditions.len() > PRECONDITIONS {
        faults.push(Fault::new(field, Why::TooMany(PRECONDITIONS)));
        return;
    }
    let wrong = content.preconditions.iter().find_map(|one| {
        if !known(&one.territory) {
            return Some(Fault::new(field, Why::Unknown));
        }
        Fault::of_text(field, &one.text, (PRECONDITION_LEAST, PRECONDITION_LIMIT), true)
    });
    faults.extend(wrong);
}

fn links(content: &Content, codes: Codes<'_>, faults: &mut Vec<Fault>) {
    let known = |typed: &String| organisation_of(typed).is_some_and(|id| (codes.organisation)(id));
    match content.organisations.len() {
        count if count > LINKS => faults.push(Fault::new("organisations", Why::TooMany(LINKS))),
        _ if !content.organisations.iter().all(known) => faults.push(Fault::new("organisations", Why::Unknown)),
        _ => {}
    }
    match content.outcomes.len() {
        count if count > LINKS => faults.push(Fault::new("outcomes", Why::TooMany(LINKS))),
        _ if !content.outcomes.iter().all(|id| (codes.outcome)(*id)) => {
            faults.push(Fault::new("outcomes", Why::Unknown));
        }
        _ => {}
    }
    let linked = !content.programme_link.is_empty();
    faults.extend(Fault::of_text(
        "programme",
        &content.programme,
        (1, PROGRAMME_LIMIT),
        linked,
    ));
    let link = &content.programme_link;
    faults.extend(match Fault::of_text("programmeLink", link, (0, LINK_LIMIT), false) {
        None if linked && !looks_like_url(link) => Some(Fault::new("programmeLink", Why::Address)),
        other => other,
    });
}

/// All words that are searched through.
pub fn words_of(content: &Content) -> impl Iterator<Item = &str> {
    let texts = Text::ALL.iter().map(|text| content.text(*text));
    texts.chain([content.municipality.as_str(), content.programme.as_str()])
}

/// What is said of an adoption without what says nothing.
#[must_use]
pub fn tidy_taken(mut taken: Taken) -> Taken {
    for text in [&mut taken.changed, &mut taken.result, &mut taken.cost_text] {
        *text = text.trim().replace("\r\n", "\n");
    }
    taken.municipality = taken.municipality.split_whitespace().collect::<Vec<_>>().join(" ");
    taken
}

/// What is missing of an adoption, in the order of the form.
#[must_use]
pub fn check_taken(taken: &Taken, known: &dyn Fn(&str) -> bool, today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    place(&taken.territory, &taken.municipality, known, &mut faults);
    match taken.since {
        None => faults.push(Fault::new("since", Why::Missing)),
        Some(since) if since > today => faults.push(Fault::new("since", Why::Future)),
        Some(_) => {}
    }
    let limits = (TAKEN_LEAST, TAKEN_LIMIT);
    faults.extend(Fault::of_text("changed", &taken.changed, limits, true));
    if taken.cost.is_none() && taken.cost_text.is_empty() {
        faults.push(Fault::new("cost", Why::Missing));
    }
    faults.extend(Fault::of_text("costText", &taken.cost_text, (0, COST_LIMIT), false));
    faults.extend(Fault::of_text("result", &taken.result, limits, true));
    faults
}

#[cfg(test)]
#[path = "content_test.rs"]
mod tests;
