//! The way out: a mail server that takes letters by SMTP, and what its answers mean.

use std::time::{Duration, SystemTime};

use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::{Error, extension::ClientId};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use uuid::Uuid;

use super::Letter;
use super::send::Leased;
use crate::platform::clock::Clock;
use crate::platform::id::encode;

/// How long the server may take for one letter.
const DEADLINE: Duration = Duration::from_secs(90);
/// How long it may take for one answer.
const ANSWER: Duration = Duration::from_secs(30);

/// What the operator says about mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailSettings {
    /// `smtps://user:password@host`, `smtp://host:587`; empty: nothing is sent.
    pub smtp_url: String,
    /// Who letters come from: `Name <address>`.
    pub from: String,
    /// Where what cannot be delivered comes back to; empty: the address of `from`.
    pub bounce: String,
}

/// Mail settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// No address of a server.
    #[error(
        "smtp_url: {0}; it looks like smtps://user:password@mail.example.org or smtp://mail.example.org:587, and signs such as \
         @ : / ? # % in a user or password are written %40 %3A %2F %3F %23 %25"
    )]
    Server(String),
    /// A sender nobody can answer.
    #[error("{key} = {value:?}: an address such as Passerelle <passerelle@example.org> is expected")]
    Sender {
        /// The setting.
        key: &'static str,
        /// What it holds.
        value: String,
    },
}

/// A server to send by. Each letter has a connection of its own: one given up in the middle of a letter must serve no other.
#[derive(Clone, Debug)]
pub struct Post {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    bounce: Address,
    deadline: Duration,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The server has it and answers for it.
    Taken,
    /// Never: with whether that is because nobody is at the address.
    Refused { why: String, nobody: bool },
    /// Later, perhaps.
    NotNow(String),
    /// There is no talking to the server.
    Away(String),
}

