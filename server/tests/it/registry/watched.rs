//! Runs as operators see them: started, watched, cancelled, resumed and taken over; and what they may not do.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use passerelle::platform::access::{Actor, Level, Mandate, Purpose};
use passerelle::registry::{self, ImportError, Kind, Request, RunId};
use testkit::{App, Client, Page, organisation, region, suite};
use tokio::sync::Notify;

suite!(
    only_operators_start_and_heads_look,
    what_is_wrong_is_said_and_kept,
    a_run_is_watched_to_its_end,
    a_run_is_cancelled_and_resumed,
    a_run_whose_process_died_is_interrupted_and_resumed,
    who_takes_a_run_over_has_it_alone,
    the_same_file_goes_on_as_the_run_that_began_it,
    a_changed_file_is_not_gone_on_with,
    what_cannot_be_read_fails_with_its_reason,
    each_source_has_its_line,
);

/// German companies as OffeneRegister lists them; every tenth row is no JSON.
fn companies(count: u32) -> String {
    let line = |number| match number % 10 {
        9 => "{\"company_number\":".to_owned(),
        _ => format!(
            r#"{{"company_number":"T2408V_HRB{number}","name":"Firma {number} GmbH","current_status":"currently registered","jurisdiction_code":"de","registered_address":"Hauptstraße 1, 54538 Kinheim.","retrieved_at":"2018-07-28T03:16:34Z"}}"#
        ),
    };
    (1..=count).map(|number| line(number) + "\n").collect()
}

fn lay(app: &App, name: &str, bytes: &[u8]) {
    let folder = app.folder().join("imports");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), bytes).unwrap();
}

async fn admin(app: &App) -> Client {
    let person = app
        .person("betrieb@example.org")
        .name("Nora Betrieb")
        .admin()
        .make()
        .await;
    app.signed_in(person, Level::Two).await
}

async fn start(client: &Client, register: &str, file: &str) -> String {
    let answer = client
        .post_form("/fr/runs", &[("register", register), ("file", file)])
        .await
        .expect(303);
    answer.header("location")
}

