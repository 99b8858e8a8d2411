//! What a register said before and says now, beside what was declared: the heart of a case that a register makes.

use crate::cases::differences::Differing;
use crate::cases::model::Kind;
use crate::cases::queries::CaseView;
use crate::organisations::Value;
use crate::organisations::differences::{register_name, word};
use crate::organisations::model::Class;
use crate::organisations::queries::Organisation;
use crate::platform::region::Region;
use crate::platform::texts::T;

/// The table of such a case.
pub(super) struct Table {
    /// Name of the field.
    pub(super) field: String,
    /// What its people or a chamber say, where they say it.
    pub(super) declared: String,
    /// What registers said, oldest first.
    pub(super) lines: Vec<Line>,
}

pub(super) struct Line {
    pub(super) before: String,
    pub(super) after: String,
    pub(super) source: String,
}

/// The table, where a register made the case.
pub(super) fn table(case: &CaseView, known: Option<&Organisation>, t: T, region: &Region) -> Option<Table> {
    let told: Differing = match case.kind {
        Kind::RegisterChange => serde_json::from_value(case.dossier.clone()).ok()?,
        _ => return None,
    };
    let lines = told.changes.iter().map(|step| {
        let variables = [
            ("register", register_name(&step.register, t, region).into()),
            ("date", t.date(step.as_of).into()),
        ];
        Line {
            before: word(&told.field, &step.before, t),
            after: word(&told.field, &step.after, t),
            source: t.with("organisations-change-source", &variables).into_owned(),
        }
    });
    Some(Table {
        declared: known.map(|known| declared(known, &told.field)).unwrap_or_default(),
        lines: lines.collect(),
        field: t.term("field", &told.field).into_owned(),
    })
}

/// What does not come from a register.
fn declared(known: &Organisation, field: &str) -> String {
    let of_people = |value: &&Value| value.field == field && value.class != Class::Register;
    let values = known.values.iter().filter(of_people).map(|value| value.value.as_str());
    let said = |register: &str| field == "identity" && register == crate::organisations::bulk::SAID;
    let numbers = known.identifiers.iter().filter(|(.., register)| said(register));
    let numbers = numbers.map(|(_, value, _)| value.as_str());
    values.chain(numbers).collect::<Vec<_>>().join(", ")
}
