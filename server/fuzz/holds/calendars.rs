//! Days for programs that read calendars (RFC 5545).

use chrono::NaiveDate;
use passerelle::platform::feeds::{Calendar, Deadline};
use passerelle::platform::texts::Locale;

/// What parts the two texts of a day.
const PARTS: &str = "\n----\n";

/// The lines of a day and no others, whoever wrote its texts; each as long as lines may be, and read back the texts are what
/// they were, but for characters that cannot be written.
pub fn calendar(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (summary, description) = text.split_once(PARTS).unwrap_or((&text, ""));
    let deadline = Deadline {
        id: "introduction-01".to_owned(),
        version: 4,
        changed_at: 1_795_521_600_000_000,
        on: NaiveDate::default(),
        summary: summary.to_owned(),
        description: description.to_owned(),
        url: "https://passerelle.example/de/introductions/01".to_owned(),
    };
    let calendar = Calendar {
        name: "Passerelle Fristen".to_owned(),
        language: Locale::De,
        host: "passerelle.example".to_owned(),
        deadlines: vec![deadline],
    };
    let written = calendar.write();
    let Some(body) = written.strip_suffix("\r\n") else {
        panic!("no end of its last line: {written:?}");
    };
    for line in body.split("\r\n") {
        assert!(line.len() <= 75 && !line.is_empty(), "{} bytes: {line:?}", line.len());
        assert!(
            !line.contains(|letter: char| letter.is_control() && letter != '\t'),
            "{line:?}"
        );
    }
    let unfolded = body.replace("\r\n ", "");
    let lines: Vec<(&str, &str)> = unfolded.split("\r\n").filter_map(|line| line.split_once(':')).collect();
    let mut names: Vec<&str> = lines
        .iter()
        .map(|(name, _)| name.split(';').next().unwrap_or(name))
        .collect();
    names.sort_unstable();
    assert_eq!(names, NAMES);
    for (name, sent) in [
        ("SUMMARY;LANGUAGE=de", summary),
        ("DESCRIPTION;LANGUAGE=de", description),
    ] {
        let value = lines.iter().find(|(line, _)| *line == name).map(|(_, value)| *value);
        assert_eq!(value.and_then(unescaped), Some(plain(sent)), "{name}");
    }
}

/// The names of all lines of a calendar with one day.
const NAMES: [&str; 22] = [
    "BEGIN",
    "BEGIN",
    "CALSCALE",
    "CLASS",
    "DESCRIPTION",
    "DTSTAMP",
    "DTSTART",
    "END",
    "END",
    "LAST-MODIFIED",
    "METHOD",
    "NAME",
    "PRODID",
    "REFRESH-INTERVAL",
    "SEQUENCE",
    "SUMMARY",
    "TRANSP",
    "UID",
    "URL",
    "VERSION",
    "X-PUBLISHED-TTL",
    "X-WR-CALNAME",
];

/// A text as its format lets it be written.
fn plain(text: &str) -> String {
    let written = |letter: &char| {
        let control = letter.is_control() && !matches!(letter, '\n' | '\t');
        !control && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    text.chars().filter(written).collect()
}

/// A value as a program reads it; nothing where it is not as the format says (section 3.3.11).
fn unescaped(value: &str) -> Option<String> {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next()? {
                'n' | 'N' => '\n',
                escaped @ ('\\' | ';' | ',') => escaped,
                _ => return None,
            },
            ';' | ',' => return None,
            plain => plain,
        });
    }
    Some(text)
}
