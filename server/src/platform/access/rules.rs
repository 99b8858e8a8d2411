//! The rules behind [`decide`](super::decide): who is near enough to a thing, how strongly signed in, and what the others
//! are told. `tests/access_table.csv` says the same for people to read.

use super::actor::{Actor, Level, Mandate, Purpose, Role, Who};
use super::{Action, Ownership, Refusal};

/// What a person has to do with a thing.
struct Near {
    own: bool,
    role: Option<Role>,
    mandate: Option<Mandate>,
}

impl Near {
    fn of(actor: &Actor, thing: &Ownership) -> Self {
        Self {
            own: thing.person.is_some() && thing.person == actor.person_id(),
            role: thing.organisation.and_then(|id| actor.role_in(id)),
            mandate: thing.chamber.as_deref().and_then(|code| actor.mandate_in(code)),
        }
    }

    const fn any(&self) -> bool {
        self.own || self.role.is_some() || self.mandate.is_some()
    }
}

/// The sign-in an action asks for: its level, and whether it must be of the last ten minutes.
type Needs = (Level, bool);

const SIGNED_IN: Needs = (Level::One, false);
/// Every mandate needs a second factor.
const STRONG: Needs = (Level::Two, false);
const STRONG_AND_FRESH: Needs = (Level::Two, true);

pub(super) fn check(actor: &Actor, what: Action, on: &Ownership) -> Result<(), Refusal> {
    match actor.who {
        Who::System(purpose) => system(purpose, what),
        Who::Guest => guest(what, on),
        // A link is good for the row it was sent about, and for nothing else.
        Who::Link(row) if row == on.id && is_by_link(what) => Ok(()),
        Who::Link(_) => guest(what, on),
        Who::Person(_) => person(actor, what, on),
        Who::Token(_, _, scopes) if !scopes.covers(what) => uncovered(actor, what, on),
        Who::Token(..) => person(actor, what, on),
    }
}

/// What everybody may do with what is public.
pub(super) const fn is_of_everybody(what: Action) -> bool {
    matches!(
        what,
        Action::ReadOrganisation | Action::ReportOrganisation | Action::ReadOpportunity | Action::ReadPractice
    )
}

/// What letters carry links for.
const fn is_by_link(what: Action) -> bool {
    matches!(what, Action::ReadCase | Action::AppealCase | Action::ConfirmFacts)
}

/// What a token was not made for. It sees what is public as everybody does, and is not told of what its person may not know.
fn uncovered(actor: &Actor, what: Action, on: &Ownership) -> Result<(), Refusal> {
    match what {
        what if is_of_everybody(what) && on.public => Ok(()),
        _ => Err(refused(on, &Near::of(actor, on))),
    }
}

pub(super) fn system(purpose: Purpose, what: Action) -> Result<(), Refusal> {
    let allowed = match what {
        Action::ReadOrganisation | Action::ReadOpportunity | Action::ReadPractice => true,
        // Letters, the index and the demonstration look at cases; a register's file and the operator have no business there.
        Action::ReadCase => matches!(purpose, Purpose::Maintenance | Purpose::Demo),
        Action::ImportOrganisations => matches!(purpose, Purpose::Import | Purpose::Demo),
        Action::Maintain => matches!(purpose, Purpose::Maintenance | Purpose::Decay),
        // Whoever sits at the command line may stop what it started.
        Action::ManageRuns => matches!(purpose, Purpose::Import | Purpose::Demo | Purpose::Operator),
        Action::ReadRuns => purpose == Purpose::Operator,
        // The command line sets up a node, erases on request, and fills the demonstration with people and cases.
        Action::GrantMandate | Action::HandleObjection | Action::ErasePerson | Action::SignIn => {
            matches!(purpose, Purpose::Operator | Purpose::Demo)
        }
        Action::ListOrganisation | Action::WorkCase => purpose == Purpose::Demo,
        // What readers report becomes a case.
        Action::StartJoining => matches!(purpose, Purpose::Demo | Purpose::Maintenance),
        _ => false,
    };
    if allowed { Ok(()) } else { Err(Refusal::Forbidden) }
}

fn guest(what: Action, on: &Ownership) -> Result<(), Refusal> {
    match what {
        what if is_of_everybody(what) && on.public => Ok(()),
        what if is_of_everybody(what) => Err(Refusal::Hidden),
        Action::SignIn => Ok(()),
        Action::ImportOrganisations | Action::Maintain => Err(Refusal::Forbidden),
        // Whether the thing exists is not told by asking who wants to know.
        _ => Err(Refusal::SignIn),
    }
}

fn person(actor: &Actor, what: Action, on: &Ownership) -> Result<(), Refusal> {
    let near = Near::of(actor, on);
    let needs = match need(actor, what, on, &near) {
        Ok(needs) => needs,
        Err(Refusal::Forbidden) => return Err(refused(on, &near)),
        Err(refusal) => return Err(refusal),
    };
    let (level, fresh) = needs;
    if actor.assurance.level < level || (fresh && !actor.assurance.fresh) {
        return Err(Refusal::StepUp(level));
    }
    Ok(())
}

