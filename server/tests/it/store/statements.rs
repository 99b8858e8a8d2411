//! Every constant of SQL is understood by both databases, whether a test runs it or not.

use passerelle::platform::journal::{self, tally};
use passerelle::{organisations, registry};
use testkit::{App, suite};

suite!(
    all_are_prepared,
    what_a_transaction_needs,
    what_an_import_looks_up_goes_by_keys
);

async fn all_are_prepared(app: App) {
    let all = [
        journal::STATEMENTS,
        tally::STATEMENTS,
        passerelle::platform::mail::STATEMENTS,
        passerelle::cases::STATEMENTS,
        passerelle::introductions::STATEMENTS,
        passerelle::outcomes::STATEMENTS,
        passerelle::outcomes::counted::STATEMENTS,
        passerelle::introductions::queries::counted::STATEMENTS,
        passerelle::observatory::STATEMENTS,
        passerelle::introductions::fsck::STATEMENTS,
        passerelle::introductions::retention::STATEMENTS,
        passerelle::cases::queries::STATEMENTS,
        passerelle::cases::queries::OPENNESS,
        passerelle::cases::queries::STATED,
        passerelle::platform::mail::send::STATEMENTS,
        passerelle::platform::mail::shown::STATEMENTS,
        registry::STATEMENTS,
        registry::queries::STATEMENTS,
        registry::retention::STATEMENTS,
        organisations::queries::COUNTED,
        organisations::fsck::STATEMENTS,
        organisations::bulk::LOADING,
        organisations::bulk::SAVING,
        organisations::queries::STATEMENTS,
        passerelle::decay::retention::STATEMENTS,
        passerelle::opportunities::retention::STATEMENTS,
        passerelle::practices::retention::STATEMENTS,
        passerelle::practices::fsck::STATEMENTS,
        passerelle::investors::retention::STATEMENTS,
        organisations::objections::STATEMENTS,
        passerelle::notices::STATEMENTS,
        passerelle::chambers::STATEMENTS,
        passerelle::chambers::personal::STATEMENTS,
        passerelle::platform::mail::hold::STATEMENTS,
        passerelle::platform::mail::standing::STATEMENTS,
        passerelle::platform::mail::given_up::STATEMENTS,
        passerelle::platform::mail::personal::STATEMENTS,
        passerelle::platform::journal::personal::STATEMENTS,
        passerelle::platform::web::once::STATEMENTS,
        passerelle::platform::mail::retention::STATEMENTS,
        passerelle::accounts::retention::STATEMENTS,
        passerelle::joining::retention::STATEMENTS,
        passerelle::notices::retention::STATEMENTS,
        passerelle::webhooks::STATEMENTS,
        passerelle::webhooks::retention::STATEMENTS,
    ];
    let mut prepared = 0;
    for sql in all.concat() {
        let text = sql.text(app.database().backend());
        app.prepare(text)
            .await
            .unwrap_or_else(|error| panic!("{text}: {error}"));
        prepared += 1;
    }
    assert!(prepared > 20, "{prepared}");
    assert!(app.prepare("SELECT nothing FROM nowhere").await.is_err());
}

/// Settings each connection must have: without them a crash could lose what was acknowledged.
async fn what_a_transaction_needs(app: App) {
    let expected: &[(&str, &str)] = match app.backend() {
        testkit::Backend::Sqlite => &[
            ("PRAGMA journal_mode", "wal"),
            ("PRAGMA synchronous", "2"),
            ("PRAGMA secure_delete", "1"),
            ("PRAGMA foreign_keys", "1"),
            ("PRAGMA trusted_schema", "0"),
        ],
        testkit::Backend::Postgres => &[
            ("SHOW statement_timeout", "15s"),
            ("SHOW lock_timeout", "3s"),
            ("SHOW idle_in_transaction_session_timeout", "10s"),
            ("SHOW timezone", "UTC"),
            ("SHOW transaction_isolation", "read committed"),
        ],
    };
    for (asked, answer) in expected {
        assert_eq!(app.ask(asked).await, *answer, "{asked}");
    }
}

/// A constant nobody lists would be prepared by nobody.
#[test]
fn every_constant_is_listed() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut constants) = (vec![source.clone()], 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inside = path.strip_prefix(&source).unwrap();
            // The database's own statements speak to one of the two, or to none before there is a schema.
            if inside.starts_with("platform/database") || inside.ends_with("settle.rs") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let names = text
                .lines()
                .filter_map(|line| line.split_once("const ")?.1.split_once(": Sql ="));
            let (_, listed) = text.split_once("STATEMENTS: &[Sql] = &[").unwrap_or_default();
            let listed = listed.split("];").next().unwrap_or_default();
            for (name, _) in names {
                let known = listed.split([',', ' ', '\n', '\r']).any(|word| word == name);
                assert!(known, "{name} of {} is not in its STATEMENTS", inside.display());
                constants += 1;
            }
        }
    }
    assert!(constants > 20, "{constants}");
}

/// PostgreSQL read all numbers of a scheme for each batch as long as its figures said that there were a few: the first 100,000 of
/// a register took a minute. What SQLite does is tested beside the statements.
async fn what_an_import_looks_up_goes_by_keys(app: App) {
    use sea_orm::{ConnectionTrait, Statement};

    if app.backend() == testkit::Backend::Sqlite {
        return;
    }
    let tx = app.database().reader().begin().await.unwrap();
    // As `rows::by_keys` has it.
    for plan in ["seqscan", "hashjoin", "mergejoin"] {
        tx.execute_unprepared(&format!("SET LOCAL enable_{plan} = off"))
            .await
            .unwrap();
    }
    for sql in organisations::bulk::LOADING {
        let text = sql.postgres.replace("$1::uuid[]", "'{}'::uuid[]");
        let text = text.replace("$1", "'kbo'").replace("$2", "'{}'");
        let explain = Statement::from_string(tx.get_database_backend(), format!("EXPLAIN {text}"));
        let plan = tx.query_all_raw(explain).await.unwrap();
        let plan: Vec<String> = plan.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        let by_key = |line: &String| line.contains("Index Cond") && (line.contains("n.") || line.contains("= ANY"));
        assert!(plan.iter().any(by_key), "{plan:#?}: {text}");
    }
}
