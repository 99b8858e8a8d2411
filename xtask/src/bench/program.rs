//! Somebody of the demonstration with a browser and a program: the token they made for it, and what it sends to the API.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::drill::browser::{Browser, hidden, text};
use crate::http::Client;

/// A person signed in, and their program.
#[derive(Debug)]
pub struct Program {
    /// Where they read pages.
    pub browser: Browser,
    client: Client,
    token: String,
}

impl Program {
    /// By a link the demonstration printed; the token is for drafts and for opportunities.
    ///
    /// # Errors
    /// When they are not let in, or no token is made.
    pub fn enter(address: SocketAddr, link: &str) -> Result<Self> {
        let mut browser = Browser::new(address);
        browser.enter(link, "/de/joining")?;
        let account = text(&browser.get("/de/account")?);
        let session = hidden(&account, "_csrf").context("no token in the account's forms")?;
        let fields = [
            ("_csrf", session),
            ("token", "Schreiben"),
            ("scope", "join"),
            ("days", "30"),
        ];
        let made = text(&browser.post("/de/account/tokens", &fields)?);
        let once = made.find("id=\"once\"").map(|at| &made[at..]).unwrap_or_default();
        let code = once.find("<code").and_then(|at| once[at..].split(['>', '<']).nth(2));
        let token = code.with_context(|| format!("no token: {once:.300}"))?.to_owned();
        Ok(Self {
            browser,
            client: Client::new(address, false),
            token,
        })
    }

    /// Sends a body, for the version it knows unless that is empty; the answer, and its version.
    ///
    /// # Errors
    /// When it is refused.
    pub fn send(&mut self, method: &str, path: &str, version: &str, body: &Value) -> Result<(Value, String)> {
        let bearer = format!("Bearer {}", self.token);
        let mut headers = vec![("authorization", bearer.as_str()), ("content-type", "application/json")];
        if !version.is_empty() {
            headers.push(("if-match", version));
        }
        let answer = self.client.send(method, path, &headers, body.to_string().as_bytes())?;
        if !(200..300).contains(&answer.status) {
            bail!("{method} {path}: {} {}", answer.status, text(&answer));
        }
        let version = answer.header("etag").unwrap_or_default().to_owned();
        Ok((answer.json()?, version))
    }
}
