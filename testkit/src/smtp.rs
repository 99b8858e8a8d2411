//! A mail server for tests: takes what it is told to take, refuses what it is told to refuse, and keeps what it took.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use passerelle::platform::mail::{MailSettings, Post};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// What it says to the next letters.
#[derive(Clone, Debug)]
pub enum Mood {
    /// Takes them.
    Takes,
    /// Says that to each recipient, as `550 5.1.1 nobody here`.
    Refuses(&'static str),
    /// Says that once the whole letter is there.
    RefusesData(&'static str),
    /// Says nothing once the whole letter is there.
    Hangs,
}

/// A letter it took.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Of the envelope: where it returns to.
    pub from: String,
    /// Of the envelope.
    pub to: String,
    /// Headers and body, as they came.
    pub raw: String,
}

impl Taken {
    /// The value of a header, its lines joined; empty where there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let head = self.raw.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ");
        let found = head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        });
        found.unwrap_or_default()
    }
}

/// A running one; it ends with the test.
#[derive(Clone, Debug)]
pub struct Smtp {
    port: u16,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Smtp {
    /// On a port of its own.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            mood: Arc::new(Mutex::new(Mood::Takes)),
            taken: Arc::default(),
        };
        let serving = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.talk(stream).await });
            }
        });
        server
    }

    /// Changes what it says from now on.
    pub fn set(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    /// What it took so far.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// Its address, as a setting.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// A node's way to it.
    #[must_use]
    pub fn post(&self) -> Post {
        let settings = MailSettings {
            smtp_url: self.url(),
            from: "Passerelle <post@passerelle.example>".into(),
            bounce: "returns@passerelle.example".into(),
        };
        let post = Post::new(&settings, "passerelle.example").unwrap().unwrap();
        post.within(Duration::from_secs(2))
    }

    async fn talk(&self, stream: TcpStream) -> Option<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 test\r\n").await.ok()?;
        let (mut from, mut to) = (String::new(), String::new());
        loop {
            let line = lines.next_line().await.ok()??;
            let mood = self.mood.lock().unwrap().clone();
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            let answer = match (verb.as_str(), mood) {
                ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250 SMTPUTF8".to_owned(),
                ("MAIL", _) => {
                    from = address(&line);
                    "250 ok".into()
                }
                ("RCPT", Mood::Refuses(answer)) => answer.into(),
                ("RCPT", _) => {
                    to = address(&line);
                    "250 ok".into()
                }
                ("DATA", mood) => {
                    write.write_all(b"354 go on\r\n").await.ok()?;
                    let mut raw = String::new();
                    loop {
                        let line = lines.next_line().await.ok()??;
                        if line == "." {
                            break;
                        }
                        raw.push_str(line.strip_prefix('.').unwrap_or(&line));
                        raw.push_str("\r\n");
                    }
                    match mood {
                        Mood::RefusesData(answer) => answer.into(),
                        Mood::Hangs => std::future::pending().await,
                        Mood::Takes | Mood::Refuses(_) => {
                            let (from, to) = (from.clone(), to.clone());
                            self.taken.lock().unwrap().push(Taken { from, to, raw });
                            "250 taken".into()
                        }
                    }
                }
                ("QUIT", _) => "221 bye".into(),
                _ => "250 ok".into(),
            };
            write.write_all(format!("{answer}\r\n").as_bytes()).await.ok()?;
        }
    }
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    let inside = line.split(['<', '>']).nth(1);
    inside.unwrap_or_default().to_owned()
}
