//! The pages and the API through the real router: from the form to everybody, what comes back with what is wrong, taking up.

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use testkit::{Answer, App, Client, organisation, suite};

use super::{HOME, OTHER, publish, taken, whole};
use crate::opportunities::actor;

suite!(
    from_the_form_to_everybody,
    what_was_typed_comes_back,
    a_verdict_without_a_reason_comes_back,
    we_took_it_up,
    the_owner_names_who_took_it_up,
    found_beside_organisations,
    programs_do_the_same,
);

struct Cast {
    of: OrganisationId,
    taker: OrganisationId,
    editor: Client,
    adviser: Client,
    expert: Client,
    owner: Client,
}

async fn cast(app: &App) -> Cast {
    app.add([
        organisation("Ausbildung Saar"),
        organisation("Stadt Esch").territory("LU"),
    ])
    .await;
    let (of, taker) = (app.id("Ausbildung Saar").await, app.id("Stadt Esch").await);
    let of_chamber = async |mail: &str, code: &str| {
        app.person(mail)
            .mandate(code, Mandate::Adviser)
            .signed_in(Level::Two)
            .await
    };
    Cast {
        of,
        taker,
        editor: app
            .person("editor@example.org")
            .role(of, Role::Editor)
            .signed_in(Level::One)
            .await,
        adviser: of_chamber("adviser@example.org", HOME).await,
        expert: of_chamber("expert@example.org", OTHER).await,
        owner: app
            .person("owner@example.org")
            .role(taker, Role::Owner)
            .signed_in(Level::Two)
            .await,
    }
}

/// Begins one by page: its address.
async fn begin(cast: &Cast) -> String {
    let path = format!("/de/own/{}/practices", cast.of);
    cast.editor.post_form(&path, &[]).await.expect(303).header("location")
}

fn fields(title: &str) -> Vec<(&'static str, String)> {
    let content = whole(title);
    vec![
        ("language", "de".to_owned()),
        ("title", content.title),
        ("summary", content.summary),
        ("done", content.done),
        ("resources", content.resources),
        ("evidence", content.evidence),
        ("difficulties", content.difficulties),
        ("transfer", content.transfer),
        ("grade", "output_data".to_owned()),
        ("territory", "SAR".to_owned()),
        ("municipality", "Dillingen".to_owned()),
        ("from", "2025-03-01".to_owned()),
        ("pre-0-territory", "LU".to_owned()),
        ("pre-0-kind", "legal".to_owned()),
        ("pre-0-text", content.preconditions[0].text.clone()),
        ("programme", "Interreg Großregion".to_owned()),
        ("programmeLink", "https://interreg.example".to_owned()),
    ]
}

