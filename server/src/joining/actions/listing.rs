//! An adviser lists registered organisations in a chamber's name; their owners are invited where an address is known.

use serde_json::json;
use uuid::Uuid;

use super::JoinError;
use crate::accounts::{self, Invitation};
use crate::joining::model::LISTED_AT_A_TIME;
use crate::organisations::actions as verbs;
use crate::organisations::bulk::{BulkError, Context};
use crate::organisations::model::{Kind, OrganisationId, Standing};
use crate::organisations::queries::Organisation;
use crate::platform::access::{self, Action, Actor, Grant, Ownership};
use crate::platform::journal::{self, Entry, Journal};
use crate::platform::region::Region;
use crate::platform::texts::Locale;
use crate::platform::web::Web;

/// In whose name, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// Code of the chamber.
    pub chamber: &'a str,
    /// What they are, where nothing says it.
    pub kind: Kind,
}

/// The letter to an owner.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Where a register or a web site says.
    pub mail: String,
    /// Of the letter.
    pub language: Locale,
    /// One line.
    pub subject: String,
    /// What it says.
    pub paragraphs: Vec<String>,
    /// Where it leads.
    pub path: String,
}

fn right(actor: &Actor, organisation: &Organisation, chamber: &str) -> Result<Grant, JoinError> {
    let thing = Ownership {
        id: organisation.id.0,
        version: organisation.version,
        public: true,
        chamber: Some(chamber.to_owned()),
        ..Ownership::default()
    };
    Ok(access::decide(actor, Action::ListOrganisation, &thing)?)
}

/// Lists them, all or none: which were listed. Those that are listed already stay as they are.
///
/// # Errors
/// See [`JoinError`].
pub async fn list(
    journal: &Journal,
    actor: &Actor,
    (web, region): (&Web, &Region),
    organisations: &[(Box<Organisation>, Option<Invited>)],
    naming: Naming<'_>,
) -> Result<Vec<OrganisationId>, JoinError> {
    if organisations.len() > LISTED_AT_A_TIME {
        return Err(JoinError::TooMany(LISTED_AT_A_TIME));
    }
    let first = organisations.first().ok_or(JoinError::Spent)?;
    journal
        .write(|tx| async move {
            let grant = right(actor, &first.0, naming.chamber)?;
            let mut listed = Vec::new();
            for (organisation, invited) in organisations {
                if !matches!(organisation.standing, Standing::Registered | Standing::Withdrawn) {
                    continue;
                }
                let context = Context {
                    clock: journal.clock(),
                    region,
                    actor,
                    run: Uuid::nil(),
                };
                let right = right(actor, organisation, naming.chamber)?;
                let kind = organisation.kind.unwrap_or(naming.kind);
                match verbs::list(&tx, context, right, organisation.id, naming.chamber, kind).await {
                    // A colleague was quicker.
                    Err(BulkError::Rule(_)) => continue,
                    done => drop(done?),
                }
                listed.push(organisation.id);
                if let Some(letter) = invited {
                    let invitation = Invitation {
                        mail: &letter.mail,
                        language: letter.language,
                        subject: &letter.subject,
                        paragraphs: letter.paragraphs.clone(),
                        path: &letter.path,
                        about: Some(format!("organisation:{}", organisation.id)),
                        not_before: tx.now(),
                    };
                    accounts::invite(&tx, journal.clock(), web, &invitation).await?;
                }
            }
            let said = json!({ "organisations": listed, "chamber": naming.chamber });
            let entry = Entry::of("joining.listed", format!("chamber:{}", naming.chamber), None, &said);
            let receipt = journal::append(&tx, journal.clock(), grant, entry).await?;
            Ok((receipt, listed))
        })
        .await
}
