//! Numbers that look national, obey the check of their scheme and belong to nobody.
//! Each is made from the index of the organisation, so none comes twice; beyond a range's end there is none.
//!
//! - Belgium: from 1.500.000.0xx on; the register has begun to give out numbers with a leading 1 at 1.0.
//! - France: SIREN from 001 to 004. Legal units are numbered from 005 on; 000 stands for Monaco in VAT numbers.
//! - Germany: six digits from 200000 on, at courts of the region whose own series stand far below.
//! - Luxembourg: seven digits from 2 million on; the register has six.
//!
//! No authority has promised to leave these ranges free: that is what is known, and why each page says that it is fictional.

use identifiers::Scheme;

/// The demonstration's own number: `D` and nine digits.
pub(super) fn own(index: u64) -> String {
    format!("D{:09}", index + 1)
}

/// The canonical national number as scheme code and text, `None` where no number fits.
///
/// `series` is the letter of the Luxembourg register or the sign of the German one, `court` the German court.
pub(super) fn national(country: &str, series: &str, court: &str, index: u64) -> Option<(String, String)> {
    let (scheme, text) = match country {
        "BE" => (Scheme::BeEnterprise, belgian(index)?),
        "FR" => (Scheme::FrSiren, french(index)?),
        "DE" if !series.is_empty() && !court.is_empty() => (Scheme::DeRegister, german(series, court, index)?),
        "LU" if !series.is_empty() => (Scheme::LuRcs, luxembourgish(series, index)?),
        _ => return None,
    };
    // Whatever this module believes: only what the checks of the scheme accept is printed.
    let identifier = identifiers::parse(scheme, &text).ok()?;
    Some((scheme.code().to_owned(), identifier.into_canonical()))
}

fn belgian(index: u64) -> Option<String> {
    let base = (index < 5_000_000).then_some(15_000_000 + index)?;
    Some(format!("{base:08}{:02}", 97 - base % 97))
}

fn french(index: u64) -> Option<String> {
    let base = (index < 400_000).then_some(100_000 + index)?;
    // Luhn over nine digits: the second from the right is doubled, so the last of these eight is.
    let mut sum = 0;
    let mut rest = base;
    for place in 0..8 {
        let digit = rest % 10;
        let weighed = if place % 2 == 0 { digit * 2 } else { digit };
        sum += weighed / 10 + weighed % 10;
        rest /= 10;
    }
    Some(format!("{base:08}{}", (10 - sum % 10) % 10))
}

fn german(series: &str, court: &str, index: u64) -> Option<String> {
    let number = (index < 800_000).then_some(200_000 + index)?;
    Some(format!("{court} {series} {number}"))
}

fn luxembourgish(series: &str, index: u64) -> Option<String> {
    let number = (index < 8_000_000).then_some(2_000_000 + index)?;
    Some(format!("{series}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_passes_the_check_of_its_scheme() {
        for index in (0..400_000).step_by(997) {
            for (country, series, court) in [
                ("BE", "", ""),
                ("FR", "", ""),
                ("DE", "HRB", "Wittlich"),
                ("LU", "B", ""),
            ] {
                assert!(national(country, series, court, index).is_some(), "{country} {index}");
            }
        }
    }

    #[test]
    fn ranges_end() {
        assert_eq!(national("FR", "", "", 400_000), None);
        assert_eq!(national("DE", "HRB", "Wittlich", 800_000), None);
        assert_eq!(national("NL", "", "", 1), None);
    }
}
