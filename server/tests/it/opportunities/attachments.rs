//! Files of an opportunity: what is taken, until when, and who may have them under which name.

use axum::body::Body;
use axum::http::Method;
use passerelle::attachments::{AttachmentId, Laid, MOST, Of};
use passerelle::introductions::Whom;
use passerelle::opportunities::OpportunityId;
use passerelle::opportunities::actions::{self, OpportunityError};
use passerelle::platform::access::{Actor, Level, Role};
use passerelle::platform::files::FileKind;
use testkit::{Answer, App, Client, organisation, suite};

use super::{CHAMBER, actor, beginning, good, hands, sql_id, whole};
use crate::introductions::{Two, ask};

suite!(
    laid_in_while_it_is_written,
    strangers_have_it_by_no_name,
    of_an_anonymous_one_after_acceptance,
    what_belongs_to_nothing_goes,
    forms_say_what_is_wrong,
    programs_have_them_too,
);

fn file(name: &str, bytes: &[u8]) -> Laid {
    Laid {
        name: name.into(),
        kind: FileKind::Pdf,
        bytes: bytes.to_vec(),
    }
}

async fn attach(app: &App, by: &Actor, id: OpportunityId, laid: Laid) -> Result<AttachmentId, OpportunityError> {
    actions::attach(hands(app, by), &app.state.files, id, laid).await
}

async fn publish(app: &App, editor: &Actor, id: OpportunityId) {
    let mail = format!("reviewer-{}@example.org", app.clock().now());
    let reviewer = actor(app.person(&mail).make().await, &[], &[CHAMBER]);
    actions::send(hands(app, editor), id, None, false).await.unwrap();
    actions::take(hands(app, &reviewer), id, None, false).await.unwrap();
    actions::judge(hands(app, &reviewer), id, &good()).await.unwrap();
}

async fn laid_in_while_it_is_written(app: App) {
    let two = Two::make(&app).await;
    let editor = &two.answerer;
    let draft = beginning(two.target, whole("Sensoren für Brücken"), false);
    let id = actions::begin(hands(&app, editor), draft).await.unwrap();
    for stranger in [&two.asker, &two.stranger] {
        let refused = attach(&app, stranger, id, file("plan.pdf", b"%PDF-1.7 theirs")).await;
        assert!(refused.is_err(), "{refused:?}");
    }
    assert!(
        app.state.files.all().await.unwrap().is_empty(),
        "what nobody may send is not kept"
    );
    let first = attach(&app, editor, id, file("plan.pdf", b"%PDF-1.7 one"))
        .await
        .unwrap();
    for number in 1..MOST {
        let name = format!("plan-{number}.pdf");
        attach(&app, editor, id, file(&name, name.as_bytes())).await.unwrap();
    }
    let many = attach(&app, editor, id, file("more.pdf", b"%PDF-1.7 more")).await;
    assert!(matches!(many, Err(OpportunityError::TooManyFiles(MOST))), "{many:?}");
    actions::detach(hands(&app, editor), id, first).await.unwrap();
    let gone = actions::detach(hands(&app, editor), id, first).await;
    assert!(gone.is_err(), "{gone:?}");
    publish(&app, editor, id).await;
    let late = attach(&app, editor, id, file("late.pdf", b"%PDF-1.7 late")).await;
    assert!(matches!(late, Err(OpportunityError::Fixed(_))), "{late:?}");
    let entries = app
        .count("SELECT count(*) FROM entry WHERE action LIKE 'opportunities.%tached'")
        .await;
    assert_eq!(entries, 11);
    assert!(app.verify().await.valid);
}

async fn strangers_have_it_by_no_name(app: App) {
    let two = Two::make(&app).await;
    let draft = beginning(two.target, whole("Sensoren für Brücken"), false);
    let id = actions::begin(hands(&app, &two.answerer), draft).await.unwrap();
    let laid = attach(&app, &two.answerer, id, file("Saarkorr Preise.pdf", b"%PDF-1.7 prices"))
        .await
        .unwrap();
    let path = format!("/de/opportunities/{id}/attachments/{laid}");
    let guest = app.client();
    guest.get(&path).await.expect(404);
    let own = app.signed_in(person(&two.answerer), Level::Two).await;
    assert!(
        own.get(&path)
            .await
            .expect(200)
            .header("content-disposition")
            .contains("Saarkorr%20Preise")
    );
    let near = app.signed_in(person(&two.receiver), Level::Two).await;
    near.get(&path).await.expect(200);
    let far = app.signed_in(person(&two.sender), Level::Two).await;
    far.get(&path).await.expect(404);
    publish(&app, &two.answerer, id).await;
    let page = guest.get(&format!("/de/opportunities/{id}")).await.expect(200).page();
    assert_eq!(page.attribute("#attachments a", "href"), path);
    assert!(page.text("#attachments").contains("Dokument 1 (PDF)"));
    let had = guest.get(&path).await.expect(200);
    assert_eq!(had.text(), "%PDF-1.7 prices");
    assert!(had.header("content-disposition").contains("document%2D1%2Epdf"));
    assert_eq!(had.header("content-security-policy"), "default-src 'none'; sandbox");
}

