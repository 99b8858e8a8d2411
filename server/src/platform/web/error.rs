//! What a handler can fail with. A feature turns its refusals into one of these; a layer shows them (`faces.rs`).

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Problem;
use crate::platform::database::{DatabaseError, is_away};
use crate::platform::files::Away;
use crate::platform::texts::{T, Value};

/// A text with its variables, by the id of its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Id of a message.
    pub key: &'static str,
    /// Its variables.
    pub variables: Vec<(&'static str, Variable)>,
}

impl Detail {
    /// A text without variables.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            variables: Vec::new(),
        }
    }

    /// Sets a variable: a number, or a text, of which 80 characters are kept because a client may have sent it.
    pub fn with(mut self, name: &'static str, value: impl Into<Variable>) -> Self {
        let value = match value.into() {
            Variable::Text(text) if text.chars().nth(80).is_some() => {
                Variable::Text(text.chars().take(80).chain(['…']).collect())
            }
            other => other,
        };
        self.variables.push((name, value));
        self
    }

    /// The text in a language.
    pub fn text(&self, t: T) -> String {
        let variables: Vec<(&str, Value<'_>)> = self
            .variables
            .iter()
            .map(|(name, value)| (*name, value.value()))
            .collect();
        t.with(self.key, &variables).into_owned()
    }
}

/// A variable of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variable {
    /// Shown as it is.
    Text(String),
    /// Written as the language writes numbers, and chooses its plural.
    Number(u64),
}

impl Variable {
    fn value(&self) -> Value<'_> {
        match self {
            Variable::Text(text) => text.as_str().into(),
            Variable::Number(number) => (*number).into(),
        }
    }
}

impl From<&str> for Variable {
    fn from(text: &str) -> Self {
        Variable::Text(text.to_owned())
    }
}

impl From<String> for Variable {
    fn from(text: String) -> Self {
        Variable::Text(text)
    }
}

impl From<u64> for Variable {
    fn from(number: u64) -> Self {
        Variable::Number(number)
    }
}

impl From<usize> for Variable {
    fn from(number: usize) -> Self {
        Variable::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

/// One value of a form or body that is not valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in form and JSON: `what`, `address/city`.
    pub field: String,
    /// lowerCamelCase and stable: `tooShort`.
    pub code: &'static str,
    /// What is wrong and how to mend it.
    pub detail: Detail,
}

impl FieldError {
    /// A field error with a text.
    pub fn new(field: impl Into<String>, code: &'static str, detail: Detail) -> Self {
        Self {
            field: field.into(),
            code,
            detail,
        }
    }

    /// The JSON pointer within the body.
    pub fn pointer(&self) -> String {
        format!("#/{}", self.field)
    }
}

/// Why a request was not served.
#[derive(Debug, Clone)]
pub enum Error {
    /// 422: values that can be read and are not valid.
    Validation(Vec<FieldError>),
    /// 400: what cannot be read.
    Malformed(Detail),
    /// 401.
    Unauthenticated,
    /// 403.
    Forbidden(Option<Detail>),
    /// 403: a stronger or fresher sign-in is needed.
    StepUpRequired {
        /// The level needed.
        acr: &'static str,
        /// Seconds since the sign-in at most.
        max_age: u64,
    },
    /// 404; also for what another tenant owns.
    NotFound,
    /// 405 with the methods that are allowed.
    MethodNotAllowed(Option<HeaderValue>),
    /// 406.
    NotAcceptable,
    /// 409.
    Conflict(Detail),
    /// 410.
    Erased,
    /// 412.
    PreconditionFailed,
    /// 413 with the limit in bytes.
    PayloadTooLarge(usize),
    /// 415 with the media type that is read.
    UnsupportedMediaType(&'static str),
    /// 428.
    PreconditionRequired,
    /// 429 with the time to wait.
    TooManyRequests(Duration),
    /// 500, with what went wrong for the log.
    Internal(Arc<anyhow::Error>),
    /// 503 with the time to wait, and what went wrong for the log.
    Unavailable(Duration, Option<Arc<anyhow::Error>>),
}

/// A request that cannot be read, with the reason.
pub fn malformed(detail: Detail) -> Error {
    Error::Malformed(detail)
}

impl Error {
    /// The row of the table of problems.
    pub fn problem(&self) -> Problem {
        match self {
            Error::Validation(_) => Problem::VALIDATION,
            Error::Malformed(_) => Problem::MALFORMED,
            Error::Unauthenticated => Problem::UNAUTHENTICATED,
            Error::Forbidden(_) => Problem::FORBIDDEN,
            Error::StepUpRequired { .. } => Problem::STEP_UP_REQUIRED,
            Error::NotFound => Problem::NOT_FOUND,
            Error::MethodNotAllowed(_) => Problem::METHOD_NOT_ALLOWED,
            Error::NotAcceptable => Problem::NOT_ACCEPTABLE,
            Error::Conflict(_) => Problem::CONFLICT,
            Error::Erased => Problem::ERASED,
            Error::PreconditionFailed => Problem::PRECONDITION_FAILED,
            Error::PayloadTooLarge(_) => Problem::PAYLOAD_TOO_LARGE,
            Error::UnsupportedMediaType(_) => Problem::UNSUPPORTED_MEDIA_TYPE,
            Error::PreconditionRequired => Problem::PRECONDITION_REQUIRED,
            Error::TooManyRequests(_) => Problem::TOO_MANY_REQUESTS,
            Error::Internal(_) => Problem::INTERNAL,
            Error::Unavailable(..) => Problem::UNAVAILABLE,
        }
    }

