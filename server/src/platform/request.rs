//! The request that is being answered, known to whatever is done for it in the same task: a line of the log and an entry of the
//! journal name it, so that one leads to the other. Nothing is decided by it.

use tokio::task_local;
use tracing::Instrument;
use uuid::Uuid;

task_local! {
    static CURRENT: Uuid;
}

/// Does a piece of work for a request.
pub async fn within<T>(id: Uuid, work: impl Future<Output = T>) -> T {
    let span = tracing::info_span!(target: "passerelle::request", "request", %id);
    CURRENT.scope(id, work.instrument(span)).await
}

/// The request this task works for; none where a command or a reader of the journal works.
#[must_use]
pub fn current() -> Option<Uuid> {
    CURRENT.try_with(|id| *id).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn known_within_and_nowhere_else() {
        let id = Uuid::from_u128(7);
        assert_eq!(within(id, async { current() }).await, Some(id));
        assert_eq!(current(), None);
        let elsewhere = within(id, async { tokio::spawn(async { current() }).await });
        assert_eq!(
            elsewhere.await.unwrap(),
            None,
            "another task works for nobody in particular"
        );
    }
}
