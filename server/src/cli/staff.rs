//! `chamber add | list` and `mandate grant | revoke | list`: who operates here. Orders: they work beside a running server.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::Subcommand;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Common;
use super::control::{self, Order};
use super::node::Node;
use crate::accounts::{self, AccountError, NewPerson, PersonId};
use crate::app;
use crate::chambers;
use crate::platform::access::{self, Action, Actor, Mandate, Purpose};
use crate::platform::database::{Access, DatabaseError, Place};
use crate::platform::id::encode;
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::region::Region;
use crate::platform::settings::Settings;
use crate::platform::texts::Locale;
use crate::platform::web::{Identity, Web};

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

/// What is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(super) enum StaffOrder {
    Chamber {
        code: String,
        target_days: Option<u16>,
        mail: Option<String>,
    },
    Mandate {
        mail: String,
        name: String,
        language: Locale,
        chamber: String,
        role: String,
        site: Site,
    },
    Revoke {
        mail: String,
        chamber: String,
    },
    /// An admin, with a link that signs them in once; without where they have a second factor.
    Admin {
        mail: String,
        name: String,
        language: Locale,
        site: Site,
    },
    /// An admin who lost every second factor, with such a link.
    Recover {
        mail: String,
        site: Site,
    },
}

/// What letters and links say of the node.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Site {
    public_url: String,
    operator: String,
}

impl Site {
    pub(super) fn of(settings: &Settings) -> Self {
        Self {
            public_url: settings.public_url.clone(),
            operator: settings.operator.clone(),
        }
    }
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

/// Does it with a database this process may write.
pub(super) async fn carry_out(order: &StaffOrder, journal: &Journal, region: &Arc<Region>) -> Result<Value> {
    let operator = Actor::system(Purpose::Operator);
    match order {
        StaffOrder::Chamber {
            code,
            target_days,
            mail,
        } => {
            let days = chambers::add(journal, region, &operator, code, *target_days, mail.as_deref()).await?;
            let people = accounts::holders(journal.database().reader(), code).await?.len();
            Ok(json!({ "chamber": code, "target_days": days, "people": people }))
        }
        StaffOrder::Mandate {
            mail,
            name,
            language,
            chamber,
            role,
            site,
        } => {
            refuse_no_address(mail)?;
            let Some(mandate) = Mandate::from_code(role) else {
                bail!("{role:?} is no mandate: adviser, moderator or head");
            };
            known(region, chamber)?;
            if chambers::find_operating(journal.database().reader(), chamber)
                .await?
                .is_none()
            {
                bail!("{chamber} does not operate here; `passerelle chamber add {chamber}` first");
            }
            let new = NewPerson {
                name,
                mail,
                language: *language,
                admin: false,
                confirmed: false,
            };
            let db = journal.database().reader();
            let before = mandate_of(db, mail, chamber).await?.map(|(_, mandate)| mandate.code());
            let strong = accounts::has_second_factor(db, mail).await?;
            let web = bare_web(region, site)?;
            grant(journal, &operator, &web, &new, (chamber, mandate)).await?;
            Ok(json!({ "chamber": chamber, "role": role, "before": before, "strong": strong }))
        }
        StaffOrder::Revoke { mail, chamber } => {
            let db = journal.database().reader();
            let Some((person, mandate)) = mandate_of(db, mail, chamber).await? else {
                bail!("{mail} has no mandate of {chamber:?}; `passerelle mandate list` shows who has one");
            };
            revoke(journal, &operator, person, (chamber, mandate)).await?;
            let people = accounts::holders(db, chamber).await?.len();
            Ok(json!({ "mail": mail, "chamber": chamber, "before": mandate.code(), "people": people }))
        }
        StaffOrder::Admin {
            mail,
            name,
            language,
            site,
        } => {
            refuse_no_address(mail)?;
            let new = NewPerson {
                name,
                mail,
                language: *language,
                admin: true,
                confirmed: true,
            };
            let web = bare_web(region, site)?;
            let link = admin(journal, &operator, &web, &new).await?;
            Ok(json!({ "link": link }))
        }
        StaffOrder::Recover { mail, site } => {
            let web = bare_web(region, site)?;
            match accounts::recover_admin(journal, &operator, &web, mail).await {
                Ok(link) => Ok(json!({ "link": link })),
                Err(AccountError::Absent) => {
                    bail!("{mail} is no admin of this node; moderators of a chamber recover everybody else")
                }
                Err(error) => Err(error.into()),
            }
        }
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

/// Refuses a code the region pack does not have.
pub(super) fn known(region: &Region, chamber: &str) -> Result<()> {
    match region.chamber(chamber) {
        Some(_) => Ok(()),
        None => bail!("the region pack has no chamber {chamber:?}; `passerelle chamber list` shows all"),
    }
}

pub(super) fn refuse_no_address(mail: &str) -> Result<()> {
    match mail.trim().parse::<lettre::Address>() {
        Ok(_) => Ok(()),
        Err(_) => bail!("{mail:?} is no mail address"),
    }
}

async fn grant(
    journal: &Journal,
    operator: &Actor,
    web: &Web,
    new: &NewPerson<'_>,
    (chamber, mandate): (&str, Mandate),
) -> Result<()> {
    let done: Result<(), Failed> = journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &access::Chamber(chamber))?;
            let person = accounts::ensure(&tx, journal.clock(), new).await?;
            accounts::set_mandate(&tx, &grant, person, chamber, Some(mandate)).await?;
            accounts::invite_to_desk(&tx, journal.clock(), web, person, (chamber, mandate)).await?;
            let entry = entry(
                "accounts.mandate_granted",
                person.0,
                json!({ "chamber": chamber, "role": mandate.code() }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await;
    Ok(done?)
}

/// Whom an address is of, and what they are for a chamber.
async fn mandate_of(
    db: &impl ConnectionTrait,
    mail: &str,
    chamber: &str,
) -> Result<Option<(PersonId, Mandate)>, DatabaseError> {
    let Some(person) = accounts::find_by_mail(db, mail).await? else {
        return Ok(None);
    };
    let holders = accounts::holders(db, chamber).await?;
    let held = holders.into_iter().find(|(holder, _)| holder.id == person.id);
    Ok(held.map(|(holder, mandate)| (holder.id, mandate)))
}

async fn revoke(
    journal: &Journal,
    operator: &Actor,
    person: PersonId,
    (chamber, mandate): (&str, Mandate),
) -> Result<()> {
    let done: Result<(), Failed> = journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &access::Chamber(chamber))?;
            accounts::set_mandate(&tx, &grant, person, chamber, None).await?;
            let entry = entry(
                "accounts.mandate_revoked",
                person.0,
                json!({ "chamber": chamber, "role": mandate.code() }),
            );
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, ()))
        })
        .await;
    Ok(done?)
}

