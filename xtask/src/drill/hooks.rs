//! A receiver of webhooks for drills: takes everything and remembers what it was called.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context, Result, bail};

use super::browser::{Browser, between, hidden, text};

/// A running one; it ends with the process.
#[derive(Debug)]
pub struct Hooks {
    port: u16,
    /// How often each `webhook-id` came.
    taken: Arc<Mutex<HashMap<String, usize>>>,
}

impl Hooks {
    /// On a port of its own.
    ///
    /// # Errors
    /// When there is none.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let taken: Arc<Mutex<HashMap<_, _>>> = Arc::default();
        let kept = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                // A request that breaks off was not taken, and comes again.
                thread::spawn(move || drop(take(stream, &kept)));
            }
        });
        Ok(Self { port, taken })
    }

    /// How often each id came.
    #[must_use]
    pub fn taken(&self) -> HashMap<String, usize> {
        self.taken.lock().map(|taken| taken.clone()).unwrap_or_default()
    }

    /// Has somebody register it for the steps of introductions of the first they may register one for.
    ///
    /// # Errors
    /// When it is refused.
    pub fn register(&self, browser: &mut Browser) -> Result<()> {
        let page = text(&browser.get("/fr/webhooks")?);
        let form = between(&page, "id=\"register\"", "</section>").context("a page without the form")?;
        let owner = between(form, "<option value=\"", "\"").context("nobody to register one for")?;
        let url = format!("http://127.0.0.1:{}/", self.port);
        let fields = [
            ("_csrf", hidden(&page, "_csrf").context("a page without a token")?),
            ("for", owner),
            ("url", &url),
            ("event", "introduction.step"),
        ];
        let said = browser.post("/fr/webhooks", &fields)?;
        if said.status >= 400 {
            bail!("the webhook is refused: {} {}", said.status, text(&said));
        }
        Ok(())
    }
}

fn take(stream: TcpStream, kept: &Mutex<HashMap<String, usize>>) -> Result<()> {
    let mut write = stream.try_clone()?;
    let mut read = BufReader::new(stream);
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if read.read_line(&mut line)? == 0 {
            bail!("no whole request");
        }
        let Some((name, value)) = line.trim_end().split_once(':') else {
            if line.trim_end().is_empty() {
                break;
            }
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "webhook-id" => value.trim().clone_into(&mut id),
            "content-length" => length = value.trim().parse()?,
            _ => {}
        }
    }
    read.read_exact(&mut vec![0; length])?;
    if let Ok(mut kept) = kept.lock() {
        *kept.entry(id).or_default() += 1;
    }
    write.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")?;
    Ok(())
}
