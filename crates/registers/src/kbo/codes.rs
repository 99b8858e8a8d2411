//! The codes of the KBO and what they mean here. A code that is none of these makes its row a
//! rejected one: it cannot be told what the row says.

use crate::{LegalStatus, NaceVersion, NameKind};

/// `Language`: BCP 47, or nothing for 0, "unknown".
pub(crate) fn language(code: &str) -> Option<Option<&'static str>> {
    Some(match code {
        "0" => None,
        "1" => Some("fr"),
        "2" => Some("nl"),
        "3" => Some("de"),
        "4" => Some("en"),
        _ => return None,
    })
}

/// `Language` of `code.csv`, which is written in letters.
pub(crate) fn label_language(code: &str) -> Option<&'static str> {
    ["fr", "nl", "de", "en"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(code))
}

/// `TypeOfDenomination`, three digits.
pub(crate) fn name_kind(code: &str) -> Option<NameKind> {
    Some(match code {
        "001" => NameKind::Legal,
        "002" => NameKind::Abbreviation,
        "003" => NameKind::Trade,
        "004" => NameKind::Alias,
        _ => return None,
    })
}

/// `TypeOfAddress`: seat, establishment, branch, oldest active establishment.
pub(crate) const ADDRESSES: [&str; 4] = ["REGO", "BAET", "ABBR", "OBAD"];
/// `EntityContact`: what the contact belongs to.
pub(crate) const OWNERS: [&str; 3] = ["ENT", "EST", "BRA"];
/// `ContactType`.
pub(crate) const CONTACTS: [&str; 3] = ["TEL", "EMAIL", "WEB"];
/// `ActivityGroup`: VAT, service provider of the EU, activities, federal, local and general social
/// security, subsidised education.
pub(crate) const GROUPS: [&str; 7] = ["001", "002", "003", "004", "005", "006", "007"];
/// `Classification`, the strongest first.
pub(crate) const CLASSES: [&str; 3] = ["MAIN", "SECO", "ANCI"];

/// `NaceVersion`, the year of the Belgian edition.
pub(crate) fn nace(year: &str) -> Option<NaceVersion> {
    Some(match year {
        "2003" => NaceVersion::Rev1,
        "2008" => NaceVersion::Rev2,
        "2025" => NaceVersion::Rev21,
        _ => return None,
    })
}

/// `NaceCode`: activities have five or seven digits, so a spreadsheet took the zero of four or six.
pub(crate) fn nace_code(code: &str) -> Option<String> {
    if !code.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match code.len() {
        2 | 3 | 5 | 7 => Some(code.to_owned()),
        4 | 6 => Some(format!("0{code}")),
        _ => None,
    }
}

/// `JuridicalSituation`, three digits, read as a status.
///
/// The codes and labels are those of category JuridicalSituation in `code.csv` (extract 0127, 40
/// codes). What they mean for the life of the entity is this table's reading of the labels:
/// dissolution and bankruptcy that are not closed wind it up; closures, mergers into another,
/// splits and strikings-off end it; proceedings meant to save it leave it alive. Without a status:
/// 020 (all shares in one hand: may be dissolution or may simply last), 031 (agreement after
/// bankruptcy) and 999 (file annulled).
pub(crate) fn legal_status(situation: &str) -> LegalStatus {
    match situation {
        // Normal, founded, prolonged, renumbered, identified, new statutes.
        "000" | "001" | "002" | "003" | "090" | "100" => LegalStatus::Active,
        // Agreement before bankruptcy; suspension of payments, its end; judicial reorganisation.
        "030" | "040" | "041" | "042" | "043" | "091" => LegalStatus::Active,
        // Dissolved: by law, freely, by a court; liquidation reopened.
        "010" | "012" | "013" | "112" => LegalStatus::InLiquidation,
        // Bankruptcy opened.
        "048" | "049" | "050" => LegalStatus::InLiquidation,
        // Closed, stopped, transferred, identification ended; number replaced by another.
        "006" | "011" | "014" | "015" | "016" | "017" | "018" | "019" => LegalStatus::Ceased,
        // Absorbed, merged, split.
        "021" | "022" | "023" | "024" | "025" | "026" => LegalStatus::Ceased,
        // Bankruptcy closed; struck off because it ceased in its own country's register.
        "051" | "052" | "053" | "111" => LegalStatus::Ceased,
        _ => LegalStatus::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn situations() {
        for (code, status) in [
            ("000", LegalStatus::Active),
            ("091", LegalStatus::Active),
            ("012", LegalStatus::InLiquidation),
            ("050", LegalStatus::InLiquidation),
            ("053", LegalStatus::Ceased),
            ("021", LegalStatus::Ceased),
            ("020", LegalStatus::Unknown),
            ("", LegalStatus::Unknown),
            ("777", LegalStatus::Unknown),
        ] {
            assert_eq!(legal_status(code), status, "{code}");
        }
    }

    #[test]
    fn nace_codes() {
        for (written, read) in [
            ("84130", Some("84130")),
            ("1110", Some("01110")),
            ("0111001", Some("0111001")),
            ("84.13", None),
            ("8", None),
            ("A", None),
            ("", None),
        ] {
            assert_eq!(nace_code(written).as_deref(), read, "{written}");
        }
    }
}
