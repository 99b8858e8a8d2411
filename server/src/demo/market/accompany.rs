//! What becomes of an introduction, each step by whoever has the turn, and what came of it.

use anyhow::{Context, anyhow};
use chrono::TimeDelta;

use super::plan::Contact;
use super::sides::{locale, two};
use super::walk::Verb;
use super::{Market, Met};
use crate::introductions::actions::{self, Ask, Whom, ask};
use crate::introductions::queries::parties_of;
use crate::introductions::{Asked, IntroductionError, IntroductionId, Office, Side};
use crate::outcomes::{self, Answer, Kind, Obstacle, Typed, unanswered};
use crate::platform::access::Actor;

/// Reasons of chambers and targets, in turns.
const REFUSED: [&str; 4] = ["no_fit", "advertising", "unclear", "known"];
const DECLINED: [&str; 5] = ["capacity", "timing", "no_fit", "conflict", "known"];
const BANDS: [&str; 5] = ["under_10k", "10k_50k", "10k_50k", "50k_250k", "250k_1m"];
/// The longest subject.
const SUBJECT: usize = 150;

impl Market<'_> {
    pub(super) async fn contact(&mut self, place: usize, verb: Verb) -> anyhow::Result<()> {
        let Some(contact) = self.plan.contacts.get(place).cloned() else {
            return Ok(());
        };
        let done = match verb {
            Verb::Draft | Verb::Ask => self.ask(place, &contact, verb == Verb::Ask).await.map(Some),
            _ => self.go_on(place, &contact, verb).await.map(|()| None),
        };
        let met = done.with_context(|| format!("introduction {place}: {verb:?} of {:?}", contact.steps))?;
        self.contacts.extend(met.map(|met| (place, met)));
        Ok(())
    }

    fn office<'o>(&'o self, actor: &'o Actor) -> Office<'o> {
        Office {
            journal: &self.journal,
            region: &self.web.region,
            actor,
        }
    }

    fn owner(&self, member: usize) -> anyhow::Result<Actor> {
        let found = self.sides.get(member).and_then(|side| side.actor());
        found.context("nobody speaks for it")
    }

    fn writes(&self, member: usize) -> usize {
        self.members.get(member).map_or(0, |member| member.language)
    }

    async fn ask(&self, place: usize, contact: &Contact, send: bool) -> anyhow::Result<Met> {
        let (owner, language) = (self.owner(contact.asks)?, self.writes(contact.asks));
        let side = |member: usize| self.sides.get(member).context("no such organisation");
        let (requester, target) = (side(contact.asks)?.id, side(contact.target)?.id);
        let about = contact.about.and_then(|post| self.posts.get(&post).copied());
        let (subject, message) = self.book.ask(place, contact.choices, language);
        let mut asked = Ask {
            requester,
            whom: about.map_or(Whom::Organisation(target), Whom::Opportunity),
            said: Asked {
                subject: self.subject(contact, subject),
                message,
                unnamed: contact.unnamed,
                looked: true,
            },
            language: locale(language),
            send,
        };
        let id = match ask(self.office(&owner), &asked).await {
            // It would name itself: it asks by its name.
            Err(IntroductionError::Identifying(..)) => {
                asked.said.unnamed = false;
                ask(self.office(&owner), &asked).await?
            }
            done => done?,
        };
        let sides = parties_of(self.journal.database().reader(), id)
            .await?
            .context("asked")?;
        let chambers = [sides.requester_chamber.as_str(), sides.target_chamber.as_str()];
        let advisers = two(&self.players, chambers, place);
        Ok(Met {
            id,
            advisers: advisers.with_context(|| format!("no two advisers for {chambers:?}"))?,
        })
    }

    /// What it is about, with the title of the opportunity where there is one and it fits.
    fn subject(&self, contact: &Contact, subject: String) -> String {
        let post = contact.about.and_then(|post| self.plan.posts.get(post));
        let title = post.and_then(|post| {
            let theme = self.book.themes.get(post.theme)?;
            Some(theme.texts(post.kind, post.choices, self.writes(post.who)).title)
        });
        let Some(title) = title else { return subject };
        let whole = format!("{subject} – {title}");
        match whole.chars().count() <= SUBJECT {
            true => whole,
            false => subject,
        }
    }

    async fn go_on(&self, place: usize, contact: &Contact, verb: Verb) -> anyhow::Result<()> {
        let Some(met) = self.contacts.get(&place) else {
            return Err(anyhow!("not asked"));
        };
        let id = met.id;
        let [near, far] = &met.advisers;
        let requester = self.owner(contact.asks)?;
        let target = match contact.absent {
            true => far.clone(),
            false => self.owner(contact.target)?,
        };
        // Each of the four takes a step of those that are everybody's.
        let turn = [&requester, &target, near][place % 3];
        let of = |side: Side| match side {
            Side::Requester => near,
            Side::Target => far,
        };
        match verb {
            Verb::Draft | Verb::Ask => {}
            Verb::Screen => actions::screen(self.office(near), id, None).await?,
            Verb::Forward => actions::forward(self.office(near), id, None).await?,
            Verb::Offer => actions::offer(self.office(far), id, None).await?,
            Verb::Accept => actions::accept(self.office(&target), id, None).await?,
            Verb::Meet => actions::meet(self.office(turn), id, None).await?,
            Verb::Negotiate => actions::negotiate(self.office(&requester), id, None).await?,
            Verb::Close => actions::close(self.office(turn), id, None).await?,
            Verb::Plan(days) => {
                let next = self.book.said("next", place, self.writes(contact.asks));
                let on = self.web.region.today(self.journal.clock()) + TimeDelta::days(i64::try_from(days)?);
                actions::plan(self.office(turn), id, None, (next, Some(on))).await?;
            }
            Verb::Message => {
                let (by, language) = match place % 2 {
                    0 => (&requester, self.writes(contact.asks)),
                    _ => (&target, self.writes(contact.target)),
                };
                let body = self.book.said("message", place, language);
                actions::message(self.office(by), id, body, locale(language)).await?;
            }
            Verb::Note(side) => {
                let language = self.writes(contact.asks);
                let body = self.book.said("note", place, language);
                actions::note(self.office(of(side)), id, side, (body, locale(language))).await?;
            }
            Verb::Refuse(side) => {
                let reason = (turned(&REFUSED, place), self.why("refuse", place, contact.asks));
                self.say(reason, async |said| {
                    actions::refuse(self.office(of(side)), id, None, said).await
                })
                .await?;
            }
            Verb::Decline => {
                let reason = (turned(&DECLINED, place), self.why("decline", place, contact.target));
                self.say(reason, async |said| {
                    actions::decline(self.office(&target), id, None, said).await
                })
                .await?;
            }
            Verb::Withdraw => {
                let reason = ("", self.why("withdraw", place, contact.asks));
                self.say(reason, async |(_, text)| {
                    actions::withdraw(self.office(&requester), id, None, text).await
                })
                .await?;
            }
            Verb::Record(..) | Verb::Confirm | Verb::Dispute | Verb::Remedy => {
                let sides = [&requester, &target];
                self.outcome(place, contact, verb, (id, sides, far)).await?;
            }
        }
        Ok(())
    }

    /// Half of them say more than a reason.
    fn why(&self, what: &str, place: usize, member: usize) -> &str {
        match place % 2 {
            0 => self.book.said(what, place, self.writes(member)),
            _ => "",
        }
    }

    /// With the words, or without where they would name who is not named.
    async fn say(
        &self,
        (reason, text): (&str, &str),
        say: impl AsyncFn((&str, &str)) -> Result<(), IntroductionError>,
    ) -> Result<(), IntroductionError> {
        match say((reason, text)).await {
            Err(IntroductionError::Identifying(..)) => say((reason, "")).await,
            done => done,
        }
    }

    async fn outcome(
        &self,
        place: usize,
        contact: &Contact,
        verb: Verb,
        (id, [requester, target], far): (IntroductionId, [&Actor; 2], &Actor),
    ) -> anyhow::Result<()> {
        let language = self.writes(contact.asks);
        match verb {
            Verb::Record(kind, obstacle) => {
                let typed = self.typed(place, language, (kind, obstacle));
                outcomes::record(self.office(requester), id, &typed, locale(language)).await?;
            }
            Verb::Confirm => outcomes::confirm(self.office(target), id, None, !place.is_multiple_of(5)).await?,
            Verb::Dispute => {
                let language = self.writes(contact.target);
                let why = self.book.said("dispute", place, language);
                outcomes::dispute(self.office(target), id, None, (why, locale(language))).await?;
            }
            Verb::Remedy => {
                let body = self.book.said("remedy", place, language);
                outcomes::remedy(self.office(far), id, (body, locale(language))).await?;
            }
            _ => {}
        }
        Ok(())
    }

    fn typed(&self, place: usize, language: usize, (kind, obstacle): (Kind, Option<Obstacle>)) -> Typed {
        let said = |what: &str| self.book.said(what, place, language).to_owned();
        let obstacle = obstacle.map_or("", Obstacle::code);
        Typed {
            kind: kind.code().to_owned(),
            band: match kind.has_band() {
                true => turned(&BANDS, place).to_owned(),
                false => String::new(),
            },
            on: Some(
                self.web.region.today(self.journal.clock()) - TimeDelta::days(i64::try_from(place % 9).unwrap_or(0)),
            ),
            evidence: said(&format!("evidence-{}", kind.code())),
            obstacle: obstacle.to_owned(),
            obstacle_text: said(&format!("obstacle-{obstacle}")),
            names: !place.is_multiple_of(4),
            ..Typed::default()
        }
    }

    /// Two of three who were asked whether it holds say so.
    pub(super) async fn answer(&self) -> anyhow::Result<()> {
        let asked = unanswered(self.journal.database().reader(), self.journal.clock().now()).await?;
        for (place, id) in asked.into_iter().enumerate().filter(|(place, _)| place % 3 != 2) {
            let answer = [Answer::Holds, Answer::Grown, Answer::Holds, Answer::Ended][place % 4];
            outcomes::answer(&self.journal, &Actor::link(id.0), id, answer).await?;
        }
        Ok(())
    }
}

fn turned<'t>(of: &[&'t str], place: usize) -> &'t str {
    of.get(place.checked_rem(of.len()).unwrap_or(0))
        .copied()
        .unwrap_or_default()
}
