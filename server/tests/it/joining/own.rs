//! An organisation and its people: what it says, in which languages; what only its chamber changes; going and coming back.

use passerelle::organisations::model::OrganisationId;
use passerelle::platform::access::{Level, Mandate, Role};
use testkit::{App, Client, organisation, suite};

suite!(
    says_what_it_does,
    texts_in_other_languages,
    an_adviser_writes_versions,
    what_the_form_does_not_ask,
    two_windows,
    two_people_change_what_is_protected,
    a_number_is_changed_and_the_change_undone,
    a_change_that_is_none,
    withdrawn_and_back,
    own_cases_in_one_list,
    what_others_say_is_not_taken_back,
);

async fn firm(app: &App) -> (OrganisationId, String, Client) {
    app.add([organisation("Brückenbau Saar").declared("summary", Some("de"), "Baut Brücken.", "2026-10-01")])
        .await;
    let id = app.id("Brückenbau Saar").await;
    let owner = app.person("olga@example.org").name("Olga").role(id, Role::Owner);
    (id, format!("/de/own/{id}"), owner.signed_in(Level::One).await)
}

async fn version(client: &Client, path: &str) -> String {
    client
        .get(path)
        .await
        .expect(200)
        .page()
        .attribute("input[name=version]", "value")
}

async fn save(client: &Client, path: &str, fields: &[(&str, &str)]) -> testkit::Answer {
    let version = version(client, path).await;
    let mut all = vec![("version", version.as_str())];
    all.extend_from_slice(fields);
    client.post_form(path, &all).await
}

const SUMMARY: (&str, &str) = ("summary", "Baut und prüft Brücken.");
const WORKS: (&str, &str) = ("languages", "de");
const WRITES: (&str, &str) = ("language", "de");

