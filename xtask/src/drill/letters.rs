//! A mail server for drills: takes every letter and keeps its text.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// A running one; it ends with the process.
#[derive(Debug)]
pub struct Letters {
    port: u16,
    /// Recipient and text, as they came.
    taken: Arc<Mutex<Vec<(String, String)>>>,
    away: Arc<AtomicBool>,
}

impl Letters {
    /// On a port of its own.
    ///
    /// # Errors
    /// When there is none.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let taken: Arc<Mutex<Vec<_>>> = Arc::default();
        let kept = Arc::clone(&taken);
        let away = Arc::<AtomicBool>::default();
        let is_away = Arc::clone(&away);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if is_away.load(Ordering::Relaxed) {
                    continue;
                }
                let kept = Arc::clone(&kept);
                // A line that breaks is a letter less, which the drill notices.
                thread::spawn(move || drop(talk(stream, &kept)));
            }
        });
        Ok(Self { port, taken, away })
    }

    /// Takes nothing any more, or again: who connects is hung up on.
    pub fn be_away(&self, away: bool) {
        self.away.store(away, Ordering::Relaxed);
    }

    /// Its address, as a setting.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Letters so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.taken.lock().map_or(0, |taken| taken.len())
    }

    /// To whom each was, and its Message-ID: the same for each try of one letter.
    #[must_use]
    pub fn messages(&self) -> Vec<(String, String)> {
        let id = |text: &String| {
            let header = |line: &str| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("message-id").then(|| value.trim().to_owned())
            };
            text.lines().find_map(header).unwrap_or_default()
        };
        let of = |taken: &Vec<(String, String)>| taken.iter().map(|(to, text)| (to.clone(), id(text))).collect();
        self.taken.lock().as_deref().map(of).unwrap_or_default()
    }

    /// The first address of the node in the newest letter to somebody that came after the first `seen`: its path.
    ///
    /// # Errors
    /// When none comes within half a minute.
    pub fn path(&self, to: &str, seen: usize) -> Result<String> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(30) {
            if let Ok(taken) = self.taken.lock() {
                let letters = taken.iter().skip(seen).rev();
                if let Some(path) = letters
                    .filter(|(address, _)| address == to)
                    .find_map(|(_, text)| path_in(text))
                {
                    return Ok(path);
                }
            }
            sleep(Duration::from_millis(20));
        }
        bail!("no letter to {to}")
    }
}

fn talk(stream: TcpStream, kept: &Mutex<Vec<(String, String)>>) -> Result<()> {
    let mut write = stream.try_clone()?;
    let mut lines = BufReader::new(stream).lines();
    let (mut to, mut text, mut inside) = (String::new(), String::new(), false);
    write.write_all(b"220 drill\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        if inside {
            if line == "." {
                inside = false;
                if let Ok(mut kept) = kept.lock() {
                    kept.push((std::mem::take(&mut to), std::mem::take(&mut text)));
                }
                write.write_all(b"250 taken\r\n")?;
            } else {
                text.push_str(&line);
                text.push('\n');
            }
            continue;
        }
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        let answer: &[u8] = match verb.as_str() {
            "EHLO" => b"250-drill\r\n250 8BITMIME\r\n",
            "RCPT" => {
                to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                b"250 ok\r\n"
            }
            "DATA" => {
                inside = true;
                b"354 go on\r\n"
            }
            "QUIT" => b"221 bye\r\n",
            _ => b"250 ok\r\n",
        };
        write.write_all(answer)?;
    }
    Ok(())
}

/// The path of the first address of a node on this machine, in a text that may be quoted-printable.
fn path_in(text: &str) -> Option<String> {
    let plain = text.replace("=\n", "").replace("=3D", "=");
    let rest = &plain[plain.find("http://localhost:")? + "http://".len()..];
    let end = rest
        .find(|c: char| c.is_whitespace() || "\"<>".contains(c))
        .unwrap_or(rest.len());
    rest[..end].find('/').map(|at| rest[at..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_a_broken_line() {
        let text = "Bonjour\nhttp://localhost:8080/fr/sign-in/link/abc=\ndef\n\nAu revoir";
        assert_eq!(path_in(text).as_deref(), Some("/fr/sign-in/link/abcdef"));
        assert_eq!(path_in("nothing"), None);
    }
}
