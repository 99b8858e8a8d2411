//! Tokens for programs: shown once, good for what they were made for, until they end.

use passerelle::platform::access::Level;
use testkit::{Answer, App, Client, organisation, report, suite};

use super::set_password;

suite!(
    is_shown_once_and_hashed,
    does_what_it_was_made_for,
    ends_by_time_and_by_hand,
    names_what_is_missing,
    ends_with_a_change_of_password,
);

const DAY: i64 = 86_400_000_000;

async fn make(client: &Client, scope: &str, days: &str) -> String {
    let fields = [("token", "Unsere Website"), ("scope", scope), ("days", days)];
    let made = client.post_form("/de/account/tokens", &fields).await.expect(200);
    made.page().text("#once code")
}

async fn use_it(app: &App, token: &str) -> Answer {
    let id = app.id("Holzbau").await;
    let body = serde_json::to_value(report("It is somewhere else")).unwrap();
    let program = app.client().with("authorization", &format!("Bearer {token}"));
    program
        .post_json(&format!("/api/v1/organisations/{id}/reports"), &body)
        .await
}

async fn is_shown_once_and_hashed(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let token = make(&client, "read", "365").await;
    assert!(
        token.starts_with("pas_pat_") && token.len() == "pas_pat_".len() + 43,
        "{token}"
    );
    let page = client.get("/de/account").await.expect(200);
    assert!(!page.text().contains(&token));
    assert_eq!(page.page().count("#tokens .held li"), 1);
    assert!(app.verify().await.valid);
}

async fn does_what_it_was_made_for(app: App) {
    app.add([organisation("Holzbau")]).await;
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let (reads, joins) = (make(&client, "read", "30").await, make(&client, "join", "30").await);
    use_it(&app, &joins).await.assert_problem("forbidden");
    use_it(&app, &reads).await.expect(201);
    use_it(&app, "pas_pat_nothing").await.expect(401);
    assert_eq!(
        app.count("SELECT count(*) FROM token WHERE used_at IS NOT NULL").await,
        2
    );
    let page = app.client().with("authorization", &format!("Bearer {reads}"));
    page.get("/de/account").await.expect(303);
}

async fn ends_by_time_and_by_hand(app: App) {
    app.add([organisation("Holzbau")]).await;
    let anna = app.person("anna@example.org").make().await;
    let client = app.signed_in(anna, Level::One).await;
    let (short, long) = (make(&client, "read", "1").await, make(&client, "read", "30").await);
    app.clock().advance(DAY);
    use_it(&app, &short).await.expect(401);
    use_it(&app, &long).await.expect(201);
    let client = app.signed_in(anna, Level::One).await;
    let end = client
        .get("/de/account")
        .await
        .page()
        .attribute("#tokens .held form", "action");
    let stranger = app.person("otto@example.org").signed_in(Level::One).await;
    stranger.post_form(&end, &[]).await.assert_problem("notFound");
    client
        .post_form(&end, &[])
        .await
        .assert_redirect("/de/account?saved=1#tokens");
    use_it(&app, &long).await.expect(401);
    client.post_form(&end, &[]).await.expect(404);
}

async fn names_what_is_missing(app: App) {
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    for (fields, wrong) in [
        (vec![("token", ""), ("scope", "read"), ("days", "9")], "token"),
        (vec![("token", "x"), ("days", "9")], "scopes"),
        (vec![("token", "x"), ("scope", "everything"), ("days", "9")], "scopes"),
        (vec![("token", "x"), ("scope", "read"), ("days", "366")], "days"),
        (vec![("token", "x"), ("scope", "read"), ("days", "0")], "days"),
    ] {
        let page = client.post_form("/de/account/tokens", &fields).await.expect(422).page();
        assert!(page.has(&format!(".error-summary a[href='#{wrong}']")), "{fields:?}");
    }
    let kept = [("token", "Unsere Website"), ("scope", "cases"), ("days", "9999")];
    let page = client.post_form("/de/account/tokens", &kept).await.expect(422).page();
    assert_eq!(page.attribute("#token", "value"), "Unsere Website");
    assert!(page.has("input[value=cases][checked]") && !page.has("input[value=read][checked]"));
    assert_eq!(app.count("SELECT count(*) FROM token").await, 0);
}

async fn ends_with_a_change_of_password(app: App) {
    app.add([organisation("Holzbau")]).await;
    let client = app.person("anna@example.org").signed_in(Level::One).await;
    let token = make(&client, "read", "30").await;
    set_password(&client).await;
    use_it(&app, &token).await.expect(401);
}
