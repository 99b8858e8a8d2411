//! The machine of an adoption: it counts only when the adopter says so. `proposed → confirmed | declined | withdrawn`;
//! `confirmed → withdrawn`, by the adopter.

use crate::practices::model::{AdoptionState, Sayer};

/// What somebody does with an adoption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdoptionStep {
    /// An owner of the adopter says that it is so.
    Confirm,
    /// An owner of the adopter says that it is not.
    Decline,
    /// Whoever said it takes it back; what is confirmed the adopter alone.
    Withdraw(Sayer),
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdoptionRefused {
    /// No such step from here.
    #[error("not possible while it is {}", .0.code())]
    State(AdoptionState),
    /// The other side said it.
    #[error("the other side said it")]
    NotYours,
}

/// How it begins: what an owner of the adopter sends is confirmed by that.
#[must_use]
pub const fn begun(by: Sayer, is_owner: bool) -> AdoptionState {
    match by {
        Sayer::Adopter if is_owner => AdoptionState::Confirmed,
        _ => AdoptionState::Proposed,
    }
}

/// Takes a step.
///
/// # Errors
/// See [`AdoptionRefused`].
pub fn adoption_step(state: AdoptionState, said: Sayer, step: AdoptionStep) -> Result<AdoptionState, AdoptionRefused> {
    use AdoptionState::{Confirmed, Declined, Proposed, Withdrawn};
    match (state, step) {
        (Proposed, AdoptionStep::Confirm) => Ok(Confirmed),
        (Proposed, AdoptionStep::Decline) => Ok(Declined),
        (Proposed, AdoptionStep::Withdraw(by)) if by == said => Ok(Withdrawn),
        (Confirmed, AdoptionStep::Withdraw(Sayer::Adopter)) => Ok(Withdrawn),
        (Proposed | Confirmed, AdoptionStep::Withdraw(_)) => Err(AdoptionRefused::NotYours),
        (state, _) => Err(AdoptionRefused::State(state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AdoptionState::{Confirmed, Declined, Proposed, Withdrawn};
    use Sayer::{Adopter, Owner};

    #[test]
    fn only_an_owner_of_the_adopter_makes_it_count() {
        assert_eq!(begun(Owner, true), Proposed);
        assert_eq!(begun(Owner, false), Proposed);
        assert_eq!(begun(Adopter, false), Proposed);
        assert_eq!(begun(Adopter, true), Confirmed);
    }

    #[test]
    fn every_step_from_everywhere() {
        let steps = [
            AdoptionStep::Confirm,
            AdoptionStep::Decline,
            AdoptionStep::Withdraw(Owner),
            AdoptionStep::Withdraw(Adopter),
        ];
        let mine = Err(AdoptionRefused::NotYours);
        // Confirm, decline, taken back by the owner of the practice, by the adopter.
        let table = [
            (Proposed, Owner, [Ok(Confirmed), Ok(Declined), Ok(Withdrawn), mine]),
            (Proposed, Adopter, [Ok(Confirmed), Ok(Declined), mine, Ok(Withdrawn)]),
            (
                Confirmed,
                Owner,
                [
                    Err(AdoptionRefused::State(Confirmed)),
                    Err(AdoptionRefused::State(Confirmed)),
                    mine,
                    Ok(Withdrawn),
                ],
            ),
            (Declined, Owner, [Err(AdoptionRefused::State(Declined)); 4]),
            (Withdrawn, Adopter, [Err(AdoptionRefused::State(Withdrawn)); 4]),
        ];
        for (state, said, answers) in table {
            for (step, answer) in steps.into_iter().zip(answers) {
                assert_eq!(adoption_step(state, said, step), answer, "{state:?} {said:?} {step:?}");
            }
        }
    }
}
