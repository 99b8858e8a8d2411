//! Migrations and the shape of the schema: the same tables and columns on both, owners that cannot be missing.

use std::collections::BTreeSet;

use passerelle::platform::database::{Access, Database, DatabaseError, LATEST, SchemaError};
use testkit::{App, Backend, Store, organisation, suite};

suite!(
    from_nothing_and_again,
    a_newer_one_is_refused,
    a_newer_one_that_only_adds_is_worked_on,
    an_older_one_is_not_read,
    shape,
    owners_are_there_and_indexed,
    children_go_with_their_organisation,
    rows_from_before_learn_how_well_their_points_are_known,
    rows_from_before_learn_where_they_count,
);

async fn from_nothing_and_again(app: App) {
    let store = Store::empty(app.backend()).await;
    let refused = Database::open(store.place(), Access::Read).await;
    assert!(refused.is_err(), "nothing is there to be read");
    for _ in 0..2 {
        let database = store.open().await;
        assert_eq!(tables(&App::over(&store, database.clone())).await, tables(&app).await);
        database.close().await.unwrap();
    }
    let read = Database::open(store.place(), Access::Read).await.unwrap();
    read.close().await.unwrap();
}

async fn a_newer_one_is_refused(app: App) {
    app.tamper("INSERT INTO schema_version (number, name) VALUES (9999, 'later')")
        .await
        .unwrap();
    let place = app.database().place().clone();
    let refused = match app.backend() {
        // The node holds the folder: only reading can be tried.
        Backend::Sqlite => Database::open(&place, Access::Read).await,
        Backend::Postgres => Database::open(&place, Access::Write).await,
    };
    match refused.unwrap_err() {
        DatabaseError::Schema(SchemaError::Newer { found: 9999, known }) => assert_eq!(known, LATEST),
        other => panic!("{other}"),
    }
}

/// A node of this version goes on beside one of the next, and may be started again: the way back from an upgrade.
async fn a_newer_one_that_only_adds_is_worked_on(app: App) {
    let note = |number: i64, kind: &'static str| {
        let sql = format!("INSERT INTO schema_version (number, name, kind) VALUES ({number}, 'later', '{kind}')");
        let app = &app;
        async move { app.tamper(&sql).await.unwrap() }
    };
    note(LATEST + 1, "expand").await;
    let place = app.database().place().clone();
    let database = Database::open(&place, Access::Read).await.unwrap();
    let standing = database.standing().await.unwrap();
    assert_eq!((standing.found, standing.to_come.len()), (LATEST + 1, 0));
    database.close().await.unwrap();
    note(LATEST + 2, "contract").await;
    note(LATEST + 3, "expand").await;
    let refused = Database::open(&place, Access::Read).await.unwrap_err();
    assert!(refused.to_string().contains("install the newer version"), "{refused}");
}

async fn an_older_one_is_not_read(app: App) {
    app.tamper(&format!("DELETE FROM schema_version WHERE number = {LATEST}"))
        .await
        .unwrap();
    let refused = Database::open(app.database().place(), Access::Read).await.unwrap_err();
    assert!(refused.to_string().contains("passerelle migrate"), "{refused}");
}

/// `table.column null?` of the whole schema.
async fn tables(app: &App) -> BTreeSet<String> {
    let sql = match app.backend() {
        Backend::Sqlite => {
            "SELECT t.name || '.' || c.name || ' ' || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 'always' ELSE 'maybe' END
             FROM sqlite_master t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%'"
        }
        Backend::Postgres => {
            "SELECT table_name || '.' || column_name || ' ' || CASE WHEN is_nullable = 'NO' THEN 'always' ELSE 'maybe' END
             FROM information_schema.columns WHERE table_schema = current_schema()"
        }
    };
    app.list(sql).await.into_iter().collect()
}

async fn shape(app: App) {
    let here = tables(&app).await;
    let elsewhere = match app.backend() {
        Backend::Postgres => Backend::Sqlite,
        Backend::Sqlite if Backend::Postgres.is_there() => Backend::Postgres,
        Backend::Sqlite => return,
    };
    let there = tables(&App::spawn(elsewhere).await).await;
    assert_eq!(here, there);
}

/// Tables whose rows belong to an organisation, and the column that says so.
const OWNED: [&str; 19] = [
    "chamber_file_row",
    "claim",
    "claim_letter",
    "fact",
    "funding_interest",
    "identifier",
    "invitation",
    "membership",
    "opportunity",
    "place",
    "practice",
    "practice_adoption",
    "reconfirmation",
    "register_record",
    "register_unit",
    "report",
    "saved_search",
    "startup_change",
    "watch",
];
/// Tables whose rows may come before there is an organisation, or are of a chamber instead.
const BEFORE: [&str; 3] = ["case_file", "draft", "webhook"];

