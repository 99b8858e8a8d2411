//! A deck of cards instead of dice: everything comes once before anything comes again.
//! So 1,500 organisations show every trade, and no two neighbours share one.

use super::chance::Chance;

/// Shuffled places in some list; shuffled anew when it is used up.
#[derive(Clone, Debug)]
pub(super) struct Deck {
    cards: Vec<usize>,
    next: usize,
}

impl Deck {
    /// A deck of these cards.
    pub(super) fn new(cards: Vec<usize>) -> Self {
        let next = cards.len();
        Self { cards, next }
    }

    /// The next card that is not `but`; the deck may hold `but` alone, then it is drawn all the same.
    pub(super) fn draw(&mut self, chance: &mut Chance, but: Option<usize>) -> Option<usize> {
        if self.next >= self.cards.len() {
            self.shuffle(chance);
        }
        if self.cards.get(self.next).copied() == but && self.cards.len() > 1 {
            let other = match self.next + 1 < self.cards.len() {
                true => self.next + 1,
                false => 0,
            };
            self.cards.swap(self.next, other);
        }
        let card = self.cards.get(self.next).copied();
        self.next += 1;
        card
    }

    fn shuffle(&mut self, chance: &mut Chance) {
        for last in (1..self.cards.len()).rev() {
            self.cards.swap(last, chance.place(last + 1));
        }
        self.next = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_comes_once_a_round_and_never_twice_in_a_row() {
        let mut chance = Chance::new(1, 0);
        let mut deck = Deck::new((0..7).collect());
        let mut last = None;
        for _ in 0..50 {
            let mut round = Vec::new();
            for _ in 0..7 {
                let card = deck.draw(&mut chance, last);
                assert_ne!(card, last);
                last = card;
                round.extend(card);
            }
            round.sort_unstable();
            round.dedup();
            assert!(round.len() >= 6, "{round:?}");
        }
    }
}
