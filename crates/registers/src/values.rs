//! Values as registers write them: what counts as absent, white space, codes that lost their
//! leading zeros, days in the spellings of extracts and of spreadsheets.

use chrono::NaiveDate;
use serde_json::Value;

use crate::item::Refused;
use crate::{EXCERPT_LIMIT, RejectReason};

/// The text with white space and control characters collapsed to single spaces, or nothing if
/// nothing is left or it says `null`.
///
/// Control characters go because no name has them, PostgreSQL refuses NUL, and the scratch rows
/// are joined by one.
pub(crate) fn clean(text: &str) -> Option<String> {
    let gap = |c: char| c.is_whitespace() || c.is_control();
    let mut out = String::with_capacity(text.len());
    for word in text.split(gap).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    (!out.is_empty() && out != "null").then_some(out)
}

/// A code of digits brought back to `width`: a spreadsheet makes `1` of `001`.
pub(crate) fn padded(code: &str, width: usize) -> String {
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_digit()) {
        return code.to_owned();
    }
    format!("{code:0>width$}")
}

/// The first characters of a value that was refused.
pub(crate) fn excerpt(value: &str) -> String {
    // Cut before cleaning: the value may be a megabyte.
    let head: String = value.chars().take(4 * EXCERPT_LIMIT).collect();
    let head = clean(&head).unwrap_or_default();
    head.chars().take(EXCERPT_LIMIT).collect()
}

/// A day as KBO writes it, `09-08-1960`, with the spellings it has after a spreadsheet:
/// `09/08/1960`, and `1960-08-09`.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [a, b, c] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str| {
        let digits = (1..=4).contains(&part.len()) && part.bytes().all(|d| d.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (day, year) = if a.len() == 4 { (c, a) } else { (a, c) };
    if year.len() != 4 {
        return None;
    }
    let year = i32::try_from(number(year)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(b)?, number(day)?)
}

/// Brings a day, or a day with a time of day such as `2023-04-05 13:15:00`, into the spelling of ISO 8601.
pub(crate) fn iso_day(text: &mut String, column: &'static str) -> Result<(), Refused> {
    let stamp = text.split([' ', 'T']).next().unwrap_or_default();
    match day(stamp) {
        Some(day) => *text = day.to_string(),
        None if stamp.is_empty() => {}
        None => return Err((RejectReason::Date { column }, text.clone())),
    }
    Ok(())
}

/// The ISO 3166-1 code of a country the EU writes in its own way: Greece and the United Kingdom.
pub(crate) fn iso_country(code: &str) -> &str {
    match code {
        "EL" => "GR",
        "UK" => "GB",
        code => code,
    }
}

/// Cuts a text after so many characters.
pub(crate) fn cut(text: &mut String, most: usize) {
    if let Some((at, _)) = text.char_indices().nth(most) {
        text.truncate(at);
    }
}

/// The text of a cell, if there is any.
pub(crate) fn stated(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Those of the fields that say something.
pub(crate) fn present<const N: usize>(fields: [(&str, Option<Value>); N]) -> impl Iterator<Item = (String, Value)> {
    fields
        .map(|(key, value)| Some((key.to_owned(), value?)))
        .into_iter()
        .flatten()
}

/// As [`day`], and `21/09/22` means 2022: only for what cannot be older than the register (2003).
pub(crate) fn recent_day(text: &str) -> Option<NaiveDate> {
    match text.rsplit_once(['/', '-', '.']) {
        Some((head, year)) if year.len() == 2 && head.len() <= 5 => day(&format!("{head}/20{year}")),
        _ => day(text),
    }
}

/// A decimal number with a stop or a comma, without thousands: `771225,1`.
pub(crate) fn decimal(text: &str) -> Option<f64> {
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-');
    if text.is_empty() || text.len() > 40 || !text.bytes().all(plain) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

/// Latitude and longitude in degrees in one cell, `"49.6,6.1"`; also `49.6 6.1` and `(49.6, 6.1)`.
pub(crate) fn point(text: &str) -> Option<(f64, f64)> {
    let bare = text.trim_matches(['(', ')', '[', ']', ' ']);
    let (lat, lon) = bare.split_once(',').or_else(|| bare.split_once(' '))?;
    let (lat, lon): (f64, f64) = (lat.trim().parse().ok()?, lon.trim().parse().ok()?);
    let somewhere = (lat, lon) != (0.0, 0.0);
    (somewhere && (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon)).then_some((lat, lon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absent_and_collapsed() {
        for (written, read) in [
            ("", None),
            (" \t", None),
            ("null", None),
            ("\u{0}", None),
            ("Banque Nationale  de Belgique ", Some("Banque Nationale de Belgique")),
            ("a\u{a0}\u{1f}b", Some("a b")),
        ] {
            assert_eq!(clean(written).as_deref(), read, "{written:?}");
        }
    }

    #[test]
    fn days_and_what_is_none() {
        for (written, read) in [
            ("09-08-1960", Some("1960-08-09")),
            ("9/8/1960", Some("1960-08-09")),
            ("1960-08-09", Some("1960-08-09")),
            ("31-02-1960", None),
            ("08-1960", None),
            ("01-01-22", None),
            ("+1-01-2022", None),
            ("01-01-20222", None),
        ] {
            assert_eq!(day(written).map(|d| d.to_string()).as_deref(), read, "{written:?}");
        }
        assert_eq!(recent_day("21/09/22"), NaiveDate::from_ymd_opt(2022, 9, 21));
        assert_eq!(recent_day("07-01-2016"), NaiveDate::from_ymd_opt(2016, 1, 7));
    }

    #[test]
    fn codes_get_their_zeros_back() {
        assert_eq!(padded("1", 3), "001");
        assert_eq!(padded("0012", 3), "0012");
        assert_eq!(padded("Type", 3), "Type");
        assert_eq!(padded("", 3), "");
    }

    #[test]
    fn numbers_and_points() {
        for (written, read) in [
            ("771225,1", Some(771_225.1)),
            ("1788682.0", Some(1_788_682.0)),
            ("1.000,5", None),
            ("", None),
            ("inf", None),
        ] {
            assert_eq!(decimal(written), read, "{written:?}");
        }
        for (written, read) in [
            (
                "31.8945761,34.7354878402964",
                Some((31.894_576_1, 34.735_487_840_296_4)),
            ),
            ("(49.6, 6.1)", Some((49.6, 6.1))),
            ("0,0", None),
            ("91,6", None),
            ("49.6", None),
            ("49.6,NaN", None),
        ] {
            assert_eq!(point(written), read, "{written:?}");
        }
    }
}
