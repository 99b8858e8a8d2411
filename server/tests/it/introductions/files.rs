//! Files on the shared page: from *accepted* on, for both sides and their advisers and nobody else.

use axum::body::Body;
use axum::http::Method;
use passerelle::accounts::PersonId;
use passerelle::attachments::Laid;
use passerelle::introductions::actions::{self, IntroductionError};
use passerelle::introductions::{Ask, Asked, IntroductionId, Office};
use passerelle::platform::access::{Actor, Level, Role};
use passerelle::platform::files::FileKind;
use serde_json::json;
use testkit::{Answer, App, Backend, Client, suite};

use super::{Two, ask, row, seen};
use crate::opportunities::attachments::upload;

suite!(
    both_sides_share_files,
    forms_lay_them_in,
    programs_share_them_too,
    programs_of_an_unnamed_side
);

macro_rules! office {
    ($app:expr, $region:expr, $actor:expr) => {
        Office {
            journal: $app.journal(),
            region: &$region,
            actor: $actor,
        }
    };
}

fn file(name: &str) -> Laid {
    Laid {
        name: name.into(),
        kind: FileKind::Pdf,
        bytes: format!("%PDF-1.7 {name}").into_bytes(),
    }
}

async fn both_sides_share_files(app: App) {
    let two = Two::make(&app).await;
    let id = two.offered(&app).await;
    let region = testkit::region();
    let lay = async |who: &Actor, name: &str| {
        actions::lay_file(office!(app, region, who), &app.state.files, id, file(name)).await
    };
    let early = lay(&two.asker, "zu früh.pdf").await;
    assert!(matches!(early, Err(IntroductionError::Step(_))), "{early:?}");
    let foreign = lay(&two.stranger, "fremd.pdf").await;
    assert!(matches!(foreign, Err(IntroductionError::Hidden)), "{foreign:?}");
    assert!(app.state.files.all().await.unwrap().is_empty());
    actions::accept(office!(app, region, &two.answerer), id, None)
        .await
        .unwrap();
    let before = row(&app, id).await;
    let plan = lay(&two.asker, "Plan du pont.pdf").await.unwrap();
    lay(&two.receiver, "Vertrag.pdf").await.unwrap();
    assert_eq!(row(&app, id).await, before, "a file is no step");
    for who in [&two.asker, &two.answerer, &two.sender, &two.receiver] {
        let files = seen(&app, who, id).await.unwrap().files;
        let names: Vec<&str> = files.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["Plan du pont.pdf", "Vertrag.pdf"]);
    }
    let theirs = actions::take_file(office!(app, region, &two.answerer), id, plan).await;
    assert!(matches!(theirs, Err(IntroductionError::Step(_))), "{theirs:?}");
    actions::take_file(office!(app, region, &two.asker), id, plan)
        .await
        .unwrap();
    let again = actions::take_file(office!(app, region, &two.asker), id, plan).await;
    assert!(matches!(again, Err(IntroductionError::Hidden)), "{again:?}");
    actions::withdraw(office!(app, region, &two.asker), id, None, "")
        .await
        .unwrap();
    let late = lay(&two.asker, "zu spät.pdf").await;
    assert!(matches!(late, Err(IntroductionError::Step(_))), "{late:?}");
    assert_eq!(
        seen(&app, &two.answerer, id).await.unwrap().files.len(),
        1,
        "what was shared stays"
    );
    assert!(app.verify().await.valid);
}

