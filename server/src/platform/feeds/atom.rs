//! Atom.

use atom_syndication::{Category, Entry as Written, Feed as Document, FixedDateTime, Generator, Link, Person, Text};
use chrono::{DateTime, SubsecRound};

use super::{Entry, Feed, Format, plain, urn};
use crate::platform::texts::Locale;
use crate::platform::web::{Error, Result};

pub(super) fn write(feed: &Feed) -> Result<Vec<u8>> {
    let link = |rel: &str, href: String, media: &str| Link {
        href,
        rel: rel.into(),
        mime_type: Some(media.into()),
        hreflang: Some(feed.language.code().into()),
        ..Link::default()
    };
    let media = Format::Atom.media();
    let mut links = vec![
        link("self", feed.address(Format::Atom, &feed.this), media),
        link("alternate", feed.page(), "text/html"),
    ];
    links.extend(
        feed.next
            .as_ref()
            .map(|next| link("next", feed.address(Format::Atom, next), media)),
    );
    let document = Document {
        title: text(&feed.title, None),
        subtitle: Some(text(&feed.subtitle, None)),
        id: feed.address(Format::Atom, &feed.query),
        updated: moment(feed.updated()),
        authors: vec![person(&feed.author)],
        generator: Some(Generator {
            value: "Passerelle".into(),
            ..Generator::default()
        }),
        links,
        lang: Some(feed.language.code().into()),
        entries: feed.entries.iter().map(|entry| written(entry, feed.language)).collect(),
        ..Document::default()
    };
    document
        .write_to(Vec::new())
        .map_err(|error| Error::from(anyhow::Error::new(error)))
}

fn written(entry: &Entry, around: Locale) -> Written {
    let other = Some(entry.language).filter(|language| *language != around);
    Written {
        id: urn(entry.id),
        title: text(&entry.title, other),
        summary: Some(text(&entry.summary, other)),
        updated: moment(entry.updated),
        published: Some(moment(entry.published)),
        authors: entry.author.iter().map(|name| person(name)).collect(),
        categories: entry
            .tags
            .iter()
            .map(|tag| Category {
                term: plain(tag),
                ..Category::default()
            })
            .collect(),
        links: vec![Link {
            href: entry.url.clone(),
            rel: "alternate".into(),
            mime_type: Some("text/html".into()),
            ..Link::default()
        }],
        ..Written::default()
    }
}

fn text(value: &str, language: Option<Locale>) -> Text {
    Text {
        value: plain(value),
        lang: language.map(|language| language.code().to_owned()),
        ..Text::default()
    }
}

fn person(name: &str) -> Person {
    Person {
        name: plain(name),
        ..Person::default()
    }
}

/// Whole seconds: no reader of feeds wants more.
fn moment(micros: i64) -> FixedDateTime {
    let at = DateTime::from_timestamp_micros(micros).unwrap_or_default();
    at.trunc_subsecs(0).fixed_offset()
}
