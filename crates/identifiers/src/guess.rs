//! Which identifiers might this text hold? For a search field and for pasted letter-heads.
//! Every candidate obeys the rules of its scheme; whether it was meant is for a person to say.

use std::ops::Range;

use crate::{Identifier, Scheme, parse};

/// Words of free text that are looked at; an imprint has fewer.
const MOST_WORDS: usize = 400;
/// Words of the longest identifier: `Amtsgericht Bad Homburg v. d. H. HRB 12 345`.
const MOST_IN_ONE: usize = 10;

/// The identifiers a text may be or hold.
///
/// A text that is one identifier as a whole gives every scheme it fits, in the order of
/// [`Scheme::ALL`]: nine digits may be a SIREN and a German VAT number. Otherwise the text is
/// searched from left to right, the longest first, and what has few check digits or none must
/// bring its prefix or label. Only the first 400 words are searched. Each candidate stands once.
///
/// ```
/// use identifiers::guess;
/// let imprint = "Exemple SAS, RCS Metz B 342 376 332, TVA FR 40 303 265 045";
/// let found: Vec<_> = guess(imprint).iter().map(|id| id.scheme().code()).collect();
/// assert_eq!(found, ["fr_rcs", "fr_vat"]);
/// ```
#[must_use]
pub fn guess(input: &str) -> Vec<Identifier> {
    let words = words(input);
    let whole: Vec<Identifier> = if words.len() <= MOST_IN_ONE {
        readings(input, |_| true)
    } else {
        Vec::new()
    };
    if !whole.is_empty() {
        return whole;
    }
    let mut found: Vec<Identifier> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let longest = MOST_IN_ONE.min(words.len() - at);
        let hit = (1..=longest).rev().find_map(|count| {
            let part = slice(input, &words, at..at + count)?;
            let read = readings(part, |scheme| stands_out(scheme, part));
            (!read.is_empty()).then_some((count, read))
        });
        let (count, read) = hit.unwrap_or((1, Vec::new()));
        for candidate in read {
            if !found.contains(&candidate) {
                found.push(candidate);
            }
        }
        at += count;
    }
    found
}

/// The text read by every scheme that is wanted, in the order of [`Scheme::ALL`].
fn readings(text: &str, wanted: impl Fn(Scheme) -> bool) -> Vec<Identifier> {
    Scheme::ALL
        .into_iter()
        .filter(|scheme| wanted(*scheme))
        .filter_map(|scheme| parse(scheme, text).ok())
        .collect()
}

/// Whether a part of a longer text looks like an identifier of the scheme, not like any number.
///
/// One nine-digit number in ten obeys Luhn and one eight-digit number in ninety obeys
/// Luxembourg's rule; dates, prices and telephone numbers are such numbers. A SIREN is let through
/// all the same, since imprints give it bare; VAT numbers must bring letters, an RCS or ROR number
/// its label, a Belgian establishment its stops.
fn stands_out(scheme: Scheme, part: &str) -> bool {
    let upper = part.to_uppercase();
    let lettered = upper.contains(|c: char| c.is_ascii_alphabetic());
    match scheme {
        Scheme::FrSiren | Scheme::FrSiret | Scheme::Lei | Scheme::DeRegister => true,
        Scheme::BeEnterprise => !upper.contains("TVA") && !upper.contains("BTW"),
        Scheme::BeEstablishment | Scheme::BeBranch => part.contains('.'),
        Scheme::FrRcs => upper.contains("RCS") || upper.contains("R.C.S"),
        Scheme::LuRcs => {
            let abbreviated = upper.contains("RCS") || upper.contains("R.C.S");
            abbreviated && !upper.starts_with(|c: char| c.is_ascii_digit())
        }
        Scheme::FrVat | Scheme::BeVat | Scheme::LuVat | Scheme::DeVat | Scheme::DeEconomic => lettered,
        Scheme::Ror => upper.contains("ROR"),
        Scheme::Euid => ["LURCSL.", "BEKBOBCE.", "FR", "DE"]
            .iter()
            .any(|start| upper.starts_with(start)),
    }
}

/// Byte ranges of the first words.
fn words(input: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut begun = None;
    for (at, character) in input.char_indices() {
        match (character.is_whitespace(), begun) {
            (false, None) => begun = Some(at),
            (true, Some(from)) => {
                words.push(from..at);
                begun = None;
            }
            _ => {}
        }
        if words.len() == MOST_WORDS {
            return words;
        }
    }
    words.extend(begun.map(|from| from..input.len()));
    words
}

/// The text from one word to another, without the punctuation of the sentence around it.
fn slice<'a>(input: &'a str, words: &[Range<usize>], part: Range<usize>) -> Option<&'a str> {
    let words = words.get(part)?;
    let text = input.get(words.first()?.start..words.last()?.end)?;
    let is_sentence = |c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '"' | '«' | '»' | '–');
    let text = text.trim_matches(is_sentence);
    Some(text.strip_suffix('.').unwrap_or(text).trim())
}
