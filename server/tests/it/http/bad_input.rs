//! What cannot be read is refused by its name, with both faces, and nothing sent comes back unescaped.

use axum::body::Body;
use axum::http::Method;
use testkit::{Answer, App, suite};

suite!(
    parameters_are_named,
    sizes,
    nothing_comes_back_unescaped,
    methods,
    forms_from_elsewhere,
    problems_explain_themselves
);

fn detail(answer: &Answer) -> String {
    answer.assert_problem("malformed")["detail"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn parameters_are_named(app: App) {
    let client = app.client().with("accept-language", "en");
    for (query, named) in [
        ("x=1", "“x”"),
        ("territory=A&territory=B", "only once"),
        ("territory=XX", "“XX”"),
        ("territory=%00", "territory"),
        (&"territory=A&".repeat(201), "200"),
    ] {
        let told = detail(&client.get(&format!("/api/v1/chambers?{query}")).await);
        assert!(told.contains(named), "{query}: {told}");
    }
    for path in [
        "/fr/about?x=1",
        "/en/chambers?x=1",
        "/api/v1/facets?x=1",
        "/api/openapi.json?x=1",
    ] {
        let status = client.get(path).await.status.as_u16();
        assert!(status == 400 || status == 200, "{path} {status}");
    }
    client.get("/en/chambers?x=1").await.assert_problem("malformed");
    client.get("/api/v1/facets?x=1").await.assert_problem("malformed");
    client
        .get("/api/v1/organisations?x=1")
        .await
        .assert_problem("malformed");
}

async fn sizes(app: App) {
    let client = app.client().with("accept-language", "en");
    let long = "x".repeat(9000);
    let told = detail(&client.get(&format!("/api/v1/chambers?q={long}")).await);
    assert!(told.contains("9,019"), "{told}");
    client
        .get(&format!("/fr/about?q={}", "x".repeat(60_000)))
        .await
        .assert_problem("malformed");
    let body = Body::from("a=".to_owned() + &"x".repeat(300_000));
    let kind = Some("application/x-www-form-urlencoded");
    let own = client.with("sec-fetch-site", "same-origin");
    let status = own.send(Method::POST, "/fr/chambers", kind, body).await.status.as_u16();
    assert!(status == 405 || status == 413, "{status}");
}

async fn nothing_comes_back_unescaped(app: App) {
    for path in [
        "/en/chambers?%3Cscript%3E=1",
        "/en/%3Cscript%3E",
        "/en/organisations/%3Cscript%3E",
        "/en/problems/%3Cscript%3E",
    ] {
        let answer = app.client().get(path).await;
        assert!(answer.status.is_client_error(), "{path}");
        assert!(!answer.text().contains("<script>"), "{path}");
    }
}

async fn methods(app: App) {
    for path in ["/api/v1/chambers", "/fr/about", "/api/v1/organisations"] {
        let own = app.client().with("sec-fetch-site", "same-origin");
        let refused = own.send(Method::DELETE, path, None, Body::empty()).await;
        refused.assert_problem("methodNotAllowed");
        assert_eq!(refused.header("allow"), "GET,HEAD", "{path}");
    }
}

async fn forms_from_elsewhere(app: App) {
    app.add([testkit::organisation("Testwerk")]).await;
    let path = format!("/fr/organisations/{}/report", app.id("Testwerk").await);
    let kind = Some("application/x-www-form-urlencoded");
    let body = || Body::from("subject=place&reason=It+is+somewhere+else");
    let evil = app.client().with("sec-fetch-site", "cross-site");
    evil.send(Method::POST, &path, kind, body())
        .await
        .assert_problem("forbidden");
    let silent = app.client();
    silent
        .send(Method::POST, &path, kind, body())
        .await
        .assert_problem("forbidden");
    assert_eq!(app.count("SELECT count(*) FROM report").await, 0);
}

async fn problems_explain_themselves(app: App) {
    let api = app.client().with("accept-language", "de").get("/api/v1/nothing").await;
    let body = api.assert_problem("notFound");
    assert_eq!(body["type"], "https://passerelle.example/problems/notFound");
    assert_eq!(body["instance"], format!("urn:uuid:{}", api.header("x-request-id")));
    let client = app.client().with("accept-language", "de");
    client
        .get("/problems/notFound")
        .await
        .assert_redirect("/de/problems/notFound");
    client.get("/de/problems/notFound").await.expect(200);
    client.get("/problems/none").await.assert_problem("notFound");
    client.get("/de/problems/none").await.assert_problem("notFound");
}
