//! The pages through the real router: from the form to everybody, and what comes back with what is wrong.

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use testkit::{Answer, App, Client, organisation, suite};

use super::{CHAMBER, actor, beginning, publish, technology, whole};

suite!(
    from_the_form_to_everybody,
    what_was_typed_comes_back,
    concepts_without_script,
    the_review_shows_before_it_does,
    who_answers_is_shown,
    an_organisation_shows_its_own,
    programs_do_the_same,
    programs_take_back_and_throw_away,
);

struct Cast {
    id: OrganisationId,
    editor: Client,
    adviser: Client,
}

async fn cast(app: &App) -> Cast {
    app.add([organisation("Sonotec Dillingen GmbH")]).await;
    let id = app.id("Sonotec Dillingen GmbH").await;
    Cast {
        id,
        editor: app
            .person("editor@example.org")
            .role(id, Role::Editor)
            .signed_in(Level::One)
            .await,
        adviser: app
            .person("adviser@example.org")
            .mandate(CHAMBER, Mandate::Adviser)
            .signed_in(Level::Two)
            .await,
    }
}

/// Begins one by page: its address.
async fn begin(cast: &Cast) -> String {
    let path = format!("/de/own/{}/opportunities", cast.id);
    let answer = cast.editor.post_form(&path, &[("type", "TO")]).await.expect(303);
    answer.header("location")
}

