//! Opportunities: the actions on both databases, walks of them, their clock, and what a stranger must never see.

pub(crate) mod attachments;
mod clock;
mod languages;
mod masking;
mod pages;
mod reviewing;
mod verbs;
mod walks;

use chrono::NaiveDate;
use passerelle::accounts::PersonId;
use passerelle::opportunities::OpportunityId;
use passerelle::opportunities::Scores;
use passerelle::opportunities::actions::{self, Beginning, Judged};
use passerelle::opportunities::model::{Content, Partnership, Stage, Type};
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Actor, Assurance, Level, Mandate, Role, Standing};
use passerelle::platform::texts::Locale;
use passerelle::platform::web::Hands;
use testkit::App;

pub(crate) const CHAMBER: &str = "ihk-saarland";

/// An opportunity nothing is missing of.
pub(crate) fn whole(title: &str) -> Content {
    Content {
        title: title.to_owned(),
        summary: "Akustische Sensoren finden Korrosion in Brücken, bevor man sie sieht.".into(),
        description:
            "Unsere Sensoren hören, wie Stahl arbeitet. Sie werden von außen angebracht, laufen fünf Jahre ohne \
                      Wartung und melden jede Veränderung."
                .into(),
        advantages: "Kein Eingriff in das Bauwerk.".into(),
        specification: "Messbereich 20 bis 400 kHz.".into(),
        role: "Ein Betreiber von Brücken, der ein Bauwerk zur Verfügung stellt.".into(),
        stage: Some(Stage::Demonstrable),
        partnerships: vec![Partnership::Commercial],
        technologies: vec![technology()],
        deadline: NaiveDate::from_ymd_opt(2027, 6, 1),
        ..Content::default()
    }
}

/// A technology concept of the pack.
pub(crate) fn technology() -> String {
    "sensor-systems".to_owned()
}

/// What a draft of that organisation begins with.
pub(crate) fn beginning(organisation: OrganisationId, content: Content, anonymous: bool) -> Beginning {
    Beginning {
        organisation,
        kind: Type::TechnologyOffer,
        anonymous,
        language: Locale::De,
        content,
    }
}

/// Somebody as access knows them.
pub(crate) fn actor(person: PersonId, roles: &[(OrganisationId, Role)], chambers: &[&str]) -> Actor {
    Actor::person(
        person.0,
        Standing {
            memberships: roles.iter().map(|(id, role)| (id.0, *role)).collect(),
            mandates: chambers
                .iter()
                .map(|code| ((*code).to_owned(), Mandate::Adviser))
                .collect(),
            assurance: Assurance {
                level: Level::Two,
                fresh: true,
            },
            ..Standing::default()
        },
    )
}

/// The hands of an actor.
pub(crate) fn hands<'a>(app: &'a App, actor: &'a Actor) -> Hands<'a> {
    app.state.hands(actor)
}

/// What an adviser says who finds it good.
pub(crate) fn good() -> Judged {
    Judged {
        version: None,
        scores: Scores::of([4, 4, 3, 4]).unwrap(),
        expected: None,
        why: String::new(),
    }
}

/// One that everybody sees: begun by an editor, published by an adviser.
pub(crate) async fn publish(app: &App, editor: &Actor, adviser: &Actor, beginning: Beginning) -> OpportunityId {
    let id = actions::begin(hands(app, editor), beginning).await.unwrap();
    actions::send(hands(app, editor), id, None, false).await.unwrap();
    actions::take(hands(app, adviser), id, None, false).await.unwrap();
    actions::judge(hands(app, adviser), id, &good()).await.unwrap();
    id
}

/// An id as the database compares it.
pub(crate) fn sql_id(app: &App, id: uuid::Uuid) -> String {
    if app.backend() == testkit::Backend::Sqlite {
        format!("x'{}'", id.simple())
    } else {
        format!("'{id}'")
    }
}

/// State and version of one, as text.
pub(crate) async fn row(app: &App, id: OpportunityId) -> String {
    let id = sql_id(app, id.0);
    app.ask(&format!(
        "SELECT state || '|' || CAST(version AS TEXT) || '|' || CASE WHEN interest THEN 'open' ELSE 'shut' END
         || '|' || coalesce(CAST(expires_at AS TEXT), '') FROM opportunity WHERE id = {id}"
    ))
    .await
}

/// A draft of an organisation, begun by somebody who writes for it.
pub(crate) async fn draft_of(app: &App, organisation: OrganisationId) -> OpportunityId {
    let editor = app
        .person("writer@example.org")
        .role(organisation, Role::Editor)
        .make()
        .await;
    let editor = actor(editor, &[(organisation, Role::Editor)], &[]);
    let beginning = beginning(organisation, whole("Un texte que personne ne doit lire"), true);
    actions::begin(hands(app, &editor), beginning).await.unwrap()
}

/// SplitMix64: the same walks on both databases and in every run.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below a bound.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}
