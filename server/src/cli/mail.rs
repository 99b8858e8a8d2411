//! `mail test ADDRESS`: whether letters leave; `mail held` and `mail release`: those that a restored copy keeps back.

use std::process::ExitCode;

use anyhow::{Result, anyhow, bail};
use clap::Subcommand;

use super::Common;
use super::control::{self, Order};
use super::erase::PrivacyOrder;
use super::node::Node;
use crate::platform::clock::Clock;
use crate::platform::database::Access;
use crate::platform::mail::{Letter, Post, hold};
use crate::platform::settings::Settings;
use crate::platform::texts::{Locale, T};

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Send one letter now and say what the mail server answered
    Test {
        /// Where to
        address: String,
        /// Of the letter: fr, de or en
        #[arg(long, default_value = "fr")]
        language: String,
    },
    /// The letters a restored copy keeps back, by kind
    Held,
    /// Let the held letters go, or drop them
    Release {
        /// Drop them: they left before the copy was made, or are out of date
        #[arg(long)]
        discard: bool,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let (address, language) = match command {
        Command::Test { address, language } => (address, language),
        Command::Held => return held(settings).await,
        Command::Release { discard } => return release(settings, discard).await,
    };
    test(&settings, &address, super::staff::language_of(&language)?).await?;
    say!("the mail server took a letter to {address}; look whether it arrives, and not among the spam");
    Ok(ExitCode::SUCCESS)
}

async fn held(settings: Settings) -> Result<ExitCode> {
    let node = Node::open(settings, Access::Read).await?;
    let held = hold::held(node.database().reader()).await?;
    for (kind, letters) in &held {
        say!("{letters:>6}  {kind}");
    }
    let all = held.iter().map(|(_, letters)| letters).sum();
    say!("{} held", letters(all));
    Ok(ExitCode::SUCCESS)
}

async fn release(settings: Settings, discard: bool) -> Result<ExitCode> {
    let order = Order::Privacy(PrivacyOrder::ReleaseMail { discard });
    let done = control::give(settings, &order).await?;
    let what = if discard {
        "dropped"
    } else {
        "let go: each leaves at its time"
    };
    say!("{} {what}", letters(done["letters"].as_i64().unwrap_or_default()));
    Ok(ExitCode::SUCCESS)
}

fn letters(count: i64) -> String {
    match count {
        1 => "1 letter is".to_owned(),
        count => format!("{count} letters are"),
    }
}

/// The mail server of the settings, as this node calls itself.
pub(super) fn post(settings: &Settings) -> Result<Option<Post>> {
    let host = settings.public_url.split("://").nth(1).unwrap_or_default();
    let host = host
        .split([':', '/'])
        .next()
        .filter(|host| !host.is_empty())
        .unwrap_or("localhost");
    Ok(Post::new(&settings.mail, host)?)
}

pub(super) async fn test(settings: &Settings, address: &str, language: Locale) -> Result<()> {
    let Some(post) = post(settings)? else {
        bail!("smtp_url is not set: no letter can leave (see `passerelle settings --reference`)");
    };
    let t = T::new(language);
    let letter = Letter {
        to: address.to_owned(),
        recipient: None,
        language,
        kind: "test",
        subject: t.get("mail-test-subject").into_owned(),
        paragraphs: vec![
            t.with("mail-test-lead", &[("address", settings.public_url.as_str().into())])
                .into_owned(),
        ],
        button: None,
        foot: Vec::new(),
        entry: None,
        about: None,
        not_before: 0,
    };
    let clock = Clock::system();
    post.send_now(&letter, &clock)
        .await
        .map_err(|why| anyhow!("no letter left: {why}"))
}
