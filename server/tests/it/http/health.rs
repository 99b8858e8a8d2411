//! What load balancers ask.

use testkit::{App, organisation, suite};

suite!(alive_and_ready, away_without_its_database);

async fn alive_and_ready(app: App) {
    for path in ["/health", "/health/live", "/health/ready"] {
        let answer = app.client().get(path).await.expect(200);
        assert_eq!(answer.json()["status"], "ok", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

async fn away_without_its_database(app: App) {
    app.add([organisation("Testwerk")]).await;
    app.client().get("/health/ready").await.expect(200);
    // A database that went away: its pools are closed under the running node.
    app.database().clone().close().await.unwrap();
    let away = app.client().get("/health/ready").await.expect(503);
    assert!(away.text().contains("database"), "{}", away.text());
    app.client().get("/health/live").await.expect(200);
    let page = app.client().get("/fr/organisations/00000000000000000000000000").await;
    page.assert_problem("unavailable");
    assert_eq!(page.header("retry-after"), "2");
}
