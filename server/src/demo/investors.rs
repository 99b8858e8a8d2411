//! What the demonstration's young companies say for investors, and the workspace of its investor: five companies it follows, a
//! search, and a change that concerns both.

use super::practices::{Stage as Scene, actor};
use crate::accounts::with_owner;
use crate::investors::actions::{self, Keeping, Saying};
use crate::investors::model::{Band, Interest, Purpose, Sought, Stage};
use crate::investors::queries::interest_of;
use crate::investors::{Search, SearchId};
use crate::organisations::model::{Kind, OrganisationId};
use crate::organisations::queries::newest;
use crate::platform::access::{self, Action, Actor, Role};
use crate::platform::web::Hands;

/// Organisations that are looked at.
const LOOKED_AT: u64 = 300;
/// Companies the investor follows.
const FOLLOWED: usize = 5;
/// What the investor looks for.
const SEARCH: &str = "kind=startup&stage=pilot";

/// Lets two of three companies say how far they have come, and half of those what they look for, unless they did; the investor
/// of the demonstration follows some. How many said something.
///
/// # Errors
/// When the database refuses.
pub async fn fill(scene: &Scene<'_>, fund: Option<OrganisationId>) -> anyhow::Result<usize> {
    let db = scene.journal.database();
    let scope = access::scope(&Actor::guest(), Action::ReadOrganisation);
    let mut there = newest(&scope, db, LOOKED_AT).await?;
    there.retain(|row| matches!(row.kind, Some(Kind::Startup | Kind::Sme)));
    // Nobody's own organisation says what they did not write.
    let ids: Vec<_> = there.iter().map(|row| row.id.0).collect();
    let owned = with_owner(db.reader(), &ids).await?;
    there.retain(|row| !owned.contains(&row.id.0));
    let mut said: Vec<(OrganisationId, Option<Kind>, Stage)> = Vec::new();
    for (place, row) in there.iter().enumerate().filter(|(place, _)| place % 3 != 2) {
        if interest_of(db.reader(), row.id).await?.version > 0 {
            return Ok(0);
        }
        let interest = interest(place);
        say(scene, row.id, 0, interest).await?;
        said.extend(interest.stage.map(|stage| (row.id, row.kind, stage)));
    }
    if let Some(fund) = fund {
        follow(scene, fund, &said).await?;
    }
    Ok(said.len())
}

fn pick<V: Copy>(of: &[V], place: usize) -> Option<V> {
    of.get(place % of.len().max(1)).copied()
}

fn interest(place: usize) -> Interest {
    let sought = pick(Band::ALL, place * 5 / 3).zip(pick(Purpose::ALL, place * 7 / 2));
    Interest {
        stage: pick(Stage::ALL, place * 4 / 3 + 2),
        sought: sought
            .filter(|_| place.is_multiple_of(2))
            .map(|(band, purpose)| Sought { band, purpose }),
    }
}

async fn say(scene: &Scene<'_>, of: OrganisationId, version: i64, interest: Interest) -> anyhow::Result<()> {
    let owner = actor(scene.players, "founder", Some((of, Role::Owner)), &[]);
    let hands = Hands {
        journal: scene.journal,
        web: scene.web,
        actor: &owner,
    };
    actions::say(hands, of, Saying { version, interest }).await?;
    Ok(())
}

async fn follow(
    scene: &Scene<'_>,
    fund: OrganisationId,
    said: &[(OrganisationId, Option<Kind>, Stage)],
) -> anyhow::Result<Option<SearchId>> {
    let investor = actor(scene.players, "investor", Some((fund, Role::Owner)), &[]);
    let hands = Hands {
        journal: scene.journal,
        web: scene.web,
        actor: &investor,
    };
    let fits = |one: &&(OrganisationId, Option<Kind>, Stage)| one.1 == Some(Kind::Startup) && one.2 == Stage::Pilot;
    let Some((pilot, ..)) = said.iter().find(fits) else {
        return Ok(None);
    };
    let others = said.iter().map(|(id, ..)| id).filter(|id| *id != pilot);
    for id in std::iter::once(pilot).chain(others).take(FOLLOWED) {
        actions::watch(hands, fund, *id).await?;
    }
    let keeping = Keeping {
        search: Search::of_query(SEARCH),
        told: true,
    };
    let search = actions::keep_search(hands, fund, &keeping).await?;
    let before = interest_of(scene.journal.database().reader(), *pilot).await?;
    let further = Interest {
        stage: Some(Stage::Market),
        ..before.said.map(|said| said.value).unwrap_or_default()
    };
    say(scene, *pilot, before.version, further).await?;
    Ok(Some(search))
}
