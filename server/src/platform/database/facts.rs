//! What a server of PostgreSQL says of itself, for whoever looks after it.

use super::{Database, DatabaseError, Sql};

const SERVER: Sql = Sql::both(
    "SELECT current_setting('server_version_num')::bigint, current_setting('max_connections')::bigint,
            (SELECT count(*) FROM pg_stat_replication), current_setting('synchronous_standby_names'),
            current_setting('synchronous_commit'), (extract(epoch FROM clock_timestamp()) * 1000000)::bigint,
            current_setting('default_transaction_read_only') = 'on'",
);

/// What is known of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// 150004 is 15.4.
    pub version: i64,
    /// Connections at most.
    pub connections: i64,
    /// Those that follow it, as far as this user may see them.
    pub standbys: i64,
    /// `synchronous_standby_names`: for whom it waits.
    pub synchronous: String,
    /// `synchronous_commit`.
    pub durability: String,
    /// Its clock: microseconds.
    pub now: i64,
    /// Whether nobody may write: its rows were moved away.
    pub frozen: bool,
}

/// Asks it.
///
/// # Errors
/// When the database refuses, or is no PostgreSQL.
pub async fn server(database: &Database) -> Result<Server, DatabaseError> {
    let none = || DatabaseError::Db(sea_orm::DbErr::RecordNotFound("the server said nothing".to_owned()));
    let row = SERVER.one(database.reader(), vec![]).await?.ok_or_else(none)?;
    Ok(Server {
        version: row.try_get_by_index(0)?,
        connections: row.try_get_by_index(1)?,
        standbys: row.try_get_by_index(2)?,
        synchronous: row.try_get_by_index(3)?,
        durability: row.try_get_by_index(4)?,
        now: row.try_get_by_index(5)?,
        frozen: row.try_get_by_index(6)?,
    })
}
