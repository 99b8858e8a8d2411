//! What the driver's errors say of a PostgreSQL. Connections from before the last trouble are not used again: a pool that
//! keeps those of a server that has become a standby fails for as long as they live.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use sea_orm::{DbErr, RuntimeErr};
use tokio::sync::Notify;

/// When connections became worthless, and who looks after the server then.
#[derive(Debug, Default)]
pub(super) struct Health {
    broken: Mutex<Option<Instant>>,
    look: Notify,
}

impl Health {
    /// A statement got no answer: slow, or the server stands still. Whoever watches finds out.
    pub(super) fn no_answer(&self) {
        self.look.notify_one();
    }

    /// Looks at an error of the driver.
    pub(super) fn heard(&self, error: &DbErr) {
        match sqlx_of(error) {
            Some(error) if is_broken(error) => self.discard(),
            Some(sqlx::Error::PoolTimedOut) => self.look.notify_one(),
            _ => {}
        }
    }

    /// No connection that is open now is used again.
    pub(super) fn discard(&self) {
        if let Ok(mut broken) = self.broken.lock() {
            *broken = Some(Instant::now());
        }
        self.look.notify_one();
    }

    /// Whether a connection that was made so long ago may still be used.
    pub(super) fn trusts(&self, age: Duration) -> bool {
        let broken = self.broken.lock().ok().and_then(|broken| *broken);
        broken.is_none_or(|broken| broken.elapsed() > age)
    }

    /// Until there is trouble, or so long.
    pub(super) async fn trouble(&self, longest: Duration) {
        // No trouble in that time is no fault.
        let _ = tokio::time::timeout(longest, self.look.notified()).await;
    }
}

/// The driver's error below an error of the library above it.
pub(super) fn sqlx_of(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

/// Whether an error says that the server behind a connection is gone, going, or no primary any more.
pub(super) fn is_broken(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => true,
        // Read-only, a connection's own failures, shut down by its operator or by a crash.
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| code.starts_with("08") || matches!(&*code, "25006" | "57P01" | "57P02" | "57P03")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_from_before_the_trouble_are_not_trusted() {
        let health = Health::default();
        assert!(health.trusts(Duration::from_secs(1800)));
        health.heard(&DbErr::Custom("a rule of ours".into()));
        assert!(health.trusts(Duration::from_secs(1800)), "no word of the server");
        let gone = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        health.heard(&DbErr::Query(RuntimeErr::SqlxError(std::sync::Arc::new(gone))));
        assert!(!health.trusts(Duration::from_secs(1)));
        std::thread::sleep(Duration::from_millis(20));
        assert!(health.trusts(Duration::from_millis(1)), "made after it");
    }
}
