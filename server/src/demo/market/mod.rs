//! The demonstration's market, told by the verbs of its features with a clock that is set: a year and a half of opportunities,
//! introductions at every step, and what came of them. Every figure the demonstration shows is counted from these rows.
//!
//! [`Market::until`] goes on to a moment, so that what else the demonstration tells comes between: no entry of the journal is older
//! than the one before.

mod accompany;
mod book;
mod offer;
mod plan;
mod sides;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use self::book::Book;
use self::plan::{Plan, plan};
use self::sides::{Side, members, owners};
use self::walk::{HOUR, PostVerb, Verb};
use super::error::PartsError;
use super::people::Player;
use crate::introductions::IntroductionId;
use crate::opportunities::OpportunityId;
use crate::organisations::queries::Summary;
use crate::platform::access::Actor;
use crate::platform::clock::{Clock, DAY};
use crate::platform::journal::Journal;
use crate::platform::web::Web;
use crate::{introductions, observatory, opportunities, outcomes};

/// How long ago the market opened.
const OPENED: i64 = 548 * DAY;
/// Organisations that were there then, at most.
pub(super) const FIRST: usize = 600;
/// Organisations below which a demonstration has none: there would not be enough on every side of every border.
pub(super) const LEAST: usize = 1000;

/// The journal as it was when the market opened: its clock stands there.
pub(super) fn eve(journal: &Journal, seed: u64) -> Journal {
    let clock = Clock::set(journal.clock().now() - OPENED, seed.wrapping_add(1_000_000));
    Journal::new(journal.database().clone(), clock)
}

/// What happens at a moment.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// What time asks for is done: reminders, ends, clocks that have run out.
    Fortnight,
    /// The observatory is published, and owners are asked whether what came of it holds.
    Month,
    Post(usize, PostVerb),
    Contact(usize, Verb),
}

/// The market, as far as it was told.
pub(super) struct Market<'a> {
    /// With a clock of its own.
    journal: Journal,
    web: &'a Web,
    players: Vec<Player>,
    book: Book,
    plan: Plan,
    members: Vec<plan::Member>,
    sides: Vec<Side>,
    events: std::iter::Peekable<std::vec::IntoIter<(i64, Event)>>,
    posts: BTreeMap<usize, OpportunityId>,
    contacts: BTreeMap<usize, Met>,
}

/// An introduction that was asked for, and who accompanies it.
struct Met {
    id: IntroductionId,
    advisers: [Actor; 2],
}

/// The trades of which something is offered or looked for.
pub(super) fn trades(files: &BTreeMap<String, String>) -> Result<BTreeSet<String>, PartsError> {
    let themes = Book::load(files)?.themes;
    Ok(themes.into_iter().flat_map(|theme| theme.trades).collect())
}

/// What the market is told with.
pub(super) struct Stage<'a> {
    /// The journal as it is now.
    pub(super) now: &'a Journal,
    /// The journal when the market opened.
    pub(super) eve: &'a Journal,
    /// Organisations that are there.
    pub(super) there: &'a [Summary],
    /// Code of the trade of each, by its name.
    pub(super) trades: &'a BTreeMap<String, String>,
}

impl<'a> Market<'a> {
    /// Draws it, and makes those who speak in it. `players`: everybody who signs in.
    pub(super) async fn open(
        stage: Stage<'_>,
        web: &'a Web,
        players: Vec<Player>,
        files: &BTreeMap<String, String>,
        seed: u64,
    ) -> anyhow::Result<Self> {
        let region = &*web.region;
        let book = Book::load(files)?;
        let (members, mut sides) = members(stage.eve, region, &players, (stage.there, stage.trades)).await?;
        let now = stage.now.clock().now();
        let plan = plan(&members, &book, now, seed);
        owners(stage.eve, &book, &plan, &members, &mut sides).await?;
        let events = events(&plan, (stage.eve.clock().now(), now), region)
            .into_iter()
            .peekable();
        Ok(Self {
            journal: Journal::new(
                stage.now.database().clone(),
                Clock::set(stage.eve.clock().now(), seed.wrapping_add(2_000_000)),
            ),
            web,
            players,
            book,
            plan,
            members,
            sides,
            events,
            posts: BTreeMap::new(),
            contacts: BTreeMap::new(),
        })
    }

    /// Goes on to a moment, and not behind what was written meanwhile: that is `floor`.
    ///
    /// # Errors
    /// When a verb refuses, or the database.
    pub(super) async fn until(&mut self, at: i64, floor: i64) -> anyhow::Result<()> {
        while let Some((moment, event)) = self.events.next_if(|(moment, _)| *moment <= at) {
            let clock = self.journal.clock();
            clock.advance((moment.max(floor) - clock.now()).max(0));
            match event {
                Event::Fortnight => self.fortnight().await?,
                Event::Month => self.month().await?,
                Event::Post(place, verb) => self.post(place, verb).await?,
                Event::Contact(place, verb) => self.contact(place, verb).await?,
            }
        }
        Ok(())
    }

    async fn fortnight(&self) -> anyhow::Result<()> {
        opportunities::round(&self.journal, self.web).await?;
        introductions::actions::round(&self.journal, &self.web.region).await?;
        Ok(())
    }

    async fn month(&self) -> anyhow::Result<()> {
        observatory::publish(&self.journal, &self.web.region).await?;
        // Those who were asked a month ago.
        self.answer().await?;
        outcomes::round(&self.journal, self.web).await?;
        Ok(())
    }
}

/// All that happens, in its order.
fn events(plan: &Plan, (from, to): (i64, i64), region: &crate::platform::region::Region) -> Vec<(i64, Event)> {
    let mut events = Vec::new();
    for (place, post) in plan.posts.iter().enumerate() {
        events.extend(post.steps.iter().map(|(at, verb)| (*at, Event::Post(place, *verb))));
    }
    for (place, contact) in plan.contacts.iter().enumerate() {
        let steps = contact.steps.iter();
        events.extend(steps.map(|(at, verb)| (*at, Event::Contact(place, *verb))));
    }
    let mut day = region.zone.day(from);
    while let Some(next) = day
        .succ_opt()
        .filter(|next| region.zone.start_of(*next) + 5 * HOUR < to)
    {
        let morning = region.zone.start_of(next) + 3 * HOUR;
        if next.day() == 1 {
            events.push((morning, Event::Month));
        }
        // What is due is looked at oftener where a node runs; for a story that is enough.
        if next.weekday() == chrono::Weekday::Mon && next.iso_week().week() % 2 == 0 {
            events.push((morning + HOUR, Event::Fortnight));
        }
        day = next;
    }
    events.sort_by_key(|(at, _)| *at);
    events
}
