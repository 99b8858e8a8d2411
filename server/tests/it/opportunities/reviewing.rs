//! An adviser's review by programs: what waits, taken, scored with the verdict confirmed; what others and other tokens are told.

use axum::body::Body;
use axum::http::Method;
use passerelle::accounts::PersonId;
use passerelle::attachments::Laid;
use passerelle::opportunities::OpportunityId;
use passerelle::opportunities::actions;
use passerelle::opportunities::model::Content;
use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Actor, Level, Mandate, Role};
use passerelle::platform::files::FileKind;
use serde_json::{Value, json};
use testkit::{Answer, App, Client, organisation, suite};

use super::{CHAMBER, actor, beginning, good, hands, row, whole};

suite!(
    a_review_by_programs,
    scores_are_given_and_confirmed,
    others_and_other_tokens,
    what_has_ended_is_not_reviewed,
    what_names_a_masked_one_is_shown,
);

const LIST: &str = "/api/v1/opportunities/reviews";
const KEY: &str = "0191a0de-0000-7000-8000-00000000000a";
const WHY: &str = "Es fehlt, wer was mit wem tun soll.";

struct Cast {
    organisation: OrganisationId,
    editor: Actor,
    adviser: PersonId,
    colleague: PersonId,
}

async fn cast(app: &App) -> Cast {
    app.add([organisation("Sonotec Dillingen GmbH")]).await;
    let organisation = app.id("Sonotec Dillingen GmbH").await;
    let person = app.person("editor@example.org").role(organisation, Role::Editor);
    let editor = person.make().await;
    let adviser = app.person("adviser@example.org").mandate(CHAMBER, Mandate::Adviser);
    let colleague = app.person("colleague@example.org").mandate(CHAMBER, Mandate::Adviser);
    Cast {
        organisation,
        editor: actor(editor, &[(organisation, Role::Editor)], &[]),
        adviser: adviser.make().await,
        colleague: colleague.make().await,
    }
}

impl Cast {
    async fn sent(&self, app: &App, content: Content, anonymous: bool) -> OpportunityId {
        let hands = hands(app, &self.editor);
        let id = actions::begin(hands, beginning(self.organisation, content, anonymous))
            .await
            .unwrap();
        let laid = Laid {
            name: "Sonotec Preise.pdf".into(),
            kind: FileKind::Pdf,
            bytes: b"%PDF-1.7 prices".to_vec(),
        };
        actions::attach(hands, &app.state.files, id, laid).await.unwrap();
        actions::send(hands, id, None, true).await.unwrap();
        id
    }
}

async fn act(client: &Client, path: &str, version: i64, body: Value) -> Answer {
    let client = client.clone().with("if-match", &format!("\"{version}\""));
    client.post_json(path, &body).await
}

fn paths(id: OpportunityId) -> (String, String) {
    let base = format!("/api/v1/opportunities/{id}");
    (format!("{base}/review"), format!("{base}/assignments"))
}

fn scores(each: [u8; 4], verdict: &str, why: &str) -> Value {
    let [advantage, clarity, cooperation, language] = each;
    json!({
        "scores": { "advantage": advantage, "clarity": clarity, "cooperation": cooperation, "language": language },
        "verdict": verdict, "why": why,
    })
}

