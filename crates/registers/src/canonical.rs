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
        Ok(self.canonical()?.1)
    }

    /// Both at the price of one: [`Record::canonical_json`] and [`Record::content_hash`].
    ///
    /// # Errors
    /// As [`Record::canonical_json`].
    ///
    /// ```
    /// use registers::{Record, Register};
    /// let record = Record { as_of: "2026-09-30".parse().ok(), ..Record::new(Register::Kbo, "0403449823") };
    /// assert_eq!(record.canonical()?, (record.canonical_json()?, record.content_hash()?));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn canonical(&self) -> Result<(String, [u8; 32]), serde_json::Error> {
        let mut value = sorted(serde_json::to_value(self)?);
        let text = serde_json::to_string(&value)?;
        let dated = value.as_object_mut().filter(|fields| fields.contains_key("asOf"));
        let hash = match dated {
            Some(fields) => {
                fields.retain(|key, _| key != "asOf");
                Sha256::digest(serde_json::to_string(fields)?)
            }
            None => Sha256::digest(&text),
        };
        Ok((text, hash.into()))
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
