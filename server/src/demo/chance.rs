//! Chance by seed: SplitMix64, so that the same seed gives the same organisations on every machine and in every version.

/// A source of numbers that depend on nothing but its seed.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// The source of one organisation: neighbours of one seed have nothing in common.
    pub(super) fn new(seed: u64, index: u64) -> Self {
        let mut own = Self(seed ^ index.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        Self(own.next())
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `limit`; 0 if the limit is 0.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// Yes in `hundredths` of all cases.
    pub(super) fn percent(&mut self, hundredths: u64) -> bool {
        self.below(100) < hundredths
    }

    /// A place in a list of `length`; 0 if it is empty.
    pub(super) fn place(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        usize::try_from(self.below(length)).unwrap_or(0)
    }

    /// One of a list, `None` if it is empty.
    pub(super) fn one<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.place(list.len()))
    }

    /// One of a list by weight, `None` if nothing weighs anything.
    pub(super) fn weighted<'a, T>(&mut self, list: &'a [T], weight: impl Fn(&T) -> u64) -> Option<&'a T> {
        let mut rest = self.below(list.iter().map(&weight).sum());
        list.iter().find(|item| {
            let own = weight(item);
            let found = rest < own;
            rest = rest.saturating_sub(own);
            found
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_is_the_published_one() {
        // The reference output of SplitMix64 for the seed 1234567.
        assert_eq!(Chance(1_234_567).next(), 6_457_827_717_110_365_317);
    }

    #[test]
    fn weights_are_kept() {
        let mut chance = Chance::new(7, 0);
        let list = [("a", 3), ("b", 0), ("c", 1)];
        let drawn: Vec<_> = (0..4000)
            .filter_map(|_| chance.weighted(&list, |item| item.1))
            .map(|item| item.0)
            .collect();
        assert!(!drawn.contains(&"b"));
        let a = drawn.iter().filter(|name| **name == "a").count();
        assert!((2800..3200).contains(&a), "{a}");
    }
}