async fn a_review_by_programs(app: App) {
    let cast = cast(&app).await;
    let id = cast.sent(&app, whole("Sensoren für Brücken"), false).await;
    let (review, assignments) = paths(id);
    let adviser = app.program(cast.adviser, Level::Two, "cases").await;
    let colleague = app.program(cast.colleague, Level::Two, "cases").await;

    let waits = adviser.get(LIST).await.expect(200).json();
    assert_eq!(
        (&waits["total"], &waits["items"][0]["assigned"]),
        (&json!(1), &json!(false))
    );
    assert_eq!(waits["items"][0]["title"], "Sensoren für Brücken");
    assert!(waits["items"][0]["href"].as_str().unwrap().ends_with(&review));
    let seen = adviser.get(&review).await.expect(200);
    assert_eq!(seen.header("etag"), "\"2\"");
    let seen = seen.json();
    assert_eq!(seen["opportunity"]["organisation"]["name"], "Sonotec Dillingen GmbH");
    assert_eq!(
        (&seen["may"], &seen["mine"], &seen["reviews"]),
        (&json!(true), &json!(false), &json!([]))
    );
    let file = seen["attachments"][0]["href"].as_str().unwrap();
    assert_eq!(seen["attachments"][0]["name"], "Sonotec Preise.pdf");
    let file = adviser.get(&file[file.find("/api/").unwrap()..]).await.expect(200);
    assert_eq!(file.text(), "%PDF-1.7 prices");

    act(&adviser, &review, 2, scores([4; 4], "published", ""))
        .await
        .expect(409);
    act(&adviser, &assignments, 1, json!({})).await.expect(412);
    adviser.post_json(&assignments, &json!({})).await.expect(428);
    let taken = act(&adviser, &assignments, 2, json!({})).await.expect(200);
    assert_eq!(
        (taken.header("etag").as_str(), taken.json()["state"].clone()),
        ("\"3\"", json!("under_review"))
    );
    act(&colleague, &assignments, 3, json!({})).await.expect(409);
    act(&colleague, &review, 3, scores([4; 4], "published", ""))
        .await
        .expect(409);
    act(&colleague, &assignments, 3, json!({ "over": true }))
        .await
        .expect(200);
    let waits = adviser.get(LIST).await.json();
    assert_eq!(
        (&waits["items"][0]["assigned"], &waits["items"][0]["mine"]),
        (&json!(true), &json!(false))
    );

    // Held, once for its key, and its organisation is written to once.
    let keyed = colleague.clone().with("idempotency-key", KEY);
    let held = act(&keyed, &review, 4, scores([2, 2, 2, 2], "on_hold", WHY))
        .await
        .expect(200);
    let again = act(&keyed, &review, 4, scores([2, 2, 2, 2], "on_hold", WHY))
        .await
        .expect(200);
    assert_eq!(
        (held.json()["state"].clone(), held.header("etag").as_str()),
        (json!("on_hold"), "\"5\"")
    );
    assert_eq!(
        (again.header("idempotency-replayed").as_str(), again.json()),
        ("true", held.json())
    );
    act(&keyed, &review, 4, scores([1; 4], "rejected", WHY))
        .await
        .expect(422);
    act(&colleague, &review, 4, scores([2, 2, 2, 2], "on_hold", WHY))
        .await
        .expect(412);
    let letters = app.letters("editor@example.org").await;
    assert_eq!(letters.len(), 1);
    assert!(letters[0].text.contains(WHY), "{}", letters[0].text);
    assert_eq!(adviser.get(LIST).await.json()["total"], 0);

    actions::send(hands(&app, &cast.editor), id, None, false).await.unwrap();
    act(&adviser, &assignments, 6, json!({})).await.expect(200);
    let public = format!("/api/v1/opportunities/{id}");
    app.client().get(&public).await.expect(404);
    act(&adviser, &review, 7, scores([4, 4, 3, 4], "published", ""))
        .await
        .expect(200);
    assert_eq!(app.client().get(&public).await.expect(200).json()["state"], "published");
    let seen = adviser.get(&review).await.expect(200).json();
    let said: Vec<_> = seen["reviews"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&said[0]["verdict"], &said[0]["mine"]),
        (&json!("published"), &json!(true))
    );
    assert_eq!(
        said[1]["scores"],
        json!({ "advantage": 2, "clarity": 2, "cooperation": 2, "language": 2 })
    );
    assert_eq!((&said[1]["why"], &said[1]["mine"]), (&json!(WHY), &json!(false)));
    assert!(app.verify().await.valid);
}

