//! The lists of `data.json` as tables, for who would rather open a spreadsheet: one file a list that has entries.

use serde_json::Value;

use crate::platform::spreadsheet::csv;

/// Name and bytes of each table. What lies deeper in an entry has a column of its own, `outer.inner`; a list in an entry is one
/// cell, as JSON.
pub(super) fn sheets(data: &Value) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut sheets = Vec::new();
    let parts = data.get("data").and_then(Value::as_object);
    for (part, lists) in parts.into_iter().flatten() {
        for (list, entries) in lists.as_object().into_iter().flatten() {
            sheets.extend(sheet(&format!("csv/{part}-{list}.csv"), entries)?);
        }
    }
    if let Some(entries) = data.get("recipients") {
        sheets.extend(sheet("csv/recipients.csv", entries)?);
    }
    Ok(sheets)
}

fn sheet(name: &str, entries: &Value) -> anyhow::Result<Option<(String, Vec<u8>)>> {
    let Some(entries) = entries.as_array().filter(|entries| !entries.is_empty()) else {
        return Ok(None);
    };
    let mut columns: Vec<String> = Vec::new();
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut row = Vec::new();
        flatten(entry, String::new(), &mut row);
        for (column, _) in &row {
            if !columns.contains(column) {
                columns.push(column.clone());
            }
        }
        rows.push(row);
    }
    let cell = |row: &[(String, String)], column: &String| {
        let found = row.iter().find(|(name, _)| name == column);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut table: Vec<Vec<String>> = vec![columns.clone()];
    table.extend(
        rows.iter()
            .map(|row| columns.iter().map(|column| cell(row, column)).collect()),
    );
    Ok(Some((name.to_owned(), csv(&table)?)))
}

/// The cells of an entry with the names of their columns; an entry that is one value has the column `value`.
fn flatten(value: &Value, name: String, row: &mut Vec<(String, String)>) {
    let text = match value {
        Value::Object(values) => {
            for (inner, value) in values {
                let name = if name.is_empty() {
                    inner.clone()
                } else {
                    format!("{name}.{inner}")
                };
                flatten(value, name, row);
            }
            return;
        }
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    row.push((if name.is_empty() { "value".to_owned() } else { name }, text));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| row.iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_list_is_a_table() {
        let data = json!({
            "data": {
                "joining": {
                    "drafts": [
                        { "id": "a", "content": { "name": "=cmd()", "languages": ["fr"] }, "case": null },
                        { "id": "b", "more": true },
                    ],
                    "claims": [],
                },
                "chambers": { "sharedAddressOf": ["ihk-saarland"] },
                "notices": { "lettersStopped": false },
            },
            "recipients": [{ "who": "mail", "why": "letters" }],
        });
        let sheets = sheets(&data).unwrap();
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "csv/joining-drafts.csv",
                "csv/chambers-sharedAddressOf.csv",
                "csv/recipients.csv"
            ]
        );
        assert_eq!(read(&sheets[1].1), [["value"], ["ihk-saarland"]]);
        let drafts = read(&sheets[0].1);
        let column = |name: &str| drafts[0].iter().position(|one| one == name).unwrap();
        assert_eq!(drafts[1][column("content.name")], "'=cmd()");
        assert_eq!(drafts[1][column("content.languages")], "[\"fr\"]");
        assert_eq!(drafts[1][column("case")], "");
        assert_eq!((&*drafts[2][column("id")], &*drafts[2][column("more")]), ("b", "true"));
        assert_eq!(drafts[2][column("content.name")], "");
    }

    proptest! {
        #[test]
        fn whatever_was_written_is_read_again_and_runs_nowhere(texts in prop::collection::vec("(?s).{0,40}", 1..8)) {
            let entries: Vec<Value> = texts.iter().map(|text| json!({ "id": "x", "text": text })).collect();
            let made = sheets(&json!({ "data": { "a": { "b": entries } } })).unwrap();
            let rows = read(&made[0].1);
            prop_assert_eq!(rows.len(), texts.len() + 1);
            for (row, text) in rows[1..].iter().zip(&texts) {
                let cell = &row[1];
                prop_assert!(cell == text || cell.strip_prefix('\'') == Some(text), "{:?} {:?}", cell, text);
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", cell);
            }
        }
    }
}
