//! Counts that only grow, told on several days. Some are parts of others (meetings of introductions): they stand in one order, the
//! whole first, and none is ever larger than one before it.
//!
//! What a reader knows of a count on a day that was not told: it is not less than what was told of it, or of a part of it, on
//! that day or before, and not more than what was told of it, or of what it is a part of, on that day or later. Nothing else
//! binds it, and each number between is possible: put every count that was not told at its lower bound, or every one at its
//! upper bound, and all that was told is as it was. So [`bounds`] is exact, and [`told_now`] tells no more than leaves each of
//! them [`LEAST`] apart. To tell nothing is always possible: it bounds nothing.
//!
//! Whoever tells that the rule hid a count tells by that alone that it is near its lower bound. As everywhere in official figures
//! the rule is public and that much is accepted.

use super::table::LEAST;

/// What was told on a day, by the place of the count in the order.
pub type Day = Vec<Option<u64>>;

/// Which of the counts may be told on the next day: as many as possible, the whole rather than a part. `before`: what was told,
/// in order of days. `ahead`: what each had already when the first day began, which readers are taken to know.
#[must_use]
pub fn told_now(before: &[Day], now: &[u64], ahead: &[u64]) -> Vec<bool> {
    let mut choices: Vec<u32> = (0..1_u32 << now.len()).collect();
    // Bits are places in the order; of as many the one with the lower places.
    choices.sort_by_key(|choice| (std::cmp::Reverse(choice.count_ones()), *choice));
    let mut days = before.to_vec();
    for choice in choices {
        let told = |place: usize| (choice >> place) & 1 == 1;
        days.push(
            now.iter()
                .enumerate()
                .map(|(place, count)| told(place).then_some(*count))
                .collect(),
        );
        if is_safe(&days, ahead) {
            return (0..now.len()).map(told).collect();
        }
        days.pop();
    }
    vec![false; now.len()]
}

/// Whether what is told leaves every count open enough that is not.
fn is_safe(days: &[Day], ahead: &[u64]) -> bool {
    let apart = |one: u64, other: u64| one == other || other.saturating_sub(one) >= LEAST;
    let places = ahead.len();
    (0..places).all(|place| {
        let mut last = 0;
        days.iter()
            .enumerate()
            .all(|(day, told)| match told.get(place).copied().flatten() {
                Some(count) => apart(std::mem::replace(&mut last, count), count),
                None => match bounds(days, ahead, day, place) {
                    (least, Some(most)) => most.saturating_sub(least) >= LEAST,
                    (_, None) => true,
                },
            })
    })
}

/// Between which numbers a count of a day must lie, for whoever knows what was told; without an upper one where nothing bounds it.
#[must_use]
pub fn bounds(days: &[Day], ahead: &[u64], day: usize, place: usize) -> (u64, Option<u64>) {
    let of = |place: usize| ahead.get(place).copied().unwrap_or_default();
    let own = of(place);
    let (mut least, mut most) = (0, None::<u64>);
    for (on, told) in days.iter().enumerate() {
        for (which, count) in told.iter().enumerate() {
            let Some(count) = count else { continue };
            // Compared with all that came before, in which a part is never larger than the whole.
            let as_own = (count + of(which)).saturating_sub(own);
            if on <= day && which >= place {
                least = least.max(as_own);
            }
            if on >= day && which <= place {
                most = Some(most.map_or(as_own, |most| most.min(as_own)));
            }
        }
    }
    (least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tells a history of counts in order, as people write it: `·` for what is not told.
    fn told(history: &[&[u64]]) -> String {
        let mut days: Vec<Day> = Vec::new();
        for now in history {
            let shown = told_now(&days, now, &vec![0; now.len()]);
            days.push(
                now.iter()
                    .zip(shown)
                    .map(|(count, told)| told.then_some(*count))
                    .collect(),
            );
        }
        let cell = |cell: &Option<u64>| cell.map_or_else(|| "·".to_owned(), |count| count.to_string());
        let line = |day: &Day| day.iter().map(cell).collect::<Vec<_>>().join(" ");
        days.iter().map(line).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn a_count_moves_by_five_or_not_at_all() {
        for (history, expected) in [
            (
                &[&[0][..], &[3], &[4], &[5], &[9], &[10], &[10], &[11]][..],
                "0 | · | · | 5 | · | 10 | 10 | ·",
            ),
            (&[&[7][..], &[8], &[13]], "7 | · | 13"),
            // Meetings among introductions: nine and five told, then seven meetings lie between five and nine.
            (&[&[9, 5][..], &[9, 7]], "9 5 | · ·"),
            (&[&[9, 5][..], &[9, 7], &[14, 7]], "9 5 | · · | 14 ·"),
            (&[&[20, 6][..], &[21, 8], &[30, 12]], "20 6 | · · | 30 12"),
            // None met of twelve is told; then three, which twelve do not tell more closely.
            (&[&[12, 0][..], &[12, 3]], "12 0 | 12 ·"),
        ] {
            assert_eq!(told(history), expected, "{history:?}");
        }
    }

    #[test]
    fn what_came_before_the_first_day_is_known() {
        // Forty introductions with thirty-eight meetings in earlier years: now six meetings of four introductions.
        let shown = told_now(&[], &[4, 6], &[40, 38]);
        assert_eq!(
            shown,
            [false, true],
            "six of at least four is not told more closely than from four on"
        );
        let days = [vec![None, Some(6)]];
        assert_eq!(bounds(&days, &[40, 38], 0, 0), (4, None));
        assert_eq!(bounds(&[vec![Some(9), None]], &[40, 38], 0, 1), (0, Some(11)));
    }

    #[test]
    fn numbers_at_the_bounds_are_worlds_in_which_the_same_is_told() {
        let days: Vec<Day> = vec![
            vec![Some(9), Some(5)],
            vec![None, None],
            vec![Some(14), None],
            vec![None, Some(12)],
        ];
        for pick in [0, 1] {
            let mut world = Vec::new();
            for (day, told) in days.iter().enumerate() {
                let value = |place: usize| {
                    let (least, most) = bounds(&days, &[0, 0], day, place);
                    told[place].unwrap_or(if pick == 0 { least } else { most.unwrap_or(1000) })
                };
                world.push([value(0), value(1)]);
            }
            assert!(world.iter().all(|[whole, part]| part <= whole), "{world:?}");
            assert!(
                world
                    .windows(2)
                    .all(|two| two[0][0] <= two[1][0] && two[0][1] <= two[1][1]),
                "{world:?}"
            );
        }
    }
}
