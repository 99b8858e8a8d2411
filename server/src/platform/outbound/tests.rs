//! Addresses that must not be reached, by every spelling; and a receiver that may.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;
use crate::platform::web::Network;

/// Names that mean what a test says, one answer after the other.
struct Names {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Names {
    fn of(answers: &[&[&str]]) -> Arc<Self> {
        let parsed = answers
            .iter()
            .map(|all| all.iter().map(|one| one.parse().unwrap()).collect());
        Arc::new(Self {
            answers: parsed.collect(),
            asked: AtomicUsize::new(0),
        })
    }
}

impl Resolve for Names {
    fn resolve<'a>(&'a self, _: &'a str) -> super::connect::Found<'a> {
        let number = self.asked.fetch_add(1, Ordering::SeqCst);
        let found = self.answers.get(number).or(self.answers.last()).cloned();
        Box::pin(async move { Ok(found.unwrap_or_default()) })
    }
}

/// Counts who comes and answers each the same.
async fn receiver(address: &str, answer: &'static [u8]) -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind((address, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let came = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&came);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(async move {
                let mut seen = [0; 4096];
                let _ = stream.read(&mut seen).await;
                let _ = stream.write_all(answer).await;
                // A body that never ends keeps nobody.
                if answer.ends_with(b"drip\r\n") {
                    tokio::time::sleep(Duration::from_secs(60)).await;
                }
            });
        }
    });
    (port, came)
}

fn open(networks: &[&str]) -> Vec<Network> {
    networks.iter().map(|one| one.parse().unwrap()).collect()
}

async fn post(way: &Outbound, url: &str) -> Result<Answered, NotSent> {
    let target = way.target(url).map_err(NotSent::Refused)?;
    way.post(&target, HeaderMap::new(), Bytes::from_static(b"{}")).await
}

/// Hosts written out, however they are spelled: none is connected to.
const CLOSED: [&str; 44] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
    "0177.0.0.01",
    "127.0.0.1.",
    "①②⑦.0.0.1",
    "0",
    "0.0.0.0",
    "10.0.0.1",
    "10.255.255.255",
    "012.0.0.1",
    "100.64.0.1",
    "100.127.255.254",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[fd00::1]",
    "[fe80::1]",
];

/// What a name may mean that is not public: none is connected to.
const NAMED: [&str; 17] = [
    "127.0.0.1",
    "10.1.2.3",
    "100.100.100.100",
    "169.254.169.254",
    "172.20.0.1",
    "192.168.0.1",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "100::1",
    "2001:db8::1",
    "2001::1",
    "2002:a00:1::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
];

#[tokio::test]
async fn nothing_private_is_reached_however_it_is_written() {
    let (port, came) = receiver("127.0.0.1", b"HTTP/1.1 200 OK\r\n\r\n").await;
    let way = Outbound::default().within(Duration::from_secs(2));
    for host in CLOSED {
        for url in [
            format!("https://{host}/"),
            format!("https://{host}:{port}/"),
            format!("http://{host}:{port}/"),
            format!("https://{host}.:{port}/x?y"),
        ] {
            let sent = post(&way, &url).await;
            assert!(matches!(sent, Err(NotSent::Refused(_))), "{url}: {sent:?}");
        }
    }
    for address in NAMED {
        let way = way.clone().with_names(Names::of(&[&[address]]));
        for url in [
            "https://receiver.example/",
            "https://localhost/",
            "https://metadata.internal/",
        ] {
            let sent = post(&way, url).await;
            assert_eq!(sent, Err(NotSent::Refused(TargetFault::Private)), "{url} as {address}");
        }
    }
    assert_eq!(came.load(Ordering::SeqCst), 0, "somebody came");
}

#[test]
fn what_is_public_is_public() {
    for address in [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.128.0.0",
        "172.32.0.1",
        "192.169.0.1",
        "223.255.255.255",
    ] {
        assert!(is_global(address.parse().unwrap()), "{address}");
        let mapped: IpAddr = format!("::ffff:{address}").parse().unwrap();
        assert!(is_global(mapped), "{mapped}");
        let translated: IpAddr = format!("64:ff9b::{address}").parse().unwrap();
        assert!(is_global(translated), "{translated}");
    }
    for address in ["2606:4700::1111", "2a01::1", "2400::1"] {
        assert!(is_global(address.parse().unwrap()), "{address}");
    }
    for address in NAMED.iter().chain(&["2001:10::1", "fec0::1", "ff02::1", "::7f00:1"]) {
        assert!(!is_global(address.parse().unwrap()), "{address}");
    }
}

