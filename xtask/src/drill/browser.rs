//! A browser for drills: one connection, the cookies it was handed, forms as its pages send them.

use std::net::SocketAddr;
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::http::{Answer, Client, encoded};

/// Said of a form that was sent to a node which then was gone: it may have been taken or not, and whoever sent it looks again.
pub const UNANSWERED: &str = "nobody answered the form";
/// Before a page is asked of the next node.
const NEXT: Duration = Duration::from_millis(200);

/// Somebody who reads pages and sends forms.
#[derive(Debug)]
pub struct Browser {
    /// One for each node that serves.
    clients: Vec<Client>,
    at: usize,
    cookies: Vec<(String, String)>,
    /// From where it seems to come, where a proxy is believed.
    from: Option<String>,
}

impl Browser {
    /// One that knows nothing yet.
    #[must_use]
    pub fn new(address: SocketAddr) -> Self {
        Self::over(&[address])
    }

    /// One whose requests go by way of something that knows several nodes: where one is gone, they go to the next.
    #[must_use]
    pub fn over(addresses: &[SocketAddr]) -> Self {
        Self {
            clients: addresses.iter().map(|address| Client::new(*address, false)).collect(),
            at: 0,
            cookies: Vec::new(),
            from: None,
        }
    }

    /// Goes on at other nodes, as who it is.
    pub fn go_to(&mut self, addresses: &[SocketAddr]) {
        self.clients = addresses.iter().map(|address| Client::new(*address, false)).collect();
        self.at = 0;
    }

    /// The same as if it came from that address.
    #[must_use]
    pub fn from(mut self, address: &str) -> Self {
        self.from = Some(address.to_owned());
        self
    }

    /// The cookies it was handed, by name.
    #[must_use]
    pub fn cookies(&self) -> &[(String, String)] {
        &self.cookies
    }

    /// Reads a page.
    ///
    /// # Errors
    /// When no whole answer came.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, &[])
    }

    /// Sends a form from a page of the same node.
    ///
    /// # Errors
    /// When no whole answer came.
    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        self.send("POST", path, fields)
    }

    fn send(&mut self, method: &str, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let cookies = cookies.join("; ");
        let mut headers = Vec::new();
        if !cookies.is_empty() {
            headers.push(("cookie", cookies.as_str()));
        }
        if let Some(from) = &self.from {
            headers.push(("x-forwarded-for", from));
        }
        let mut body = String::new();
        if method == "POST" {
            headers.push(("content-type", "application/x-www-form-urlencoded"));
            headers.push(("sec-fetch-site", "same-origin"));
            let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
            body = pairs.collect::<Vec<_>>().join("&");
        }
        let headers: Vec<(String, String)> = headers
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let answer = self.by_any(method, path, &headers, body.as_bytes())?;
        for (_, set) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = set.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.with_context(|| format!("no cookie: {set}"))?;
            self.cookies.retain(|(known, _)| known != name);
            self.cookies.push((name.to_owned(), value.to_owned()));
        }
        Ok(answer)
    }

    fn by_any(&mut self, method: &str, path: &str, headers: &[(String, String)], body: &[u8]) -> Result<Answer> {
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let nodes = self.clients.len();
        let mut tries = 0;
        loop {
            // Each request may go to another node, as those of a proxy do.
            self.at = (self.at + 1) % nodes;
            match self.clients[self.at].send(method, path, &headers, body) {
                Ok(answer) => return Ok(answer),
                Err(error) if nodes > 1 && method != "GET" => return Err(error.context(UNANSWERED)),
                Err(error) if tries >= 2 * nodes || nodes == 1 => return Err(error),
                Err(_) => tries += 1,
            }
            sleep(NEXT);
        }
    }

    /// Signs in by a link that a demonstration prints.
    ///
    /// # Errors
    /// When the link is not taken.
    pub fn enter(&mut self, link: &str, to: &str) -> Result<()> {
        let answer = self.post(link, &[("to", to)])?;
        if answer.status != 303 {
            bail!("{link} signs nobody in: {} {}", answer.status, text(&answer));
        }
        Ok(())
    }
}

/// The body as text.
#[must_use]
pub fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// What stands between two texts, the first time.
#[must_use]
pub fn between<'a>(page: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let rest = &page[page.find(before)? + before.len()..];
    Some(&rest[..rest.find(after)?])
}

/// The value of the hidden field with that name, the first in the page.
#[must_use]
pub fn hidden<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    between(page, &format!("name=\"{name}\" value=\""), "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_in_a_page() {
        let page =
            r#"<form><input type="hidden" name="_csrf" value="abc"><input type="hidden" name="version" value="3">"#;
        assert_eq!(hidden(page, "version"), Some("3"));
        assert_eq!(hidden(page, "_csrf"), Some("abc"));
        assert_eq!(hidden(page, "nothing"), None);
    }
}
