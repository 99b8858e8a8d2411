//! What a token may read, and that nobody learns of what is not theirs.

use passerelle::platform::access::{Level, Mandate};
use passerelle::platform::clock::DAY;
use serde_json::json;
use testkit::{App, suite};

use super::{act, adviser, case};

suite!(
    what_a_token_was_not_made_for_is_forbidden,
    what_is_foreign_is_not_there,
    lists_have_pages_and_filters,
);

async fn what_a_token_was_not_made_for_is_forbidden(app: App) {
    let case = case(&app, "Brückenfunk", None).await;
    let path = format!("/api/v1/cases/{case}");
    for scope in ["read", "join"] {
        act(&adviser(&app, scope).await, case, "assignments", 1, json!({}))
            .await
            .assert_problem("forbidden");
    }
    for scope in ["join", "cases"] {
        let client = adviser(&app, scope).await;
        client.get(&path).await.assert_problem("forbidden");
        client.get("/api/v1/cases").await.assert_problem("forbidden");
    }
    // As strong as the sign-in that made it: a mandate asks for two factors.
    let person = app.person("adviser@ihk.example").make().await;
    let weak = app.program(person, Level::One, "cases").await;
    let problem = act(&weak, case, "assignments", 1, json!({}))
        .await
        .assert_problem("stepUpRequired");
    assert_eq!(problem["acr"], "aal2");
    // An appeal is decided with a sign-in of the last minutes, which a token never is.
    act(&adviser(&app, "cases").await, case, "reviews", 1, json!({}))
        .await
        .assert_problem("notFound");
    app.client().get(&path).await.assert_problem("unauthenticated");
    let old = adviser(&app, "read").await;
    old.get(&path).await.expect(200);
    app.clock().advance(31 * DAY);
    old.get(&path).await.assert_problem("unauthenticated");
    act(&old, case, "assignments", 1, json!({}))
        .await
        .assert_problem("unauthenticated");
    // A cookie reads in the API and never writes.
    let browser = app.signed_in(person, Level::Two).await;
    browser.get(&path).await.expect(200);
    act(&browser, case, "assignments", 1, json!({}))
        .await
        .assert_problem("unauthenticated");
    assert_eq!(app.ask("SELECT state FROM case_file").await, "open");
}

async fn what_is_foreign_is_not_there(app: App) {
    let case = case(&app, "Brückenfunk", None).await;
    let elsewhere = app
        .person("adviser@cc.example")
        .mandate("cc-luxembourg", Mandate::Adviser)
        .make()
        .await;
    for scope in ["read", "join", "cases"] {
        let client = app.program(elsewhere, Level::Two, scope).await;
        for id in [
            case.to_string(),
            "01JD0000000000000000000000".to_owned(),
            "x".to_owned(),
        ] {
            client
                .get(&format!("/api/v1/cases/{id}"))
                .await
                .assert_problem("notFound");
            for verb in ["assignments", "undos", "withdrawals"] {
                // Nor does a wrong version, or none, tell that there is something.
                let path = format!("/api/v1/cases/{id}/{verb}");
                client.post_json(&path, &json!({})).await.assert_problem("notFound");
                let other = client.clone().with("if-match", "\"7\"");
                other.post_json(&path, &json!({})).await.assert_problem("notFound");
            }
        }
    }
    let reads = app.program(elsewhere, Level::Two, "read").await;
    assert_eq!(reads.get("/api/v1/cases").await.json()["items"], json!([]));
}

async fn lists_have_pages_and_filters(app: App) {
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(case(&app, &format!("Werk {number}"), None).await.to_string());
        app.clock().advance(1_000_000);
    }
    made.reverse();
    let reads = adviser(&app, "read").await;
    let mut found = Vec::new();
    let mut next = "/api/v1/cases?limit=2".to_owned();
    loop {
        let page = reads.get(&next).await.expect(200);
        let told = page.json();
        found.extend(
            told["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|case| case["id"].as_str().unwrap().to_owned()),
        );
        let Some(url) = told["next"].as_str() else { break };
        assert!(page.header("link").contains("rel=\"next\""));
        next = url[url.find("/api/").unwrap()..].to_owned();
    }
    assert_eq!(found, made);
    let (_, cursor) = next.split_once("cursor=").unwrap();
    let forged = format!("/api/v1/cases?kind=claim&cursor={cursor}");
    reads.get(&forged).await.assert_problem("malformed");
    for (query, count) in [
        ("", 5),
        (
            "?kind=new_organisation&territory=SAR&chamber=ihk-saarland&state=open",
            5,
        ),
        ("?kind=claim", 0),
        ("?chamber=cc-luxembourg", 0),
        ("?mine=true", 0),
        ("?overdue=true", 0),
    ] {
        let items = reads.get(&format!("/api/v1/cases{query}")).await.json()["items"].clone();
        assert_eq!(items.as_array().unwrap().len(), count, "{query}");
    }
    for query in [
        "?kind=nothing",
        "?state=x",
        "?limit=201",
        "?limit=0",
        "?other=1",
        "?cursor=AAAA",
        "?organisation=x",
    ] {
        reads
            .get(&format!("/api/v1/cases{query}"))
            .await
            .assert_problem("malformed");
    }
    app.clock().advance(60 * DAY);
    let reads = adviser(&app, "read").await;
    assert_eq!(
        reads.get("/api/v1/cases?overdue=true").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
}
