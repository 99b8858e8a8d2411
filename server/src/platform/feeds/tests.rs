//! What is written, read by programs of others: feed-rs here, ical.js in `web/tests/unit`.

use chrono::NaiveDate;

use super::*;

fn feed() -> Feed {
    Feed {
        title: "Opportunités".into(),
        subtitle: "Ce que l’on offre & cherche".into(),
        language: Locale::Fr,
        author: "CCI <Grande Région>".into(),
        list: "https://passerelle.example/fr/opportunities".into(),
        home: None,
        query: "?type=TO&territory=SAR".into(),
        this: "?type=TO&territory=SAR".into(),
        next: Some("?type=TO&territory=SAR&cursor=abc".into()),
        entries: vec![
            Entry {
                id: Uuid::from_u128(7),
                title: "Sensoren für <Brücken> & \"mehr\"".into(),
                summary: "Zeile\u{8} eins\nZeile zwei ]]> \u{fffe}\u{1f309}".into(),
                language: Locale::De,
                url: "https://passerelle.example/fr/opportunities/X".into(),
                author: Some("Müller & Söhne".into()),
                tags: vec!["Offre de technologie".into(), "Sarre".into()],
                published: 1_795_521_600_123_456,
                updated: 1_795_608_000_654_321,
            },
            Entry {
                id: Uuid::from_u128(8),
                title: "Un pont".into(),
                summary: String::new(),
                language: Locale::Fr,
                url: "https://passerelle.example/fr/opportunities/Y".into(),
                author: None,
                tags: Vec::new(),
                published: 1_795_435_200_000_000,
                updated: 1_795_435_200_000_000,
            },
        ],
    }
}

#[test]
fn another_program_reads_both_formats_alike() {
    let feed = feed();
    for bytes in [atom::write(&feed).unwrap(), json::write(&feed).unwrap()] {
        let read = feed_rs::parser::parse(bytes.as_slice()).unwrap();
        assert_eq!(read.title.unwrap().content, feed.title);
        assert_eq!(read.language.as_deref(), Some("fr"));
        assert_eq!(read.entries.len(), 2);
        let one = &read.entries[0];
        assert_eq!(one.id, "urn:uuid:00000000-0000-0000-0000-000000000007");
        assert_eq!(one.title.as_ref().unwrap().content, "Sensoren für <Brücken> & \"mehr\"");
        assert_eq!(one.links[0].href, feed.entries[0].url);
        assert_eq!(one.published.unwrap().timestamp(), 1_795_521_600);
        assert_eq!(one.updated.unwrap().timestamp(), 1_795_608_000);
        assert_eq!(one.authors[0].name.as_deref(), Some("Müller & Söhne"));
        assert_eq!(one.categories.len(), 2);
        let said = one.summary.as_ref().map(|text| text.content.clone());
        let said = said.or_else(|| one.content.as_ref().and_then(|content| content.body.clone()));
        assert_eq!(said.unwrap(), "Zeile eins\nZeile zwei ]]> \u{1f309}");
        // Nobody is named who is not to be; a reader of JSON may say who publishes the whole.
        let mut named = read.entries[1]
            .authors
            .iter()
            .filter_map(|author| author.name.as_deref());
        assert!(named.all(|name| name == feed.author));
    }
}

#[test]
fn atom_says_where_it_is_and_in_which_language() {
    let text = String::from_utf8(atom::write(&feed()).unwrap()).unwrap();
    for part in [
        "xml:lang=\"fr\"",
        "xml:lang=\"de\"",
        "<updated>2026-11-25T12:00:00+00:00</updated>",
        "rel=\"next\"",
        "href=\"https://passerelle.example/fr/opportunities.atom?type=TO&amp;territory=SAR&amp;cursor=abc\"",
        "<id>https://passerelle.example/fr/opportunities.atom?type=TO&amp;territory=SAR</id>",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn nothing_is_as_old_as_time() {
    let empty = Feed {
        entries: Vec::new(),
        next: None,
        ..feed()
    };
    let read = feed_rs::parser::parse(atom::write(&empty).unwrap().as_slice()).unwrap();
    assert_eq!(read.updated.unwrap().timestamp(), 0);
    let answer = empty.answer(Format::Json).unwrap();
    assert!(answer.headers().get(header::LAST_MODIFIED).is_none());
}

fn calendar() -> Calendar {
    Calendar {
        name: "Passerelle Fristen".into(),
        language: Locale::De,
        host: "passerelle.example".into(),
        deadlines: vec![
            Deadline {
                id: "introduction-01".into(),
                version: 4,
                changed_at: 1_795_521_600_000_000,
                on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
                summary: "Vermittlung 2026-0012: Sie sind am Zug, bitte; \\ ja".into(),
                description:
                    "Eine lange Zeile, die umbrochen werden muss, weil sie mehr als fünfundsiebzig Bytes hat – \
                              mit Ümläuten.\nUnd eine zweite.\u{7}"
                        .into(),
                url: "https://passerelle.example/de/introductions/01".into(),
            },
            Deadline {
                id: "opportunity-02".into(),
                version: 1,
                changed_at: 1_795_521_600_000_000,
                on: NaiveDate::from_ymd_opt(2026, 11, 30).unwrap(),
                summary: "Endet".into(),
                description: "Sensoren".into(),
                url: "https://passerelle.example/de/opportunities/02".into(),
            },
        ],
    }
}

/// The same file is read by `web/tests/unit/calendar.test.mjs` with a program of others.
#[test]
fn a_calendar_is_the_file_that_is_read_elsewhere() {
    let text = calendar().write();
    let at = concat!(env!("CARGO_MANIFEST_DIR"), "/../web/tests/unit/deadlines.ics");
    if std::env::var_os("INSTA_UPDATE").is_some() {
        std::fs::write(at, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(at).unwrap());
}

#[test]
fn a_calendar_keeps_the_rules_of_its_format() {
    let mut long = calendar();
    long.deadlines[0].description = "lang".repeat(100);
    for text in [calendar().write(), long.write()] {
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{} bytes: {line}", line.len());
        }
    }
    let text = calendar().write();
    let lines = text.replace("\r\n ", "");
    let has = |line: &str| assert!(lines.split("\r\n").any(|one| one == line), "{line} is not in {lines}");
    has("UID:introduction-01@passerelle.example");
    has("SEQUENCE:4");
    has("DTSTART;VALUE=DATE:20261201");
    has("DTSTAMP:20261124T120000Z");
    has("SUMMARY;LANGUAGE=de:Vermittlung 2026-0012: Sie sind am Zug\\, bitte\\; \\\\ ja");
    has("URL:https://passerelle.example/de/introductions/01");
    has("METHOD:PUBLISH");
    has("REFRESH-INTERVAL;VALUE=DURATION:PT3600S");
    assert!(!text.contains('\u{7}'));
    assert!(text.find("UID:opportunity").unwrap() < text.find("UID:introduction").unwrap());
}
