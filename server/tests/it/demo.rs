//! The demonstration, filled.

use std::collections::BTreeMap;

use passerelle::demo::{Size, fill};
use passerelle::platform::region::Region;
use testkit::{App, suite};

suite!(
    cases_came_when_their_history_says,
    practices_travelled,
    the_market_is_told,
    an_investor_follows_five,
);

const DAY: i64 = 86_400_000_000;

/// The journal's entries are never older than those before them: what was there before the first case came before it.
async fn cases_came_when_their_history_says(app: App) {
    let files = Region::demo_parts(None).unwrap();
    let size = Size {
        organisations: 80,
        seed: 1,
        crowd: 0,
        cases: 0,
        introductions: 0,
    };
    fill(app.journal(), &app.state.web, &files, &size).await.unwrap();
    app.settle().await;
    let came = app.list("SELECT CAST(opened_at AS TEXT) FROM case_file ORDER BY opened_at");
    let told = app.list("SELECT CAST(at AS TEXT) FROM entry WHERE action = 'cases.opened' ORDER BY seq");
    let (came, told) = (came.await, told.await);
    assert_eq!(came.len(), 25);
    assert_eq!(came, told);
    let oldest: i64 = came.first().unwrap().parse().unwrap();
    assert!(app.clock().now() - oldest > 15 * DAY);
    // Filled again it is the same.
    let entries = app.count("SELECT count(*) FROM entry").await;
    app.clock().advance(DAY);
    fill(app.journal(), &app.state.web, &files, &size).await.unwrap();
    app.settle().await;
    assert_eq!(app.count("SELECT count(*) FROM entry").await, entries);
    assert!(app.verify().await.valid);
}

/// Every practice went the whole way, was taken up, and stands where that puts it.
async fn practices_travelled(app: App) {
    use passerelle::platform::access::{Action, Actor, scope};
    use passerelle::practices::queries::{Asked, list};

    let files = Region::demo_parts(None).unwrap();
    let size = Size {
        organisations: 120,
        seed: 1,
        crowd: 0,
        cases: 0,
        introductions: 0,
    };
    fill(app.journal(), &app.state.web, &files, &size).await.unwrap();
    let guest = scope(&Actor::guest(), Action::ReadPractice);
    let found = list(&guest, app.database(), &Asked::default(), (None, 100))
        .await
        .unwrap();
    assert_eq!((found.total, found.items.len()), (25, 25));
    let ranks: Vec<u64> = found.items.iter().map(|one| one.adoptions).collect();
    assert!(
        ranks.is_sorted_by(|one, next| one >= next) && ranks[0] >= 2,
        "{ranks:?}"
    );
    for check in passerelle::practices::fsck::checks(app.database()).await.unwrap() {
        assert!(check.ok, "{check:?}");
    }
    assert_eq!(
        app.count("SELECT count(*) FROM mail WHERE kind LIKE 'practice%'").await,
        0
    );
}

