//! What would name an organisation in a text that is not to name it: its name, its domain, an address of mail or the web, a
//! telephone number, its official number, its street, a place finer than its territory. One rule for everybody who lets an
//! organisation stay unnamed.

use search::fold;

/// What everybody could look up about an organisation.
#[derive(Clone, Debug, Default)]
pub struct Traces {
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
    Trace {
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
pub struct Passage {
    /// What it is.
    pub what: Trace,
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

/// All passages of a text that would name its organisation, each once.
#[must_use]
pub fn passages(text: &str, known: &Traces) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    if text.is_empty() {
        return found;
    }
    let mut add = |what, text: &str, certain| {
        let text = text.trim().to_owned();
        if !found.iter().any(|one| one.text == text) {
            found.push(Passage { what, text, certain });
        }
    };
    typed(text, known, &mut add);
    looked_up(text, known, &mut add);
    found
}

/// What is seen without knowing the organisation.
fn typed(text: &str, known: &Traces, add: &mut impl FnMut(Trace, &str, bool)) {
    let lower = text.to_lowercase();
    for word in text.split_whitespace() {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '+');
        if is_mail(word) {
            add(Trace::Mail, word, true);
        } else if is_address(word) {
            add(Trace::Domain, word, true);
        }
    }
    for domain in &known.domains {
        if domain.contains('.') && lower.contains(&domain.to_lowercase()) {
            add(Trace::Domain, domain, true);
        }
    }
    for (number, certain) in phones(text) {
        add(Trace::Phone, number, certain);
    }
}

fn looked_up(text: &str, known: &Traces, add: &mut impl FnMut(Trace, &str, bool)) {
    let words = fold(text);
    for name in &known.names {
        let name_words = bare(name);
        let letters: usize = name_words.iter().map(String::len).sum();
        if contains(&words, &name_words) {
            add(Trace::Name, name, name_words.len() > 1 || letters >= 5);
        }
    }
    let squeezed = squeeze(text);
    for number in &known.numbers {
        let wanted = squeeze(number);
        if wanted.len() >= 6 && squeezed.contains(&wanted) {
            add(Trace::Number, number, true);
        }
    }
    for street in &known.streets {
        let named: Vec<String> = fold(street).into_iter().filter(|word| !is_house(word)).collect();
        let letters: usize = named.iter().map(String::len).sum();
        if letters >= 6 && contains(&words, &named) {
            add(Trace::Street, street, true);
        }
    }
    for place in &known.places {
        if contains(&words, &fold(place)) {
            add(Trace::Place, place, false);
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
    lower.contains("://") || lower.starts_with("www.")
}

/// Passages that are telephone numbers: certainly where they begin with `+` or `00`, else where they have nine digits or more.
/// A date is none.
fn phones(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    let (mut start, mut at): (Option<usize>, usize) = (None, 0);
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let run = start.and_then(|from| text.get(from..at));
        // Within what begins like a number from abroad no date stands.
        let dated = run.is_none_or(|run| !is_abroad(run) && !run.ends_with(|last: char| last.is_ascii_digit()));
        let date = text.get(at..).filter(|_| dated).and_then(date);
        if let Some(length) = date {
            found.extend(run.and_then(phone));
            (start, at) = (None, at + length);
            continue;
        }
        match start {
            None if letter == '+' || letter.is_ascii_digit() => start = Some(at),
            Some(_) if !letter.is_ascii_digit() && !separates(letter) => {
                found.extend(run.and_then(phone));
                start = (letter == '+').then_some(at);
            }
            _ => {}
        }
        at += letter.len_utf8();
    }
    found.extend(start.and_then(|from| text.get(from..)).and_then(phone));
    found
}

fn separates(letter: char) -> bool {
    " ()/.-\u{a0}\u{202f}".contains(letter)
}

fn is_abroad(passage: &str) -> bool {
    passage.starts_with('+') || passage.starts_with("00")
}

fn phone(passage: &str) -> Option<(&str, bool)> {
    let passage = passage.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let digits = passage.chars().filter(char::is_ascii_digit).count();
    match digits {
        7..=16 if is_abroad(passage) => Some((passage, true)),
        9..=14 if passage.starts_with('0') => Some((passage, false)),
        _ => None,
    }
}

/// How long the date is that a text begins with: `1.12.2026`, `01/12/2026`, `2026-12-01`, or `01.12.26` where no more digits
/// follow, for so a telephone number begins as well.
fn date(text: &str) -> Option<usize> {
    let (first, rest) = digits(text)?;
    let mark = rest.chars().next().filter(|mark| "./-".contains(*mark))?;
    let (second, rest) = digits(rest.get(1..)?)?;
    let (third, rest) = digits(rest.strip_prefix(mark)?)?;
    let number = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    let is_day = |digits: &str| digits.len() <= 2 && (1..=31).contains(&number(digits));
    let is_month = |digits: &str| digits.len() <= 2 && (1..=12).contains(&number(digits));
    let is_year = |digits: &str| digits.len() == 4 && (1900..2200).contains(&number(digits));
    let is_digit = |next: char| next.is_ascii_digit();
    let ends = !(rest.starts_with(mark) && rest.get(1..).is_some_and(|rest| rest.starts_with(is_digit)));
    let goes_on = rest.starts_with(separates) && rest.get(1..).is_some_and(|rest| rest.starts_with(is_digit));
    let short = third.len() == 2 && !goes_on && !rest.trim_start().starts_with(is_digit);
    let is_date = match (is_day(first) && is_month(second), is_month(second) && is_day(third)) {
        (true, _) if is_year(third) => ends,
        (true, _) => short,
        (_, true) => is_year(first) && ends,
        _ => false,
    };
    is_date.then(|| text.len() - rest.len())
}

/// The digits a text begins with, and what comes behind them.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Traces {
        Traces {
            names: vec!["Brückenwerk Dillingen GmbH".into(), "Ivo AG".into()],
            domains: vec!["brueckenwerk.example".into()],
            numbers: vec!["HRB 12345".into(), "123 456 789".into()],
            streets: vec!["Hafenstraße 12a".into()],
            places: vec!["Dillingen/Saar".into(), "66763".into()],
        }
    }

