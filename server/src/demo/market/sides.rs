//! Who takes part: the organisations with their chambers, an owner for each that speaks for itself, the advisers of two chambers.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::book::Book;
use super::plan::{Member, Plan};
use crate::accounts::demo::{DemoPerson, make};
use crate::accounts::{self, with_owner};
use crate::cases::acting;
use crate::chambers;
use crate::demo::names::slug;
use crate::demo::parts::LANGUAGES;
use crate::demo::people::Player;
use crate::organisations::model::{LegalStatus, OrganisationId, Standing as Stands};
use crate::organisations::queries::{Summary, briefs};
use crate::platform::access::{Actor, Assurance, Level, Role, Standing};
use crate::platform::journal::Journal;
use crate::platform::region::{OUTSIDE, Region};
use crate::platform::texts::Locale;

/// Roles of those who accompany introductions and review opportunities.
const ADVISERS: [&str; 4] = ["adviser", "colleague", "neighbour", "reviewer"];
/// Of them who advises for several chambers.
const OF_SEVERAL: &str = "reviewer";
/// Organisations asked about at once.
const SOME: usize = 400;

/// An organisation of the market.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) id: OrganisationId,
    name: String,
    /// Code of the chamber that acts for it.
    pub(super) chamber: String,
    /// Who speaks for it.
    owner: Option<Uuid>,
}

/// The language of a place in [`LANGUAGES`].
pub(super) fn locale(language: usize) -> Locale {
    let code = LANGUAGES.get(language).copied().unwrap_or("fr");
    Locale::from_code(code).unwrap_or(Locale::Fr)
}

/// Those that may take part, by their rows and the trade each has by its name. Their chambers have an adviser of their own, or the
/// one who advises for several would stand on both sides.
pub(super) async fn members(
    journal: &Journal,
    region: &Region,
    players: &[Player],
    (there, trades): (&[Summary], &BTreeMap<String, String>),
) -> anyhow::Result<(Vec<Member>, Vec<Side>)> {
    let db = journal.database().reader();
    let here = chambers::deciding(db, region).await?;
    let known: Vec<(&str, &str)> = here
        .iter()
        .filter_map(|one| Some((one.code.as_str(), region.chamber(&one.code)?.territory.as_str())))
        .collect();
    let fits = |row: &&Summary| {
        row.territory != OUTSIDE
            && row.legal_status == LegalStatus::Active
            && matches!(row.standing, Stands::Listed | Stands::Member)
    };
    let rows: Vec<&Summary> = there.iter().filter(fits).collect();
    let (mut members, mut sides) = (Vec::new(), Vec::new());
    for some in rows.chunks(SOME) {
        let ids: Vec<Uuid> = some.iter().map(|row| row.id.0).collect();
        let (briefs, owned) = (briefs(db, &ids).await?, with_owner(db, &ids).await?);
        for row in some {
            let (Some(brief), Some(trade)) = (briefs.iter().find(|one| one.id == row.id), trades.get(&row.name)) else {
                continue;
            };
            let chamber = acting(brief.chamber.as_deref().unwrap_or_default(), &row.territory, &known);
            if of(players, chamber).iter().all(|player| player.role == OF_SEVERAL) {
                continue;
            }
            let language = row
                .languages
                .first()
                .and_then(|code| LANGUAGES.iter().position(|one| one == code));
            members.push(Member {
                territory: row.territory.clone(),
                trade: trade.clone(),
                language: language.unwrap_or(0),
                of_cast: owned.contains(&row.id.0),
            });
            sides.push(Side {
                id: row.id,
                name: row.name.clone(),
                chamber: chamber.to_owned(),
                owner: None,
            });
        }
    }
    Ok((members, sides))
}

/// Makes an owner for each organisation that speaks for itself in the plan and has none.
pub(super) async fn owners(
    journal: &Journal,
    book: &Book,
    plan: &Plan,
    members: &[Member],
    sides: &mut [Side],
) -> anyhow::Result<()> {
    let mut turns = [0; LANGUAGES.len()];
    for (place, (member, side)) in members.iter().zip(sides).enumerate() {
        if !plan.speaks(place) {
            continue;
        }
        if member.of_cast {
            let of = accounts::members(journal.database().reader(), side.id.0).await?;
            side.owner = of.first().map(|(person, _)| person.id.0);
            continue;
        }
        let Some(turn) = turns.get_mut(member.language) else {
            continue;
        };
        let Some((first, last)) = book.name(*turn, member.language) else {
            continue;
        };
        *turn += 1;
        let person = DemoPerson {
            name: format!("{first} {last}"),
            mail: format!("{}@{}.example", slug(&format!("{first} {last}")), slug(&side.name)),
            language: locale(member.language),
            admin: false,
            professional: false,
            memberships: vec![(side.id.0, Role::Owner)],
            mandates: Vec::new(),
        };
        side.owner = Some(make(journal, &person).await?.0);
    }
    Ok(())
}

impl Side {
    /// Its owner at work; nothing where nobody of it is here.
    pub(super) fn actor(&self) -> Option<Actor> {
        let standing = Standing {
            memberships: vec![(self.id.0, Role::Owner)],
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        };
        Some(Actor::person(self.owner?, standing))
    }
}

/// Somebody who advises for a chamber; which of them `pick` says.
pub(super) fn adviser(players: &[Player], chamber: &str, pick: usize) -> Option<Actor> {
    let advisers = of(players, chamber);
    let one = advisers.get(pick.checked_rem(advisers.len())?)?;
    Some(one.actor())
}

/// Two who advise for a chamber each; one and the same only where the chamber is.
pub(super) fn two(players: &[Player], chambers: [&str; 2], pick: usize) -> Option<[Actor; 2]> {
    let [near, far] = chambers.map(|chamber| of(players, chamber));
    let alike = |one: &Player, other: &Player| one.id == other.id;
    let mut pairs = near.iter().flat_map(|one| far.iter().map(move |other| (one, other)));
    let many = near.len() * far.len();
    let fits = |(one, other): &(&&Player, &&Player)| (chambers[0] == chambers[1]) == alike(one, other);
    let found = pairs
        .clone()
        .cycle()
        .skip(pick.checked_rem(many)?)
        .take(many)
        .find(fits);
    let (one, other) = found.or_else(|| pairs.find(fits))?;
    Some([one.actor(), other.actor()])
}

fn of<'p>(players: &'p [Player], chamber: &str) -> Vec<&'p Player> {
    let advises = |player: &&Player| ADVISERS.contains(&player.role.as_str()) && player.holds(chamber);
    players.iter().filter(advises).collect()
}
