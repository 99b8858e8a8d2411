//! `fsck`: silent about what is right, and it finds each thing somebody changed by hand.

use testkit::{App, Backend, report, suite};

use super::with_one;

suite!(nothing_to_say, each_change_is_found, the_hash_of_the_content);

async fn nothing_to_say(app: App) {
    assert_eq!(app.broken().await, [""; 0], "an empty one");
    let path = with_one(&app).await;
    let body = serde_json::to_value(report("They moved to Metz.")).unwrap();
    app.client()
        .post_json(&format!("/api/v1{path}/reports"), &body)
        .await
        .expect(201);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn each_change_is_found(app: App) {
    let path = with_one(&app).await;
    let body = serde_json::to_value(report("They moved to Metz.")).unwrap();
    app.client()
        .post_json(&format!("/api/v1{path}/reports"), &body)
        .await
        .expect(201);
    for (change, undo, found) in [
        (
            "territory = 'LOR'",
            "territory = 'SAR'",
            "rows are what the rules compute",
        ),
        (
            "legal_status = 'ceased'",
            "legal_status = 'active'",
            "rows are what the rules compute",
        ),
        (
            "stale_at = stale_at + 1",
            "stale_at = stale_at - 1",
            "rows are what the rules compute",
        ),
        (
            "home_chamber = NULL",
            "home_chamber = 'ihk-saarland'",
            "listed ones have a home chamber",
        ),
    ] {
        app.tamper(&format!("UPDATE organisation SET {change}")).await.unwrap();
        assert_eq!(app.broken().await, [found], "{change}");
        app.tamper(&format!("UPDATE organisation SET {undo}")).await.unwrap();
    }
    let other = match app.backend() {
        Backend::Sqlite => "x'00000000000000000000000000000007'",
        Backend::Postgres => "'00000000-0000-0000-0000-000000000007'",
    };
    app.tamper(&format!("UPDATE register_record SET run_id = {other}"))
        .await
        .unwrap();
    assert_eq!(app.broken().await, ["records belong to a run"]);
    app.tamper("UPDATE register_record SET run_id = (SELECT id FROM import_run)")
        .await
        .unwrap();
    app.tamper(&format!("UPDATE organisation SET root_id = {other}"))
        .await
        .unwrap();
    assert_eq!(app.broken().await, ["rows belong to an organisation"]);
    app.tamper("UPDATE organisation SET root_id = id").await.unwrap();
    app.tamper("DELETE FROM report").await.unwrap();
    assert_eq!(app.broken().await, ["each report has its journal entry"]);
}

async fn the_hash_of_the_content(app: App) {
    with_one(&app).await;
    let hash = app.content().await;
    let other = App::spawn(app.backend()).await;
    other.clock().advance(1_000_000);
    other.clock().id();
    with_one(&other).await;
    assert_eq!(other.content().await, hash, "ids and times play no part");
    app.tamper("UPDATE fact SET value = 'Baut Tunnel.' WHERE field = 'summary'")
        .await
        .unwrap();
    assert_ne!(app.content().await, hash);
}
