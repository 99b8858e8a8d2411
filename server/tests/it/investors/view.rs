//! The list, side by side, what a company says: who sees what.

use passerelle::investors::actions::{self, InvestorError, Saying};
use passerelle::investors::model::{Interest, Stage};
use passerelle::platform::access::{Level, Mandate, Refusal, Role};
use testkit::{App, suite};

use super::{cast, hands, investor, program, said, say, somebody};

suite!(
    everybody_sees_the_stage_and_few_the_rest,
    the_filters_of_few_are_theirs,
    what_a_company_says_is_superseded,
    the_form_says_what_is_wrong,
    side_by_side,
    programs_see_the_same,
);

async fn everybody_sees_the_stage_and_few_the_rest(app: App) {
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(Stage::Pilot)).await;
    let guest = app.client();
    let page = guest.get("/de/startups").await.expect(200).page();
    assert_eq!(
        page.count(".opportunity-lines > li"),
        2,
        "neither the fund nor the large firm"
    );
    let line = format!("#o-{}", cast.young);
    assert!(page.text(&line).contains("Pilotkunden"), "{}", page.text(&line));
    assert!(!page.has(".startup-sought") && !page.has("#bands") && !page.has("form[method=post]"));
    let page = investor(&app, cast.fund)
        .await
        .get("/de/startups")
        .await
        .expect(200)
        .page();
    let sought = page.text(&format!("{line} .startup-sought"));
    assert!(sought.contains("1 bis 3 Mio."), "{sought}");
    assert!(page.has("#bands") && page.has(&format!("{line} form button[value=add]")));
    assert!(!page.has(&format!("#o-{} .startup-sought", cast.other)));
    let page = guest
        .get("/de/startups?stage=pilot&territory=SAR&nace=62&kind=startup")
        .await
        .expect(200)
        .page();
    assert_eq!(page.texts(".opportunity-lines h3"), ["Brückenohr"]);
    let page = guest.get("/de/startups?stage=growth").await.expect(200).page();
    assert_eq!(page.count(".opportunity-lines > li"), 0);
    let first = guest.get("/de/startups?limit=1&sort=age").await.expect(200).page();
    let next = first.attribute(".pager a[rel=next]", "href");
    let second = guest.get(&next).await.expect(200).page();
    assert_ne!(
        first.text(".opportunity-lines h3"),
        second.text(".opportunity-lines h3")
    );
    for wrong in [
        "kind=investor",
        "stage=series-a",
        "nace=call+me",
        "sort=best",
        "age=old",
        "cursor=x",
    ] {
        guest.get(&format!("/de/startups?{wrong}")).await.expect(400);
    }
}

async fn the_filters_of_few_are_theirs(app: App) {
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(Stage::Pilot)).await;
    let path = "/de/startups?band=1m_3m";
    assert!(
        app.client()
            .get(path)
            .await
            .expect(303)
            .header("location")
            .contains("/sign-in")
    );
    app.client().get("/api/v1/startups?purpose=approval").await.expect(401);
    let of_fund = |mail: &str| app.person(mail).role(cast.fund, Role::Owner);
    let elsewhere = app.person("c@example.org").role(cast.young, Role::Owner).professional();
    for (person, level) in [
        (of_fund("a@example.org"), Level::Two),
        (app.person("b@example.org").professional(), Level::Two),
        (elsewhere, Level::Two),
        (of_fund("d@example.org").professional(), Level::One),
    ] {
        let client = person.signed_in(level).await;
        // Who only signed in too weakly is led there.
        let status = if level == Level::One { 303 } else { 403 };
        client.get(path).await.expect(status);
        let page = client.get("/de/startups").await.expect(200).page();
        assert!(!page.has("#bands") && !page.has(".startup-sought"));
        assert_eq!(page.has("#stronger"), level == Level::One, "where only that is missing");
    }
    let page = investor(&app, cast.fund).await.get(path).await.expect(200).page();
    assert_eq!(page.texts(".opportunity-lines h3"), ["Brückenohr"]);
    app.tamper("UPDATE organisation SET standing = 'suspended', public = false WHERE name = 'Fonds Mosel'")
        .await
        .unwrap();
    let gone = app.person("e@example.org").role(cast.fund, Role::Owner).professional();
    gone.signed_in(Level::Two).await.get(path).await.expect(403);
}

