//! A network that can break: connections to a port on this machine are passed on to another, until they are cut. Then nothing
//! more goes through, in neither direction, and nobody is told: as when a cable is pulled.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, Ordering};
use std::thread::{self, sleep};
use std::time::Duration;

use anyhow::Result;

/// How long a cut is noticed late, at most.
const TICK: Duration = Duration::from_millis(20);

/// A running one; it takes no new connections once it is dropped.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    way: Arc<Way>,
}

#[derive(Debug, Default)]
struct Way {
    to: AtomicU16,
    cut: AtomicBool,
    ended: AtomicBool,
}

impl Proxy {
    /// On a port of its own, to a port of this machine.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(to: u16) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let way = Arc::new(Way::default());
        way.to.store(to, Ordering::Relaxed);
        let passing = Arc::clone(&way);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if passing.ended.load(Ordering::Relaxed) {
                    return;
                }
                let way = Arc::clone(&passing);
                // A connection that breaks is what this is for.
                thread::spawn(move || drop(pass(stream, &way)));
            }
        });
        Ok(Self { port, way })
    }

    /// Where it is reached.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// New connections go to another port from now on.
    pub fn lead_to(&self, port: u16) {
        self.way.to.store(port, Ordering::Relaxed);
    }

    /// Nothing goes through any more; or again, what waited first.
    pub fn cut(&self, cut: bool) {
        self.way.cut.store(cut, Ordering::Relaxed);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.way.ended.store(true, Ordering::Relaxed);
        // Wakes the one that waits for connections; where that fails there is none.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn pass(here: TcpStream, way: &Arc<Way>) -> std::io::Result<()> {
    way.wait_while_cut();
    let there = TcpStream::connect(("127.0.0.1", way.to.load(Ordering::Relaxed)))?;
    for stream in [&here, &there] {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(TICK))?;
    }
    let (from, to, back) = (there.try_clone()?, here.try_clone()?, Arc::clone(way));
    let answers = thread::spawn(move || carry(&from, &to, &back));
    carry(&here, &there, way);
    // The other direction ends with this one.
    let _ = there.shutdown(Shutdown::Both);
    let _ = answers.join();
    Ok(())
}

/// One direction, until somebody closes it.
fn carry(mut from: &TcpStream, mut to: &TcpStream, way: &Way) {
    let mut buffer = [0; 16 << 10];
    loop {
        way.wait_while_cut();
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
            Err(_) => break,
        };
        way.wait_while_cut();
        if to.write_all(buffer.get(..read).unwrap_or_default()).is_err() {
            break;
        }
    }
    // Whoever closed it first has heard it already.
    let _ = to.shutdown(Shutdown::Both);
}

impl Way {
    fn wait_while_cut(&self) {
        while self.cut.load(Ordering::Relaxed) && !self.ended.load(Ordering::Relaxed) {
            sleep(TICK);
        }
    }
}
