//! The market's story by programs, with tokens: an offer in German, an anonymous need in French, two advisers, a pilot both confirm,
//! a letter that asks whether it holds, and the observatory that counts it.

use passerelle::accounts::PersonId;
use passerelle::observatory::publish;
use passerelle::organisations::model::OrganisationId;
use passerelle::outcomes;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::clock::DAY;
use serde_json::{Value, json};
use testkit::{App, Client, organisation, suite};

use crate::introductions::{REQUESTER_CHAMBER, TARGET_CHAMBER};

suite!(an_offer_meets_a_need);

const MAKER: &str = "Saarkorr Sensorik GmbH";
const OPERATOR: &str = "Ponts et Haubans SA";

struct Cast {
    maker: (OrganisationId, Client),
    operator: (OrganisationId, Client),
    /// The operator's owner.
    owner: PersonId,
    /// Programs of the two advisers: the maker's, the operator's.
    advisers: [Client; 2],
}

async fn cast(app: &App) -> Cast {
    app.add([
        organisation(MAKER).territory("SAR").seat("DE", "66763", "Dillingen"),
        organisation(OPERATOR).territory("LOR").seat("FR", "57000", "Metz"),
    ])
    .await;
    let owner = async |name: &str, mail: &str| {
        let id = app.id(name).await;
        let person = app.person(mail).role(id, Role::Owner).make().await;
        (person, (id, app.program(person, Level::Two, "join").await))
    };
    let adviser = async |mail: &str, chamber: &str| {
        let person: PersonId = app.person(mail).mandate(chamber, Mandate::Adviser).make().await;
        app.program(person, Level::Two, "cases").await
    };
    let (_, maker) = owner(MAKER, "maker@example.org").await;
    let (owner, operator) = owner(OPERATOR, "operator@example.org").await;
    Cast {
        maker,
        operator,
        owner,
        advisers: [
            adviser("near@example.org", TARGET_CHAMBER).await,
            adviser("far@example.org", REQUESTER_CHAMBER).await,
        ],
    }
}

fn offer() -> Value {
    json!({
        "type": "TO", "language": "de",
        "content": {
            "title": "Drahtlose Sensoren, die Korrosion an Schrägseilen hören",
            "summary": "Messboxen hören dem Stahl zu und melden Korrosion, bevor man sie sieht.",
            "description": "Schallemission verrät jeden Draht, der reißt. Die Box ist in einer Stunde montiert, läuft fünf \
                            Jahre mit einer Batterie und sendet ihre Werte per Funk.",
            "advantages": "Kein Eingriff in den Verkehr.", "stage": "demonstrable",
            "role": "Ein Bauwerk für einen Winter zur Verfügung stellen.",
            "partnerships": ["commercial_assisted"], "technologies": ["corrosion-monitoring"],
        },
    })
}

fn need() -> Value {
    json!({
        "type": "TR", "language": "fr", "anonymous": true,
        "content": {
            "title": "Surveiller la corrosion de haubans sans fermer l’ouvrage",
            "summary": "Nous cherchons une mesure continue de la corrosion entre deux inspections.",
            "description": "L’ouvrage a plus de cinquante ans et porte un trafic qui a doublé. Les inspections coûtent cher et \
                            arrivent tard ; il nous faut savoir où regarder.",
            "specification": "Autonomie de trois ans, données dans un format ouvert.",
            "role": "Poser un premier ensemble et former deux agents.",
            "partnerships": ["commercial_assisted"], "technologies": ["corrosion-monitoring"],
        },
    })
}

/// Writes and sends one by a token; an adviser takes it and gives four points of five four times.
async fn published(
    app: &App,
    (organisation, writes): &(OrganisationId, Client),
    body: Value,
    adviser: &Client,
) -> String {
    let new = json!({ "organisation": organisation, "opportunity": body });
    let made = writes.post_json("/api/v1/opportunities", &new).await.expect(201);
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let known = writes.clone().with("if-match", &made.header("etag"));
    let path = format!("/api/v1/opportunities/{id}");
    known
        .post_json(&format!("{path}/submission"), &json!({ "looked": true }))
        .await
        .expect(200);
    app.client().get(&path).await.expect(404);
    let scores = json!({ "advantage": 4, "clarity": 4, "cooperation": 4, "language": 4 });
    let mut version = adviser.get(&format!("{path}/review")).await.expect(200).header("etag");
    for (what, body) in [
        ("assignments", json!({})),
        ("review", json!({ "scores": scores, "verdict": "published" })),
    ] {
        let known = adviser.clone().with("if-match", &version);
        version = known
            .post_json(&format!("{path}/{what}"), &body)
            .await
            .expect(200)
            .header("etag");
    }
    app.client().get(&path).await.expect(200);
    id
}

