//! A client that calls the router in process: no socket, no server, but every layer.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use http_body_util::BodyExt;
use passerelle::platform::web::Peer;
use tower::ServiceExt;

use super::Answer;

/// Somebody who asks; clones ask the same node.
#[derive(Clone)]
pub struct Client {
    router: Router,
    headers: Vec<(String, String)>,
    address: std::net::SocketAddr,
}

impl Client {
    /// A client of any router.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self {
            router,
            headers: Vec::new(),
            address: ([127, 0, 0, 1], 50_000).into(),
        }
    }

    /// The same with a header on every request.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same from another address.
    #[must_use]
    pub fn from(mut self, address: [u8; 4]) -> Self {
        self.address = (address, 50_000).into();
        self
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// Asks for the head of a page.
    pub async fn head(&self, path: &str) -> Answer {
        self.send(Method::HEAD, path, None, Body::empty()).await
    }

    /// Sends a form as a browser sends it from a page of the same node.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let own = self.clone().with("sec-fetch-site", "same-origin");
        own.send(
            Method::POST,
            path,
            Some("application/x-www-form-urlencoded"),
            Body::from(body),
        )
        .await
    }

    /// Sends JSON.
    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> Answer {
        self.send(
            Method::POST,
            path,
            Some("application/json"),
            Body::from(body.to_string()),
        )
        .await
    }

    /// Sends anything.
    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(Peer(self.address));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer::new(path, parts, bytes)
    }
}
