//! What every page needs to know about this node.

use std::sync::Arc;

use crate::platform::region::{LoadError, Pages, Region, Variables};

/// Who runs this node and where it is reached.
#[derive(Clone)]
pub struct Identity {
    /// `https://passerelle.example`, without a slash at the end.
    pub public_url: String,
    /// Whether all data are invented; each page says so.
    pub demo: bool,
    /// The legal person that runs this node.
    pub operator: String,
    /// An e-mail address read by people.
    pub contact: String,
    /// Its postal address on one line.
    pub address: String,
    /// Seals cursors; at least 16 bytes, the same on all nodes.
    pub secret: Vec<u8>,
}

/// An entry of a menu, named by the feature that offers the page.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// What a page passes to `Layout::current`.
    pub name: &'static str,
    /// The id of its message.
    pub text: &'static str,
    /// The path after the language: `/organisations`.
    pub path: &'static str,
}

/// The menus of every page.
#[derive(Debug, Clone, Copy, Default)]
pub struct Menu {
    /// Beside the wordmark.
    pub head: &'static [Entry],
    /// At the foot.
    pub foot: &'static [Entry],
}

/// Shared by all handlers of pages.
pub struct Web {
    /// The region pack.
    pub region: Arc<Region>,
    /// The pack's pages, with the operator's data filled in.
    pub pages: Pages,
    /// Who runs this node.
    pub identity: Identity,
    /// The menus.
    pub menu: Menu,
}

impl Web {
    /// Fills the pack's pages with the operator's data.
    pub fn new(region: Arc<Region>, identity: Identity, menu: Menu) -> Result<Self, LoadError> {
        let mut identity = identity;
        identity
            .public_url
            .truncate(identity.public_url.trim_end_matches('/').len());
        let variables = Variables {
            operator: identity.operator.clone(),
            contact: identity.contact.clone(),
            address: identity.address.clone(),
        };
        let pages = region.pages(&variables)?;
        Ok(Self {
            region,
            pages,
            identity,
            menu,
        })
    }

    /// An absolute address of this node.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.identity.public_url)
    }

    /// Whether browsers may be told to come by TLS only.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.identity.public_url.starts_with("https://")
    }
}
