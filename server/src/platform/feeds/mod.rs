//! What other programs subscribe to: news as Atom (RFC 4287, RFC 5005) and JSON Feed 1.1, days as iCalendar (RFC 5545, RFC 7986).
//! Values in, bytes out; what may be said stands in the features.
//!
//! An entry has the same id in every format and language, and on another address of the node: its row's. A feed has no time of its
//! own: it is as old as the newest of its entries, so that nothing changes where nothing happened.

mod atom;
mod calendar;
mod json;

pub use calendar::{Calendar, Deadline};

use axum::http::{HeaderValue, header};
use axum::response::Response;
use chrono::DateTime;
use uuid::Uuid;

use super::texts::Locale;
use super::web::{Kind, Lang, Layout, Result, tagged};

/// Entries of a page of a feed.
pub const ENTRIES: u64 = 50;

/// A format of news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl Format {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Atom, Self::Json];

    /// What the address of a list ends with.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Atom => ".atom",
            Self::Json => ".feed.json",
        }
    }

    /// As a page's head names it.
    #[must_use]
    pub const fn media(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

/// News.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// What it is called.
    pub title: String,
    /// What it is about, in a sentence.
    pub subtitle: String,
    /// Of the feed; an entry may have another.
    pub language: Locale,
    /// Who publishes it.
    pub author: String,
    /// Address of the list, without what it ends with.
    pub list: String,
    /// Address of the page about it, where that is not the list.
    pub home: Option<String>,
    /// The filters, with `?` where there are any.
    pub query: String,
    /// The filters of this page of it.
    pub this: String,
    /// Those of the next page, where there is one.
    pub next: Option<String>,
    /// The newest first.
    pub entries: Vec<Entry>,
}

/// A piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Of the row.
    pub id: Uuid,
    /// One line.
    pub title: String,
    /// A paragraph.
    pub summary: String,
    /// Of both.
    pub language: Locale,
    /// The page about it.
    pub url: String,
    /// Whose it is, where that may be said.
    pub author: Option<String>,
    /// In words: type, territory.
    pub tags: Vec<String>,
    /// Microseconds.
    pub published: i64,
    /// Microseconds.
    pub updated: i64,
}

impl Feed {
    /// Of a list of this node, in the language of a page.
    #[must_use]
    pub fn of(lang: &Lang, list: &str, title: &str, subtitle: &str) -> Self {
        Self {
            title: title.to_owned(),
            subtitle: subtitle.to_owned(),
            language: lang.locale(),
            author: lang.web.identity.operator.clone(),
            list: lang.web.absolute(&lang.path(list)),
            home: None,
            query: String::new(),
            this: String::new(),
            next: None,
            entries: Vec::new(),
        }
    }

    /// Its address in a format.
    fn address(&self, format: Format, query: &str) -> String {
        format!("{}{}{query}", self.list, format.ending())
    }

    /// The page for people.
    fn page(&self) -> String {
        self.home
            .clone()
            .unwrap_or_else(|| format!("{}{}", self.list, self.query))
    }

    /// When the newest of its entries was changed; nothing is of 1970.
    fn updated(&self) -> i64 {
        self.entries.iter().map(|entry| entry.updated).max().unwrap_or_default()
    }

    /// The answer: everybody's, with a tag by which the next one may be spared. `Last-Modified` is told and not asked for: what is
    /// withdrawn makes a feed change, and no entry newer.
    ///
    /// # Errors
    /// Where it cannot be written, which is a fault of this server.
    pub fn answer(&self, format: Format) -> Result<Response> {
        let (bytes, media) = match format {
            Format::Atom => (atom::write(self)?, "application/atom+xml; charset=utf-8"),
            Format::Json => (json::write(self)?, "application/feed+json"),
        };
        let mut response = tagged(bytes, media, Kind::Feed);
        let changed = DateTime::from_timestamp_micros(self.updated()).filter(|_| !self.entries.is_empty());
        let changed = changed.map(|at| at.format("%a, %d %b %Y %H:%M:%S GMT").to_string());
        if let Some(changed) = changed.and_then(|text| HeaderValue::try_from(text).ok()) {
            response.headers_mut().insert(header::LAST_MODIFIED, changed);
        }
        Ok(response)
    }
}

/// Lets a page say where the same is to be subscribed to.
#[must_use]
pub fn discovered(layout: Layout, lang: &Lang, list: &str, query: &str, title: &str) -> Layout {
    Format::ALL.into_iter().fold(layout, |layout, format| {
        let href = lang.path(&format!("{list}{}{query}", format.ending()));
        layout.feed(format.media(), href, title)
    })
}

/// As ids of entries are written.
fn urn(id: Uuid) -> String {
    format!("urn:uuid:{}", id.hyphenated())
}

/// A text without the characters XML and iCalendar have no way of writing; people paste them unseen.
fn plain(text: &str) -> String {
    let written = |letter: &char| {
        let control = letter.is_control() && !matches!(letter, '\n' | '\t');
        !control && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(written).collect()
}

#[cfg(test)]
mod tests;
