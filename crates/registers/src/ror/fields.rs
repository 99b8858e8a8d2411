//! Taking values out of a JSON object, strict about their kind: a list where a text should be means
//! that the record is of a shape this reader does not know.

use serde_json::{Map, Value};

use super::Refused;
use crate::RejectReason;
use crate::values::clean;

/// A JSON object from which values are taken; what is left is everything else.
pub(crate) type Object = Map<String, Value>;

fn shape(field: &'static str, value: &Value) -> Refused {
    let mut excerpt = value.to_string();
    excerpt.truncate(excerpt.floor_char_boundary(80));
    (RejectReason::Shape { field }, excerpt)
}

/// A text, cleaned; nothing if it is missing, null or empty.
pub(crate) fn text(object: &mut Object, field: &'static str) -> Result<Option<String>, Refused> {
    match object.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(clean(&text)),
        Some(other) => Err(shape(field, &other)),
    }
}

/// A list; empty if it is missing or null.
pub(crate) fn list(object: &mut Object, field: &'static str) -> Result<Vec<Value>, Refused> {
    match object.remove(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(list)) => Ok(list),
        Some(other) => Err(shape(field, &other)),
    }
}

/// A list of texts, cleaned, without the empty ones.
pub(crate) fn texts(object: &mut Object, field: &'static str) -> Result<Vec<String>, Refused> {
    let mut texts = Vec::new();
    for value in list(object, field)? {
        match value {
            Value::String(text) => texts.extend(clean(&text)),
            Value::Null => {}
            other => return Err(shape(field, &other)),
        }
    }
    Ok(texts)
}

/// A list of objects.
pub(crate) fn objects(object: &mut Object, field: &'static str) -> Result<Vec<Object>, Refused> {
    let objects = list(object, field)?.into_iter().map(|value| match value {
        Value::Object(object) => Ok(object),
        other => Err(shape(field, &other)),
    });
    objects.collect()
}

/// A year; nothing if it is missing or null.
pub(crate) fn year(object: &mut Object, field: &'static str) -> Result<Option<i32>, Refused> {
    match object.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => match value.as_i64().and_then(|year| i32::try_from(year).ok()) {
            Some(year) if (1..=9999).contains(&year) => Ok(Some(year)),
            _ => Err(shape(field, &value)),
        },
    }
}

/// Whether a value says anything.
pub(crate) fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(object) => !object.is_empty(),
        _ => true,
    }
}

/// The same value without NUL characters, which PostgreSQL cannot store.
pub(crate) fn storable(value: Value) -> Value {
    match value {
        Value::String(text) if text.contains('\0') => Value::String(text.replace('\0', " ")),
        Value::Array(list) => Value::Array(list.into_iter().map(storable).collect()),
        Value::Object(object) => {
            let fields = object.into_iter();
            Value::Object(fields.map(|(key, v)| (key.replace('\0', " "), storable(v))).collect())
        }
        plain => plain,
    }
}
