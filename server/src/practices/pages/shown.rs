//! How a practice is shown: the same words on its page, in the preview, to its organisation and to the chambers.

use crate::organisations::path;
use crate::organisations::queries::briefs;
use crate::outcomes;
use crate::platform::database::{Database, DatabaseError};
use crate::platform::region::Region;
use crate::platform::texts::{Locale, T};
use crate::practices::model::{Content, Need, Text};
use crate::practices::queries::{Adoption, Public};
use crate::practices::rules::organisation_of;

/// A line of a list, with the template `practices/pages/line.html`.
pub struct Line {
    /// Where it leads.
    pub href: String,
    /// What shows that it worked, in words.
    pub grade: String,
    /// Its title.
    pub title: String,
    /// What it is, in a paragraph.
    pub summary: String,
    /// Language of both, where it is not the page's.
    pub lang: Option<&'static str>,
    /// The name of its organisation.
    pub by: String,
    /// Where it was done.
    pub place: String,
    /// How many took it up, where somebody did.
    pub adoptions: Option<String>,
}

/// One as a line, of what everybody may see.
#[must_use]
pub fn line(public: &Public, region: &Region, t: T) -> Line {
    let content = &public.content;
    let grade = content
        .grade
        .map(|grade| t.term("practice-grade", grade.code()).into_owned());
    Line {
        href: format!("/{}/practices/{}", t.locale, public.id),
        grade: grade.unwrap_or_default(),
        title: content.title.clone(),
        summary: content.summary.clone(),
        lang: other(public.language, t),
        by: public.name.clone(),
        place: place(&content.municipality, &content.territory, region, t),
        adoptions: (public.adoptions > 0).then(|| count(public.adoptions, t)),
    }
}

/// How many took it up.
pub(super) fn count(adoptions: u64, t: T) -> String {
    t.with("practice-adoptions-count", &[("count", adoptions.into())])
        .into_owned()
}

/// A language that is not the page's.
pub(super) fn other(language: Locale, t: T) -> Option<&'static str> {
    (language != t.locale).then(|| language.code())
}

/// A municipality and its territory.
pub(super) fn place(municipality: &str, territory: &str, region: &Region, t: T) -> String {
    let territory = match territory {
        "" => "",
        code => region.territory_name(code, t.locale),
    };
    let said = [municipality, territory].into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(" · ")
}

