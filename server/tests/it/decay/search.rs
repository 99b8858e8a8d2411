//! What is all stale leaves the usual search as time passes, and is back at once. Nobody writes a row for it.

use std::sync::Arc;
use std::time::Duration;

use passerelle::platform::clock::{DAY, start_of};
use testkit::{App, organisation, suite};

use super::{Firm, NAME};
use crate::directory::found;

suite!(
    leaves_and_is_back_by_a_link,
    leaves_and_is_back_by_its_register,
    a_running_server_learns_it,
    the_day_turns_in_the_region,
    its_page_says_what_is_stale,
    figures_by_territory,
);

/// What the usual search finds; how many are stale beside, by facet and by search.
async fn seen(app: &App) -> (Vec<String>, u64, usize) {
    let (names, _) = found(app, "").await;
    let facets = app.client().get("/api/v1/facets").await.json();
    let stale = facets["facets"]["age"]["stale"].as_u64().unwrap_or_default();
    let (outdated, _) = found(app, "?age=stale").await;
    (names, stale, outdated.len())
}

async fn leaves_and_is_back_by_a_link(app: App) {
    let firm = Firm::new(app).await;
    assert_eq!(seen(&firm.app).await, (vec![NAME.to_owned()], 0, 0));
    // The register held until the 24th of October.
    firm.on("2027-10-24");
    firm.app.settle().await;
    assert_eq!(seen(&firm.app).await, (vec![NAME.to_owned()], 0, 0));
    let link = firm.asked("2027-10-25").await;
    firm.app.settle().await;
    assert_eq!(seen(&firm.app).await, (vec![], 1, 1));
    assert_eq!(
        found(&firm.app, "?age=all").await.0,
        [NAME],
        "one click adds it to the others"
    );
    let filters = firm
        .app
        .client()
        .get("/en/organisations")
        .await
        .expect(200)
        .page()
        .text("#filters");
    assert!(filters.contains("Stale entries, too 1"), "{filters}");
    let at = format!("/de/organisations/{}/bruckenbau-saar", firm.id);
    let page = firm.app.client().get(&at).await;
    let page = if page.status == 301 {
        firm.app.client().get(&page.header("location")).await
    } else {
        page
    };
    assert!(page.expect(200).page().has("p.notice"), "its page stays and says so");
    firm.app.client().post_form(&link, &[]).await.expect(303);
    firm.app.settle().await;
    assert_eq!(seen(&firm.app).await, (vec![NAME.to_owned()], 0, 0), "back at once");
    firm.app.rebuild().await;
    assert_eq!(seen(&firm.app).await, (vec![NAME.to_owned()], 0, 0));
}

async fn leaves_and_is_back_by_its_register(app: App) {
    app.add([organisation("Altwerk"), organisation("Neuwerk").as_of("2026-11-20")])
        .await;
    let noon = start_of("2027-11-01".parse().unwrap()) + DAY / 2;
    app.clock().advance(noon - app.clock().now());
    app.settle().await;
    assert_eq!(seen(&app).await, (vec!["Neuwerk".to_owned()], 1, 1));
    // The same record read again, of a later day.
    app.add([organisation("Altwerk").as_of("2027-10-30")]).await;
    let (mut names, stale, outdated) = seen(&app).await;
    names.sort();
    assert_eq!(
        (names, stale, outdated),
        (vec!["Altwerk".to_owned(), "Neuwerk".to_owned()], 0, 0)
    );
}

async fn a_running_server_learns_it(app: App) {
    app.add([organisation("Altwerk")]).await;
    let following = tokio::spawn(Arc::clone(&app.state.directory).follow());
    app.clock().advance(400 * DAY);
    let left = async {
        while seen(&app).await != (vec![], 1, 1) {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), left).await.unwrap();
    following.abort();
}

async fn the_day_turns_in_the_region(app: App) {
    app.add([organisation("Altwerk")]).await;
    // Its last day is the 24th of October 2027; there summer time lasts until the 31st.
    let midnight = start_of("2027-10-25".parse().unwrap()) - 2 * DAY / 24;
    app.clock().advance(midnight - 60_000_000 - app.clock().now());
    app.settle().await;
    assert_eq!(seen(&app).await.1, 0);
    app.clock().advance(120_000_000);
    app.settle().await;
    assert_eq!(
        seen(&app).await,
        (vec![], 1, 1),
        "two hours before it is midnight in Greenwich"
    );
}

async fn its_page_says_what_is_stale(app: App) {
    let firm = Firm::new(app).await;
    let read = async |day: &str| {
        firm.on(day);
        let page = firm.app.client().get(&format!("/de/organisations/{}", firm.id)).await;
        firm.app.client().get(&page.header("location")).await.expect(200).page()
    };
    assert!(!read("2026-11-24").await.has("p.notice"));
    // The mail address, said last, holds longest.
    assert!(
        !read("2027-05-01").await.has("p.notice"),
        "one way to reach it still holds"
    );
    let page = read("2027-05-02").await;
    assert_eq!(page.text("p.notice"), "Veraltet: Kontakt (seit 02.05.2027).");
    assert!(page.has(".fact.is-stale .provenance-age"));
    let page = read("2027-10-25").await;
    assert!(page.text("p.notice").contains("24. Oktober 2026") || page.text("p.notice").contains("November 2026"));
}

async fn figures_by_territory(app: App) {
    app.add([
        organisation("Jung").as_of("2026-11-14"),
        organisation("Alt").as_of("2025-01-01"),
        organisation("Mittel").as_of("2026-11-04"),
        organisation("Lorrain").territory("LOR").as_of("2026-11-23"),
        organisation("Nur im Register").registered(),
    ])
    .await;
    let told = app.client().get("/api/v1/figures").await.json();
    assert_eq!(
        (&told["organisations"], &told["stale"], &told["registered"]),
        (&4.into(), &1.into(), &1.into())
    );
    let of = |code: &str| {
        let all = told["territories"].as_array().unwrap().iter();
        all.clone().find(|of| of["code"] == code).unwrap().clone()
    };
    let saar = of("SAR");
    assert_eq!(
        (&saar["organisations"], &saar["medianAgeDays"], &saar["stale"]),
        (&3.into(), &20.into(), &1.into())
    );
    assert_eq!(of("LOR")["medianAgeDays"], 1);
    assert!(of("LU").get("medianAgeDays").is_none(), "of nothing there is no middle");
    let page = app.client().get("/de").await.expect(200).page();
    assert!(
        page.text("#territories").contains("20 Tage"),
        "{}",
        page.text("#territories")
    );
    app.clock().advance(10 * DAY);
    let told = app.client().get("/api/v1/figures").await.json();
    assert_eq!(
        told["territories"]
            .as_array()
            .unwrap()
            .iter()
            .find(|of| of["code"] == "SAR")
            .unwrap()["medianAgeDays"],
        30
    );
}
