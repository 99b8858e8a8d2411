//! The demonstration's best practices, told by the verbs of their feature with a clock that is set: written, found good by two
//! people of two chambers, published, and taken up by public bodies and members, which an owner of each confirms.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde::Deserialize;
use uuid::Uuid;

use super::error::PartsError;
use super::people::{Cast, Player};
use crate::accounts::with_owner;
use crate::organisations::model::{Kind, OrganisationId, Standing as Stands};
use crate::organisations::queries::{Summary, newest};
use crate::platform::access::{self, Action, Actor, Assurance, Level, Mandate, Role, Standing};
use crate::platform::journal::Journal;
use crate::platform::texts::Locale;
use crate::platform::web::{Fault, Hands, Web};
use crate::practices::PracticeId;
use crate::practices::actions::{self, Adopting, Beginning, Judged, PracticeError};
use crate::practices::model::{Content, Cost, Grade, Need, Precondition, Sayer, Taken, Verdict};
use crate::practices::queries;

const FILE: &str = "practices.toml";
/// Organisations that are looked at for owners and adopters.
const LOOKED_AT: u64 = 1000;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    practice: Vec<Told>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    language: String,
    territory: String,
    municipality: String,
    title: String,
    summary: String,
    done: String,
    resources: String,
    evidence: String,
    difficulties: String,
    transfer: String,
    grade: Grade,
    months: i64,
    #[serde(default)]
    programme: String,
    #[serde(default)]
    programme_link: String,
    #[serde(default)]
    needs: Vec<Needed>,
    #[serde(default)]
    taken: Vec<TakenUp>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Needed {
    territory: String,
    kind: Need,
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TakenUp {
    language: String,
    territory: String,
    municipality: String,
    months: i64,
    cost: Cost,
    changed: String,
    result: String,
}

fn load(files: &BTreeMap<String, String>) -> Result<File, PartsError> {
    let text = files
        .get(FILE)
        .ok_or_else(|| PartsError::Missing { file: FILE.into() })?;
    toml::from_str(text).map_err(|error| PartsError::Shape {
        file: FILE.into(),
        error: Box::new(error),
    })
}

/// What they are told with.
pub struct Stage<'a> {
    /// The journal with its set clock.
    pub journal: &'a Journal,
    /// The region, and where letters lead.
    pub web: &'a Web,
    /// The chambers that operate.
    pub cast: &'a Cast,
    /// Everybody.
    pub players: &'a [Player],
}

/// Tells all of them, unless there are any; the clock goes on by `step` microseconds with each.
///
/// # Errors
/// When the file has another shape, or the database refuses.
pub async fn fill(stage: &Stage<'_>, files: &BTreeMap<String, String>, step: i64) -> anyhow::Result<usize> {
    let database = stage.journal.database();
    let everybody = access::scope(&Actor::guest(), Action::ReadPractice);
    if queries::count(&everybody, database).await? > 0 {
        return Ok(0);
    }
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let mut there = newest(&scope, database, LOOKED_AT).await?;
    // Nobody gets a letter about what was years ago, and nobody's own organisation says what they did not write.
    let ids: Vec<Uuid> = there.iter().map(|row| row.id.0).collect();
    let owned = with_owner(database.reader(), &ids).await?;
    there.retain(|row| !owned.contains(&row.id.0));
    let told = load(files)?.practice;
    let mut done = 0;
    let mut used = HashSet::new();
    for one in &told {
        let Some(owner) = owner(&there, &one.territory, &mut used) else {
            continue;
        };
        stage.journal.clock().advance(step);
        let id = publish(stage, owner, one).await?;
        for taken in &one.taken {
            let Some(adopter) = adopter(&there, &taken.territory, owner, &mut used) else {
                continue;
            };
            adopt(stage, id, adopter, taken).await?;
        }
        done += 1;
    }
    Ok(done)
}

/// Another organisation of that territory each time, as long as there are such.
fn owner(there: &[Summary], territory: &str, used: &mut HashSet<Uuid>) -> Option<OrganisationId> {
    let fits = |row: &&Summary| {
        row.territory == territory
            && matches!(row.standing, Stands::Listed | Stands::Member)
            && row.kind != Some(Kind::Public)
    };
    take(there.iter().filter(fits).map(|row| row.id), used)
}

/// A public body of that territory, else a member of it, else a public body of any.
fn adopter(
    there: &[Summary],
    territory: &str,
    owner: OrganisationId,
    used: &mut HashSet<Uuid>,
) -> Option<OrganisationId> {
    let others = || there.iter().filter(|row| row.id != owner);
    let public = |row: &&Summary| row.kind == Some(Kind::Public);
    let here = |row: &&Summary| row.territory == territory;
    let member = |row: &&Summary| row.standing == Stands::Member;
    take(others().filter(public).filter(here).map(|row| row.id), used)
        .or_else(|| take(others().filter(member).filter(here).map(|row| row.id), used))
        .or_else(|| take(others().filter(public).map(|row| row.id), used))
}

/// The first that was not taken before; where all were, the first.
fn take(of: impl Iterator<Item = OrganisationId> + Clone, used: &mut HashSet<Uuid>) -> Option<OrganisationId> {
    let found = of
        .clone()
        .find(|id| !used.contains(&id.0))
        .or_else(|| of.clone().next())?;
    used.insert(found.0);
    Some(found)
}

