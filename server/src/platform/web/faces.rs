//! Every error has two faces: a page for people, `application/problem+json` for programs. Written here and nowhere else.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Cache, Error, Kind, Layout, RequestId, Visitor, Web, lang, page};
use crate::platform::texts::T;

#[derive(Template)]
#[template(path = "platform/web/error.html")]
struct ErrorPage {
    layout: Layout,
    lead: String,
    details: Vec<String>,
    reference: Option<String>,
    /// What helps, where it is not the first page: its address and its words.
    help: Option<(String, String)>,
}

/// Who asked for what, kept aside while the handler has the request.
struct Asked {
    web: Arc<Web>,
    uri: Uri,
    headers: HeaderMap,
    id: Option<RequestId>,
}

/// Writes the body of answers that failed.
pub(super) async fn show(Extension(web): Extension<Arc<Web>>, request: Request, next: Next) -> Response {
    let mut headers = HeaderMap::new();
    if let Some(value) = request.headers().get(header::ACCEPT_LANGUAGE) {
        headers.insert(header::ACCEPT_LANGUAGE, value.clone());
    }
    let id = request.extensions().get::<RequestId>().copied();
    let asked = Asked {
        web,
        uri: request.uri().clone(),
        headers,
        id,
    };
    let response = next.run(request).await;
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
    // An answer with a face of its own: a form shown again, health.
    if parts.extensions.get::<Kind>().is_some() {
        if let Some(error) = parts.extensions.get::<Error>() {
            log(error, &asked);
        }
        return Response::from_parts(parts, body);
    }
    let error = parts
        .extensions
        .get::<Error>()
        .cloned()
        .unwrap_or_else(|| Error::of_status(status, &parts.headers));
    log(&error, &asked);
    let mut shown = if asked.uri.path().starts_with("/api/") {
        api(&error, &asked)
    } else {
        html(&error, &asked, &visitor)
    };
    for (name, value) in &parts.headers {
        if ![header::CONTENT_TYPE, header::CONTENT_LENGTH].contains(name) {
            shown.headers_mut().insert(name, value.clone());
        }
    }
    shown
}

fn log(error: &Error, asked: &Asked) {
    let request = asked.id.map(|id| id.0.to_string()).unwrap_or_default();
    match error {
        Error::Internal(cause) => tracing::error!(request, "internal error: {cause:#}"),
        Error::Unavailable(_, Some(cause)) => tracing::warn!(request, "unavailable: {cause:#}"),
        _ => {}
    }
}

fn html(error: &Error, asked: &Asked, visitor: &Visitor) -> Response {
    let locale = lang::locale_of_path(asked.uri.path()).unwrap_or_else(|| lang::accepted(&asked.headers, &asked.web));
    let t = T::new(locale);
    let problem = error.problem();
    let text = |part: &str| t.term("problem", &format!("{}-{part}", problem.slug())).into_owned();
    let mut details: Vec<String> = error.detail().map(|detail| detail.text(t)).into_iter().collect();
    if let Error::Validation(fields) = error {
        details.extend(fields.iter().map(|field| field.detail.text(t)));
    }
    let reference = matches!(error, Error::Internal(_) | Error::Unavailable(..))
        .then_some(asked.id)
        .flatten();
    let layout = Layout::new(&asked.web, locale, &asked.uri, text("title"))
        .hidden()
        .visitor(visitor);
    let shown = ErrorPage {
        layout,
        lead: text("lead"),
        details,
        reference: reference.map(|id| id.short()),
        help: help(error, t),
    };
    page(&shown, problem.status, Cache::Private).unwrap_or_else(|_| problem.status.into_response())
}

/// The way to sign in, for a form that was sent without it: pages that are only read lead there by themselves.
fn help(error: &Error, t: T) -> Option<(String, String)> {
    let (path, text) = match error {
        Error::Unauthenticated => ("/sign-in".to_owned(), "error-sign-in"),
        Error::StepUpRequired { acr, .. } => (format!("/sign-in/again?level={acr}"), "error-sign-in-again"),
        _ => return None,
    };
    Some((format!("/{}{path}", t.locale), t.get(text).into_owned()))
}

fn api(error: &Error, asked: &Asked) -> Response {
    let locale = lang::accepted(&asked.headers, &asked.web);
    let t = T::new(locale);
    let problem = error.problem();
    let detail = error.detail().map(|detail| detail.text(t));
    let lead = || t.term("problem", &format!("{}-lead", problem.slug())).into_owned();
    let mut body = json!({
        "type": asked.web.absolute(&format!("/problems/{}", problem.code)),
        "title": problem.title,
        "status": problem.status.as_u16(),
        "detail": detail.unwrap_or_else(lead),
    });
    if let Some(id) = asked.id {
        body["instance"] = Value::from(id.0.urn().to_string());
    }
    match error {
        Error::Validation(fields) => {
            let entry = |field: &super::FieldError| json!({ "pointer": field.pointer(), "code": field.code, "detail": field.detail.text(t) });
            body["errors"] = fields.iter().map(entry).collect();
        }
        Error::StepUpRequired { acr, max_age } => {
            body["acr"] = Value::from(*acr);
            body["maxAge"] = Value::from(*max_age);
        }
        _ => {}
    }
    let mut response = (problem.status, body.to_string()).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.code()));
    Cache::Private.apply(headers);
    response.extensions_mut().insert(Kind::Api);
    response
}
