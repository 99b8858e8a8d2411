//! What a change of one value is in the words of whoever reads of it: derived from field, before and after, nothing else.

use crate::organisations::model::{Difference, LegalStatus};

/// Fields a chamber vouches for (domain.md, Moderation): where a register says something else, it looks at it.
const PROTECTED: [&str; 3] = ["name", "identity", "kind"];

/// Schemes by which the states of the region number their companies.
pub const OFFICIAL: [&str; 4] = ["fr_siren", "lu_rcs", "be_enterprise", "de_hr"];

/// What happened.
#[must_use]
pub fn difference(field: &str, before: Option<&str>, after: Option<&str>) -> Difference {
    let status = |text: Option<&str>| text.and_then(LegalStatus::from_code);
    match (field, before, after) {
        ("name", Some(_), Some(_)) => Difference::Renamed,
        ("identity", Some(_), Some(_)) => Difference::Renumbered,
        ("seat", Some(_), Some(_)) => Difference::Moved,
        ("legal-status", ..) => match (status(before), status(after)) {
            (_, Some(LegalStatus::Ceased)) => Difference::StruckOff,
            (_, Some(LegalStatus::InLiquidation)) => Difference::Liquidation,
            (Some(LegalStatus::Ceased | LegalStatus::InLiquidation), Some(LegalStatus::Active)) => Difference::CameBack,
            _ => Difference::Other,
        },
        _ => Difference::Other,
    }
}

/// Whether a chamber must look at it: something else stands where something stood.
#[must_use]
pub fn is_protected(field: &str, before: Option<&str>, after: Option<&str>) -> bool {
    PROTECTED.contains(&field) && before.is_some() && after.is_some() && before != after
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_what_happened() {
        let of = |field, before: &'static str, after: &'static str| {
            let some = |text: &'static str| (!text.is_empty()).then_some(text);
            difference(field, some(before), some(after))
        };
        for (field, before, after, expected) in [
            ("name", "A", "B", Difference::Renamed),
            ("name", "", "B", Difference::Other),
            ("identity", "HRB 1", "HRB 2", Difference::Renumbered),
            ("identity", "", "HRB 2", Difference::Other),
            ("seat", "54290 Trier", "66111 Saarbrücken", Difference::Moved),
            ("seat", "54290 Trier", "", Difference::Other),
            ("legal-status", "active", "in_liquidation", Difference::Liquidation),
            ("legal-status", "active", "ceased", Difference::StruckOff),
            ("legal-status", "in_liquidation", "ceased", Difference::StruckOff),
            ("legal-status", "ceased", "in_liquidation", Difference::Liquidation),
            ("legal-status", "ceased", "active", Difference::CameBack),
            ("legal-status", "in_liquidation", "active", Difference::CameBack),
            ("legal-status", "unknown", "active", Difference::Other),
            ("legal-status", "active", "unknown", Difference::Other),
            ("kind", "sme", "research", Difference::Other),
            ("website", "a.example", "b.example", Difference::Other),
        ] {
            assert_eq!(of(field, before, after), expected, "{field}: {before} → {after}");
        }
    }

    #[test]
    fn a_chamber_looks_at_what_it_vouches_for_once_it_is_something_else() {
        for (field, before, after, expected) in [
            ("name", Some("A"), Some("B"), true),
            ("identity", Some("HRB 1"), Some("HRB 2"), true),
            ("kind", Some("sme"), Some("research"), true),
            ("name", Some("A"), Some("A"), false),
            ("identity", None, Some("HRB 2"), false),
            ("name", Some("A"), None, false),
            ("seat", Some("A"), Some("B"), false),
            ("legal-status", Some("active"), Some("ceased"), false),
        ] {
            assert_eq!(is_protected(field, before, after), expected, "{field}");
        }
    }
}
