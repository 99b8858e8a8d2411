//! Pages of text: Markdown of whoever runs a node, as HTML.

use passerelle::platform::region::render;

/// What stands in the HTML of a page; each closed but for the last three.
const TAGS: [&str; 27] = [
    "a",
    "blockquote",
    "code",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "del",
    "br",
    "hr",
    "img",
];
const NEVER_CLOSED: [&str; 3] = ["br", "hr", "img"];
const ATTRIBUTES: [&str; 9] = [
    "align", "alt", "class", "href", "id", "src", "start", "tabindex", "title",
];

/// Only tags and attributes of text, each tag closed where it must be; no address that does something; each section has an
/// anchor of its own.
pub fn markdown(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (html, headings) = render(&text);
    let mut open = Vec::new();
    let mut anchors = Vec::new();
    let mut sections = 0;
    let mut rest = html.as_str();
    while let Some((between, behind)) = rest.split_once('<') {
        assert!(!between.contains('>'), "{html}");
        if let Some(behind) = behind.strip_prefix("!-- raw HTML omitted -->") {
            rest = behind;
            continue;
        }
        let Some((tag, behind)) = tag(behind) else {
            panic!("a tag without an end: {html}");
        };
        rest = behind;
        match tag.name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if NEVER_CLOSED.contains(&tag.name) => {}
            None => open.push(tag.name),
        }
        assert!(
            TAGS.contains(&tag.name.trim_start_matches('/')),
            "<{}> in {html}",
            tag.name
        );
        tag.attributes
            .iter()
            .for_each(|(name, value)| attribute(name, value, &html));
        if matches!(tag.name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
            sections += usize::from(tag.name == "h2");
            anchors.extend(
                tag.attributes
                    .iter()
                    .filter(|(name, _)| *name == "id")
                    .map(|(_, id)| *id),
            );
        }
    }
    assert!(open.is_empty() && !rest.contains('>'), "{open:?} in {html}");
    assert_eq!(sections, headings.len(), "{html}");
    assert!(
        headings.iter().all(|heading| anchors.contains(&heading.id.as_str())),
        "{html}"
    );
    let count = anchors.len();
    anchors.sort_unstable();
    anchors.dedup();
    assert_eq!(anchors.len(), count, "{html}");
}

struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
}

/// A tag behind its `<`, and what comes behind it.
fn tag(text: &str) -> Option<(Tag<'_>, &str)> {
    let end = text.find([' ', '>'])?;
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        if let Some(behind) = rest.strip_prefix('>').or_else(|| rest.strip_prefix(" />")) {
            return Some((Tag { name, attributes }, behind));
        }
        let (attribute, behind) = rest.strip_prefix(' ')?.split_once("=\"")?;
        let (value, behind) = behind.split_once('"')?;
        attributes.push((attribute, value));
        rest = behind;
    }
}

fn attribute(name: &str, value: &str, html: &str) {
    assert!(ATTRIBUTES.contains(&name), "{name} in {html}");
    assert!(!value.contains(['<', '>']), "{value} in {html}");
    if !matches!(name, "href" | "src") {
        return;
    }
    // As a browser reads it, which passes over white space and control characters.
    let decoded = ["&amp;", "&quot;", "&lt;", "&gt;", "&#x27;"]
        .iter()
        .zip(["&", "\"", "<", ">", "'"])
        .rev()
        .fold(value.to_owned(), |text, (entity, letter)| text.replace(entity, letter));
    let letters = decoded
        .chars()
        .filter(|letter| !letter.is_control() && !letter.is_whitespace());
    let address: String = letters.flat_map(char::to_lowercase).collect();
    let acts = ["javascript:", "vbscript:", "file:"]
        .iter()
        .any(|scheme| address.starts_with(scheme));
    let picture = ["png", "gif", "jpeg", "webp"]
        .iter()
        .any(|kind| address.starts_with(&format!("data:image/{kind}")));
    assert!(
        !acts && (picture || !address.starts_with("data:")),
        "{address} in {html}"
    );
}
