//! Tables for spreadsheets: CSV by RFC 4180 in UTF-8 that can be opened without harm.

use std::borrow::Cow;

/// What makes a spreadsheet take a text for a formula, in its usual and its full width.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A cell no spreadsheet takes for a formula: an apostrophe in front of one that begins like it.
#[must_use]
pub fn harmless(cell: &str) -> Cow<'_, str> {
    if cell.trim_start().starts_with(FORMULA) || cell.starts_with(FORMULA) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// Rows of texts, all of one length, the first of them the names of the columns; each cell harmless.
///
/// # Errors
/// Rows of different lengths.
pub fn csv<'a, R>(rows: impl IntoIterator<Item = R>) -> anyhow::Result<Vec<u8>>
where
    R: IntoIterator<Item = &'a String>,
{
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        let cells: Vec<Cow<'_, str>> = row.into_iter().map(|cell| harmless(cell)).collect();
        writer.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
    }
    let written = writer.into_inner();
    written.map_err(|error| anyhow::anyhow!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=cmd()", "+1", "-1", "@x", " =1", "\t=1", "\rx", "＝1"] {
            assert!(harmless(cell).starts_with('\''), "{cell}");
        }
        assert_eq!(harmless("Müller & Söhne"), "Müller & Söhne");
    }

    #[test]
    fn quoted_as_rfc_4180_says() {
        let rows = [["name", "said"], ["Müller, Söhne", "one \"two\"\nthree"]].map(|row| row.map(str::to_owned));
        let written = String::from_utf8(csv(&rows).unwrap()).unwrap();
        assert_eq!(written, "name,said\r\n\"Müller, Söhne\",\"one \"\"two\"\"\nthree\"\r\n");
    }
}
