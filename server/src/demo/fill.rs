//! Fills a node with the fictional region, unless it is filled: by the verbs that everything else is written by.
//!
//! No entry of the journal is older than the one before. For the first cases to have come days ago, all that was there before
//! them is written with a clock that stands at the day on which the demonstration opened.

use std::collections::BTreeMap;

use super::people::{Cast, Player};
use super::queue::{Stage, opening_day};
use super::{Mix, Parts, crowd, generate, introductions, investors, practices, queue};
use crate::organisations::model::{Kind, OrganisationId};
use crate::organisations::queries::newest;
use crate::platform::access::{self, Action, Actor, Purpose};
use crate::platform::clock::DAY;
use crate::platform::journal::Journal;
use crate::platform::web::Web;
use crate::registry::import_lines;

/// How much of it.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Organisations.
    pub organisations: usize,
    /// Another seed, another region.
    pub seed: u64,
    /// Moderators besides the demonstration's people, for drills.
    pub crowd: usize,
    /// Open cases instead of the demonstration's, for drills.
    pub cases: usize,
    /// Introductions, for drills.
    pub introductions: usize,
}

/// Writes the fictional organisations, people and cases, unless they are there already. `files`: the pack's parts.
///
/// # Errors
/// When a part is missing, or the database refuses.
pub async fn fill(
    journal: &Journal,
    web: &Web,
    files: &BTreeMap<String, String>,
    size: &Size,
) -> anyhow::Result<Vec<Player>> {
    let region = &*web.region;
    let parts = Parts::load(files)?;
    let past = opening_day(journal, size.seed);
    let lines = generate(&parts, size.organisations, size.seed, past.clock().today(), Mix::Demo);
    let actor = Actor::system(Purpose::Demo);
    let label = format!("demo {} {}", size.organisations, size.seed);
    import_lines(&past, region, &actor, &label, lines).await?;
    let scope = access::scope(&actor, Action::ReadOrganisation);
    let there = newest(
        &scope,
        journal.database(),
        u64::try_from((size.cases / 2).max(size.introductions / 4))?.max(60),
    )
    .await?;
    let of = |kind: Kind| there.iter().find(|row| row.kind == Some(kind)).map(|row| row.id.0);
    let cast = Cast::load(files)?;
    cast.open(&past, region).await?;
    let mut players = cast.enter(&past, [of(Kind::Startup), of(Kind::Investor)]).await?;
    // A drill moves what it asked for, and nothing else.
    if size.cases == 0 && size.introductions == 0 && size.crowd == 0 {
        let stage = practices::Stage {
            journal: &past,
            web,
            cast: &cast,
            players: &players,
        };
        practices::fill(&stage, files, DAY / 48).await?;
        investors::fill(&stage, of(Kind::Investor).map(OrganisationId)).await?;
    }
    let stage = Stage {
        journal,
        region,
        parts: &parts,
        cast: &cast,
        players: &players,
        there: &there,
        even: size.cases > 0,
    };
    let crowd = crowd::fill(&stage, &cast, size.crowd, size.cases, size.seed).await?;
    introductions::fill(&stage, size.introductions).await?;
    queue::fill(stage, size.seed).await?;
    players.extend(crowd);
    Ok(players)
}
