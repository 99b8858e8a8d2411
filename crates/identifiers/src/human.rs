//! Canonical text to the form people of that country write.
//! Every form is read back by the parser of its scheme; nothing is verified here.

use std::fmt::{self, Write};

use crate::text::Text;
use crate::{Scheme, germany};

/// Writes the form people write, without a text between.
///
/// Groups follow the registers' own print: INSEE's threes, the KBO's stops. Register numbers of
/// Germany and Luxembourg are grouped by thousands from five digits on. LEI and EUID have no
/// grouping of their own and stay whole. Blanks are plain spaces; a page that must not break a number in two
/// puts no-break spaces in their place, which the parsers read as well.
pub(crate) fn write(scheme: Scheme, canonical: &str, f: &mut impl Write) -> fmt::Result {
    match scheme {
        Scheme::FrSiren => groups(f, canonical, &[3, 3, 3], ' '),
        Scheme::FrSiret => groups(f, canonical, &[3, 3, 3, 5], ' '),
        Scheme::FrVat => {
            f.write_str("FR ")?;
            groups(f, canonical, &[2, 3, 3, 3], ' ')
        }
        Scheme::FrRcs => match canonical.rsplit_once(' ') {
            Some((seat, siren)) => {
                write!(f, "RCS {seat} ")?;
                groups(f, siren, &[3, 3, 3], ' ')
            }
            None => f.write_str(canonical),
        },
        Scheme::BeEnterprise => groups(f, canonical, &[4, 3, 3], '.'),
        Scheme::BeEstablishment | Scheme::BeBranch => groups(f, canonical, &[1, 3, 3, 3], '.'),
        Scheme::BeVat => {
            f.write_str("BE ")?;
            groups(f, canonical, &[4, 3, 3], '.')
        }
        Scheme::LuVat => write!(f, "LU {canonical}"),
        Scheme::LuRcs => {
            let (letter, number) = canonical.split_at_checked(1).unwrap_or_default();
            write!(f, "{letter} ")?;
            thousands(f, number)
        }
        Scheme::DeVat => {
            f.write_str("DE ")?;
            groups(f, canonical, &[3, 3, 3], ' ')
        }
        // What is left over, the hyphen and the distinguishing part, joins the last group.
        Scheme::DeEconomic => groups(f, canonical, &[2, 3, 3, 3], ' '),
        Scheme::DeRegister => register(f, canonical),
        Scheme::Lei | Scheme::Euid => f.write_str(canonical),
        Scheme::Ror => write!(f, "https://ror.org/{canonical}"),
    }
}

/// `HRB 104 233 Saarbrücken`, `HRB 12 065 HL Lübeck`, `HRB 8 Paderborn früher Höxter`.
fn register(f: &mut impl Write, canonical: &str) -> fmt::Result {
    let Ok(entry) = germany::entry(canonical) else {
        return f.write_str(canonical);
    };
    write!(f, "{} ", entry.sign)?;
    thousands(f, Text::of(format_args!("{}", entry.number)).as_str())?;
    if !entry.suffix.as_str().is_empty() {
        write!(f, " {}", entry.suffix)?;
    }
    write!(f, " {}", entry.court.spoken())?;
    match entry.former {
        Some(former) => write!(f, " früher {former}"),
        None => Ok(()),
    }
}

/// Digits in groups of three from the right; four digits and fewer stay together.
fn thousands(f: &mut impl Write, digits: &str) -> fmt::Result {
    if digits.len() <= 4 {
        return f.write_str(digits);
    }
    groups(f, digits, &[digits.len() - 3 * ((digits.len() - 1) / 3), 3, 3], ' ')
}

/// The text in groups of these widths; what is left over joins the last group.
fn groups(f: &mut impl Write, text: &str, widths: &[usize], between: char) -> fmt::Result {
    let mut rest = text;
    for (place, width) in widths.iter().enumerate() {
        let (group, behind) = rest.split_at_checked(*width).unwrap_or((rest, ""));
        if place > 0 && !group.is_empty() {
            f.write_char(between)?;
        }
        f.write_str(group)?;
        rest = behind;
    }
    f.write_str(rest)
}
