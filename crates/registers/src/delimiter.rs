//! What parts the fields of a CSV file: the register's own mark, or the one the header has.

/// What may stand between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiters {
    /// A comma, as the register publishes it; another one is refused by name.
    Comma,
    /// A semicolon, a comma or a tab: whichever the header has most of.
    Sniffed,
}

impl Delimiters {
    /// The delimiter of a file with this header; marks within quotes are part of a name.
    pub(crate) fn of(self, header: &[u8]) -> u8 {
        if self == Self::Comma {
            return b',';
        }
        let mut quoted = false;
        let mut counts = [(0_usize, b','), (0, b'\t'), (0, b';')];
        for byte in header {
            quoted ^= *byte == b'"';
            if let Some((count, _)) = counts.iter_mut().find(|(_, mark)| !quoted && mark == byte) {
                *count += 1;
            }
        }
        counts
            .into_iter()
            .max_by_key(|(count, _)| *count)
            .filter(|(count, _)| *count > 0)
            .map_or(b',', |(_, mark)| mark)
    }
}
