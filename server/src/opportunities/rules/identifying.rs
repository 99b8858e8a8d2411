//! What would name the organisation behind an anonymous opportunity: its name, its domain, an address of mail or the web, a
//! telephone number, its official number, its street, a place finer than its territory.

use search::fold;

use crate::opportunities::model::{Content, Text};

/// What everybody could look up about the organisation.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Its names.
    pub names: Vec<String>,
    /// Its domains, without `www.`.
    pub domains: Vec<String>,
    /// Its numbers, however written.
    pub numbers: Vec<String>,
    /// Its streets.
    pub streets: Vec<String>,
    /// Its municipalities and postal codes.
    pub places: Vec<String>,
}

crate::words! {
    /// What was found.
    What {
        /// Its name.
        Name = "name",
        /// Its domain, or an address of the web.
        Domain = "domain",
        /// An address of mail.
        Mail = "mail",
        /// A telephone number.
        Phone = "phone",
        /// Its official number.
        Number = "number",
        /// Its street.
        Street = "street",
        /// A place finer than its territory.
        Place = "place",
    }
}

/// A passage that names the organisation, or may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// In which text.
    pub field: Text,
    /// What it is.
    pub what: What,
    /// The passage.
    pub text: String,
    /// Whether it certainly does. Others its author may look at and leave: a town can be that of somebody else.
    pub certain: bool,
}

/// Words of legal forms: they are part of a name and say nothing.
const FORMS: [&str; 24] = [
    "sa", "sarl", "sas", "sasu", "eurl", "sprl", "srl", "bv", "nv", "asbl", "vzw", "scrl", "gmbh", "ug", "ag", "kg",
    "ohg", "gbr", "ev", "eg", "sci", "snc", "co", "s",
];

/// All passages of an opportunity that would name its organisation, in the order of the form.
#[must_use]
pub fn findings(content: &Content, known: &Known) -> Vec<Finding> {
    let mut found = Vec::new();
    for field in Text::ALL.iter().copied() {
        let text = content.text(field);
        if text.is_empty() {
            continue;
        }
        let mut add = |what, text: &str, certain| {
            let text = text.trim().to_owned();
            if !found.iter().any(|one: &Finding| one.field == field && one.text == text) {
                found.push(Finding {
                    field,
                    what,
                    text,
                    certain,
                });
            }
        };
        typed(text, known, &mut add);
        looked_up(text, known, &mut add);
    }
    found
}

/// What is seen without knowing the organisation.
fn typed(text: &str, known: &Known, add: &mut impl FnMut(What, &str, bool)) {
    let lower = text.to_lowercase();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '+');
        if is_mail(word) {
            add(What::Mail, word, true);
        } else if is_address(word) {
            add(What::Domain, word, true);
        }
    }
    for domain in &known.domains {
        if domain.contains('.') && lower.contains(&domain.to_lowercase()) {
            add(What::Domain, domain, true);
        }
    }
    for (number, certain) in phones(text) {
        add(What::Phone, number, certain);
    }
}

fn looked_up(text: &str, known: &Known, add: &mut impl FnMut(What, &str, bool)) {
    let words = fold(text);
    for name in &known.names {
        let name_words = bare(name);
        let letters: usize = name_words.iter().map(String::len).sum();
        if contains(&words, &name_words) {
            add(What::Name, name, name_words.len() > 1 || letters >= 5);
        }
    }
    let squeezed = squeeze(text);
    for number in &known.numbers {
        let wanted = squeeze(number);
        if wanted.len() >= 6 && squeezed.contains(&wanted) {
            add(What::Number, number, true);
        }
    }
    for street in &known.streets {
        let named: Vec<String> = fold(street).into_iter().filter(|word| !is_house(word)).collect();
        let letters: usize = named.iter().map(String::len).sum();
        if letters >= 6 && contains(&words, &named) {
            add(What::Street, street, true);
        }
    }
    for place in &known.places {
        if contains(&words, &fold(place)) {
            add(What::Place, place, false);
        }
    }
}

/// The words of a name without its legal form; all of them where nothing else is left.
fn bare(name: &str) -> Vec<String> {
    let all = fold(name);
    let kept: Vec<String> = all
        .iter()
        .filter(|word| !FORMS.contains(&word.as_str()))
        .cloned()
        .collect();
    if kept.is_empty() { all } else { kept }
}

