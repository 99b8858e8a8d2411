//! Which language a reader gets who has not chosen one: `Accept-Language` of RFC 9110, 12.5.4.

use super::Locale;

/// More than any browser sends; the rest of a longer header is not read.
const MOST_BYTES: usize = 1024;
const MOST_RANGES: usize = 32;

/// The language of `offered` that the header likes best; among equals the one named first. Without a header, or when it
/// names none of them, the first of `offered`. A range of quality 0 is never chosen if anything else is left.
pub fn negotiate(header: Option<&str>, offered: &[Locale]) -> Locale {
    let fallback = offered.first().copied().unwrap_or(Locale::En);
    let ranges = ranges(header.unwrap_or(""));
    // What a range does not name, `*` speaks for.
    let rest = ranges
        .iter()
        .find(|(range, ..)| range == "*")
        .map(|(_, quality, place)| (*quality, *place));
    let mut best: Option<(u16, usize, Locale)> = None;
    let mut refused = Vec::new();
    for &locale in offered {
        let named = ranges.iter().filter(|(range, ..)| names(range, locale));
        let best_named = named
            .map(|(_, quality, place)| (*quality, *place))
            .max_by_key(|(q, p)| (*q, usize::MAX - p));
        match best_named.or(rest) {
            Some((0, _)) => refused.push(locale),
            Some((quality, place)) if best.is_none_or(|(q, p, _)| quality > q || (quality == q && place < p)) => {
                best = Some((quality, place, locale));
            }
            _ => {}
        }
    }
    match best {
        Some((.., locale)) => locale,
        None => offered
            .iter()
            .copied()
            .find(|locale| !refused.contains(locale))
            .unwrap_or(fallback),
    }
}

/// `de-AT` names German as well.
fn names(range: &str, locale: Locale) -> bool {
    range
        .split(['-', '_'])
        .next()
        .is_some_and(|language| language == locale.code())
}

/// The ranges with quality in thousandths and place; what is not well-formed is left out.
fn ranges(header: &str) -> Vec<(String, u16, usize)> {
    let mut end = header.len().min(MOST_BYTES);
    while !header.is_char_boundary(end) {
        end -= 1;
    }
    let entries = header[..end].split(',').take(MOST_RANGES).enumerate();
    entries
        .filter_map(|(place, entry)| {
            let mut parts = entry.split(';');
            let range = parts.next()?.trim().to_ascii_lowercase();
            let quality = match parts.next().map(str::trim) {
                None => 1000,
                Some(weight) => quality(weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="))?)?,
            };
            (!range.is_empty()).then_some((range, quality, place))
        })
        .collect()
}

/// `0`, `0.8`, `0.725`, `1.000` in thousandths.
fn quality(text: &str) -> Option<u16> {
    let (whole, fraction) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(thousandths),
        "1" if thousandths == 0 => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chosen(header: &str) -> Locale {
        negotiate(Some(header), &Locale::ALL)
    }

    #[test]
    fn takes_the_best_quality_then_the_first() {
        assert_eq!(chosen("de-AT,de;q=0.9,en;q=0.8"), Locale::De);
        assert_eq!(chosen("nl, en;q=0.5, de;q=0.7"), Locale::De);
        assert_eq!(chosen("en, fr"), Locale::En);
        assert_eq!(chosen("FR-lu"), Locale::Fr);
    }

    #[test]
    fn falls_back_to_the_regions_order() {
        assert_eq!(chosen(""), Locale::Fr);
        assert_eq!(chosen("nl, pt;q=0.3"), Locale::Fr);
        assert_eq!(chosen("*"), Locale::Fr);
        assert_eq!(negotiate(None, &[Locale::De, Locale::Fr]), Locale::De);
        assert_eq!(negotiate(None, &[]), Locale::En);
    }

    #[test]
    fn refuses_what_has_no_quality() {
        assert_eq!(chosen("fr;q=0"), Locale::De);
        assert_eq!(chosen("*, fr;q=0"), Locale::De);
        assert_eq!(chosen("*;q=0"), Locale::Fr);
        assert_eq!(chosen("de;q=2, en;q=0.4"), Locale::En);
    }

    proptest! {
        #[test]
        fn never_panics(header in "\\PC{0,2000}") {
            chosen(&header);
        }
    }
}