async fn what_a_company_says_is_superseded(app: App) {
    let cast = cast(&app).await;
    let editor = somebody(&app, "e@example.org", (cast.young, Role::Editor), (false, Level::One)).await;
    let saying = |version, stage| Saying {
        version,
        interest: said(stage),
    };
    let hands = hands(&app, &editor);
    assert_eq!(
        actions::say(hands, cast.young, saying(0, Stage::Idea)).await.unwrap(),
        1
    );
    let late = actions::say(hands, cast.young, saying(0, Stage::Pilot)).await;
    assert!(matches!(late, Err(InvestorError::Changed)), "{late:?}");
    let two = tokio::join!(
        actions::say(hands, cast.young, saying(1, Stage::Pilot)),
        actions::say(hands, cast.young, saying(1, Stage::Market))
    );
    let won = [two.0.is_ok(), two.1.is_ok()];
    assert_eq!(won.iter().filter(|won| **won).count(), 1, "one of two at once");
    assert_eq!(app.count("SELECT count(*) FROM funding_interest").await, 2);
    assert_eq!(
        app.count("SELECT count(*) FROM funding_interest WHERE superseded_at IS NULL")
            .await,
        1
    );
    let silent = Saying {
        version: 2,
        interest: Interest::default(),
    };
    assert_eq!(actions::say(hands, cast.young, silent).await.unwrap(), 3);
    // Nobody else says it, and a firm that is none of both says nothing.
    let viewer = somebody(&app, "v@example.org", (cast.young, Role::Viewer), (false, Level::Two)).await;
    let refused = actions::say(super::hands(&app, &viewer), cast.young, saying(3, Stage::Idea)).await;
    assert!(
        matches!(refused, Err(InvestorError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    let stranger = somebody(&app, "s@example.org", (cast.other, Role::Owner), (true, Level::Two)).await;
    let refused = actions::say(super::hands(&app, &stranger), cast.young, saying(3, Stage::Idea)).await;
    assert!(matches!(refused, Err(InvestorError::Hidden)), "{refused:?}");
    let large = somebody(&app, "l@example.org", (cast.large, Role::Owner), (false, Level::Two)).await;
    let refused = actions::say(super::hands(&app, &large), cast.large, saying(0, Stage::Idea)).await;
    assert!(matches!(refused, Err(InvestorError::NotListed)), "{refused:?}");
    assert!(app.verify().await.valid);
}

async fn the_form_says_what_is_wrong(app: App) {
    let cast = cast(&app).await;
    let path = format!("/de/own/{}/funding", cast.young);
    let editor = app.person("e@example.org").role(cast.young, Role::Editor);
    let editor = editor.signed_in(Level::One).await;
    let page = editor.get(&path).await.expect(200).page();
    assert!(page.has(".within-nav a[aria-current=page][href$='/funding']"));
    let typed = [("version", "0"), ("stage", "pilot"), ("band", "1m_3m"), ("purpose", "")];
    let back = editor.post_form(&path, &typed).await.expect(422).page();
    assert!(back.has("#purpose-error") && back.has("#band option[value='1m_3m'][selected]"));
    let typed = [
        ("version", "0"),
        ("stage", "pilot"),
        ("band", "1m_3m"),
        ("purpose", "approval"),
    ];
    editor.post_form(&path, &typed).await.assert_redirect(&path);
    let page = editor.get(&path).await.expect(200).page();
    assert!(page.has("#purpose option[value=approval][selected]") && page.text("#standing").contains("2026"));
    // From another window: what was typed here is still there.
    let typed = [("version", "0"), ("stage", "growth")];
    let back = editor.post_form(&path, &typed).await.expect(409).page();
    assert!(back.has("#stage option[value=growth][selected]"));
    // The chamber may look at the organisation, and not at this.
    let adviser = app.person("a@example.org").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    adviser.get(&format!("/de/own/{}", cast.young)).await.expect(200);
    adviser.get(&path).await.expect(403);
    let viewer = app.person("v@example.org").role(cast.young, Role::Viewer);
    viewer.signed_in(Level::Two).await.get(&path).await.expect(403);
    let large = app.person("l@example.org").role(cast.large, Role::Owner);
    let of_large = format!("/de/own/{}/funding", cast.large);
    large.signed_in(Level::Two).await.get(&of_large).await.expect(404);
}

async fn side_by_side(app: App) {
    let cast = cast(&app).await;
    say(&app, cast.young, 0, said(Stage::Pilot)).await;
    let path = format!(
        "/de/startups/compare?id={}&id={}&id={}",
        cast.other, cast.young, cast.large
    );
    let page = app.client().get(&path).await.expect(200).page();
    assert_eq!(page.texts(".compare-table thead th"), ["Deux Rives", "Brückenohr"]);
    let rows = page.count(".compare-table tbody tr");
    let professional = investor(&app, cast.fund).await.get(&path).await.expect(200).page();
    assert_eq!(
        professional.count(".compare-table tbody tr"),
        rows + 2,
        "band and purpose"
    );
    let link = format!("/de/organisations/{}/introduce", cast.young);
    assert!(page.has(&format!(".compare-verbs a[href='{link}']")));
    assert!(
        !app.client()
            .get("/de/startups/compare")
            .await
            .expect(200)
            .page()
            .has("table")
    );
    let five: String = (0..5).map(|one| format!("&id={:026}", one)).collect();
    let many = app
        .client()
        .get(&format!("/de/startups/compare?id={}{five}", cast.young))
        .await;
    assert!(many.expect(200).page().has("#more"));
    app.client()
        .get(&format!("/api/v1/startups/comparison?id={}{five}", cast.young))
        .await
        .expect(400);
    app.client().get("/de/startups/compare?id=nobody").await.expect(400);
}

async fn programs_see_the_same(app: App) {
    let cast = cast(&app).await;
    let owner = app
        .person("o@example.org")
        .role(cast.young, Role::Owner)
        .signed_in(Level::Two)
        .await;
    let owner = program(&app, &owner, &["join"]).await;
    let path = format!("/api/v1/startups/{}/funding", cast.young);
    let read = owner.get(&path).await.expect(200);
    assert_eq!(read.header("etag"), "\"0\"");
    let body = serde_json::json!({ "stage": "pilot", "band": "1m_3m", "purpose": "approval" });
    let put = async |version: &str, body: &serde_json::Value| {
        let known = owner.clone().with("if-match", &format!("\"{version}\""));
        let json = Some("application/json");
        known
            .send(axum::http::Method::PUT, &path, json, body.to_string().into())
            .await
    };
    put("4", &body).await.expect(412);
    put("0", &serde_json::json!({ "band": "1m_3m" })).await.expect(422);
    put("0", &serde_json::json!({ "stage": "pilot", "note": "x" }))
        .await
        .expect(400);
    let done = put("0", &body).await.expect(200);
    assert_eq!(
        (done.header("etag").as_str(), &done.json()["band"]),
        ("\"1\"", &"1m_3m".into())
    );
    let guest = app
        .client()
        .get("/api/v1/startups?stage=pilot")
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&guest["total"], &guest["items"][0]["stage"]["stage"]),
        (&1.into(), &"pilot".into())
    );
    assert!(guest["items"][0]["sought"].is_null());
    let reader = investor(&app, cast.fund).await;
    let reader = program(&app, &reader, &["read"]).await;
    let found = reader.get("/api/v1/startups?band=1m_3m").await.expect(200);
    assert_eq!(found.header("cache-control"), "no-store");
    assert_eq!(found.json()["items"][0]["sought"]["purpose"], "approval");
    let compared = reader
        .get(&format!("/api/v1/startups/comparison?id={}", cast.young))
        .await
        .expect(200)
        .json();
    assert_eq!(compared["items"][0]["sought"]["band"], "1m_3m");
    // A token that is not made for reading shows what everybody sees.
    let writer = investor_again(&app, cast.fund).await;
    let blind = program(&app, &writer, &["join"]).await;
    blind.get("/api/v1/startups?band=1m_3m").await.expect(403);
    assert!(blind.get("/api/v1/startups").await.expect(200).json()["items"][0]["sought"].is_null());
}

async fn investor_again(app: &App, fund: passerelle::organisations::model::OrganisationId) -> testkit::Client {
    let person = app.person("second@fund.example").role(fund, Role::Owner).professional();
    person.signed_in(Level::Two).await
}
