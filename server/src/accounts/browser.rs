//! What a browser brings and takes: its cookies, its name, where it comes from, what it left in the address.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;

use super::secrets;
use crate::platform::texts::Locale;
use crate::platform::web::{Client, Error, Sender, Visitor};

/// The browser that sends a form.
#[derive(Clone, Debug)]
pub struct Browser {
    /// Its name and system, as a person would say it.
    pub agent: String,
    /// Whom it counts for.
    pub client: Client,
    /// Who is signed in with it already.
    pub visitor: Visitor,
    /// The mark that binds a link to it.
    mark: Option<String>,
}

impl<S: Send + Sync> FromRequestParts<S> for Browser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let sender = Sender::from_request_parts(parts, state).await?;
        let agent = parts.headers.get(header::USER_AGENT);
        Ok(Self {
            agent: agent_name(agent.and_then(|value| value.to_str().ok()).unwrap_or("")),
            client: sender.client(),
            visitor: Visitor::of(parts),
            mark: cookie(&parts.headers, "__Host-ml").or_else(|| cookie(&parts.headers, "ml")),
        })
    }
}

impl Browser {
    /// How a link bound to this browser names it.
    #[must_use]
    pub fn hash(&self) -> Option<Vec<u8>> {
        self.mark.as_deref().map(secrets::hash)
    }
}

/// Cookies of this node: strict where the node is reached by TLS, plain on a loopback without.
#[derive(Clone, Copy, Debug)]
pub struct Cookies {
    /// Whether the node is reached by TLS.
    pub secure: bool,
}

impl Cookies {
    /// The name of the session's cookie.
    #[must_use]
    pub const fn session(self) -> &'static str {
        if self.secure { "__Host-sid" } else { "sid" }
    }

    /// Hands a session's secret to the browser; for longer than the browser runs only where somebody asked for it.
    pub fn enter(self, response: &mut Response, secret: &str, stay: bool) {
        let life = stay.then_some(30 * 24 * 3600);
        self.set(response, self.session(), secret, life);
    }

    /// Binds links to the browser for ten minutes.
    pub fn mark(self, response: &mut Response, mark: &str) {
        let name = if self.secure { "__Host-ml" } else { "ml" };
        self.set(response, name, mark, Some(600));
    }

    /// Takes everything back that the browser keeps of this node.
    pub fn leave(self, response: &mut Response) {
        self.set(response, self.session(), "", Some(0));
        let name = HeaderName::from_static("clear-site-data");
        let value = HeaderValue::from_static("\"cache\", \"cookies\", \"storage\"");
        response.headers_mut().insert(name, value);
    }

    fn set(self, response: &mut Response, name: &str, value: &str, seconds: Option<u32>) {
        let secure = if self.secure { "; Secure" } else { "" };
        let life = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let text = format!("{name}={value}; Path=/{secure}; HttpOnly; SameSite=Lax{life}");
        if let Ok(value) = HeaderValue::try_from(text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
}

/// The value of a cookie.
#[must_use]
pub fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter();
    let pairs = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(';'));
    let mut found = pairs.filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = found.find(|(found, _)| *found == name)?;
    (!value.is_empty() && value.len() <= 128).then(|| value.to_owned())
}

/// A path of this node in its language to lead to after a sign-in; anything else leads to the account.
#[must_use]
pub fn way_back(to: Option<&str>, locale: Locale) -> String {
    let plain = |to: &&str| {
        to.len() <= 1000
            && to.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
            && !to.starts_with("//")
            && Locale::ALL.iter().any(|known| {
                let rest = to.strip_prefix('/').and_then(|rest| rest.strip_prefix(known.code()));
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
            })
    };
    to.filter(plain).map_or_else(|| format!("/{locale}/account"), str::to_owned)
}

/// The family of a browser and its system; the list of sessions needs no more.
fn agent_name(header: &str) -> String {
    let known = |names: &[(&'static str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| header.contains(mark));
        found.map(|(_, name)| *name)
    };
    let browser = known(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = known(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_lead_back() {
        for (to, leads) in [
            (Some("/de/desk?mine=1"), "/de/desk?mine=1"),
            (Some("/fr"), "/fr"),
            (None, "/fr/account"),
            (Some("//evil.example"), "/fr/account"),
            (Some("/frz/x"), "/fr/account"),
            (Some("https://evil.example/fr"), "/fr/account"),
            (Some("/fr/\\evil"), "/fr/account"),
            (Some("/fr/a b"), "/fr/account"),
            (Some("/fr/\r\nset-cookie"), "/fr/account"),
            (Some("/api/v1/organisations"), "/fr/account"),
        ] {
            assert_eq!(way_back(to, Locale::Fr), leads, "{to:?}");
        }
    }

    #[test]
    fn browsers_by_their_names() {
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        assert_eq!(agent_name(chrome), "Chrome, Linux");
        assert_eq!(agent_name("something"), "");
    }

    #[test]
    fn a_cookie_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; sid=abc; b="));
        assert_eq!(cookie(&headers, "sid").as_deref(), Some("abc"));
        assert_eq!(cookie(&headers, "b"), None);
        assert_eq!(cookie(&headers, "si"), None);
    }
}