/// A private thing of others is as unknown as one that is not there.
fn refused(on: &Ownership, near: &Near) -> Refusal {
    if on.public || near.any() || is_of_node(on) {
        Refusal::Forbidden
    } else {
        Refusal::Hidden
    }
}

/// Where an action touches no single row there is nothing to hide.
fn is_of_node(on: &Ownership) -> bool {
    on.id.is_nil()
}

/// How strongly this person must have signed in for it, if they may at all.
fn need(actor: &Actor, what: Action, on: &Ownership, near: &Near) -> Result<Needs, Refusal> {
    let when = |allowed: bool, needs: Needs| if allowed { Ok(needs) } else { Err(Refusal::Forbidden) };
    let mandate = |least: Mandate| near.mandate.is_some_and(|mandate| mandate >= least);
    let role = |least: Role| near.role.is_some_and(|role| role >= least);
    // For its first days an owner may speak for an organisation with one factor, then no more.
    let as_owner = |(level, fresh): Needs| {
        let owes = on.organisation.is_some_and(|id| actor.owes_second.contains(&id));
        (if owes { Level::Two } else { level }, fresh)
    };
    match what {
        Action::ReadOrganisation | Action::ReportOrganisation | Action::ReadOpportunity | Action::ReadPractice => {
            let needs = if on.public || near.own || near.role.is_some() {
                (Level::None, false)
            } else {
                STRONG
            };
            when(on.public || near.any(), needs)
        }
        Action::ImportOrganisations | Action::Maintain => Err(Refusal::Forbidden),
        // The heads of the chambers see what their directory is made of; only who runs the service acts.
        Action::ReadRuns => {
            let is_head = actor.mandates.iter().any(|(_, mandate)| *mandate == Mandate::Head);
            when(actor.admin || is_head, STRONG)
        }
        Action::ManageRuns => when(actor.admin, STRONG),
        Action::SignIn => Ok((Level::None, false)),
        Action::ManageAccount => when(near.own, SIGNED_IN),
        Action::ManageCredentials | Action::ErasePerson => when(near.own, (Level::One, true)),
        Action::HandleObjection => {
            let allowed = actor.admin || (mandate(Mandate::Head) && near.role.is_none());
            when(allowed, STRONG_AND_FRESH)
        }
        Action::GrantMandate => when(actor.admin || mandate(Mandate::Head), STRONG_AND_FRESH),
        Action::StartJoining => when(on.public || is_of_node(on), SIGNED_IN),
        Action::EditDraft => when(near.own, SIGNED_IN),
        Action::EditOrganisation | Action::EditOpportunity | Action::EditPractice | Action::ConfirmFacts => {
            when(role(Role::Editor), SIGNED_IN)
        }
        Action::ReadPrivate | Action::ReadIntroduction => {
            let needs = if near.role.is_some() { SIGNED_IN } else { STRONG };
            when(near.role.is_some() || mandate(Mandate::Adviser), needs)
        }
        // Giving a role asks for a sign-in of the last minutes, as all does that lets others in (trust.md B4).
        Action::ManageMembers => when(role(Role::Owner), as_owner((Level::One, true))),
        Action::ListOrganisation | Action::BringChamberFile => when(mandate(Mandate::Adviser), STRONG),
        Action::ReadCase => {
            let needs = if near.own || near.role.is_some() {
                SIGNED_IN
            } else {
                STRONG
            };
            when(near.own || role(Role::Viewer) || mandate(Mandate::Adviser), needs)
        }
        Action::WorkCase => when(mandate(Mandate::Adviser), STRONG),
        // Nobody decides on an organisation they belong to, nor advises it, nor on what they asked for themselves.
        Action::DecideCase | Action::ReviewOpportunity | Action::ReviewPractice | Action::AdviseIntroduction => {
            when(mandate(Mandate::Adviser) && near.role.is_none() && !near.own, STRONG)
        }
        Action::DecideContent => when(mandate(Mandate::Moderator) && near.role.is_none() && !near.own, STRONG),
        Action::AnswerCase | Action::AppealCase | Action::SpeakIntroduction | Action::ConfirmAdoption => {
            let needs = if near.own { SIGNED_IN } else { as_owner(SIGNED_IN) };
            when(near.own || role(Role::Owner), needs)
        }
        Action::ManageWebhooks if role(Role::Owner) => Ok(as_owner(SIGNED_IN)),
        Action::ManageWebhooks => when(mandate(Mandate::Head), STRONG),
        // Two people of a chamber, one after the other (trust.md B4).
        Action::RecoverAccount => when(mandate(Mandate::Moderator), STRONG_AND_FRESH),
        Action::DecideAppeal => {
            let allowed = mandate(Mandate::Adviser) && near.role.is_none() && !near.own;
            when(allowed, STRONG_AND_FRESH)
        }
        Action::ReadChamber => when(mandate(Mandate::Adviser), STRONG),
        // Whoever looks at what others keep for few, and at whom an investor follows, has a second factor (trust.md B4).
        Action::ReadFunding => when(actor.professional && near.role.is_some(), STRONG),
        Action::ReadWorkspace => when(near.role.is_some(), STRONG),
        Action::EditWorkspace => when(role(Role::Editor), STRONG),
    }
}
