//! What the journal is told of an organisation that changed: field, before and after, and which register said so in which run.

use serde_json::json;
use uuid::Uuid;

use super::{BulkError, Change, Context, Incoming, Item};
use crate::organisations::differences::DOUBLE;
use crate::organisations::model::OrganisationId;
use crate::organisations::rules::{Known, OFFICIAL};
use crate::platform::journal::{Entry, Part};

/// Who brought a change about.
#[derive(Clone, Copy)]
pub(super) enum Cause<'a> {
    /// What a person decided or said: the entry names them.
    Person,
    /// A run that read these records.
    Run(Context<'a>, &'a [Item<'a>]),
}

pub(super) fn entry_of_change(id: Uuid, changes: &[Change], cause: Cause<'_>) -> Result<Entry, BulkError> {
    let id = OrganisationId(id);
    let changes: Vec<_> = changes
        .iter()
        .map(|(field, before, after)| json!({ "field": field, "before": before, "after": after }))
        .collect();
    let mut says = json!({ "organisations": [id], "changes": changes });
    if let Cause::Run(context, [.., (item, ..)]) = cause {
        says["run"] = crate::platform::id::encode(context.run).into();
        says["register"] = item.record.register.code().into();
        says["asOf"] = json!(item.as_of);
    }
    Ok(Entry {
        action: "organisations.change",
        subject: format!("organisation:{id}"),
        parts: vec![Part {
            about: None,
            bytes: serde_json::to_vec(&says)?,
        }],
    })
}

/// A record with numbers of more than one organisation.
pub(super) struct Double<'a> {
    /// The one it belongs to.
    of: Uuid,
    others: Vec<Uuid>,
    item: &'a Incoming,
}

/// Whether a record that belongs to one organisation has numbers of others.
pub(super) fn doubles(of: Uuid, owners: Option<(Uuid, Vec<Uuid>)>, item: &Incoming) -> Option<Double<'_>> {
    let (first, others) = owners?;
    let others: Vec<Uuid> = [first].into_iter().chain(others).filter(|other| *other != of).collect();
    (!others.is_empty()).then_some(Double { of, others, item })
}

/// They may be one: a person looks at it.
pub(super) fn entry_of_double(context: Context<'_>, double: &Double<'_>) -> Result<Entry, BulkError> {
    let of = OrganisationId(double.of);
    let others: Vec<OrganisationId> = double.others.iter().copied().map(OrganisationId).collect();
    let says = json!({
        "double": of, "others": others, "run": crate::platform::id::encode(context.run),
        "register": double.item.record.register.code(), "number": double.item.record.number,
    });
    Ok(Entry {
        action: DOUBLE,
        subject: format!("organisation:{of}"),
        parts: vec![Part {
            about: None,
            bytes: serde_json::to_vec(&says)?,
        }],
    })
}

/// The numbers under which the states of the region know it, in a fixed order: what "identity" means.
pub(super) fn identity(known: &Known) -> Option<String> {
    let all = known.records.iter().flat_map(|known| &known.record.identifiers);
    let official = all.filter(|(scheme, _)| OFFICIAL.contains(&scheme.as_str()));
    let mut numbers: Vec<&str> = official.map(|(_, value)| value.as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    (!numbers.is_empty()).then(|| numbers.join(", "))
}

/// Adds what became of the numbers. One that came to another is no other identity.
pub(super) fn compare_identity(before: Option<String>, known: &Known, changes: &mut Vec<Change>) {
    let Some(before) = before else { return };
    let Some(after) = identity(known) else { return };
    let stays = |number: &str| after.split(", ").any(|other| other == number);
    if !before.split(", ").all(stays) {
        changes.push(("identity".to_owned(), Some(before), Some(after)));
    }
}
