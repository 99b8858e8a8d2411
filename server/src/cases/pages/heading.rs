//! The lines above a case: what it is, who has it, how late it is, and what it is about.

use super::words::Names;
use crate::cases::doubles::Twice;
use crate::cases::queries::CaseView;
use crate::organisations::differences::register_name;
use crate::organisations::dossier::Dossier;
use crate::platform::region::Region;
use crate::platform::texts::T;

/// Number, kind, state and who has it.
pub(super) fn eyebrow(case: &CaseView, t: T, names: &Names, me: uuid::Uuid) -> String {
    let number = t
        .with("case-number", &[("number", case.number.as_str().into())])
        .into_owned();
    let who = match case.assignee {
        None => t.get("case-unassigned").into_owned(),
        Some(id) if id == me => t.get("case-assigned-to-you").into_owned(),
        Some(id) => {
            let name = names.of(t, id);
            t.with("case-assigned-to", &[("name", name.as_str().into())])
                .into_owned()
        }
    };
    let state = t.term("case-state", case.state.code());
    [
        number,
        t.term("case-kind", case.kind.code()).into_owned(),
        state.into_owned(),
        who,
    ]
    .join(" · ")
}

/// How far past its target, in working days of the territory that must act; nothing while the clock stands.
pub(super) fn over_target(case: &CaseView, region: &Region, t: T, now: i64) -> Option<String> {
    if case.due_at >= now || case.waiting_since.is_some() || !case.state.is_open() {
        return None;
    }
    let territory = region
        .chamber(&case.chamber)
        .map_or(case.territory.as_str(), |chamber| chamber.territory.as_str());
    let calendar = region.calendar(territory);
    let days = calendar
        .working_days_between(region.zone.day(case.due_at), region.zone.day(now))
        .max(1);
    let days = u64::try_from(days).unwrap_or(1);
    Some(t.with("case-over-target", &[("count", days.into())]).into_owned())
}

/// What it does, in the words of who applied, and where they wrote from.
pub(super) fn lead(dossier: &Dossier, case: &CaseView, t: T, region: &Region) -> String {
    if let Ok(twice) = serde_json::from_value::<Twice>(case.dossier.clone()) {
        let variables = [
            ("register", register_name(&twice.register, t, region).into()),
            ("number", twice.number.as_str().into()),
        ];
        return t.with("case-twice", &variables).into_owned();
    }
    let text = |field: &str| {
        let own = dossier.facts.iter().filter(|said| said.field == field);
        let mut own: Vec<_> = own.collect();
        own.sort_by_key(|said| said.language.as_deref() != Some(t.locale.code()));
        own.first().map(|said| said.value.clone())
    };
    let message = |key: &str| {
        case.dossier
            .get(key)
            .and_then(|value| value.as_str())
            .map(str::to_owned)
    };
    text("summary")
        .or_else(|| text("description"))
        .or_else(|| message("reason"))
        .unwrap_or_default()
}
