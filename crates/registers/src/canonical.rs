//! The one JSON text of a record: keys sorted at every depth, no white space, absent fields left
//! out. Equal records give equal bytes, so that a stored one can be compared by its hash.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Record;

impl Record {
    /// The record as canonical JSON; [`serde_json::from_str`] reads it back.
    ///
    /// # Errors
    /// Only if a value cannot be JSON, which no record of this crate's readers holds.
    pub fn canonical_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
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
        let text = self.canonical_json()?;
        // It is never the last field, and within a text its quotes would be escaped.
        let date = self.as_of.map(|day| format!("\"asOf\":\"{day}\","));
        let undated = date.and_then(|date| text.split_once(&date));
        let hash = match undated {
            Some((before, after)) => Sha256::new().chain_update(before).chain_update(after).finalize(),
            None => Sha256::digest(&text),
        };
        Ok((text, hash.into()))
    }
}

/// Writes what has no field of its own with the keys of every object in order of their bytes.
///
/// By hand because another crate of the build may switch on `preserve_order` of serde_json.
pub(crate) fn in_order<S: Serializer>(other: &BTreeMap<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(other.iter().map(|(key, value)| (key, InOrder(value))))
}

/// A value whose objects are written in the order of their keys.
struct InOrder<'a>(&'a Value);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(InOrder)),
            Value::Object(fields) => {
                let mut fields: Vec<_> = fields.iter().map(|(key, value)| (key, InOrder(value))).collect();
                fields.sort_unstable_by_key(|(key, _)| *key);
                serializer.collect_map(fields)
            }
            plain => plain.serialize(serializer),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::{Activity, Address, Establishment, Founded, LegalForm, NaceVersion, Name, NameKind, Register};

    /// As [`Value`]s are put in order: what this module writes without them.
    fn sorted(value: Value) -> Value {
        match value {
            Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
            Value::Object(fields) => {
                let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
                fields.sort_by(|a, b| a.0.cmp(&b.0));
                let fields = fields.into_iter().map(|(key, value)| (key, sorted(value)));
                Value::Object(fields.collect::<Map<_, _>>())
            }
            plain => plain,
        }
    }

    /// A record in which nothing is absent.
    fn full() -> Record {
        let day = "2019-01-31".parse().ok();
        let texts = || [("fr", "Liège"), ("de", "Lüttich")].map(|(language, text)| (language.into(), text.into()));
        let name = Name {
            value: "\"asOf\":\"2019-01-31\",".into(),
            language: Some("de".into()),
            kind: NameKind::Legal,
        };
        let address = Address {
            street: texts().into(),
            number: Some("20".into()),
            box_: Some("A".into()),
            extra: Some("2. Stock".into()),
            postal_code: Some("4000".into()),
            municipality: texts().into(),
            country: Some("BE".into()),
            country_name: texts().into(),
            struck_off: day,
            point: Some((50.6, 5.6)),
        };
        let activity = Activity {
            nace: NaceVersion::Rev2,
            code: "84130".into(),
            main: true,
            groups: texts().into(),
        };
        let other = [
            ("z".into(), json!({ "b": [{ "y": 1, "x": 2.5 }], "a": null })),
            ("c".into(), json!(true)),
        ];
        Record {
            as_of: day,
            names: vec![name.clone()],
            legal_form: Some(LegalForm {
                code: "014".into(),
                labels: texts().into(),
            }),
            founded: Some(Founded::Year(1850)),
            identifiers: vec![("kbo".into(), "0403449823".into())],
            seat: Some(address.clone()),
            establishments: vec![Establishment {
                number: "2000000011".into(),
                branch: true,
                started: day,
                names: vec![name],
                address: Some(address),
                activities: vec![activity.clone()],
                websites: vec!["x.example".into()],
                emails: vec!["a@x.example".into()],
                phones: vec!["1".into()],
                other: other.clone().into(),
            }],
            activities: vec![activity],
            websites: vec!["x.example".into()],
            emails: vec!["a@x.example".into()],
            phones: vec!["1".into()],
            research: true,
            other: other.into(),
            ..Record::new(Register::Kbo, "0403449823")
        }
    }

    #[test]
    fn a_record_comes_out_canonical() -> Result<(), serde_json::Error> {
        for record in [full(), Record::new(Register::Ror, "05natt857")] {
            let mut value = sorted(serde_json::to_value(&record)?);
            let (text, hash) = record.canonical()?;
            assert_eq!(text, serde_json::to_string(&value)?);
            assert_eq!(serde_json::from_str::<Record>(&text)?, record);
            value.as_object_mut().expect("an object").retain(|key, _| key != "asOf");
            assert_eq!(hash, <[u8; 32]>::from(Sha256::digest(serde_json::to_string(&value)?)));
        }
        Ok(())
    }
}