/// The page of a run once it stands so.
async fn until(client: &Client, run: &str, state: &str) -> Page {
    let class = format!(".run-{state}");
    for _ in 0..600 {
        let page = client.get(run).await.expect(200).page();
        if page.has(&class) {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{run} is not {state}: {}", client.get(run).await.text());
}

fn told(page: &Page, name: &str) -> String {
    let text = page.text(&format!("[data-told=\"{name}\"]"));
    text.chars().filter(char::is_ascii_digit).collect()
}

async fn only_operators_start_and_heads_look(app: App) {
    lay(&app, "firmen.jsonl", companies(10).as_bytes());
    let chosen = [("register", "offeneregister"), ("file", "firmen.jsonl")];
    let operator = admin(&app).await;
    let run = start(&operator, "offeneregister", "firmen.jsonl").await;
    until(&operator, &run, "finished").await;
    let head = app.person("kopf@example.org").mandate("ihk-saarland", Mandate::Head);
    let head = head.signed_in(Level::Two).await;
    assert!(!head.get("/de/runs").await.expect(200).page().has("main form"));
    assert!(!head.get(&run).await.expect(200).page().has("main form"));
    head.get(&format!("{run}/rejects.tsv")).await.expect(200);
    let weak = app.person("schwach@example.org").admin().signed_in(Level::One).await;
    let adviser = app.person("rat@example.org").mandate("ihk-saarland", Mandate::Adviser);
    let adviser = adviser.signed_in(Level::Two).await;
    for (stranger, status) in [(&adviser, 403), (&weak, 303)] {
        stranger.get("/de/runs").await.expect(status);
        stranger.get(&run).await.expect(status);
    }
    adviser.get(&format!("{run}/progress")).await.expect(403);
    adviser.get(&format!("{run}/rejects.tsv")).await.expect(403);
    for other in [&head, &adviser] {
        other.post_form("/de/runs", &chosen).await.expect(403);
        other.post_form(&format!("{run}/cancel"), &[]).await.expect(403);
        other.post_form(&format!("{run}/resume"), &[]).await.expect(403);
    }
    assert_eq!(app.count("SELECT count(*) FROM import_run").await, 1);
    operator.get("/fr/runs/00000000000000000000000000").await.expect(404);
    operator.get("/fr/runs/x").await.expect(404);
}

async fn what_is_wrong_is_said_and_kept(app: App) {
    lay(&app, "firmen.jsonl", companies(3).as_bytes());
    std::fs::write(app.folder().join("secret.jsonl"), companies(3)).unwrap();
    let operator = admin(&app).await;
    let page = operator.post_form("/de/runs", &[]).await.expect(422).page();
    assert_eq!(page.count(".error-summary li"), 2);
    let all = [
        ("register", "offeneregister"),
        ("file", "firmen.jsonl"),
        ("as_of", "gestern"),
        ("region_only", "1"),
    ];
    let page = operator.post_form("/fr/runs", &all).await.expect(422).page();
    assert_eq!(page.attribute("#as_of", "value"), "gestern");
    assert_eq!(page.attribute("#register [selected]", "value"), "offeneregister");
    assert_eq!(page.attribute("#file [selected]", "value"), "firmen.jsonl");
    assert!(page.has("[name=region_only][checked]") && page.has("#as_of-error"));
    for name in ["../secret.jsonl", "/etc/passwd", ".", "..", "none.jsonl"] {
        let typed = [("register", "offeneregister"), ("file", name)];
        let page = operator.post_form("/fr/runs", &typed).await.expect(422).page();
        assert!(page.has("#file-error"), "{name}");
    }
    for register in ["jsonl", "demo", "handelsregister"] {
        let typed = [("register", register), ("file", "firmen.jsonl")];
        operator.post_form("/fr/runs", &typed).await.expect(422);
    }
    assert_eq!(app.count("SELECT count(*) FROM import_run").await, 0);
}

async fn a_run_is_watched_to_its_end(app: App) {
    lay(&app, "firmen.jsonl", companies(1200).as_bytes());
    let operator = admin(&app).await;
    let run = start(&operator, "offeneregister", "firmen.jsonl").await;
    let page = until(&operator, &run, "finished").await;
    assert_eq!(
        ["read", "created", "unchanged", "rejected"].map(|name| told(&page, name)),
        ["1080", "1080", "0", "120"]
    );
    // The day the data hold for is the register's own.
    assert_eq!(page.text("[data-told=as_of]"), "28 juillet 2018");
    assert_eq!(page.count("#rejects tbody tr"), 50);
    assert_eq!(
        page.texts("#rejects tbody tr:first-child td")[..2],
        ["firmen.jsonl", "9"]
    );
    assert_eq!(
        page.count(".run-entries li"),
        2,
        "begun and ended; batches are not told of"
    );
    assert!(page.text(".run-entries").contains("Nora Betrieb"));
    assert!(!page.has("noscript") && !page.has("main form"));
    let file = operator.get(&format!("{run}/rejects.tsv")).await.expect(200);
    assert!(file.header("content-type").starts_with("text/tab-separated-values"));
    let text = file.text();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!((rows.len(), &rows[1][..3]), (121, &["firmen.jsonl", "9", "json"][..]));
    let told = operator.get(&format!("{run}/progress")).await.expect(200).json();
    assert_eq!((&told["state"], &told["done"]), (&"finished".into(), &told["total"]));
    let list = operator.get("/de/runs").await.expect(200).page();
    assert_eq!(list.count(".run-list li"), 1);
    assert!(list.text(".run-list").contains("Nora Betrieb"));
    assert!(app.verify().await.valid);
    assert_eq!(app.broken().await, [""; 0]);
}

async fn a_run_is_cancelled_and_resumed(app: App) {
    let text = companies(6_000);
    let undisturbed = App::spawn(app.backend()).await;
    let path = undisturbed.write("firmen.jsonl", &text);
    let whole = undisturbed
        .import(Kind::from_code("offeneregister").unwrap(), &path)
        .await;
    lay(&app, "firmen.jsonl", text.as_bytes());
    let operator = admin(&app).await;
    let run = start(&operator, "offeneregister", "firmen.jsonl").await;
    let page = until(&operator, &run, "running").await;
    assert!(page.has("noscript") && page.has("progress") && page.has("#cancel"));
    let again = [("register", "offeneregister"), ("file", "firmen.jsonl")];
    let busy = operator.post_form("/fr/runs", &again).await.expect(422).page();
    assert!(busy.has("#file-error"), "one at a time");
    operator.post_form(&format!("{run}/cancel"), &[]).await.expect(303);
    operator.post_form(&format!("{run}/cancel"), &[]).await.expect(409);
    let page = until(&operator, &run, "cancelled").await;
    assert!(page.has("#resume") && !page.has("#cancel"));
    let written = app.count("SELECT count(*) FROM organisation").await;
    assert!(written < whole.created.try_into().unwrap(), "{written} were written");
    operator.post_form(&format!("{run}/resume"), &[]).await.expect(303);
    let page = until(&operator, &run, "finished").await;
    assert_eq!(told(&page, "created"), whole.created.to_string());
    assert_eq!(told(&page, "rejected"), whole.rejected.to_string());
    assert_eq!(app.content().await, undisturbed.content().await);
    assert_eq!(app.count("SELECT count(*) FROM import_run").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM import_reject").await, 600);
    let told: Vec<String> = app
        .list("SELECT action FROM entry WHERE action LIKE 'registry.%' ORDER BY seq")
        .await;
    let expected = ["start", "cancel", "stop", "resume", "finish"].map(|verb| format!("registry.{verb}"));
    assert_eq!(told, expected);
    operator.post_form(&format!("{run}/resume"), &[]).await.expect(409);
}

/// Runs an import until so many batches are committed, then lets the rest of it go as a kill would.
async fn killed(app: &App, request: &Request, batches: u32) {
    let (seen, enough) = (AtomicU32::new(0), Notify::new());
    let watch = |_| {
        if seen.fetch_add(1, Ordering::SeqCst) + 1 == batches {
            enough.notify_one();
        }
    };
    let (actor, region) = (Actor::system(Purpose::Import), region());
    tokio::select! {
        biased;
        () = enough.notified() => {}
        done = registry::import(app.journal(), &region, &actor, request, &watch) => panic!("it ended: {done:?}"),
    }
}

async fn only_run(app: &App) -> String {
    let lines = registry::queries::lines(app.database().reader(), app.clock().now())
        .await
        .unwrap();
    assert_eq!(lines.len(), 1, "{lines:?}");
    format!("/fr/runs/{}", lines[0].id)
}

async fn a_run_whose_process_died_is_interrupted_and_resumed(app: App) {
    let file = app.write("firmen.jsonl", &companies(2000));
    let request = app.request(Kind::from_code("offeneregister").unwrap(), &file);
    killed(&app, &request, 2).await;
    let run = only_run(&app).await;
    let operator = admin(&app).await;
    until(&operator, &run, "running").await;
    operator.post_form(&format!("{run}/resume"), &[]).await.expect(409);
    app.clock().advance(21_000_000);
    let page = until(&operator, &run, "interrupted").await;
    assert!(page.has("#resume") && !page.has("#cancel"));
    operator.post_form(&format!("{run}/cancel"), &[]).await.expect(409);
    operator.post_form(&format!("{run}/resume"), &[]).await.expect(303);
    let page = until(&operator, &run, "finished").await;
    assert_eq!(told(&page, "created"), "1800");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 1800);
}

async fn who_takes_a_run_over_has_it_alone(app: App) {
    let file = app.write("firmen.jsonl", &companies(6000));
    let request = app.request(Kind::from_code("offeneregister").unwrap(), &file);
    let first = Arc::new(Notify::new());
    let begun = {
        let (journal, request, first) = (app.journal().clone(), request.clone(), Arc::clone(&first));
        tokio::spawn(async move {
            let (actor, region) = (Actor::system(Purpose::Import), region());
            registry::import(&journal, &region, &actor, &request, &|_| first.notify_one()).await
        })
    };
    first.notified().await;
    // Somebody starts the same command again while the first one goes on.
    let whole = app.import_with(&request).await;
    assert_eq!(whole.created, 5400);
    let late = begun.await.unwrap();
    assert!(matches!(late, Err(ImportError::TakenOver)), "{late:?}");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 5400);
    assert_eq!(app.list("SELECT state FROM import_run").await, ["finished"]);
    assert!(app.verify().await.valid);
}

async fn the_same_file_goes_on_as_the_run_that_began_it(app: App) {
    lay(&app, "firmen.jsonl", companies(2000).as_bytes());
    let path = std::fs::canonicalize(app.folder().join("imports/firmen.jsonl")).unwrap();
    let request = app.request(Kind::from_code("offeneregister").unwrap(), &path);
    killed(&app, &request, 2).await;
    app.clock().advance(21_000_000);
    let before = only_run(&app).await;
    let operator = admin(&app).await;
    let run = start(&operator, "offeneregister", "firmen.jsonl").await;
    until(&operator, &before, "finished").await;
    operator.get(&run).await.assert_redirect(&before);
    assert_eq!(only_run(&app).await, before, "the list has one");
    assert_eq!(app.count("SELECT count(*) FROM organisation").await, 1800);
}

async fn a_changed_file_is_not_gone_on_with(app: App) {
    let kind = Kind::from_code("offeneregister").unwrap();
    let request = app.request(kind, &app.write("firmen.jsonl", &companies(2000)));
    killed(&app, &request, 2).await;
    app.write("firmen.jsonl", &companies(1000));
    app.clock().advance(21_000_000);
    let run = only_run(&app).await;
    let operator = admin(&app).await;
    operator.post_form(&format!("{run}/resume"), &[]).await.expect(303);
    let page = until(&operator, &run, "failed").await;
    assert!(page.text(".error-summary").contains("a changé"));
}

async fn what_cannot_be_read_fails_with_its_reason(app: App) {
    let operator = admin(&app).await;
    let mut zip = b"PK\x03\x04".to_vec();
    zip.resize(5000, 7);
    let html = format!(
        "<!doctype html><html>{}</html>",
        "<p>504 Gateway Time-out</p>".repeat(50_000)
    );
    lay(&app, "page.jsonl", html.as_bytes());
    std::fs::create_dir_all(app.folder().join("imports/sirene")).unwrap();
    lay(&app, "sirene/StockUniteLegale_utf8.zip", &zip);
    lay(&app, "empty.json", b"");
    for (register, file, code) in [
        ("offeneregister", "page.jsonl", "wrong_format"),
        ("sirene", "sirene", "archive"),
        ("ror", "empty.json", "empty_file"),
    ] {
        let run = start(&operator, register, file).await;
        let page = until(&operator, &run, "failed").await;
        let said = page.text(".error-summary");
        let expected = passerelle::platform::texts::T::new(passerelle::platform::texts::Locale::Fr)
            .term("runs-failure", code)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(said.contains(&expected), "{file}: {said}");
        assert!(said.contains(file) && !said.contains("/imports/"), "{said}");
        assert!(page.has("#resume"), "once the file is mended");
    }
    // A command that fails leaves its reason as well.
    let missing = app.request(Kind::Lines, &app.folder().join("none.jsonl"));
    let (actor, region) = (Actor::system(Purpose::Import), region());
    let failed = registry::import(app.journal(), &region, &actor, &missing, &|_| ()).await;
    assert!(failed.is_err());
    let page = operator.get("/de/runs").await.expect(200).page();
    assert_eq!(page.count(".run-list .run-failed"), 4);
}

async fn each_source_has_its_line(app: App) {
    let guest = app.client();
    let page = guest.get("/de/sources").await.expect(200).page();
    let text = page.text("main");
    assert!(!text.contains("Handelsregister"), "the word is reserved");
    for attribution in [
        "OffeneRegister.de, OpenCorporates, CC BY 4.0",
        "FÖD Wirtschaft",
        "Insee",
        "GLEIF",
        "ror.org",
        "CORDIS, Europäische Union, CC BY 4.0",
        "GeoNames",
    ] {
        assert!(text.contains(attribution), "{attribution}");
    }
    assert!(!page.has("#demo") && page.has(".site-foot a[href='/de/sources']"));
    let file = app.write("firmen.jsonl", &companies(100));
    app.import(Kind::from_code("offeneregister").unwrap(), &file).await;
    app.add([organisation("Erfunden")]).await;
    let page = guest.get("/de/sources").await.expect(200).page();
    let values = page.texts("#offeneregister dd");
    assert_eq!(
        (values[2].as_str(), &values[4..]),
        ("28. Juli 2018", &["10".to_owned(), "90".to_owned()][..])
    );
    assert!(page.has("#demo"), "fictional data are named where there are some");
    let csv = guest.get("/de/organisations.csv?standing=all").await.expect(200).text();
    assert!(csv.contains("Quellen") && csv.contains("Fiktive Daten"));
}

#[test]
fn an_id_is_read_as_it_is_written() {
    let id = RunId(uuid::Uuid::from_u128(7));
    assert_eq!(id.to_string().parse::<RunId>().unwrap(), id);
}
