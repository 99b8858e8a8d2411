//! Language versions: who enters them and when, that they follow their original, and who reads them.

use passerelle::accounts::PersonId;
use passerelle::opportunities::OpportunityId;
use passerelle::opportunities::actions::{self, Keeping, OpportunityError, Translated};
use passerelle::opportunities::model::{Content, Type};
use passerelle::opportunities::queries;
use passerelle::platform::access::{Actor, Level};
use passerelle::platform::texts::Locale;
use serde_json::{Value, json};
use testkit::{Answer, App, Client, suite};

use super::{CHAMBER, actor, beginning, good, hands, whole};
use crate::introductions::Two;

suite!(
    entered_by_owner_then_by_chamber,
    an_anonymous_one_is_named_in_no_language,
    readers_have_it_in_theirs,
    programs_enter_and_read_it,
);

fn french() -> Content {
    Content {
        title: "Capteurs pour ponts".into(),
        summary: "Des capteurs acoustiques trouvent la corrosion avant qu’on la voie.".into(),
        description: "Nos capteurs entendent l’acier travailler.\nIls se posent de l’extérieur.".into(),
        advantages: "Sans toucher à l’ouvrage.".into(),
        specification: "De 20 à 400 kHz.".into(),
        role: "Un exploitant de ponts qui met un ouvrage à disposition.".into(),
        ..Content::default()
    }
}

async fn enter(app: &App, by: &Actor, id: OpportunityId, texts: Content) -> Result<(), OpportunityError> {
    let translated = Translated {
        language: Locale::Fr,
        texts,
        looked: false,
    };
    actions::translate(hands(app, by), id, &translated).await
}

async fn begun(app: &App, two: &Two, anonymous: bool) -> OpportunityId {
    let draft = beginning(two.target, whole("Sensoren für Brücken"), anonymous);
    actions::begin(hands(app, &two.answerer), draft).await.unwrap()
}

/// The language and standing of each version.
async fn kept(app: &App, id: OpportunityId, original: &Content) -> Vec<(Locale, &'static str)> {
    let found = queries::versions(app.database().reader(), id, original).await.unwrap();
    found
        .into_iter()
        .map(|one| (one.language, one.standing.code()))
        .collect()
}

async fn entered_by_owner_then_by_chamber(app: App) {
    let two = Two::make(&app).await;
    let id = begun(&app, &two, false).await;
    let original = whole("Sensoren für Brücken");
    for stranger in [&two.asker, &two.sender, &two.stranger] {
        let refused = enter(&app, stranger, id, french()).await;
        assert!(matches!(refused, Err(OpportunityError::Hidden)), "{refused:?}");
    }
    let missing = Content {
        role: String::new(),
        ..french()
    };
    let refused = enter(&app, &two.answerer, id, missing).await;
    assert!(matches!(refused, Err(OpportunityError::Faults(_))), "{refused:?}");
    let same = Translated {
        language: Locale::De,
        texts: french(),
        looked: false,
    };
    let refused = actions::translate(hands(&app, &two.answerer), id, &same).await;
    assert!(matches!(refused, Err(OpportunityError::Original)), "{refused:?}");
    enter(&app, &two.answerer, id, french()).await.unwrap();
    assert_eq!(kept(&app, id, &original).await, [(Locale::Fr, "human")]);
    let changed = whole("Sensoren für Brücken und Tunnel");
    let keeping = Keeping {
        version: 1,
        kind: Type::TechnologyOffer,
        anonymous: false,
        language: Locale::De,
        content: changed.clone(),
    };
    actions::keep(hands(&app, &two.answerer), id, keeping).await.unwrap();
    assert_eq!(kept(&app, id, &changed).await, [(Locale::Fr, "stale")]);
    enter(&app, &two.answerer, id, french()).await.unwrap();
    assert_eq!(kept(&app, id, &changed).await, [(Locale::Fr, "human")]);
    actions::send(hands(&app, &two.answerer), id, None, false)
        .await
        .unwrap();
    let late = enter(&app, &two.answerer, id, french()).await;
    assert!(matches!(late, Err(OpportunityError::Fixed(_))), "{late:?}");
    enter(&app, &two.receiver, id, french()).await.unwrap();
    enter(&app, &two.receiver, id, Content::default()).await.unwrap();
    assert_eq!(kept(&app, id, &changed).await, [], "taken away");
    let entries = app
        .count("SELECT count(*) FROM entry WHERE action = 'opportunities.translated'")
        .await;
    assert_eq!(entries, 4);
    assert!(app.verify().await.valid);
}