fn fields(title: &str) -> Vec<(String, String)> {
    let content = whole(title);
    let mut fields = vec![
        ("type", "TO".to_owned()),
        ("language", "de".to_owned()),
        ("title", content.title),
        ("summary", content.summary),
        ("description", content.description),
        ("advantages", content.advantages),
        ("specification", content.specification),
        ("role", content.role),
        ("stage", "demonstrable".to_owned()),
        ("ipr", "granted".to_owned()),
        ("partnerships", "commercial".to_owned()),
        ("partnerships", "supplier".to_owned()),
        ("sizes", "large".to_owned()),
        ("technologies", technology()),
        ("territories", "LU".to_owned()),
        ("goals", "9".to_owned()),
        ("deadline", "2027-06-01".to_owned()),
    ];
    fields.drain(..).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Sends the form with the version its page has.
async fn send(client: &Client, path: &str, fields: &[(String, String)], go: &str) -> Answer {
    let page = client.get(path).await.expect(200).page();
    let version = page.attribute("form.guided input[name=version]", "value");
    let mut all: Vec<(&str, &str)> = vec![("version", &version), ("go", go)];
    all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    client.post_form(path, &all).await
}

async fn from_the_form_to_everybody(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    send(&cast.editor, &path, &fields("Sensoren, die Korrosion hören"), "save")
        .await
        .assert_redirect(&path);
    let page = cast.editor.get(&path).await.expect(200).page();
    assert_eq!(page.attribute("#title", "value"), "Sensoren, die Korrosion hören");
    assert_eq!(page.count("input[name=partnerships][checked]"), 2);
    assert_eq!(page.attribute("#deadline", "value"), "2027-06-01");
    let preview = cast.editor.get(&format!("{path}/preview")).await.expect(200).page();
    assert_eq!(preview.text("h1"), "Sensoren, die Korrosion hören");
    let guest = app.client();
    let id = path.rsplit('/').next().unwrap();
    guest.get(&format!("/de/opportunities/{id}")).await.expect(404);
    send(&cast.editor, &path, &fields("Sensoren, die Korrosion hören"), "send")
        .await
        .assert_redirect(&path);
    let page = cast.editor.get(&path).await.expect(200).page();
    assert!(!page.has("form.guided") && page.text("#standing h2") == "Gesendet");
    // The adviser takes it, looks, confirms.
    let desk = format!("/de/desk/opportunities/{id}");
    let queue = cast.adviser.get("/de/desk/opportunities").await.expect(200).page();
    assert_eq!(queue.attribute(".queue ol a", "href"), desk);
    cast.adviser
        .post_form(&format!("{desk}/take"), &[("version", "4")])
        .await
        .expect(303);
    let scores = [
        ("advantage", "4"),
        ("clarity", "4"),
        ("cooperation", "3"),
        ("language", "4"),
        ("version", "5"),
    ];
    let looked = cast
        .adviser
        .post_form(&format!("{desk}/score"), &scores)
        .await
        .expect(200)
        .page();
    assert_eq!(looked.text("#result h3"), "15 von 20 Punkten");
    let mut confirmed = scores.to_vec();
    confirmed.push(("confirm", "published"));
    cast.adviser
        .post_form(&format!("{desk}/score"), &confirmed)
        .await
        .assert_redirect("/de/desk/opportunities");
    let shown = guest.get(&format!("/fr/opportunities/{id}")).await.expect(200).page();
    assert_eq!(shown.text("#by a"), "Sonotec Dillingen GmbH");
    assert_eq!(shown.attribute("h1", "lang"), "de");
    let list = guest.get("/fr/opportunities?type=TO&q=korros").await.expect(200).page();
    assert_eq!(list.count(".opportunity-lines > li"), 1);
    let list = guest.get("/fr/opportunities?type=BR").await.expect(200).page();
    assert_eq!(list.count(".opportunity-lines > li"), 0);
    guest.get("/fr/opportunities?type=XX").await.assert_problem("malformed");
    for verb in ["close", "open"] {
        let page = cast.editor.get(&path).await.expect(200).page();
        let version = page.attribute("#verbs input[name=version]", "value");
        cast.editor
            .post_form(&format!("{path}/{verb}"), &[("version", &version)])
            .await
            .assert_redirect(&path);
    }
    let early = cast
        .editor
        .post_form(&format!("{path}/extend"), &[])
        .await
        .expect(409)
        .page();
    assert!(early.text(".error-summary").contains("30 Tagen"));
    cast.editor
        .post_form(&format!("{path}/withdraw"), &[])
        .await
        .assert_redirect(&path);
    guest.get(&format!("/fr/opportunities/{id}")).await.expect(404);
    let copy = cast
        .editor
        .post_form(&format!("{path}/copy"), &[])
        .await
        .expect(303)
        .header("location");
    let page = cast.editor.get(&copy).await.expect(200).page();
    assert_eq!(page.attribute("#title", "value"), "Sensoren, die Korrosion hören");
}

async fn what_was_typed_comes_back(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    let mut bad = fields(&"t".repeat(151));
    bad.retain(|(name, _)| name != "partnerships" && name != "role");
    bad.push(("deadline".into(), String::new()));
    let page = send(&cast.editor, &path, &bad, "send").await.expect(422).page();
    let links: Vec<String> = page.texts(".error-summary a");
    assert_eq!(links.len(), 3, "{links:?}");
    assert_eq!(page.attribute("#title", "value").len(), 151);
    assert!(
        page.has("#title[aria-invalid]") && page.has("#role[aria-invalid]") && page.has("#partnerships .field-error")
    );
    // It is kept all the same.
    let page = cast.editor.get(&path).await.expect(200).page();
    assert_eq!(page.attribute("#title", "value").len(), 151);
    let mut past = fields("Sensoren für Brücken");
    past.retain(|(name, _)| name != "deadline");
    for (typed, status) in [("2026-11-23", 422), ("31.02.2027", 422)] {
        let mut fields = past.clone();
        fields.push(("deadline".into(), typed.into()));
        let page = send(&cast.editor, &path, &fields, "send").await.expect(status).page();
        assert_eq!(page.attribute("#deadline", "value"), typed);
        assert!(page.has("#deadline[aria-invalid]"), "{typed}");
    }
    // Another window was quicker: nothing is lost, and the form saves itself no more.
    let mut stale: Vec<(&str, &str)> = vec![
        ("version", "1"),
        ("type", "TO"),
        ("language", "de"),
        ("title", "Von hier"),
    ];
    let page = cast.editor.post_form(&path, &stale).await.expect(409).page();
    assert_eq!(page.attribute("#title", "value"), "Von hier");
    let by_itself = cast.editor.clone().with("accept", "application/json");
    by_itself.post_form(&path, &stale).await.expect(409);
    let version = cast
        .editor
        .get(&path)
        .await
        .page()
        .attribute("form.guided input[name=version]", "value");
    stale[0].1 = &version;
    let kept = by_itself.post_form(&path, &stale).await.expect(200).json();
    assert_eq!(kept["version"].as_i64().unwrap(), version.parse::<i64>().unwrap() + 1);
    // An anonymous one that names its organisation is told where.
    let mut named = fields("Sensoren für Brücken");
    named.push(("anonymous".into(), "1".into()));
    named.retain(|(name, _)| name != "role");
    named.push((
        "role".into(),
        "Ein Partner der Sonotec Dillingen GmbH, a@b.example".into(),
    ));
    let page = send(&cast.editor, &path, &named, "send").await.expect(422).page();
    assert_eq!(page.count("#passages li"), 2);
    assert!(page.has("#role[aria-invalid]") && !page.has("input[name=looked]"));
    named.retain(|(name, _)| name != "role");
    named.push(("role".into(), "Ein Betreiber einer Brücke in Saarbrücken".into()));
    let page = send(&cast.editor, &path, &named, "send").await.expect(422).page();
    assert!(page.has("input[name=looked]"));
    named.push(("looked".into(), "1".into()));
    send(&cast.editor, &path, &named, "send").await.assert_redirect(&path);
}

async fn concepts_without_script(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    let mut typed = fields("Sensoren für Brücken");
    typed.push(("technologies-q".into(), "capteurs".into()));
    let to = send(&cast.editor, &path, &typed, "technologies")
        .await
        .expect(303)
        .header("location");
    assert_eq!(to, format!("{path}?technologies-q=capteurs#technologies"));
    let page = cast.editor.get(to.split('#').next().unwrap()).await.expect(200).page();
    assert_eq!(page.count("#technologies input[type=checkbox][checked]"), 1);
    assert!(
        page.count("#technologies input[type=checkbox]") > 1,
        "something else is called so too"
    );
    let found = app
        .client()
        .get("/api/v1/concepts?q=capteurs&kind=technology")
        .await
        .expect(200)
        .json();
    assert!(
        found["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["code"] == technology())
    );
    app.client()
        .get("/api/v1/concepts?q=x&kind=other")
        .await
        .assert_problem("malformed");
    let mut many = fields("Sensoren für Brücken");
    let region = testkit::region();
    let all = region
        .concepts()
        .of(passerelle::platform::region::ConceptKind::Technology);
    many.retain(|(name, _)| name != "technologies");
    many.extend(all.take(6).map(|one| ("technologies".to_owned(), one.code.clone())));
    let page = send(&cast.editor, &path, &many, "send").await.expect(422).page();
    assert!(page.has("#technologies .field-error"));
    assert_eq!(page.count("#technologies input[checked]"), 6, "none of them is lost");
}

async fn the_review_shows_before_it_does(app: App) {
    let cast = cast(&app).await;
    let path = begin(&cast).await;
    send(&cast.editor, &path, &fields("Sensoren für Brücken"), "send")
        .await
        .expect(303);
    let id = path.rsplit('/').next().unwrap();
    let desk = format!("/de/desk/opportunities/{id}");
    let post =
        async |verb: &str, fields: &[(&str, &str)]| cast.adviser.post_form(&format!("{desk}/{verb}"), fields).await;
    post("score", &[("advantage", "3")]).await.expect(422);
    post("take", &[]).await.expect(303);
    let page = post("score", &[("advantage", "3"), ("why", "Bisher gut")])
        .await
        .expect(422)
        .page();
    assert_eq!(page.count(".error-summary li"), 3);
    assert_eq!(page.text("#why").trim(), "Bisher gut");
    let held = [
        ("advantage", "5"),
        ("clarity", "0"),
        ("cooperation", "5"),
        ("language", "5"),
    ];
    let page = post("score", &held).await.expect(200).page();
    assert!(page.has("button[name=confirm][value=on_hold]"));
    assert_eq!(page.count("input[type=radio][checked]"), 4);
    let state = app.ask("SELECT state FROM opportunity").await;
    assert_eq!(state, "under_review", "looking does nothing");
    // What was confirmed for other scores is shown again and not done.
    let mut other = held.to_vec();
    other.push(("confirm", "published"));
    post("score", &other).await.expect(200);
    let mut confirmed = held.to_vec();
    confirmed.push(("confirm", "on_hold"));
    let page = post("score", &confirmed).await.expect(422).page();
    assert!(page.has("#why-error"));
    confirmed.push(("why", "Bitte sagen Sie, worum es genau geht."));
    post("score", &confirmed)
        .await
        .assert_redirect("/de/desk/opportunities");
    let page = cast.editor.get(&path).await.expect(200).page();
    assert!(page.text("#said").contains("worum es genau geht") && page.has("form.guided"));
    let colleague = app
        .person("colleague@example.org")
        .mandate(CHAMBER, Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    send(&cast.editor, &path, &fields("Sensoren für Brücken und Tunnel"), "send")
        .await
        .expect(303);
    post("take", &[]).await.expect(303);
    let answer = colleague.post_form(&format!("{desk}/take"), &[]).await;
    assert!(answer.expect(409).page().text(".notice").contains("adviser"));
    colleague
        .post_form(&format!("{desk}/take"), &[("over", "1")])
        .await
        .expect(303);
}

async fn who_answers_is_shown(app: App) {
    let cast = cast(&app).await;
    let many = (0..5).map(|number| {
        organisation(&format!("Brückenamt {number}")).territory("LOR").declared(
            "summary",
            Some("de"),
            "Betreibt Brücken und sucht Korrosion",
            "2026-10-01",
        )
    });
    app.add(many.chain([organisation("Einzig").territory("LU").declared(
        "summary",
        Some("de"),
        "Korrosion an Brücken",
        "2026-10-01",
    )]))
    .await;
    app.settle().await;
    let adviser = |mail: &'static str, chamber: &'static str| {
        let app = app.clone();
        async move { actor(app.person(mail).make().await, &[], &[chamber]) }
    };
    let (moselle, luxembourg) = (
        adviser("m@example.org", "cci-moselle").await,
        adviser("l@example.org", "cc-luxembourg").await,
    );
    for (name, adviser, title) in [
        ("Brückenamt 0", &moselle, "Wer hört Korrosion im Stahl?"),
        ("Einzig", &luxembourg, "Wir suchen Korrosion im Beton"),
    ] {
        let id = app.id(name).await;
        let person = app.person(&format!("{}@example.org", name.len())).make().await;
        let writer = actor(person, &[(id, Role::Editor)], &[]);
        let mut begun = beginning(id, whole(title), true);
        begun.kind = passerelle::opportunities::model::Type::TechnologyRequest;
        begun.content.summary = "Ein Bauwerk von 1962 soll überwacht werden, Tag und Nacht.".into();
        publish(&app, &writer, adviser, begun).await;
    }
    let path = begin(&cast).await;
    let mut typed = fields("Korrosion früh erkennen");
    typed.retain(|(name, _)| name != "technologies");
    send(&cast.editor, &path, &typed, "save").await.expect(303);
    let page = cast.editor.get(&path).await.expect(200).page();
    let shown = page.text("#answers");
    assert!(
        shown.contains("Wer hört Korrosion im Stahl?") && shown.contains("Wir suchen Korrosion im Beton"),
        "{shown}"
    );
    assert!(
        shown.contains("Brückenamt 1") && shown.contains("Gemeinsam: Korrosion"),
        "{shown}"
    );
    // Six organisations there have the word, here one: saying it would name that one.
    let lines = page.texts("#answers ul:first-of-type li");
    let of = |title: &str| lines.iter().find(|line| line.contains(title)).unwrap().clone();
    assert!(of("im Stahl").contains("Gemeinsam"), "{lines:?}");
    assert!(!of("im Beton").contains("Gemeinsam"), "{lines:?}");
    assert!(!page.texts("#answers ul:first-of-type").concat().contains("Einzig"));
    let alone = cast.editor.get(&format!("{path}/answers")).await.expect(200).page();
    assert!(alone.text("#answers").contains("Brückenamt 1"));
}

async fn an_organisation_shows_its_own(app: App) {
    let cast = cast(&app).await;
    let person = app.person("writer@example.org").make().await;
    let writer = actor(person, &[(cast.id, Role::Editor)], &[]);
    let adviser = actor(app.person("a@example.org").make().await, &[], &[CHAMBER]);
    publish(
        &app,
        &writer,
        &adviser,
        beginning(cast.id, whole("Mit Namen: Sensoren"), false),
    )
    .await;
    publish(
        &app,
        &writer,
        &adviser,
        beginning(cast.id, whole("Ohne Namen: Sensoren"), true),
    )
    .await;
    let to = app
        .client()
        .get(&format!("/de/organisations/{}", cast.id))
        .await
        .header("location");
    let page = app.client().get(&to).await.expect(200).page();
    assert!(page.text("#opportunities").contains("Mit Namen: Sensoren"));
    assert!(!page.text("main").contains("Ohne Namen"));
    let own = cast
        .editor
        .get(&format!("/de/own/{}/opportunities", cast.id))
        .await
        .expect(200)
        .page();
    assert_eq!(own.count(".join-mine > li"), 2);
    app.settle().await;
    let home = app.client().get("/de").await.expect(200).page();
    assert_eq!(home.count("#opportunities li"), 2);
}

async fn programs_do_the_same(app: App) {
    let mut cast = cast(&app).await;
    cast.editor = app.program_of(&cast.editor, "join read").await;
    let everybody = app.client();
    let made = cast
        .editor
        .post_json(
            "/api/v1/opportunities",
            &serde_json::json!({ "organisation": cast.id, "opportunity": { "type": "BR", "language": "fr" } }),
        )
        .await
        .expect(201);
    let (id, tag) = (made.json()["id"].as_str().unwrap().to_owned(), made.header("etag"));
    let path = format!("/api/v1/opportunities/{id}");
    everybody.get(&path).await.assert_problem("notFound");
    let known = cast.editor.clone().with("if-match", &tag);
    let problem = known
        .post_json(&format!("{path}/submission"), &serde_json::json!({}))
        .await;
    let problem = problem.assert_problem("validation");
    assert!(problem["errors"].as_array().unwrap().len() > 5, "{problem}");
    let content = serde_json::to_value(whole("Sensoren für Brücken")).unwrap();
    let body = serde_json::json!({ "type": "TO", "language": "de", "anonymous": true, "content": content });
    let put = async |client: &Client| {
        let body = axum::body::Body::from(body.to_string());
        client
            .send(axum::http::Method::PUT, &path, Some("application/json"), body)
            .await
    };
    let kept = put(&known).await.expect(200);
    put(&known).await.assert_problem("preconditionFailed");
    put(&cast.editor).await.assert_problem("preconditionRequired");
    let known = cast.editor.clone().with("if-match", &kept.header("etag"));
    let sent = known
        .post_json(&format!("{path}/submission"), &serde_json::json!({}))
        .await
        .expect(200)
        .json();
    assert_eq!(sent["state"], "submitted");
    let adviser = actor(app.person("a@example.org").make().await, &[], &[CHAMBER]);
    let opportunity = id.parse().unwrap();
    passerelle::opportunities::actions::take(super::hands(&app, &adviser), opportunity, None, false)
        .await
        .unwrap();
    passerelle::opportunities::actions::judge(super::hands(&app, &adviser), opportunity, &super::good())
        .await
        .unwrap();
    let shown = everybody.get(&path).await.expect(200).json();
    assert!(shown["organisation"].is_null() && shown["anonymous"] == true, "{shown}");
    assert_eq!(shown["content"]["title"], "Sensoren für Brücken");
    let listed = everybody
        .get("/api/v1/opportunities?type=TO&territory=SAR&q=sensor")
        .await
        .expect(200)
        .json();
    assert_eq!(listed["total"], 1);
    everybody
        .get("/api/v1/opportunities?cursor=AAAA")
        .await
        .assert_problem("malformed");
    // The file has the network's names; what it says comes back as drafts that say the same.
    let csv = everybody.get("/fr/opportunities.csv").await.expect(200).text();
    assert!(csv.starts_with("POD Reference,Profile type,Profile status,"), "{csv}");
    assert!(
        csv.contains("Technology offer,Published,DE,,de,Sensoren für Brücken,"),
        "{csv}"
    );
    let mut file = everybody.get("/fr/opportunities.json").await.expect(200).json();
    file["organisation"] = serde_json::json!(cast.id);
    let drafts = cast
        .editor
        .post_json("/api/v1/opportunities/imports", &file)
        .await
        .expect(201)
        .json();
    let draft = drafts["drafts"][0].as_str().unwrap();
    let draft = cast
        .editor
        .get(&format!("/api/v1/opportunities/{draft}"))
        .await
        .expect(200)
        .json();
    assert_eq!(
        (&draft["state"], &draft["content"]),
        (&serde_json::json!("draft"), &shown["content"])
    );
    everybody
        .post_json("/api/v1/opportunities/imports", &file)
        .await
        .assert_problem("unauthenticated");
    file["profiles"] = serde_json::json!([]);
    cast.editor
        .post_json("/api/v1/opportunities/imports", &file)
        .await
        .assert_problem("validation");
}

async fn programs_take_back_and_throw_away(app: App) {
    let cast = cast(&app).await;
    let program = app.program_of(&cast.editor, "join read").await;
    let editor = app
        .person("second@example.org")
        .role(cast.id, Role::Editor)
        .make()
        .await;
    let editor = actor(editor, &[(cast.id, Role::Editor)], &[]);
    let adviser = actor(app.person("a@example.org").make().await, &[], &[CHAMBER]);
    let first = super::beginning(cast.id, whole("Sensoren für Brücken"), false);
    let id = super::publish(&app, &editor, &adviser, first).await;
    let path = format!("/api/v1/opportunities/{id}");
    let tag = program.get(&path).await.expect(200).header("etag");
    let step = async |client: &Client, tag: &str, step: &str| {
        client
            .clone()
            .with("if-match", tag)
            .post_json(&format!("{path}/steps"), &serde_json::json!({ "step": step }))
            .await
    };
    app.client()
        .post_json(&format!("{path}/steps"), &serde_json::json!({ "step": "close" }))
        .await
        .assert_problem("unauthenticated");
    step(&program, &tag, "fly").await.assert_problem("malformed");
    // A year is not over yet.
    step(&program, &tag, "extend").await.assert_problem("conflict");
    let closed = step(&program, &tag, "close").await.expect(200);
    step(&program, &tag, "open").await.assert_problem("preconditionFailed");
    assert_eq!(closed.json()["openForInterest"], false, "{}", closed.text());
    let opened = step(&program, &closed.header("etag"), "open").await.expect(200);
    let throw = async |client: &Client, path: &str, tag: &str| {
        let client = client.clone().with("if-match", tag);
        client
            .send(axum::http::Method::DELETE, path, None, axum::body::Body::empty())
            .await
    };
    throw(&program, &path, &opened.header("etag"))
        .await
        .assert_problem("conflict");
    let back = step(&program, &opened.header("etag"), "withdraw").await.expect(200);
    assert_eq!(back.json()["state"], "withdrawn");
    app.client().get(&path).await.assert_problem("notFound");

    let draft = super::draft_of(&app, cast.id).await;
    let path = format!("/api/v1/opportunities/{draft}");
    let stranger = app.person("nobody@example.org").signed_in(Level::One).await;
    let stranger = app.program_of(&stranger, "join read").await;
    throw(&stranger, &path, "\"1\"").await.assert_problem("notFound");
    throw(&program, &path, "\"9\"")
        .await
        .assert_problem("preconditionFailed");
    let tag = program.get(&path).await.expect(200).header("etag");
    throw(&program, &path, &tag).await.expect(204);
    program.get(&path).await.assert_problem("notFound");
}