async fn scores_are_given_and_confirmed(app: App) {
    let cast = cast(&app).await;
    let id = cast.sent(&app, whole("Sensoren für Brücken"), false).await;
    let (review, assignments) = paths(id);
    let adviser = app.program(cast.adviser, Level::Two, "cases").await;
    let adviser = adviser.with("accept-language", "de");
    act(&adviser, &assignments, 2, json!({})).await.expect(200);
    let before = row(&app, id).await;
    let wrong = async |body: Value| {
        let problem = act(&adviser, &review, 3, body).await.assert_problem("validation");
        let errors = problem["errors"].as_array().unwrap().clone();
        let told = errors.iter().map(|one| {
            let part = |name: &str| one[name].as_str().unwrap().to_owned();
            (part("pointer"), part("code"), part("detail"))
        });
        told.collect::<Vec<_>>()
    };
    let missing =
        wrong(json!({ "scores": { "advantage": 6, "clarity": 5, "cooperation": 5 }, "verdict": "published" }));
    let missing = missing.await;
    let pointers: Vec<_> = missing.iter().map(|one| (one.0.as_str(), one.1.as_str())).collect();
    assert_eq!(
        pointers,
        [("#/scores/advantage", "missing"), ("#/scores/language", "missing")]
    );
    assert!(
        missing[0].2.contains("Vorteil") && missing[1].2.contains("Sprache"),
        "{missing:?}"
    );
    assert_eq!(wrong(json!({})).await.len(), 4);
    // What scores mean is told, and carried out only where it was named.
    let mut unnamed = scores([5, 5, 5, 0], "", WHY);
    unnamed.as_object_mut().unwrap().remove("verdict");
    for body in [
        unnamed,
        scores([5, 5, 5, 0], "published", WHY),
        scores([5, 5, 5, 0], "kept", WHY),
    ] {
        let told = wrong(body).await;
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("#/verdict", "unconfirmed"));
        assert!(told[0].2.contains("15") && told[0].2.contains("on_hold"), "{told:?}");
        assert!(told[0].2.contains("Zu ergänzen"), "{told:?}");
    }
    for (why, code) in [("", "missing"), ("Kurz.", "tooShort")] {
        let told = wrong(scores([1; 4], "rejected", why)).await;
        assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("#/why", code));
    }
    for body in [
        json!({ "score": {} }),
        json!({ "scores": { "advantage": -1 } }),
        json!({ "scores": { "nutzen": 1 } }),
    ] {
        act(&adviser, &review, 3, body).await.expect(400);
    }
    adviser
        .post_json(&review, &scores([4; 4], "published", ""))
        .await
        .expect(428);
    act(&adviser, &review, 2, scores([4; 4], "published", ""))
        .await
        .expect(412);
    assert_eq!(row(&app, id).await, before);
    assert!(app.letters("editor@example.org").await.is_empty());
}

async fn others_and_other_tokens(app: App) {
    let cast = cast(&app).await;
    let id = cast.sent(&app, whole("Sensoren für Brücken"), false).await;
    let (review, assignments) = paths(id);
    let before = row(&app, id).await;
    let elsewhere = app
        .person("elsewhere@example.org")
        .mandate("cc-luxembourg", Mandate::Head);
    let elsewhere = elsewhere.make().await;
    let both = app
        .person("both@example.org")
        .role(cast.organisation, Role::Owner)
        .mandate(CHAMBER, Mandate::Adviser);
    let both = app.program(both.make().await, Level::Two, "read join cases").await;
    let nobody = app.person("nobody@example.org").make().await;
    let editor = PersonId(cast.editor.person_id().unwrap());
    let all = "read join cases";
    let cases = [
        (app.client(), [401, 401, 401]),
        (app.program(nobody, Level::Two, all).await, [404, 404, 404]),
        (app.program(elsewhere, Level::Two, all).await, [200, 404, 404]),
        // Whoever knows of it is told that it is not theirs to do.
        (app.program(editor, Level::Two, all).await, [404, 403, 403]),
        (app.program(cast.adviser, Level::Two, "read").await, [403, 403, 403]),
        (app.program(cast.adviser, Level::Two, "join").await, [403, 403, 403]),
    ];
    for (number, (client, [list, one, acts])) in cases.iter().enumerate() {
        let waits = client.get(LIST).await;
        assert_eq!(waits.status.as_u16(), *list, "{number}");
        assert!(*list != 200 || waits.json()["total"] == 0, "what waits elsewhere");
        assert_eq!(client.get(&review).await.status.as_u16(), *one, "{number}");
        // A wrong version tells nothing either.
        for version in [2, 7] {
            let taken = act(client, &assignments, version, json!({})).await;
            let said = act(client, &review, version, scores([4; 4], "published", "")).await;
            assert_eq!(
                (taken.status.as_u16(), said.status.as_u16()),
                (*acts, *acts),
                "{number}"
            );
        }
    }
    // A mandate counts with a second factor only.
    let weak = app.program(cast.adviser, Level::One, "cases").await;
    for answer in [
        weak.get(LIST).await,
        weak.get(&review).await,
        act(&weak, &assignments, 2, json!({})).await,
        act(&weak, &review, 2, scores([4; 4], "published", "")).await,
    ] {
        answer.assert_problem("stepUpRequired");
    }
    // Nobody reviews for an organisation they belong to, though their chamber does.
    assert_eq!(both.get(&review).await.expect(200).json()["may"], false);
    act(&both, &assignments, 2, json!({})).await.expect(403);
    act(&both, &assignments, 2, json!({ "over": true })).await.expect(403);
    assert_eq!(row(&app, id).await, before);
    let unknown = "/api/v1/opportunities/00000000000000000000000000/review";
    app.program(cast.adviser, Level::Two, "cases")
        .await
        .get(unknown)
        .await
        .expect(404);
}

