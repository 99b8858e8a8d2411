//! The review: four criteria of 0 to 5, and what their sum says.

use crate::opportunities::model::{Criterion, SCORE};

/// The scores, in the order of [`Criterion::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scores(pub [u8; 4]);

/// What the scores say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everybody sees it.
    Publish,
    /// It goes back with what is missing.
    Hold,
    /// It is not published.
    Reject,
}

impl Scores {
    /// The scores, where each is 0 to 5.
    #[must_use]
    pub fn of(each: [u8; 4]) -> Option<Self> {
        each.iter().all(|score| *score <= SCORE).then_some(Self(each))
    }

    /// The scores, where each was given and is 0 to 5; else the criteria whose score was not.
    ///
    /// # Errors
    /// Those criteria, in their order.
    pub fn given(each: [Option<u8>; 4]) -> Result<Self, Vec<Criterion>> {
        let each = each.map(|score| score.filter(|score| *score <= SCORE));
        if let [Some(one), Some(two), Some(three), Some(four)] = each {
            return Ok(Self([one, two, three, four]));
        }
        let missing = Criterion::ALL.iter().zip(each).filter(|(_, score)| score.is_none());
        Err(missing.map(|(criterion, _)| *criterion).collect())
    }

    /// Their sum.
    #[must_use]
    pub fn sum(self) -> u8 {
        self.0.iter().sum()
    }

    /// Each with its criterion.
    pub fn each(self) -> impl Iterator<Item = (Criterion, u8)> {
        Criterion::ALL.iter().copied().zip(self.0)
    }
}

impl Verdict {
    /// Whether the organisation must be told why.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        matches!(self, Self::Hold | Self::Reject)
    }

    /// The stable code: that of the state it leads to.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Publish => "published",
            Self::Hold => "on_hold",
            Self::Reject => "rejected",
        }
    }
}

/// A sum of 0 to 4 rejects first; else a single 0 holds; else 5 to 9 holds; 10 and more publishes.
#[must_use]
pub fn verdict(scores: Scores) -> Verdict {
    match scores.sum() {
        0..=4 => Verdict::Reject,
        _ if scores.0.contains(&0) => Verdict::Hold,
        5..=9 => Verdict::Hold,
        _ => Verdict::Publish,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_rule_decides() {
        for (scores, expected) in [
            ([0, 0, 0, 0], Verdict::Reject),
            ([1, 1, 1, 1], Verdict::Reject),
            // A zero does not save what is rejected.
            ([4, 0, 0, 0], Verdict::Reject),
            ([5, 0, 0, 0], Verdict::Hold),
            ([5, 5, 5, 0], Verdict::Hold),
            ([0, 5, 5, 5], Verdict::Hold),
            ([2, 1, 1, 1], Verdict::Hold),
            ([3, 2, 2, 2], Verdict::Hold),
            ([3, 3, 2, 2], Verdict::Publish),
            ([5, 5, 5, 5], Verdict::Publish),
        ] {
            assert_eq!(verdict(Scores(scores)), expected, "{scores:?}");
        }
    }

    /// All 1,296 of them, against the rule written in another order.
    #[test]
    fn every_score_has_one_verdict() {
        let mut counts = [0_u32; 3];
        for number in 0..1296_u32 {
            let digit = |power: u32| u8::try_from(number / 6_u32.pow(power) % 6).unwrap();
            let scores = Scores::of([digit(0), digit(1), digit(2), digit(3)]).unwrap();
            let all = scores.0.iter().all(|score| *score > 0);
            let expected = match (scores.sum() >= 10 && all, scores.sum() >= 5) {
                (true, _) => Verdict::Publish,
                (false, true) => Verdict::Hold,
                (false, false) => Verdict::Reject,
            };
            assert_eq!(verdict(scores), expected, "{scores:?}");
            counts[expected as usize] += 1;
        }
        assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
        assert_eq!(Scores::of([6, 0, 0, 0]), None);
    }

    #[test]
    fn a_score_that_was_not_given_has_a_name() {
        assert_eq!(
            Scores::given([Some(0), Some(5), Some(3), Some(1)]),
            Ok(Scores([0, 5, 3, 1]))
        );
        assert_eq!(
            Scores::given([Some(6), Some(5), None, Some(1)]),
            Err(vec![Criterion::Advantage, Criterion::Cooperation])
        );
    }
}