#[test]
fn an_address_says_what_is_wrong_with_it() {
    let long = format!("https://receiver.example/{}", "a".repeat(500));
    for (url, fault) in [
        ("", TargetFault::Unreadable),
        ("receiver.example/x", TargetFault::Unreadable),
        ("https://", TargetFault::Unreadable),
        (long.as_str(), TargetFault::Unreadable),
        ("http://receiver.example/", TargetFault::Scheme),
        ("ftp://receiver.example/", TargetFault::Scheme),
        ("gopher://127.0.0.1:25/x", TargetFault::Scheme),
        ("file:///etc/passwd", TargetFault::Scheme),
        ("https://me:secret@receiver.example/", TargetFault::Extra),
        ("https://receiver.example@127.0.0.1/", TargetFault::Extra),
        ("https://receiver.example/#x", TargetFault::Extra),
        ("https://receiver.example:8443/", TargetFault::Port),
        ("https://receiver.example:22/", TargetFault::Port),
        ("https://192.168.0.1/", TargetFault::Private),
        ("https://1.1.1.1:22/", TargetFault::Port),
    ] {
        assert_eq!(Target::parse(url, &[]).unwrap_err(), fault, "{url}");
    }
    let good = Target::parse("https://Bücher.example:443/a/../b?c=d", &[]).unwrap();
    assert_eq!(good.as_str(), "https://xn--bcher-kva.example/b?c=d");
    // Plain HTTP goes to this machine alone, and only where the operator opened it.
    assert!(Target::parse("http://127.0.0.1:80/", &open(&["127.0.0.0/8"])).is_ok());
    let other = Target::parse("http://10.0.0.1/", &open(&["10.0.0.0/8"]));
    assert_eq!(other.unwrap_err(), TargetFault::Scheme);
    assert!(Target::parse("https://10.0.0.1:8443/", &open(&["10.0.0.0/8"])).is_ok());
}

#[tokio::test]
async fn a_name_is_asked_for_once_and_followed_nowhere() {
    let (canary, came) = receiver("127.0.0.1", b"HTTP/1.1 200 OK\r\n\r\n").await;
    let (port, reached) = receiver(
        "127.0.0.2",
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n",
    )
    .await;
    // First what may be reached, then this machine: as a name does that changes between the look and the connection.
    let names = Names::of(&[&["127.0.0.1", "127.0.0.2"], &["127.0.0.1"]]);
    let way = Outbound::new(open(&["127.0.0.2/32"])).with_names(names.clone());
    let sent = post(&way, &format!("http://localhost:{port}/")).await.unwrap();
    assert_eq!(sent.status, 302, "a redirect is an answer");
    assert_eq!(names.asked.load(Ordering::SeqCst), 1);
    let again = post(&way, &format!("http://localhost:{canary}/")).await;
    assert_eq!(again, Err(NotSent::Refused(TargetFault::Scheme)));
    assert_eq!((came.load(Ordering::SeqCst), reached.load(Ordering::SeqCst)), (0, 1));
}

#[tokio::test]
async fn nobody_is_waited_for_for_long() {
    let (port, _) = receiver(
        "127.0.0.2",
        b"HTTP/1.1 200 OK\r\nRetry-After: 120\r\nContent-Length: 900000\r\n\r\ndrip\r\n",
    )
    .await;
    let way = Outbound::new(open(&["127.0.0.2/32"]));
    let sent = post(&way, &format!("http://127.0.0.2:{port}/")).await.unwrap();
    assert_eq!((sent.status, sent.wait), (200, Some(Duration::from_secs(120))));
    let (silent, _) = receiver("127.0.0.2", b"drip\r\n").await;
    let hasty = way.clone().within(Duration::from_millis(300));
    let sent = post(&hasty, &format!("http://127.0.0.2:{silent}/")).await;
    assert_eq!(sent, Err(NotSent::Away), "what is no answer");
    let listener = TcpListener::bind("127.0.0.2:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let sent = post(&hasty, &format!("http://127.0.0.2:{port}/")).await;
    assert_eq!(sent, Err(NotSent::Slow));
    drop(listener);
    let sent = post(&hasty, &format!("http://127.0.0.2:{port}/")).await;
    assert_eq!(sent, Err(NotSent::Away));
}

#[tokio::test]
async fn who_is_there_must_show_it() {
    let made = rcgen::generate_simple_self_signed(vec!["receiver.example".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.2:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let mut seen = [0; 4096];
                let _ = stream.read(&mut seen).await;
                let _ = stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await;
                let _ = stream.shutdown().await;
            }
        }
    });
    let mut roots = rustls::RootCertStore::empty();
    roots.add(certificate).unwrap();
    let way = Outbound::new(open(&["127.0.0.2/32"])).with_names(Names::of(&[&["127.0.0.2"]]));
    let known = way.clone().with_roots(roots);
    let url = format!("https://receiver.example:{port}/hooks");
    assert_eq!(post(&known, &url).await.unwrap().status, 204);
    assert_eq!(post(&way, &url).await, Err(NotSent::Unproven), "nobody vouches for it");
    let other = format!("https://other.example:{port}/hooks");
    assert_eq!(
        post(&known, &other).await,
        Err(NotSent::Unproven),
        "it is somebody else"
    );
}