/// What a practice says, laid out.
pub(super) struct Body {
    pub(super) title: String,
    pub(super) summary: Vec<String>,
    /// Of all its texts, where it is not the page's.
    pub(super) lang: Option<&'static str>,
    /// Says so to whoever reads.
    pub(super) note: Option<String>,
    /// Code, heading and paragraphs.
    pub(super) texts: Vec<(&'static str, String, Vec<String>)>,
    /// Territory, and what must be there: kind and text.
    pub(super) preconditions: Vec<(String, Vec<(String, String)>)>,
    /// Name and value.
    pub(super) facts: Vec<(String, String)>,
    /// Its programme, and where that can be read.
    pub(super) programme: Option<(String, Option<String>)>,
    /// Organisations that took part: name and page.
    pub(super) organisations: Vec<(String, String)>,
    /// Outcomes: what, about it, and a page.
    pub(super) outcomes: Vec<(String, String, Option<String>)>,
}

/// What it says, for a reader.
pub(super) async fn body(
    database: &Database,
    whose: crate::organisations::model::OrganisationId,
    content: &Content,
    language: Locale,
    (region, t): (&Region, T),
) -> Result<Body, DatabaseError> {
    let lang = other(language, t);
    let note = lang.map(|code| {
        let name = t.term("language", code);
        t.with("practice-in-language", &[("language", name.as_ref().into())])
            .into_owned()
    });
    let texts = Text::ALL
        .iter()
        .filter(|text| !matches!(text, Text::Title | Text::Summary));
    let texts = texts.filter(|text| !content.text(**text).is_empty());
    let label = |text: &Text| t.term("practice-field", text.code()).into_owned();
    let link = Some(content.programme_link.clone()).filter(|link| !link.is_empty());
    Ok(Body {
        title: match content.title.as_str() {
            "" => t.get("practice-untitled").into_owned(),
            title => title.to_owned(),
        },
        summary: paragraphs(&content.summary),
        lang,
        note,
        texts: texts
            .map(|text| (text.code(), label(text), paragraphs(content.text(*text))))
            .collect(),
        preconditions: preconditions(content, region, t),
        facts: facts(content, region, t),
        programme: (!content.programme.is_empty()).then(|| (content.programme.clone(), link)),
        organisations: organisations(database, content, t).await?,
        outcomes: came_of_it(database, whose, content, (region, t)).await?,
    })
}

pub(super) fn paragraphs(text: &str) -> Vec<String> {
    let parts = text.split('\n').map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// By territory, in the order of the region.
fn preconditions(content: &Content, region: &Region, t: T) -> Vec<(String, Vec<(String, String)>)> {
    let of = |code: &str| {
        let own = content.preconditions.iter().filter(|one| one.territory == code);
        own.map(|one| (need(one.kind, t), one.text.clone())).collect::<Vec<_>>()
    };
    let all = region
        .territories
        .iter()
        .map(|one| (one.name.get(t.locale).to_owned(), of(&one.code)));
    all.filter(|(_, needs)| !needs.is_empty()).collect()
}

fn need(kind: Need, t: T) -> String {
    t.term("practice-need", kind.code()).into_owned()
}

fn facts(content: &Content, region: &Region, t: T) -> Vec<(String, String)> {
    let dates = content.from.map(|from| match content.to {
        Some(to) => {
            let (from, to) = (t.month_year(from), t.month_year(to));
            let said = [("from", from.as_str().into()), ("to", to.as_str().into())];
            t.with("practice-from-to", &said).into_owned()
        }
        None => {
            let from = t.month_year(from);
            t.with("practice-since", &[("from", from.as_str().into())]).into_owned()
        }
    });
    let place = Some(place(&content.municipality, &content.territory, region, t));
    let grade = content
        .grade
        .map(|grade| t.term("practice-grade", grade.code()).into_owned());
    let facts = [
        ("place", place.filter(|place| !place.is_empty())),
        ("dates", dates),
        ("grade", grade),
    ];
    let named = facts
        .into_iter()
        .filter_map(|(field, value)| Some((t.term("practice-field", field).into_owned(), value?)));
    named.collect()
}

async fn organisations(database: &Database, content: &Content, t: T) -> Result<Vec<(String, String)>, DatabaseError> {
    let ids: Vec<_> = content
        .organisations
        .iter()
        .filter_map(|typed| organisation_of(typed))
        .collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
    let found = briefs(database.reader(), &ids)
        .await?
        .into_iter()
        .filter(|one| one.public);
    Ok(found
        .map(|one| (one.name.clone(), format!("/{}{}", t.locale, path(one.id, &one.name))))
        .collect())
}

async fn came_of_it(
    database: &Database,
    whose: crate::organisations::model::OrganisationId,
    content: &Content,
    (region, t): (&Region, T),
) -> Result<Vec<(String, String, Option<String>)>, DatabaseError> {
    if content.outcomes.is_empty() {
        return Ok(Vec::new());
    }
    let found = outcomes::confirmed_by_id(database.reader(), whose).await?.into_iter();
    let linked = found.filter(|(id, _)| content.outcomes.contains(id));
    let lines = linked.map(|(_, public)| outcomes::line(public, region, t));
    Ok(lines.map(|line| (line.text, line.side, line.href)).collect())
}

/// An adoption as everybody may see it.
pub(super) struct Took {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) side: String,
    pub(super) lang: Option<&'static str>,
    pub(super) changed: Vec<String>,
    pub(super) cost: String,
    pub(super) result: Vec<String>,
}

pub(super) fn took(one: &Adoption, region: &Region, t: T) -> Took {
    let taken = &one.taken;
    let since = taken.since.map(|day| {
        let from = t.month_year(day);
        t.with("practice-since", &[("from", from.as_str().into())]).into_owned()
    });
    let place = place(&taken.municipality, &taken.territory, region, t);
    let cost = taken.cost.map(|cost| t.term("practice-cost", cost.code()).into_owned());
    let text = Some(taken.cost_text.clone()).filter(|text| !text.is_empty());
    Took {
        name: one.name.clone(),
        href: format!("/{}{}", t.locale, path(one.adopter, &one.name)),
        side: [Some(place), since]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        lang: other(one.language, t),
        changed: paragraphs(&taken.changed),
        cost: [cost, text].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        result: paragraphs(&taken.result),
    }
}
