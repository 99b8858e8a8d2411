//! The market as a whole before anything is written: who offers what, who asks whom, and when each step is taken. The same pool, seed
//! and day give the same plan.

use std::collections::HashSet;

use super::book::Book;
use super::walk::{Fate, PostFate, PostVerb, Verb};
use crate::demo::chance::Chance;
use crate::demo::template::{self, CHOICES};
use crate::opportunities::model::Type;
use crate::outcomes::{Kind, Obstacle};
use crate::platform::clock::DAY;

/// An organisation that may take part.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// Code of its territory.
    pub(super) territory: String,
    /// Code of its trade.
    pub(super) trade: String,
    /// Place of the language it writes in.
    pub(super) language: usize,
    /// Whether one of those who sign in speaks for it.
    pub(super) of_cast: bool,
}

/// An opportunity.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) who: usize,
    pub(super) theme: usize,
    pub(super) kind: Type,
    pub(super) anonymous: bool,
    pub(super) choices: [usize; CHOICES],
    /// Days for which interest is taken, where that ends before its life.
    pub(super) days: Option<i64>,
    pub(super) steps: Vec<(i64, PostVerb)>,
    /// From when until when everybody sees it and may ask.
    open: Option<(i64, i64)>,
}

/// An introduction.
#[derive(Clone, Debug)]
pub(super) struct Contact {
    pub(super) asks: usize,
    pub(super) target: usize,
    /// The place of an opportunity.
    pub(super) about: Option<usize>,
    /// Whether nobody of the target is here.
    pub(super) absent: bool,
    pub(super) unnamed: bool,
    pub(super) choices: [usize; CHOICES],
    pub(super) steps: Vec<(i64, Verb)>,
}

/// All of it.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) posts: Vec<Post>,
    pub(super) contacts: Vec<Contact>,
}

/// How many opportunities come from each territory.
const POSTS: [(&str, usize); 6] = [
    ("LOR", 38),
    ("SAR", 34),
    ("LU", 34),
    ("RLP", 24),
    ("WAL", 20),
    ("DG", 10),
];

/// How many introductions lead from where to where.
const FLOWS: [(&str, &str, usize); 14] = [
    ("SAR", "LOR", 34),
    ("LOR", "SAR", 28),
    ("LU", "LOR", 26),
    ("LOR", "LU", 22),
    ("RLP", "LU", 20),
    ("LU", "RLP", 14),
    ("SAR", "LU", 14),
    ("WAL", "LU", 14),
    ("LU", "WAL", 8),
    ("WAL", "LOR", 8),
    ("DG", "RLP", 6),
    ("RLP", "SAR", 6),
    ("DG", "WAL", 6),
    ("LU", "SAR", 4),
];

/// What came of them: from where to where, how many good ones, and what stood in the way of the others. Three flows are wide
/// enough to be drawn: of a cell with fewer than five in a year the observatory tells nothing.
const GOOD: [(&str, &str, usize, &[Obstacle]); 6] = [
    ("SAR", "LOR", 9, &[Obstacle::PostingRules; 3]),
    ("LU", "LOR", 7, &[Obstacle::Certification]),
    ("RLP", "LU", 6, &[Obstacle::Tax]),
    ("LOR", "SAR", 2, &[Obstacle::PostingRules; 2]),
    ("LOR", "LU", 1, &[]),
    ("SAR", "LU", 1, &[Obstacle::Language]),
];
/// What one side says and the other has not confirmed, and what it disputes.
const OPEN: [(&str, &str, Fate); 6] = [
    ("SAR", "LOR", Fate::Disputed(Kind::Pilot)),
    ("LU", "LOR", Fate::Disputed(Kind::Contract)),
    ("RLP", "LU", Fate::Disputed(Kind::Supply)),
    ("LOR", "LU", Fate::Said(Kind::Pilot)),
    ("WAL", "LU", Fate::Said(Kind::Contract)),
    ("LU", "RLP", Fate::Said(Kind::RdProject)),
];
const KINDS: [Kind; 10] = [
    Kind::Pilot,
    Kind::Contract,
    Kind::Supply,
    Kind::RdProject,
    Kind::Pilot,
    Kind::Licence,
    Kind::Contract,
    Kind::SiteOpened,
    Kind::Investment,
    Kind::Supply,
];
/// Opportunities, and introductions, of one organisation.
const MANY: [usize; 2] = [4, 8];

struct Drawing<'a> {
    members: &'a [Member],
    book: &'a Book,
    now: i64,
    chance: Chance,
    posts: Vec<Post>,
    contacts: Vec<Contact>,
    /// By member: opportunities, and introductions.
    used: Vec<[usize; 2]>,
    pairs: HashSet<(usize, usize)>,
    /// Of whom nobody is here.
    absent: HashSet<usize>,
}