async fn says_what_it_does(app: App) {
    let (id, base, owner) = firm(&app).await;
    let edit = format!("{base}/edit");
    let page = owner.get(&edit).await.expect(200).page();
    assert_eq!(page.text("#summary"), "Baut Brücken.");
    assert!(!page.has("input[name=kind]"));
    let said = [
        SUMMARY,
        WORKS,
        WRITES,
        ("website", "bruecken.example"),
        ("languages", "fr"),
    ];
    save(&owner, &edit, &said).await.assert_redirect(&base);
    app.settle().await;
    let shown = app
        .client()
        .get(&format!("/de/organisations/{id}/bruckenbau-saar"))
        .await;
    let shown = if shown.status == 301 {
        app.client().get(&shown.header("location")).await
    } else {
        shown
    };
    let text = shown.expect(200).text().to_owned();
    assert!(
        text.contains("Baut und prüft Brücken.") && text.contains("https://bruecken.example"),
        "{text}"
    );
    let kept = "SELECT value FROM fact WHERE field = 'summary' AND superseded_at IS NOT NULL";
    assert_eq!(app.list(kept).await, ["Baut Brücken."], "superseded, not overwritten");
    let classes = "SELECT DISTINCT class FROM fact WHERE superseded_at IS NULL";
    assert_eq!(app.list(classes).await, ["declared"]);
    // The same again states nothing anew; an empty field is said no more.
    let facts = app.count("SELECT count(*) FROM fact").await;
    save(&owner, &edit, &said).await.expect(303);
    assert_eq!(app.count("SELECT count(*) FROM fact").await, facts);
    save(&owner, &edit, &[SUMMARY, WORKS, WRITES]).await.expect(303);
    let website = "SELECT value FROM fact WHERE field = 'website' AND superseded_at IS NULL";
    assert!(app.list(website).await.is_empty());
    let wrong = [SUMMARY, WORKS, WRITES, ("website", "nothing")];
    let page = save(&owner, &edit, &wrong).await.expect(422).page();
    assert_eq!(page.attribute("#website", "value"), "https://nothing");
    assert!(app.verify().await.valid);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn texts_in_other_languages(app: App) {
    let (id, base, owner) = firm(&app).await;
    let languages = format!("{base}/languages");
    save(&owner, &languages, &[("summary-fr", "Construit des ponts.")])
        .await
        .expect(303);
    let page = |locale: &str| format!("/{locale}/organisations/{id}/bruckenbau-saar");
    let read = |path: String| {
        let app = app.clone();
        async move {
            let answer = app.client().get(&path).await;
            let answer = if answer.status == 301 {
                app.client().get(&answer.header("location")).await
            } else {
                answer
            };
            answer.expect(200).page().text("article")
        }
    };
    assert!(read(page("fr")).await.contains("Construit des ponts."));
    assert!(read(page("de")).await.contains("Baut Brücken."));
    save(&owner, &format!("{base}/edit"), &[SUMMARY, WORKS, WRITES])
        .await
        .expect(303);
    let states =
        "SELECT language || ' ' || state FROM fact WHERE field = 'summary' AND superseded_at IS NULL ORDER BY 1";
    assert_eq!(app.list(states).await, ["de original", "fr stale"]);
    assert!(read(page("fr")).await.contains("L’original a changé"));
    let form = owner.get(&languages).await.expect(200).page();
    assert!(form.has("input[name=summary-fr-holds]"));
    let holds = [("summary-fr", "Construit des ponts."), ("summary-fr-holds", "1")];
    save(&owner, &languages, &holds).await.expect(303);
    assert_eq!(app.list(states).await, ["de original", "fr human"]);
    assert!(!read(page("fr")).await.contains("L’original a changé"));
    save(&owner, &languages, &[]).await.expect(303);
    assert_eq!(app.list(states).await, ["de original"]);
}

async fn an_adviser_writes_versions(app: App) {
    let (_, base, _) = firm(&app).await;
    let languages = format!("{base}/languages");
    let adviser = app.person("a@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    save(&adviser, &languages, &[("summary-fr", "Construit des ponts.")])
        .await
        .expect(303);
    let rows = "SELECT language || ' ' || coalesce(state, '-') || ' ' || class || ' ' || source FROM fact
                WHERE field = 'summary' AND superseded_at IS NULL ORDER BY 1";
    let kept = app.list(rows).await;
    assert_eq!(kept.len(), 2, "{kept:?}");
    assert_eq!(kept[1..], ["fr human attested ihk-saarland"]);
    adviser.get(&format!("{base}/edit")).await.assert_problem("forbidden");
    let weak = app.person("b@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    let led = weak.signed_in(Level::One).await.get(&languages).await.expect(303);
    assert!(led.header("location").contains("level=aal2"));
    let viewer = app
        .person("v@example.org")
        .role(app.id("Brückenbau Saar").await, Role::Viewer);
    viewer
        .signed_in(Level::One)
        .await
        .get(&languages)
        .await
        .assert_problem("forbidden");
}

async fn what_the_form_does_not_ask(app: App) {
    let (_, base, owner) = firm(&app).await;
    let edit = format!("{base}/edit");
    for strange in [("kind", "corporate"), ("name", "Andere"), ("chamber", "cc-luxembourg")] {
        save(&owner, &edit, &[SUMMARY, WORKS, WRITES, strange])
            .await
            .expect(422);
    }
    let languages = format!("{base}/languages");
    save(&owner, &languages, &[("summary", "Anders")]).await.expect(422);
    assert_eq!(
        app.list("SELECT kind || name FROM organisation").await,
        ["smeBrückenbau Saar"]
    );
    assert_eq!(
        app.count("SELECT count(*) FROM fact WHERE superseded_at IS NOT NULL")
            .await,
        0
    );
}

async fn two_windows(app: App) {
    let (_, base, owner) = firm(&app).await;
    let edit = format!("{base}/edit");
    let seen = version(&owner, &edit).await;
    save(&owner, &edit, &[SUMMARY, WORKS, WRITES]).await.expect(303);
    let late = [("version", seen.as_str()), ("summary", "Etwas anderes."), WORKS, WRITES];
    let page = owner.post_form(&edit, &late).await.expect(409).page();
    assert_eq!(page.text("#summary"), "Etwas anderes.", "nothing typed is lost");
    let now = page.attribute("input[name=version]", "value");
    let again = [("version", now.as_str()), ("summary", "Etwas anderes."), WORKS, WRITES];
    owner.post_form(&edit, &again).await.expect(303);
}

const REASON: (&str, &str) = ("reason", "Seit dem 1. November steht es so im Register.");

async fn two_people_change_what_is_protected(app: App) {
    let (id, base, owner) = firm(&app).await;
    let change = format!("{base}/change");
    let page = owner.get(&change).await.expect(200).page();
    assert_eq!(page.attribute("#name", "value"), "Brückenbau Saar");
    assert!(
        page.text(".within-known").contains("Brückenbau Saar"),
        "what the register says"
    );
    let asked = [
        ("name", "Brückenbau Saar"),
        ("kind", "corporate"),
        ("chamber", "ihk-saarland"),
        REASON,
    ];
    let sent = owner.post_form(&change, &asked).await.expect(303);
    let case = sent.header("location");
    owner.get(&case).await.expect(200);
    assert_eq!(app.list("SELECT kind FROM case_file").await, ["protected_change"]);
    assert_eq!(
        app.list("SELECT kind FROM organisation").await,
        ["sme"],
        "nothing changes before"
    );
    let again = owner.post_form(&change, &asked).await.expect(409).page();
    assert!(again.has("#waiting a") && again.text("#reason") == REASON.1);
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 1);
    let desk = case.replace("/cases/", "/desk/");
    let mut decided = 200;
    for name in ["a@ihk.example", "b@ihk.example"] {
        let adviser = app
            .person(name)
            .mandate("ihk-saarland", Mandate::Adviser)
            .signed_in(Level::Two)
            .await;
        let page = adviser.get(&desk).await.expect(200).page();
        let version = page.attribute("input[name=version]", "value");
        let verb = if decided == 200 { "decide" } else { "second" };
        let fields = [("version", version.as_str()), ("decision", "approved")];
        adviser.post_form(&format!("{desk}/{verb}"), &fields).await.expect(303);
        decided = 303;
    }
    assert_eq!(app.list("SELECT kind FROM organisation").await, ["corporate"]);
    owner.get(&format!("/de/own/{id}")).await.expect(200);
    assert!(app.verify().await.valid);
}

async fn a_number_is_changed_and_the_change_undone(app: App) {
    let (id, base, owner) = firm(&app).await;
    app.add([organisation("Andere").identifier("be_enterprise", "0765218251")])
        .await;
    let change = format!("{base}/change");
    let taken = owner
        .post_form(&change, &[("number", "BE 0765.218.251"), REASON])
        .await
        .expect(422)
        .page();
    assert!(taken.has("#number-error") && taken.attribute("#number", "value") == "BE 0765.218.251");
    owner
        .post_form(&change, &[("number", "404 833 047"), REASON])
        .await
        .expect(422);
    let sent = owner
        .post_form(&change, &[("number", "BE 0203.201.340"), REASON])
        .await
        .expect(303);
    let desk = sent.header("location").replace("/cases/", "/desk/");
    let advisers = ["a@ihk.example", "b@ihk.example"];
    let mut last = None;
    for (name, verb) in advisers.into_iter().zip(["decide", "second"]) {
        let adviser = app
            .person(name)
            .mandate("ihk-saarland", Mandate::Adviser)
            .signed_in(Level::Two)
            .await;
        let version = adviser
            .get(&desk)
            .await
            .expect(200)
            .page()
            .attribute("input[name=version]", "value");
        let fields = [("version", version.as_str()), ("decision", "approved")];
        adviser.post_form(&format!("{desk}/{verb}"), &fields).await.expect(303);
        last = Some(adviser);
    }
    let numbers = "SELECT scheme || ' ' || value FROM identifier WHERE register = 'organisation'";
    let kept = app.list(numbers).await;
    assert!(kept.len() == 1 && kept[0].contains("203201340"), "{kept:?}");
    let adviser = last.unwrap();
    let version = app.ask("SELECT version FROM case_file").await;
    adviser
        .post_form(&format!("{desk}/undo"), &[("version", &version)])
        .await
        .expect(303);
    assert!(app.list(numbers).await.is_empty());
    owner.get(&format!("/de/own/{id}")).await.expect(200);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_change_that_is_none(app: App) {
    let (_, base, owner) = firm(&app).await;
    let change = format!("{base}/change");
    let same = [
        ("name", "Brückenbau Saar"),
        ("kind", "sme"),
        ("chamber", "ihk-saarland"),
        REASON,
    ];
    assert!(
        owner
            .post_form(&change, &same)
            .await
            .expect(422)
            .page()
            .has("#name-error")
    );
    let page = owner
        .post_form(&change, &[("name", "Neu"), ("reason", "kurz")])
        .await
        .expect(422)
        .page();
    assert!(page.has("#reason-error") && page.attribute("#name", "value") == "Neu");
    for strange in [("kind", "empire"), ("chamber", "nowhere")] {
        owner.post_form(&change, &[strange, REASON]).await.expect(422);
    }
    let editor = app
        .person("e@example.org")
        .role(app.id("Brückenbau Saar").await, Role::Editor);
    let editor = editor.signed_in(Level::One).await;
    editor.get(&change).await.assert_problem("forbidden");
    editor
        .post_form(&change, &[("name", "Neu"), REASON])
        .await
        .assert_problem("forbidden");
    assert_eq!(app.count("SELECT count(*) FROM case_file").await, 0);
}

async fn withdrawn_and_back(app: App) {
    let (id, base, owner) = firm(&app).await;
    owner
        .post_form(&format!("{base}/return"), &[])
        .await
        .assert_problem("conflict");
    owner
        .post_form(&format!("{base}/withdraw"), &[])
        .await
        .assert_redirect(&base);
    app.settle().await;
    app.client()
        .get(&format!("/de/organisations/{id}"))
        .await
        .assert_problem("notFound");
    let listed = app.client().get("/api/v1/organisations?standing=all").await.json();
    assert_eq!(listed["total"], 0, "{listed}");
    assert!(owner.get(&base).await.expect(200).page().has("#return"));
    assert!(
        owner
            .get("/de/joining")
            .await
            .expect(200)
            .page()
            .text("#organisations")
            .contains("Brückenbau Saar")
    );
    owner
        .post_form(&format!("{base}/withdraw"), &[])
        .await
        .assert_problem("conflict");
    owner
        .post_form(&format!("{base}/return"), &[])
        .await
        .assert_redirect(&base);
    app.settle().await;
    let shown = app.client().get(&format!("/de/organisations/{id}")).await.expect(301);
    assert!(
        app.client()
            .get(&shown.header("location"))
            .await
            .expect(200)
            .text()
            .contains("Baut Brücken.")
    );
    // What a chamber took out of sight does not come back by its owner.
    app.tamper("UPDATE organisation SET standing = 'suspended', public = false")
        .await
        .unwrap();
    owner
        .post_form(&format!("{base}/return"), &[])
        .await
        .assert_problem("conflict");
    owner
        .post_form(&format!("{base}/withdraw"), &[])
        .await
        .assert_problem("conflict");
    assert!(app.verify().await.valid);
}

async fn own_cases_in_one_list(app: App) {
    let (_, base, owner) = firm(&app).await;
    let head = owner.get("/de").await.expect(200).page();
    assert_eq!(
        head.attribute(".site-person a[href$='/joining']", "href"),
        "/de/joining"
    );
    owner
        .post_form(&format!("{base}/change"), &[("name", "Neu"), REASON])
        .await
        .expect(303);
    let page = owner.get("/de/joining").await.expect(200).page();
    assert_eq!(page.texts("#cases h3").len(), 1);
    assert!(owner.get(&base).await.page().text("main").contains("Brückenbau Saar"));
    // An adviser's own space is not the queue.
    let adviser = app.person("a@ihk.example").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    assert!(
        adviser
            .get("/de/joining")
            .await
            .expect(200)
            .page()
            .texts("#cases h3")
            .is_empty()
    );
}

async fn what_others_say_is_not_taken_back(app: App) {
    let (id, _, owner) = firm(&app).await;
    let other = app.person("other@example.org").signed_in(Level::One).await;
    let reason = [("way", "chamber"), ("reason", "Sie gehört in Wahrheit mir.")];
    let claim = format!("/de/organisations/{id}/claim");
    let case = other.post_form(&claim, &reason).await.expect(303).header("location");
    assert!(
        !owner
            .get(&case)
            .await
            .expect(200)
            .page()
            .has("form[action$='/withdraw']")
    );
    owner
        .post_form(&format!("{case}/withdraw"), &[("version", "1")])
        .await
        .assert_problem("forbidden");
    assert_eq!(app.list("SELECT state FROM case_file").await, ["open"]);
    other
        .post_form(&format!("{case}/withdraw"), &[("version", "1")])
        .await
        .expect(303);
}
