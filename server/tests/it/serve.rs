//! The accept loop over real connections.

use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use passerelle::platform::web::{Limits, Options, Stopped, assemble, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

struct Running {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<std::io::Result<Stopped>>,
}

async fn start(limits: Limits) -> Running {
    let slow = async || {
        tokio::time::sleep(Duration::from_millis(400)).await;
        "done"
    };
    let routes = Router::new().route("/fr/slow", get(slow));
    let router = assemble(
        routes,
        testkit::web("http://localhost"),
        &Options {
            limits: limits.clone(),
            ..Options::default()
        },
    );
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(listener, router, limits, async {
        stopped.await.unwrap_or_default()
    }));
    Running { address, stop, task }
}

async fn exchange(running: &Running, request: &str) -> String {
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let _ = stream.write_all(request.as_bytes()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn slow_headers_are_closed() {
    let running = start(Limits {
        header_read: Duration::from_millis(300),
        ..Limits::default()
    })
    .await;
    let started = Instant::now();
    exchange(&running, "GET / HTTP/1.1\r\nhost: x\r\nslow: ").await;
    assert!(started.elapsed() < Duration::from_secs(3));
}

#[tokio::test]
async fn a_stop_lets_running_requests_end() {
    let running = start(Limits::default()).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    stream
        .write_all(b"GET /fr/slow HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"),
        "{answer}"
    );
    assert_eq!(running.task.await.unwrap().unwrap(), Stopped::Cleanly);
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let running = start(Limits {
        stop: Duration::from_millis(100),
        ..Limits::default()
    })
    .await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    stream
        .write_all(b"GET /fr/slow HTTP/1.1\r\nhost: x\r\n\r\n")
        .await
        .unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.stop.send(()).unwrap();
    assert_eq!(running.task.await.unwrap().unwrap(), Stopped::AtDeadline);
}

#[tokio::test]
async fn addresses_that_are_too_long_are_refused_with_a_text() {
    let running = start(Limits::default()).await;
    for length in [9_000, 60_000, 100_000, 300_000] {
        let query = "x".repeat(length);
        let request = format!("GET /fr/about?q={query} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = exchange(&running, &request).await;
        let status = answer.get(..12).unwrap_or(&answer);
        assert!(
            ["HTTP/1.1 400", "HTTP/1.1 414", "HTTP/1.1 431"].contains(&status),
            "{length}: {status}"
        );
        assert!(answer.contains("<h1>"), "{length}: {answer}");
    }
}

#[tokio::test]
async fn one_address_has_so_many_connections() {
    let running = start(Limits {
        connections_per_address: Some(1),
        ..Limits::default()
    })
    .await;
    let first = TcpStream::connect(running.address).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(
        exchange(&running, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await,
        ""
    );
    drop(first);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let answer = exchange(&running, "GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 302"), "{answer}");
}

/// The log is often on the disk that fills up.
#[cfg(target_os = "linux")]
#[test]
fn a_log_that_takes_nothing_stops_nobody() {
    use std::io::{Read, Write};
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .arg("--data")
        .arg(folder.path())
        .args(["serve", "--address", &port.to_string()])
        .stdin(Stdio::null())
        .stderr(full)
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let mut answer = String::new();
    while !answer.starts_with("HTTP/1.1 200") && begun.elapsed() < Duration::from_secs(30) {
        assert_eq!(server.try_wait().unwrap(), None, "it ended");
        std::thread::sleep(Duration::from_millis(100));
        if let Ok(mut stream) = std::net::TcpStream::connect(port) {
            let request = "GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
            answer.clear();
            let _ = stream.write_all(request.as_bytes());
            let _ = stream.read_to_string(&mut answer);
        }
    }
    server.kill().unwrap();
    server.wait().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[test]
fn a_log_for_programs_says_where_it_serves_and_holds_nothing_else() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let mut server = Command::new(env!("CARGO_BIN_EXE_passerelle"))
        .arg("--data")
        .arg(folder.path())
        .args(["serve", "--address", "127.0.0.1:0"])
        .env("PASSERELLE_LOG", "json")
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines();
    let mut line = || -> serde_json::Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    let served = loop {
        let said = line();
        if said["fields"]["message"] == "serving" {
            break said;
        }
    };
    // What comes next is of programs as well.
    rustix::process::kill_process(rustix::process::Pid::from_child(&server), rustix::process::Signal::TERM).unwrap();
    let rest: Vec<_> = lines.map(|line| line.unwrap()).collect();
    let ended = server.wait().unwrap();
    assert!(
        served["fields"]["url"]
            .as_str()
            .is_some_and(|url| url.starts_with("http://")),
        "{served}"
    );
    for line in rest {
        serde_json::from_str::<serde_json::Value>(&line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    }
    assert!(ended.success(), "{ended}");
}
