//! What the verbs have in common: their bodies, what they are answered, and the way from a request to its action.

use std::future::Future;

use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, IntoResponses, ToSchema};

use super::dto;
use crate::app::App;
use crate::cases::actions::{CaseError, Desk};
use crate::cases::model::{CaseId, Decision, Ground};
use crate::cases::queries;
use crate::platform::access::{self, Action};
use crate::platform::web::once::{Done, Keyed, once};
use crate::platform::web::{Error, Result, SignedIn, answered, version_known};

/// Takes a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TakeCase)]
pub struct Take {
    /// Although a colleague has it.
    #[serde(default)]
    pub(super) over: bool,
}

/// A text: a question, an answer, a note, the reason of an appeal.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CaseText)]
pub struct Said {
    /// 5 to 4,000 characters.
    pub(super) text: String,
}

/// Hands a case over.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HandCaseOver)]
pub struct HandOver {
    /// Code of the other chamber; it must operate here.
    pub(super) chamber: String,
    /// A note for it: why.
    pub(super) why: String,
}

/// Decides a case.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DecideCase)]
pub struct Decide {
    /// `approved`, `refused`, `removed` or `no_action`, as its kind allows.
    #[schema(value_type = String)]
    pub(super) decision: Decision,
    /// Why a negative one is; one of its kind.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub(super) ground: Option<Ground>,
    /// The facts a negative one rests on: 20 to 5,000 characters.
    #[serde(default)]
    pub(super) facts: String,
    /// What can be done: at most 2,000 characters.
    #[serde(default)]
    pub(super) remedy: String,
}

/// An empty object.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NothingToSay)]
pub struct Nothing {}

/// Which version of the case a program knows, and by which name its request goes.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read by the description only")]
pub(super) struct Known {
    /// The `ETag` of the case as the client knows it
    #[param(rename = "If-Match")]
    version: String,
    /// A UUID: sent again with it within 24 hours, it is done once
    #[param(rename = "Idempotency-Key")]
    key: Option<String>,
}

/// What all of them are answered with, besides what every program with a token can be refused with.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
pub(super) enum Answers {
    /// Done
    #[response(status = 200, headers(("ETag" = String, description = "The next version")))]
    Done(dto::LeftDto),
    /// What cannot be read (`malformed`)
    #[response(status = 400)]
    Malformed,
    /// A token that was not made for it, or a person who may not (`forbidden`); too weak a sign-in (`stepUpRequired`)
    #[response(status = 403)]
    Forbidden,
    /// There is no such case for this person (`notFound`)
    #[response(status = 404)]
    NotFound,
    /// Not as the case stands, or the same key is being served (`conflict`)
    #[response(status = 409)]
    Conflict,
    /// Fields that are not as they must be, or a key used for another request (`validation`)
    #[response(status = 422)]
    Validation,
}

/// One request, looked at before its action is asked.
pub(super) struct Call<'a> {
    app: &'a App,
    signed: &'a SignedIn,
    id: CaseId,
    version: i64,
    /// The version there is.
    found: i64,
    keyed: Option<Keyed>,
}

impl<'a> Call<'a> {
    /// Whose case it is comes before which version it has: nobody learns of a foreign case by a wrong version.
    pub(super) async fn new(
        app: &'a App,
        signed: &'a SignedIn,
        (id, verb, action): (&str, &str, Action),
        headers: &HeaderMap,
        body: &impl Serialize,
    ) -> Result<Self> {
        let id: CaseId = id.parse().map_err(|_| Error::NotFound)?;
        let owned = queries::ownership_of(app.journal.database().reader(), id).await?;
        let owned = owned.ok_or(Error::NotFound)?;
        let _ = access::decide(&signed.actor, action, &owned)?;
        let version = version_known(headers)?;
        let body = serde_json::to_vec(body).map_err(anyhow::Error::new)?;
        let what = [verb.as_bytes(), id.0.as_bytes(), &version.to_be_bytes(), &body];
        let keyed = Keyed::of(headers, signed.person, &what)?;
        Ok(Self {
            app,
            signed,
            id,
            version,
            found: owned.version,
            keyed,
        })
    }

    fn desk(&self) -> Desk<'a> {
        Desk {
            journal: &self.app.journal,
            region: &self.app.web.region,
            actor: &self.signed.actor,
        }
    }

    /// Does it once for its key and tells what it left.
    pub(super) async fn run<F, T>(&self, act: impl FnOnce(Desk<'a>, CaseId, Option<i64>) -> F) -> Result<Response>
    where
        F: Future<Output = std::result::Result<T, CaseError>>,
    {
        let database = self.app.journal.database();
        let now = self.app.journal.clock().now();
        let run = || async {
            // Asked here, because who sends the same again is told what it was answered.
            if self.found != self.version {
                return Err(Error::PreconditionFailed);
            }
            match act(self.desk(), self.id, Some(self.version)).await {
                Err(CaseError::Changed) => return Err(Error::PreconditionFailed),
                done => done.map(|_| ())?,
            }
            let left = queries::left(database.reader(), self.id)
                .await?
                .ok_or(Error::NotFound)?;
            let body = serde_json::to_string(&dto::left(self.id, left)).map_err(anyhow::Error::new)?;
            Ok(Done {
                status: 200,
                version: left.version,
                body,
                replayed: false,
            })
        };
        Ok(answered(&once(database, now, self.keyed.as_ref(), run).await?))
    }
}