async fn owners_are_there_and_indexed(app: App) {
    let columns = tables(&app).await;
    let with_owner = columns.iter().filter(|column| column.contains(".organisation_id "));
    let owned: BTreeSet<&str> = with_owner.map(|column| column.split('.').next().unwrap()).collect();
    let known: BTreeSet<&str> = OWNED.into_iter().chain(BEFORE).collect();
    assert_eq!(owned, known, "a new table with an owner is named here");
    let sql = match app.backend() {
        Backend::Sqlite => {
            "SELECT t.name FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
             WHERE t.type = 'table' AND c.seqno = 0 AND c.name = 'organisation_id'"
        }
        Backend::Postgres => {
            "SELECT t.relname::text FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0] WHERE a.attname = 'organisation_id'"
        }
    };
    let indexed: BTreeSet<String> = app.list(sql).await.into_iter().collect();
    for table in OWNED {
        assert!(
            columns.contains(&format!("{table}.organisation_id always")),
            "{table} may have no owner"
        );
        assert!(indexed.contains(table), "{table} is not indexed by its owner");
    }
}

async fn children_go_with_their_organisation(app: App) {
    app.add([testkit::organisation("Testwerk")
        .identifier("de_vat", "DE136695976")
        .declared("summary", Some("de"), "Baut Brücken.", "2026-10-01")])
        .await;
    let others = [
        "chamber_file_row",
        "claim",
        "claim_letter",
        "funding_interest",
        "invitation",
        "membership",
        "opportunity",
        "practice",
        "practice_adoption",
        "reconfirmation",
        "register_unit",
        "report",
        "saved_search",
        "startup_change",
        "watch",
    ];
    for table in OWNED.into_iter().filter(|table| !others.contains(table)) {
        assert!(
            app.list(&format!("SELECT 'row' FROM {table}")).await.len() == 1,
            "{table}"
        );
    }
    app.tamper("DELETE FROM organisation").await.unwrap();
    for table in OWNED {
        assert_eq!(
            app.list(&format!("SELECT 'row' FROM {table}")).await.len(),
            0,
            "{table}"
        );
    }
}

async fn rows_from_before_learn_how_well_their_points_are_known(app: App) {
    let stated = organisation("Messwerk").point(49.3, 7.1);
    let nowhere = organisation("Irgendwo").seat("DE", "66111", "Kein Ort");
    let elsewhere = organisation("Fernwerk").seat("NL", "1000", "Kein Ort");
    app.add([stated, organisation("Testwerk"), nowhere, elsewhere]).await;
    let content = app.content().await;
    let mut precisions = app.list(PRECISIONS).await;
    let expected = ["Fernwerk - -", "Irgendwo territory territory", "Messwerk stated stated"];
    assert_eq!(precisions[..3], expected);
    for table in ["place", "organisation"] {
        let sql = format!("ALTER TABLE {table} DROP COLUMN precision");
        app.tamper(&sql).await.unwrap();
    }
    let migration = match app.backend() {
        Backend::Sqlite => include_str!("../../../migrations/sqlite/0004_place_precision.sql"),
        Backend::Postgres => include_str!("../../../migrations/postgres/0004_place_precision.sql"),
    };
    app.tamper(migration).await.unwrap();
    // Which middle it is cannot be told without the region; that it is one can.
    precisions[1] = "Irgendwo municipality municipality".into();
    assert_eq!(app.list(PRECISIONS).await, precisions);
    assert_eq!(app.content().await, content);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn rows_from_before_learn_where_they_count(app: App) {
    let across = organisation("Grenzwerk")
        .territory("LOR")
        .establishment("SAR")
        .establishment("DG");
    let gone = organisation("Saarwerk").establishment("LU").struck_off("2025-01-01");
    let far = organisation("Fernwerk")
        .territory("outside")
        .establishment("outside")
        .establishment("WAL");
    app.add([across, gone, far]).await;
    let told = "SELECT name || ': ' || territories FROM organisation ORDER BY name";
    let expected = ["Fernwerk: outside WAL", "Grenzwerk: LOR DG SAR", "Saarwerk: SAR"];
    assert_eq!(app.list(told).await, expected);
    app.tamper("ALTER TABLE organisation DROP COLUMN territories")
        .await
        .unwrap();
    let migration = match app.backend() {
        Backend::Sqlite => include_str!("../../../migrations/sqlite/0020_territories.sql"),
        Backend::Postgres => include_str!("../../../migrations/postgres/0020_territories.sql"),
    };
    app.tamper(migration).await.unwrap();
    assert_eq!(app.list(told).await, expected);
    assert_eq!(app.broken().await, [""; 0]);
}

const PRECISIONS: &str = "SELECT o.name || ' ' || coalesce(o.precision, '-') || ' ' || coalesce(p.precision, '-')
    FROM organisation o JOIN place p ON p.organisation_id = o.id ORDER BY o.name";