fn person(actor: &Actor) -> passerelle::accounts::PersonId {
    passerelle::accounts::PersonId(actor.person_id().unwrap())
}

async fn of_an_anonymous_one_after_acceptance(app: App) {
    let two = Two::make(&app).await;
    let draft = beginning(two.target, whole("Sensoren für Brücken"), true);
    let id = actions::begin(hands(&app, &two.answerer), draft).await.unwrap();
    let laid = attach(&app, &two.answerer, id, file("Saarkorr Preise.pdf", b"%PDF-1.7 prices"))
        .await
        .unwrap();
    publish(&app, &two.answerer, id).await;
    let (page, path) = (
        format!("/de/opportunities/{id}"),
        format!("/de/opportunities/{id}/attachments/{laid}"),
    );
    let asked = passerelle::introductions::Ask {
        whom: Whom::Opportunity(id),
        ..two.asks("Sensoren für Brücken")
    };
    let introduction = ask(&app, &two.asker, &asked).await.unwrap();
    two.offer(&app, introduction).await;
    let asker = app.signed_in(person(&two.asker), Level::Two).await;
    for reader in [&asker, &app.client()] {
        let shown = reader.get(&page).await.expect(200);
        assert!(!shown.text().contains("/attachments/") && !shown.text().contains("Saarkorr"));
        reader.get(&path).await.expect(404);
    }
    let region = testkit::region();
    let office = passerelle::introductions::Office {
        journal: app.journal(),
        region: &region,
        actor: &two.answerer,
    };
    passerelle::introductions::actions::accept(office, introduction, None)
        .await
        .unwrap();
    assert!(asker.get(&page).await.expect(200).page().has("#attachments"));
    let had = asker.get(&path).await.expect(200);
    assert!(had.header("content-disposition").contains("document%2D1%2Epdf"));
    app.client().get(&path).await.expect(404);
}

/// Carries out what retention does for these rows, as the feature `privacy` does each day.
async fn swept(app: &App) -> u64 {
    use passerelle::platform::retention::How;
    let rule = passerelle::attachments::retention::RULES[0];
    let How::Hook(hook) = rule.how else { panic!("a hook") };
    let now = app.clock().now();
    let gone = app
        .database()
        .transaction(now, |tx| async move { hook(&tx, now).await })
        .await;
    let gone: passerelle::platform::retention::Swept = gone.unwrap();
    assert_eq!(u64::try_from(gone.files.len()).unwrap(), gone.rows);
    gone.rows
}

async fn what_belongs_to_nothing_goes(app: App) {
    let two = Two::make(&app).await;
    let mut ids = Vec::new();
    for number in 0..3 {
        let draft = beginning(two.target, whole(&format!("Sensoren für Brücken {number}")), false);
        let id = actions::begin(hands(&app, &two.answerer), draft).await.unwrap();
        attach(
            &app,
            &two.answerer,
            id,
            file("Anna.pdf", format!("%PDF {number}").as_bytes()),
        )
        .await
        .unwrap();
        ids.push(id);
    }
    assert_eq!(swept(&app).await, 0);
    actions::discard(hands(&app, &two.answerer), ids[0], None)
        .await
        .unwrap();
    assert_eq!(swept(&app).await, 1, "a draft that was thrown away");
    let key = sql_id(&app, ids[1].0);
    app.tamper(&format!("DELETE FROM opportunity WHERE id = {key}"))
        .await
        .unwrap();
    assert_eq!(swept(&app).await, 1);
    let left = passerelle::attachments::list(app.database().reader(), Of::Opportunity(ids[2].0))
        .await
        .unwrap();
    assert_eq!(left.len(), 1);
    let named = passerelle::privacy::named_files(app.database().reader()).await.unwrap();
    assert!(named.contains(&left[0].sha256));
}

/// Sends a file as a browser does.
pub(crate) async fn upload(client: &Client, (page, form): (&str, &str), name: &str, bytes: &[u8]) -> Answer {
    let shown = client.get(page).await.expect(200).page();
    let token = shown.attribute(&format!("form[action='{form}'] input[name=_csrf]"), "value");
    let mut body = format!("--x\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n").into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let own = client.clone().with("sec-fetch-site", "same-origin");
    own.send(
        Method::POST,
        form,
        Some("multipart/form-data; boundary=x"),
        Body::from(body),
    )
    .await
}

