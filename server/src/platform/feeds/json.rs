//! JSON Feed 1.1.

use serde::Serialize;

use super::{Entry, Feed, Format, plain, urn};
use crate::platform::clock::rfc3339;
use crate::platform::web::{Error, Result};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: String,
    description: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    language: &'static str,
    authors: Vec<Author<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: &'a str,
    title: String,
    content_text: String,
    language: &'static str,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
}

pub(super) fn write(feed: &Feed) -> Result<Vec<u8>> {
    let address = |query: &str| feed.address(Format::Json, query);
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: plain(&feed.title),
        description: plain(&feed.subtitle),
        home_page_url: feed.page(),
        feed_url: address(&feed.this),
        next_url: feed.next.as_deref().map(address),
        language: feed.language.code(),
        authors: vec![Author { name: &feed.author }],
        items: feed.entries.iter().map(item).collect(),
    };
    serde_json::to_vec(&document).map_err(|error| Error::from(anyhow::Error::new(error)))
}

fn item(entry: &Entry) -> Item<'_> {
    Item {
        id: urn(entry.id),
        url: &entry.url,
        title: plain(&entry.title),
        content_text: plain(&entry.summary),
        language: entry.language.code(),
        date_published: rfc3339(entry.published),
        date_modified: rfc3339(entry.updated),
        authors: entry.author.iter().map(|name| Author { name }).collect(),
        tags: &entry.tags,
    }
}
