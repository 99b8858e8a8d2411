//! A mail server that takes everything and remembers to whom and by which Message-ID.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// A letter it took.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Taken {
    /// To whom.
    pub to: String,
    /// The same for each try of one letter.
    pub message: String,
}

/// A running one; it ends with the process.
#[derive(Debug, Clone)]
pub struct Letters {
    port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Letters {
    /// On a port of its own.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let server = Self {
            port: listener.local_addr()?.port(),
            taken: Arc::default(),
        };
        let serving = server.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let serving = serving.clone();
                thread::spawn(move || serving.talk(&stream));
            }
        });
        Ok(server)
    }

    /// Its address, as a setting.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What it took so far.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// How many of these came more than once.
    #[must_use]
    pub fn repeated(taken: &[Taken]) -> usize {
        let once: HashSet<&Taken> = taken.iter().collect();
        taken.len() - once.len()
    }

    /// One connection, until the other side leaves.
    fn talk(&self, stream: &TcpStream) -> Option<()> {
        let mut lines = BufReader::new(stream).lines();
        let mut out = stream;
        out.write_all(b"220 drill\r\n").ok()?;
        let mut to = String::new();
        while let Some(Ok(line)) = lines.next() {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            match verb.as_str() {
                "EHLO" => out.write_all(b"250-drill\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n").ok()?,
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    out.write_all(b"250 ok\r\n").ok()?;
                }
                "DATA" => {
                    out.write_all(b"354 go on\r\n").ok()?;
                    let mut message = String::new();
                    for line in lines.by_ref() {
                        let line = line.ok()?;
                        if line == "." {
                            break;
                        }
                        if let Some((name, value)) = line.split_once(':')
                            && name.eq_ignore_ascii_case("message-id")
                        {
                            value.trim().clone_into(&mut message);
                        }
                    }
                    let taken = Taken {
                        to: to.clone(),
                        message,
                    };
                    self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
                    out.write_all(b"250 taken\r\n").ok()?;
                }
                "QUIT" => {
                    out.write_all(b"221 bye\r\n").ok()?;
                    return Some(());
                }
                _ => out.write_all(b"250 ok\r\n").ok()?,
            }
        }
        Some(())
    }
}
