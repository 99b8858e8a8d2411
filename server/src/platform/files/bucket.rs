//! The way to a bucket. object_store says what is asked for and signs it; hyper brings it there, with the TLS of the rest of the
//! server. No redirect is followed, no proxy asked, and no answer waited for without end.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use http_body_util::BodyExt;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::{self, Client, connect};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpService,
};
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ClientConfigKey, ClientOptions, ObjectStore, RetryConfig};
use tokio::time::timeout;

use super::{AwsVariables, Bucket};
use crate::platform::outbound::machine_tls;

/// Until there is a connection.
const CONNECT: Duration = Duration::from_secs(3);
/// Until the whole answer is there.
const ANSWER: Duration = Duration::from_secs(10);
/// How often something is asked again, and until when.
const AGAIN: usize = 2;
const UNTIL: Duration = Duration::from_secs(10);
/// How long a connection is kept that nobody needs just now.
const IDLE: Duration = Duration::from_secs(20);

/// The bucket; nothing is asked of it yet.
pub(super) fn open(bucket: &Bucket, variables: &AwsVariables) -> Result<Arc<dyn ObjectStore>, String> {
    let mut builder = AmazonS3Builder::new();
    for (name, value) in variables.iter() {
        // What means nothing to a store of files is for other programs.
        if let Ok(key) = name.to_ascii_lowercase().parse() {
            builder = builder.with_config(key, value);
        }
    }
    refuse_plain(&builder)?;
    let store = builder
        .with_bucket_name(&bucket.name)
        // One at a time is what every store can do.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig {
            backoff: BackoffConfig {
                init_backoff: Duration::from_millis(100),
                max_backoff: Duration::from_secs(1),
                base: 2.,
            },
            max_retries: AGAIN,
            retry_timeout: UNTIL,
        })
        .with_http_connector(Way { answer: ANSWER })
        .build()
        .map_err(|error| error.to_string())?;
    Ok(if bucket.prefix.is_empty() {
        Arc::new(store)
    } else {
        Arc::new(PrefixStore::new(store, bucket.prefix.as_str()))
    })
}

/// What people laid in crosses no network unencrypted unless the operator says so.
fn refuse_plain(builder: &AmazonS3Builder) -> Result<(), String> {
    let said = |key| builder.get_config_value(&key);
    let endpoint = said(AmazonS3ConfigKey::S3Endpoint).or_else(|| said(AmazonS3ConfigKey::Endpoint));
    let is_plain = endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"));
    let allowed = said(AmazonS3ConfigKey::Client(ClientConfigKey::AllowHttp));
    if is_plain && !is_yes(allowed) {
        return Err("its endpoint begins with http://; set AWS_ALLOW_HTTP=true where the way there is safe".to_owned());
    }
    Ok(())
}

/// As every program reads such a variable.
fn is_yes(said: Option<String>) -> bool {
    let said = said.unwrap_or_default().to_ascii_lowercase();
    ["true", "1", "yes", "on", "y"].contains(&said.as_str())
}

/// Makes connections, and waits so long for an answer.
#[derive(Debug)]
struct Way {
    answer: Duration,
}

impl HttpConnector for Way {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let tls = machine_tls().map_err(|error| object_store::Error::Generic {
            store: "S3",
            source: error.into(),
        })?;
        let mut tcp = connect::HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT));
        let line = HttpsConnectorBuilder::new().with_tls_config(tls);
        let line = if is_yes(options.get_config_value(&ClientConfigKey::AllowHttp)) {
            line.https_or_http()
        } else {
            line.https_only()
        };
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(line.enable_http1().wrap_connector(tcp));
        let answer = self.answer;
        Ok(HttpClient::new(Sender { client, answer }))
    }
}

#[derive(Debug)]
struct Sender {
    client: Client<HttpsConnector<connect::HttpConnector>, HttpRequestBody>,
    answer: Duration,
}

impl Sender {
    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (head, body) = self.client.request(request).await.map_err(not_sent)?.into_parts();
        let body = body
            .collect()
            .await
            .map_err(|error| failed(HttpErrorKind::Request, &error))?;
        Ok(HttpResponse::from_parts(head, body.to_bytes().into()))
    }
}

impl HttpService for Sender {
    fn call<'s, 'f>(&'s self, request: HttpRequest) -> BoxFuture<'f, Result<HttpResponse, HttpError>>
    where
        's: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let sent = timeout(self.answer, self.send(request)).await;
            sent.unwrap_or_else(|_| {
                let said = format!("no answer within {} s", self.answer.as_secs());
                Err(HttpError::new_boxed(HttpErrorKind::Timeout, said.into()))
            })
        })
    }
}

fn not_sent(error: legacy::Error) -> HttpError {
    // What is asked for a second time does no harm: a file lies under its own hash.
    let kind = if error.is_connect() {
        HttpErrorKind::Connect
    } else {
        HttpErrorKind::Request
    };
    failed(kind, &error)
}

/// The error with its causes in one line: only the first would be shown.
fn failed(kind: HttpErrorKind, error: &dyn Error) -> HttpError {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        said = format!("{said}: {inner}");
        cause = inner.source();
    }
    HttpError::new_boxed(kind, said.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> ClientOptions {
        ClientOptions::new().with_allow_http(true)
    }

    async fn ask(options: ClientOptions, address: &str) -> HttpError {
        let answer = Duration::from_millis(200);
        let client = Way { answer }.connect(&options).unwrap();
        let request = http::Request::get(address).body(HttpRequestBody::empty()).unwrap();
        client.execute(request).await.unwrap_err()
    }

    #[tokio::test]
    async fn nobody_is_waited_for_without_end() {
        // Takes connections and never says a word.
        let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/bucket", silent.local_addr().unwrap());
        assert_eq!(ask(options(), &address).await.kind(), HttpErrorKind::Timeout);
        drop(silent);
        let away = ask(options(), &address).await;
        assert_eq!(away.kind(), HttpErrorKind::Connect);
        assert!(away.to_string().contains("refused"), "{away}");
        let plain = ask(ClientOptions::new(), &address).await;
        assert_eq!(plain.kind(), HttpErrorKind::Connect, "{plain}");
    }

    #[test]
    fn what_is_not_encrypted_is_asked_for() {
        let with = |more: &[(&str, &str)]| {
            let all = [&[("AWS_ENDPOINT_URL", "http://10.0.0.7:9000")], more].concat();
            let all = all.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
            open(&"s3://files".parse().unwrap(), &all.collect()).map(drop)
        };
        assert!(with(&[]).unwrap_err().contains("AWS_ALLOW_HTTP"));
        with(&[("AWS_ALLOW_HTTP", "true")]).unwrap();
        with(&[("AWS_ENDPOINT_URL_S3", "https://s3.example.org")]).unwrap();
        let half = with(&[("AWS_ALLOW_HTTP", "1"), ("AWS_ACCESS_KEY_ID", "abc")]).unwrap_err();
        assert!(half.contains("SecretAccessKey"), "{half}");
    }
}
