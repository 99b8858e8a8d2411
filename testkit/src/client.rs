//! A client that calls the router in process: no socket, no server, but every layer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

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
    form_token: Option<String>,
    /// Cookies it was handed, name and value; clones share them.
    jar: Arc<Mutex<BTreeMap<String, String>>>,
}

impl Client {
    /// A client of any router.
    #[must_use]
    pub fn new(router: Router) -> Self {
        Self {
            router,
            headers: Vec::new(),
            address: ([127, 0, 0, 1], 50_000).into(),
            form_token: None,
            jar: Arc::default(),
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

    /// The same with a cookie, kept and changed as a browser does.
    #[must_use]
    pub fn cookie(self, name: &str, value: &str) -> Self {
        self.jar.lock().unwrap().insert(name.into(), value.into());
        self
    }

    /// The value of a cookie it holds.
    #[must_use]
    pub fn held(&self, name: &str) -> Option<String> {
        self.jar.lock().unwrap().get(name).cloned()
    }

    /// The same with that token in each form, as pages of its session have it.
    #[must_use]
    pub fn form_token(mut self, token: Option<&str>) -> Self {
        self.form_token = token.map(str::to_owned);
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
            .extend_pairs(self.form_token.iter().map(|token| ("_csrf", token)))
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

    /// Sends a file as a browser sends it from a page of the same node.
    pub async fn post_file(&self, path: &str, name: &str, kind: &str, bytes: &[u8]) -> Answer {
        let token = self.form_token.as_deref().unwrap_or_default();
        let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n").into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let own = self.clone().with("sec-fetch-site", "same-origin");
        let form = Some("multipart/form-data; boundary=x");
        own.send(Method::POST, path, form, Body::from(body)).await
    }

    /// The same with other fields before the file.
    pub async fn post_file_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, kind, bytes): (&str, &str, &[u8]),
    ) -> Answer {
        let token = self.form_token.as_deref().unwrap_or_default();
        let mut body = String::new();
        for (field, value) in fields.iter().chain([&("_csrf", token)]) {
            body += &format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n");
        }
        body += &format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
        );
        let mut body = body.into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n--x--\r\n");
        let own = self.clone().with("sec-fetch-site", "same-origin");
        let form = Some("multipart/form-data; boundary=x");
        own.send(Method::POST, path, form, Body::from(body)).await
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
        let cookies = self.cookies();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies);
        }
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(Peer(self.address));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        for set in parts.headers.get_all("set-cookie") {
            self.take(set.to_str().unwrap());
        }
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer::new(path, parts, bytes)
    }

    fn cookies(&self) -> String {
        let jar = self.jar.lock().unwrap();
        let pairs = jar.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    fn take(&self, set: &str) {
        let (pair, attributes) = set.split_once(';').unwrap_or((set, ""));
        let (name, value) = pair.split_once('=').unwrap();
        let mut jar = self.jar.lock().unwrap();
        if attributes.contains("Max-Age=0") {
            jar.remove(name);
        } else {
            jar.insert(name.into(), value.into());
        }
    }
}
