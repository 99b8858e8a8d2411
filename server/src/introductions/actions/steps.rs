//! The steps from a request to its end, each of whoever has the turn.

use sea_orm::EntityTrait;
use serde_json::json;

use super::{IntroductionError, Office, advance, is_contact, load, rights, save, tell, unchanged, who};
use crate::introductions::model::{IntroductionId, MESSAGE_LEAST, MESSAGE_LIMIT, Party, Reason, Side, State};
use crate::introductions::rules::{Step, check_reason, check_text, telling};
use crate::introductions::tables::introduction::{self, Model};
use crate::organisations::Traces;
use crate::organisations::model::OrganisationId;
use crate::organisations::queries::traces_of;
use crate::platform::database::Tx;
use crate::platform::journal::Receipt;

/// A step with what it says.
struct Taken {
    step: Step,
    action: &'static str,
    reason: Option<(Option<Reason>, Option<String>)>,
}

impl Taken {
    const fn of(step: Step, action: &'static str) -> Self {
        Self {
            step,
            action,
            reason: None,
        }
    }
}

/// By what each side is recognised that is not named to the other one yet.
type Unnamed = Vec<(Side, Traces)>;

/// Looked up before a step that says something: what names an organisation lies in many tables, and nobody waits for that.
async fn unnamed(office: Office<'_>, id: IntroductionId, taken: &Taken) -> Result<Unnamed, IntroductionError> {
    let mut found = Vec::new();
    if !matches!(&taken.reason, Some((_, Some(_)))) {
        return Ok(found);
    }
    let database = office.journal.database();
    let row = introduction::Entity::find_by_id(id.0).one(database.reader()).await?;
    for side in [Side::Requester, Side::Target] {
        if let Some(row) = row.as_ref().filter(|row| row.is_unnamed(side)) {
            let of = OrganisationId(row.organisation(side));
            found.push((side, traces_of(database, office.region, of).await?));
        }
    }
    Ok(found)
}

/// What a side or its chamber says before it is accepted names that side to nobody who is not to know it.
fn names_nobody(row: &Model, party: Party, text: &str, unnamed: &Unnamed) -> Result<(), IntroductionError> {
    let side = party.side().filter(|side| row.is_unnamed(*side));
    let is_read = match side {
        // The target reads nothing before it is asked.
        Some(Side::Requester) => row.offered_at.is_some(),
        Some(Side::Target) => true,
        None => false,
    };
    let known = unnamed.iter().find(|(of, _)| Some(*of) == side);
    let found = known
        .filter(|_| is_read)
        .map(|(_, of)| telling(&[("text", text)], of, false));
    match found {
        Some(found) if !found.is_empty() => Err(IntroductionError::Identifying(found, Vec::new())),
        _ => Ok(()),
    }
}

async fn within(
    tx: &Tx,
    office: Office<'_>,
    (id, version): (IntroductionId, Option<i64>),
    (taken, unnamed): (&Taken, &Unnamed),
) -> Result<(Receipt, Model), IntroductionError> {
    let mut row = load(tx, id).await?;
    if row.stands() == State::Offered || taken.step == Step::Offer {
        row.contact = is_contact(tx.connection(), &row).await?;
    }
    let (party, grant) = rights(office.actor, &row, taken.step.kind())?;
    unchanged(&row, version)?;
    let by = who(office.actor)?;
    let before = row.state.clone();
    advance(office.region, &mut row, taken.step, (party, Some(by)), tx.now())?;
    let mut written = None;
    if let Some((reason, text)) = &taken.reason {
        names_nobody(&row, party, text.as_deref().unwrap_or_default(), unnamed)?;
        row.reason = reason.map(|reason| reason.code().to_owned());
        row.reason_text.clone_from(text);
        written = text.as_ref().map(|text| (Some(by), json!({ "text": text })));
    }
    let row = save(tx, &grant, row).await?;
    let more = json!({ "from": before, "party": party, "reason": row.reason });
    let clock = office.journal.clock();
    Ok((tell(tx, clock, grant, taken.action, &row, more, written).await?, row))
}

async fn carry(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    taken: Taken,
) -> Result<(), IntroductionError> {
    let (taken, unnamed) = (&taken, &unnamed(office, id, &taken).await?);
    office
        .journal
        .write(|tx| async move {
            let (receipt, _) = within(&tx, office, (id, version), (taken, unnamed)).await?;
            Ok((receipt, ()))
        })
        .await
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident = $step:ident, $action:literal;)+) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// See [`IntroductionError`].
        pub async fn $name(
            office: Office<'_>,
            id: IntroductionId,
            version: Option<i64>,
        ) -> Result<(), IntroductionError> {
            carry(office, id, version, Taken::of(Step::$step, $action)).await
        }
    )+ };
}

verbs! {
    /// The requester sends what was a draft.
    submit = Submit, "introductions.submitted";
    /// The requester's chamber finds it good.
    screen = Screen, "introductions.screened";
    /// The requester's chamber passes it on to the target's.
    forward = Forward, "introductions.forwarded";
    /// The target's chamber asks the target; where nobody of it is here, it makes contact.
    offer = Offer, "introductions.offered";
    /// The target wants it: from now on both know each other.
    accept = Accept, "introductions.accepted";
    /// They have met.
    meet = Meet, "introductions.met";
    /// They talk about what to do together.
    negotiate = Negotiate, "introductions.negotiating";
    /// It is at its end.
    close = Close, "introductions.closed";
}

/// A chamber does not pass it on, and says why.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn refuse(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    (reason, text): (&str, &str),
) -> Result<(), IntroductionError> {
    let (reason, text) = check_reason(reason, text, &Reason::OF_CHAMBER).map_err(IntroductionError::Faults)?;
    let taken = Taken {
        reason: Some((Some(reason), text)),
        ..Taken::of(Step::Refuse, "introductions.refused")
    };
    carry(office, id, version, taken).await
}

/// The target does not want it, and says why.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn decline(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    (reason, text): (&str, &str),
) -> Result<(), IntroductionError> {
    let (reason, text) = check_reason(reason, text, &Reason::OF_TARGET).map_err(IntroductionError::Faults)?;
    let taken = Taken {
        reason: Some((Some(reason), text)),
        ..Taken::of(Step::Decline, "introductions.declined")
    };
    carry(office, id, version, taken).await
}

/// One side goes, and says why where it likes to.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn withdraw(
    office: Office<'_>,
    id: IntroductionId,
    version: Option<i64>,
    text: &str,
) -> Result<(), IntroductionError> {
    let text = match text.trim() {
        "" => None,
        text => {
            let text = check_text("text", text, MESSAGE_LEAST, MESSAGE_LIMIT);
            Some(text.map_err(|fault| IntroductionError::Faults(vec![fault]))?)
        }
    };
    let taken = Taken {
        reason: Some((None, text)),
        ..Taken::of(Step::Withdraw, "introductions.withdrawn")
    };
    carry(office, id, version, taken).await
}

/// As [`close`], in the transaction of the feature that keeps what came of it. `nothing`: nothing came of it, which can be said
/// before there was anything to negotiate.
///
/// # Errors
/// See [`IntroductionError`].
pub async fn close_within(
    tx: &Tx,
    office: Office<'_>,
    id: IntroductionId,
    nothing: bool,
) -> Result<Receipt, IntroductionError> {
    let step = if nothing { Step::GiveUp } else { Step::Close };
    let taken = Taken::of(step, "introductions.closed");
    let (receipt, _) = within(tx, office, (id, None), (&taken, &Vec::new())).await?;
    Ok(receipt)
}
