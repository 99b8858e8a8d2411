//! A store for tests that speaks as much S3 as the server asks for: PUT with `If-None-Match`, GET, HEAD, DELETE, and lists of
//! 1,000 names a page at most. It knows one key, compares what came with the hash that was signed, and does not verify signatures.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::ops::Bound;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use bytes::Bytes;
use passerelle::platform::files::FilesPlace;
use passerelle::platform::hash::hex;
use sha2::{Digest, Sha256};

const BUCKET: &str = "passerelle-test";
const KEY: &str = "AKIATESTTESTTESTTEST";
/// What nobody is to find in a log.
pub const S3_SECRET: &str = "geheim/der/pruefung";
/// Names on one page of a list.
const PAGE: usize = 1000;

/// A running one; it ends with the process.
#[derive(Clone, Debug)]
pub struct S3 {
    address: SocketAddr,
    objects: Arc<Mutex<BTreeMap<String, Bytes>>>,
    away: Arc<AtomicBool>,
}

impl S3 {
    /// On a port and a thread of its own: a test that waits for the program is not to stop it.
    #[must_use]
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let store = Self {
            address: listener.local_addr().unwrap(),
            objects: Arc::default(),
            away: Arc::default(),
        };
        let router = Router::new()
            .fallback(answer)
            .layer(DefaultBodyLimit::disable())
            .with_state(store.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                #[allow(
                    clippy::disallowed_methods,
                    reason = "nobody keeps a test waiting with a slow header"
                )]
                axum::serve(listener, router).await.unwrap();
            });
        });
        store
    }

    /// What the environment of a node says.
    #[must_use]
    pub fn variables(&self) -> Vec<(String, String)> {
        let said = [
            ("AWS_ACCESS_KEY_ID", KEY.to_owned()),
            ("AWS_SECRET_ACCESS_KEY", S3_SECRET.to_owned()),
            ("AWS_REGION", "eu-test-1".to_owned()),
            ("AWS_ENDPOINT_URL", format!("http://{}", self.address)),
            ("AWS_ALLOW_HTTP", "true".to_owned()),
        ];
        said.map(|(name, value)| (name.to_owned(), value)).to_vec()
    }

    /// The address of a folder in its bucket, as a setting.
    #[must_use]
    pub fn url(&self, prefix: &str) -> String {
        format!("s3://{BUCKET}/{prefix}")
    }

    /// The same for a node of a test.
    #[must_use]
    pub fn place(&self, prefix: &str) -> FilesPlace {
        self.place_with(prefix, self.variables())
    }

    /// The same with other variables.
    #[must_use]
    pub fn place_with(&self, prefix: &str, variables: Vec<(String, String)>) -> FilesPlace {
        let bucket = self.url(prefix).parse().unwrap();
        FilesPlace::Bucket(bucket, variables.into_iter().collect())
    }

    /// The names of all that lies in it.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.objects.lock().unwrap().keys().cloned().collect()
    }

    /// Lays something in behind the back of all nodes.
    pub fn lay(&self, name: &str, bytes: &[u8]) {
        let bytes = Bytes::copy_from_slice(bytes);
        self.objects.lock().unwrap().insert(name.to_owned(), bytes);
    }

    /// From now on it answers that it cannot, or again as it should.
    pub fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }
}

async fn answer(State(store): State<S3>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response<Body> {
    let header = |name: &str| headers.get(name).map_or("", |value| value.to_str().unwrap());
    if store.away.load(Ordering::SeqCst) {
        return fault(StatusCode::SERVICE_UNAVAILABLE, "SlowDown");
    }
    if !header("authorization").contains(&format!("Credential={KEY}/")) {
        return fault(StatusCode::FORBIDDEN, "InvalidAccessKeyId");
    }
    let Some(name) = uri.path().strip_prefix(&format!("/{BUCKET}")) else {
        return fault(StatusCode::NOT_FOUND, "NoSuchBucket");
    };
    let mut objects = store.objects.lock().unwrap();
    match (method, name.trim_start_matches('/')) {
        (Method::GET, "") => list(&objects, uri.query().unwrap_or_default()),
        (Method::PUT, name) => {
            if header("x-amz-content-sha256") != hex(&Sha256::digest(&body)) {
                return fault(StatusCode::BAD_REQUEST, "XAmzContentSHA256Mismatch");
            }
            if header("if-none-match") == "*" && objects.contains_key(name) {
                return fault(StatusCode::PRECONDITION_FAILED, "PreconditionFailed");
            }
            objects.insert(name.to_owned(), body);
            whole(Bytes::new())
        }
        (Method::GET | Method::HEAD, name) => match objects.get(name) {
            Some(bytes) => whole(bytes.clone()),
            None => fault(StatusCode::NOT_FOUND, "NoSuchKey"),
        },
        (Method::DELETE, name) => {
            objects.remove(name);
            let gone = Response::builder().status(StatusCode::NO_CONTENT);
            gone.body(Body::empty()).unwrap()
        }
        _ => fault(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed"),
    }
}

/// A page of names; behind its last one the next begins.
fn list(objects: &BTreeMap<String, Bytes>, query: &str) -> Response<Body> {
    let asked: BTreeMap<_, _> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    assert_eq!(asked.get("list-type").map(String::as_str), Some("2"), "{query}");
    let word = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let (prefix, after) = (word("prefix"), word("continuation-token"));
    let behind = (Bound::Excluded(after), Bound::Unbounded);
    let mut found = objects.range(behind).filter(|(name, _)| name.starts_with(&prefix));
    let page: Vec<_> = found.by_ref().take(PAGE).collect();
    let entry = |(name, bytes): &(&String, &Bytes)| {
        let size = bytes.len();
        format!(
            "<Contents><Key>{name}</Key><LastModified>2026-11-24T12:00:00.000Z</LastModified><Size>{size}</Size></Contents>"
        )
    };
    let entries: String = page.iter().map(entry).collect();
    let more = match (found.next(), page.last()) {
        (Some(_), Some((last, _))) => format!("<NextContinuationToken>{last}</NextContinuationToken>"),
        _ => String::new(),
    };
    let text = format!("<?xml version=\"1.0\"?><ListBucketResult>{entries}{more}</ListBucketResult>");
    whole(text.into())
}

fn whole(bytes: Bytes) -> Response<Body> {
    let builder = Response::builder()
        .header("etag", format!("\"{}\"", hex(&Sha256::digest(&bytes))))
        .header("content-length", bytes.len());
    builder.body(Body::from(bytes)).unwrap()
}

/// As a real one does, it repeats by which key it was asked.
fn fault(status: StatusCode, code: &str) -> Response<Body> {
    let text = format!(
        "<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>It says no.</Message><AWSAccessKeyId>{KEY}</AWSAccessKeyId></Error>"
    );
    Response::builder().status(status).body(Body::from(text)).unwrap()
}
