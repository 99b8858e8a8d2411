//! The workspace: whom an investor organisation follows and what it looks for; its people alone, and no word anybody wrote.

use passerelle::investors::Search;
use passerelle::investors::actions::{self, InvestorError, Keeping};
use passerelle::investors::model::SEARCHES;
use passerelle::platform::access::{Level, Mandate, Refusal, Role};
use testkit::{App, organisation, suite};

use super::{cast, hands, investor, program, somebody};

suite!(
    followed_once_and_no_more,
    searches_are_codes_of_the_lists,
    its_people_alone_see_it,
    from_the_list_and_from_a_page,
    programs_do_the_same,
    an_erased_organisation_leaves_every_workspace,
);

fn keeping(filters: &str) -> Keeping {
    Keeping {
        search: Search::of_query(filters),
        told: true,
    }
}

async fn followed_once_and_no_more(app: App) {
    let cast = cast(&app).await;
    let owner = somebody(&app, "o@fund.example", (cast.fund, Role::Editor), (false, Level::Two)).await;
    let hands_of = hands(&app, &owner);
    actions::watch(hands_of, cast.fund, cast.young).await.unwrap();
    let again = actions::watch(hands_of, cast.fund, cast.young).await;
    assert!(matches!(again, Err(InvestorError::Nothing)), "{again:?}");
    let (one, two) = tokio::join!(
        actions::watch(hands_of, cast.fund, cast.other),
        actions::watch(hands_of, cast.fund, cast.other)
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    for wrong in [cast.large, cast.fund] {
        let refused = actions::watch(hands_of, cast.fund, wrong).await;
        assert!(matches!(refused, Err(InvestorError::NotListed)), "{refused:?}");
    }
    // A firm that is no investor has no workspace; whoever only reads, and one factor, change nothing.
    let young = somebody(&app, "y@young.example", (cast.young, Role::Owner), (true, Level::Two)).await;
    let refused = actions::watch(hands(&app, &young), cast.young, cast.other).await;
    assert!(matches!(refused, Err(InvestorError::NoInvestor)), "{refused:?}");
    let refused = actions::watch(hands(&app, &young), cast.fund, cast.other).await;
    assert!(matches!(refused, Err(InvestorError::Hidden)), "{refused:?}");
    let viewer = somebody(&app, "v@fund.example", (cast.fund, Role::Viewer), (true, Level::Two)).await;
    let refused = actions::unwatch(hands(&app, &viewer), cast.fund, cast.young).await;
    assert!(
        matches!(refused, Err(InvestorError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    let weak = somebody(&app, "w@fund.example", (cast.fund, Role::Owner), (true, Level::One)).await;
    let refused = actions::unwatch(hands(&app, &weak), cast.fund, cast.young).await;
    assert!(
        matches!(refused, Err(InvestorError::Denied(Refusal::StepUp(_)))),
        "{refused:?}"
    );
    assert_eq!(app.count("SELECT count(*) FROM watch").await, 2);
    actions::unwatch(hands_of, cast.fund, cast.young).await.unwrap();
    let again = actions::unwatch(hands_of, cast.fund, cast.young).await;
    assert!(matches!(again, Err(InvestorError::Nothing)), "{again:?}");
    // The journal is told that it changed, and not whom it is about.
    app.settle().await;
    let told = app
        .list("SELECT action FROM entry WHERE subject LIKE 'workspace:%' ORDER BY seq")
        .await;
    assert_eq!(told, ["investors.watched", "investors.watched", "investors.unwatched"]);
    assert!(app.verify().await.valid);
}

async fn searches_are_codes_of_the_lists(app: App) {
    let cast = cast(&app).await;
    let owner = somebody(&app, "o@fund.example", (cast.fund, Role::Editor), (false, Level::Two)).await;
    let hands_of = hands(&app, &owner);
    let id = actions::keep_search(hands_of, cast.fund, &keeping("stage=pilot&territory=LU"))
        .await
        .unwrap();
    let same = actions::keep_search(hands_of, cast.fund, &keeping("territory=LU&stage=pilot&stage=pilot")).await;
    assert!(matches!(same, Err(InvestorError::Nothing)), "{same:?}");
    for (filters, field) in [("territory=callme", "territory"), ("nace=4711", "nace")] {
        match actions::keep_search(hands_of, cast.fund, &keeping(filters)).await {
            Err(InvestorError::Faults(faults)) => assert_eq!(faults[0].field, field),
            other => panic!("{filters}: {other:?}"),
        }
    }
    let refused = actions::keep_search(hands_of, cast.fund, &keeping("band=1m_3m")).await;
    assert!(
        matches!(refused, Err(InvestorError::Denied(Refusal::Forbidden))),
        "{refused:?}"
    );
    let professional = somebody(&app, "p@fund.example", (cast.fund, Role::Editor), (true, Level::Two)).await;
    actions::keep_search(hands(&app, &professional), cast.fund, &keeping("band=1m_3m"))
        .await
        .unwrap();
    for sector in testkit::region()
        .divisions
        .iter()
        .take(usize::try_from(SEARCHES - 2).unwrap())
    {
        let filters = format!("nace={}", sector.code);
        actions::keep_search(hands_of, cast.fund, &keeping(&filters))
            .await
            .unwrap();
    }
    let full = actions::keep_search(hands_of, cast.fund, &keeping("kind=sme")).await;
    assert!(matches!(full, Err(InvestorError::TooMany)), "{full:?}");
    actions::drop_search(hands_of, cast.fund, id).await.unwrap();
    let again = actions::drop_search(hands_of, cast.fund, id).await;
    assert!(matches!(again, Err(InvestorError::Hidden)), "{again:?}");
    // Nobody's search is dropped from another workspace.
    app.add([organisation("Fonds Saar").kind("investor")]).await;
    let saar = app.id("Fonds Saar").await;
    let theirs = actions::keep_search(hands_of, cast.fund, &keeping("kind=sme"))
        .await
        .unwrap();
    let rival = somebody(&app, "r@saar.example", (saar, Role::Owner), (true, Level::Two)).await;
    let refused = actions::drop_search(hands(&app, &rival), saar, theirs).await;
    assert!(matches!(refused, Err(InvestorError::Hidden)), "{refused:?}");
}

async fn its_people_alone_see_it(app: App) {
    let cast = cast(&app).await;
    let owner = somebody(&app, "o@fund.example", (cast.fund, Role::Owner), (true, Level::Two)).await;
    actions::watch(hands(&app, &owner), cast.fund, cast.young)
        .await
        .unwrap();
    let pages = ["watchlist", "searches", "changes"];
    let at = |page: &str| format!("/de/own/{}/{page}", cast.fund);
    let viewer = app
        .person("v@fund.example")
        .role(cast.fund, Role::Viewer)
        .signed_in(Level::Two)
        .await;
    for page in pages {
        let read = viewer.get(&at(page)).await.expect(200);
        assert_eq!(read.header("cache-control"), "no-store");
        let writes = read.page().count("main form[method=post]");
        assert_eq!(writes, 0, "whoever only reads has no button on {page}");
    }
    assert!(
        viewer
            .get(&at("watchlist"))
            .await
            .expect(200)
            .text()
            .contains("Brückenohr")
    );
    let adviser = app.person("a@example.org").mandate("ihk-saarland", Mandate::Adviser);
    let head = app.person("h@example.org").mandate("ihk-saarland", Mandate::Head);
    let rival = app.person("r@example.org").role(cast.other, Role::Owner).professional();
    for person in [adviser, head, rival, app.person("x@example.org").admin()] {
        let client = person.signed_in(Level::Two).await;
        for page in pages {
            client.get(&at(page)).await.expect(404);
            let path = format!("/api/v1/workspaces/{}/{page}", cast.fund);
            let status = client.get(&path).await.status.as_u16();
            assert_eq!(status, 404, "{path}");
        }
    }
    let weak = app
        .person("w@fund.example")
        .role(cast.fund, Role::Owner)
        .signed_in(Level::One)
        .await;
    for page in pages {
        assert_ne!(
            weak.get(&at(page)).await.status.as_u16(),
            200,
            "one factor opens {page}"
        );
    }
}

async fn from_the_list_and_from_a_page(app: App) {
    let cast = cast(&app).await;
    let client = investor(&app, cast.fund).await;
    let list = format!("/de/own/{}/watchlist", cast.fund);
    let young = cast.young.to_string();
    let add = [
        ("organisation", young.as_str()),
        ("do", "add"),
        ("from", "list"),
        ("filters", "stage=pilot&to=https%3A%2F%2Fevil.example"),
    ];
    client
        .post_form(&list, &add)
        .await
        .assert_redirect(&format!("/de/startups?stage=pilot#o-{young}"));
    let page = client.get(&list).await.expect(200).page();
    assert_eq!(page.texts(".opportunity-lines h3"), ["Brückenohr"]);
    assert!(page.has(&format!(".startup-verbs a[href='/de/organisations/{young}/introduce']")));
    let shown = client
        .get(&format!("/de/organisations/{young}/bruckenohr"))
        .await
        .expect(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    let page = shown.page();
    assert_eq!(page.attribute("#investors input[name=do]", "value"), "remove");
    let remove = [("organisation", young.as_str()), ("do", "remove"), ("from", "page")];
    client
        .post_form(&list, &remove)
        .await
        .assert_redirect(&format!("/de/organisations/{young}"));
    assert_eq!(
        client
            .get(&list)
            .await
            .expect(200)
            .page()
            .count(".opportunity-lines > li"),
        0
    );
    let large = cast.large.to_string();
    let large = [("organisation", large.as_str()), ("do", "add")];
    assert!(
        client
            .post_form(&list, &large)
            .await
            .expect(409)
            .page()
            .has(".error-summary")
    );
    let guest = app
        .client()
        .get(&format!("/de/organisations/{young}/bruckenohr"))
        .await
        .expect(200)
        .page();
    assert!(!guest.has("#investors"));
    // A search is kept from beside the list.
    let page = client
        .get("/de/startups?stage=pilot&band=1m_3m")
        .await
        .expect(200)
        .page();
    let to = page.attribute("#keep", "action");
    assert_eq!(page.attribute("#keep input[name=band]", "value"), "1m_3m");
    let kept = [("stage", "pilot"), ("band", "1m_3m"), ("told", "1")];
    client.post_form(&to, &kept).await.assert_redirect(&to);
    client.post_form(&to, &kept).await.assert_redirect(&to);
    let page = client.get(&to).await.expect(200).page();
    assert_eq!(page.texts("#searches > li > a"), ["Pilotkunden · 1 bis 3 Mio. €"]);
    let drop = page.attribute("#searches form", "action");
    client.post_form(&drop, &[]).await.assert_redirect(&to);
    assert!(!client.get(&to).await.expect(200).page().has("#searches"));
}

async fn programs_do_the_same(app: App) {
    let cast = cast(&app).await;
    let client = investor(&app, cast.fund).await;
    let program = program(&app, &client, &["read", "join"]).await;
    let base = format!("/api/v1/workspaces/{}", cast.fund);
    let send = async |method, path: String| program.send(method, &path, None, axum::body::Body::empty()).await;
    let watch = format!("{base}/watchlist/{}", cast.young);
    for _ in 0..2 {
        send(axum::http::Method::PUT, watch.clone()).await.expect(204);
    }
    let list = program.get(&format!("{base}/watchlist")).await.expect(200).json();
    assert_eq!(list["items"][0]["id"], cast.young.to_string());
    send(axum::http::Method::PUT, format!("{base}/watchlist/{}", cast.large))
        .await
        .expect(409);
    for _ in 0..2 {
        send(axum::http::Method::DELETE, watch.clone()).await.expect(204);
    }
    let searches = format!("{base}/searches");
    let body = serde_json::json!({ "filters": "stage=pilot", "told": true });
    let keyed = program
        .clone()
        .with("idempotency-key", "0e9b7f8a-3c5f-4f43-9d9a-0d6a0e0b6c11");
    let kept = keyed.post_json(&searches, &body).await.expect(201);
    let again = keyed.post_json(&searches, &body).await.expect(201);
    assert_eq!(kept.json(), again.json());
    assert_eq!(again.header("idempotency-replayed"), "true");
    program.post_json(&searches, &body).await.expect(409);
    for wrong in ["note=call%20me", "stage=series-a", "territory=nowhere"] {
        let body = serde_json::json!({ "filters": wrong });
        program.post_json(&searches, &body).await.expect(422);
    }
    let all = program.get(&searches).await.expect(200).json();
    assert_eq!(all["items"][0]["filters"], "stage=pilot");
    let one = format!("{searches}/{}", kept.json()["id"].as_str().unwrap());
    send(axum::http::Method::DELETE, one.clone()).await.expect(204);
    send(axum::http::Method::DELETE, one).await.expect(404);
}

async fn an_erased_organisation_leaves_every_workspace(app: App) {
    let cast = cast(&app).await;
    super::say(
        &app,
        cast.young,
        0,
        super::said(passerelle::investors::model::Stage::Idea),
    )
    .await;
    let owner = somebody(&app, "o@fund.example", (cast.fund, Role::Owner), (true, Level::Two)).await;
    actions::watch(hands(&app, &owner), cast.fund, cast.young)
        .await
        .unwrap();
    actions::keep_search(hands(&app, &owner), cast.fund, &keeping("kind=sme"))
        .await
        .unwrap();
    super::changes::read(&app).await;
    let rows = "SELECT (SELECT count(*) FROM funding_interest) + (SELECT count(*) FROM watch)
        + (SELECT count(*) FROM saved_search) + (SELECT count(*) FROM startup_change)";
    assert_eq!(app.count(rows).await, 6);
    let forget = async |id| {
        let now = app.clock().now();
        let done: Result<(), passerelle::platform::database::DatabaseError> = app
            .database()
            .transaction(now, |tx| async move {
                passerelle::investors::personal::forget_organisation(&tx, id).await
            })
            .await;
        done.unwrap();
    };
    forget(cast.young).await;
    assert_eq!(app.count(rows).await, 1, "the search is the fund's");
    forget(cast.fund).await;
    assert_eq!(app.count(rows).await, 0);
}
