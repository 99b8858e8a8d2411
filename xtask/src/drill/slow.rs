//! `drill slow-clients`: hundreds of clients send a head or a body a byte at a time, or read no answer. They must be cut off in time,
//! and whoever comes meanwhile be served as always.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

use super::Findings;
use crate::bench::load::percentile;
use crate::http::Client;
use crate::node::{self, Node};
use crate::options::Options;

/// What it can be told.
pub const OPTIONS: &[&str] = &["clients"];

/// Of each kind so many from one address: more are closed at once, before they can be slow.
const OF_AN_ADDRESS: usize = 60;
/// How long a head, and then a whole request, may take (`web/serve.rs`), and something for the machine.
const HEAD_ENDS: Duration = Duration::from_secs(10 + 5);
const BODY_ENDS: Duration = Duration::from_secs(30 + 5);
/// Between two bytes.
const TRICKLE: Duration = Duration::from_millis(500);
/// A page that took longer was kept waiting.
const P99: f64 = 200.0;

/// How a client is slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Head,
    Body,
    Answer,
}

/// Carries the drill out; false where a slow client stayed, or others were kept waiting.
///
/// # Errors
/// When the product does not start.
pub fn run(root: &Path, options: &Options) -> Result<bool> {
    let clients = options.number("clients", 400)?;
    let binary = node::build(root)?;
    let folder = tempfile::Builder::new().prefix("passerelle-drill-").tempdir()?;
    let node = Node::new(&binary, &folder.path().join("data"));
    let server = node.demo(&[])?;
    let address = server.address;
    let before = pages(address, Duration::from_secs(5), &AtomicBool::new(false))?;
    let (over, connected) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (ends, meanwhile) = thread::scope(|scope| {
        let slow: Vec<_> = (0..clients)
            .map(|number| {
                let kind = [Kind::Head, Kind::Body, Kind::Answer][number % 3];
                let connected = &connected;
                // Loopback has as many addresses as one wants.
                let from = u8::try_from(2 + number / OF_AN_ADDRESS).unwrap_or(u8::MAX);
                scope.spawn(move || (kind, be_slow(address, kind, from, connected)))
            })
            .collect();
        let reading = scope.spawn(|| pages(address, Duration::from_secs(120), &over));
        let ends: Vec<_> = slow
            .into_iter()
            .map(|client| client.join().map_err(|_| anyhow!("a client failed")))
            .collect();
        over.store(true, Ordering::Relaxed);
        (ends, reading.join().map_err(|_| anyhow!("the reader failed")))
    });
    let ends: Vec<(Kind, Result<Duration>)> = ends.into_iter().collect::<Result<_>>()?;
    let meanwhile = meanwhile??;
    let mut findings = Findings::default();
    findings.tell("slow clients that were taken", connected.load(Ordering::Relaxed));
    findings.tell("a page before, p99 ms", format!("{:.1}", percentile(&before, 99)));
    for (kind, most) in [
        (Kind::Head, HEAD_ENDS),
        (Kind::Body, BODY_ENDS),
        (Kind::Answer, BODY_ENDS),
    ] {
        let times: Vec<Duration> = ends
            .iter()
            .filter(|(of, _)| *of == kind)
            .filter_map(|(_, end)| end.as_ref().ok().copied())
            .collect();
        let longest = times.iter().max().copied().unwrap_or_default();
        findings.check(
            &format!(
                "slow with the {}: ended, the last after",
                format!("{kind:?}").to_lowercase()
            ),
            format!(
                "{}, {:.1} s (at most {})",
                times.len(),
                longest.as_secs_f64(),
                most.as_secs()
            ),
            !times.is_empty() && longest <= most,
        );
    }
    let failed = ends.iter().filter(|(_, end)| end.is_err()).count();
    findings.check("that could not even connect", failed, failed == 0);
    let p99 = percentile(&meanwhile, 99);
    findings.check(
        &format!("a page meanwhile, p99 ms (at most {P99})"),
        format!("{p99:.1} of {}", meanwhile.len()),
        p99 <= P99,
    );
    findings.tell("memory, MiB", server.memory().map_or(0, |bytes| bytes >> 20));
    server.stop()?;
    Ok(findings.print())
}

/// Reads pages one after the other; how long each took, in microseconds, in order.
pub(super) fn pages(address: SocketAddr, most: Duration, over: &AtomicBool) -> Result<Vec<u64>> {
    let mut client = Client::new(address, true);
    let (begun, mut times) = (Instant::now(), Vec::new());
    while begun.elapsed() < most && !over.load(Ordering::Relaxed) {
        let asked = Instant::now();
        let page = client.get("/fr/organisations?q=conseil")?;
        if page.status != 200 {
            return Err(anyhow!("a page was not served: {}", page.status));
        }
        times.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
        sleep(Duration::from_millis(20));
    }
    times.sort_unstable();
    Ok(times)
}

/// Sends slowly until the server ends it; how long that took.
fn be_slow(to: SocketAddr, kind: Kind, from: u8, connected: &AtomicUsize) -> Result<Duration> {
    let begun = Instant::now();
    let mut stream = connect(to, from)?;
    connected.fetch_add(1, Ordering::Relaxed);
    stream.set_read_timeout(Some(TRICKLE))?;
    let text = match kind {
        Kind::Head => "GET /fr HTTP/1.1\r\nhost: localhost\r\n".to_owned(),
        Kind::Body => format!(
            "POST /fr/sign-in/link HTTP/1.1\r\nhost: {to}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             sec-fetch-site: same-origin\r\ncontent-length: 4000\r\n\r\n"
        ),
        // Asked again and again, and not read: no answer goes away.
        Kind::Answer => format!("GET /fr/organisations?per=100 HTTP/1.1\r\nhost: {to}\r\n\r\n").repeat(200),
    };
    if stream.write_all(text.as_bytes()).is_err() {
        return Ok(begun.elapsed());
    }
    while begun.elapsed() < Duration::from_secs(90) {
        if kind != Kind::Answer {
            if stream.write_all(b"a").is_err() {
                return Ok(begun.elapsed());
            }
            match stream.read(&mut [0; 4096]) {
                Ok(0) => return Ok(begun.elapsed()),
                Ok(_) => continue,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
                Err(_) => return Ok(begun.elapsed()),
            }
        }
        sleep(TRICKLE);
        if is_closed(&stream) {
            return Ok(begun.elapsed());
        }
    }
    Ok(begun.elapsed())
}

/// Whether the other side has closed a connection whose answers nobody reads.
fn is_closed(stream: &TcpStream) -> bool {
    let mut stream = stream;
    // Where nobody is there any more, what is sent comes back as an error.
    stream.write_all(b"\r\n").is_err()
}

/// A connection from an address of this machine.
fn connect(to: SocketAddr, from: u8) -> Result<TcpStream> {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None)?;
    socket.bind(&SocketAddr::from(([127, 0, 0, from], 0)).into())?;
    // A small window: an answer that is not read stays with the server.
    socket.set_recv_buffer_size(4096)?;
    socket.connect_timeout(&to.into(), Duration::from_secs(5))?;
    Ok(socket.into())
}
