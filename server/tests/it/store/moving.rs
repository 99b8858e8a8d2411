//! All rows from one kind of database into the other, and back.

use std::collections::BTreeMap;

use passerelle::demo::{Size, fill};
use passerelle::platform::database::moving::{self, MoveError};
use passerelle::platform::database::tables::hash_rows;
use passerelle::platform::database::{Access, Database, DatabaseError};
use passerelle::platform::region::Region;
use sea_orm::{ConnectionTrait, Statement};
use testkit::{App, Backend, Store, organisation, skipped, suite};

suite!(
    there_and_back,
    what_was_cut_off_goes_on,
    what_is_not_as_it_was,
    only_the_empty_is_filled,
);

/// What texts may hold and files of tables give a meaning to.
const NASTY: &str = "a\tb\\N\n\\.\r\nc\\\"'é😀\u{7f}\u{1}";

/// An empty database of the other kind, or nothing where there is no PostgreSQL.
async fn other(app: &App) -> Option<Store> {
    if !Backend::Postgres.is_there() {
        skipped("a move needs PostgreSQL");
        return None;
    }
    Some(Store::empty(another(app.backend())).await)
}

const fn another(backend: Backend) -> Backend {
    match backend {
        Backend::Sqlite => Backend::Postgres,
        Backend::Postgres => Backend::Sqlite,
    }
}

async fn opened(store: &Store) -> Database {
    Database::open(store.place(), Access::Fill).await.unwrap()
}

/// The demonstration, with a name that is hard to copy.
async fn filled(app: &App) {
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
    app.journal().settle().await.unwrap();
    rename(app, NASTY).await;
}

/// Behind the journal's back.
async fn rename(app: &App, name: &str) {
    let quoted = name.replace('\'', "''");
    let text = format!(
        "UPDATE organisation SET name = '{quoted}' WHERE id = (SELECT id FROM organisation ORDER BY id LIMIT 1)"
    );
    let done = app.database().maintenance().execute_unprepared(&text).await.unwrap();
    assert_eq!(done.rows_affected(), 1);
}

/// The first number a statement gives.
async fn number(database: &Database, text: &str) -> i64 {
    let statement = Statement::from_string(database.backend(), text);
    let row = database.maintenance().query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index(0).unwrap()
}

async fn there_and_back(app: App) {
    let Some(store) = other(&app).await else { return };
    filled(&app).await;
    let before = hash_rows(app.database()).await.unwrap();
    let there = opened(&store).await;
    let mut told = Vec::new();
    let moved = moving::copy(app.database(), &there, "1", &mut |name, rows| {
        told.push((name.to_owned(), rows))
    })
    .await
    .unwrap();
    assert_eq!(moved.tables, before.len());
    assert_eq!(moved.rows, before.iter().map(|(_, rows, _)| rows).sum::<usize>());
    assert!(told.contains(&("organisation".to_owned(), 80)), "{told:?}");
    moving::finish(&there).await.unwrap();
    assert_eq!(hash_rows(&there).await.unwrap(), before);
    let back = Store::empty(app.backend()).await;
    let again = opened(&back).await;
    moving::copy(&there, &again, "1", &mut |_, _| {}).await.unwrap();
    moving::finish(&again).await.unwrap();
    assert_eq!(hash_rows(&again).await.unwrap(), before);
    again.close().await.unwrap();
    // It works as any other.
    let node = App::over(&back, back.open().await);
    assert!(node.verify().await.valid);
    node.add([organisation("Danach")]).await;
    node.settle().await;
    assert_eq!(node.count("SELECT count(*) FROM organisation").await, 81);
    let names = node.list("SELECT name FROM organisation").await;
    assert_eq!(names.iter().filter(|name| *name == NASTY).count(), 1);
}

async fn what_was_cut_off_goes_on(app: App) {
    let Some(store) = other(&app).await else { return };
    filled(&app).await;
    let mut came = Vec::new();
    for stops_after in [1, 30, 60] {
        let there = opened(&store).await;
        let (from, to) = (app.database().clone(), there.clone());
        let cut = tokio::spawn(async move {
            let mut heard = 0;
            let mut told = |_: &str, _: i64| {
                heard += 1;
                assert!(heard < stops_after, "the process dies here");
            };
            moving::copy(&from, &to, "1", &mut told).await
        });
        cut.await.expect_err("it was cut off");
        came.push(number(&there, "SELECT CAST(coalesce(sum(entries), 0) AS BIGINT) FROM moving").await);
        there.close().await.unwrap();
    }
    assert!(came.is_sorted(), "{came:?}");
    assert!(came[0] < came[2], "{came:?}");
    let there = opened(&store).await;
    let mut begun = BTreeMap::new();
    moving::copy(app.database(), &there, "1", &mut |name, rows| {
        begun.entry(name.to_owned()).or_insert(rows);
    })
    .await
    .unwrap();
    assert_eq!(
        begun.values().sum::<i64>(),
        came[2],
        "what is there is not copied again"
    );
    moving::finish(&there).await.unwrap();
    assert_eq!(
        hash_rows(&there).await.unwrap(),
        hash_rows(app.database()).await.unwrap()
    );
}

async fn what_is_not_as_it_was(app: App) {
    let Some(store) = other(&app).await else { return };
    app.add([organisation("Eins"), organisation("Zwei")]).await;
    app.journal().settle().await.unwrap();
    let there = opened(&store).await;
    let quiet = &mut |_: &str, _: i64| {};
    moving::copy(app.database(), &there, "1", quiet).await.unwrap();
    // A row changed that was copied already.
    rename(&app, "Drei").await;
    let error = moving::copy(app.database(), &there, "1", quiet).await.unwrap_err();
    assert!(
        matches!(&error, MoveError::Differs { table, here: 2, there: 2 } if table == "organisation"),
        "{error}"
    );
    let error = moving::copy(app.database(), &there, "2", quiet).await.unwrap_err();
    assert!(matches!(error, MoveError::Another), "{error}");
    let error = moving::copy(app.database(), app.database(), "1", quiet)
        .await
        .unwrap_err();
    assert!(matches!(error, MoveError::SameKind), "{error}");
    assert_eq!(
        number(&there, "SELECT count(*) FROM organisation WHERE name = 'Drei'").await,
        0
    );
}

async fn only_the_empty_is_filled(app: App) {
    let Some(store) = other(&app).await else { return };
    let there = opened(&store).await;
    there.close().await.unwrap();
    for access in [Access::Write, Access::Read] {
        let error = Database::open(store.place(), access).await.unwrap_err();
        assert!(matches!(error, DatabaseError::Moving), "{error}");
    }
    // Cut off before the first row, it goes on.
    let there = opened(&store).await;
    moving::copy(app.database(), &there, "1", &mut |_, _| {}).await.unwrap();
    moving::finish(&there).await.unwrap();
    there.close().await.unwrap();
    store.open().await.close().await.unwrap();
    let error = Database::open(store.place(), Access::Fill).await.unwrap_err();
    assert!(matches!(error, DatabaseError::NotEmpty), "{error}");
}
