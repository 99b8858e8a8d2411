//! Introductions: the rules through the actions on both databases, with several people at once; who sees what; clocks; erasure.

mod anonymous;
mod api;
mod clocks;
mod company;
mod files;
mod named;
mod pages;
mod walks;

use passerelle::accounts::PersonId;
use passerelle::introductions::actions::{self, Ask, Whom};
use passerelle::introductions::queries::{Shown, find};
use passerelle::introductions::{Asked, IntroductionError, IntroductionId, Office};
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Action, Actor, Assurance, Level, Mandate, Role, Standing, scope};
use passerelle::platform::texts::Locale;
use testkit::{App, organisation};

/// A bridge operator of Lorraine, a sensor maker of Saarland, and the people of both and of their chambers.
pub(crate) struct Two {
    pub(crate) requester: OrganisationId,
    pub(crate) target: OrganisationId,
    pub(crate) asker: Actor,
    pub(crate) answerer: Actor,
    pub(crate) sender: Actor,
    pub(crate) receiver: Actor,
    pub(crate) stranger: Actor,
}

pub(crate) const REQUESTER_CHAMBER: &str = "cci-moselle";
pub(crate) const TARGET_CHAMBER: &str = "ihk-saarland";

/// Somebody with those roles and mandates, signed in by two factors.
pub(crate) fn actor(person: PersonId, roles: &[(OrganisationId, Role)], mandates: &[(&str, Mandate)]) -> Actor {
    Actor::person(
        person.0,
        Standing {
            memberships: roles.iter().map(|(id, role)| (id.0, *role)).collect(),
            mandates: mandates
                .iter()
                .map(|(code, mandate)| ((*code).to_owned(), *mandate))
                .collect(),
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        },
    )
}

pub(crate) async fn owner(app: &App, mail: &str, of: OrganisationId) -> Actor {
    let person = app.person(mail).role(of, Role::Owner).make().await;
    actor(person, &[(of, Role::Owner)], &[])
}

pub(crate) async fn adviser(app: &App, mail: &str, chamber: &str, mandate: Mandate) -> Actor {
    let person = app.person(mail).mandate(chamber, mandate).make().await;
    actor(person, &[], &[(chamber, mandate)])
}

/// What one asks of the other.
pub(crate) fn between(requester: OrganisationId, target: OrganisationId, subject: &str) -> Ask {
    Ask {
        requester,
        whom: Whom::Organisation(target),
        said: Asked {
            subject: subject.into(),
            message: "Nous cherchons de quoi surveiller la corrosion de haubans.".into(),
            unnamed: false,
            looked: false,
        },
        language: Locale::Fr,
        send: true,
    }
}

impl Two {
    pub(crate) async fn make(app: &App) -> Self {
        app.add([
            organisation("Ponts et Haubans SA").territory("LOR"),
            organisation("Saarkorr Sensorik GmbH").territory("SAR"),
        ])
        .await;
        let requester = app.id("Ponts et Haubans SA").await;
        let target = app.id("Saarkorr Sensorik GmbH").await;
        let stranger = app.person("stranger@example.org").make().await;
        Self {
            requester,
            target,
            asker: owner(app, "asker@example.org", requester).await,
            answerer: owner(app, "answerer@example.org", target).await,
            sender: adviser(app, "sender@example.org", REQUESTER_CHAMBER, Mandate::Adviser).await,
            receiver: adviser(app, "receiver@example.org", TARGET_CHAMBER, Mandate::Adviser).await,
            stranger: actor(stranger, &[], &[("cc-luxembourg", Mandate::Head)]),
        }
    }

    /// What the first asks of the second.
    pub(crate) fn asks(&self, subject: &str) -> Ask {
        between(self.requester, self.target, subject)
    }

    pub(crate) async fn sent(&self, app: &App) -> IntroductionId {
        ask(app, &self.asker, &self.asks("Surveillance de haubans"))
            .await
            .unwrap()
    }

    /// One that the target is asked about.
    pub(crate) async fn offered(&self, app: &App) -> IntroductionId {
        let id = self.sent(app).await;
        self.offer(app, id).await;
        id
    }

    pub(crate) async fn offer(&self, app: &App, id: IntroductionId) {
        let region = testkit::region();
        let by = |actor| Office {
            journal: app.journal(),
            region: &region,
            actor,
        };
        actions::screen(by(&self.sender), id, None).await.unwrap();
        actions::forward(by(&self.sender), id, None).await.unwrap();
        actions::offer(by(&self.receiver), id, None).await.unwrap();
    }

    pub(crate) async fn accepted(&self, app: &App) -> IntroductionId {
        let id = self.offered(app).await;
        let region = testkit::region();
        let office = Office {
            journal: app.journal(),
            region: &region,
            actor: &self.answerer,
        };
        actions::accept(office, id, None).await.unwrap();
        id
    }
}

pub(crate) async fn ask(app: &App, actor: &Actor, asked: &Ask) -> Result<IntroductionId, IntroductionError> {
    let region = testkit::region();
    let office = Office {
        journal: app.journal(),
        region: &region,
        actor,
    };
    actions::ask(office, asked).await
}

/// What somebody sees of it.
pub(crate) async fn seen(app: &App, actor: &Actor, id: IntroductionId) -> Option<Shown> {
    let scope = scope(actor, Action::ReadIntroduction);
    let now = app.clock().now();
    find(&scope, app.database(), &testkit::region(), (actor, now), id)
        .await
        .unwrap()
}

/// State, version and the rest that could change, as text.
pub(crate) async fn row(app: &App, id: IntroductionId) -> (String, i64, String) {
    let hex = id.0.simple().to_string();
    let key = if app.backend() == testkit::Backend::Sqlite {
        format!("x'{hex}'")
    } else {
        format!("'{}'", id.0)
    };
    let text = app
        .ask(&format!(
            "SELECT state || '|' || CAST(version AS TEXT) || '|' || coalesce(CAST(due_at AS TEXT), '') || '|'
                    || coalesce(CAST(escalated_at AS TEXT), '') || '|' || coalesce(next_step, '') || coalesce(reason, '')
             FROM introduction WHERE id = {key}"
        ))
        .await;
    let mut parts = text.splitn(3, '|');
    let mut next = || parts.next().unwrap().to_owned();
    (next(), next().parse().unwrap(), next())
}