impl Post {
    /// The server of the settings; `None` where none is named. `host` is how this node calls itself.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn new(settings: &MailSettings, host: &str) -> Result<Option<Self>, PostError> {
        if settings.smtp_url.is_empty() {
            return Ok(None);
        }
        let from: Mailbox = sender("mail_from", &settings.from)?;
        let bounce = match settings.bounce.as_str() {
            "" => from.email.clone(),
            address => sender("mail_bounce", address)?.email,
        };
        let url = with_tls(&settings.smtp_url)?;
        // The error of the library may quote the address, and with it the password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(&url)
            .map_err(|_| PostError::Server("it is no address of a mail server".into()))?;
        let server = builder
            .hello_name(ClientId::Domain(host.to_owned()))
            .timeout(Some(ANSWER))
            .build();
        Ok(Some(Self {
            server,
            from,
            bounce,
            deadline: DEADLINE,
        }))
    }

    /// The same with less patience, for tests.
    #[must_use]
    pub const fn within(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// Sends a letter at once, past the queue.
    ///
    /// # Errors
    /// What the server said, or why it could not be reached.
    pub async fn send_now(&self, letter: &Letter, clock: &Clock) -> Result<(), String> {
        match self.deliver(&Leased::now(letter, clock.id()), clock.now()).await {
            Outcome::Taken => Ok(()),
            Outcome::Refused { why, .. } | Outcome::NotNow(why) | Outcome::Away(why) => Err(why),
        }
    }

    pub(super) async fn deliver(&self, letter: &Leased, now: i64) -> Outcome {
        let (message, envelope) = match self.compose(letter, now) {
            Ok(composed) => composed,
            Err(why) => return Outcome::Refused { why, nobody: false },
        };
        let sending = self.server.send_raw(&envelope, &message);
        match tokio::time::timeout(self.deadline, sending).await {
            Ok(Ok(_)) => Outcome::Taken,
            Ok(Err(error)) => judge(&error),
            Err(_) => Outcome::Away("no answer in time".into()),
        }
    }

    /// The bytes to send. Whatever holds a line break where none belongs is refused, not repaired.
    fn compose(&self, letter: &Leased, now: i64) -> Result<(Vec<u8>, Envelope), String> {
        let lines = [
            Some(&letter.address),
            Some(&letter.subject),
            letter.unsubscribe.as_ref(),
        ];
        if lines
            .into_iter()
            .flatten()
            .any(|line| line.chars().any(char::is_control))
        {
            return Err("a header with a line break".into());
        }
        let to: Address = letter.address.parse().map_err(|_| "no mail address".to_owned())?;
        let host = self.from.email.domain();
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject.clone())
            .message_id(Some(message_id(letter.id, host)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(u64::try_from(now).unwrap_or_default()))
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", &letter.language));
        if let Some(address) = &letter.unsubscribe {
            message = message
                .raw_header(header("List-Unsubscribe", &format!("<{address}>")))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
        let bodies = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        let message = message.multipart(bodies).map_err(|error| error.to_string())?;
        let envelope = Envelope::new(Some(self.bounce.clone()), vec![to]).map_err(|error| error.to_string())?;
        Ok((message.formatted(), envelope))
    }
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// The same for each try, so that whoever gets a letter twice can tell.
fn message_id(letter: Uuid, host: &str) -> String {
    format!("<{}@{host}>", encode(letter).to_lowercase())
}

fn sender(key: &'static str, value: &str) -> Result<Mailbox, PostError> {
    value.parse().map_err(|_| PostError::Sender {
        key,
        value: value.to_owned(),
    })
}

/// Passwords and letters travel by TLS; without it only to this very machine, or where the operator says so.
fn with_tls(url: &str) -> Result<String, PostError> {
    let fault = |why: &str| Err(PostError::Server(why.to_owned()));
    let Some((scheme, rest)) = url.split_once("://") else {
        return fault("it does not begin with smtp:// or smtps://");
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let is_local = ["localhost", "127.0.0.1", "[::1]"].iter().any(|local| {
        let port = host.strip_prefix(local);
        port.is_some_and(|port| port.is_empty() || port.starts_with(':'))
    });
    match scheme {
        _ if host.is_empty() => fault("it names no server"),
        "smtps" => Ok(url.to_owned()),
        "smtp" if is_local || rest.contains("tls=") => Ok(url.to_owned()),
        "smtp" if rest.contains('?') => Ok(format!("{url}&tls=required")),
        "smtp" => Ok(format!("{url}?tls=required")),
        _ => fault("it does not begin with smtp:// or smtps://"),
    }
}

/// What an answer means. A server that does not let this node in says nothing about the letter.
fn judge(error: &Error) -> Outcome {
    let why = causes(error);
    let Some(code) = error.status().map(u16::from) else {
        return Outcome::Away(why);
    };
    match code {
        400..=499 => Outcome::NotNow(why),
        // Commands it does not know, a sign-in it does not take: for the operator to mend.
        500..=504 | 530 | 534 | 535 | 538 => Outcome::Away(why),
        _ => {
            let by_policy = why.contains(" 5.7.") || why.contains("(5.7.");
            let nobody = matches!(code, 550 | 551 | 553 | 556) && !by_policy;
            Outcome::Refused { why, nobody }
        }
    }
}

/// An error with what lies behind it, on one line and not too long.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(cause) = behind {
        let said = cause.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        behind = cause.source();
    }
    // Servers like to repeat whom they refuse: the row knows the address, and the log is not to.
    let words = text
        .split(' ')
        .map(|word| if word.contains('@') { "<…>" } else { word });
    let text = words.collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_travel_by_tls() {
        let tls = |url: &str| with_tls(url).unwrap();
        assert_eq!(tls("smtp://mail.example.org"), "smtp://mail.example.org?tls=required");
        assert_eq!(
            tls("smtp://u:p@mail.example.org:25/x"),
            "smtp://u:p@mail.example.org:25/x?tls=required"
        );
        assert_eq!(
            tls("smtp://localhost.example.org"),
            "smtp://localhost.example.org?tls=required"
        );
        assert_eq!(
            tls("smtp://u:localhost@mail.example.org"),
            "smtp://u:localhost@mail.example.org?tls=required"
        );
        for kept in [
            "smtps://mail.example.org",
            "smtp://localhost:2525",
            "smtp://127.0.0.1",
            "smtp://[::1]:25",
            "smtp://h?tls=opportunistic",
        ] {
            assert_eq!(tls(kept), kept);
        }
        for bad in ["", "mail.example.org", "http://mail.example.org", "smtp://"] {
            assert!(with_tls(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn settings_are_checked_and_passwords_kept() {
        let settings = |url: &str, from: &str| MailSettings {
            smtp_url: url.into(),
            from: from.into(),
            bounce: String::new(),
        };
        assert!(Post::new(&settings("", ""), "x").unwrap().is_none());
        assert!(
            Post::new(&settings("smtp://localhost", "P <p@example.org>"), "x")
                .unwrap()
                .is_some()
        );
        let error = Post::new(&settings("smtp://localhost", "nobody"), "x").unwrap_err();
        assert!(error.to_string().contains("mail_from"), "{error}");
        let error = Post::new(&settings("smtps://u:geheim@ho st", "p@example.org"), "x").unwrap_err();
        assert!(!error.to_string().contains("geheim"), "{error}");
        let error = Post::new(&settings("smtps://u:a/b@mail.example.org", "p@example.org"), "x").unwrap_err();
        assert!(
            error.to_string().contains("%2F") && !error.to_string().contains("a/b"),
            "{error}"
        );
    }
}