async fn forms_lay_them_in(app: App) {
    let two = Two::make(&app).await;
    let id = two.accepted(&app).await;
    let browser = async |who: &Actor| app.signed_in(PersonId(who.person_id().unwrap()), Level::Two).await;
    let (asker, answerer, stranger) = (
        browser(&two.asker).await,
        browser(&two.answerer).await,
        browser(&two.stranger).await,
    );
    let page = format!("/fr/introductions/{id}");
    let form = format!("{page}/files");
    upload(&asker, (&page, &form), "plan.pdf", b"%PDF-1.7 plan")
        .await
        .expect(303);
    let wrong = upload(&asker, (&page, &form), "plan.pdf", b"MZ")
        .await
        .expect(422)
        .page();
    assert!(wrong.has("#file-error") && wrong.text(".error-summary").contains("plan.pdf"));
    let shown = answerer.get(&page).await.expect(200).page();
    let path = shown.attribute("#files ul a", "href");
    assert_eq!(answerer.get(&path).await.expect(200).text(), "%PDF-1.7 plan");
    stranger.get(&path).await.expect(404);
    assert!(!shown.has("#files ul form"), "who did not lay it in cannot take it out");
    answerer.post_form(&format!("{path}/remove"), &[]).await.expect(409);
    asker.post_form(&format!("{path}/remove"), &[]).await.expect(303);
    answerer.get(&path).await.expect(404);
}

async fn program(app: &App, who: &Actor, scopes: &str) -> Client {
    let person = PersonId(who.person_id().unwrap());
    app.program(person, Level::Two, scopes).await
}

fn address(id: IntroductionId) -> String {
    format!("/api/v1/introductions/{id}/attachments")
}

async fn send(client: &Client, path: &str, name: &str) -> Answer {
    let bytes = format!("%PDF-1.7 {name}");
    client.post_file(path, name, "application/pdf", bytes.as_bytes()).await
}

async fn take_out(client: &Client, path: &str) -> Answer {
    client.send(Method::DELETE, path, None, Body::empty()).await
}

/// Names of the files a program is shown, with a mark at those its person laid in.
async fn listed(client: &Client, path: &str) -> Vec<String> {
    let found = client.get(path).await.expect(200).json();
    let name = |one: &serde_json::Value| {
        let mark = if one["mine"] == true { "*" } else { "" };
        format!("{}{mark}", one["name"].as_str().unwrap())
    };
    found["items"].as_array().unwrap().iter().map(name).collect()
}

/// The address of a file within this node.
fn at(laid: &Answer) -> String {
    let href = laid.json()["href"].as_str().unwrap().to_owned();
    assert_eq!(laid.header("location"), href);
    href[href.find("/api/").unwrap()..].to_owned()
}