fn is_house(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether words stand in a text one behind the other.
fn contains(words: &[String], wanted: &[String]) -> bool {
    !wanted.is_empty() && words.windows(wanted.len()).any(|part| part == wanted)
}

/// Letters and digits only, in lower case.
fn squeeze(text: &str) -> String {
    let plain = text.chars().filter(char::is_ascii_alphanumeric);
    plain.map(|letter| letter.to_ascii_lowercase()).collect()
}

fn is_mail(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.starts_with('.'))
}

fn is_address(word: &str) -> bool {
    let lower = word.to_lowercase();
    ["http://", "https://", "www."]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// Passages that are telephone numbers: certainly where they begin with `+` or `00`, else where they have nine digits or more.
fn phones(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let mut start = None;
    let separates = |letter: char| " ()/.-\u{a0}\u{202f}".contains(letter);
    for (at, letter) in text.char_indices().chain([(text.len(), '\n')]) {
        match start {
            None if letter == '+' || letter.is_ascii_digit() => start = Some(at),
            Some(from) if !letter.is_ascii_digit() && !separates(letter) => {
                found.extend(text.get(from..at).and_then(phone));
                start = (letter == '+').then_some(at);
            }
            _ => {}
        }
    }
    found
}

fn phone(passage: &str) -> Option<(&str, bool)> {
    let passage = passage.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let digits = passage.chars().filter(char::is_ascii_digit).count();
    let abroad = passage.starts_with('+') || passage.starts_with("00");
    match digits {
        7..=16 if abroad => Some((passage, true)),
        9..=14 if passage.starts_with('0') => Some((passage, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        Known {
            names: vec!["Brückenwerk Dillingen GmbH".into(), "Ivo AG".into()],
            domains: vec!["brueckenwerk.example".into()],
            numbers: vec!["HRB 12345".into(), "123 456 789".into()],
            streets: vec!["Hafenstraße 12a".into()],
            places: vec!["Dillingen/Saar".into(), "66763".into()],
        }
    }

    fn found(text: &str) -> Vec<(What, bool)> {
        let content = Content {
            description: text.into(),
            ..Content::default()
        };
        let all = findings(&content, &known());
        assert!(all.iter().all(|one| one.field == Text::Description));
        all.into_iter().map(|one| (one.what, one.certain)).collect()
    }

    #[test]
    fn what_names_it_is_found_however_it_is_written() {
        for (text, expected) in [
            ("Wir suchen Sensoren für Brücken.", &[][..]),
            ("Die BRUECKENWERK Dillingen sucht Sensoren.", &[(What::Name, true)]),
            ("Brückenwerk-Dillingen", &[(What::Name, true)]),
            ("Ein Brückenwerk sucht.", &[]),
            ("Ivo sucht.", &[(What::Name, false)]),
            ("Schreiben Sie an info@example.org!", &[(What::Mail, true)]),
            ("Ein Preis von 5 @ Stück", &[]),
            (
                "Siehe https://example.org/x und www.example.net.",
                &[(What::Domain, true), (What::Domain, true)],
            ),
            ("auf BrueckenWerk.example steht mehr", &[(What::Domain, true)]),
            ("Telefon +49 6831 12345", &[(What::Phone, true)]),
            ("Telefon 06831/123456", &[(What::Phone, false)]),
            ("zwischen 2019 und 2024, 1.500.000 Stück", &[]),
            ("Handelsregister hrb12345", &[(What::Number, true)]),
            ("SIREN 123456789", &[(What::Number, true)]),
            ("an der Hafenstrasse", &[(What::Street, true)]),
            ("am Hafen", &[]),
            ("nahe Dillingen (Saar)", &[(What::Place, false)]),
            ("in 66763", &[(What::Place, false)]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn every_text_is_looked_at_and_said_once() {
        let content = Content {
            title: "Dillingen Saar, Dillingen/Saar".into(),
            role: "a@b.example a@b.example".into(),
            ..Content::default()
        };
        let all = findings(&content, &known());
        let fields: Vec<_> = all.iter().map(|one| (one.field, one.what)).collect();
        assert_eq!(fields, [(Text::Title, What::Place), (Text::Role, What::Mail)]);
    }
}
