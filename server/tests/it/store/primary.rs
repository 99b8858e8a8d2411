//! What PostgreSQL does to a node that SQLite cannot: its connections end, its network breaks, another host becomes the primary.

use std::time::{Duration, Instant};

use passerelle::platform::database::{Access, Connections, Database, DatabaseError, Place, Sql};
use sqlx::{Connection, PgConnection};
use testkit::{App, Backend, Proxy, Store, skipped};

use super::say;

const ASK: Sql = Sql::both("SELECT 1");
const END_ALL: &str = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'passerelle'";

/// A store, where there is a PostgreSQL.
async fn store() -> Option<Store> {
    if Backend::Postgres.is_there() {
        return Some(Store::migrated(Backend::Postgres).await);
    }
    skipped("only PostgreSQL has a network");
    None
}

/// What leads to the server of an address, and the address by those ways: several hosts.
fn by_two_ways(place: &Place) -> ([Proxy; 2], Place) {
    let Place::Postgres(url) = place else {
        panic!("an address of PostgreSQL")
    };
    let (before, rest) = url.rsplit_once('@').unwrap();
    let (host, name) = rest.split_once('/').unwrap();
    let port = host.rsplit_once(':').map_or(5432, |(_, port)| port.parse().unwrap());
    let ways = [Proxy::start(port).unwrap(), Proxy::start(port).unwrap()];
    let [one, two] = [ways[0].port(), ways[1].port()];
    let url = format!("{before}@127.0.0.1:{one},127.0.0.1:{two}/{name}");
    (ways, Place::Postgres(url))
}

async fn answers(db: &Connections) -> bool {
    ASK.one(db, vec![]).await.is_ok()
}

/// How long until something is answered.
async fn until_it_answers(database: &Database) -> Duration {
    let begun = Instant::now();
    while !answers(database.reader()).await {
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing is answered");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_other_way_is_taken() {
    let Some(store) = store().await else { return };
    let ([one, two], place) = by_two_ways(store.place());
    two.cut(true);
    let database = Database::open(&place, Access::Write).await.unwrap();
    assert!(answers(database.reader()).await);
    // Nobody is told that the cable is out: the statement ends by itself, and the next ones go by the other way.
    two.cut(false);
    one.cut(true);
    let begun = Instant::now();
    let error = ASK.one(database.reader(), vec![]).await.unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(7), "{error}");
    assert!(DatabaseError::from(error).is_unavailable());
    assert!(until_it_answers(&database).await < Duration::from_secs(10));
    // With none left nothing is made up; with one again it goes on.
    two.cut(true);
    assert!(!answers(database.reader()).await);
    one.cut(false);
    until_it_answers(&database).await;
    database.close().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_goes_on_where_its_connection_was_ended() {
    let Some(store) = store().await else { return };
    let app = App::over(&store, store.open().await);
    say(&app, "before", None).await;
    let Place::Postgres(url) = store.place() else {
        unreachable!("a store of PostgreSQL")
    };
    let mut other = PgConnection::connect(url).await.unwrap();
    for round in 0..3 {
        let ended: i64 = sqlx::query_scalar(END_ALL).fetch_one(&mut other).await.unwrap();
        assert!(ended > 0, "round {round}");
        say(&app, &format!("after {round}"), None).await;
    }
    app.journal().settle().await.unwrap();
    assert_eq!(app.verify().await.entries, 4, "each of them once");
}
