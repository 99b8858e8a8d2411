//! Bodies of requests: forms of pages and JSON of the API, both of at most 64 KiB.

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use serde::de::DeserializeOwned;

use super::params::{FromPairs, Pairs};
use super::{Detail, Error, Visitor};

const MOST_BYTES: usize = 64 * 1024;

/// The fields of a form (`application/x-www-form-urlencoded`), read strictly. One of a person's session must carry its token:
/// `{% include "platform/web/token.html" %}` in the form.
#[derive(Debug, Clone)]
pub struct FormBody<F>(pub F);

impl<F: FromPairs, S: Send + Sync> FromRequest<S> for FormBody<F> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        expect_kind(request.headers(), "application/x-www-form-urlencoded")?;
        let visitor = request.extensions().get::<Visitor>().cloned().unwrap_or_default();
        let mut pairs = Pairs::parse(&read(request).await?)?;
        visitor.check_form(pairs.one("_csrf")?.as_deref())?;
        let form = F::from_pairs(&mut pairs)?;
        pairs.finish()?;
        Ok(Self(form))
    }
}

/// A JSON body. What cannot be read is refused with the place in it.
#[derive(Debug, Clone)]
pub struct JsonBody<J>(pub J);

impl<J: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<J> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        expect_kind(request.headers(), "application/json")?;
        let bytes = read(request).await?;
        // A list in the order of the fields would be read as well, which nobody means.
        if bytes.trim_ascii_start().first().is_some_and(|first| *first != b'{') {
            return Err(Error::Malformed(
                Detail::new("error-json")
                    .with("pointer", "#/")
                    .with("reason", "not an object"),
            ));
        }
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let pointer = format!("#/{}", error.path().to_string().replace('.', "/").trim_matches('?'));
            Error::Malformed(
                Detail::new("error-json")
                    .with("pointer", pointer)
                    .with("reason", error.inner().to_string()),
            )
        })?;
        let end = reader.end().map(|()| Self(value));
        end.map_err(|error| {
            Error::Malformed(
                Detail::new("error-json")
                    .with("pointer", "#/")
                    .with("reason", error.to_string()),
            )
        })
    }
}

fn expect_kind(headers: &HeaderMap, kind: &'static str) -> Result<(), Error> {
    let sent = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    let essence = sent.split(';').next().unwrap_or("").trim();
    if essence.eq_ignore_ascii_case(kind) {
        Ok(())
    } else {
        Err(Error::UnsupportedMediaType(kind))
    }
}

async fn read(request: Request) -> Result<Bytes, Error> {
    let body = Limited::new(request.into_body(), MOST_BYTES).collect().await;
    body.map(http_body_util::Collected::to_bytes).map_err(|error| {
        match error.downcast_ref::<http_body_util::LengthLimitError>() {
            Some(_) => Error::PayloadTooLarge(MOST_BYTES),
            None => Error::Malformed(Detail::new("error-request")),
        }
    })
}