async fn an_anonymous_one_is_named_in_no_language(app: App) {
    let two = Two::make(&app).await;
    let id = begun(&app, &two, true).await;
    let names = Content {
        role: "Rencontrer Saarkorr Sensorik sur un pont.".into(),
        ..french()
    };
    let refused = enter(&app, &two.answerer, id, names).await;
    assert!(matches!(refused, Err(OpportunityError::Identifying(_))), "{refused:?}");
    enter(&app, &two.answerer, id, french()).await.unwrap();
}

async fn publish(app: &App, two: &Two, id: OpportunityId) {
    let reviewer = actor(app.person("reviewer@example.org").make().await, &[], &[CHAMBER]);
    actions::send(hands(app, &two.answerer), id, None, false).await.unwrap();
    actions::take(hands(app, &reviewer), id, None, false).await.unwrap();
    actions::judge(hands(app, &reviewer), id, &good()).await.unwrap();
}

async fn readers_have_it_in_theirs(app: App) {
    let two = Two::make(&app).await;
    let id = begun(&app, &two, false).await;
    let owner = app
        .signed_in(PersonId(two.answerer.person_id().unwrap()), Level::Two)
        .await;
    let path = format!("/fr/opportunities/{id}/languages/fr");
    let page = owner.get(&path).await.expect(200).page();
    assert!(page.text("#title-hint").contains("Sensoren für Brücken"));
    let texts = french();
    let fields = [
        ("title", texts.title.as_str()),
        ("summary", texts.summary.as_str()),
        ("description", texts.description.as_str()),
        ("advantages", texts.advantages.as_str()),
        ("specification", texts.specification.as_str()),
    ];
    let page = owner.post_form(&path, &fields).await.expect(422).page();
    assert!(page.has("#role-error") && page.text("#title").contains("Capteurs"));
    let whole: Vec<(&str, &str)> = fields.into_iter().chain([("role", texts.role.as_str())]).collect();
    owner.post_form(&path, &whole).await.expect(303);
    owner
        .get(&format!("/fr/opportunities/{id}/languages/de"))
        .await
        .expect(404);
    publish(&app, &two, id).await;
    let guest = app.client();
    let french = guest.get(&format!("/fr/opportunities/{id}")).await.expect(200).page();
    assert_eq!(french.text("h1"), "Capteurs pour ponts");
    assert!(french.text("article").contains("original en allemand"));
    let list = guest.get("/fr/opportunities").await.expect(200);
    assert!(list.text().contains("Capteurs pour ponts"));
    let english = guest.get(&format!("/en/opportunities/{id}")).await.expect(200).page();
    assert_eq!(english.attribute("h1", "lang"), "de", "the original, which says so");
}

async fn put(client: &Client, path: &str, body: Value) -> Answer {
    let body = axum::body::Body::from(body.to_string());
    client
        .send(axum::http::Method::PUT, path, Some("application/json"), body)
        .await
}

async fn programs_enter_and_read_it(app: App) {
    let two = Two::make(&app).await;
    let id = begun(&app, &two, false).await;
    let person = PersonId(two.answerer.person_id().unwrap());
    let writes = app.program(person, Level::Two, "join").await;
    let texts: Value = serde_json::to_value(french()).unwrap();
    let fields = ["title", "summary", "description", "advantages", "specification", "role"];
    let texts: Value = fields
        .iter()
        .map(|field| ((*field).to_owned(), texts[*field].clone()))
        .collect();
    let path = format!("/api/v1/opportunities/{id}/versions/fr");
    put(&writes, &path, json!({ "texts": {} })).await.expect(204);
    put(&writes, &path, json!({ "texts": { "title": "Capteurs" } }))
        .await
        .expect(422);
    put(&writes, &path, json!({ "texts": texts })).await.expect(204);
    publish(&app, &two, id).await;
    let read = app
        .client()
        .get(&format!("/api/v1/opportunities/{id}"))
        .await
        .expect(200)
        .json();
    assert_eq!(read["versions"][0]["language"], "fr");
    assert_eq!(read["versions"][0]["state"], "human");
    assert_eq!(read["versions"][0]["texts"]["title"], "Capteurs pour ponts");
    assert_eq!(read["language"], "de");
}
