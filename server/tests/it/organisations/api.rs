//! An organisation as JSON.

use testkit::{App, organisation, suite};

use super::with_one;

suite!(looks_like_this, its_tag_is_its_version);

async fn looks_like_this(app: App) {
    let path = with_one(&app).await;
    let json = app.client().get(&format!("/api/v1{path}")).await.json();
    // Ids are seeded: both databases say the same, byte by byte.
    insta::assert_json_snapshot!("organisation", json);
}

async fn its_tag_is_its_version(app: App) {
    let path = format!("/api/v1{}", with_one(&app).await);
    let tag = app.client().get(&path).await.expect(200).header("etag");
    assert_eq!(tag, "\"1\"");
    app.client().with("if-none-match", &tag).get(&path).await.expect(304);
    app.add([organisation("Brückenbau Saar & Söhne GmbH").kind("startup")])
        .await;
    let changed = app.client().with("if-none-match", &tag).get(&path).await.expect(200);
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(changed.json()["kind"], "startup");
}
