//! Canonical text to the form people of that country write.
//! Every form is read back by the parser of its scheme; nothing is verified here.

use crate::{Scheme, germany};

/// The form people write.
///
/// Groups follow the registers' own print: INSEE's threes, the KBO's stops. Register numbers of
/// Germany and Luxembourg are grouped by thousands from five digits on. LEI and EUID have no
/// grouping of their own and stay whole. Blanks are plain spaces; a page that must not break a number in two
/// puts no-break spaces in their place, which the parsers read as well.
pub(crate) fn write(scheme: Scheme, canonical: &str) -> String {
    match scheme {
        Scheme::FrSiren => groups(canonical, &[3, 3, 3], ' '),
        Scheme::FrSiret => groups(canonical, &[3, 3, 3, 5], ' '),
        Scheme::FrVat => format!("FR {}", groups(canonical, &[2, 3, 3, 3], ' ')),
        Scheme::FrRcs => match canonical.rsplit_once(' ') {
            Some((seat, siren)) => format!("RCS {seat} {}", groups(siren, &[3, 3, 3], ' ')),
            None => canonical.to_owned(),
        },
        Scheme::BeEnterprise => groups(canonical, &[4, 3, 3], '.'),
        Scheme::BeEstablishment | Scheme::BeBranch => groups(canonical, &[1, 3, 3, 3], '.'),
        Scheme::BeVat => format!("BE {}", groups(canonical, &[4, 3, 3], '.')),
        Scheme::LuVat => format!("LU {canonical}"),
        Scheme::LuRcs => {
            let (letter, number) = canonical.split_at_checked(1).unwrap_or_default();
            format!("{letter} {}", thousands(number))
        }
        Scheme::DeVat => format!("DE {}", groups(canonical, &[3, 3, 3], ' ')),
        Scheme::DeRegister => register(canonical),
        Scheme::Lei | Scheme::Euid => canonical.to_owned(),
        Scheme::Ror => format!("https://ror.org/{canonical}"),
    }
}

/// `HRB 104 233 Saarbrücken`, `HRB 12 065 HL Lübeck`, `HRB 8 Paderborn früher Höxter`.
fn register(canonical: &str) -> String {
    let Ok(entry) = germany::entry(canonical) else {
        return canonical.to_owned();
    };
    let mut text = format!("{} {}", entry.sign, thousands(&entry.number.to_string()));
    if !entry.suffix.is_empty() {
        text = text + " " + &entry.suffix;
    }
    text = text + " " + entry.court.spoken();
    if let Some(former) = entry.former {
        text = text + " früher " + &former;
    }
    text
}

/// Digits in groups of three from the right; four digits and fewer stay together.
fn thousands(digits: &str) -> String {
    if digits.len() <= 4 {
        return digits.to_owned();
    }
    groups(digits, &[digits.len() - 3 * ((digits.len() - 1) / 3), 3, 3], ' ')
}

/// The text in groups of these widths; what is left over joins the last group.
fn groups(text: &str, widths: &[usize], between: char) -> String {
    let mut written = String::with_capacity(text.len() + widths.len());
    let mut rest = text;
    for width in widths {
        let (group, behind) = rest.split_at_checked(*width).unwrap_or((rest, ""));
        if !written.is_empty() && !group.is_empty() {
            written.push(between);
        }
        written.push_str(group);
        rest = behind;
    }
    written + rest
}
