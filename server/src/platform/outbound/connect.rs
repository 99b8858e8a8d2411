//! Sending: a name is asked for once, the connection is made to what it said and may be gone to, and the answer's status is read.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::{Target, TargetFault};
use crate::platform::web::Network;

/// Until there is a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Until the whole answer's head is there.
const TOTAL: Duration = Duration::from_secs(15);
/// For what follows the head, so that the other side can end well: nobody reads it.
const REST: Duration = Duration::from_secs(2);
/// Of that.
const REST_BYTES: usize = 64 * 1024;
/// Of the head.
const HEAD_BYTES: usize = 64 * 1024;
/// The longest wait that is taken from an answer.
const LONGEST_WAIT: u64 = 24 * 60 * 60;

/// What a name means.
pub type Found<'a> = Pin<Box<dyn Future<Output = std::io::Result<Vec<IpAddr>>> + Send + 'a>>;

/// Whoever knows where names are.
pub trait Resolve: Send + Sync {
    /// The addresses of a name.
    fn resolve<'a>(&'a self, host: &'a str) -> Found<'a>;
}

/// The machine's own way.
struct System;

impl Resolve for System {
    fn resolve<'a>(&'a self, host: &'a str) -> Found<'a> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 443)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// The way out; clones share it.
#[derive(Clone)]
pub struct Outbound {
    open: Arc<[Network]>,
    names: Arc<dyn Resolve>,
    roots: Option<Arc<RootCertStore>>,
    total: Duration,
}

impl std::fmt::Debug for Outbound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Outbound")
            .field("open", &self.open)
            .finish_non_exhaustive()
    }
}

impl Default for Outbound {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// What was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The status. One of a redirect is an answer like any other.
    pub status: u16,
    /// How long to wait, where it says so: at most a day.
    pub wait: Option<Duration>,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSent {
    /// It is none to send to, by its address or by what its name means now.
    Refused(TargetFault),
    /// Nobody knows the name.
    Unknown,
    /// No connection, or one that broke off.
    Away,
    /// Who is there cannot show that it is who it says.
    Unproven,
    /// It took too long.
    Slow,
}

impl NotSent {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(fault) => fault.code(),
            Self::Unknown => "unknown",
            Self::Away => "away",
            Self::Unproven => "unproven",
            Self::Slow => "slow",
        }
    }
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

impl Outbound {
    /// A way to the public internet, and to these networks though they are not public.
    #[must_use]
    pub fn new(open: Vec<Network>) -> Self {
        Self {
            open: open.into(),
            names: Arc::new(System),
            roots: None,
            total: TOTAL,
        }
    }

    /// The same with another who knows names.
    #[must_use]
    pub fn with_names(self, names: Arc<dyn Resolve>) -> Self {
        Self { names, ..self }
    }

    /// The same believing these authorities instead of the machine's.
    #[must_use]
    pub fn with_roots(self, roots: RootCertStore) -> Self {
        let roots = Some(Arc::new(roots));
        Self { roots, ..self }
    }

    /// The same with less patience.
    #[must_use]
    pub fn within(self, total: Duration) -> Self {
        Self { total, ..self }
    }