async fn forms_say_what_is_wrong(app: App) {
    app.add([organisation("Sonotec")]).await;
    let organisation = app.id("Sonotec").await;
    let editor = app
        .person("editor@example.org")
        .role(organisation, Role::Editor)
        .make()
        .await;
    let browser = app.signed_in(editor, Level::Two).await;
    let editor = actor(editor, &[(organisation, Role::Editor)], &[]);
    let draft = beginning(organisation, whole("Sensoren für Brücken"), false);
    let id = actions::begin(hands(&app, &editor), draft).await.unwrap();
    let form = format!("/de/own/{organisation}/opportunities/{id}");
    assert!(
        browser
            .get(&form)
            .await
            .expect(200)
            .text()
            .contains(&format!("{form}/attachments"))
    );
    let path = format!("{form}/attachments");
    upload(&browser, (&path, &path), "plan.pdf", b"%PDF-1.7 plan")
        .await
        .expect(303);
    let page = upload(&browser, (&path, &path), "plan.pdf", b"MZ\x90")
        .await
        .expect(422)
        .page();
    assert!(page.text(".error-summary").contains("plan.pdf") && page.has("#file[aria-invalid]"));
    let page = browser.get(&path).await.expect(200).page();
    assert!(page.text("#attachments").contains("plan.pdf"));
    let remove = page.attribute("#attachments form", "action");
    browser.post_form(&remove, &[]).await.expect(303);
    browser.post_form(&remove, &[]).await.expect(404);
    assert!(!browser.get(&path).await.expect(200).page().has("#attachments"));
}

async fn programs_have_them_too(app: App) {
    let two = Two::make(&app).await;
    let draft = beginning(two.target, whole("Sensoren für Brücken"), true);
    let id = actions::begin(hands(&app, &two.answerer), draft).await.unwrap();
    let program = app.program(person(&two.answerer), Level::Two, "join read").await;
    let path = format!("/api/v1/opportunities/{id}/attachments");
    let keyed = program
        .clone()
        .with("idempotency-key", "7f0c9a52-2f7f-4a8e-9a55-0a7f54d4a111");
    let send = || keyed.post_file(&path, "Saarkorr Preise.pdf", "application/pdf", b"%PDF-1.7 prices");
    let laid = send().await.expect(201);
    assert_eq!(send().await.expect(201).json(), laid.json(), "sent twice, laid in once");
    let href = laid.json()["href"].as_str().unwrap().to_owned();
    assert_eq!(laid.header("location"), href);
    let at = &href[href.find("/api/").unwrap()..];
    let listed = program.get(&path).await.expect(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    assert_eq!(listed["items"][0]["name"], "Saarkorr Preise.pdf");

    let wrong = program.post_file(&path, "plan.pdf", "application/pdf", b"MZ\x90").await;
    assert_eq!(wrong.assert_problem("validation")["errors"][0]["pointer"], "#/file");
    program.post_json(&path, &serde_json::json!({})).await.expect(415);
    let asker = app.program(person(&two.asker), Level::Two, "join read").await;
    for stranger in [&app.client(), &asker] {
        stranger.get(&path).await.expect(404);
        stranger.get(at).await.expect(404);
    }
    // A token that was made for writing alone is told what it laid in, and reads nothing.
    let writes = app.program(person(&two.answerer), Level::Two, "join").await;
    let more = writes
        .post_file(&path, "c.pdf", "application/pdf", b"%PDF-1.7 c")
        .await
        .expect(201);
    assert_eq!(more.json()["name"], "c.pdf");
    writes.get(&path).await.expect(404);
    let out = async |at: &str| program.send(Method::DELETE, at, None, Body::empty()).await;
    let extra = program
        .post_file(&path, "b.pdf", "application/pdf", b"%PDF-1.7 b")
        .await
        .expect(201);
    let extra = extra.json()["href"].as_str().unwrap().to_owned();
    let extra = &extra[extra.find("/api/").unwrap()..];
    out(extra).await.expect(204);
    out(extra).await.expect(404);
    let more = more.json()["href"].as_str().unwrap().to_owned();
    out(&more[more.find("/api/").unwrap()..]).await.expect(204);

    // Published without a name: its files wait until somebody was accepted, and leave under a name that tells nothing.
    publish(&app, &two.answerer, id).await;
    out(at).await.expect(409);
    asker.get(&path).await.expect(404);
    let asked = passerelle::introductions::Ask {
        whom: Whom::Opportunity(id),
        ..two.asks("Sensoren für Brücken")
    };
    let introduction = ask(&app, &two.asker, &asked).await.unwrap();
    two.offer(&app, introduction).await;
    let region = testkit::region();
    let office = passerelle::introductions::Office {
        journal: app.journal(),
        region: &region,
        actor: &two.answerer,
    };
    passerelle::introductions::actions::accept(office, introduction, None)
        .await
        .unwrap();
    app.client().get(&path).await.expect(404);
    let told = asker.get(&path).await.expect(200).json();
    assert_eq!(told["items"][0]["name"], "document-1.pdf");
    let file = asker.get(at).await.expect(200);
    assert!(file.header("content-disposition").contains("document%2D1%2Epdf"));
    assert_eq!(file.text(), "%PDF-1.7 prices");
}
