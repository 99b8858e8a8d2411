//! What a young company says: read from a form or JSON, and what changed by it.

use crate::investors::model::{BAND, Band, Interest, PURPOSE, Purpose, STAGE, Sought, Stage};
use crate::platform::web::{Fault, Why};

/// As it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Code of the stage, or nothing.
    pub stage: String,
    /// Code of the band, or nothing.
    pub band: String,
    /// Code of the purpose, or nothing.
    pub purpose: String,
}

fn word<W>(field: &'static str, typed: &str, read: fn(&str) -> Option<W>) -> Result<Option<W>, Fault> {
    match typed.trim() {
        "" => Ok(None),
        code => read(code).map(Some).ok_or(Fault::new(field, Why::Unknown)),
    }
}

/// What it says. A band without a purpose, or the other way round, says nothing an investor could use.
///
/// # Errors
/// What is wrong, by field.
pub fn read(typed: &Typed) -> Result<Interest, Vec<Fault>> {
    let stage = word(STAGE, &typed.stage, Stage::from_code);
    let band = word(BAND, &typed.band, Band::from_code);
    let purpose = word(PURPOSE, &typed.purpose, Purpose::from_code);
    match (stage, band, purpose) {
        (Ok(stage), Ok(Some(band)), Ok(Some(purpose))) => Ok(Interest {
            stage,
            sought: Some(Sought { band, purpose }),
        }),
        (Ok(stage), Ok(None), Ok(None)) => Ok(Interest { stage, sought: None }),
        (Ok(_), Ok(Some(_)), Ok(None)) => Err(vec![Fault::new(PURPOSE, Why::Missing)]),
        (Ok(_), Ok(None), Ok(Some(_))) => Err(vec![Fault::new(BAND, Why::Missing)]),
        (stage, band, purpose) => {
            let faults = [stage.err(), band.err(), purpose.err()];
            Err(faults.into_iter().flatten().collect())
        }
    }
}

/// Field, before, after.
pub type Change = (&'static str, Option<&'static str>, Option<&'static str>);

fn words(of: &Interest) -> [Option<&'static str>; 3] {
    [
        of.stage.map(Stage::code),
        of.sought.map(|sought| sought.band.code()),
        of.sought.map(|sought| sought.purpose.code()),
    ]
}

/// What is said otherwise than before.
#[must_use]
pub fn changes(before: &Interest, after: &Interest) -> Vec<Change> {
    let fields = [STAGE, BAND, PURPOSE].into_iter();
    let values = words(before).into_iter().zip(words(after));
    let all = fields.zip(values).map(|(field, (was, is))| (field, was, is));
    all.filter(|(_, was, is)| was != is).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(stage: &str, band: &str, purpose: &str) -> Typed {
        Typed {
            stage: stage.into(),
            band: band.into(),
            purpose: purpose.into(),
        }
    }

    #[test]
    fn only_words_of_the_lists_are_taken_and_band_and_purpose_go_together() {
        let fields = |typed: &Typed| {
            let faults = read(typed).err().unwrap_or_default();
            faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>()
        };
        for (given, wrong) in [
            (typed("", "", ""), vec![]),
            (typed("pilot", "", ""), vec![]),
            (typed("pilot", "500k_1m", "team"), vec![]),
            (typed("", " over_3m ", "market"), vec![]),
            (typed("pilot", "500k_1m", ""), vec![PURPOSE]),
            (typed("pilot", "", "team"), vec![BAND]),
            (typed("series A", "", ""), vec![STAGE]),
            (typed("pilot", "750000", "team"), vec![BAND]),
            (typed("x", "y", "8 % in two years"), vec![STAGE, BAND, PURPOSE]),
        ] {
            assert_eq!(fields(&given), wrong, "{given:?}");
        }
    }

    #[test]
    fn what_did_not_change_is_not_told() {
        let said = |stage, band, purpose| read(&typed(stage, band, purpose)).unwrap();
        let before = said("pilot", "500k_1m", "team");
        assert_eq!(changes(&before, &before), []);
        let after = said("market", "500k_1m", "production");
        assert_eq!(
            changes(&before, &after),
            [
                (STAGE, Some("pilot"), Some("market")),
                (PURPOSE, Some("team"), Some("production"))
            ]
        );
        let gone = said("pilot", "", "");
        assert_eq!(
            changes(&before, &gone),
            [(BAND, Some("500k_1m"), None), (PURPOSE, Some("team"), None)]
        );
    }
}