    /// What this request in particular lacks, beyond what its kind says.
    pub fn detail(&self) -> Option<Detail> {
        match self {
            Error::Malformed(detail) | Error::Conflict(detail) => Some(detail.clone()),
            Error::Forbidden(detail) => detail.clone(),
            Error::PayloadTooLarge(limit) => Some(Detail::new("error-body-limit").with("kib", limit / 1024)),
            Error::UnsupportedMediaType(kind) => Some(Detail::new("error-media-type").with("kind", *kind)),
            Error::TooManyRequests(wait) | Error::Unavailable(wait, _) => {
                Some(Detail::new("error-wait").with("seconds", seconds(*wait)))
            }
            _ => None,
        }
    }

    /// The error a bare status stands for: what axum answers by itself.
    pub(super) fn of_status(status: StatusCode, headers: &HeaderMap) -> Self {
        match status {
            StatusCode::NOT_FOUND => Error::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed(headers.get(header::ALLOW).cloned()),
            StatusCode::PAYLOAD_TOO_LARGE => Error::PayloadTooLarge(64 * 1024),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMediaType("application/json"),
            StatusCode::FORBIDDEN => Error::Forbidden(None),
            StatusCode::UNAUTHORIZED => Error::Unauthenticated,
            StatusCode::SERVICE_UNAVAILABLE => Error::Unavailable(Duration::from_secs(2), None),
            status if status.is_client_error() => Error::Malformed(Detail::new("error-request")),
            status => Error::Internal(Arc::new(anyhow::anyhow!(
                "a handler answered {status} without a reason"
            ))),
        }
    }

    /// A short wait for a database or queue that is busy; logged with its cause.
    pub fn busy(cause: anyhow::Error) -> Self {
        Error::Unavailable(Duration::from_secs(2), Some(Arc::new(cause)))
    }
}

impl From<anyhow::Error> for Error {
    /// Unknown errors are errors of this server, except a database that is busy or away, and files that are.
    fn from(error: anyhow::Error) -> Self {
        if let Some(known) = error.downcast_ref::<Error>() {
            return known.clone();
        }
        let away = error.chain().any(|cause| {
            cause.is::<tokio::time::error::Elapsed>()
                || cause.is::<Away>()
                || cause.downcast_ref::<sqlx::Error>().is_some_and(is_away)
        });
        if away {
            Error::busy(error)
        } else {
            Error::Internal(Arc::new(error))
        }
    }
}

impl From<DatabaseError> for Error {
    fn from(error: DatabaseError) -> Self {
        if error.is_unavailable() {
            Self::busy(anyhow::Error::new(error))
        } else {
            Self::from(anyhow::Error::new(error))
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.problem().title)
    }
}

impl std::error::Error for Error {}

/// Whole seconds, rounded up, at least one.
pub(super) fn seconds(wait: Duration) -> u64 {
    wait.as_secs() + u64::from(wait.subsec_nanos() > 0 || wait.is_zero())
}

impl IntoResponse for Error {
    /// Status and headers; the layer of `faces.rs` writes the body.
    fn into_response(self) -> Response {
        let mut response = self.problem().status.into_response();
        let headers = response.headers_mut();
        match &self {
            Error::TooManyRequests(wait) | Error::Unavailable(wait, _) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds(*wait)));
            }
            Error::Unauthenticated => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Error::MethodNotAllowed(Some(allow)) => {
                headers.insert(header::ALLOW, allow.clone());
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}
