//! Tables by hand, and any table: for each count that is not shown there is another table that shows the same.

use proptest::prelude::*;

use super::*;

/// A table as people write it: `·` is what is not shown.
fn written(counts: &[&[u64]]) -> String {
    let rows: Vec<Vec<u64>> = counts.iter().map(|row| row.to_vec()).collect();
    let cell = |cell: &Shown| cell.count().map_or_else(|| "·".to_owned(), |count| count.to_string());
    let line = |row: &Vec<Shown>| row.iter().map(cell).collect::<Vec<_>>().join(" ");
    suppress(&rows).rows.iter().map(line).collect::<Vec<_>>().join(" | ")
}

#[test]
fn small_counts_take_others_with_them() {
    for (counts, expected) in [
        // Nothing small: all is shown, nought too.
        (&[&[7, 0][..], &[0, 9]][..], "7 0 7 | 0 9 9 | 7 9 16"),
        // One small count of a line: the cheapest rectangle goes with it.
        (&[&[3, 20][..], &[30, 8]], "· · 23 | · · 38 | 33 28 61"),
        // Two small ones in a line hide each other only where their columns have others.
        (&[&[2, 3, 9][..], &[6, 7, 8]], "· · 9 14 | · · 8 21 | 8 10 17 35"),
        // A small total goes with what it is made of, and another pair of it.
        (&[&[1, 2][..], &[50, 60]], "· · · | · · · | 51 62 113"),
        // All small: nothing is said, not even how many.
        (&[&[1, 1][..], &[1, 0]], "· · · | · · · | · · ·"),
        // One line: its counts are their own totals.
        (&[&[2, 30, 9][..]], "· 30 · 41 | · 30 · 41"),
        // Noughts stay where others can go: that there is none is often known anyway.
        (&[&[2, 0][..], &[0, 40]], "· 0 · | 0 · · | · · 42"),
        (&[], "0"),
    ] {
        assert_eq!(written(counts), expected, "{counts:?}");
    }
}

/// All tables with the same inner size whose counts differ by at most one from these and that show the same where these do:
/// which counts differ in one of them.
fn others(counts: &[Vec<u64>], safe: &Safe) -> Vec<Vec<bool>> {
    let (height, width) = (counts.len(), counts[0].len());
    let mut differ = vec![vec![false; width + 1]; height + 1];
    for number in 0..3_u32.pow(u32::try_from(height * width).unwrap()) {
        let mut number = number;
        let mut other = vec![vec![0_i64; width + 1]; height + 1];
        for row in 0..height {
            for column in 0..width {
                let count = i64::try_from(counts[row][column]).unwrap() + i64::from(number % 3) - 1;
                number /= 3;
                for (row, column) in [(row, column), (row, width), (height, column), (height, width)] {
                    other[row][column] += count;
                }
                if count < 0 {
                    other[row][column] = i64::MIN / 4;
                }
            }
        }
        let shows_the_same = |row: usize, column: usize| {
            let shown = safe.at(row, column).count();
            other[row][column] >= 0 && shown.is_none_or(|count| i64::try_from(count) == Ok(other[row][column]))
        };
        let all = (0..=height).flat_map(|row| (0..=width).map(move |column| (row, column)));
        if all.clone().all(|(row, column)| shows_the_same(row, column)) {
            let own = Table::new(counts);
            for (row, column) in all {
                differ[row][column] |= i64::try_from(own.count(row, column)) != Ok(other[row][column]);
            }
        }
    }
    differ
}

fn tables() -> impl Strategy<Value = Vec<Vec<u64>>> {
    let count = prop_oneof![3 => Just(0_u64), 4 => 1_u64..5, 3 => 5_u64..40];
    (1_usize..=3, 1_usize..=3).prop_flat_map(move |(height, width)| {
        proptest::collection::vec(proptest::collection::vec(count.clone(), width), height)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_hidden_can_be_worked_out(counts in tables()) {
        let safe = suppress(&counts);
        let differ = others(&counts, &safe);
        let own = Table::new(&counts);
        for (row, line) in differ.iter().enumerate() {
            for (column, differs) in line.iter().enumerate() {
                match safe.at(row, column) {
                    Shown::Count(count) => {
                        prop_assert_eq!(count, own.count(row, column));
                        prop_assert!(!is_small(count), "{} is shown", count);
                    }
                    Shown::Hidden => prop_assert!(differs, "{:?}: {} {} can be worked out of {:?}", counts, row, column, safe),
                }
            }
        }
    }

    #[test]
    fn large_tables_of_large_counts_are_shown(counts in proptest::collection::vec(proptest::collection::vec(5_u64..900, 8), 8)) {
        let safe = suppress(&counts);
        prop_assert!(safe.rows.iter().flatten().all(|cell| cell.count().is_some()));
    }
}
