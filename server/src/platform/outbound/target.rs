//! An address that somebody names, as far as it can be judged before anybody is asked where it is.

use std::net::IpAddr;

use url::{Host, Url};

use super::is_global;
use crate::platform::web::Network;

/// Longest address.
pub const MOST: usize = 500;

/// Where something is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// A name, or an address written out.
    pub(super) host: Host<String>,
    pub(super) port: u16,
    /// Whether by TLS.
    pub(super) secure: bool,
    /// Path and query.
    pub(super) path: String,
    /// As it is kept.
    text: String,
}

/// Why an address is none to send to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFault {
    /// It is no address, or too long.
    Unreadable,
    /// It is not `https`.
    Scheme,
    /// It carries a name or a password, or a fragment.
    Extra,
    /// Another port than that of `https`.
    Port,
    /// An address of this machine or a network that is not public.
    Private,
}

impl TargetFault {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Scheme => "scheme",
            Self::Extra => "extra",
            Self::Port => "port",
            Self::Private => "private",
        }
    }
}

impl Target {
    /// Reads one. Numbers in all their spellings are the address they mean; names are looked at when they are asked for.
    /// `open` are networks the operator allows though they are not public.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, open: &[Network]) -> Result<Self, TargetFault> {
        if text.len() > MOST {
            return Err(TargetFault::Unreadable);
        }
        let url = Url::parse(text.trim()).map_err(|_| TargetFault::Unreadable)?;
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(TargetFault::Scheme),
        };
        if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
            return Err(TargetFault::Extra);
        }
        let host = url.host().ok_or(TargetFault::Unreadable)?.to_owned();
        let port = url.port_or_known_default().ok_or(TargetFault::Port)?;
        let target = Self {
            path: match url.query() {
                Some(query) => format!("{}?{query}", url.path()),
                None => url.path().to_owned(),
            },
            host,
            port,
            secure,
            text: url.to_string(),
        };
        target.judge(open).map(|()| target)
    }

    /// What can be said before its name is asked for.
    fn judge(&self, open: &[Network]) -> Result<(), TargetFault> {
        if let Some(address) = self.literal() {
            return self.may_go(address, open);
        }
        // Plain HTTP goes to this machine, other ports to networks the operator opened: what a name means is looked at later.
        let here = self.host == Host::Domain("localhost".to_owned()) && !open.is_empty();
        match (self.secure, self.port) {
            (false, _) if here => Ok(()),
            (false, _) => Err(TargetFault::Scheme),
            (true, port) if port != 443 && open.is_empty() => Err(TargetFault::Port),
            (true, _) => Ok(()),
        }
    }

    /// Whether a connection may be made to an address of it.
    pub(super) fn may_go(&self, address: IpAddr, open: &[Network]) -> Result<(), TargetFault> {
        let opened = open.iter().any(|network| network.holds(address));
        match (self.secure, opened) {
            (false, true) if address.is_loopback() => Ok(()),
            (false, _) => Err(TargetFault::Scheme),
            (true, true) => Ok(()),
            (true, false) if !is_global(address) => Err(TargetFault::Private),
            (true, false) if self.port != 443 => Err(TargetFault::Port),
            (true, false) => Ok(()),
        }
    }

    /// The address, where it is written out.
    pub(super) fn literal(&self) -> Option<IpAddr> {
        match self.host {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        }
    }

    /// As it is kept and shown.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Host, and port where it is not the usual one, as the header says it.
    pub(super) fn authority(&self) -> String {
        let usual = if self.secure { 443 } else { 80 };
        match self.port == usual {
            true => self.host.to_string(),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}
