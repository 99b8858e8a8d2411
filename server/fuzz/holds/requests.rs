//! Heads and bodies of requests: the language, JSON, forms with files.

use std::convert::Infallible;
use std::sync::OnceLock;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::routing::post;
use bytes::Bytes;
use passerelle::opportunities::een::Profile;
use passerelle::platform::files::receive_up_to;
use passerelle::platform::texts::{Locale, negotiate};
use passerelle::platform::web::{Error, Identity, JsonBody, Menu, Options, Problem, Web, assemble};
use serde_json::Value;
use tower::ServiceExt;

use super::uploads::safe_name;
use super::{line, region, runtime};

/// `Accept-Language` gives one of the languages that are offered, however it is written; what nobody speaks changes nothing,
/// and a language that is refused is not given while there is another.
pub fn accept_language(bytes: &[u8]) {
    let header = String::from_utf8_lossy(bytes);
    let all = negotiate(Some(&header), &Locale::ALL);
    assert!(Locale::ALL.contains(&all));
    for offered in [&[Locale::De][..], &[Locale::En, Locale::Fr]] {
        assert!(offered.contains(&negotiate(Some(&header), offered)), "{header:?}");
    }
    assert_eq!(
        negotiate(Some(&header.to_ascii_uppercase()), &Locale::ALL),
        all,
        "{header:?}"
    );
    assert_eq!(
        negotiate(Some(&format!("{header},xx;q=0.1")), &Locale::ALL),
        all,
        "{header:?}"
    );
    if !header.contains(';') && !header.to_ascii_lowercase().contains("fr") {
        let refused = format!("fr;q=0,{header}");
        assert_eq!(
            negotiate(Some(&refused), &[Locale::Fr, Locale::De]),
            Locale::De,
            "{header:?}"
        );
    }
}

/// A body of JSON is read exactly where it is an object of the form; where not, the answer is a problem of the table, with the
/// status it says, and repeats no more than a little of what was sent.
pub fn json_body(bytes: &[u8]) {
    let sent = Request::post("/api/v1/profiles").header(header::CONTENT_TYPE, "application/json");
    let Ok(request) = sent.body(Body::from(bytes.to_vec())) else {
        panic!("no request");
    };
    let (status, kind, body) = runtime().block_on(async {
        let response = match node().clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, 1 << 20).await else {
            panic!("no end of the answer");
        };
        (parts.status, parts.headers.get(header::CONTENT_TYPE).cloned(), body)
    });
    let is_object = bytes.trim_ascii_start().first() == Some(&b'{');
    let is_read = is_object && bytes.len() <= 64 * 1024 && serde_json::from_slice::<Profile>(bytes).is_ok();
    assert_eq!(status == StatusCode::NO_CONTENT, is_read, "{status}");
    if !is_read {
        assert_eq!(kind, Some(HeaderValue::from_static("application/problem+json")));
        problem(status, &body);
    }
}

fn problem(status: StatusCode, body: &[u8]) {
    let Ok(said) = serde_json::from_slice::<Value>(body) else {
        panic!("no JSON: {}", String::from_utf8_lossy(body));
    };
    let text = |name: &str| said[name].as_str().unwrap_or_default();
    let code = text("type").rsplit('/').next().unwrap_or_default();
    let Some(known) = Problem::of_code(code) else {
        panic!("no such problem: {said}");
    };
    assert!(
        [Problem::MALFORMED, Problem::PAYLOAD_TOO_LARGE].contains(&known),
        "{said}"
    );
    assert_eq!(
        (status, said["status"].as_u64()),
        (known.status, Some(status.as_u16().into()))
    );
    assert_eq!(text("title"), known.title);
    assert!((1..=400).contains(&text("detail").chars().count()), "{said}");
}

/// The layers of the server around one route that reads a profile.
fn node() -> &'static Router {
    static NODE: OnceLock<Router> = OnceLock::new();
    NODE.get_or_init(|| {
        let identity = Identity {
            public_url: "http://localhost".to_owned(),
            demo: false,
            operator: "Passerelle".to_owned(),
            contact: "post@passerelle.example".to_owned(),
            address: "Place du Marché 1".to_owned(),
            secret: b"secret of the node".to_vec(),
        };
        let web = match Web::new(region().clone(), identity, Menu::default()) {
            Ok(web) => web,
            Err(error) => panic!("{error}"),
        };
        let read = async |JsonBody(_): JsonBody<Profile>| StatusCode::NO_CONTENT;
        let routes = Router::new().route("/api/v1/profiles", post(read));
        assemble(routes, web.into(), &Options::default())
    })
}

/// Most bytes of a file here, so that files that are too large come up.
const LIMIT: usize = 1000;

/// A form with files, its type in the first line: names that break nothing, no more parts and no longer values than are
/// taken, and the same however the bytes come in.
pub fn multipart(bytes: &[u8]) {
    let (kind, body) = line(bytes);
    let Ok(kind) = HeaderValue::from_bytes(kind) else {
        return;
    };
    let whole = received(&kind, body, body.len());
    for size in [7, 64] {
        assert_eq!(received(&kind, body, size), whole, "in pieces of {size}");
    }
    let Some(form) = whole else { return };
    assert!(form.fields.len() + form.files.len() <= 50);
    assert!(form.fields.iter().all(|(_, value)| value.len() <= 64 * 1024));
    for (name, content) in &form.files {
        safe_name(name);
        assert!(content.as_ref().is_none_or(|content| content.len() <= LIMIT));
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Form {
    fields: Vec<(String, String)>,
    files: Vec<(String, Option<Vec<u8>>)>,
}

/// Nothing where it is refused, which is never a fault of this server.
fn received(kind: &HeaderValue, body: &[u8], size: usize) -> Option<Form> {
    let pieces = body.chunks(size.max(1)).map(Bytes::copy_from_slice);
    let pieces: Vec<Result<Bytes, Infallible>> = pieces.map(Ok).collect();
    let body = Body::from_stream(futures::stream::iter(pieces));
    let request = Request::post("/").header(header::CONTENT_TYPE, kind).body(body).ok()?;
    runtime().block_on(async {
        let form = match receive_up_to(request, LIMIT).await {
            Ok(form) => form,
            Err(Error::Malformed(_) | Error::PayloadTooLarge(_) | Error::UnsupportedMediaType(_)) => return None,
            Err(error) => panic!("{error:?}"),
        };
        let mut files = Vec::new();
        for file in form.files {
            match file.look(|name, _, bytes| (name.to_owned(), bytes)).await {
                Ok(file) => files.push(file),
                Err(error) => panic!("{error:?}"),
            }
        }
        Some(Form {
            fields: form.fields,
            files,
        })
    })
}
