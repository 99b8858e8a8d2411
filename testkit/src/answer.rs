//! What came back, and what tests say about it.

use axum::http::StatusCode;
use axum::http::response::Parts;
use bytes::Bytes;

use super::Page;

/// An answer with its whole body.
#[derive(Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its body.
    pub bytes: Bytes,
    path: String,
    parts: Parts,
}

impl Answer {
    pub(super) fn new(path: &str, parts: Parts, bytes: Bytes) -> Self {
        Self {
            status: parts.status,
            bytes,
            path: path.into(),
            parts,
        }
    }

    /// All values of a header, a comma between them; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let values = self.parts.headers.get_all(name).iter();
        values
            .map(|value| value.to_str().unwrap())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON, of an answer that succeeded.
    #[must_use]
    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        assert!(
            self.status.is_success(),
            "{} {}: {}",
            self.path,
            self.status,
            self.text()
        );
        serde_json::from_slice(&self.bytes).unwrap()
    }

    /// The body as a page, whatever the status.
    #[must_use]
    #[track_caller]
    pub fn page(&self) -> Page {
        let kind = self.header("content-type");
        assert!(kind.starts_with("text/html"), "{} {} is {kind}", self.path, self.status);
        Page::read(&self.text())
    }

    /// Fails unless the status is this one; gives itself back.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.path, self.text());
        self
    }

    /// Fails unless it leads there.
    #[track_caller]
    pub fn assert_redirect(&self, to: &str) {
        assert!(
            self.status.is_redirection(),
            "{} {}: {}",
            self.path,
            self.status,
            self.text()
        );
        assert_eq!(self.header("location"), to, "{}", self.path);
    }

    /// Fails unless it is this problem, told in either face; gives its JSON, or null for a page.
    #[track_caller]
    pub fn assert_problem(&self, code: &str) -> serde_json::Value {
        let known = passerelle::platform::web::Problem::of_code(code);
        let expected = known.unwrap_or_else(|| panic!("there is no problem {code}"));
        assert_eq!(self.status, expected.status, "{}: {}", self.path, self.text());
        if self.header("content-type") != "application/problem+json" {
            let _face = self.page();
            return serde_json::Value::Null;
        }
        let body: serde_json::Value = serde_json::from_slice(&self.bytes).unwrap();
        let kind = body["type"].as_str().unwrap();
        assert!(kind.ends_with(&format!("/problems/{code}")), "{}: {kind}", self.path);
        assert_eq!(body["status"], expected.status.as_u16());
        body
    }
}
