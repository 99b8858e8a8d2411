//! How digests are written for people and files.

/// Bytes as lower-case hexadecimal digits.
///
/// ```
/// assert_eq!(passerelle::platform::hash::hex(&[0, 0xab, 7]), "00ab07");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .flatten()
        .collect()
}

/// Reads what [`hex`] wrote.
///
/// ```
/// assert_eq!(passerelle::platform::hash::unhex("00ab07"), Some(vec![0, 0xab, 7]));
/// assert_eq!(passerelle::platform::hash::unhex("0"), None);
/// ```
#[must_use]
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}
