//! Numbers of the KBO: enterprises (0, 1), establishments (2) and branches (9), all of ten digits
//! whose last two follow from the first eight. A set of them is therefore a set of bits.

use std::fmt;

use identifiers::{Reason, Scheme};

use crate::RejectReason;

/// A verified number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(pub(crate) u64);

impl Number {
    /// Reads a number of the scheme.
    pub(crate) fn read(scheme: Scheme, text: &str, column: &'static str) -> Result<Self, RejectReason> {
        match identifiers::parse(scheme, text) {
            Ok(id) => id.canonical().parse().map(Self).map_err(|_| RejectReason::NumberFormat),
            Err(Reason::CheckDigit) => Err(RejectReason::CheckDigit),
            Err(Reason::Empty) => Err(RejectReason::Empty { column }),
            Err(_) => Err(RejectReason::NumberFormat),
        }
    }

    /// Reads a number of any of the three; ten digits tell by the first of them which it is.
    pub(crate) fn read_any(text: &str, column: &'static str) -> Result<Self, RejectReason> {
        let mut digits = text.bytes().filter(u8::is_ascii_digit);
        let first = digits.next();
        let scheme = match (first, digits.count()) {
            (Some(b'2'), 9) => Scheme::BeEstablishment,
            (Some(b'9'), 9) => Scheme::BeBranch,
            _ => Scheme::BeEnterprise,
        };
        Self::read(scheme, text, column)
    }

    /// Whether it is the number of an establishment or branch.
    pub(crate) fn is_unit(self) -> bool {
        self.0 >= 2_000_000_000
    }

    /// Whether it is the number of a branch.
    pub(crate) fn is_branch(self) -> bool {
        self.0 >= 9_000_000_000
    }
}

impl fmt::Display for Number {
    /// The canonical ten digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:010}", self.0)
    }
}

/// A set of numbers: at most 12.5 MB, and only where there are any.
///
/// It is what lets natural persons be dropped before a row of theirs is written anywhere.
#[derive(Default)]
pub(crate) struct Numbers {
    pages: Vec<Option<Box<[u64; WORDS]>>>,
}

const WORDS: usize = 1024;

impl Numbers {
    fn place(number: Number) -> (usize, usize, u64) {
        let slot = usize::try_from(number.0 / 100).unwrap_or(usize::MAX);
        (slot / 64 / WORDS, slot / 64 % WORDS, 1 << (slot % 64))
    }

    /// Puts it in; false if it was there.
    pub(crate) fn insert(&mut self, number: Number) -> bool {
        let (page, word, bit) = Self::place(number);
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        let Some(page) = self.pages.get_mut(page) else {
            return false;
        };
        let page = page.get_or_insert_with(|| Box::new([0; WORDS]));
        let Some(word) = page.get_mut(word) else {
            return false;
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Whether it is in.
    pub(crate) fn contains(&self, number: Number) -> bool {
        let (page, word, bit) = Self::place(number);
        let page = self.pages.get(page).and_then(Option::as_ref);
        page.and_then(|page| page.get(word)).is_some_and(|word| word & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_numbers() {
        let mut set = Numbers::default();
        for (number, new) in [
            (200_065_765, true),
            (200_065_765, false),
            (1_999_999_999, true),
            (9_999_999_999, true),
            (2_000_000_339, true),
        ] {
            assert_eq!(set.insert(Number(number)), new, "{number}");
        }
        assert!(set.contains(Number(9_999_999_999)));
        assert!(!set.contains(Number(9_000_006_626)));
    }

    #[test]
    fn the_first_of_ten_digits_tells_the_kind() {
        for (text, read) in [
            ("0200.065.765", Ok(200_065_765)),
            ("200065765", Ok(200_065_765)),
            ("2.000.000.339", Ok(2_000_000_339)),
            ("9.000.006.626", Ok(9_000_006_626)),
            ("2.000.000.338", Err("check_digit")),
            ("", Err("empty")),
            ("EntityNumber", Err("number_format")),
        ] {
            let found = Number::read_any(text, "EntityNumber")
                .map(|n| n.0)
                .map_err(|r| r.code());
            assert_eq!(found, read, "{text}");
        }
    }
}
