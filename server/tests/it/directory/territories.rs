//! Organisations with places on two sides of a border: counted in each territory, in the total once.

use std::collections::{BTreeMap, BTreeSet};

use passerelle::organisations::queries::figures;
use passerelle::platform::access::{self, Action, Actor};
use serde_json::Value;
use testkit::{App, Builder, organisation, suite};

use super::found;

suite!(
    found_on_both_sides,
    sums_and_totals_agree,
    a_court_stands_for_a_seat_nobody_states,
    files_and_api_name_all,
    recomputed_where_a_row_is_wrong
);

/// Seated in Metz, at work in Saarbrücken; a third place was struck off.
fn across() -> Builder {
    organisation("Frontalier SA")
        .territory("LOR")
        .establishment("SAR")
        .establishment("RLP")
        .struck_off("2025-01-01")
}

async fn found_on_both_sides(app: App) {
    app.add([
        across(),
        organisation("Saarwerk"),
        organisation("Pariser Haus")
            .seat("FR", "75001", "Paris")
            .establishment("WAL"),
    ])
    .await;
    for (query, expected) in [
        ("?territory=LOR", vec!["Frontalier SA"]),
        ("?territory=SAR", vec!["Frontalier SA", "Saarwerk"]),
        ("?territory=RLP", vec![]),
        ("?territory=WAL", vec!["Pariser Haus"]),
        ("?territory=outside", vec!["Pariser Haus"]),
        ("?territory=LOR&territory=SAR", vec!["Frontalier SA", "Saarwerk"]),
        ("", vec!["Frontalier SA", "Pariser Haus", "Saarwerk"]),
    ] {
        assert_eq!(found(&app, query).await.0, expected, "{query}");
    }
    let page = app
        .client()
        .get("/en/organisations?territory=SAR")
        .await
        .expect(200)
        .page();
    assert!(
        page.text("main").contains("an establishment (Saarland)"),
        "the hit says why it is there"
    );
    let page = app
        .client()
        .get("/en/organisations?territory=LOR")
        .await
        .expect(200)
        .page();
    assert!(!page.text("main").contains("an establishment ("));
    let id = app.id("Frontalier SA").await;
    let page = app
        .client()
        .get(&format!("/en/organisations/{id}/frontalier-sa"))
        .await
        .expect(200)
        .page();
    let text = page.text("main aside");
    assert!(
        text.contains("Counts in several territories: Lorraine, Saarland."),
        "{text}"
    );
    assert!(text.contains("66111 Saarbrücken, Germany · Saarland"), "{text}");
}