async fn what_has_ended_is_not_reviewed(app: App) {
    let cast = cast(&app).await;
    let adviser = app.program(cast.adviser, Level::Two, "cases").await;
    let own = actor(cast.colleague, &[], &[CHAMBER]);
    let rejected = cast.sent(&app, whole("Sensoren für Tunnel"), false).await;
    let (review, assignments) = paths(rejected);
    act(&adviser, &assignments, 2, json!({})).await.expect(200);
    let done = act(&adviser, &review, 3, scores([1; 4], "rejected", WHY))
        .await
        .expect(200);
    assert_eq!(done.json()["state"], "rejected");
    let withdrawn = cast.sent(&app, whole("Sensoren für Brücken"), false).await;
    actions::take(hands(&app, &own), withdrawn, None, false).await.unwrap();
    actions::judge(hands(&app, &own), withdrawn, &good()).await.unwrap();
    actions::withdraw(hands(&app, &cast.editor), withdrawn, None)
        .await
        .unwrap();
    let draft = actions::begin(
        hands(&app, &cast.editor),
        beginning(cast.organisation, whole("Sensoren für Seile"), false),
    );
    let draft = draft.await.unwrap();
    for (id, state, version) in [
        (rejected, "rejected", 4),
        (withdrawn, "withdrawn", 5),
        (draft, "draft", 1),
    ] {
        let (review, assignments) = paths(id);
        let seen = adviser.get(&review).await.expect(200);
        assert_eq!(
            (seen.header("etag"), seen.json()["opportunity"]["state"].clone()),
            (format!("\"{version}\""), json!(state))
        );
        act(&adviser, &assignments, version, json!({})).await.expect(409);
        act(&adviser, &assignments, version, json!({ "over": true }))
            .await
            .expect(409);
        act(&adviser, &review, version, scores([4; 4], "published", ""))
            .await
            .expect(409);
    }
    assert_eq!(adviser.get(LIST).await.expect(200).json()["total"], 0);
}

async fn what_names_a_masked_one_is_shown(app: App) {
    let cast = cast(&app).await;
    let mut content = whole("Sensoren für Brücken");
    content.role = "Ein Betreiber von Brücken. Ein Betrieb in Saarbrücken".into();
    let id = cast.sent(&app, content, true).await;
    let (review, _) = paths(id);
    let adviser = app.program(cast.adviser, Level::Two, "cases").await;
    let seen = adviser.get(&review).await.expect(200).json();
    assert_eq!(seen["opportunity"]["anonymous"], true);
    assert_eq!(seen["opportunity"]["organisation"]["id"], cast.organisation.to_string());
    let passage = &seen["passages"][0];
    assert_eq!(
        (&passage["field"], &passage["what"], &passage["certain"]),
        (&json!("role"), &json!("place"), &json!(false))
    );
    // Its files are for the chamber that reviews it, with a token made for that, under their own names.
    let files = format!("/api/v1/opportunities/{id}/attachments");
    assert_eq!(
        adviser.get(&files).await.expect(200).json()["items"][0]["name"],
        "Sonotec Preise.pdf"
    );
    let far = app.person("far@example.org").mandate("cc-luxembourg", Mandate::Adviser);
    let far = app.program(far.make().await, Level::Two, "read cases").await;
    for client in [&far, &app.client()] {
        client.get(&files).await.expect(404);
    }
    let file = seen["attachments"][0]["href"].as_str().unwrap();
    let file = &file[file.find("/api/").unwrap()..];
    far.get(file).await.expect(404);
    // To look at a file is not to take it out.
    adviser
        .send(Method::DELETE, file, None, Body::empty())
        .await
        .expect(403);
}