pub(super) fn plan(members: &[Member], book: &Book, now: i64, seed: u64) -> Plan {
    let mut drawing = Drawing {
        members,
        book,
        now,
        chance: Chance::new(seed, 6_000_000),
        posts: Vec::new(),
        contacts: Vec::new(),
        used: vec![[0, 0]; members.len()],
        pairs: HashSet::new(),
        absent: HashSet::new(),
    };
    drawing.posts();
    drawing.contacts();
    Plan {
        posts: drawing.posts,
        contacts: drawing.contacts,
    }
}

impl Drawing<'_> {
    fn posts(&mut self) {
        let mut fates: Vec<PostFate> = repeated(&PostFate::ALL);
        shuffle(&mut fates, &mut self.chance);
        let mut territories: Vec<&str> = repeated(&POSTS);
        shuffle(&mut territories, &mut self.chance);
        let themes = self.book.themes.len();
        for (place, (fate, territory)) in fates.into_iter().zip(territories).enumerate() {
            let theme = place % themes.max(1);
            let Some(who) = self.author(theme, territory) else {
                continue;
            };
            let Some(found) = self.book.themes.get(theme) else {
                continue;
            };
            let kind = found.types.get((place / themes.max(1)) % found.types.len().max(1));
            let kind = kind.copied().unwrap_or(Type::BusinessOffer);
            let steps = fate.walk(self.now, &mut self.chance);
            let days = (kind == Type::ResearchRequest || self.chance.percent(15))
                .then(|| i64::try_from(self.chance.between(120, 260)).unwrap_or(120));
            let post = Post {
                who,
                theme,
                kind,
                anonymous: self.chance.percent(18),
                choices: template::choices(&mut self.chance),
                open: open(&steps, days),
                days,
                steps,
            };
            self.use_of(who, 0);
            self.posts.push(post);
        }
    }

    fn use_of(&mut self, member: usize, what: usize) {
        if let Some(count) = self.used.get_mut(member).and_then(|used| used.get_mut(what)) {
            *count += 1;
        }
    }

    /// Somebody of the territory whose trade it is, those first who have begun; else anybody of the territory.
    fn author(&mut self, theme: usize, territory: &str) -> Option<usize> {
        let trades = &self.book.themes.get(theme)?.trades;
        let here = |_: usize, member: &Member| member.territory == territory;
        let of_trade = |at: usize, member: &Member| here(at, member) && trades.contains(&member.trade);
        self.one(0, &of_trade).or_else(|| self.one(0, &here))
    }

    /// A member that has been used and not too often, else one that has not been.
    fn one(&mut self, what: usize, fits: &dyn Fn(usize, &Member) -> bool) -> Option<usize> {
        let most = MANY.get(what).copied().unwrap_or(1);
        let used = |at: usize| self.used.get(at).copied().unwrap_or_default();
        let fitting: Vec<usize> = (0..self.members.len())
            .filter(|at| self.members.get(*at).is_some_and(|one| fits(*at, one)) && !self.absent.contains(at))
            .filter(|at| used(*at).get(what).copied().unwrap_or(0) < most)
            .collect();
        let known = |at: &usize| used(*at) != [0, 0] || self.members.get(*at).is_some_and(|member| member.of_cast);
        let known: Vec<usize> = fitting.iter().copied().filter(known).collect();
        // Some are new, where those that are known have said something.
        let fresh = known.is_empty() || (what == 0 && self.chance.percent(40));
        let from = if fresh { &fitting } else { &known };
        self.chance.one(from).copied()
    }

    fn contacts(&mut self) {
        let mut flows = Vec::new();
        let mut kinds = KINDS.into_iter().cycle();
        for (from, to, good, obstacles) in GOOD {
            flows.extend(kinds.by_ref().take(good).map(|kind| (from, to, Fate::Good(kind))));
            flows.extend(obstacles.iter().map(|obstacle| (from, to, Fate::Nothing(*obstacle))));
        }
        flows.extend(OPEN);
        let mut fates = repeated(&Fate::WITHOUT);
        shuffle(&mut fates, &mut self.chance);
        let mut fates = fates.into_iter();
        for (from, to, many) in FLOWS {
            let there = flows.iter().filter(|flow| (flow.0, flow.1) == (from, to)).count();
            let more = fates.by_ref().take(many.saturating_sub(there));
            flows.extend(more.map(|fate| (from, to, fate)));
        }
        for (from, to, fate) in flows {
            let steps = fate.walk(self.now, &mut self.chance);
            if let Some(contact) = self.contact(from, to, fate, steps) {
                self.use_of(contact.asks, 1);
                self.use_of(contact.target, 1);
                self.pairs.insert((contact.asks, contact.target));
                self.absent.extend(contact.absent.then_some(contact.target));
                self.contacts.push(contact);
            }
        }
    }

    fn contact(&mut self, from: &str, to: &str, fate: Fate, steps: Vec<(i64, Verb)>) -> Option<Contact> {
        let begins = steps.first()?.0;
        let about = match self.chance.percent(60) {
            true => self.post(to, begins),
            false => None,
        };
        let absent = about.is_none() && !fate.has_outcome() && self.chance.percent(35);
        let target = match (about, absent) {
            (Some(post), _) => self.posts.get(post)?.who,
            (None, true) => self.absent(to)?,
            (None, false) => self.one(1, &|_, member| member.territory == to)?,
        };
        Some(Contact {
            asks: self.asker(from, about, target)?,
            target,
            about,
            absent,
            unnamed: self.chance.percent(20),
            choices: template::choices(&mut self.chance),
            steps,
        })
    }

    /// An opportunity of the territory that everybody saw then.
    fn post(&mut self, territory: &str, at: i64) -> Option<usize> {
        let of = |post: &Post| {
            self.members
                .get(post.who)
                .is_some_and(|member| member.territory == territory)
        };
        let then = |post: &Post| {
            post.open
                .is_some_and(|(from, until)| from + DAY < at && at + 2 * DAY < until)
        };
        let fitting: Vec<usize> = (0..self.posts.len())
            .filter(|at| self.posts.get(*at).is_some_and(|post| of(post) && then(post)))
            .collect();
        self.chance.one(&fitting).copied()
    }

    /// Somebody whose trade answers it and who has not asked the same before, else anybody of the territory.
    fn asker(&mut self, from: &str, about: Option<usize>, target: usize) -> Option<usize> {
        let theme = about.and_then(|post| self.book.themes.get(self.posts.get(post)?.theme));
        let partners = theme.map_or(&[][..], |theme| &theme.partners);
        let of_partner = |trade: &String| {
            let mut themes = self.book.themes.iter().filter(|theme| partners.contains(&theme.code));
            themes.any(|theme| theme.trades.contains(trade))
        };
        let before: HashSet<usize> = self
            .pairs
            .iter()
            .filter(|pair| pair.1 == target)
            .map(|pair| pair.0)
            .collect();
        let here = |at: usize, member: &Member| member.territory == from && at != target && !before.contains(&at);
        let fits: Vec<&str> = self
            .members
            .iter()
            .map(|member| &member.trade)
            .filter(|trade| of_partner(trade))
            .map(String::as_str)
            .collect();
        let answers = |at: usize, member: &Member| here(at, member) && fits.contains(&member.trade.as_str());
        self.one(1, &answers).or_else(|| self.one(1, &here))
    }

    /// Somebody of the territory who has nobody here.
    fn absent(&mut self, territory: &str) -> Option<usize> {
        let free = |at: &usize| {
            self.used.get(*at) == Some(&[0, 0])
                && self
                    .members
                    .get(*at)
                    .is_some_and(|one| one.territory == territory && !one.of_cast)
        };
        let fitting: Vec<usize> = (0..self.members.len()).filter(free).collect();
        self.chance.one(&fitting).copied()
    }
}

