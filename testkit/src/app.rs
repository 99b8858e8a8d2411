//! A node as the server puts it together, on a store of its own.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use axum::Router;
use passerelle::app::{self, MENU};
use passerelle::directory::Directory;
use passerelle::organisations::model::OrganisationId;
use passerelle::organisations::{fsck, queries};
use passerelle::platform::access::{self, Action, Actor, Purpose, Scope};
use passerelle::platform::clock::Clock;
use passerelle::platform::database::Database;
use passerelle::platform::files::{Files, FilesPlace};
use passerelle::platform::journal::{Journal, Verified, verify};
use passerelle::platform::outbound::Outbound;
use passerelle::platform::region::{Region, Source};
use passerelle::platform::web::{Identity, Options, Web};
use passerelle::registry::{self, Imports, Kind, Outcome, Request};
use sea_orm::{ConnectionTrait, Statement};
use sqlx::Executor;

use super::{Backend, Builder, Client, NOW, Store};

/// The secret of a node of tests.
const SECRET: &[u8] = b"a secret of a test";

/// What a test may want otherwise.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// Limits of the server.
    pub options: Options,
    /// Instead of `https://passerelle.example`.
    pub public_url: Option<String>,
    /// Where files lie, instead of in the node's folder.
    pub files: Option<FilesPlace>,
}

/// A running node without a socket.
#[derive(Clone)]
pub struct App {
    /// What its handlers share.
    pub state: app::App,
    store: Store,
    router: Router,
}

/// The region pack, read once a process.
pub fn region() -> Arc<Region> {
    static REGION: OnceLock<Arc<Region>> = OnceLock::new();
    Arc::clone(REGION.get_or_init(|| Arc::new(Region::load(Source::Embedded).unwrap())))
}

/// What pages know of a node of tests.
pub fn web(public_url: &str) -> Arc<Web> {
    let identity = Identity {
        public_url: public_url.into(),
        demo: true,
        operator: "Testbetrieb & Co".into(),
        contact: "mail@example.org".into(),
        address: "1 rue du Test".into(),
        secret: SECRET.to_vec(),
    };
    Arc::new(Web::new(region(), identity, MENU).unwrap())
}

impl App {
    /// A node on an empty, migrated database.
    pub async fn spawn(backend: Backend) -> Self {
        Self::spawn_with(backend, Setup::default()).await
    }

    /// The same with other limits or another address.
    pub async fn spawn_with(backend: Backend, setup: Setup) -> Self {
        let store = Store::migrated(backend).await;
        let journal = Journal::new(store.open().await, Clock::set(NOW, 1)).with_key(SECRET);
        let index = store.folder().join("index");
        let directory = Arc::new(Directory::open(&index, journal.clone(), region()).unwrap());
        let url = setup.public_url.as_deref().unwrap_or("https://passerelle.example");
        let imports = Imports::of(Some(store.folder().join("imports")));
        let files = Files::open(&setup.files.unwrap_or_else(|| in_folder(&store))).unwrap();
        let state = app::App::new(web(url), journal, directory, files)
            .with_imports(imports)
            // Receivers of tests are on this machine.
            .with_outbound(Outbound::new(vec!["127.0.0.0/8".parse().unwrap()]));
        let router = app::router(state.clone(), &setup.options);
        Self { state, store, router }
    }

    /// A node over a store that is open already; for looking at its database only.
    #[must_use]
    pub fn over(store: &Store, database: Database) -> Self {
        Self::beside(store, Journal::new(database, Clock::set(NOW, 1)), &in_folder(store))
    }

    /// A second node beside this one: the same database and the same place for files, an index and a way to the files of its own.
    pub async fn second(&self) -> Self {
        let database = match self.backend() {
            // One process has it open, so the nodes share that.
            Backend::Sqlite => self.database().clone(),
            Backend::Postgres => self.store.open().await,
        };
        let journal = Journal::new(database, Clock::set(self.clock().now(), 1_000_000));
        Self::beside(&self.store, journal, self.state.files.place())
    }

    fn beside(store: &Store, journal: Journal, files: &FilesPlace) -> Self {
        let journal = journal.with_key(SECRET);
        let index = store.folder().join(format!("index-{}", uuid::Uuid::new_v4()));
        let directory = Arc::new(Directory::open(&index, journal.clone(), region()).unwrap());
        let files = Files::open(files).unwrap();
        let state = app::App::new(web("https://passerelle.example"), journal, directory, files);
        Self {
            router: app::router(state.clone(), &Options::default()),
            state,
            store: store.clone(),
        }
    }

