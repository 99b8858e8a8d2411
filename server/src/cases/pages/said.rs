//! What was declared, or is asked for, besides what stands beside the registers: in the words of whoever reads it.

use crate::cases::model::Kind;
use crate::cases::queries::CaseView;
use crate::cases::rules::Compared;
use crate::organisations::dossier::Dossier;
use crate::organisations::model::{self, ReportSubject, field_of};
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};

/// What a case that is not a newcomer's asks for.
const ASKED: [&str; 6] = ["name", "kind", "chamber", "identity", "subject", "place"];

/// Everything else that was declared, by name.
pub(super) fn said(
    dossier: &Dossier,
    case: &CaseView,
    compared: &[Compared],
    t: T,
    region: &Region,
) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    if let Some(kind) = dossier.kind {
        lines.push((
            t.term("field", "kind").into_owned(),
            t.term("kind", kind.code()).into_owned(),
        ));
    }
    let is_above = |field: &str| field == "summary" || compared.iter().any(|line| line.field == field);
    for said in dossier.facts.iter().filter(|said| !is_above(&said.field)) {
        let mut name = t.term("field", &said.field).into_owned();
        if let Some(language) = said.language.as_deref().and_then(Locale::from_code) {
            name = format!("{name} ({})", t.term("language", language.code()));
        }
        lines.push((name, said.value.clone()));
    }
    for key in ASKED {
        let found = case.dossier.get(key).and_then(|value| value.as_str());
        let found = found.filter(|value| !value.is_empty() && case.kind != Kind::NewOrganisation);
        if let Some(value) = found {
            lines.push((
                t.term("case-asked", key).into_owned(),
                in_words(key, value, t, region).unwrap_or_else(|| value.to_owned()),
            ));
        }
    }
    lines
}

/// The word for a code. `None`: it is none, but what somebody wrote, or a number.
fn in_words(key: &str, value: &str, t: T, region: &Region) -> Option<String> {
    match key {
        "kind" => model::Kind::from_code(value).map(|kind| t.term("kind", kind.code()).into_owned()),
        "chamber" => region
            .chamber(value)
            .map(|chamber| chamber.name.get(t.locale).to_owned()),
        "subject" => {
            ReportSubject::from_code(value).map(|subject| t.term("report-subject", subject.code()).into_owned())
        }
        // Programs, and whoever knows our words, may name the value that is wrong.
        "place" => field_of(value).map(|field| t.term("field", field.code).into_owned()),
        _ => None,
    }
}
