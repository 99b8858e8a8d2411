//! What an adviser of the home chamber does: takes one, gives the scores, says what is missing.

use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::{Hands, Held, OpportunityError, advance, entry, load, same_version, save, settle, tell, who};
use crate::opportunities::letters;
use crate::opportunities::model::{OpportunityId, WHY_LEAST, WHY_LIMIT};
use crate::opportunities::rules::{Scores, Step, Verdict, verdict};
use crate::opportunities::tables::review;
use crate::platform::access::Action;
use crate::platform::web::{Fault, Why};

/// An adviser takes one; `over` from a colleague.
///
/// # Errors
/// See [`OpportunityError`].
pub async fn take(
    hands: Hands<'_>,
    id: OpportunityId,
    version: Option<i64>,
    over: bool,
) -> Result<(), OpportunityError> {
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::ReviewOpportunity)?;
            let Held { mut row, home, acting } = held;
            let by = who(hands.actor)?;
            same_version(&row, version)?;
            settle(&mut row, &home, acting)?;
            advance(&mut row, &Step::Take { by, over }, tx.now())?;
            let row = save(&tx, row).await?;
            let told = entry("opportunities.taken", &row, json!({}), None);
            Ok((tell(&tx, hands.journal, grant, told).await?, ()))
        })
        .await
}

/// What an adviser says of one.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The version that was seen.
    pub version: Option<i64>,
    /// The scores.
    pub scores: Scores,
    /// What these scores were said to mean when they were confirmed: another meaning is not carried out.
    pub expected: Option<Verdict>,
    /// What is missing, or why not; needed where it is not published.
    pub why: String,
}

/// Gives the scores and does what they say; the letter to its organisation is written with it.
///
/// # Errors
/// [`OpportunityError::Faults`] where a hold or a rejection has no text, or other scores were confirmed.
pub async fn judge(hands: Hands<'_>, id: OpportunityId, judged: &Judged) -> Result<Verdict, OpportunityError> {
    let said = verdict(judged.scores);
    let why = judged.why.trim();
    let faults = faults(said, judged.expected, why);
    if !faults.is_empty() {
        return Err(OpportunityError::Faults(faults));
    }
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::ReviewOpportunity)?;
            let Held { mut row, home, acting } = held;
            let by = who(hands.actor)?;
            same_version(&row, judged.version)?;
            settle(&mut row, &home, acting)?;
            let step = Step::Judge {
                by,
                scores: judged.scores,
            };
            advance(&mut row, &step, tx.now())?;
            let row = save(&tx, row).await?;
            let [advantage, clarity, cooperation, language] = judged.scores.0.map(i64::from);
            let line = review::Model {
                id: hands.journal.clock().id(),
                opportunity_id: row.id,
                at: tx.now(),
                reviewer: by,
                advantage,
                clarity,
                cooperation,
                language,
                verdict: said.code().to_owned(),
                body: why.to_owned(),
            };
            line.into_active_model().reset_all().insert(tx.connection()).await?;
            letters::judged(&tx, hands.journal.clock(), hands.web, &row, (said, why)).await?;
            let more = json!({ "scores": judged.scores.0, "verdict": said.code() });
            // It is about who wrote the opportunity, and goes with them.
            let written = (row.author, json!({ "why": why }));
            let told = entry("opportunities.judged", &row, more, Some(written));
            Ok((tell(&tx, hands.journal, grant, told).await?, said))
        })
        .await
}

fn faults(said: Verdict, expected: Option<Verdict>, why: &str) -> Vec<Fault> {
    let length = why.chars().count();
    let fault = |field, why| vec![Fault { field, why }];
    match length {
        _ if expected.is_some_and(|expected| expected != said) => fault("verdict", Why::Unknown),
        0 if said.is_negative() => fault("why", Why::Missing),
        _ if said.is_negative() && length < WHY_LEAST => fault("why", Why::TooShort(WHY_LEAST)),
        _ if length > WHY_LIMIT => fault("why", Why::TooLong(length, WHY_LIMIT)),
        _ => Vec::new(),
    }
}
