//! The demonstration, filled.

use passerelle::demo::{Size, fill};
use passerelle::platform::region::Region;
use testkit::{App, suite};

suite!(cases_came_when_their_history_says, practices_travelled);

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
