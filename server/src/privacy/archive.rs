//! The archive of what is known of somebody: `data.json` in the form of `schema.json`, its lists as tables, their files, and a
//! word of what it is.

use std::io::{Cursor, Write};

use serde_json::{Map, Value, json};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::model::PrivacyError;
use super::sheets::sheets;
use crate::platform::clock::rfc3339;
use crate::platform::database::{Connections, DatabaseError};
use crate::platform::files::Files;
use crate::platform::id::encode;
use crate::platform::personal::{Personal, SharedFile, Whose};
use crate::platform::texts::T;
use crate::platform::web::Identity;

/// The form of `data.json` (JSON Schema).
pub const SCHEMA: &str = include_str!("data.schema.json");

/// What all features together have of somebody.
#[derive(Debug, Default)]
pub(super) struct Known {
    features: Map<String, Value>,
    recipients: Vec<Value>,
    files: Vec<SharedFile>,
}

/// Asks every feature.
pub(super) async fn gather(
    personal: &[&dyn Personal],
    db: &Connections,
    whose: &Whose,
) -> Result<Known, DatabaseError> {
    let mut known = Known::default();
    for feature in personal {
        let share = feature.export(db, whose).await?;
        known
            .features
            .insert(feature.name().to_owned(), Value::Object(share.data));
        known.recipients.extend(share.recipients);
        known.files.extend(share.files);
    }
    Ok(known)
}

impl Known {
    /// The content of `data.json`.
    pub(super) fn data(&self, whose: &Whose, node: &Identity, now: i64) -> Value {
        // Whoever runs the node has all of it, and the mail server takes the letters.
        let operator = json!({
            "who": "operator", "name": node.operator, "contact": node.contact, "why": "runs this node",
        });
        let mail = json!({ "who": "mail", "why": "the mail server of the operator takes the letters to you" });
        let recipients: Vec<&Value> = [&operator, &mail].into_iter().chain(&self.recipients).collect();
        json!({
            "format": "passerelle-personal-data/1",
            "node": node.public_url,
            "createdAt": rfc3339(now),
            "person": encode(whose.id),
            "data": self.features,
            "recipients": recipients,
        })
    }

    /// The texts in it that nobody else is likely to have written: what is looked for in the bytes of the database afterwards.
    pub(super) fn texts(&self) -> Vec<String> {
        let mut found = Vec::new();
        self.features.values().for_each(|value| walk(value, &mut found));
        found
    }
}

fn walk(value: &Value, found: &mut Vec<String>) {
    const LEAST: usize = 24;
    match value {
        Value::String(text) if text.len() >= LEAST && text.contains(' ') => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| walk(value, found)),
        Value::Object(values) => values.values().for_each(|value| walk(value, found)),
        _ => {}
    }
}

/// The archive. A file whose bytes are gone is left out; `data.json` still names it.
pub(super) async fn pack(known: Known, data: &Value, store: &Files, t: T) -> Result<Vec<u8>, PrivacyError> {
    let sheets = sheets(data).map_err(archive)?;
    let mut readme = t.get("privacy-archive-readme").into_owned();
    readme.push_str("\n\n");
    for (name, _) in &sheets {
        readme.push_str(&format!("{name}\n"));
    }
    let mut entries = vec![
        (t.get("privacy-archive-readme-name").into_owned(), readme.into_bytes()),
        ("schema.json".to_owned(), SCHEMA.as_bytes().to_vec()),
        (
            "data.json".to_owned(),
            serde_json::to_vec_pretty(data).map_err(archive)?,
        ),
    ];
    entries.extend(sheets);
    for file in known.files {
        if let Some(bytes) = store.read(&file.sha256).await? {
            entries.push((file.name, bytes.to_vec()));
        }
    }
    let packing = tokio::task::spawn_blocking(move || zipped(entries));
    packing.await.map_err(archive)?.map_err(archive)
}

fn archive(error: impl std::fmt::Display) -> PrivacyError {
    PrivacyError::Archive(error.to_string())
}

fn zipped(entries: Vec<(String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().large_file(bytes.len() > 1 << 31);
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_looked_for() {
        let mut known = Known::default();
        let said = json!({ "a": ["a sentence that is long enough", "short"], "b": "longbutwithoutanyspaceinitatall" });
        known.features.insert("x".into(), said);
        assert_eq!(known.texts(), ["a sentence that is long enough"]);
    }
}
