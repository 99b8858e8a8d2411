//! iCalendar: days until which something must be done.

use chrono::{DateTime, Duration, NaiveDate};
use icalendar::{Calendar as Document, Class, Component, Event, EventLike, Property};

use super::plain;
use crate::platform::texts::Locale;

/// How often a program should look again.
const HOURS: i64 = 1;
/// What a line may hold, in bytes, the space before a continuation included (RFC 5545, 3.1).
const LINE: usize = 75;

/// Days of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called: letters and spaces only, for not every program reads escapes there.
    pub name: String,
    /// Of its texts.
    pub language: Locale,
    /// The name of this node, without a port.
    pub host: String,
    /// In any order.
    pub deadlines: Vec<Deadline>,
}

/// A day until which something must be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// Unique on this node, and the same as long as it is the same thing.
    pub id: String,
    /// Grows with each change of the row behind it.
    pub version: i64,
    /// When that was changed, microseconds.
    pub changed_at: i64,
    /// The day.
    pub on: NaiveDate,
    /// One line.
    pub summary: String,
    /// More of it.
    pub description: String,
    /// The page about it.
    pub url: String,
}

impl Calendar {
    /// The file, the first day first.
    #[must_use]
    pub fn write(&self) -> String {
        let mut document = Document::empty();
        for (key, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//Passerelle//Passerelle//FR"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", "PUBLISH"),
        ] {
            document.append_property(Property::new(key, value));
        }
        document.name(&self.name);
        document.ttl(&Duration::hours(HOURS));
        let mut deadlines: Vec<&Deadline> = self.deadlines.iter().collect();
        deadlines.sort_by(|one, two| (one.on, &one.id).cmp(&(two.on, &two.id)));
        for deadline in deadlines {
            document.push(self.event(deadline));
        }
        folded(&document.to_string())
    }

    fn event(&self, deadline: &Deadline) -> Event {
        let changed = DateTime::from_timestamp_micros(deadline.changed_at).unwrap_or_default();
        let language = self.language.code();
        let text = |key: &str, value: &str| {
            let mut property = Property::new(key, plain(value));
            property.add_parameter("LANGUAGE", language);
            property.done()
        };
        let mut event = Event::new();
        event
            .uid(&format!("{}@{}", deadline.id, self.host))
            .sequence(u32::try_from(deadline.version).unwrap_or_default())
            // Of the row, not of this minute: the same days are the same bytes.
            .timestamp(changed)
            .last_modified(changed)
            .starts(deadline.on)
            .append_property(text("SUMMARY", &deadline.summary))
            .append_property(text("DESCRIPTION", &deadline.description))
            .url(&deadline.url)
            .class(Class::Private)
            // Nobody is busy because something is due.
            .append_property(Property::new("TRANSP", "TRANSPARENT"));
        event.done()
    }
}

/// The same lines folded anew: the library counts the space before a continuation for nothing, and writes one byte too many.
fn folded(document: &str) -> String {
    let mut text = String::with_capacity(document.len());
    for line in document.replace("\r\n ", "").split_inclusive("\r\n") {
        let mut length = 0;
        for letter in line.chars() {
            if !matches!(letter, '\r' | '\n') && length + letter.len_utf8() > LINE {
                text.push_str("\r\n ");
                length = 1;
            }
            text.push(letter);
            length += letter.len_utf8();
        }
    }
    text
}
