//! The one JSON text of a record: keys sorted at every depth, no white space, absent fields left
//! out. Equal records give equal bytes, so that a stored one can be compared by its hash.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::Record;

impl Record {
    /// The record as canonical JSON; [`serde_json::from_str`] reads it back.
    ///
    /// # Errors
    /// Only if a value cannot be JSON, which no record of this crate's readers holds.
    pub fn canonical_json(&self) -> Result<String, serde_json::Error> {
        let value = sorted(serde_json::to_value(self)?);
        serde_json::to_string(&value)
    }

    /// SHA-256 of the canonical JSON without `asOf`: the same as long as only the date moved.
    ///
    /// # Errors
    /// As [`Record::canonical_json`].
    ///
    /// ```
    /// use registers::{Record, Register};
    /// let today = Record { as_of: "2026-09-30".parse().ok(), ..Record::new(Register::Kbo, "0403449823") };
    /// let before = Record { as_of: None, ..today.clone() };
    /// assert_eq!(today.content_hash()?, before.content_hash()?);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn content_hash(&self) -> Result<[u8; 32], serde_json::Error> {
        let mut value = serde_json::to_value(self)?;
        if let Value::Object(fields) = &mut value {
            fields.remove("asOf");
        }
        let text = serde_json::to_string(&sorted(value))?;
        Ok(Sha256::digest(text).into())
    }
}

/// The same value with the keys of every object in order of their bytes.
///
/// Sorted by hand because another crate of the build may switch on `preserve_order` of serde_json.
pub(crate) fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            let fields = fields.into_iter().map(|(key, v)| (key, sorted(v)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        plain => plain,
    }
}
