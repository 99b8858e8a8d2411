//! What becomes of an opportunity, each step by whoever takes it.

use anyhow::Context;
use chrono::TimeDelta;

use super::Market;
use super::plan::Post;
use super::sides::{adviser, locale};
use super::walk::PostVerb;
use crate::demo::chance::Chance;
use crate::opportunities::actions::{self, Beginning, Judged, OpportunityError, Translated};
use crate::opportunities::model::{Content, Ipr, Size, Stage, Type};
use crate::opportunities::{OpportunityId, Scores};
use crate::platform::access::Actor;
use crate::platform::web::Hands;

impl Market<'_> {
    pub(super) async fn post(&mut self, place: usize, verb: PostVerb) -> anyhow::Result<()> {
        let Some(post) = self.plan.posts.get(place).cloned() else {
            return Ok(());
        };
        let side = self.sides.get(post.who).context("no such organisation")?;
        let owner = side.actor().context("nobody speaks for it")?;
        let reviewer = adviser(&self.players, &side.chamber, place);
        let reviewer = reviewer.with_context(|| format!("no adviser in {}", side.chamber))?;
        let told = async || -> anyhow::Result<Option<OpportunityId>> {
            if verb == PostVerb::Begin {
                return Ok(Some(self.begin(place, &post, post.anonymous, &owner).await?));
            }
            let Some(id) = self.posts.get(&place).copied() else {
                return Ok(None);
            };
            if verb == PostVerb::Send {
                return Ok(Some(self.send(id, place, &post, &owner).await?));
            }
            self.step(id, place, &post, verb, (&owner, &reviewer)).await?;
            Ok(Some(id))
        };
        let id = told().await.with_context(|| format!("opportunity {place}: {verb:?}"))?;
        self.posts.extend(id.map(|id| (place, id)));
        Ok(())
    }

    fn hands<'h>(&'h self, actor: &'h Actor) -> Hands<'h> {
        Hands {
            journal: &self.journal,
            web: self.web,
            actor,
        }
    }

    async fn begin(
        &self,
        place: usize,
        post: &Post,
        anonymous: bool,
        owner: &Actor,
    ) -> Result<OpportunityId, OpportunityError> {
        let side = self.sides.get(post.who).ok_or(OpportunityError::Hidden)?;
        let beginning = Beginning {
            organisation: side.id,
            kind: post.kind,
            anonymous,
            language: locale(self.language(post)),
            content: self.content(place, post, self.language(post)),
        };
        actions::begin(self.hands(owner), beginning).await
    }

    /// Sends it; one that would name its organisation is begun again under its name.
    async fn send(&self, id: OpportunityId, place: usize, post: &Post, owner: &Actor) -> anyhow::Result<OpportunityId> {
        match actions::send(self.hands(owner), id, None, true).await {
            Err(OpportunityError::Identifying(_)) => {
                actions::discard(self.hands(owner), id, None).await?;
                let id = self.begin(place, post, false, owner).await?;
                actions::send(self.hands(owner), id, None, true).await?;
                Ok(id)
            }
            done => Ok(done.map(|()| id)?),
        }
    }

    async fn step(
        &self,
        id: OpportunityId,
        place: usize,
        post: &Post,
        verb: PostVerb,
        (owner, reviewer): (&Actor, &Actor),
    ) -> anyhow::Result<()> {
        let mut chance = self.chance(place);
        let mut score = |low: u64, high: u64| u8::try_from(chance.between(low, high)).unwrap_or_default();
        let (scores, why) = match verb {
            PostVerb::Hold => ([3, 2, score(1, 2), 2], "hold"),
            PostVerb::Reject => ([1, 1, 1, score(0, 1)], "reject"),
            _ => ([score(3, 5), score(3, 5), score(2, 5), score(3, 5)], ""),
        };
        match verb {
            PostVerb::Begin | PostVerb::Send => {}
            PostVerb::Take => actions::take(self.hands(reviewer), id, None, false).await?,
            PostVerb::Publish | PostVerb::Hold | PostVerb::Reject => {
                let judged = Judged {
                    version: None,
                    scores: Scores::of(scores).unwrap_or_default(),
                    expected: None,
                    why: self.book.said(why, place, self.language(post)).to_owned(),
                };
                actions::judge(self.hands(reviewer), id, &judged).await?;
            }
            PostVerb::Translate => {
                let other = (self.language(post) + 1 + place % 2) % 3;
                let translated = Translated {
                    language: locale(other),
                    texts: self.content(place, post, other),
                    looked: true,
                };
                match actions::translate(self.hands(owner), id, &translated).await {
                    Err(OpportunityError::Identifying(_)) => {}
                    done => done?,
                }
            }
            PostVerb::Extend => actions::extend(self.hands(owner), id, None).await?,
            PostVerb::Shut => actions::set_open(self.hands(owner), id, None, false).await?,
            PostVerb::Withdraw => actions::withdraw(self.hands(owner), id, None).await?,
        }
        Ok(())
    }

    fn language(&self, post: &Post) -> usize {
        self.members.get(post.who).map_or(0, |member| member.language)
    }

    /// The chance of one thing, the same each time it is asked for.
    pub(super) fn chance(&self, place: usize) -> Chance {
        Chance::new(7, u64::try_from(place).unwrap_or_default())
    }

    fn content(&self, place: usize, post: &Post, language: usize) -> Content {
        let Some(theme) = self.book.themes.get(post.theme) else {
            return Content::default();
        };
        let mut chance = self.chance(place);
        let mut content = theme.facts(theme.texts(post.kind, post.choices, language), &mut chance);
        if post.kind.is_offer() {
            let stages: &[Stage] = match post.kind {
                Type::BusinessOffer => &[Stage::OnTheMarket, Stage::Demonstrable],
                _ => &[
                    Stage::InDevelopment,
                    Stage::LabTested,
                    Stage::Demonstrable,
                    Stage::OnTheMarket,
                ],
            };
            content.stage = chance.one(stages).copied();
            content.ipr = chance.one(Ipr::ALL).copied();
        }
        let sizes = [
            Size::Micro,
            Size::Small,
            Size::Medium,
            Size::Large,
            Size::Research,
            Size::Other,
        ];
        let first = chance.place(sizes.len() - 1);
        content.sizes = sizes.iter().skip(first).take(2).copied().collect();
        let own = self
            .members
            .get(post.who)
            .map_or("", |member| member.territory.as_str());
        let others = self.web.region.territories.iter().filter(|one| one.code != own);
        let far = chance.place(3);
        content.territories = others
            .skip(far)
            .take(1 + chance.place(3))
            .map(|one| one.code.clone())
            .collect();
        let published = post.steps.iter().find(|(_, verb)| *verb == PostVerb::Publish);
        let from = published.or(post.steps.first()).map_or(0, |(at, _)| *at);
        content.deadline = post
            .days
            .map(|days| self.web.region.zone.day(from) + TimeDelta::days(days));
        content
    }
}