/// Eighty organisations by chance: what the test counts itself is what index, pages and figures say.
async fn sums_and_totals_agree(app: App) {
    let codes = ["SAR", "RLP", "LOR", "LU", "WAL", "DG", "outside"];
    let mut chance = 20_261_128_u64;
    let mut next = |most: usize| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(chance >> 33).unwrap() % most
    };
    let mut all = Vec::new();
    let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
    let mut inside = 0;
    for number in 0..80 {
        let seat = codes[next(codes.len())];
        let mut territories = BTreeSet::from([seat]);
        let mut one = organisation(&format!("Werk {number}")).territory(seat);
        for _ in 0..next(5) {
            let code = codes[next(codes.len())];
            one = one.establishment(code);
            if next(4) == 0 {
                one = one.struck_off("2024-05-06");
            } else if code != "outside" {
                territories.insert(code);
            }
        }
        for territory in &territories {
            *expected.entry(territory).or_default() += 1;
        }
        inside += usize::from(territories != BTreeSet::from(["outside"]));
        all.push(one);
    }
    app.add(all).await;
    let facets = app.client().get("/api/v1/facets").await.json();
    assert_eq!(facets["total"], inside);
    for code in codes {
        let count = expected.get(code).copied().unwrap_or_default();
        assert_eq!(facets["facets"]["territory"][code], count, "{code}");
        let (_, answer) = found(&app, &format!("?territory={code}&limit=200")).await;
        assert_eq!(answer["total"], count, "{code}");
        for item in answer["items"].as_array().unwrap() {
            assert!(
                item["territories"].as_array().unwrap().contains(&Value::from(code)),
                "{item}"
            );
        }
    }
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let counted = figures(&scope, app.database(), app.clock().today()).await.unwrap();
    assert_eq!(usize::try_from(counted.organisations).unwrap(), inside);
    let territories: BTreeMap<&str, usize> = counted
        .territories
        .iter()
        .map(|one| (one.code.as_str(), usize::try_from(one.organisations).unwrap()))
        .collect();
    expected.remove("outside");
    assert_eq!(territories, expected);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_court_stands_for_a_seat_nobody_states(app: App) {
    let registered = |name: &str, entry: &str| organisation(name).without_seat().identifier("de_hr", entry);
    app.add([
        registered("Saargesellschaft", "Saarbrücken HRB 12345"),
        registered("Weinhaus", "Bad Kreuznach HRB 7 KI"),
        registered("Fernhandel", "Hamburg HRB 12345"),
        organisation("Sitzend")
            .territory("LU")
            .identifier("de_hr", "Saarbrücken HRB 9"),
    ])
    .await;
    assert_eq!(found(&app, "?territory=SAR").await.0, ["Saargesellschaft"]);
    assert_eq!(found(&app, "?territory=RLP").await.0, ["Weinhaus"]);
    assert_eq!(found(&app, "?territory=LU").await.0, ["Sitzend"]);
    assert_eq!(found(&app, "?territory=outside").await.0, ["Fernhandel"]);
    let id = app.id("Saargesellschaft").await;
    let page = app
        .client()
        .get(&format!("/de/organisations/{id}/saargesellschaft"))
        .await
        .expect(200)
        .page();
    assert!(
        page.text("main aside")
            .contains("Beim Amtsgericht Saarbrücken eingetragen")
    );
    let api = app.client().get(&format!("/api/v1/organisations/{id}")).await.json();
    assert_eq!(
        (&api["territory"], &api["territoryBy"]),
        (&"SAR".into(), &"court".into())
    );
    let id = app.id("Sitzend").await;
    let api = app.client().get(&format!("/api/v1/organisations/{id}")).await.json();
    assert_eq!((&api["territory"], &api["territoryBy"]), (&"LU".into(), &"seat".into()));
}

async fn files_and_api_name_all(app: App) {
    app.add([across()]).await;
    let id = app.id("Frontalier SA").await;
    let api = app.client().get(&format!("/api/v1/organisations/{id}")).await.json();
    assert_eq!(api["territories"], serde_json::json!(["LOR", "SAR"]));
    let text = app.client().get("/fr/organisations.csv").await.expect(200).text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(
        head.iter().next_back(),
        Some("Territoires du siège et des établissements")
    );
    assert_eq!(row.iter().next_back(), Some("Lorraine, Sarre"));
}

/// Rows of an earlier version or another list of places are mended without reading a register again.
async fn recomputed_where_a_row_is_wrong(app: App) {
    use passerelle::organisations::bulk::{Recomputed, recompute};
    use passerelle::platform::access::Purpose;

    app.add([
        across(),
        organisation("Saarwerk"),
        organisation("Trierwerk").territory("RLP"),
    ])
    .await;
    let actor = Actor::system(Purpose::Import);
    let again = || recompute(app.journal(), &app.state.web.region, &actor, |_, _| ());
    let nothing = Recomputed { seen: 3, changed: 0 };
    assert_eq!(again().await.unwrap(), nothing, "what is right is left alone");
    let content = app.content().await;
    app.tamper("UPDATE organisation SET territories = territory, territory = 'outside' WHERE name = 'Frontalier SA'")
        .await
        .unwrap();
    app.tamper("UPDATE place SET latitude = 1.5, territory = 'outside' WHERE municipality = 'Trier'")
        .await
        .unwrap();
    assert_eq!(app.broken().await, ["rows are what the rules compute"]);
    assert_eq!(again().await.unwrap(), Recomputed { seen: 3, changed: 2 });
    assert_eq!(again().await.unwrap(), nothing);
    app.settle().await;
    assert_eq!(app.broken().await, [""; 0]);
    assert_eq!(app.content().await, content);
    assert_eq!(found(&app, "?territory=SAR").await.0, ["Frontalier SA", "Saarwerk"]);
    assert!(app.verify().await.first_bad.is_none());
}