    fn found(text: &str) -> Vec<(Trace, bool)> {
        let all = passages(text, &known());
        all.into_iter().map(|one| (one.what, one.certain)).collect()
    }

    #[test]
    fn what_names_it_is_found_however_it_is_written() {
        for (text, expected) in [
            ("Wir suchen Sensoren für Brücken.", &[][..]),
            ("Die BRUECKENWERK Dillingen sucht Sensoren.", &[(Trace::Name, true)]),
            ("Brückenwerk-Dillingen", &[(Trace::Name, true)]),
            ("Ein Brückenwerk sucht.", &[]),
            ("Ivo sucht.", &[(Trace::Name, false)]),
            ("Schreiben Sie an info@example.org!", &[(Trace::Mail, true)]),
            ("Ein Preis von 5 @ Stück", &[]),
            (
                "Siehe https://example.org/x und www.example.net.",
                &[(Trace::Domain, true), (Trace::Domain, true)],
            ),
            ("auf BrueckenWerk.example steht mehr", &[(Trace::Domain, true)]),
            ("Telefon +49 6831 12345", &[(Trace::Phone, true)]),
            ("Telefon 06831/123456", &[(Trace::Phone, false)]),
            ("zwischen 2019 und 2024, 1.500.000 Stück", &[]),
            ("Handelsregister hrb12345", &[(Trace::Number, true)]),
            ("SIREN 123456789", &[(Trace::Number, true)]),
            ("an der Hafenstrasse", &[(Trace::Street, true)]),
            ("am Hafen", &[]),
            ("nahe Dillingen (Saar)", &[(Trace::Place, false)]),
            ("in 66763", &[(Trace::Place, false)]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn a_date_is_no_telephone_number() {
        for (text, expected) in [
            ("am 01.02.2026 08:00 Uhr", &[][..]),
            ("vom 01.02.2026 bis 15.03.2026 12 Sensoren", &[]),
            ("du 01/02/2026 au 15/03/2026", &[]),
            ("01.02.2026 - 15.03.2026", &[]),
            ("2026-02-01 2026-03-15", &[]),
            ("vom 01.02.26 - 15.03.26", &[]),
            ("01.02.2026, 06831/123456", &["06831/123456"]),
            ("01.02.2026 06831 123456", &["06831 123456"]),
            ("06831 123456 01.02.2026", &["06831 123456"]),
            ("06.12.34.56.78", &["06.12.34.56.78"]),
            ("06.12.34 56 78", &["06.12.34 56 78"]),
            ("+352 26.12.2026", &["+352 26.12.2026"]),
            ("0033 1.12.2026", &["0033 1.12.2026"]),
            ("031.02.2026 12 34", &["031.02.2026 12 34"]),
        ] {
            let all = phones(text);
            let all: Vec<&str> = all.iter().map(|(number, _)| *number).collect();
            assert_eq!(all, expected, "{text}");
        }
    }

    #[test]
    fn what_stands_there_twice_is_said_once() {
        let all = found("Dillingen Saar, Dillingen/Saar, a@b.example a@b.example");
        assert_eq!(all, [(Trace::Mail, true), (Trace::Place, false)]);
    }

    #[test]
    fn of_whom_nothing_is_known_nothing_is_named() {
        let text = "Nous, Holzbau, cherchons des capteurs : 0681 95 20 1, 50 % @ 20 degrés, 250 000 €";
        let all = passages(text, &Traces::default());
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(
            passages(
                text,
                &Traces {
                    names: vec!["Holzbau SARL".into()],
                    ..Traces::default()
                }
            )
            .len()
                == 2
        );
    }
}
