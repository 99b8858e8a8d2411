//! The index as a reader of the journal: it sees every change, and one that is built anew finds the same.

use passerelle::platform::clock::DAY;
use testkit::{App, organisation, suite};

use super::{found, ten};

suite!(
    it_follows,
    replay_is_harmless,
    built_anew_it_finds_the_same,
    it_ages,
    points_of_the_map
);

async fn it_follows(app: App) {
    app.add([organisation("Altwerk")]).await;
    assert_eq!(found(&app, "?q=Altwerk").await.0, ["Altwerk"]);
    app.add([organisation("Altwerk").name("Neuwerk", None)]).await;
    assert_eq!(found(&app, "?q=Neuwerk").await.0, ["Neuwerk"]);
    assert_eq!(found(&app, "?q=Altwerk").await.0, [""; 0]);
    let head = passerelle::platform::journal::head(app.database().reader())
        .await
        .unwrap();
    assert_eq!(i64::try_from(app.state.directory.position()).unwrap(), head);
}

async fn replay_is_harmless(app: App) {
    app.add(ten()).await;
    let (before, _) = found(&app, "?standing=all&sort=name").await;
    app.settle().await;
    app.settle().await;
    assert_eq!(found(&app, "?standing=all&sort=name").await.0, before);
}

async fn built_anew_it_finds_the_same(app: App) {
    for one in ten() {
        app.add([one]).await;
    }
    let path = "?standing=all&territory=all&status=all&age=all&sort=name";
    let (before, _) = found(&app, path).await;
    let facets = app.client().get(&format!("/api/v1/facets{path}")).await.json();
    assert_eq!(before.len(), 10);
    app.rebuild().await;
    assert_eq!(found(&app, path).await.0, before);
    assert_eq!(app.client().get(&format!("/api/v1/facets{path}")).await.json(), facets);
    app.add([organisation("Spätwerk")]).await;
    assert_eq!(
        found(&app, "?q=Spätwerk").await.0,
        ["Spätwerk"],
        "the new one follows on"
    );
}

async fn it_ages(app: App) {
    app.add([organisation("Werk").as_of("2026-10-24")]).await;
    assert_eq!(found(&app, "?age=fresh").await.0, ["Werk"]);
    app.clock().advance(200 * DAY);
    app.settle().await;
    assert_eq!(found(&app, "?age=ageing").await.0, ["Werk"]);
    app.clock().advance(2000 * DAY);
    app.settle().await;
    assert_eq!(
        found(&app, "").await.0,
        [""; 0],
        "stale ones are left out unless asked for"
    );
    assert_eq!(found(&app, "?age=stale").await.0, ["Werk"]);
}

async fn points_of_the_map(app: App) {
    app.add(ten()).await;
    let all = app
        .client()
        .get("/api/v1/organisations/points?view=4,48,9,51&zoom=4")
        .await
        .json();
    let clusters = all["clusters"].as_array().unwrap();
    let count: u64 = clusters.iter().map(|mark| mark["count"].as_u64().unwrap()).sum();
    assert_eq!(count, 8);
    let alone = clusters.iter().find(|mark| mark["name"] == "Brückenbau Saar").unwrap();
    assert!(alone["href"].as_str().unwrap().contains("/organisations/"));
    for query in ["?view=1", "?view=4,48,9,51&zoom=99", "?x=1"] {
        app.client()
            .get(&format!("/api/v1/organisations/points{query}"))
            .await
            .assert_problem("malformed");
    }
}
