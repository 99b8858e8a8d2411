//! What readers report, and what registers change, becomes a case of the home chamber: a reader of the journal that works
//! once a cluster.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;

use super::actions::erase::as_database;
use super::actions::{Opening, open};
use super::model::Kind;
use super::{differences, doubles};
use crate::chambers::{Operating, deciding};
use crate::organisations::differences::{ACTION, DOUBLE};
use crate::organisations::model::ReportId;
use crate::organisations::queries::{Reported, reported};
use crate::platform::access::{Action, Actor, Node, Purpose, decide};
use crate::platform::clock::Clock;
use crate::platform::database::{DatabaseError, Tx};
use crate::platform::journal::{Journal, Read, Turn};
use crate::platform::region::Region;
use crate::platform::texts::Locale;

const NAME: &str = "reports";
const ENTRIES: i64 = 200;
/// How long a turn may hold the writer: in a rush each entry opens a case.
const TURN: Duration = Duration::from_millis(50);

#[derive(Deserialize)]
struct Payload {
    report: ReportId,
}

/// Opens cases for what came since the last time.
///
/// # Errors
/// When the database refuses; nothing is opened then.
pub async fn read(journal: &Journal, region: &Region) -> Result<Turn, DatabaseError> {
    let clock = journal.clock();
    journal
        .read_some(NAME, ENTRIES, |tx, entries| async move {
            let begun = Instant::now();
            for (place, entry) in entries.iter().enumerate() {
                match entry.action.as_str() {
                    "organisations.report" => make(&tx, clock, region, entry).await?,
                    ACTION => differences::make(&tx, clock, region, entry)
                        .await
                        .map_err(as_database)?,
                    DOUBLE => doubles::make(&tx, clock, region, entry).await.map_err(as_database)?,
                    _ => {}
                }
                if begun.elapsed() > TURN {
                    return Ok(place + 1);
                }
            }
            Ok(entries.len())
        })
        .await
}

async fn make(tx: &Tx, clock: &Clock, region: &Region, entry: &Read) -> Result<(), DatabaseError> {
    let payload = entry
        .parts
        .iter()
        .find_map(|part| serde_json::from_slice::<Payload>(part).ok());
    let Some(payload) = payload else { return Ok(()) };
    let Some(said) = reported(tx, payload.report).await? else {
        return Ok(());
    };
    let here = deciding(tx.connection(), region).await?;
    let Some(opening) = opening(&said, region, &here) else {
        return Ok(());
    };
    let grant = decide(&Actor::system(Purpose::Maintenance), Action::StartJoining, &Node);
    let Ok(grant) = grant else { return Ok(()) };
    let (_receipt, _) = open(tx, clock, region, grant, &opening).await.map_err(as_database)?;
    Ok(())
}

/// The chamber that answers for an organisation: its home, or where it has none the first of its territory that operates here.
pub(super) fn chamber_for(
    home: Option<String>,
    territory: &str,
    region: &Region,
    here: &[Operating],
) -> Option<String> {
    let operates = |code: &str| here.iter().any(|one| one.code == code);
    let of_territory = || {
        let mut chambers = region.chambers.iter();
        chambers.find(|chamber| chamber.territory == territory && operates(&chamber.code))
    };
    home.or_else(|| of_territory().map(|chamber| chamber.code.clone()))
}

/// The case a report makes. One that is only registered goes to the first chamber of its territory that operates here; where
/// there is none, nobody could act on it, and the report stays what it is.
fn opening(said: &Reported, region: &Region, here: &[Operating]) -> Option<Opening> {
    let chamber = chamber_for(said.home_chamber.clone(), &said.territory, region, here)?;
    let kind = if said.subject == "content" {
        Kind::Content
    } else {
        Kind::Report
    };
    Some(Opening {
        kind,
        chamber,
        territory: said.territory.clone(),
        organisation: Some(said.organisation),
        applicant: None,
        language: Locale::from_code(&said.language).unwrap_or(Locale::Fr),
        title: said.name.clone(),
        dossier: json!({ "subject": said.subject, "place": said.place, "reason": said.reason }),
    })
}

/// Reads until the process ends, on whichever node is quicker.
pub async fn follow(journal: Journal, region: Arc<Region>) {
    let turn = || read(&journal, &region);
    journal.follow("reports could not be made cases", turn).await;
}
