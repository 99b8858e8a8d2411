//! In which language to answer: pages by their path, the API and errors without a language by `Accept-Language`.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

use super::{Error, Layout, Visitor, Web};
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T, negotiate};

/// The language of a page, from the first segment of its path; an unknown one is not found. Carries what a page needs.
#[derive(Clone)]
pub struct Lang {
    /// The texts.
    pub t: T,
    /// This node.
    pub web: Arc<Web>,
    /// Path and query of the request.
    pub uri: Uri,
    /// Who asks.
    pub visitor: Visitor,
}

impl Lang {
    /// The frame of the page with this title.
    pub fn layout(&self, title: impl Into<String>) -> Layout {
        Layout::new(&self.web, self.t.locale, &self.uri, title.into()).visitor(&self.visitor)
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.t.locale
    }

    /// Day and time by the clocks of the region.
    pub fn moment(&self, at: i64) -> String {
        moment(self.t, &self.web.region, at)
    }

    /// A path of this node in the language: `lang.path("/organisations")` is `/fr/organisations`.
    pub fn path(&self, rest: &str) -> String {
        format!("/{}{rest}", self.t.locale)
    }
}

/// Day and time by the clocks of a region, in a language.
pub fn moment(t: T, region: &Region, at: i64) -> String {
    let local = region.zone.local(at);
    format!("{} {}", t.date(local.date()), local.format("%H:%M"))
}

impl<S: Send + Sync> FromRequestParts<S> for Lang {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let web = web(parts)?;
        let locale = locale_of_path(parts.uri.path()).ok_or(Error::NotFound)?;
        Ok(Self {
            t: T::new(locale),
            web,
            uri: parts.uri.clone(),
            visitor: Visitor::of(parts),
        })
    }
}

/// The language of an answer of the API, by `Accept-Language`. Answers vary by it.
#[derive(Clone)]
pub struct Speaks {
    /// The texts.
    pub t: T,
    /// This node.
    pub web: Arc<Web>,
}

impl<S: Send + Sync> FromRequestParts<S> for Speaks {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let web = web(parts)?;
        let locale = accepted(&parts.headers, &web);
        Ok(Self { t: T::new(locale), web })
    }
}

fn web(parts: &Parts) -> Result<Arc<Web>, Error> {
    let web = parts.extensions.get::<Arc<Web>>().cloned();
    web.ok_or_else(|| Error::from(anyhow::anyhow!("the routes were not put together by web::assemble")))
}

/// The language in the first segment of a path.
pub(super) fn locale_of_path(path: &str) -> Option<Locale> {
    Locale::from_code(path.strip_prefix('/')?.split('/').next()?)
}

/// The language a client would like best.
pub(super) fn accepted(headers: &HeaderMap, web: &Web) -> Locale {
    let header = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok());
    negotiate(header, &web.region.languages)
}
