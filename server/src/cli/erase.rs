//! `erase ADDRESS`: for somebody who asked in another way than by their own account. The server carries it out.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Common;
use super::control::{self, Order};
use crate::platform::journal::Journal;
use crate::privacy::{release_mail, request_for};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Their mail address
    mail: String,
    /// Without the seven days in which they can change their mind
    #[arg(long)]
    at_once: bool,
}

/// What is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum PrivacyOrder {
    Erase { mail: String, at_once: bool },
    ReleaseMail { discard: bool },
}

pub(super) async fn run(common: &Common, arguments: Arguments) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let public_url = settings.public_url.clone();
    let Arguments { mail, at_once } = arguments;
    let order = Order::Privacy(PrivacyOrder::Erase { mail, at_once });
    let done = control::give(settings, &order).await?;
    let when = if at_once {
        "within a minute of its running"
    } else {
        "in seven days"
    };
    say!("the server erases them {when}; tell them the address of the receipt:");
    say!(
        "{public_url}/fr/erasures/{}",
        done["erasure"].as_str().unwrap_or_default()
    );
    Ok(ExitCode::SUCCESS)
}

/// Does it with a database this process may write.
pub(super) async fn carry_out(order: &PrivacyOrder, journal: &Journal) -> Result<Value> {
    match order {
        PrivacyOrder::Erase { mail, at_once } => {
            let id = request_for(journal, mail, *at_once).await?;
            Ok(json!({ "erasure": id }))
        }
        PrivacyOrder::ReleaseMail { discard } => {
            let letters = release_mail(journal, *discard).await?;
            Ok(json!({ "letters": letters }))
        }
    }
}