/// Sends the form with the version its page has.
async fn send(client: &Client, path: &str, fields: &[(&'static str, String)], go: &str) -> Answer {
    let page = client.get(path).await.expect(200).page();
    let version = page.attribute("form.guided input[name=version]", "value");
    let mut all: Vec<(&str, &str)> = vec![("version", &version), ("go", go)];
    all.extend(fields.iter().map(|(name, value)| (*name, value.as_str())));
    client.post_form(path, &all).await
}

async fn judge(client: &Client, id: &str, more: &[(&str, &str)]) -> Answer {
    let path = format!("/de/desk/practices/{id}");
    let page = client.get(&path).await.expect(200).page();
    let version = page.attribute("#review input[name=version]", "value");
    let mut all = vec![("version", version.as_str())];
    all.extend(more);
    client.post_form(&format!("{path}/judge"), &all).await
}

async fn from_the_form_to_everybody(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    let title = "Ein Lotse für zwei Seiten";
    send(&cast.editor, &path, &fields(title), "save")
        .await
        .assert_redirect(&path);
    let page = cast.editor.get(&path).await.expect(200).page();
    assert_eq!(page.attribute("#title", "value"), title);
    assert_eq!(page.attribute("#from", "value"), "2025-03-01");
    assert_eq!(page.text("#pre-0-text").trim(), whole(title).preconditions[0].text);
    assert_eq!(page.count(".practice-need"), 3, "two more than there are");
    let preview = cast.editor.get(&format!("{path}/preview")).await.expect(200).page();
    assert_eq!(preview.text("h1"), title);
    let (guest, id) = (app.client(), path.rsplit('/').next().unwrap());
    let public = format!("/de/practices/{id}");
    guest.get(&public).await.expect(404);
    send(&cast.editor, &path, &fields(title), "send")
        .await
        .assert_redirect(&path);
    let page = cast.editor.get(&path).await.expect(200).page();
    assert!(!page.has("form.guided") && page.text("#standing h2") == "Gesendet");
    let queue = cast.adviser.get("/de/desk/practices").await.expect(200).page();
    assert_eq!(
        queue.attribute(".queue ol a", "href"),
        format!("/de/desk/practices/{id}")
    );
    // The first names the second; without that it comes back.
    let missing = judge(&cast.adviser, id, &[("verdict", "good")])
        .await
        .expect(422)
        .page();
    assert!(missing.has("#expert-error") && missing.has("input[value=good][checked]"));
    judge(&cast.adviser, id, &[("verdict", "good"), ("expert", OTHER)])
        .await
        .expect(303);
    cast.adviser
        .post_form(&format!("/de/desk/practices/{id}/judge"), &[("verdict", "good")])
        .await
        .expect(404);
    judge(&cast.expert, id, &[("verdict", "good")]).await.expect(303);
    let page = guest.get(&public).await.expect(200).page();
    assert_eq!(page.text("h1"), title);
    assert!(
        page.text("#text-difficulties").contains("Versicherung"),
        "what failed is told"
    );
    assert!(page.text("#preconditions-shown").contains("Luxemburg"));
    assert!(page.text("#looked").contains("Saarland"), "{}", page.text("#looked"));
    let list = guest
        .get("/de/practices?q=lotse&territory=SAR&grade=output_data")
        .await
        .expect(200)
        .page();
    assert_eq!(list.count(".opportunity-lines li"), 1);
    assert!(list.has(".practices-map a[href*='territory=SAR']"));
    let none = guest.get("/de/practices?grade=comparison").await.expect(200).page();
    assert_eq!(none.count(".opportunity-lines li"), 0);
    guest.get("/de/practices?grade=best").await.expect(400);
    let of = app
        .client()
        .get(&format!("/de/organisations/{}/ausbildung-saar", cast.of))
        .await
        .expect(200)
        .page();
    assert_eq!(of.attribute("#practices a", "href"), public);
}

async fn what_was_typed_comes_back(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    let mut typed = fields("Ein Lotse für zwei Seiten");
    typed.retain(|(name, _)| !["difficulties", "from"].contains(name));
    typed.push(("from", "im März".to_owned()));
    let back = send(&cast.editor, &path, &typed, "send").await.expect(422).page();
    assert_eq!(
        back.attribute("#from", "value"),
        "im März",
        "what was typed is still there"
    );
    typed.retain(|(name, _)| *name != "from");
    let back = send(&cast.editor, &path, &typed, "send").await.expect(422).page();
    assert!(back.has("#difficulties-error") && back.has("#from-error"));
    assert_eq!(back.attribute("#title", "value"), "Ein Lotse für zwei Seiten");
    // Another window was quicker: what was typed here is shown.
    let stale = cast
        .editor
        .post_form(&path, &[("version", "1"), ("title", "Im alten Fenster")])
        .await
        .expect(409)
        .page();
    assert_eq!(stale.attribute("#title", "value"), "Im alten Fenster");
}

async fn a_verdict_without_a_reason_comes_back(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    send(&cast.editor, &path, &fields("Ein Lotse für zwei Seiten"), "send")
        .await
        .expect(303);
    let id = path.rsplit('/').next().unwrap();
    let back = judge(&cast.adviser, id, &[]).await.expect(422).page();
    assert!(back.has("#verdict.field-wrong"));
    let back = judge(&cast.adviser, id, &[("verdict", "returned"), ("why", "Zu kurz")])
        .await
        .expect(422)
        .page();
    assert!(back.has("#why-error") && back.text("#why").trim() == "Zu kurz");
    let why = "Bitte sagen Sie, wie viele abgebrochen haben.";
    judge(&cast.adviser, id, &[("verdict", "returned"), ("why", why)])
        .await
        .expect(303);
    let page = cast.editor.get(&path).await.expect(200).page();
    assert!(page.text("#said").contains(why) && page.has("form.guided"));
}

/// One that everybody sees: its id.
async fn published(app: &App, cast: &Cast) -> String {
    let person = async |mail: &str| app.person(mail).make().await;
    let editor = actor(person("other@example.org").await, &[(cast.of, Role::Editor)], &[]);
    let one = actor(person("one@example.org").await, &[], &[HOME]);
    let two = actor(person("two@example.org").await, &[], &[OTHER]);
    let content = whole("Ein Lotse für zwei Seiten");
    publish(app, &editor, cast.of, [&one, &two], content).await.to_string()
}

fn told(adopter: &str) -> Vec<(&'static str, String)> {
    let taken = taken();
    vec![
        ("adopter", adopter.to_owned()),
        ("language", "de".to_owned()),
        ("territory", "LU".to_owned()),
        ("municipality", taken.municipality),
        ("since", "2026-09-01".to_owned()),
        ("changed", taken.changed),
        ("cost", "10k_50k".to_owned()),
        ("result", taken.result),
    ]
}

fn pairs<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

async fn we_took_it_up(app: App) {
    let cast = cast(&app).await;
    let id = published(&app, &cast).await;
    let path = format!("/de/practices/{id}/adopt");
    app.client().get(&path).await.expect(303);
    let page = cast.owner.get(&path).await.expect(200).page();
    assert_eq!(page.attribute("#adopter option", "value"), cast.taker.to_string());
    // Whoever only writes for the organisation whose practice it is has nobody to say it for.
    assert!(cast.editor.get(&path).await.expect(200).page().has("#adopt-none"));
    let adopter = cast.taker.to_string();
    let mut fields = told(&adopter);
    fields.retain(|(name, _)| *name != "changed");
    let back = cast.owner.post_form(&path, &pairs(&fields)).await.expect(422).page();
    assert!(back.has("#changed-error") && back.text("#result").contains("abgebrochen"));
    let sent = cast
        .owner
        .post_form(&path, &pairs(&told(&adopter)))
        .await
        .expect(303)
        .header("location");
    let page = cast.owner.get(&sent).await.expect(200).page();
    assert_eq!(page.text("#standing h2"), "Bestätigt");
    let shown = app
        .client()
        .get(&format!("/de/practices/{id}"))
        .await
        .expect(200)
        .page();
    assert!(shown.text("#adoptions").contains("Stadt Esch") && shown.text("#adoptions").contains("Portugiesisch"));
    let twice = cast
        .owner
        .post_form(&path, &pairs(&told(&adopter)))
        .await
        .expect(409)
        .page();
    assert!(twice.text("#changed").contains("Portugiesisch"));
    // Strangers and other people do not see the page of the two sides.
    app.client().get(&sent).await.expect(303);
    cast.adviser.get(&sent).await.expect(404);
    cast.owner
        .post_form(&format!("{sent}/withdraw"), &[("version", "1")])
        .await
        .expect(303);
    let shown = app
        .client()
        .get(&format!("/de/practices/{id}"))
        .await
        .expect(200)
        .page();
    assert!(!shown.text("#adoptions").contains("Stadt Esch"));
}

async fn the_owner_names_who_took_it_up(app: App) {
    let cast = cast(&app).await;
    let id = published(&app, &cast).await;
    let path = format!("/de/own/{}/practices/{id}/adoption", cast.of);
    cast.editor.get(&path).await.expect(200);
    let back = cast
        .editor
        .post_form(&path, &pairs(&told("Stadt Esch")))
        .await
        .expect(422)
        .page();
    assert!(back.has("#adopter-error") && back.attribute("#adopter", "value") == "Stadt Esch");
    let page = format!("https://passerelle.example/de/organisations/{}/stadt-esch", cast.taker);
    let sent = cast
        .editor
        .post_form(&path, &pairs(&told(&page)))
        .await
        .expect(303)
        .header("location");
    let page = cast.editor.get(&sent).await.expect(200).page();
    assert!(page.text("#standing h2") == "Wartet auf Bestätigung" && !page.has("form[action$=confirm]"));
    cast.editor
        .post_form(&format!("{sent}/confirm"), &[("version", "1")])
        .await
        .expect(404);
    let own = cast
        .owner
        .get(&format!("/de/own/{}/practices", cast.taker))
        .await
        .expect(200)
        .page();
    assert_eq!(own.attribute("#taken a", "href"), sent);
    // The adopter corrects what was said before they confirm it.
    let mut fields = told("");
    fields.retain(|(name, _)| *name != "adopter");
    fields.push(("version", "1".to_owned()));
    let mended = fields.iter_mut().find(|(name, _)| *name == "changed").unwrap();
    mended.1 = "Bei uns spricht er auch Luxemburgisch.".to_owned();
    cast.owner
        .post_form(&format!("{sent}/mend"), &pairs(&fields))
        .await
        .expect(303);
    cast.owner
        .post_form(&format!("{sent}/confirm"), &[("version", "1")])
        .await
        .expect(409);
    cast.owner
        .post_form(&format!("{sent}/confirm"), &[("version", "2")])
        .await
        .expect(303);
    let shown = app
        .client()
        .get(&format!("/de/practices/{id}"))
        .await
        .expect(200)
        .page();
    assert!(shown.text("#adoptions").contains("Luxemburgisch"));
}

async fn found_beside_organisations(app: App) {
    let cast = cast(&app).await;
    let id = published(&app, &cast).await;
    app.settle().await;
    let guest = app.client();
    let found = guest.get("/fr/organisations?q=lotse").await.expect(200).page();
    assert_eq!(
        found.attribute("#practices ul a", "href"),
        format!("/fr/practices/{id}")
    );
    for nothing in [
        "/fr/organisations?q=fromage",
        "/fr/organisations",
        "/fr/organisations?q=lotse&territory=LU",
    ] {
        assert!(
            !guest.get(nothing).await.expect(200).page().has("#practices"),
            "{nothing}"
        );
    }
}

async fn programs_do_the_same(app: App) {
    let mut cast = cast(&app).await;
    for client in [&mut cast.editor, &mut cast.adviser, &mut cast.expert, &mut cast.owner] {
        *client = app.program_of(client, "join read cases").await;
    }
    let begun = cast
        .editor
        .post_json(
            "/api/v1/practices",
            &serde_json::json!({ "organisation": cast.of, "practice": {
                "language": "de", "content": whole("Ein Lotse für zwei Seiten"),
            }}),
        )
        .await
        .expect(201);
    let id = begun.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/practices/{id}");
    app.client().get(&path).await.expect(404);
    let with = |client: &Client, version: &str| client.clone().with("if-match", &format!("\"{version}\""));
    let nothing = serde_json::json!({});
    with(&cast.editor, "9")
        .post_json(&format!("{path}/submission"), &nothing)
        .await
        .expect(412);
    with(&cast.editor, "1")
        .post_json(&format!("{path}/submission"), &nothing)
        .await
        .expect(200);
    let say = serde_json::json!({ "verdict": "good", "expert": OTHER });
    with(&cast.editor, "2")
        .post_json(&format!("{path}/decisions"), &say)
        .await
        .expect(403);
    let faulty = serde_json::json!({ "verdict": "returned" });
    with(&cast.adviser, "2")
        .post_json(&format!("{path}/decisions"), &faulty)
        .await
        .expect(422);
    let said = with(&cast.adviser, "2")
        .post_json(&format!("{path}/decisions"), &say)
        .await
        .expect(200);
    assert_eq!(said.json()["state"], "validated");
    let said = with(&cast.expert, "3")
        .post_json(&format!("{path}/decisions"), &say)
        .await
        .expect(200);
    assert_eq!(said.json()["state"], "published");
    let read = app.client().get(&path).await.expect(200).json();
    assert_eq!(
        (&read["organisation"]["name"], &read["adoptions"]),
        (&"Ausbildung Saar".into(), &0.into())
    );
    let taken = taken();
    let said = serde_json::json!({
        "adopter": cast.taker, "language": "de", "territory": "LU", "municipality": taken.municipality,
        "since": "2026-09-01", "changed": taken.changed, "cost": "10k_50k", "result": taken.result,
    });
    let proposed = cast
        .editor
        .post_json(&format!("{path}/adoptions"), &said)
        .await
        .expect(201)
        .json();
    assert_eq!(
        (&proposed["state"], &proposed["saidBy"]),
        (&"proposed".into(), &"owner".into())
    );
    let all = |client: &Client| {
        let (client, path) = (client.clone(), format!("{path}/adoptions"));
        async move {
            client.get(&path).await.expect(200).json()["items"]
                .as_array()
                .unwrap()
                .clone()
        }
    };
    assert!(all(&app.client()).await.is_empty());
    assert_eq!(all(&cast.owner).await.len(), 1);
    let answer = format!("{path}/adoptions/{}/answers", proposed["id"].as_str().unwrap());
    let yes = serde_json::json!({ "confirmed": true });
    with(&cast.editor, "1").post_json(&answer, &yes).await.expect(404);
    let confirmed = with(&cast.owner, "1").post_json(&answer, &yes).await.expect(200).json();
    assert_eq!(confirmed["state"], "confirmed");
    assert_eq!(all(&app.client()).await.len(), 1);
    let list = app.client().get("/api/v1/practices?q=lotse").await.expect(200).json();
    assert_eq!((&list["total"], &list["items"][0]["adoptions"]), (&1.into(), &1.into()));
    // The adopter takes it back, then the owner the practice; a draft is thrown away.
    let delete = async |client: Client, path: &str| {
        let body = axum::body::Body::empty();
        client.send(axum::http::Method::DELETE, path, None, body).await
    };
    let one = format!("{path}/adoptions/{}", proposed["id"].as_str().unwrap());
    delete(with(&cast.adviser, "2"), &one).await.assert_problem("notFound");
    delete(with(&cast.owner, "1"), &one)
        .await
        .assert_problem("preconditionFailed");
    delete(with(&cast.owner, "2"), &one).await.expect(204);
    assert!(all(&app.client()).await.is_empty());
    let tag = cast.editor.get(&path).await.expect(200).header("etag");
    let known = cast.editor.clone().with("if-match", &tag);
    delete(known.clone(), &path).await.assert_problem("conflict");
    let back = known
        .post_json(&format!("{path}/withdrawal"), &nothing)
        .await
        .expect(200);
    assert_eq!(back.json()["state"], "withdrawn");
    app.client().get(&path).await.expect(404);
    let draft = serde_json::json!({ "organisation": cast.of });
    let draft = cast
        .editor
        .post_json("/api/v1/practices", &draft)
        .await
        .expect(201)
        .json();
    let draft = format!("/api/v1/practices/{}", draft["id"].as_str().unwrap());
    delete(with(&cast.owner, "1"), &draft).await.assert_problem("notFound");
    delete(with(&cast.editor, "1"), &draft).await.expect(204);
    cast.editor.get(&draft).await.expect(404);
}
