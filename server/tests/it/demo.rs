//! The demonstration, filled.

use passerelle::demo::{Size, fill};
use passerelle::platform::region::Region;
use testkit::{App, suite};

suite!(
    cases_came_when_their_history_says,
    practices_travelled,
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
