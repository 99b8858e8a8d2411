//! `move` with the real program: from SQLite to PostgreSQL and back, and what stands in its way.

use passerelle::platform::database::Place;
use sqlx::{Connection, Executor, PgConnection};
use testkit::{Backend, Store, skipped};

use crate::setup::{refused, run, said};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_moves_and_comes_back() {
    if !Backend::Postgres.is_there() {
        return skipped("a move needs PostgreSQL");
    }
    let store = Store::empty(Backend::Postgres).await;
    let Place::Postgres(url) = store.place() else {
        unreachable!("an address")
    };
    let folder = tempfile::tempdir().unwrap();
    let here = |words: &[&str]| run(folder.path(), &[&["--data", "data"], words].concat());
    let there = |words: &[&str]| {
        run(
            folder.path(),
            &[&["--data", "data", "--database", url.as_str()], words].concat(),
        )
    };

    let text = refused(&here(&["move", "--to", url]));
    assert!(text.contains("holds no database"), "{text}");
    said(&here(&["migrate"]));
    said(&here(&["chamber", "add", "ihk-saarland"]));
    said(&here(&[
        "mandate",
        "grant",
        "anna@ihk.example",
        "ihk-saarland",
        "adviser",
    ]));
    let before = said(&here(&["fsck", "--hash", "rows"]));
    let text = refused(&here(&["move", "--to", "sqlite"]));
    assert!(text.contains("this node is on SQLite"), "{text}");

    let text = said(&here(&["move", "--to", url]));
    assert!(
        text.contains("the same on both sides") && text.contains("the chain holds"),
        "{text}"
    );
    assert!(text.contains("moved; give `database`"), "{text}");
    assert!(!text.contains("BAD"), "{text}");
    assert_eq!(said(&there(&["fsck", "--hash", "rows"])), before);
    // Nobody serves from the old one by mistake.
    for words in [&["fsck"][..], &["chamber", "list"], &["move", "--to", url]] {
        let text = refused(&here(words));
        assert!(text.contains("were moved to PostgreSQL"), "{words:?}: {text}");
    }
    said(&there(&[
        "mandate",
        "grant",
        "berta@ihk.example",
        "ihk-saarland",
        "adviser",
    ]));
    let after = said(&there(&["fsck", "--hash", "rows"]));
    assert_ne!(after, before);

    let text = refused(&there(&["move", "--to", url]));
    assert!(text.contains("this node is on PostgreSQL"), "{text}");
    // One that comes to nothing leaves the node as it was, also where an earlier one had been cut off.
    let mut operator = PgConnection::connect(url).await.unwrap();
    let name = url.rsplit('/').next().unwrap();
    let freeze = format!("ALTER DATABASE {name} SET default_transaction_read_only = on");
    operator.execute(sqlx::AssertSqlSafe(freeze)).await.unwrap();
    std::fs::write(folder.path().join("data/move.part"), "in the way").unwrap();
    let text = refused(&there(&["move", "--to", "sqlite"]));
    assert!(text.contains("move.part"), "{text}");
    said(&there(&["mandate", "revoke", "berta@ihk.example", "ihk-saarland"]));
    let after = said(&there(&["fsck", "--hash", "rows"]));
    std::fs::remove_file(folder.path().join("data/move.part")).unwrap();

    let text = said(&there(&["move", "--to", "sqlite"]));
    assert!(text.contains("moved; take `database`"), "{text}");
    assert_eq!(said(&here(&["fsck", "--hash", "rows"])), after);
    let text = refused(&there(&[
        "mandate",
        "grant",
        "clara@ihk.example",
        "ihk-saarland",
        "adviser",
    ]));
    assert!(text.contains("takes no writes"), "{text}");
    said(&here(&[
        "mandate",
        "grant",
        "clara@ihk.example",
        "ihk-saarland",
        "adviser",
    ]));
    let text = refused(&there(&["move", "--to", "sqlite"]));
    assert!(text.contains("exists already"), "{text}");
}
