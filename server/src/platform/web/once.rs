//! `Idempotency-Key`: a request a program sends twice with the same key is done once, and answered twice alike, for a day.
//!
//! The key is laid down before the work and the answer after it. Should the node end between the two, the key is free again
//! after a minute; what was done is not done again even then, because the version in `If-Match` is another by now.
//! A reader's report has no version that would keep a second one away: it carries its key in its own row, in one transaction.

use std::future::Future;

use axum::http::HeaderMap;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Detail, Error, FieldError, Result};
use crate::platform::clock::DAY;
use crate::platform::database::{Database, DatabaseError, Sql};
use crate::platform::retention::Rule;

/// Name of the header.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// How long a request without an answer keeps others with its key away: one minute in microseconds.
const WORKING: i64 = 60_000_000;

const SWEEP: Sql = Sql::both("DELETE FROM request_key WHERE at <= $1");
/// A day after nobody came with a new one, too.
pub const RULES: &[Rule] = &[Rule::rows("requestKeys", 1, SWEEP)];
const TAKE: Sql =
    Sql::both("INSERT INTO request_key (digest, request_hash, at) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING");
const FIND: Sql = Sql::both("SELECT request_hash, at, status, version, body FROM request_key WHERE digest = $1");
const TAKE_OVER: Sql = Sql::both("UPDATE request_key SET at = $2 WHERE digest = $1 AND status IS NULL AND at <= $3");
const KEEP: Sql = Sql::both("UPDATE request_key SET status = $2, version = $3, body = $4 WHERE digest = $1");
const FREE: Sql = Sql::both("DELETE FROM request_key WHERE digest = $1 AND status IS NULL");

/// Every statement, for the test that prepares each on both databases.
pub const STATEMENTS: &[Sql] = &[SWEEP, TAKE, FIND, TAKE_OVER, KEEP, FREE];

/// What was done, as it is answered each time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Status of the answer.
    pub status: u16,
    /// Version of the row, for `ETag`.
    pub version: i64,
    /// JSON.
    pub body: String,
    /// Whether it had been done before.
    pub replayed: bool,
}

/// A request as its key names it.
#[derive(Clone, Debug)]
pub struct Keyed {
    digest: Vec<u8>,
    request: Vec<u8>,
}

impl Keyed {
    /// The key of a request, where it has one; `what` tells this request from others: path, version, body.
    ///
    /// # Errors
    /// [`Error::Malformed`] where the key is no UUID.
    pub fn of(headers: &HeaderMap, person: Uuid, what: &[&[u8]]) -> Result<Option<Self>> {
        // A key is its sender's own: two people may think of the same one.
        Ok(key_of(headers)?.map(|key| Self {
            digest: digest(&[person.as_bytes(), key.as_bytes()]),
            request: digest(what),
        }))
    }
}

/// The key of a request, where it has one.
///
/// # Errors
/// [`Error::Malformed`] where it is no UUID.
pub fn key_of(headers: &HeaderMap) -> Result<Option<Uuid>> {
    let Some(value) = headers.get(IDEMPOTENCY_KEY) else {
        return Ok(None);
    };
    let read = value.to_str().ok().and_then(|text| Uuid::try_parse(text).ok());
    read.map(Some)
        .ok_or_else(|| Error::Malformed(Detail::new("error-key-malformed")))
}

fn digest(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or_default().to_be_bytes());
        hash.update(part);
    }
    hash.finalize().to_vec()
}