/// Somebody of the demonstration as what they are in organisations and chambers for a moment.
pub(super) fn actor(players: &[Player], role: &str, of: Option<(OrganisationId, Role)>, chambers: &[String]) -> Actor {
    let found = players.iter().find(|player| player.role == role).or(players.first());
    let id = found.map_or_else(Uuid::nil, |player| player.id.0);
    let standing = Standing {
        memberships: of.into_iter().map(|(id, role)| (id.0, role)).collect(),
        mandates: chambers.iter().map(|code| (code.clone(), Mandate::Adviser)).collect(),
        assurance: Assurance {
            level: Level::Two,
            fresh: true,
        },
        ..Standing::default()
    };
    Actor::person(id, standing)
}

fn hands<'a>(stage: &'a Stage<'_>, actor: &'a Actor) -> Hands<'a> {
    Hands {
        journal: stage.journal,
        web: stage.web,
        actor,
    }
}

async fn publish(stage: &Stage<'_>, owner: OrganisationId, told: &Told) -> anyhow::Result<PracticeId> {
    let writer = actor(stage.players, "founder", Some((owner, Role::Owner)), &[]);
    let beginning = Beginning {
        organisation: owner,
        language: Locale::from_code(&told.language).unwrap_or(Locale::Fr),
        content: content(told, stage.journal.clock().today()),
    };
    let id = actions::begin(hands(stage, &writer), beginning).await?;
    actions::send(hands(stage, &writer), id, None).await?;
    let all = &stage.cast.chambers;
    let first = actor(stage.players, "reviewer", None, all);
    // Those whose only adviser is the one who looked first: nobody gets a letter about what was years ago.
    let alone = |code: &&String| stage.players.iter().filter(|one| one.holds(code)).count() == 1;
    let mut experts = all
        .iter()
        .filter(alone)
        .cycle()
        .skip(told.title.len() % all.len())
        .take(all.len());
    loop {
        let Some(code) = experts.next() else {
            anyhow::bail!("no chamber for a second look at {}", told.title);
        };
        match actions::judge(hands(stage, &first), id, &good(Some(code.clone()))).await {
            // It is the home chamber itself.
            Err(PracticeError::Faults(faults)) if faults.iter().all(is_expert) => {}
            done => {
                done?;
                break;
            }
        }
    }
    let second = actor(stage.players, "adviser", None, all);
    actions::judge(hands(stage, &second), id, &good(None)).await?;
    Ok(id)
}

fn is_expert(fault: &Fault) -> bool {
    fault.field == "expert"
}

fn good(expert: Option<String>) -> Judged {
    Judged {
        version: None,
        verdict: Verdict::Good,
        expert,
        why: String::new(),
    }
}

fn content(told: &Told, today: NaiveDate) -> Content {
    let need = |one: &Needed| Precondition {
        territory: one.territory.clone(),
        kind: one.kind,
        text: one.text.clone(),
    };
    Content {
        title: told.title.clone(),
        summary: told.summary.clone(),
        done: told.done.clone(),
        resources: told.resources.clone(),
        evidence: told.evidence.clone(),
        difficulties: told.difficulties.clone(),
        transfer: told.transfer.clone(),
        grade: Some(told.grade),
        territory: told.territory.clone(),
        municipality: told.municipality.clone(),
        from: Some(ago(today, told.months)),
        preconditions: told.needs.iter().map(need).collect(),
        programme: told.programme.clone(),
        programme_link: told.programme_link.clone(),
        ..Content::default()
    }
}

fn ago(today: NaiveDate, months: i64) -> NaiveDate {
    today - chrono::TimeDelta::days(months * 30)
}

/// An owner of the adopter says so, and it counts.
async fn adopt(stage: &Stage<'_>, practice: PracticeId, adopter: OrganisationId, told: &TakenUp) -> anyhow::Result<()> {
    let owner = actor(stage.players, "founder", Some((adopter, Role::Owner)), &[]);
    let adopting = Adopting {
        practice,
        adopter,
        said_by: Sayer::Adopter,
        language: Locale::from_code(&told.language).unwrap_or(Locale::Fr),
        taken: Taken {
            territory: told.territory.clone(),
            municipality: told.municipality.clone(),
            since: Some(ago(stage.journal.clock().today(), told.months)),
            changed: told.changed.clone(),
            cost: Some(told.cost),
            cost_text: String::new(),
            result: told.result.clone(),
        },
    };
    match actions::adopt(hands(stage, &owner), adopting).await {
        // There are fewer public bodies than were told of: the same one is not named twice.
        Ok(_) | Err(PracticeError::Twice) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::region::Region;

    #[test]
    fn twenty_five_in_three_languages() {
        let files = Region::demo_parts(None).unwrap();
        let told = load(&files).unwrap().practice;
        assert_eq!(told.len(), 25);
        for language in Locale::ALL {
            let own = told.iter().filter(|one| one.language == language.code());
            assert!(own.count() >= 5, "{language}");
        }
        assert!(told.iter().all(|one| !one.taken.is_empty()));
        assert!(told.iter().flat_map(|one| &one.taken).all(|taken| taken.months >= 1));
    }
}