async fn admin(journal: &Journal, operator: &Actor, web: &Web, new: &NewPerson<'_>) -> Result<Option<String>> {
    let path = &format!("/{}/account", new.language);
    let done: Result<Option<String>, Failed> = journal
        .write(|tx| async move {
            let grant = access::decide(operator, Action::GrantMandate, &access::Node)?;
            let person = accounts::ensure(&tx, journal.clock(), new).await?;
            // With a second factor a link alone signs nobody in.
            let link = match accounts::has_second_factor(tx.connection(), new.mail).await? {
                true => None,
                false => accounts::one_time_link(&tx, journal.clock(), web, person, path).await?,
            };
            let entry = entry("accounts.admin_made", person.0, json!({}));
            Ok((journal::append(&tx, journal.clock(), grant, entry).await?, link))
        })
        .await;
    Ok(done?)
}

fn entry(action: &'static str, person: uuid::Uuid, says: Value) -> Entry {
    Entry::of(action, format!("person:{}", encode(person)), Some(person), &says)
}

/// Enough of a node to make addresses of it.
fn bare_web(region: &Arc<Region>, site: &Site) -> Result<Web> {
    let identity = Identity {
        public_url: site.public_url.clone(),
        demo: false,
        operator: site.operator.clone(),
        contact: String::new(),
        address: String::new(),
        secret: Vec::new(),
    };
    Ok(Web::new(Arc::clone(region), identity, app::MENU)?)
}

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error("the operator may not do that")]
    Refused(#[from] access::Refusal),
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl crate::platform::database::AsDatabaseError for Failed {
    fn as_database(&self) -> Option<&DatabaseError> {
        match self {
            Self::Database(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}
