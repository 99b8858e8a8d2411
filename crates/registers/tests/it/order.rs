//! The order of rows in the files, the order of columns and the memory allowed make no difference
//! to what comes out.

use proptest::prelude::*;
use registers::{Options, Register, open};

use crate::extract::{Everything, Extract, everything};

/// A verified number from its first eight digits.
pub(crate) fn number(body: u64) -> String {
    format!("{body:08}{:02}", 97 - body % 97)
}

/// Rows about up to eight enterprises and their places, all different, some of them orphans.
fn rows() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let enterprise = (0..8_u64, 0..3_u8).prop_map(|(i, kind)| {
        (
            "enterprise.csv",
            i,
            format!("{},AC,000,{kind},014,,01-01-2001", number(4_000_000 + i)),
        )
    });
    let unit = (0..8_u64, 0..8_u64).prop_map(|(i, owner)| {
        (
            "establishment.csv",
            100 + i,
            format!("{},01-01-2001,{}", number(20_000_000 + i), number(4_000_000 + owner)),
        )
    });
    let entity = || {
        prop_oneof![
            (0..9_u64).prop_map(|i| 4_000_000 + i),
            (0..9_u64).prop_map(|i| 20_000_000 + i)
        ]
    };
    let name = (entity(), 0..6_u8, 1..6_u8, "[a-cé]{0,2}").prop_map(|(of, language, kind, name)| {
        (
            "denomination.csv",
            0,
            format!("{},{language},{kind},{name}", number(of)),
        )
    });
    let address = (entity(), "REGO|BAET|OBAD", 0..3_u8)
        .prop_map(|(of, kind, house)| ("address.csv", 0, format!("{},{kind},,,1000,,,,,{house},,,", number(of))));
    let activity = (entity(), 1..3_u8, "84130|1110", "MAIN|SECO|ANCI").prop_map(|(of, group, code, class)| {
        ("activity.csv", 0, format!("{},{group},2008,{code},{class}", number(of)))
    });
    let contact = (entity(), "TEL|WEB|FAX", 0..3_u8)
        .prop_map(|(of, kind, value)| ("contact.csv", 0, format!("{},ENT,{kind},{value}", number(of))));
    let row = prop_oneof![2 => enterprise, 2 => unit, 4 => name, 1 => address, 2 => activity, 1 => contact];
    proptest::collection::vec(row, 0..60).prop_map(|rows| {
        // Of two rows with one number the first counts, so there is only one of each.
        let mut taken = std::collections::BTreeSet::new();
        let unique = rows
            .into_iter()
            .filter(|(file, key, _)| !matches!(*file, "enterprise.csv" | "establishment.csv") || taken.insert(*key));
        unique.map(|(file, _, row)| (file, row)).collect()
    })
}

fn read(rows: &[(&'static str, String)], run_bytes: usize) -> Everything {
    let extract = Extract::empty();
    for file in [
        "enterprise.csv",
        "establishment.csv",
        "denomination.csv",
        "address.csv",
        "activity.csv",
        "contact.csv",
    ] {
        let of_file: Vec<&str> = rows
            .iter()
            .filter(|(name, _)| *name == file)
            .map(|(_, row)| row.as_str())
            .collect();
        extract.rows(file, &of_file);
    }
    let options = Options {
        run_bytes,
        ..extract.options()
    };
    let mut all = everything(open(Register::Kbo, &extract.path(), options).expect("opens"));
    // Lines differ when rows are moved; what is wrong with them does not.
    all.rejected.iter_mut().for_each(|reject| reject.line = 0);
    all.rejected.sort_by_key(|reject| format!("{reject:?}"));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_order_of_rows_gives_the_same((rows, shuffled) in rows().prop_flat_map(|rows| {
        (Just(rows.clone()), Just(rows).prop_shuffle())
    })) {
        prop_assert_eq!(read(&rows, 1 << 20), read(&shuffled, 0));
    }
}
