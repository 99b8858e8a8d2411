//! Uploads come at the pace of a phone: they may take longer than other requests, as long as something comes. Whoever only
//! holds a connection open is cut off, and told why.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use tokio::time::{Instant, timeout_at};

/// How slowly an upload may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// So long nothing is asked of it: 10 s.
    pub grace: Duration,
    /// Bytes a second after that, on average: 1 KiB.
    pub least: u32,
    /// All of it within: 60 s.
    pub total: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            grace: Duration::from_secs(10),
            least: 1024,
            total: Duration::from_secs(60),
        }
    }
}

impl Pace {
    /// Until when the next bytes have to be there, counted from the beginning.
    fn allows(self, received: u64) -> Duration {
        let earned = received.saturating_mul(1000) / u64::from(self.least.max(1));
        self.total.min(self.grace.saturating_add(Duration::from_millis(earned)))
    }
}

/// An upload that came more slowly than its [`Pace`] allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the upload came too slowly")]
pub struct TooSlow;

impl TooSlow {
    /// Whether it is what an error goes back to.
    #[must_use]
    pub fn is_behind(error: &(dyn std::error::Error + 'static)) -> bool {
        let chain = std::iter::successors(Some(error), |error| error.source());
        chain.into_iter().any(|error| error.is::<Self>())
    }
}

/// Whether the request brings files.
pub(super) fn is_upload(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE);
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The request with a body that keeps to the pace, or fails.
pub(super) fn keep(pace: Pace, request: Request) -> Request {
    request.map(|body| Body::from_stream(paced(pace, body.into_data_stream().map_err(axum::BoxError::from))))
}

fn paced<S>(pace: Pace, body: S) -> impl Stream<Item = Result<Bytes, axum::BoxError>>
where
    S: Stream<Item = Result<Bytes, axum::BoxError>>,
{
    let begun = Instant::now();
    stream::unfold(Some((Box::pin(body), 0_u64)), move |state| async move {
        let (mut body, received) = state?;
        match timeout_at(begun + pace.allows(received), body.next()).await {
            Ok(None) => None,
            Ok(Some(Ok(bytes))) => {
                let received = received.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                Some((Ok(bytes), Some((body, received))))
            }
            Ok(Some(Err(error))) => Some((Err(error), None)),
            Err(_) => Some((Err(TooSlow.into()), None)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Chunks of that size, one after each pause.
    fn chunks(size: usize, pause: Duration, count: usize) -> impl Stream<Item = Result<Bytes, axum::BoxError>> {
        stream::iter(0..count).then(move |_| async move {
            tokio::time::sleep(pause).await;
            Ok(Bytes::from(vec![0; size]))
        })
    }

    async fn come(size: usize, pause: Duration, count: usize) -> (usize, bool, u64) {
        let begun = Instant::now();
        let got: Vec<_> = paced(Pace::default(), chunks(size, pause, count)).collect().await;
        let slow = matches!(got.last(), Some(Err(error)) if TooSlow::is_behind(&**error));
        let bytes = got.iter().flatten().map(Bytes::len).sum();
        (bytes, slow, begun.elapsed().as_secs())
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_phone_gets_through_and_a_trickle_does_not() {
        let second = Duration::from_secs(1);
        assert_eq!(
            come(200_000, second, 50).await,
            (10_000_000, false, 50),
            "ten megabytes in fifty seconds"
        );
        assert_eq!(
            come(200_000, second * 7, 10).await,
            (1_600_000, true, 60),
            "nobody has longer than a minute"
        );
        assert_eq!(
            come(100, second, 1000).await,
            (1_000, true, 10),
            "a hundred bytes a second are a trickle"
        );
        assert_eq!(
            come(2048, second, 30).await,
            (61_440, false, 30),
            "two kibibytes a second are none"
        );
        assert_eq!(come(1, second * 30, 5).await, (0, true, 10), "nothing at all");
    }
}