async fn an_offer_meets_a_need(app: App) {
    let Cast {
        maker,
        operator,
        owner,
        advisers: [near, far],
    } = cast(&app).await;
    published(&app, &maker, offer(), &near).await;
    let id = published(&app, &operator, need(), &far).await;
    let guest = app.client();
    let seen = guest.get(&format!("/api/v1/opportunities/{id}")).await.expect(200);
    assert!(!seen.text().contains(OPERATOR) && !seen.text().contains(&operator.0.to_string()));
    assert_eq!(seen.json()["territory"], "LOR");

    // The maker asks whoever that is.
    let asked = json!({
        "requester": maker.0, "opportunity": id, "subject": "Versuch an zwei Haubans", "language": "de",
        "message": "Unsere Messboxen sind erprobt; wir möchten sie einen Winter lang zeigen.",
    });
    let made = maker.1.post_json("/api/v1/introductions", &asked).await.expect(201);
    let path = format!("/api/v1/introductions/{}", made.json()["id"].as_str().unwrap());
    let mut version = 1;
    let mut go = async |client: &Client, body: Value| {
        let client = client.clone().with("if-match", &format!("\"{version}\""));
        let done = client.post_json(&format!("{path}/steps"), &body).await.expect(200);
        version += 1;
        assert_eq!(done.header("etag"), format!("\"{version}\""));
    };
    for one in ["screen", "forward"] {
        go(&near, json!({ "step": one })).await;
    }
    go(&far, json!({ "step": "offer" })).await;
    let reads = app.program(owner, Level::Two, "read").await;
    let before = reads.get(&path).await.expect(200).json();
    go(&operator.1, json!({ "step": "accept" })).await;
    let told = reads.get(&path).await.expect(200).json();
    assert_eq!(
        (&before["target"]["name"], &told["requester"]["name"]),
        (&json!(OPERATOR), &json!(MAKER))
    );
    go(&maker.1, json!({ "step": "meet" })).await;
    go(&operator.1, json!({ "step": "negotiate" })).await;

    // A pilot, said by one and confirmed by the other.
    let outcome = format!("{path}/outcome");
    let said = json!({
        "kind": "pilot", "band": "10k_50k", "on": "2026-11-20", "evidence": "Gemeinsamer Versuchsbericht", "language": "de",
        "names": true,
    });
    maker.1.post_json(&outcome, &said).await.expect(200);
    let known = operator.1.clone().with("if-match", "\"1\"");
    let confirmed = known
        .post_json(&format!("{outcome}/confirmations"), &json!({ "names": true }))
        .await;
    assert_eq!(confirmed.expect(200).json()["state"], "confirmed");
    let page = guest
        .get(&format!("/api/v1/organisations/{}", maker.0))
        .await
        .expect(200)
        .text();
    assert!(page.contains(MAKER));

    // Three months later both are asked by letter, and one says that it has grown, by its link.
    app.clock().advance(93 * DAY);
    assert_eq!(outcomes::round(app.journal(), &app.state.web).await.unwrap(), 2);
    let letters = app.letters("operator@example.org").await;
    let link = letters
        .iter()
        .find(|letter| letter.kind == "outcome_followup")
        .unwrap()
        .path();
    guest.post_form(&link, &[("answer", "grown")]).await.expect(303);
    let said = "SELECT answer FROM outcome_followup WHERE answer IS NOT NULL";
    assert_eq!(app.list(said).await, ["grown"]);

    // The observatory counts it: one is too few to be told, and the year has a table.
    assert!(publish(app.journal(), &testkit::region()).await.unwrap() > 0);
    let told = guest.get("/api/v1/observatory?year=2026").await.expect(200).json();
    let flow = &told["figures"].as_array().unwrap()[0];
    let cell = flow["counts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|cell| cell["line"] == "SAR" && cell["column"] == "LOR");
    assert!(cell.unwrap()["value"].is_null(), "one is not told: {cell:?}");
    let kept = app
        .list("SELECT figure || ' ' || line || ' ' || item FROM observatory_count WHERE many = 1 AND year = 2026 ORDER BY 1")
        .await;
    for figure in ["introductions SAR LOR", "meetings SAR LOR", "outcomes SAR LOR"] {
        assert!(kept.iter().any(|one| one == figure), "{figure} in {kept:?}");
    }
    assert!(app.verify().await.valid);
}
