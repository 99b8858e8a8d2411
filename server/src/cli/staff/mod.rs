//! `chamber add | list` and `mandate grant | revoke | list`: who operates here. Orders: they work beside a running server.

mod actions;
mod orders;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Subcommand;
use serde_json::Value;

use super::Common;
use super::control::{self, Order};
use super::node::Node;
use crate::accounts;
use crate::chambers;
use crate::platform::database::{Access, DatabaseError, Place};
use crate::platform::settings::Settings;
use crate::platform::texts::Locale;

pub(super) use orders::{Site, StaffOrder, carry_out, known, refuse_no_address};

/// Chambers that operate here.
#[derive(Debug, Subcommand)]
pub(super) enum Chamber {
    /// Let a chamber of the region pack operate here
    Add {
        /// Its code; `chamber list` shows all
        code: String,
        /// Working days in which it means to decide [default: that of the pack]
        #[arg(long, value_name = "N")]
        target_days: Option<u16>,
        /// Where its people read mail together
        #[arg(long, value_name = "ADDRESS")]
        mail: Option<String>,
    },
    /// The chambers of the pack, and which of them operate here
    List,
}

/// Who works for a chamber.
#[derive(Debug, Subcommand)]
pub(super) enum MandateCommand {
    /// Give somebody a mandate; an account is made where there is none
    Grant {
        /// Their mail address
        mail: String,
        /// Code of the chamber
        chamber: String,
        /// adviser, moderator or head
        role: String,
        /// How they are called [default: what stands before the @]
        #[arg(long)]
        name: Option<String>,
        /// Of their letters: fr, de or en
        #[arg(long, default_value = "fr")]
        language: String,
    },
    /// Take a mandate away; the account stays
    Revoke {
        /// Their mail address
        mail: String,
        /// Code of the chamber
        chamber: String,
    },
    /// Who works for the chambers that operate here
    List,
}

/// Who runs the service.
#[derive(Debug, Subcommand)]
pub(super) enum AdminCommand {
    /// Let an admin in who lost every second factor and all recovery codes. Others turn to their chamber
    Recover {
        /// Their mail address
        mail: String,
    },
}

pub(super) async fn chamber(common: &Common, command: Chamber) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    match command {
        Chamber::List => list(settings).await,
        Chamber::Add {
            code,
            target_days,
            mail,
        } => {
            let order = StaffOrder::Chamber {
                code: code.clone(),
                target_days,
                mail,
            };
            let done = control::give(settings, &Order::Staff(order)).await?;
            say!(
                "{code} operates here and means to decide within {} working days",
                done["target_days"]
            );
            say_nobody(&code, &done);
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn list(settings: Settings) -> Result<ExitCode> {
    let mut here = BTreeMap::new();
    let region = match Node::open(settings.clone(), Access::Read).await {
        Ok(node) => {
            let db = node.database().reader();
            for one in chambers::operating(db).await? {
                let people = accounts::holders(db, &one.code).await?.len();
                here.insert(one.code, (format!("{} days", one.target_days), people.to_string()));
            }
            node.region
        }
        // Before there is a database, none operates.
        Err(error) if matches!(error.downcast_ref(), Some(DatabaseError::Absent { .. })) => {
            Arc::new(super::node::region(&settings)?)
        }
        Err(error) => return Err(error),
    };
    say!("{:<28} {:<4} {:>7} {:>6}  NAME", "CODE", "", "TARGET", "PEOPLE");
    let none = ("-".to_owned(), "-".to_owned());
    for chamber in &region.chambers {
        let (days, people) = here.get(&chamber.code).unwrap_or(&none);
        say!(
            "{:<28} {:<4} {days:>7} {people:>6}  {}",
            chamber.code,
            chamber.territory,
            chamber.name.fr
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Says of a chamber that has begun to operate that nobody would read what comes to it.
pub(super) fn say_nobody(code: &str, done: &Value) {
    if done["people"] == 0 {
        say!(
            "  nobody works for {code} yet, and what founders send waits unread: give somebody a mandate (mandate grant)"
        );
    }
}

pub(super) async fn mandate(common: &Common, command: MandateCommand) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let (mail, chamber, role, name, language) = match command {
        MandateCommand::Grant {
            mail,
            chamber,
            role,
            name,
            language,
        } => (mail, chamber, role, name, language),
        MandateCommand::Revoke { mail, chamber } => return revoke_mandate(settings, mail, chamber).await,
        MandateCommand::List => return list_mandates(settings).await,
    };
    let name = name.unwrap_or_else(|| mail.split('@').next().unwrap_or_default().to_owned());
    let language = language_of(&language)?;
    refuse_no_node(&settings)?;
    let order = StaffOrder::Mandate {
        mail: mail.clone(),
        name,
        language,
        chamber,
        role,
        site: Site::of(&settings),
    };
    let done = control::give(settings, &Order::Staff(order)).await?;
    let before = done["before"].as_str().filter(|before| done["role"] != *before);
    let before = before.map(|before| format!(", no longer {before}")).unwrap_or_default();
    say!(
        "{mail} is {} of {}{before}",
        word(&done["role"]),
        word(&done["chamber"])
    );
    if done["strong"] == true {
        say!("a letter tells them; they sign in with their second factor as always");
    } else {
        say!("a letter invites them to the desk; they set a second factor first: a mandate needs one");
    }
    Ok(ExitCode::SUCCESS)
}

async fn revoke_mandate(settings: Settings, mail: String, chamber: String) -> Result<ExitCode> {
    refuse_no_node(&settings)?;
    let order = StaffOrder::Revoke { mail, chamber };
    let done = control::give(settings, &Order::Staff(order)).await?;
    let (mail, chamber) = (word(&done["mail"]), word(&done["chamber"]));
    say!(
        "{mail} is no longer {} of {chamber}; the account stays",
        word(&done["before"])
    );
    say_nobody(chamber, &done);
    Ok(ExitCode::SUCCESS)
}

async fn list_mandates(settings: Settings) -> Result<ExitCode> {
    let node = Node::open(settings, Access::Read).await?;
    let db = node.database().reader();
    say!("{:<28} {:<10} {:<40} NAME", "CHAMBER", "ROLE", "MAIL");
    for chamber in chambers::operating(db).await? {
        for (person, mandate) in accounts::holders(db, &chamber.code).await? {
            say!(
                "{:<28} {:<10} {:<40} {}",
                chamber.code,
                mandate.code(),
                person.mail,
                person.name
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn admin_command(common: &Common, command: AdminCommand) -> Result<ExitCode> {
    let AdminCommand::Recover { mail } = command;
    let settings = common.settings(&[])?;
    refuse_no_node(&settings)?;
    let order = StaffOrder::Recover {
        mail: mail.clone(),
        site: Site::of(&settings),
    };
    let done = control::give(settings, &Order::Staff(order)).await?;
    say!("the second factors, sessions and tokens of {mail} have ended; they sign in once within a day at");
    say!("  {}", word(&done["link"]));
    say!("and set a second factor anew");
    Ok(ExitCode::SUCCESS)
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

pub(super) fn language_of(code: &str) -> Result<Locale> {
    match Locale::from_code(code) {
        Some(locale) => Ok(locale),
        None => bail!("{code:?} is no language of this node: fr, de or en"),
    }
}

/// Refuses to make a node where none is: whoever forgot `--config` would have two.
fn refuse_no_node(settings: &Settings) -> Result<()> {
    match settings.place() {
        Place::Folder(folder) if !folder.join("passerelle.sqlite").exists() => {
            Err(DatabaseError::Absent { folder }.into())
        }
        _ => Ok(()),
    }
}
