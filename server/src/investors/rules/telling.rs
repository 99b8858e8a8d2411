//! What an entry of the journal tells of a young company: field, before, after, source. Texts are told as rewritten, and what
//! reaches a person (mail, telephone) is no matter of an investor.

use serde::Deserialize;

use crate::organisations::differences::{ChangeNote, Differences};
use crate::organisations::model::{FieldKind, OrganisationId, field_of};
use crate::platform::journal::Read;

/// The entries that tell what a young company says for investors.
pub const STATED: &str = "investors.stated";

#[derive(Deserialize)]
struct Payload {
    organisation: OrganisationId,
    changes: Vec<Said>,
}

#[derive(Deserialize)]
struct Said {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

/// What an entry tells. `None`: it is another entry, what it said was erased, or nothing of it is for investors.
#[must_use]
pub fn told(entry: &Read) -> Option<Differences> {
    let mut told = if entry.action == STATED {
        stated(entry)?
    } else {
        Differences::of(entry)?
    };
    told.changes.retain_mut(|note| {
        let kind = field_of(&note.field).map(|field| field.kind);
        if kind == Some(FieldKind::Text) {
            for value in [&mut note.before, &mut note.after].into_iter().flatten() {
                value.clear();
            }
        }
        !matches!(kind, Some(FieldKind::Mail | FieldKind::Phone))
    });
    (!told.changes.is_empty()).then_some(told)
}

fn stated(entry: &Read) -> Option<Differences> {
    let mut parts = entry.parts.iter();
    let said = parts.find_map(|part| serde_json::from_slice::<Payload>(part).ok())?;
    let note = |said: Said| ChangeNote {
        at: entry.at,
        field: said.field,
        before: said.before,
        after: said.after,
        source: None,
    };
    Some(Differences {
        organisation: said.organisation,
        changes: said.changes.into_iter().map(note).collect(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::organisations::differences::ACTION;

    fn entry(action: &str, says: &Value) -> Read {
        Read {
            seq: 7,
            at: 1,
            actor: "person:A".into(),
            action: action.into(),
            subject: String::new(),
            request: None,
            parts: vec![says.to_string().into_bytes()],
        }
    }

    #[test]
    fn what_is_for_investors_is_told_and_no_more() {
        let id = OrganisationId(uuid::Uuid::from_u128(5));
        let by_register = json!({
            "organisations": [id], "register": "fr-sirene", "asOf": "2026-11-01", "changes": [
                { "field": "seat", "before": "54000 Nancy", "after": "57000 Metz" },
                { "field": "email", "before": "a@example.org", "after": "b@example.org" },
                { "field": "summary", "before": "A text", "after": "Another text" },
            ],
        });
        let told_of = told(&entry(ACTION, &by_register)).unwrap();
        let fields: Vec<_> = told_of.changes.iter().map(|note| note.field.as_str()).collect();
        assert_eq!(
            (told_of.organisation, fields.as_slice()),
            (id, &["seat", "summary"][..])
        );
        assert!(told_of.changes.iter().all(|note| note.source.is_some()));
        assert_eq!(
            told_of.changes[1].after.as_deref(),
            Some(""),
            "a text is rewritten, not told"
        );
        let said = json!({
            "organisation": id, "changes": [{ "field": "stage", "before": null, "after": "pilot" }],
        });
        let told_of = told(&entry(STATED, &said)).unwrap();
        assert_eq!(told_of.changes[0].after.as_deref(), Some("pilot"));
        let again = json!({ "organisation": id, "changes": [] });
        assert!(
            told(&entry(STATED, &again)).is_none(),
            "what is said again is no change"
        );
        assert!(told(&entry("organisations.reported", &by_register)).is_none());
    }
}
