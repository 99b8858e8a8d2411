//! The pages of the pack: front matter in TOML, text in CommonMark without HTML.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use comrak::nodes::NodeValue;
use comrak::{Arena, Options};
use serde::Deserialize;

use super::load::{LoadError, Source};
use crate::platform::texts::Locale;

/// The pages a pack has.
const NAMES: [&str; 5] = ["about", "verification", "legal", "privacy", "accessibility"];

/// What the operator of a node says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variables {
    /// The legal person that runs this node.
    pub operator: String,
    /// An e-mail address read by people.
    pub contact: String,
    /// Its postal address on one line.
    pub address: String,
}

/// A page of text.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its heading.
    pub title: String,
    /// One sentence, for the first paragraph and for search engines.
    pub summary: String,
    /// When it was last changed.
    pub updated: NaiveDate,
    /// Its sections, for a table of contents.
    pub contents: Vec<Heading>,
    /// HTML, safe to insert: raw HTML in the source is left out.
    pub html: String,
}

/// A section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its anchor.
    pub id: String,
    /// Its text.
    pub text: String,
}

/// All pages in all languages.
#[derive(Debug, Default)]
pub struct Pages(BTreeMap<(String, Locale), Page>);

impl Pages {
    /// The page `about`, `verification`, `legal`, `privacy` or `accessibility`.
    pub fn get(&self, name: &str, locale: Locale) -> Option<&Page> {
        self.0.get(&(name.to_owned(), locale))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    title: String,
    summary: String,
    updated: NaiveDate,
}

/// Reads all pages of a pack.
pub(super) fn load(source: &Source, variables: &Variables) -> Result<Pages, LoadError> {
    let mut pages = Pages::default();
    for name in NAMES {
        for locale in Locale::ALL {
            let file = format!("pages/{name}.{locale}.md");
            let page = page(&file, &source.read(&file)?, variables)?;
            pages.0.insert((name.to_owned(), locale), page);
        }
    }
    Ok(pages)
}

fn page(file: &str, text: &str, variables: &Variables) -> Result<Page, LoadError> {
    let parts = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n"));
    let (front, body) = parts.ok_or_else(|| LoadError::syntax(file, "front matter stands between two lines of +++"))?;
    let front: FrontMatter = toml::from_str(front).map_err(|error| LoadError::syntax(file, error))?;
    let fill = |text: &str| {
        let text = text
            .replace("{operator}", &variables.operator)
            .replace("{contact}", &variables.contact);
        text.replace("{address}", &variables.address)
    };
    let filled = fill(body);
    if filled.lines().any(|line| line.starts_with("# ")) {
        return Err(LoadError::field(
            file,
            "body",
            "headings begin at ##; the title is in the front matter",
        ));
    }
    let (html, contents) = render(&filled);
    Ok(Page {
        title: fill(&front.title),
        summary: fill(&front.summary),
        updated: front.updated,
        contents,
        html,
    })
}

/// HTML and the sections of the second level. Raw HTML is left out, addresses of other schemes are emptied.
pub fn render(markdown: &str) -> (String, Vec<Heading>) {
    let mut options = Options::default();
    options.extension.table = true;
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &options);
    let mut anchors = comrak::Anchorizer::new();
    let mut headings = Vec::new();
    for node in root.descendants() {
        if let NodeValue::Heading(heading) = &node.data.borrow().value {
            let text = text_of(node);
            headings.push((
                heading.level,
                Heading {
                    id: anchors.anchorize(&text),
                    text,
                },
            ));
        }
    }
    let mut html = String::new();
    // Writing into a string cannot fail.
    let _ = comrak::format_html(root, &options, &mut html);
    // comrak's own anchors bring an English label for each; as no HTML comes through, these tags are ours.
    let mut anchored = String::with_capacity(html.len());
    let mut rest = html.as_str();
    for (level, heading) in &headings {
        let tag = format!("<h{level}>");
        let Some((before, after)) = rest.split_once(&tag) else {
            break;
        };
        anchored.push_str(before);
        anchored.push_str(&format!("<h{level} id=\"{}\">", heading.id));
        rest = after;
    }
    anchored.push_str(rest);
    let tables = anchored.replace(
        "<table>",
        "<div class=\"table-scroll\" tabindex=\"0\"><table class=\"table\">",
    );
    let contents = headings
        .into_iter()
        .filter(|(level, _)| *level == 2)
        .map(|(_, heading)| heading)
        .collect();
    (tables.replace("</table>", "</table></div>"), contents)
}

fn text_of<'a>(node: &'a comrak::nodes::AstNode<'a>) -> String {
    let mut text = String::new();
    for part in node.descendants() {
        match &part.data.borrow().value {
            NodeValue::Text(piece) => text.push_str(piece),
            NodeValue::Code(code) => text.push_str(&code.literal),
            NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