/// What the market is: as much as is told of, at every step, told by the clock, and every figure what the rows are.
async fn the_market_is_told(app: App) {
    let files = Region::demo_parts(None).unwrap();
    let size = Size {
        organisations: 1500,
        seed: 1,
        crowd: 0,
        cases: 0,
        introductions: 0,
    };
    let begun = std::time::Instant::now();
    fill(app.journal(), &app.state.web, &files, &size).await.unwrap();
    let took = begun.elapsed();
    app.settle().await;
    let by = async |table: &str, column: &str| {
        let sql = format!("SELECT {column} || ' ' || count(*) FROM {table} GROUP BY {column} ORDER BY {column}");
        let lines = app.list(&sql).await;
        let counts = lines.iter().filter_map(|line| line.split_once(' '));
        counts
            .map(|(word, many)| (word.to_owned(), many.parse::<u64>().unwrap()))
            .collect::<BTreeMap<_, _>>()
    };
    let states = by("opportunity", "state").await;
    assert_eq!(states.values().sum::<u64>(), 160, "{states:?}");
    let expected = "draft expired on_hold published rejected submitted under_review withdrawn";
    assert_eq!(states.keys().cloned().collect::<Vec<_>>().join(" "), expected);
    assert!(states["published"] >= 90 && states["expired"] >= 15, "{states:?}");
    assert_eq!(by("opportunity", "kind").await.len(), 5);
    let languages = by("opportunity", "language").await;
    assert!(
        languages.len() == 3 && languages.values().all(|many| *many >= 8),
        "{languages:?}"
    );
    assert!(app.count("SELECT count(*) FROM opportunity WHERE anonymous").await >= 15);
    assert!(app.count("SELECT count(DISTINCT title) FROM opportunity").await >= 110);
    let states = by("introduction", "state").await;
    assert_eq!(states.values().sum::<u64>(), 210, "{states:?}");
    assert_eq!(states.len(), 13, "all steps and all exits: {states:?}");
    assert!(states.values().all(|many| *many >= 5), "{states:?}");
    let outcomes = by("outcome", "state").await;
    assert_eq!(outcomes.values().sum::<u64>(), 40, "{outcomes:?}");
    assert!(
        outcomes["confirmed"] >= 30 && outcomes["disputed"] >= 2 && outcomes["recorded"] >= 2,
        "{outcomes:?}"
    );
    assert_eq!(by("outcome", "kind").await.len(), 8, "every kind, and nothing");
    assert!(
        app.count("SELECT count(*) FROM outcome_followup WHERE answer IS NOT NULL")
            .await
            >= 10
    );
    assert_eq!(app.count("SELECT count(*) FROM practice").await, 25);

    // Told in its order, counted as it is, and nothing broken.
    let at = app.list("SELECT CAST(at AS TEXT) FROM entry ORDER BY seq").await;
    let at: Vec<i64> = at.iter().map(|at| at.parse().unwrap()).collect();
    assert!(at.is_sorted() && at.last().unwrap() <= &app.clock().now());
    assert!(app.verify().await.valid);
    assert_eq!(app.broken().await, Vec::<&str>::new());
    let database = app.database();
    let mut checks = passerelle::introductions::fsck::checks(database).await.unwrap();
    checks.extend(passerelle::outcomes::checks(database).await.unwrap());
    checks.extend(passerelle::practices::fsck::checks(database).await.unwrap());
    assert!(checks.iter().all(|check| check.ok), "{checks:?}");
    let found = compare_all(&app).await;
    assert_eq!(found, Some(Vec::new()));
    // Letters go to whoever is known, and to nobody else.
    let strangers = "SELECT count(*) FROM mail m WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.id = m.recipient)";
    assert_eq!(app.count(strangers).await, 0);
    assert_eq!(
        app.count("SELECT count(*) FROM mail WHERE address NOT LIKE '%.example'")
            .await,
        0
    );

    // The pages of everybody: figures of five and more, and bridges on the map.
    let guest = app.client();
    let told = guest.get("/api/v1/observatory").await.expect(200).json();
    let flow = &told["figures"].as_array().unwrap()[0];
    assert_eq!(flow["name"], "introductions");
    let cells = flow["counts"].as_array().unwrap().iter();
    let shown = cells.filter_map(|cell| cell["value"].as_u64().max(cell["atLeast"].as_u64()));
    assert!(shown.filter(|many| *many >= 5).count() >= 6, "{flow}");
    assert!(told["days"].as_array().unwrap().len() >= 3, "{}", told["days"]);
    let home = guest.get("/fr").await.expect(200).page();
    assert!(home.count(".map-arc") >= 3, "arcs on the map");
    eprintln!("the market: {} entries in {took:.1?}", at.len());

    // Filled again it is the same, at once.
    app.clock().advance(DAY);
    let begun = std::time::Instant::now();
    fill(app.journal(), &app.state.web, &files, &size).await.unwrap();
    eprintln!("again: {:.1?}", begun.elapsed());
    assert_eq!(app.list("SELECT CAST(at AS TEXT) FROM entry").await.len(), at.len());
}

async fn compare_all(app: &App) -> Option<Vec<passerelle::observatory::Difference>> {
    let region = &app.state.web.region;
    while passerelle::observatory::count(app.journal(), region)
        .await
        .unwrap()
        .read
        > 0
    {}
    let now = app.clock().now();
    passerelle::observatory::compare(app.database(), region, now)
        .await
        .unwrap()
}

/// Young companies say what they look for, and the investor's workspace has something to show.
async fn an_investor_follows_five(app: App) {
    use passerelle::investors::queries::{alerts, as_professional, searches, watched, workspaces};
    use passerelle::platform::access::{Action, Level, scope};

    let files = Region::demo_parts(None).unwrap();
    let size = Size {
        organisations: 120,
        seed: 1,
        crowd: 0,
        cases: 0,
        introductions: 0,
    };
    let players = fill(app.journal(), &app.state.web, &files, &size).await.unwrap();
    app.settle().await;
    while passerelle::investors::actions::read(app.journal()).await.unwrap().read > 0 {}
    let laura = players.iter().find(|player| player.role == "investor").unwrap();
    let client = app.signed_in(laura.id, Level::Two).await;
    let db = app.database();
    let fund = app.list("SELECT o.name FROM organisation o JOIN membership m ON m.organisation_id = o.id JOIN person p ON p.id = m.person_id WHERE p.mail LIKE 'laura.weyland@%'").await;
    let fund = app.id(&fund[0]).await;
    let standing = passerelle::platform::access::Standing {
        memberships: vec![(fund.0, passerelle::platform::access::Role::Owner)],
        professional: true,
        assurance: passerelle::platform::access::Assurance {
            level: Level::Two,
            fresh: true,
        },
        ..Default::default()
    };
    let actor = passerelle::platform::access::Actor::person(laura.id.0, standing);
    let own = workspaces(db.reader(), &actor).await.unwrap();
    assert_eq!(own.first().unwrap().id, fund);
    let within = scope(&actor, Action::ReadWorkspace);
    assert_eq!(watched(&within, db, fund).await.unwrap().len(), 5);
    assert_eq!(searches(&within, db, fund).await.unwrap().len(), 1);
    let proof = as_professional(db.reader(), &actor).await.unwrap().unwrap();
    let told = alerts((&within, Some(&proof)), db, app.clock().now(), fund)
        .await
        .unwrap();
    let both = told.iter().filter(|one| one.watched && one.searches.len() == 1);
    assert!(both.count() >= 1, "{told:?}");
    let page = client.get("/en/startups?sort=age").await.expect(200).page();
    assert!(page.has(".startup-sought"), "some say what they look for");
}
