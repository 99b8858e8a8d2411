//! Codes of an app (RFC 6238): six digits, thirty seconds, the step of now and the one before, each once.

use qrcode::{Color, QrCode};
use totp_rs::{Algorithm, Builder, Secret};

/// Seconds of a step.
const STEP: i64 = 30;

/// The step a code is of, if it is of a later one than `last`.
#[must_use]
pub fn step_of(secret: &[u8], code: &str, now: i64, last: i64) -> Option<i64> {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(0)
        .with_step_duration(30)
        .with_secret(secret.to_vec())
        .build()
        .ok()?;
    let current = now.div_euclid(1_000_000).div_euclid(STEP);
    [current, current - 1]
        .into_iter()
        .filter(|step| *step > last)
        .find(|step| {
            let time = u64::try_from(step * STEP).unwrap_or_default();
            totp.check(code, time).is_some()
        })
}

/// The code of a time, for tests.
#[must_use]
pub fn code_at(secret: &str, now: i64) -> Option<String> {
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(Secret::try_from_base32(secret).ok()?)
        .build()
        .ok()?;
    let seconds = u64::try_from(now.div_euclid(1_000_000)).ok()?;
    Some(totp.generate(seconds).to_string())
}

/// As apps take a secret that is typed.
#[must_use]
pub fn base32(secret: &[u8]) -> String {
    Secret::from(secret.to_vec()).to_base32()
}

/// The path of a QR code that apps read, one unit a module, and its side.
#[must_use]
pub fn drawing(secret: &str, mail: &str) -> Option<(String, usize)> {
    let label = percent_encoding::utf8_percent_encode(mail, percent_encoding::NON_ALPHANUMERIC);
    let address = format!("otpauth://totp/Passerelle:{label}?secret={secret}&issuer=Passerelle");
    let code = QrCode::new(address).ok()?;
    let side = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            path.push_str(&format!("M{} {}h1v1h-1z", place % side + 4, place / side + 4));
        }
    }
    Some((path, side + 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_for_its_step_and_the_next_and_once() {
        let secret = b"12345678901234567890";
        let now = 1_111_111_111_000_000;
        let code = code_at(&base32(secret), now).unwrap();
        assert_eq!(code, "050471", "the value of RFC 6238, last six digits");
        let step = 1_111_111_111 / 30;
        assert_eq!(step_of(secret, &code, now, 0), Some(step));
        assert_eq!(step_of(secret, &code, now + 30_000_000, 0), Some(step));
        assert_eq!(step_of(secret, &code, now + 60_000_000, 0), None);
        assert_eq!(step_of(secret, &code, now, step), None);
        assert_eq!(step_of(secret, "000000", now, 0), None);
    }

    #[test]
    fn a_drawing_has_a_quiet_edge() {
        let (path, side) = drawing("JBSWY3DPEHPK3PXP", "a@b.example").unwrap();
        assert!(path.starts_with("M4 4h1v1h-1z") && side > 20, "{side}");
    }
}