/// From when until when an opportunity takes interest.
fn open(steps: &[(i64, PostVerb)], days: Option<i64>) -> Option<(i64, i64)> {
    let from = steps.iter().find(|(_, verb)| *verb == PostVerb::Publish)?.0;
    let ends = |verb: &PostVerb| matches!(verb, PostVerb::Shut | PostVerb::Withdraw);
    let end = steps.iter().find(|(_, verb)| ends(verb)).map(|(at, _)| *at);
    let extended = steps.iter().any(|(_, verb)| *verb == PostVerb::Extend);
    let life = if extended { 725 } else { 362 };
    let until = end.unwrap_or(from + life * DAY);
    Some((from, days.map_or(until, |days| until.min(from + (days - 15) * DAY))))
}

fn repeated<T: Copy>(of: &[(T, usize)]) -> Vec<T> {
    of.iter()
        .flat_map(|(one, many)| std::iter::repeat_n(*one, *many))
        .collect()
}

fn shuffle<T>(list: &mut [T], chance: &mut Chance) {
    for last in (1..list.len()).rev() {
        list.swap(last, chance.place(last + 1));
    }
}

impl Plan {
    /// Whether somebody of a member speaks for it.
    pub(super) fn speaks(&self, member: usize) -> bool {
        let posts = self.posts.iter().any(|post| post.who == member);
        let of = |contact: &Contact| contact.asks == member || (contact.target == member && !contact.absent);
        posts || self.contacts.iter().any(of)
    }
}
