//! Drafts for programs, with a person's session standing in for their token where only reading is asked.

use passerelle::platform::access::Level;
use serde_json::json;
use testkit::{App, suite};

use super::{founder, ready};

suite!(reading_and_not_writing);

async fn reading_and_not_writing(app: App) {
    let client = founder(&app).await;
    let draft = ready(&client, "Atelier Nova").await;
    let path = format!("/api/v1/drafts/{draft}");
    let read = client.get(&path).await.expect(200);
    assert_eq!(read.header("etag"), "\"4\"");
    assert_eq!(read.json()["dossier"]["name"], "Atelier Nova");
    assert_eq!(read.header("cache-control"), "no-store");
    app.client().get(&path).await.assert_problem("unauthenticated");
    let other = app.person("other@example.org").signed_in(Level::Two).await;
    other.get(&path).await.assert_problem("notFound");
    // A cookie never writes in the API: that takes a token.
    client
        .post_json("/api/v1/drafts", &json!({}))
        .await
        .assert_problem("unauthenticated");
}
