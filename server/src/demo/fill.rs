//! Fills a node with the fictional region, unless it is filled: by the verbs that everything else is written by.
//!
//! No entry of the journal is older than the one before. The market began a year and a half ago, with the organisations that a run read
//! then; they are read again on the day from which the cases come, and what the market goes on with is told between them.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::error::PartsError;
use super::market::{self, Market};
use super::people::{Cast, Player};
use super::queue::{Stage, opening_day};
use super::{Mix, Parts, crowd, generate, introductions, investors, practices, queue};
use crate::organisations::model::{Kind, OrganisationId, Standing};
use crate::organisations::queries::{Summary, newest};
use crate::platform::access::{self, Action, Actor, Purpose, Scope};
use crate::platform::clock::DAY;
use crate::platform::journal::Journal;
use crate::platform::web::Web;
use crate::registry::import_lines;
use crate::registry::line::Line;
use crate::{cases, opportunities};

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

impl Size {
    /// A drill moves what it asked for, and nothing else.
    const fn is_drill(&self) -> bool {
        self.cases > 0 || self.introductions > 0 || self.crowd > 0
    }

    /// Whether there are enough on every side of every border for a market.
    const fn has_market(&self) -> bool {
        !self.is_drill() && self.organisations >= market::LEAST
    }
}

/// Writes the fictional organisations, people, market and cases, unless they are there already. `files`: the pack's parts.
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
    let cast = Cast::load(files)?;
    let past = opening_day(journal, size.seed);
    let filling = Filling {
        journal,
        web,
        files,
        size,
        parts: &parts,
        cast: &cast,
    };
    let (mut players, mut owned, mut market) = match size.has_market() {
        true => filling.market(&past).await?,
        false => (Vec::new(), [None; 2], None),
    };
    if let Some(market) = &mut market {
        market.until(past.clock().now(), 0).await?;
    }
    let lines = generate(&parts, size.organisations, size.seed, past.clock().today(), Mix::Demo);
    let label = format!("demo {} {}", size.organisations, size.seed);
    import_lines(&past, region, &Actor::system(Purpose::Demo), &label, lines).await?;
    let there = newest(
        &everything(),
        journal.database(),
        u64::try_from((size.cases / 2).max(size.introductions / 4))?.max(60),
    )
    .await?;
    if players.is_empty() {
        cast.open(&past, region).await?;
        owned = owned_of(&there);
        players = cast.enter(&past, owned).await?;
    }
    if !size.is_drill() {
        let stage = practices::Stage {
            journal: &past,
            web,
            cast: &cast,
            players: &players,
        };
        practices::fill(&stage, files, DAY / 48).await?;
        let [_, investor] = owned;
        investors::fill(&stage, investor.map(OrganisationId)).await?;
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
    queue::fill(stage, size.seed, &mut market, past.clock().now()).await?;
    players.extend(crowd);
    Ok(players)
}

/// What a filling works with.
struct Filling<'a> {
    journal: &'a Journal,
    web: &'a Web,
    files: &'a BTreeMap<String, String>,
    size: &'a Size,
    parts: &'a Parts,
    cast: &'a Cast,
}

impl<'a> Filling<'a> {
    /// The organisations as a run read them when the market opened, those who sign in with what two of them own, and the market unless it was told before.
    async fn market(&self, past: &Journal) -> anyhow::Result<(Vec<Player>, [Option<Uuid>; 2], Option<Market<'a>>)> {
        let (journal, region) = (self.journal, &*self.web.region);
        let eve = market::eve(journal, self.size.seed);
        let is_told =
            opportunities::queries::any(journal.database()).await? || cases::queries::any(journal.database()).await?;
        let mut trades = BTreeMap::new();
        if !is_told {
            tracing::info!("the demonstration's market is told, a year and a half of it: some seconds");
            let early = self.early(past, &eve, &mut trades)?;
            let label = format!("demo market {} {}", self.size.organisations, self.size.seed);
            import_lines(&eve, region, &Actor::system(Purpose::Demo), &label, early.into_iter()).await?;
        }
        let most = u64::try_from(self.size.organisations)?;
        let there = newest(&everything(), journal.database(), most).await?;
        self.cast.open(&eve, region).await?;
        let owned = owned_of(&there);
        let players = self.cast.enter(&eve, owned).await?;
        if is_told {
            return Ok((players, owned, None));
        }
        let stage = market::Stage {
            now: journal,
            eve: &eve,
            there: &there,
            trades: &trades,
        };
        let market = Market::open(stage, self.web, players.clone(), self.files, self.size.seed).await?;
        Ok((players, owned, Some(market)))
    }

    /// Some of those that were founded by then, as their registers and they themselves said then: of the market's trades, and
    /// investors. The trade of each by its name.
    fn early(
        &self,
        past: &Journal,
        eve: &Journal,
        trades: &mut BTreeMap<String, String>,
    ) -> Result<Vec<Line>, PartsError> {
        let (then, now) = (eve.clock().today(), past.clock().today());
        let (size, of_market) = (self.size, market::trades(self.files)?);
        let mut lines = generate(self.parts, size.organisations, size.seed, then, Mix::Demo).founded_by(now);
        let codes: Vec<&str> = self.parts.trades().map(|(code, ..)| code).collect();
        let mut early = Vec::new();
        while let Some(line) = lines.next().filter(|_| early.len() < market::FIRST) {
            let trade = lines.last_trade().and_then(|place| codes.get(place).copied());
            let (Some(listing), Some(trade), Some(name)) = (&line.listed, trade, line.record.names.first()) else {
                continue;
            };
            let belongs = of_market.contains(trade) || listing.kind == Kind::Investor.code();
            if belongs && listing.listed_on <= then {
                trades.insert(name.value.clone(), trade.to_owned());
                early.push(line);
            }
        }
        Ok(early)
    }
}

fn everything() -> Scope {
    access::scope(&Actor::system(Purpose::Demo), Action::ReadOrganisation)
}

/// The organisations of the owner and of the investor; that one a member, where there is one: it takes a practice up.
fn owned_of(there: &[Summary]) -> [Option<Uuid>; 2] {
    let startup = there.iter().find(|row| row.kind == Some(Kind::Startup));
    let mut investors = there.iter().filter(|row| row.kind == Some(Kind::Investor));
    let member = investors.clone().find(|row| row.standing == Standing::Member);
    [startup, member.or_else(|| investors.next())].map(|found| found.map(|row| row.id.0))
}
