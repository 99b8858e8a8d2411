//! The page's parts from hand-made answers, on the pack of the binary.

use std::time::Duration;

use super::Reader;
use super::filters::{chips, facets, without_filters};
use super::view::view;
use crate::directory::asked::{Asked, Order};
use crate::directory::facets::{ALL, Facet};
use crate::directory::find::{FacetCounts, Found};
use crate::platform::region::{Region, Source};
use crate::platform::texts::{Locale, T};

fn region() -> Region {
    Region::load(Source::Embedded).unwrap()
}

fn reader(region: &Region) -> Reader<'_> {
    Reader {
        region,
        t: T::new(Locale::En),
        today: "2026-11-24".parse().unwrap(),
    }
}

/// Counts of a facet: the same number for each value.
fn found(region: &Region, asked: &Asked, total: u64, each: u64) -> Found {
    let counts = |facet: Facet| FacetCounts {
        facet,
        values: facet
            .codes(region)
            .into_iter()
            .map(|code| {
                let chosen = asked.of(facet).contains(&code);
                (code, each, chosen)
            })
            .collect(),
    };
    Found {
        total,
        hits: Vec::new(),
        facets: Facet::ALL.map(counts).into(),
        corrected: vec![("bangue".into(), "banque".into())],
        next: Some("c&1".into()),
        took: Duration::from_micros(300),
    }
}

#[test]
fn each_chip_takes_one_filter_away_and_keeps_the_rest() {
    let region = region();
    let asked = Asked {
        text: "a".into(),
        bbox: Some([49.0, 6.0, 50.0, 7.5]),
        cursor: Some("x".into()),
        ..Asked::default()
    };
    let asked = asked.toggled(Facet::Kind, "sme").toggled(Facet::Kind, "startup");
    let hrefs: Vec<String> = chips(&asked, reader(&region))
        .into_iter()
        .map(|chip| chip.href)
        .collect();
    assert_eq!(
        hrefs,
        [
            "/en/organisations?q=a&kind=startup&bbox=6%2C49%2C7.5%2C50",
            "/en/organisations?q=a&kind=sme&bbox=6%2C49%2C7.5%2C50",
            "/en/organisations?q=a&kind=sme&kind=startup",
        ]
    );
    assert_eq!(without_filters(&asked).query_string(), "?q=a");
}

#[test]
fn all_registered_is_one_chip_and_three_checked_boxes() {
    let region = region();
    for codes in [&[ALL][..], &["listed", "member", "registered"]] {
        let asked = Asked::default().choosing(Facet::Standing, codes);
        let found = found(&region, &asked, 9, 3);
        assert_eq!(chips(&asked, reader(&region)).len(), 1, "{codes:?}");
        let all = facets(&found.facets, &asked, reader(&region));
        let standing = all.iter().find(|facet| facet.code == "standing").unwrap();
        assert_eq!(standing.values.iter().filter(|value| value.chosen).count(), 3);
        assert_eq!(standing.all, None);
        assert_eq!(standing.hint, None);
    }
    let asked = Asked::default();
    let all = facets(&found(&region, &asked, 9, 3).facets, &asked, reader(&region));
    let standing = all.iter().find(|facet| facet.code == "standing").unwrap();
    let link = ["/en/organisations?standing=all", "All registered companies", "9"].map(str::to_owned);
    assert_eq!(standing.all, Some(link.into()));
    assert!(standing.hint.is_some());
}

#[test]
fn long_facets_show_the_larger_and_the_chosen() {
    let region = region();
    let last = region.divisions.last().unwrap().code.clone();
    let asked = Asked::default().toggled(Facet::Nace, &last);
    let all = facets(&found(&region, &asked, 9, 3).facets, &asked, reader(&region));
    let nace = all.iter().find(|facet| facet.code == "nace").unwrap();
    assert_eq!(nace.values.len(), 9);
    assert_eq!(nace.values.len() + nace.more.len(), region.divisions.len());
    assert!(nace.values.iter().any(|value| value.code == last && value.chosen));
    let none = facets(&found(&region, &asked, 0, 0).facets, &asked, reader(&region));
    let nace = none.iter().find(|facet| facet.code == "nace").unwrap();
    assert_eq!(
        nace.values.len(),
        1,
        "empty divisions are left out, the chosen one stays"
    );
}

#[test]
fn forms_and_addresses_carry_the_question() {
    let region = region();
    let asked = Asked {
        text: "a".into(),
        sort: Some(Order::Age),
        table: true,
        limit: Some(50),
        cursor: Some("x".into()),
        ..Asked::default()
    };
    let asked = Asked {
        cursor: asked.cursor.clone(),
        ..asked.toggled(Facet::Territory, "SAR")
    };
    let view = view(&asked, &found(&region, &asked, 60, 1), Vec::new(), reader(&region));
    let names = |hidden: &[(&'static str, String)]| hidden.iter().map(|(name, _)| *name).collect::<Vec<_>>();
    assert_eq!(names(&view.with_search), ["territory", "view", "limit"]);
    assert_eq!(names(&view.with_facets), ["q", "sort", "view", "limit"]);
    assert_eq!(names(&view.with_order), ["q", "territory", "view", "limit"]);
    assert_eq!(view.csv_href, "/en/organisations.csv?q=a&territory=SAR&sort=age");
    let first = "/en/organisations?q=a&territory=SAR&sort=age&view=table&limit=50";
    assert_eq!(view.first_href.as_deref(), Some(first));
    assert_eq!(view.next_href, Some(format!("{first}&cursor=c%261")));
    assert_eq!(view.took, "in 1 ms");
    assert_eq!(
        view.corrected,
        ["Nothing was found for “bangue”; these are the results for “banque”."]
    );
    assert_eq!(view.nothing, None);
}

#[test]
fn an_empty_result_offers_what_would_help() {
    let region = region();
    let ways = |asked: &Asked, each: u64| {
        let found = found(&region, asked, 0, each);
        let nothing = view(asked, &found, chips(asked, reader(&region)), reader(&region)).nothing;
        let nothing = nothing.unwrap();
        let texts: Vec<String> = nothing.ways.into_iter().map(|way| way.text).collect();
        (nothing.empty, texts)
    };
    assert_eq!(ways(&Asked::default(), 0), (true, Vec::new()));
    let asked = Asked::default()
        .toggled(Facet::Territory, "SAR")
        .toggled(Facet::Territory, "LOR");
    assert_eq!(ways(&asked, 0), (false, vec!["Search without any filter".to_owned()]));
    let (_, helped) = ways(&asked, 2);
    assert_eq!(
        helped,
        [
            "Search without “Lorraine, Saarland”",
            "Search without any filter",
            "Search among all registered companies: 6 hits",
        ]
    );
}
