//! The readable part of an organisation's address. The id decides, the slug only tells.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest slug in characters.
const LIMIT: usize = 60;

/// What stands in the place of a slug in other addresses.
const TAKEN: [&str; 1] = ["report"];

/// Lower-case ASCII words of a name with hyphens between; `-` where nothing is left, or only what another page is called.
///
/// ```
/// use passerelle::organisations::slug;
/// assert_eq!(slug("Société d’Énergie Straßen & Œuvre SA"), "societe-d-energie-strassen-oeuvre-sa");
/// assert_eq!(slug("日本"), "-");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
    {
        match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'ß' => slug.push_str("ss"),
            'œ' => slug.push_str("oe"),
            'æ' => slug.push_str("ae"),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
        if slug.len() >= LIMIT {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() || TAKEN.contains(&slug) {
        "-".to_owned()
    } else {
        slug.to_owned()
    }
}
