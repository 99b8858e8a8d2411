//! Which organisation a record belongs to, by its numbers alone: an equal one attaches, and where a record has numbers of two,
//! it attaches to the first and the two are told as possibly one. No machine merges (domain.md, Duplicate).

use std::collections::HashMap;

use identifiers::{Scheme, bridges, parse};
use uuid::Uuid;

/// Scheme and canonical number.
pub type Number = (String, String);

/// Schemes that hold the number by which a state knows the company.
const DRESSES: [&str; 6] = ["be_vat", "fr_vat", "fr_siret", "fr_rcs", "euid", "de_widnr"];

/// Adds the national number that follows from a VAT number, an EUID or an establishment's number, where it is missing: two
/// registers that know a company in different dress meet by it. The other way is left out, for nobody knows whether a company
/// is liable to VAT.
pub fn add_national(numbers: &mut Vec<Number>) {
    let mut found: Vec<Number> = Vec::new();
    for (scheme, value) in numbers.iter() {
        if !DRESSES.contains(&scheme.as_str()) {
            continue;
        }
        let read = scheme
            .parse::<Scheme>()
            .ok()
            .and_then(|scheme| parse(scheme, value).ok());
        let national = |id: &identifiers::Identifier| {
            matches!(
                id.scheme(),
                Scheme::FrSiren | Scheme::BeEnterprise | Scheme::LuRcs | Scheme::DeRegister | Scheme::DeVat
            )
        };
        let further = read.iter().flat_map(bridges).filter(national);
        found.extend(further.map(|id| (id.scheme().code().to_owned(), id.into_canonical())));
    }
    for number in found {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
}

/// Whose the numbers of a record are: the first one's, and others that have one of them, too.
#[must_use]
pub fn owners_of(numbers: &[Number], owners: &HashMap<Number, Uuid>) -> Option<(Uuid, Vec<Uuid>)> {
    let mut found = numbers.iter().filter_map(|number| owners.get(number).copied());
    let first = found.next()?;
    let mut others: Vec<Uuid> = found.filter(|other| *other != first).collect();
    others.sort_unstable();
    others.dedup();
    Some((first, others))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_in_another_dress_brings_the_national_one_along() {
        for (scheme, value, national) in [
            ("be_vat", "0203201340", Some(("be_enterprise", "0203201340"))),
            ("euid", "BEKBOBCE.0203201340", Some(("be_enterprise", "0203201340"))),
            ("fr_vat", "44732829320", Some(("fr_siren", "732829320"))),
            ("fr_siret", "73282932000074", Some(("fr_siren", "732829320"))),
            ("euid", "LURCSL.B7479", Some(("lu_rcs", "B7479"))),
            ("euid", "DEV1109.HRB104233", Some(("de_hr", "Saarbrücken HRB 104233"))),
            ("be_enterprise", "0203201340", None),
            ("lei", "529900T8BM49AURSDO55", None),
            ("be_vat", "no number", None),
        ] {
            let mut numbers = vec![(scheme.to_owned(), value.to_owned())];
            add_national(&mut numbers);
            add_national(&mut numbers);
            let added: Vec<_> = numbers
                .iter()
                .skip(1)
                .map(|(scheme, value)| (scheme.as_str(), value.as_str()))
                .collect();
            assert_eq!(added, Vec::from_iter(national), "{scheme} {value}");
        }
    }

    /// Which of the records ended up together, or were told as possibly together, in the order in which they came.
    fn together(records: &[Vec<Number>], order: &[usize]) -> Vec<usize> {
        let mut owners: HashMap<Number, Uuid> = HashMap::new();
        let mut of_record = vec![Uuid::nil(); records.len()];
        let mut same: Vec<(Uuid, Uuid)> = Vec::new();
        for (place, at) in order.iter().enumerate() {
            let numbers = &records[*at];
            let (id, others) =
                owners_of(numbers, &owners).unwrap_or_else(|| (Uuid::from_u128(1 + place as u128), Vec::new()));
            same.extend(others.into_iter().map(|other| (id, other)));
            for number in numbers {
                owners.entry(number.clone()).or_insert(id);
            }
            of_record[*at] = id;
        }
        // Unites what a person would look at; the least record of a group names it.
        let mut group: Vec<usize> = (0..records.len()).collect();
        let joined = |one: usize, other: usize| {
            of_record[one] == of_record[other]
                || same.contains(&(of_record[one], of_record[other]))
                || same.contains(&(of_record[other], of_record[one]))
        };
        for _ in 0..records.len() {
            for one in 0..records.len() {
                for other in 0..records.len() {
                    if joined(one, other) {
                        group[one] = group[one].min(group[other]);
                    }
                }
            }
        }
        group
    }

    /// What belongs together because numbers are equal, whoever says so first.
    fn connected(records: &[Vec<Number>]) -> Vec<usize> {
        let mut group: Vec<usize> = (0..records.len()).collect();
        for _ in 0..records.len() {
            for one in 0..records.len() {
                for other in 0..records.len() {
                    if records[one].iter().any(|number| records[other].contains(number)) {
                        group[one] = group[one].min(group[other]);
                    }
                }
            }
        }
        group
    }

    proptest! {
        /// Attached or told as a possible double: nothing that belongs together is lost, nothing else is put together, in
        /// whatever order the registers come in.
        #[test]
        fn the_order_of_registers_does_not_matter(
            records in prop::collection::vec(prop::collection::vec(0_u8..8, 1..4), 1..7),
            seed in any::<u64>(),
        ) {
            let records: Vec<Vec<Number>> = records
                .iter()
                .map(|numbers| numbers.iter().map(|number| ("lei".to_owned(), number.to_string())).collect())
                .collect();
            let mut order: Vec<usize> = (0..records.len()).collect();
            order.sort_by_key(|at| (seed.rotate_left(*at as u32 * 7), *at));
            let expected = connected(&records);
            prop_assert_eq!(&together(&records, &order), &expected);
            order.reverse();
            prop_assert_eq!(&together(&records, &order), &expected);
        }

        /// Records that share one number are one organisation, and nobody has to look.
        #[test]
        fn one_number_in_common_is_enough(count in 1_usize..6, seed in any::<u64>()) {
            let records: Vec<Vec<Number>> = (0..count)
                .map(|at| vec![("lei".to_owned(), format!("own {at}")), ("be_enterprise".to_owned(), "0203201340".to_owned())])
                .collect();
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by_key(|at| (seed.rotate_left(*at as u32 * 7), *at));
            let mut owners: HashMap<Number, Uuid> = HashMap::new();
            for (place, at) in order.iter().enumerate() {
                let found = owners_of(&records[*at], &owners);
                prop_assert_eq!(found.is_some(), place > 0);
                let (id, others) = found.unwrap_or((Uuid::from_u128(1), Vec::new()));
                prop_assert_eq!((id, others.len()), (Uuid::from_u128(1), 0));
                for number in &records[*at] {
                    owners.entry(number.clone()).or_insert(id);
                }
            }
        }
    }
}
