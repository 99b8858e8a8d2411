//! What is ordered of those who operate here, and how it is carried out: by the server where one runs, else by the command itself.

use std::sync::Arc;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::actions::{admin, bare_web, grant, mandate_of, revoke};
use crate::accounts::{self, AccountError, NewPerson};
use crate::chambers;
use crate::platform::access::{Actor, Mandate, Purpose};
use crate::platform::journal::Journal;
use crate::platform::region::Region;
use crate::platform::settings::Settings;
use crate::platform::texts::Locale;

/// What is written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub(in crate::cli) enum StaffOrder {
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
pub(in crate::cli) struct Site {
    pub(super) public_url: String,
    pub(super) operator: String,
}

impl Site {
    pub(in crate::cli) fn of(settings: &Settings) -> Self {
        Self {
            public_url: settings.public_url.clone(),
            operator: settings.operator.clone(),
        }
    }
}

/// Does it with a database this process may write.
pub(in crate::cli) async fn carry_out(order: &StaffOrder, journal: &Journal, region: &Arc<Region>) -> Result<Value> {
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

/// Refuses a code the region pack does not have.
pub(in crate::cli) fn known(region: &Region, chamber: &str) -> Result<()> {
    match region.chamber(chamber) {
        Some(_) => Ok(()),
        None => bail!("the region pack has no chamber {chamber:?}; `passerelle chamber list` shows all"),
    }
}

pub(in crate::cli) fn refuse_no_address(mail: &str) -> Result<()> {
    match mail.trim().parse::<lettre::Address>() {
        Ok(_) => Ok(()),
        Err(_) => bail!("{mail:?} is no mail address"),
    }
}
