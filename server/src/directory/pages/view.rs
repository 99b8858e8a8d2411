//! The parts of the page around facets and hits: title, addresses, order, pages, what to do where nothing is found, the map.

use super::Reader;
use super::filters::{Chip, registered, without_filters};
use crate::directory::asked::{Asked, Order};
use crate::directory::facets::{ALL, Facet};
use crate::directory::find::Found;
use crate::platform::region::OUTSIDE;
use crate::platform::web::{Drawing, Island, Result};

/// A field that a form carries on unseen.
pub(super) type Hidden = Vec<(&'static str, String)>;

/// An order in the choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OrderChoice {
    pub code: &'static str,
    pub name: String,
    pub chosen: bool,
}

/// Where no hit is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Nothing {
    /// Whether the directory itself is empty.
    pub empty: bool,
    /// Ways out: what each says and where it leads.
    pub ways: Vec<Chip>,
}

/// Everything around facets and hits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct View {
    pub title: String,
    pub count: String,
    pub took: String,
    pub text: String,
    pub action: String,
    /// What the form of the search carries on.
    pub with_search: Hidden,
    /// What the form of the facets carries on.
    pub with_facets: Hidden,
    /// What the form of the order carries on.
    pub with_order: Hidden,
    pub orders: Vec<OrderChoice>,
    pub table: bool,
    pub list_href: String,
    pub table_href: String,
    pub csv_href: String,
    pub xlsx_href: String,
    pub chips: Vec<Chip>,
    pub clear_href: String,
    pub corrected: Vec<String>,
    pub nothing: Option<Nothing>,
    pub first_href: Option<String>,
    pub next_href: Option<String>,
}

/// Puts it together.
pub(super) fn view(asked: &Asked, found: &Found, chips: Vec<Chip>, reader: Reader<'_>) -> View {
    let t = reader.t;
    let first = asked.first_page();
    let title = if asked.text.is_empty() {
        t.get("directory-title").into_owned()
    } else {
        t.with("directory-title-for", &[("text", asked.text.as_str().into())])
            .into_owned()
    };
    let download = |kind: &str| format!("/{}/organisations.{kind}{}", t.locale, download_query(&first));
    let facets = Facet::ALL.map(Facet::code);
    View {
        title,
        count: t.with("directory-count", &[("count", found.total.into())]).into_owned(),
        took: took(found, reader),
        text: asked.text.clone(),
        action: reader.href(&Asked::default()),
        with_search: carried(&first, &["q", "sort"]),
        with_facets: carried(&first, &facets),
        with_order: carried(&first, &["sort"]),
        orders: orders(asked, reader),
        table: asked.table,
        list_href: reader.href(&Asked {
            table: false,
            ..first.clone()
        }),
        table_href: reader.href(&Asked {
            table: true,
            ..first.clone()
        }),
        csv_href: download("csv"),
        xlsx_href: download("xlsx"),
        clear_href: reader.href(&without_filters(asked)),
        corrected: corrected(found, reader),
        nothing: (found.total == 0).then(|| nothing(asked, found, &chips, reader)),
        chips,
        first_href: asked.cursor.is_some().then(|| reader.href(&first)),
        next_href: found.next.clone().map(|cursor| {
            let next = Asked {
                cursor: Some(cursor),
                ..asked.clone()
            };
            reader.href(&next)
        }),
    }
}

/// The question's fields without those the form itself holds.
fn carried(asked: &Asked, own: &[&str]) -> Hidden {
    asked
        .pairs()
        .into_iter()
        .filter(|(name, _)| !own.contains(name))
        .collect()
}

/// A file has all rows: size of a page and view play no part.
fn download_query(asked: &Asked) -> String {
    Asked {
        limit: None,
        table: false,
        ..asked.clone()
    }
    .query_string()
}

fn took(found: &Found, reader: Reader<'_>) -> String {
    let millis = u64::try_from(found.took.as_millis()).unwrap_or(u64::MAX).max(1);
    reader
        .t
        .with("directory-took", &[("millis", millis.into())])
        .into_owned()
}

/// By relevance only where there are words.
fn orders(asked: &Asked, reader: Reader<'_>) -> Vec<OrderChoice> {
    let fits = |order: &Order| *order != Order::Relevance || !asked.text.is_empty();
    let choice = |order: Order| OrderChoice {
        code: order.code(),
        name: reader.t.term("order", order.code()).into_owned(),
        chosen: order == asked.order(),
    };
    Order::ALL.into_iter().filter(fits).map(choice).collect()
}

/// "No X found; showing results for Y", a sentence a word.
fn corrected(found: &Found, reader: Reader<'_>) -> Vec<String> {
    let sentence = |(typed, searched): &(String, String)| {
        let words = [("typed", typed.as_str().into()), ("searched", searched.as_str().into())];
        reader.t.with("directory-corrected", &words).into_owned()
    };
    found.corrected.iter().map(sentence).collect()
}

fn nothing(asked: &Asked, found: &Found, chips: &[Chip], reader: Reader<'_>) -> Nothing {
    let t = reader.t;
    let without = |chip: &Chip| Chip {
        text: t
            .with("directory-without", &[("filter", chip.text.as_str().into())])
            .into_owned(),
        href: chip.href.clone(),
    };
    let mut ways: Vec<Chip> = chips.iter().map(without).collect();
    if chips.len() > 1 {
        ways.push(Chip {
            text: t.get("directory-without-filters").into_owned(),
            href: reader.href(&without_filters(asked)),
        });
    }
    let count = registered(&found.facets);
    let all = asked.choosing(Facet::Standing, &[ALL]);
    if count > 0 && all != asked.first_page() {
        ways.push(Chip {
            text: t
                .with("directory-in-all-registered", &[("count", count.into())])
                .into_owned(),
            href: reader.href(&all),
        });
    }
    if !asked.text.is_empty() {
        ways.push(Chip {
            text: t.get("directory-without-words").into_owned(),
            href: reader.href(&Asked {
                text: String::new(),
                sort: None,
                ..asked.first_page()
            }),
        });
    }
    Nothing {
        empty: ways.is_empty(),
        ways,
    }
}

/// The map with the number of each territory; a click chooses it or takes it back.
pub(super) fn map(asked: &Asked, found: &Found, reader: Reader<'_>) -> Result<String> {
    let mut drawing = Drawing::new(reader.region, reader.t).towns();
    let territories = found.facets.iter().find(|counts| counts.facet == Facet::Territory);
    let values = territories.map(|counts| counts.values.as_slice()).unwrap_or_default();
    for (code, count, chosen) in values.iter().filter(|(code, ..)| code != OUTSIDE) {
        drawing = drawing.figure(code, *count, reader.href(&asked.toggled(Facet::Territory, code)));
        if *chosen {
            drawing = drawing.chosen(code);
        }
    }
    // The island adds `view`, the part it shows, and the points need neither order nor page.
    let plain = Asked {
        table: false,
        sort: None,
        limit: None,
        ..asked.first_page()
    };
    let island = Island {
        points: Some(format!("/api/v1/organisations/points{}", plain.query_string())),
        bbox: asked
            .bbox
            .map(|[south, west, north, east]| [west, south, east, north].map(decimal)),
    };
    drawing.island(island).render()
}

/// The number as it is written, not its nearest binary neighbour.
fn decimal(degrees: f32) -> f64 {
    degrees.to_string().parse().unwrap_or_else(|_| f64::from(degrees))
}
