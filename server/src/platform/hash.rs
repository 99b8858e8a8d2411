//! How digests are written for people and files.

/// Bytes as lower-case hexadecimal digits.
///
/// ```
/// assert_eq!(passerelle::platform::hash::hex(&[0, 0xab, 7]), "00ab07");
/// ```
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
