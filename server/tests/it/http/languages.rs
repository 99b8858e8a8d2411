//! Three languages: by the path of a page, by `Accept-Language` where there is none.

use testkit::{App, suite};

suite!(
    the_root_leads_to_the_readers,
    every_page_in_three,
    unknown_ones_are_not_found,
    the_api_speaks_them
);

async fn the_root_leads_to_the_readers(app: App) {
    for (accepted, to) in [
        ("nl, de;q=0.8, fr;q=0.2", "/de"),
        ("en-GB,en;q=0.9", "/en"),
        ("de-LU", "/de"),
        ("pt", "/fr"),
        ("*", "/fr"),
        ("de;q=0", "/fr"),
        (";;,,q=", "/fr"),
    ] {
        let answer = app
            .client()
            .with("accept-language", accepted)
            .get("/")
            .await
            .expect(302);
        answer.assert_redirect(to);
        assert!(answer.header("vary").contains("Accept-Language"));
    }
    app.client().get("/").await.assert_redirect("/fr");
}

async fn every_page_in_three(app: App) {
    let mut paths: Vec<String> = [
        "about",
        "verification",
        "legal",
        "privacy",
        "accessibility",
        "chambers",
        "api",
    ]
    .map(String::from)
    .into();
    let problems = passerelle::platform::web::PROBLEMS.iter();
    paths.extend(problems.map(|problem| format!("problems/{}", problem.code)));
    for path in paths {
        for lang in ["fr", "de", "en"] {
            let page = app.client().get(&format!("/{lang}/{path}")).await.expect(200).page();
            assert_eq!(page.attribute("html", "lang"), lang);
            assert_eq!(page.count("h1"), 1, "{lang} {path}");
            assert!(!page.has("[style]") && !page.has("style") && !page.has("script:not([src]):not([type])"));
            for other in ["fr", "de", "en"].into_iter().filter(|other| *other != lang) {
                assert!(page.has(&format!("a[href='/{other}/{path}']")), "{lang} {path}");
            }
        }
    }
    assert_eq!(passerelle::platform::texts::missing(), Vec::<String>::new());
}

async fn unknown_ones_are_not_found(app: App) {
    let client = app.client().with("accept-language", "en");
    for path in ["/xx/chambers", "/FR/chambers", "/frr/chambers", "/lb"] {
        let answer = client.get(path).await;
        answer.assert_problem("notFound");
        assert_eq!(answer.page().attribute("html", "lang"), "en", "{path}");
    }
    let known = client.get("/de/nothing?x=1").await;
    known.assert_problem("notFound");
    assert_eq!(known.page().attribute("html", "lang"), "de");
    assert!(known.page().has("a[href='/fr/nothing?x=1']"));
}

async fn the_api_speaks_them(app: App) {
    let mut details = Vec::new();
    for lang in ["fr", "de", "en"] {
        let answer = app
            .client()
            .with("accept-language", lang)
            .get("/api/v1/chambers?x=1")
            .await;
        let body = answer.assert_problem("malformed");
        assert_eq!(answer.header("content-language"), lang);
        assert_eq!(body["title"], "The request cannot be read");
        details.push(body["detail"].to_string());
    }
    details.sort();
    details.dedup();
    assert_eq!(details.len(), 3, "{details:?}");
}