    /// Reads an address to send to.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn target(&self, text: &str) -> Result<Target, TargetFault> {
        Target::parse(text, &self.open)
    }

    /// Sends a body there, and says what was answered.
    ///
    /// # Errors
    /// Why there was no answer.
    pub async fn post(&self, target: &Target, headers: HeaderMap, body: Bytes) -> Result<Answered, NotSent> {
        timeout(self.total, self.send(target, headers, body))
            .await
            .unwrap_or(Err(NotSent::Slow))
    }

    async fn send(&self, target: &Target, headers: HeaderMap, body: Bytes) -> Result<Answered, NotSent> {
        let addresses = self.addresses(target).await?;
        let stream = timeout(CONNECT, self.connect(target, &addresses))
            .await
            .unwrap_or(Err(NotSent::Slow))?;
        let away = |_| NotSent::Away;
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = target.path.parse().map_err(|_| NotSent::Away)?;
        *request.headers_mut() = headers;
        let host = target.authority().try_into().map_err(|_| NotSent::Away)?;
        request.headers_mut().insert(header::HOST, host);
        let mut builder = http1::Builder::new();
        builder.max_buf_size(HEAD_BYTES);
        let (mut sender, connection) = builder.handshake(TokioIo::new(stream)).await.map_err(away)?;
        // Driven beside the request, and dropped with it: no task outlives a sending.
        let exchange = async {
            let answer = sender.send_request(request).await.map_err(|_| NotSent::Away)?;
            let answered = Answered {
                status: answer.status().as_u16(),
                wait: wait(answer.headers()),
            };
            let _ = timeout(REST, discard(answer.into_body())).await;
            Ok(answered)
        };
        let connection = async {
            let _ = connection.await;
            // The answer may still lie there to be read.
            std::future::pending::<()>().await;
        };
        tokio::select! {
            biased;
            done = exchange => done,
            () = connection => Err(NotSent::Away),
        }
    }

    /// Where it may be gone to, asked once.
    async fn addresses(&self, target: &Target) -> Result<Vec<IpAddr>, NotSent> {
        let found = match (target.literal(), &target.host) {
            (Some(address), _) => vec![address],
            (None, url::Host::Domain(name)) => self.names.resolve(name).await.map_err(|_| NotSent::Unknown)?,
            (None, _) => Vec::new(),
        };
        if found.is_empty() {
            return Err(NotSent::Unknown);
        }
        let mut refused = None;
        let mut may = Vec::new();
        for address in found {
            match target.may_go(address, &self.open) {
                Ok(()) => may.push(address),
                Err(fault) => refused = Some(fault),
            }
        }
        match (may.is_empty(), refused) {
            (true, Some(fault)) => Err(NotSent::Refused(fault)),
            _ => Ok(may),
        }
    }

    async fn connect(&self, target: &Target, addresses: &[IpAddr]) -> Result<Box<dyn Stream>, NotSent> {
        let mut stream = Err(NotSent::Away);
        for address in addresses {
            if let Ok(open) = TcpStream::connect(SocketAddr::new(*address, target.port)).await {
                stream = Ok(open);
                break;
            }
        }
        let stream = stream?;
        if !target.secure {
            return Ok(Box::new(stream));
        }
        let name = match target.literal() {
            Some(address) => ServerName::IpAddress(address.into()),
            None => ServerName::try_from(target.host.to_string()).map_err(|_| NotSent::Unproven)?,
        };
        let connector = TlsConnector::from(self.tls()?);
        match connector.connect(name, stream).await {
            Ok(stream) => Ok(Box::new(stream)),
            Err(error) if error.get_ref().is_some_and(|cause| cause.is::<rustls::Error>()) => Err(NotSent::Unproven),
            Err(_) => Err(NotSent::Away),
        }
    }

    fn tls(&self) -> Result<Arc<ClientConfig>, NotSent> {
        let roots = self.roots.clone().unwrap_or_else(machine_roots);
        Ok(Arc::new(believing(roots).map_err(|_| NotSent::Unproven)?))
    }
}

/// TLS as it is spoken here to whomever the machine believes; also to stores the operator named.
pub(in crate::platform) fn machine_tls() -> Result<ClientConfig, rustls::Error> {
    believing(machine_roots())
}

fn believing(roots: Arc<RootCertStore>) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// Whom the machine believes; asked once.
fn machine_roots() -> Arc<RootCertStore> {
    static MACHINE: OnceLock<Arc<RootCertStore>> = OnceLock::new();
    let read = || {
        let mut roots = RootCertStore::empty();
        let found = rustls_native_certs::load_native_certs();
        for error in &found.errors {
            tracing::warn!(%error, "certificates of the machine could not be read");
        }
        roots.add_parsable_certificates(found.certs);
        Arc::new(roots)
    };
    Arc::clone(MACHINE.get_or_init(read))
}

async fn discard(mut body: Incoming) {
    let mut left = REST_BYTES;
    while let Some(Ok(frame)) = body.frame().await {
        let bytes = frame.data_ref().map_or(0, Bytes::len);
        match left.checked_sub(bytes) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

/// `Retry-After` in seconds; a date is not worth reading.
fn wait(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
    let seconds: u64 = text.trim().parse().ok()?;
    Some(Duration::from_secs(seconds.min(LONGEST_WAIT)))
}
