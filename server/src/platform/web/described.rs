//! What operations of several features have in common, said once for the description of the API.

use serde::Deserialize;
use utoipa::{IntoParams, IntoResponses};

/// The row an address names.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ById {
    /// Id of 26 characters
    pub id: String,
}

/// Which version a program knows.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "read by the description only")]
pub struct IfMatch {
    /// The `ETag` as the client knows it
    #[param(rename = "If-Match")]
    version: String,
}

/// What a program with a token can be refused with, whatever it asks for.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
pub enum ForToken {
    /// No token, or one that ended (`unauthenticated`)
    #[response(status = 401)]
    Unauthenticated,
    /// Too many requests (`tooManyRequests`)
    #[response(status = 429)]
    TooMany,
}

/// What a change can be refused with that says in `If-Match` which version it knows.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the description only")]
pub enum OfVersion {
    /// It has changed meanwhile: read it again (`preconditionFailed`)
    #[response(status = 412)]
    Changed,
    /// `If-Match` is missing (`preconditionRequired`)
    #[response(status = 428)]
    Unconditional,
}
