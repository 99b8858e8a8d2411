//! Copies of a SQLite database, and what a start finds that is not as it must be. PostgreSQL has its own tools for both.

use std::path::{Path, PathBuf};

use passerelle::platform::database::{Access, Database, DatabaseError, LATEST, Place, copy};
use sea_orm::ConnectionTrait;
use testkit::{App, Backend, Store, organisation};

async fn node() -> App {
    let app = App::spawn(Backend::Sqlite).await;
    app.add([organisation("Eins"), organisation("Zwei")]).await;
    app
}

/// A database as an earlier version left it, in a file of the folder.
pub(crate) async fn of_version(folder: &Path, latest: usize) -> PathBuf {
    let file = folder.join(format!("version-{latest}.sqlite"));
    let db = sea_orm::Database::connect(format!("sqlite://{}?mode=rwc", file.display()));
    let db = db.await.unwrap();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/sqlite");
    let mut scripts: Vec<PathBuf> = std::fs::read_dir(scripts)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    scripts.sort();
    db.execute_unprepared("CREATE TABLE schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL)")
        .await
        .unwrap();
    for (place, script) in scripts.iter().take(latest).enumerate() {
        db.execute_unprepared(&std::fs::read_to_string(script).unwrap())
            .await
            .unwrap();
        let number = place + 1;
        let noted = format!("INSERT INTO schema_version (number, name) VALUES ({number}, '')");
        db.execute_unprepared(&noted).await.unwrap();
    }
    db.close().await.unwrap();
    file
}

mod sqlite {
    use super::*;

    #[tokio::test]
    async fn a_copy_says_the_same() {
        let app = node().await;
        let file = app.folder().join("backup.sqlite");
        copy::to_file(app.database(), &file).await.unwrap();
        app.add([organisation("Drei")]).await;
        let other = Store::empty(Backend::Sqlite).await;
        std::fs::create_dir_all(other.folder().join("index")).unwrap();
        copy::from_file(&file, other.folder()).await.unwrap();
        assert!(!other.folder().join("index").exists(), "the index is built anew");
        let restored = App::over(&other, other.open().await);
        assert_eq!(restored.count("SELECT count(*) FROM organisation").await, 2);
        assert!(restored.verify().await.valid);
        assert_eq!(restored.broken().await, [""; 0]);
        restored.settle().await;
        let found = restored.client().get("/api/v1/organisations").await.json();
        assert_eq!(found["total"], 2);
        copy::to_file(app.database(), &file)
            .await
            .expect_err("a copy overwrites nothing");
        let busy = copy::from_file(&file, app.folder()).await.unwrap_err();
        assert!(matches!(busy, DatabaseError::InUse { .. }), "{busy}");
        let busy = copy::remove(app.folder()).unwrap_err();
        assert!(matches!(busy, DatabaseError::InUse { .. }), "{busy}");
        assert_eq!(app.count("SELECT count(*) FROM organisation").await, 3);
    }

    #[tokio::test]
    async fn a_copy_of_an_earlier_version_is_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        for latest in [1, 9, 19] {
            let file = of_version(folder.path(), latest).await;
            let other = Store::empty(Backend::Sqlite).await;
            copy::from_file(&file, other.folder()).await.unwrap();
            let restored = App::over(&other, other.open().await);
            let newest = restored.count("SELECT max(number) FROM schema_version").await;
            assert_eq!(newest, LATEST, "from {latest}");
            restored.add([organisation("Neu")]).await;
            assert_eq!(restored.broken().await, [""; 0]);
        }
    }

    #[tokio::test]
    async fn a_damaged_copy_is_refused() {
        let app = node().await;
        let file = app.folder().join("backup.sqlite");
        copy::to_file(app.database(), &file).await.unwrap();
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[8192..middle].fill(0xa5);
        std::fs::write(&file, &bytes).unwrap();
        let other = Store::migrated(Backend::Sqlite).await;
        let before = std::fs::read(other.folder().join("passerelle.sqlite")).unwrap();
        copy::from_file(&file, other.folder()).await.unwrap_err();
        std::fs::write(&file, b"no database at all").unwrap();
        copy::from_file(&file, other.folder()).await.unwrap_err();
        assert_eq!(std::fs::read(other.folder().join("passerelle.sqlite")).unwrap(), before);
    }

    #[tokio::test]
    async fn one_process_a_folder() {
        let app = node().await;
        let place = app.database().place().clone();
        let refused = Database::open(&place, Access::Write).await.unwrap_err();
        assert!(matches!(refused, DatabaseError::InUse { .. }), "{refused}");
        assert!(refused.to_string().contains("--data"), "the mend is named: {refused}");
        // Beside a running node one may read, and not write.
        let beside = Database::open(&place, Access::Read).await.unwrap();
        let hash = passerelle::organisations::fsck::content_hash(&beside).await.unwrap();
        assert_eq!(hash, app.content().await);
        let writing = beside.maintenance().execute_unprepared("DELETE FROM reader").await;
        assert!(writing.unwrap_err().to_string().contains("readonly"));
    }

    #[tokio::test]
    async fn damage_after_an_unclean_stop_is_found() {
        let store = Store::migrated(Backend::Sqlite).await;
        let file = store.folder().join("passerelle.sqlite");
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[4096..12_288].fill(0xa5);
        std::fs::write(&file, &bytes).unwrap();
        std::fs::write(store.folder().join("lock"), "running").unwrap();
        let refused = Database::open(store.place(), Access::Write).await.unwrap_err();
        let said = refused.to_string();
        assert!(said.contains("passerelle.sqlite") && said.contains("restore"), "{said}");
    }

    #[tokio::test]
    async fn a_folder_that_is_none() {
        let store = Store::empty(Backend::Sqlite).await;
        let file = store.folder().join("file");
        std::fs::write(&file, "x").unwrap();
        let refused = Database::open(&Place::Folder(file), Access::Write).await.unwrap_err();
        assert!(matches!(refused, DatabaseError::Folder { .. }), "{refused}");
        let absent = Database::open(&Place::Folder(store.folder().join("none")), Access::Read)
            .await
            .unwrap_err();
        assert!(matches!(absent, DatabaseError::Absent { .. }), "{absent}");
    }
}
