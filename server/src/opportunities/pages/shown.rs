//! How an opportunity is shown: the same words on its page, in the preview, to its organisation and to the chamber.

use crate::opportunities::model::{Content, Text, Type};
use crate::opportunities::queries::{By, Public};
use crate::opportunities::vocabulary;
use crate::organisations::dossier::Version;
use crate::organisations::path;
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};

/// A line of a list, with the template `opportunities/pages/line.html`.
pub struct Line {
    /// Where it leads.
    pub href: String,
    /// Its type in words.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// What it is, in a paragraph.
    pub summary: String,
    /// Language of both, where it is not the page's.
    pub lang: Option<&'static str>,
    /// The name of its organisation, or that it is masked.
    pub by: String,
    /// Its territory.
    pub territory: String,
    /// When it was published.
    pub date: String,
    /// Whether it takes no interest for now.
    pub shut: bool,
}

/// One as a line, of what everybody may see.
#[must_use]
pub fn line(public: &Public, region: &Region, t: T) -> Line {
    Line {
        href: format!("/{}/opportunities/{}", t.locale, public.id),
        kind: t.term("opportunity-type", public.kind.code()).into_owned(),
        title: public.content.title.clone(),
        summary: public.content.summary.clone(),
        lang: other(public.language, t),
        by: by(public, t),
        territory: region.territory_name(&public.territory, t.locale).to_owned(),
        date: t.date(region.zone.day(public.published_at)),
        shut: !public.interest,
    }
}

/// The name of its organisation, or that it is masked.
pub(super) fn by(public: &Public, t: T) -> String {
    match &public.by {
        By::Organisation(_, name, _) => name.clone(),
        By::Anonymous => t.get("opportunity-anonymous").into_owned(),
    }
}

/// The page of its organisation, where that is named.
pub(super) fn by_href(public: &Public, t: T) -> Option<String> {
    match &public.by {
        By::Organisation(id, name, _) => Some(format!("/{}{}", t.locale, path(*id, name))),
        By::Anonymous => None,
    }
}

/// A language that is not the page's.
pub(super) fn other(language: Locale, t: T) -> Option<&'static str> {
    (language != t.locale).then(|| language.code())
}

/// What an opportunity says, laid out.
pub(super) struct Body {
    pub(super) kind: String,
    pub(super) title: String,
    pub(super) summary: Vec<String>,
    /// Of all its texts, where it is not the page's.
    pub(super) lang: Option<&'static str>,
    /// Says so to whoever reads.
    pub(super) note: Option<String>,
    /// Heading and paragraphs.
    pub(super) texts: Vec<(String, Vec<String>)>,
    /// Name and value.
    pub(super) facts: Vec<(String, String)>,
    /// Name, and where all with it are.
    pub(super) concepts: Vec<(String, String)>,
}

/// What it says, for a reader.
pub(super) fn body(kind: Type, content: &Content, language: Locale, (region, t): (&Region, T)) -> Body {
    let lang = other(language, t);
    let note = lang.map(|code| {
        let name = t.term("language", code);
        t.with("opportunity-in-language", &[("language", name.as_ref().into())])
            .into_owned()
    });
    let texts = [Text::Description, Text::Advantages, Text::Specification, Text::Role];
    let texts = texts.into_iter().filter(|text| !content.text(*text).is_empty());
    let concept = |code: &str| {
        let href = format!("/{}/opportunities?concept={code}", t.locale);
        Some((vocabulary::name(region, code, t.locale)?, href))
    };
    Body {
        kind: t.term("opportunity-type", kind.code()).into_owned(),
        title: match content.title.as_str() {
            "" => t.get("opportunity-untitled").into_owned(),
            title => title.to_owned(),
        },
        summary: paragraphs(&content.summary),
        lang,
        note,
        texts: texts
            .map(|text| (label(t, kind, text), paragraphs(content.text(text))))
            .collect(),
        facts: facts(content, region, t),
        concepts: content.concepts().filter_map(concept).collect(),
    }
}

/// Says of a version what it is one of, and whether that changed since.
pub(super) fn version_note(public: &Public, t: T) -> Option<String> {
    let (original, standing) = public.version_of?;
    let name = t.term("language", original.code());
    let key = match standing {
        Version::Stale => "opportunity-version-stale",
        Version::Original | Version::Human => "opportunity-version-of",
    };
    Some(t.with(key, &[("language", name.as_ref().into())]).into_owned())
}

/// What a text is called; the specification of a request is the expertise that is looked for.
pub(super) fn label(t: T, kind: Type, text: Text) -> String {
    match text {
        Text::Specification if !kind.is_offer() => t.get("opportunity-field-expertise").into_owned(),
        text => t.term("opportunity-field", text.code()).into_owned(),
    }
}

fn paragraphs(text: &str) -> Vec<String> {
    let parts = text.split('\n').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

fn facts(content: &Content, region: &Region, t: T) -> Vec<(String, String)> {
    let joined = |words: Vec<String>| (!words.is_empty()).then(|| words.join(", "));
    let named = |prefix: &str, codes: Vec<&'static str>| {
        let words = codes.into_iter().map(|code| t.term(prefix, code).into_owned());
        joined(words.collect())
    };
    let territories = content.territories.iter();
    let territories = territories.map(|code| region.territory_name(code, t.locale).to_owned());
    let goals = content.goals.iter();
    let goals = goals.map(|goal| t.term("opportunity-goal", &goal.to_string()).into_owned());
    let facts = [
        (
            "stage",
            content
                .stage
                .map(|stage| t.term("opportunity-stage", stage.code()).into_owned()),
        ),
        (
            "ipr",
            content
                .ipr
                .map(|ipr| t.term("opportunity-ipr", ipr.code()).into_owned()),
        ),
        (
            "partnerships",
            named(
                "opportunity-partnership",
                content.partnerships.iter().map(|one| one.code()).collect(),
            ),
        ),
        (
            "sizes",
            named("opportunity-size", content.sizes.iter().map(|one| one.code()).collect()),
        ),
        ("territories", joined(territories.collect())),
        ("deadline", content.deadline.map(|day| t.date_long(day))),
        ("goals", joined(goals.collect())),
    ];
    let said = facts
        .into_iter()
        .filter_map(|(field, value)| Some((t.term("opportunity-field", field).into_owned(), value?)));
    said.collect()
}
