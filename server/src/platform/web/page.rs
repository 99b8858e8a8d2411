//! Answers: a page from a template, JSON, how long they may be kept.

use std::io::Write;

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use super::{Error, Kind};
use crate::platform::hash::hex;

/// How long an answer may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cache {
    /// What everybody sees: a minute, and five more while it is asked for anew.
    Public,
    /// What one person sees, and errors.
    Private,
    /// An address that changes with its bytes.
    Immutable,
}

impl Cache {
    /// Sets `Cache-Control`, and `Vary` where caches must tell readers apart.
    pub fn apply(self, headers: &mut HeaderMap) {
        let control = match self {
            Cache::Public => "public, max-age=60, stale-while-revalidate=300",
            Cache::Private => "no-store",
            Cache::Immutable => "public, max-age=31536000, immutable",
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(control));
    }
}

/// The same bytes, compressed beforehand; the layer picks what the client takes.
#[derive(Debug, Clone)]
pub(super) struct Packed {
    pub gzip: Bytes,
    pub brotli: Bytes,
}

/// A page that was rendered once and can be served often.
#[derive(Debug, Clone)]
pub struct Rendered {
    html: Bytes,
    etag: HeaderValue,
    packed: Option<Packed>,
}

impl Rendered {
    /// Renders a template.
    pub fn new(template: &impl Template) -> Result<Self, Error> {
        let html = template
            .render()
            .map_err(|error| Error::from(anyhow::Error::new(error)))?;
        Ok(Self {
            etag: etag(html.as_bytes()),
            html: html.into(),
            packed: None,
        })
    }

    /// Compresses it as well: for pages that are kept and served many times.
    pub fn packed(mut self) -> Self {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::new(6));
        let gzip = gzip.write_all(&self.html).and_then(|()| gzip.finish());
        if let Ok(gzip) = gzip {
            self.packed = Some(Packed {
                brotli: Bytes::new(),
                gzip: gzip.into(),
            });
        }
        self
    }

    /// The answer.
    pub fn response(&self, status: StatusCode, cache: Cache) -> Response {
        let mut response = (status, self.html.clone()).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        );
        cache.apply(headers);
        if cache == Cache::Public {
            headers.insert(header::ETAG, self.etag.clone());
        }
        response.extensions_mut().insert(Kind::Html);
        if let Some(packed) = &self.packed {
            response.extensions_mut().insert(packed.clone());
        }
        response
    }
}

/// A page from its template.
pub fn page(template: &impl Template, status: StatusCode, cache: Cache) -> Result<Response, Error> {
    Ok(Rendered::new(template)?.response(status, cache))
}

/// JSON that everybody may read, with an entity tag of its bytes. For a single row set `ETag` to its version instead.
pub fn json(value: &impl serde::Serialize) -> Result<Response, Error> {
    let bytes = serde_json::to_vec(value).map_err(|error| Error::from(anyhow::Error::new(error)))?;
    Ok(tagged(bytes, "application/json", Kind::Api))
}

/// Bytes that everybody may read, with an entity tag of them.
pub fn tagged(bytes: Vec<u8>, media: &'static str, kind: Kind) -> Response {
    let tag = etag(&bytes);
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::ETAG, tag);
    Cache::Public.apply(headers);
    response.extensions_mut().insert(kind);
    response
}

/// Says where a list goes on (RFC 8288): each relation with its address, where it has one.
pub fn linked(response: &mut Response, links: &[(&str, Option<&str>)]) {
    let links = links
        .iter()
        .filter_map(|(relation, href)| Some(format!("<{}>; rel=\"{relation}\"", (*href)?)));
    let links = links.collect::<Vec<_>>().join(", ");
    if !links.is_empty()
        && let Ok(value) = HeaderValue::try_from(links)
    {
        response.headers_mut().insert(header::LINK, value);
    }
}

/// It is done, and there is nothing to say.
pub fn nothing() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    Cache::Private.apply(response.headers_mut());
    response
}

/// Says where what was made is.
pub fn located(response: &mut Response, address: &str) {
    if let Ok(value) = HeaderValue::try_from(address) {
        response.headers_mut().insert(header::LOCATION, value);
    }
}

/// Weak, because the bytes on the line depend on the encoding.
fn etag(bytes: &[u8]) -> HeaderValue {
    let digest = Sha256::digest(bytes);
    let tag = format!("W/\"{}", hex(digest.get(..12).unwrap_or_default()));
    HeaderValue::try_from(tag + "\"").unwrap_or(HeaderValue::from_static("W/\"0\""))
}
