//! `objection add | list | lift`: who objected to being here, by a number. The server erases; imports keep to it at once.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use clap::Subcommand;
use identifiers::Scheme;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Common;
use super::control::{self, Order};
use super::node::Node;
use crate::organisations::objections::{ObjectionId, list};
use crate::platform::access::{self, Actor, Purpose};
use crate::platform::clock::rfc3339;
use crate::platform::database::Access;
use crate::platform::journal::Journal;
use crate::privacy::objections::{Asked, lift, object};

/// Objections that are printed.
const LISTED: u64 = 10_000;

/// Who objected to being here.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Erase an organisation and keep it away, from whichever register it comes
    Add {
        /// Code of the scheme: fr_siren, be_enterprise, lu_rcs, de_hr, lei …
        scheme: String,
        /// The number
        value: String,
        /// Why, in a few words that name nobody
        #[arg(long)]
        reason: String,
    },
    /// All objections; the numbers themselves are not kept
    List {
        /// Print them as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take one back: the next import may bring the organisation in again
    Lift {
        /// Its id; `objection list` shows it
        id: ObjectionId,
    },
}

/// What is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum ObjectionOrder {
    Add {
        scheme: String,
        value: String,
        reason: String,
    },
    Lift {
        id: ObjectionId,
    },
}

pub(super) async fn run(common: &Common, command: Command) -> Result<ExitCode> {
    let settings = common.settings(&[])?;
    let order = match command {
        Command::List { json } => return print(common, json).await,
        Command::Add { scheme, value, reason } => {
            scheme_of(&scheme)?;
            ObjectionOrder::Add { scheme, value, reason }
        }
        Command::Lift { id } => ObjectionOrder::Lift { id },
    };
    let done = control::give(settings, &Order::Objection(order)).await?;
    match done["objection"].as_str() {
        Some(id) => say!("objection {id}: no import takes it in any more, and the server erases what is there"),
        None => say!("taken back: the next import may bring it in again, once the server has noted it"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Does it with a database this process may write.
pub(super) async fn carry_out(order: &ObjectionOrder, journal: &Journal) -> Result<Value> {
    let operator = Actor::system(Purpose::Operator);
    match order {
        ObjectionOrder::Add { scheme, value, reason } => {
            let asked = Asked {
                scheme: Some(scheme_of(scheme)?),
                number: value,
                reason,
            };
            let id = object(journal, &operator, &access::Node, asked).await?;
            Ok(json!({ "objection": id }))
        }
        ObjectionOrder::Lift { id } => {
            lift(journal, &operator, &access::Node, *id).await?;
            Ok(json!({}))
        }
    }
}

fn scheme_of(code: &str) -> Result<Scheme> {
    let known: Vec<&str> = Scheme::ALL.iter().map(|scheme| scheme.code()).collect();
    code.parse()
        .map_err(|_| anyhow!("{code:?} is no scheme; there are {}", known.join(", ")))
}

async fn print(common: &Common, json: bool) -> Result<ExitCode> {
    let node = Node::open(common.settings(&[])?, Access::Read).await?;
    let rows = list(node.database().reader(), LISTED).await?;
    if json {
        let rows = rows.iter().map(|row| {
            json!({
                "objection": row.id, "state": row.state, "scheme": row.scheme, "reason": row.reason,
                "organisations": row.organisations, "receivedAt": rfc3339(row.received_at),
            })
        });
        say!("{}", Value::from_iter(rows));
    } else {
        for row in &rows {
            let (state, day) = (row.state.code(), rfc3339(row.received_at));
            say!("{}  {state:<8}  {day}  {:<14}  {}", row.id, row.scheme, row.reason);
        }
    }
    node.database().clone().close().await?;
    Ok(ExitCode::SUCCESS)
}