async fn programs_share_them_too(app: App) {
    let two = Two::make(&app).await;
    let id = two.accepted(&app).await;
    let before = row(&app, id).await;
    let path = address(id);
    let asker = program(&app, &two.asker, "join read").await;
    let answerer = program(&app, &two.answerer, "join read").await;
    let receiver = program(&app, &two.receiver, "cases read").await;
    let keyed = asker
        .clone()
        .with("idempotency-key", "7f0c9a52-2f7f-4a8e-9a55-0a7f54d4a112");
    let plan = send(&keyed, &path, "Plan du pont.pdf").await.expect(201);
    let again = send(&keyed, &path, "Plan du pont.pdf").await.expect(201);
    assert_eq!(
        (again.header("idempotency-replayed").as_str(), again.json()),
        ("true", plan.json())
    );
    send(&keyed, &path, "Autre plan.pdf").await.expect(422);
    let contract = at(&send(&receiver, &path, "Vertrag.pdf").await.expect(201));
    let plan = at(&plan);
    assert_eq!(row(&app, id).await, before, "a file is no step");
    assert_eq!(listed(&asker, &path).await, ["Plan du pont.pdf*", "Vertrag.pdf"]);
    assert_eq!(listed(&receiver, &path).await, ["Plan du pont.pdf", "Vertrag.pdf*"]);
    let had = answerer.get(&plan).await.expect(200);
    assert_eq!(had.text(), "%PDF-1.7 Plan du pont.pdf");
    assert!(had.header("content-disposition").contains("Plan%20du%20pont"));

    let wrong = asker.post_file(&path, "plan.pdf", "application/pdf", b"MZ\x90").await;
    assert_eq!(wrong.assert_problem("validation")["errors"][0]["pointer"], "#/file");
    asker.post_json(&path, &json!({})).await.expect(415);
    // A token does what it was made for: who writes alone is told what they laid in, and reads nothing.
    let writes = program(&app, &two.asker, "join").await;
    let more = send(&writes, &path, "Devis.pdf").await.expect(201);
    assert_eq!(
        (more.json()["name"].clone(), more.json()["mine"].clone()),
        (json!("Devis.pdf"), json!(true))
    );
    writes.get(&path).await.expect(404);
    for (who, scopes) in [
        (&two.asker, "read"),
        (&two.asker, "cases"),
        (&two.sender, "join"),
        (&two.receiver, "read"),
    ] {
        let other = program(&app, who, scopes).await;
        send(&other, &path, "Nein.pdf").await.expect(403);
        take_out(&other, &plan).await.expect(403);
    }
    let viewer = app
        .person("viewer@example.org")
        .role(two.target, Role::Viewer)
        .make()
        .await;
    let viewer = app.program(viewer, Level::Two, "join read").await;
    assert_eq!(listed(&viewer, &path).await.len(), 3);
    send(&viewer, &path, "Nein.pdf").await.expect(403);
    // For strangers there is nothing, whatever they send.
    let stranger = program(&app, &two.stranger, "join read cases").await;
    for address in [&path, &plan] {
        stranger.get(address).await.expect(404);
        app.client().get(address).await.expect(401);
    }
    send(&stranger, &path, "Fremd.pdf").await.expect(404);
    stranger.post_json(&path, &json!({})).await.expect(404);
    take_out(&stranger, &plan).await.expect(404);

    take_out(&answerer, &plan).await.expect(409);
    take_out(&writes, &plan).await.expect(204);
    take_out(&writes, &plan).await.expect(404);
    answerer.get(&plan).await.expect(404);
    // What was shared stays when one side goes; nothing is added or taken out.
    actions::withdraw(office!(app, testkit::region(), &two.asker), id, None, "")
        .await
        .unwrap();
    send(&asker, &path, "Zu spät.pdf").await.expect(409);
    take_out(&receiver, &contract).await.expect(409);
    assert_eq!(listed(&answerer, &path).await, ["Vertrag.pdf", "Devis.pdf"]);
    answerer.get(&contract).await.expect(200);
    assert!(app.verify().await.valid);
}

/// Before it is accepted nobody lays a file in; and if there were one, nobody would learn of it whose it is.
async fn programs_of_an_unnamed_side(app: App) {
    let two = Two::make(&app).await;
    let asked = Ask {
        said: Asked {
            unnamed: true,
            looked: true,
            ..two.asks("Surveillance de haubans").said
        },
        ..two.asks("Surveillance de haubans")
    };
    let id = ask(&app, &two.asker, &asked).await.unwrap();
    let path = address(id);
    let asker = program(&app, &two.asker, "join read").await;
    let answerer = program(&app, &two.answerer, "join read").await;
    // It has not come to the target.
    for client in [&answerer, &program(&app, &two.receiver, "cases read").await] {
        client.get(&path).await.expect(404);
        send(client, &path, "Angebot.pdf").await.expect(404);
    }
    two.offer(&app, id).await;
    for client in [&asker, &answerer, &program(&app, &two.sender, "cases read").await] {
        send(client, &path, "Ponts et Haubans.pdf").await.expect(409);
        assert!(listed(client, &path).await.is_empty());
    }
    assert!(app.state.files.all().await.unwrap().is_empty(), "nothing was kept");
    actions::accept(office!(app, testkit::region(), &two.answerer), id, None)
        .await
        .unwrap();
    let plan = at(&send(&asker, &path, "Ponts et Haubans.pdf").await.expect(201));
    assert_eq!(listed(&answerer, &path).await, ["Ponts et Haubans.pdf"]);
    let key = match app.backend() {
        Backend::Sqlite => format!("x'{}'", id.0.simple()),
        Backend::Postgres => format!("'{}'", id.0),
    };
    app.tamper(&format!(
        "UPDATE introduction SET state = 'offered', accepted_at = NULL WHERE id = {key}"
    ))
    .await
    .unwrap();
    assert!(listed(&answerer, &path).await.is_empty());
    answerer.get(&plan).await.expect(404);
}
