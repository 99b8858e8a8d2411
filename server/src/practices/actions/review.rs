//! What the two chambers do: the home chamber first, then the expert of another, each with a verdict.

use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::{Hands, Held, PracticeError, advance, entry, load, same_version, save, settle, tell, who};
use crate::chambers::deciding;
use crate::platform::access::Action;
use crate::platform::database::Tx;
use crate::platform::region::Region;
use crate::platform::web::{Fault, Why};
use crate::practices::letters;
use crate::practices::model::{PracticeId, State, Verdict, WHY_LEAST, WHY_LIMIT};
use crate::practices::rules::Step;
use crate::practices::tables::review;

/// What somebody of a chamber says of one.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The version that was seen.
    pub version: Option<i64>,
    /// What they say.
    pub verdict: Verdict,
    /// Code of the chamber whose expert is to look next; asked of the first only.
    pub expert: Option<String>,
    /// What is missing, or why not; needed where it is not found good.
    pub why: String,
}

/// Says it, and does what follows; the letters are written with it. Where it stands now.
///
/// # Errors
/// [`PracticeError::Faults`] where a reason or the next chamber is missing.
pub async fn judge(hands: Hands<'_>, id: PracticeId, judged: &Judged) -> Result<State, PracticeError> {
    let why = judged.why.trim();
    let asked = judged.verdict != Verdict::Good;
    if let Some(fault) = Fault::of_text("why", why, (WHY_LEAST, WHY_LIMIT), asked) {
        return Err(PracticeError::Faults(vec![fault]));
    }
    hands
        .journal
        .write(|tx| async move {
            let held = load(&tx, &hands.web.region, id).await?;
            let grant = held.allow(hands.actor, Action::ReviewPractice)?;
            let turn = held.turn().unwrap_or_default();
            let Held { mut row, acting, .. } = held;
            let by = who(hands.actor)?;
            same_version(row.version, judged.version)?;
            let first = row.state == State::Submitted.code();
            if first {
                settle(&mut row, acting)?;
            }
            let step = match judged.verdict {
                Verdict::Returned => Step::Return { by },
                Verdict::Refused => Step::Refuse { by },
                Verdict::Good if first => Step::Validate {
                    by,
                    expert: expert(&tx, &hands.web.region, &row.chamber, judged.expert.as_deref()).await?,
                },
                Verdict::Good => Step::Publish { by },
            };
            let state = advance(&mut row, &step, tx.now())?;
            let row = save(&tx, row).await?;
            let line = review::Model {
                id: hands.journal.clock().id(),
                practice_id: row.id,
                at: tx.now(),
                chamber: turn.clone(),
                reviewer: by,
                verdict: judged.verdict.code().to_owned(),
                body: why.to_owned(),
            };
            line.into_active_model().reset_all().insert(tx.connection()).await?;
            let clock = hands.journal.clock();
            letters::judged(&tx, clock, hands.web, &row, (&turn, why)).await?;
            if state == State::Validated {
                letters::expert(&tx, clock, hands.web, &row, by).await?;
            }
            let action = match state {
                State::Validated => "practices.validated",
                State::Published => "practices.published",
                State::Returned => "practices.returned",
                _ => "practices.refused",
            };
            // It is about who wrote the practice, and goes with them.
            let written = (row.author, json!({ "why": why }));
            let told = entry(action, &row, json!({ "by": turn }), Some(written));
            Ok((tell(&tx, hands.journal, grant, told).await?, state))
        })
        .await
}

/// The chamber that was named for the second look: one of those that work here, and not the first.
async fn expert(tx: &Tx, region: &Region, first: &str, named: Option<&str>) -> Result<String, PracticeError> {
    let here = deciding(tx.connection(), region).await?;
    let mut others = here
        .iter()
        .map(|one| one.code.as_str())
        .filter(|code| *code != first)
        .peekable();
    if others.peek().is_none() {
        return Err(PracticeError::NoExpert);
    }
    let fault = |why| PracticeError::Faults(vec![Fault::new("expert", why)]);
    let named = named.ok_or_else(|| fault(Why::Missing))?;
    let found = others.find(|code| *code == named);
    found.map(str::to_owned).ok_or_else(|| fault(Why::Unknown))
}
