//! What an adviser sends: takes one; gives the scores, is shown what they mean, and confirms that.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::form::reason;
use super::review::{Outcome, Sent, load, shown};
use crate::app::App;
use crate::opportunities::actions::{self, Judged, OpportunityError};
use crate::opportunities::model::Criterion;
use crate::opportunities::outside::unscored;
use crate::opportunities::rules::{Scores, Verdict, verdict};
use crate::platform::texts::T;
use crate::platform::web::{Error, FormBody, FromPairs, Lang, Pairs, Result, SignedIn};

/// Every field any of the forms has.
#[derive(Clone, Debug, Default)]
pub(in crate::opportunities) struct Given {
    version: Option<i64>,
    over: bool,
    scores: [Option<u8>; 4],
    why: String,
    confirm: Option<String>,
}

impl FromPairs for Given {
    fn from_pairs(pairs: &mut Pairs) -> Result<Self> {
        let mut scores = [None; 4];
        for (criterion, score) in Criterion::ALL.iter().zip(&mut scores) {
            let given = pairs.number(criterion.code(), 0..=5)?;
            *score = given.and_then(|score| u8::try_from(score).ok());
        }
        Ok(Self {
            version: pairs.parsed("version")?,
            over: pairs.one("over")?.is_some(),
            scores,
            why: pairs.one("why")?.unwrap_or_default(),
            confirm: pairs.one("confirm")?,
        })
    }
}

/// `POST /{lang}/desk/opportunities/{id}/{verb}`
pub(in crate::opportunities) async fn act(
    State(app): State<App>,
    lang: Lang,
    signed: SignedIn,
    Path((_, id, verb)): Path<(String, String, String)>,
    FormBody(given): FormBody<Given>,
) -> Result<Response> {
    let own = load(&app, &signed.actor, &id).await?;
    let hands = app.hands(&signed.actor);
    let here = lang.path(&format!("/desk/opportunities/{}", own.id));
    let mut sent = Sent {
        scores: given.scores,
        why: given.why.clone(),
        ..Sent::default()
    };
    let done = match verb.as_str() {
        "take" => actions::take(hands, own.id, given.version, given.over)
            .await
            .map(|()| format!("{here}#review")),
        "score" => {
            let scores = match Scores::given(given.scores) {
                Ok(scores) => scores,
                Err(missing) => {
                    let fault = |of: &Criterion| (of.code(), unscored(lang.t, *of).text(lang.t));
                    sent.faults = missing.iter().map(fault).collect();
                    sent.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
                    return shown(&app, &lang, &signed, Some(own), sent).await;
                }
            };
            let said = verdict(scores);
            sent.result = Some(outcome(lang.t, scores, said));
            let confirmed = given.confirm.as_deref();
            if confirmed != Some(said.code()) {
                // Not confirmed, or other scores than those that were: what these mean is shown first.
                return shown(&app, &lang, &signed, Some(own), sent).await;
            }
            let judged = Judged {
                version: given.version,
                scores,
                expected: Some(said),
                why: given.why.clone(),
            };
            actions::judge(hands, own.id, &judged)
                .await
                .map(|_| lang.path("/desk/opportunities"))
        }
        _ => return Err(Error::NotFound),
    };
    match done {
        Ok(to) => Ok(Redirect::to(&to).into_response()),
        Err(OpportunityError::Faults(faults)) => {
            sent.faults = faults
                .iter()
                .map(|fault| (fault.field, fault.detail().text(lang.t)))
                .collect();
            sent.status = Some(StatusCode::UNPROCESSABLE_ENTITY);
            shown(&app, &lang, &signed, Some(own), sent).await
        }
        Err(error) => {
            sent.failed = Some(reason(error, &lang)?);
            sent.status = Some(StatusCode::CONFLICT);
            let own = load(&app, &signed.actor, &id).await?;
            shown(&app, &lang, &signed, Some(own), sent).await
        }
    }
}

fn outcome(t: T, scores: Scores, said: Verdict) -> Outcome {
    Outcome {
        code: said.code(),
        sum: t
            .with("opportunity-sum", &[("sum", u64::from(scores.sum()).into())])
            .into_owned(),
        text: t.term("opportunity-means", said.code()).into_owned(),
        button: t.term("opportunity-confirm", said.code()).into_owned(),
        negative: said.is_negative(),
    }
}
