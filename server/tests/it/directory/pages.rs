//! Page by page: nothing twice, nothing left out, and cursors only this node can make.

use testkit::{Answer, App, organisation, suite};

suite!(every_one_once, forged_cursors, the_html_page);

async fn every_one_once(app: App) {
    app.add((0..45).map(|number| organisation(&format!("Werk {number:02}"))))
        .await;
    for order in ["name", "newest", "age"] {
        let mut path = format!("/api/v1/organisations?sort={order}&limit=10");
        let (mut seen, mut pages) = (Vec::new(), 0);
        loop {
            let answer = app.client().get(&path).await;
            let page = answer.json();
            assert_eq!(page["total"], 45);
            seen.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|item| item["id"].to_string()),
            );
            pages += 1;
            let Some(next) = page["next"].as_str() else { break };
            assert!(answer.header("link").contains(next));
            path = next.trim_start_matches("https://passerelle.example").to_owned();
        }
        assert_eq!((pages, seen.len()), (5, 45), "{order}");
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45, "{order}");
    }
}

async fn forged_cursors(app: App) {
    app.add((0..5).map(|number| organisation(&format!("Werk {number}"))))
        .await;
    let page = app.client().get("/api/v1/organisations?limit=2&sort=name").await.json();
    let next = page["next"]
        .as_str()
        .unwrap()
        .trim_start_matches("https://passerelle.example")
        .to_owned();
    app.client().get(&next).await.expect(200);
    let refused = async |path: String| -> Answer { app.client().get(&path).await };
    refused(next.replace("sort=name", "sort=age"))
        .await
        .assert_problem("malformed");
    refused(format!("{next}&kind=sme")).await.assert_problem("malformed");
    refused(format!("{next}AA")).await.assert_problem("malformed");
    for cursor in ["x", "%00", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", &"A".repeat(4000)] {
        refused(format!("/api/v1/organisations?cursor={cursor}"))
            .await
            .assert_problem("malformed");
        refused(format!("/fr/organisations?cursor={cursor}"))
            .await
            .assert_problem("malformed");
    }
}

async fn the_html_page(app: App) {
    let empty = app.client().get("/fr/organisations").await.expect(200).page();
    assert_eq!(empty.count("h1"), 1);
    app.add((0..25).map(|number| organisation(&format!("Werk {number:02}"))))
        .await;
    for view in ["list", "table"] {
        let page = app
            .client()
            .get(&format!("/en/organisations?view={view}"))
            .await
            .expect(200)
            .page();
        assert_eq!(
            page.count("main a[href*='/organisations/'][href*='werk-']"),
            20,
            "{view}"
        );
        assert!(page.has("a[href*='cursor=']"), "{view}");
        assert!(
            page.has("a[href*='organisations.csv']") && page.has("form[method=get]"),
            "{view}"
        );
    }
    let none = app
        .client()
        .get("/de/organisations?q=Quantenschaum")
        .await
        .expect(200)
        .page();
    assert_eq!(none.attribute("input[name=q]", "value"), "Quantenschaum");
    let evil = app
        .client()
        .get("/de/organisations?q=%3Cscript%3Ealert(1)%3C/script%3E")
        .await
        .expect(200);
    assert!(!evil.text().contains("<script>alert"));
}
