//! Databases of tests: a copy of a migrated template each, so that no test waits for migrations and none sees another's rows.
//! Templates are named by the migrations' bytes, kept between runs, and made once however many processes ask at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use passerelle::platform::database::{Access, Database, Place};
use sha2::{Digest, Sha256};
use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;

/// Where a superuser of a throw-away PostgreSQL is reached.
pub const POSTGRES: &str = "PASSERELLE_TEST_POSTGRES";

/// What a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own in the cluster of `PASSERELLE_TEST_POSTGRES`.
    Postgres,
}

impl Backend {
    /// Whether tests can run on it here.
    #[must_use]
    pub fn is_there(self) -> bool {
        self == Self::Sqlite || cluster().is_some()
    }
}

/// A database of its own and a folder; both go when it is dropped.
#[derive(Clone, Debug)]
pub struct Store(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    place: Place,
    folder: TempDir,
}

impl Store {
    /// A migrated one.
    pub async fn migrated(backend: Backend) -> Self {
        let folder = scratch();
        let place = match backend {
            Backend::Sqlite => {
                let template = sqlite_template().await;
                std::fs::copy(template, folder.path().join("passerelle.sqlite")).unwrap();
                Place::Folder(folder.path().into())
            }
            Backend::Postgres => Place::Postgres(create(&postgres_template().await).await),
        };
        Self(Arc::new(Inner { place, folder }))
    }

    /// One without a schema.
    pub async fn empty(backend: Backend) -> Self {
        let folder = scratch();
        let place = match backend {
            Backend::Sqlite => Place::Folder(folder.path().into()),
            Backend::Postgres => Place::Postgres(create("template0").await),
        };
        Self(Arc::new(Inner { place, folder }))
    }

    /// Where it is, to be opened.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// A folder for whatever the test needs.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.0.folder.path()
    }

    /// Opens it to write.
    pub async fn open(&self) -> Database {
        Database::open(self.place(), Access::Write).await.unwrap()
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let Place::Postgres(url) = &self.place else { return };
        let name = url.rsplit('/').next().unwrap_or_default().to_owned();
        // Dropping cannot wait in the test's own runtime, which may be ending.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&cluster().unwrap()).await.unwrap();
                let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                connection.execute(sqlx::AssertSqlSafe(drop)).await.unwrap();
            });
        });
        // A database that stays only takes room in a cluster that is thrown away.
        let _ = dropping.join();
    }
}

fn cluster() -> Option<String> {
    std::env::var(POSTGRES).ok().filter(|url| !url.is_empty())
}

fn scratch() -> TempDir {
    tempfile::Builder::new().prefix("passerelle-test-").tempdir().unwrap()
}

/// A name that changes with any migration.
fn fingerprint() -> String {
    let migrations = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/migrations");
    let mut files: Vec<PathBuf> = ["sqlite", "postgres"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(migrations.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut sha = Sha256::new();
    for file in files {
        sha.update(std::fs::read(file).unwrap());
    }
    sha.finalize()
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn sqlite_template() -> PathBuf {
    let template = std::env::temp_dir().join(format!("passerelle-template-{}.sqlite", fingerprint()));
    if !template.exists() {
        let folder = scratch();
        let place = Place::Folder(folder.path().into());
        let database = Database::open(&place, Access::Write).await.unwrap();
        database.close().await.unwrap();
        // Renamed within one folder, so that nobody copies half of it.
        let part = template.with_extension(format!("{}", std::process::id()));
        std::fs::copy(folder.path().join("passerelle.sqlite"), &part).unwrap();
        std::fs::rename(&part, &template).unwrap();
    }
    template
}

/// Makes the template under an advisory lock of the cluster, which its maker's death would free.
async fn postgres_template() -> String {
    let name = format!("passerelle_template_{}", fingerprint());
    let mut connection = PgConnection::connect(&cluster().unwrap()).await.unwrap();
    if exists(&mut connection, &name).await {
        return name;
    }
    sqlx::query("SELECT pg_advisory_lock(7211099)")
        .execute(&mut connection)
        .await
        .unwrap();
    if !exists(&mut connection, &name).await {
        let url = create("template0").await;
        let database = Database::open(&Place::Postgres(url.clone()), Access::Write)
            .await
            .unwrap();
        database.close().await.unwrap();
        let made = url.rsplit('/').next().unwrap();
        let rename = format!("ALTER DATABASE {made} RENAME TO {name}");
        connection.execute(sqlx::AssertSqlSafe(rename)).await.unwrap();
    }
    connection.close().await.unwrap();
    name
}

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(name)
        .fetch_optional(connection)
        .await
        .unwrap()
        .is_some()
}

/// A new database; its address.
async fn create(template: &str) -> String {
    let cluster = cluster().unwrap();
    let mut connection = PgConnection::connect(&cluster).await.unwrap();
    let name = format!("passerelle_test_{}", uuid::Uuid::new_v4().simple());
    // Copying files is twice as quick as writing them to the log first, which is what a busy cluster would want.
    let text = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY");
    connection.execute(sqlx::AssertSqlSafe(text)).await.unwrap();
    connection.close().await.unwrap();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}