/// Runs a request once for its key; without one it simply runs.
///
/// # Errors
/// What the request is refused with: it may come again with the same key. [`Error::Validation`] where the key was used for
/// another request, [`Error::Conflict`] where the same one is being served.
pub async fn once<F>(database: &Database, now: i64, keyed: Option<&Keyed>, run: impl FnOnce() -> F) -> Result<Done>
where
    F: Future<Output = Result<Done>>,
{
    let Some(keyed) = keyed else { return run().await };
    if let Some(done) = take(database, now, keyed).await? {
        return Ok(done);
    }
    let done = run().await;
    let kept: Result<(), DatabaseError> = database
        .transaction(now, |tx| {
            let done = done.as_ref().ok().cloned();
            async move {
                let digest = keyed.digest.clone().into();
                match done {
                    Some(done) => {
                        let values = vec![
                            digest,
                            i64::from(done.status).into(),
                            done.version.into(),
                            done.body.into(),
                        ];
                        KEEP.run(tx.connection(), values).await?
                    }
                    None => FREE.run(tx.connection(), vec![digest]).await?,
                };
                Ok(())
            }
        })
        .await;
    // What was done stays done: a second one is kept away by its version.
    if let Err(error) = kept {
        tracing::warn!(%error, "the answer of a request with a key could not be kept");
    }
    done
}

/// Makes something once for its key: which it is, and whether it had been made before. What is kept for the key is its id, and
/// nothing of what it says.
///
/// # Errors
/// As [`once`].
pub async fn made<T, F>(
    database: &Database,
    now: i64,
    keyed: Option<&Keyed>,
    make: impl FnOnce() -> F,
) -> Result<(T, bool)>
where
    T: Serialize + DeserializeOwned,
    F: Future<Output = Result<T>>,
{
    let run = || async {
        let id = make().await?;
        Ok(Done {
            status: 201,
            version: 0,
            body: serde_json::to_string(&id).map_err(anyhow::Error::new)?,
            replayed: false,
        })
    };
    let done = once(database, now, keyed, run).await?;
    Ok((
        serde_json::from_str(&done.body).map_err(anyhow::Error::new)?,
        done.replayed,
    ))
}

/// Takes the key for this request, or finds what it was answered.
async fn take(database: &Database, now: i64, keyed: &Keyed) -> Result<Option<Done>> {
    let found: Result<Option<Found>, DatabaseError> = database
        .transaction(now, |tx| async move {
            let db = tx.connection();
            SWEEP.run(db, vec![(now - DAY).into()]).await?;
            let (digest, request) = (keyed.digest.clone(), keyed.request.clone());
            let taken = TAKE
                .run(db, vec![digest.clone().into(), request.into(), now.into()])
                .await?;
            if taken == 1 {
                return Ok(None);
            }
            let row = FIND.one(db, vec![digest.clone().into()]).await?;
            let found = row.as_ref().map(Found::read).transpose()?;
            if found
                .as_ref()
                .is_some_and(|found| found.is_of(keyed) && found.done.is_none())
            {
                let values = vec![digest.into(), now.into(), (now - WORKING).into()];
                if TAKE_OVER.run(db, values).await? == 1 {
                    return Ok(None);
                }
            }
            Ok(found)
        })
        .await;
    match found? {
        None => Ok(None),
        Some(found) if !found.is_of(keyed) => Err(Error::Validation(vec![FieldError::new(
            IDEMPOTENCY_KEY,
            "reused",
            Detail::new("error-key-reused"),
        )])),
        Some(Found { done: Some(done), .. }) => Ok(Some(done)),
        Some(_) => Err(Error::Conflict(Detail::new("error-key-running"))),
    }
}

struct Found {
    request: Vec<u8>,
    done: Option<Done>,
}

impl Found {
    fn read(row: &sea_orm::QueryResult) -> Result<Self, DatabaseError> {
        let status: Option<i64> = row.try_get_by_index(2)?;
        let done = match status {
            None => None,
            Some(status) => Some(Done {
                status: u16::try_from(status).unwrap_or(200),
                version: row.try_get_by_index::<Option<i64>>(3)?.unwrap_or_default(),
                body: row.try_get_by_index::<Option<String>>(4)?.unwrap_or_default(),
                replayed: true,
            }),
        };
        Ok(Self {
            request: row.try_get_by_index(0)?,
            done,
        })
    }

    fn is_of(&self, keyed: &Keyed) -> bool {
        self.request == keyed.request
    }
}
