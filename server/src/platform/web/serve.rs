//! The accept loop: HTTP/1.1 and HTTP/2 with time-outs, as many connections as allowed, a graceful stop.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::http::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use super::Peer;
use super::pace::Pace;
use super::polite::Polite;

/// Sizes, times and numbers a server keeps.
#[derive(Debug, Clone)]
pub struct Limits {
    /// For the head of a request, and between two requests of a connection: 10 s.
    pub header_read: Duration,
    /// For a whole request: 30 s, then 503.
    pub request: Duration,
    /// For the body of an upload; its handling has the time of a request after that.
    pub upload: Pace,
    /// For requests that run when the server stops: 20 s.
    pub stop: Duration,
    /// Connections at a time: 4096; more wait.
    pub connections: usize,
    /// Connections of one address: 64; more are closed. None behind a proxy.
    pub connections_per_address: Option<usize>,
    /// Requests at a time: 512, then 503.
    pub concurrency: usize,
    /// Pages made at a time: 16, and on SQLite as many as it has connections that read. Others wait for their turn, a second
    /// at most; what somebody sends does not.
    pub pages: usize,
    /// Bytes of path and query: 8 KiB, then 400.
    pub uri: usize,
    /// Bytes of all headers: 64 KiB, then 431.
    pub head: usize,
    /// Bytes of a body: 256 KiB, then 413.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_read: Duration::from_secs(10),
            request: Duration::from_secs(30),
            upload: Pace::default(),
            stop: Duration::from_secs(20),
            connections: 4096,
            connections_per_address: Some(64),
            concurrency: 512,
            pages: 16,
            uri: 8 * 1024,
            head: 64 * 1024,
            body: 256 * 1024,
        }
    }
}

/// How a server ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// All requests were answered.
    Cleanly,
    /// Some were cut off at the deadline.
    AtDeadline,
}

type PerAddress = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// Serves until `shutdown`, then lets running requests end.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    shutdown: impl Future<Output = ()>,
) -> io::Result<Stopped> {
    let builder = Arc::new(builder(&limits));
    let places = Arc::new(Semaphore::new(limits.connections));
    let per_address = PerAddress::default();
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        let next = async {
            // A place first: when all are taken, the kernel keeps new connections waiting.
            let place = places.clone().acquire_owned().await.map_err(io::Error::other)?;
            let (stream, peer) = listener.accept().await?;
            io::Result::Ok((place, stream, peer))
        };
        let accepted = tokio::select! {
            accepted = next => accepted,
            () = &mut shutdown => break,
        };
        match accepted {
            Ok((place, stream, peer)) => {
                let Some(guest) = Guest::admit(place, &per_address, peer, limits.connections_per_address) else {
                    continue;
                };
                spawn(&builder, &graceful, router.clone(), stream, peer, guest);
            }
            Err(error) => {
                // Out of file descriptors and the like: the next accept would fail as fast.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => Ok(Stopped::Cleanly),
        () = tokio::time::sleep(limits.stop) => Ok(Stopped::AtDeadline),
    }
}

fn builder(limits: &Limits) -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    // Without a timer hyper's time-outs do nothing.
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_read)
        .max_buf_size(limits.head);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(Duration::from_secs(10))
        .max_concurrent_streams(100)
        .max_header_list_size(16 * 1024)
        .max_pending_accept_reset_streams(20);
    builder
}

fn spawn(
    builder: &Arc<Builder<TokioExecutor>>,
    graceful: &GracefulShutdown,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
    guest: Guest,
) {
    // Answers are small and come in one piece; waiting to fill a packet costs 40 ms.
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    let connection = builder
        .serve_connection(TokioIo::new(Polite::new(stream)), service)
        .into_owned();
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        let _guest = guest;
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    });
}

/// A connection's place, given back when it ends.
struct Guest {
    _place: OwnedSemaphorePermit,
    address: IpAddr,
    per_address: PerAddress,
}

impl Guest {
    fn admit(place: OwnedSemaphorePermit, all: &PerAddress, peer: SocketAddr, most: Option<usize>) -> Option<Self> {
        let address = peer.ip();
        let mut counts = all.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(address).or_default();
        if most.is_some_and(|most| *count >= most) {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Self {
            _place: place,
            address,
            per_address: all.clone(),
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut counts = self.per_address.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}