    /// A browser of somebody unknown.
    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// Its journal.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.state.journal
    }

    /// Its database.
    #[must_use]
    pub fn database(&self) -> &Database {
        self.state.journal.database()
    }

    /// Its clock, to be moved.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.state.journal.clock()
    }

    /// SQLite or PostgreSQL.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.database().folder() {
            Some(_) => Backend::Sqlite,
            None => Backend::Postgres,
        }
    }

    /// A folder of its own.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.store.folder()
    }

    /// Brings the index up to the head of the journal.
    pub async fn settle(&self) {
        self.journal().settle().await.unwrap();
        self.state.directory.keep_up().await.unwrap();
    }

    /// Imports organisations as `passerelle import jsonl` would, and brings the index up to date.
    pub async fn add(&self, organisations: impl IntoIterator<Item = Builder>) -> Outcome {
        let lines: Vec<String> = organisations.into_iter().map(|one| one.json()).collect();
        let path = self.write(&format!("{}.jsonl", self.clock().id()), &(lines.join("\n") + "\n"));
        let outcome = self.import(Kind::Lines, &path).await;
        assert_eq!(outcome.rejected, 0, "{outcome:?}");
        self.settle().await;
        outcome
    }

    /// Writes a file into the node's folder.
    pub fn write(&self, name: &str, text: &str) -> std::path::PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// What `import` asks for.
    pub fn request(&self, kind: Kind, path: &Path) -> Request {
        Request {
            scratch: self.folder().into(),
            ..Request::of(kind, path.into())
        }
    }

    /// Imports a file or folder whole.
    pub async fn import(&self, kind: Kind, path: &Path) -> Outcome {
        self.import_with(&self.request(kind, path)).await
    }

    /// Imports as asked for.
    pub async fn import_with(&self, request: &Request) -> Outcome {
        let actor = Actor::system(Purpose::Import);
        registry::import(self.journal(), &region(), &actor, request, &|_| ())
            .await
            .unwrap()
    }

    /// The id of the organisation with that name.
    pub async fn id(&self, name: &str) -> OrganisationId {
        let all = queries::documents_after(&everything(), self.database(), None, 10_000)
            .await
            .unwrap();
        let found = all.into_iter().find(|source| source.summary.name == name);
        found.unwrap_or_else(|| panic!("there is no {name}")).summary.id
    }

    /// Runs a statement behind the back of all rules: for what no feature can do yet, and for tampering.
    ///
    /// # Errors
    /// When the database refuses, which some tests want.
    pub async fn tamper(&self, sql: &str) -> Result<u64, sea_orm::DbErr> {
        let done = self.database().maintenance().execute_unprepared(sql).await?;
        Ok(done.rows_affected())
    }

    /// Makes the index anew.
    pub async fn rebuild(&self) {
        self.state.directory.rebuild().await.unwrap();
    }

    /// Lets the database read a statement without running it.
    ///
    /// # Errors
    /// When it does not understand it.
    pub async fn prepare(&self, sql: &'static str) -> Result<(), sqlx::Error> {
        let db = self.database().maintenance();
        match self.backend() {
            Backend::Sqlite => db
                .driver()
                .get_sqlite_connection_pool()
                .prepare(sqlx::SqlStr::from_static(sql))
                .await
                .map(drop),
            Backend::Postgres => db
                .driver()
                .get_postgres_connection_pool()
                .prepare(sqlx::SqlStr::from_static(sql))
                .await
                .map(drop),
        }
    }

    /// The first column of all rows, texts.
    pub async fn list(&self, sql: &str) -> Vec<String> {
        let db = self.database().maintenance();
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let rows = db.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// A setting of the connection, as text.
    pub async fn ask(&self, sql: &str) -> String {
        let db = self.database().maintenance();
        let statement = Statement::from_string(db.get_database_backend(), sql);
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        let text = row.try_get_by_index::<String>(0);
        text.unwrap_or_else(|_| row.try_get_by_index::<i64>(0).unwrap().to_string())
    }

    /// A number the database counts.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let sql = passerelle::platform::database::Sql::both(sql);
        let row = sql.one(self.database().maintenance(), vec![]).await.unwrap();
        row.unwrap().try_get_by_index(0).unwrap()
    }

    /// What `journal verify` says.
    pub async fn verify(&self) -> Verified {
        self.journal().settle().await.unwrap();
        verify(self.database().reader()).await.unwrap()
    }

    /// The checks of `fsck` that fail.
    pub async fn broken(&self) -> Vec<&'static str> {
        let checks = fsck::checks(self.database(), &region()).await.unwrap();
        checks
            .into_iter()
            .filter(|check| !check.ok)
            .map(|check| check.id)
            .collect()
    }

    /// `fsck --hash content`.
    pub async fn content(&self) -> String {
        fsck::content_hash(self.database()).await.unwrap()
    }
}

fn in_folder(store: &Store) -> FilesPlace {
    FilesPlace::Folder(store.folder().to_owned())
}

/// What the platform itself sees.
#[must_use]
fn everything() -> Scope {
    access::scope(&Actor::system(Purpose::Maintenance), Action::ReadOrganisation)
}
