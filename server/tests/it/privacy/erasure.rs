//! Somebody who was everywhere is nowhere afterwards, and nobody else has lost anything.

use std::io::Write;
use std::sync::{Arc, Mutex};

use passerelle::accounts::PersonId;
use passerelle::platform::access::{Level, Mandate, Role};
use passerelle::platform::clock::DAY;
use testkit::{App, Backend, organisation, suite};

use super::somebody::{Somebody, tell};
use super::{a_week_later, eraser, files_with, rows_with};

suite!(
    nothing_is_left_of_somebody_who_was_everywhere,
    it_waits_a_week_and_can_be_taken_back,
    what_was_cut_off_goes_on,
    an_adviser_leaves_work_behind,
    the_last_owner_is_missed,
    a_colleague_goes_on,
    the_same_bytes_of_another_stay,
);

/// What the server would log.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn start() -> Self {
        let log = Self::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter("info,passerelle=debug")
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        // Each test is a process of its own under nextest; under `cargo test` the first one has the log.
        let _ = tracing::subscriber::set_global_default(subscriber);
        log
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).to_lowercase()
    }
}

/// Where a word is found, by place: rows, the index, files laid in, the bytes of the database, the log.
async fn found(app: &App, word: &str, log: &Log) -> [(&'static str, usize); 5] {
    let search = |path: &str| format!("{path}?q={word}&standing=all&territory=all&age=all");
    let hits = app.client().get(&search("/api/v1/organisations")).await.json();
    let index =
        usize::try_from(hits["total"].as_u64().unwrap()).unwrap() + files_with(&app.folder().join("index"), word).len();
    let database = ["passerelle.sqlite", "passerelle.sqlite-wal"]
        .iter()
        .filter(|name| {
            let bytes = std::fs::read(app.folder().join(name)).unwrap_or_default();
            String::from_utf8_lossy(&bytes).to_lowercase().contains(word)
        })
        .count();
    let rows = rows_with(app, word).await;
    for row in &rows {
        println!("  {:.160}", row);
    }
    let pages = ["/de/organisations", "/fr/organisations.csv"];
    let mut shown = 0;
    for path in pages {
        shown += usize::from(
            app.client()
                .get(&format!("{path}?standing=all"))
                .await
                .text()
                .to_lowercase()
                .contains(word),
        );
    }
    let log = log.text().matches(word).count();
    [
        ("rows", rows.len()),
        ("index", index + shown),
        ("files", files_with(&app.folder().join("files"), word).len()),
        ("database file and log", database),
        ("log of the server", log),
    ]
}

async fn nothing_is_left_of_somebody_who_was_everywhere(app: App) {
    let log = Log::start();
    let anna = Somebody::everywhere(&app, "zqxkanari").await;
    let other = Somebody::everywhere(&app, "wmbpapageien").await;
    println!("before");
    let before = found(&app, anna.word, &log).await;
    println!("before: {before:?}");
    assert!(before[0].1 >= 30, "{before:?}");
    assert!(before[1].1 > 0 && before[2].1 == 2, "{before:?}");
    if app.backend() == Backend::Sqlite {
        assert!(before[3].1 > 0, "{before:?}");
    }
    let theirs = rows_with(&app, other.word).await;
    let asked = anna.client.post_form("/de/account/data/erase", &[("sure", "1")]).await;
    asked.assert_redirect("/de/account/data#erase");
    let erased = a_week_later(&app).await;
    assert_eq!(erased, 1);
    tell(&app).await;
    println!("after");
    let after = found(&app, anna.word, &log).await;
    println!("after:  {after:?}");
    assert_eq!(after.map(|(_, found)| found), [0; 5], "{after:?}");
    assert_eq!(
        rows_with(&app, other.word).await,
        theirs,
        "nobody else's rows have changed"
    );
    let verified = app.verify().await;
    assert!(verified.valid, "{verified:?}");
    assert_eq!(app.broken().await, [""; 0]);
    anna.client.get("/de/account").await.expect(303);
    other
        .client
        .get(&format!("/de/cases/{}", other.refused))
        .await
        .expect(303);
    // The case stays with its reasons; who it was about does not.
    let facts = app
        .list("SELECT facts FROM case_file WHERE facts IS NOT NULL ORDER BY number")
        .await;
    assert_eq!(
        facts[0],
        "[…] ([…]) hat nicht gezeigt, dass sie für das Unternehmen spricht."
    );
    let mails = app
        .list("SELECT subject FROM mail WHERE kind = 'to_another' ORDER BY id")
        .await;
    assert_eq!(mails, ["[…]".to_owned(), format!("Anna {}", other.word)]);
    assert_eq!(
        app.count("SELECT count(*) FROM person WHERE erased_at IS NOT NULL AND name = ''")
            .await,
        1
    );
    assert_eq!(app.list("SELECT state FROM erasure").await, ["done"]);
    assert_eq!(app.list("SELECT files FROM erasure").await, [""]);
    // Again it changes nothing.
    let rows = passerelle::platform::database::tables::hash_rows(app.database())
        .await
        .unwrap();
    assert_eq!(eraser(&app).run_due().await.unwrap(), 0);
    assert_eq!(
        passerelle::platform::database::tables::hash_rows(app.database())
            .await
            .unwrap(),
        rows
    );
}

async fn it_waits_a_week_and_can_be_taken_back(app: App) {
    let id = app.person("anna@example.org").name("Anna Muster").make().await;
    let client = app.signed_in(id, Level::One).await;
    client
        .post_form("/fr/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    app.clock().advance(6 * DAY);
    assert_eq!(eraser(&app).run_due().await.unwrap(), 0);
    let again = app.signed_in(id, Level::One).await;
    again
        .post_form("/fr/account/data/erase", &[("sure", "1")])
        .await
        .assert_problem("conflict");
    again.post_form("/fr/account/data/keep", &[]).await.expect(303);
    again
        .post_form("/fr/account/data/keep", &[])
        .await
        .assert_problem("conflict");
    assert_eq!(a_week_later(&app).await, 0);
    assert_eq!(app.list("SELECT name FROM person").await, ["Anna Muster"]);
    // A second time it is carried out, and cannot be taken back once its day has come.
    let again = app.signed_in(id, Level::One).await;
    again
        .post_form("/fr/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    app.clock().advance(7 * DAY);
    let late = app.signed_in(id, Level::One).await;
    late.post_form("/fr/account/data/keep", &[])
        .await
        .assert_problem("conflict");
    assert_eq!(eraser(&app).run_due().await.unwrap(), 1);
    assert_eq!(
        app.list("SELECT state FROM erasure ORDER BY requested_at").await,
        ["cancelled", "done"]
    );
    let receipt = app.list("SELECT lower(hex(id)) FROM erasure WHERE state = 'done'");
    if app.backend() == Backend::Sqlite {
        assert_eq!(receipt.await.len(), 1);
    }
    assert!(app.verify().await.valid);
    // The address is free: whoever comes with it is somebody new.
    let new = app.person("anna@example.org").make().await;
    assert_ne!(new, id);
}

async fn what_was_cut_off_goes_on(app: App) {
    let anna = Somebody::everywhere(&app, "zqxkanari").await;
    anna.client
        .post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    app.clock().advance(7 * DAY);
    // Cut off before its transaction.
    app.tamper("UPDATE erasure SET state = 'executing'").await.unwrap();
    assert_eq!(eraser(&app).run_due().await.unwrap(), 1);
    assert_eq!(rows_with(&app, anna.word).await.len(), 0);
    // Cut off after it: the rows are gone, the files are not.
    let hash = app.state.files.keep(b"left over".to_vec()).await.unwrap();
    let hash = passerelle::platform::hash::hex(&hash);
    app.tamper(&format!("UPDATE erasure SET state = 'executing', files = '{hash}'"))
        .await
        .unwrap();
    assert_eq!(eraser(&app).run_due().await.unwrap(), 1);
    assert!(app.state.files.all().await.unwrap().is_empty());
    assert_eq!(app.list("SELECT state FROM erasure").await, ["done"]);
    assert!(app.verify().await.valid);
}

async fn an_adviser_leaves_work_behind(app: App) {
    let founder = app.person("founder@example.org").make().await;
    let dossier = serde_json::to_value(crate::cases::dossier("Brückenfunk", None)).unwrap();
    let case = crate::cases::open(&app, passerelle::cases::Kind::NewOrganisation, Some(founder), dossier).await;
    let id = app
        .person("adviser@ihk.example")
        .name("Alva Vogelsang")
        .mandate("ihk-saarland", Mandate::Adviser)
        .make()
        .await;
    let adviser = app.signed_in(id, Level::Two).await;
    adviser
        .post_form(&format!("/de/desk/{case}/take"), &[("version", "1")])
        .await
        .expect(303);
    let note = [("body", "Sieht gut aus. Alva Vogelsang")];
    adviser
        .post_form(&format!("/de/desk/{case}/note"), &note)
        .await
        .expect(303);
    adviser
        .post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    assert_eq!(a_week_later(&app).await, 1);
    assert_eq!(app.list("SELECT state FROM case_file").await, ["open"]);
    assert_eq!(
        app.count("SELECT count(*) FROM case_file WHERE assignee IS NULL AND applicant IS NOT NULL")
            .await,
        1
    );
    assert_eq!(app.list("SELECT body FROM case_message").await, ["Sieht gut aus. […]"]);
    assert_eq!(
        app.count("SELECT count(*) FROM case_message WHERE author IS NULL")
            .await,
        1
    );
    assert_eq!(app.count("SELECT count(*) FROM mandate").await, 0);
    let next = app
        .person("next@ihk.example")
        .mandate("ihk-saarland", Mandate::Adviser)
        .signed_in(Level::Two)
        .await;
    next.get(&format!("/de/desk/{case}")).await.expect(200);
    next.post_form(&format!("/de/desk/{case}/take"), &[]).await.expect(303);
    assert!(app.verify().await.valid);
}

async fn alone(app: &App) -> (PersonId, String) {
    let one = organisation("Brückenbau").declared("email", None, "info@bruecken.example", "2026-10-01");
    app.add([one]).await;
    let organisation = app.id("Brückenbau").await;
    let anna = app
        .person("anna@example.org")
        .role(organisation, Role::Owner)
        .make()
        .await;
    (anna, organisation.to_string())
}

async fn the_last_owner_is_missed(app: App) {
    let (anna, organisation) = alone(&app).await;
    let id = organisation.parse().unwrap();
    let path = format!("/de{}", passerelle::organisations::path(id, "Brückenbau"));
    let shown = async || app.client().get(&path).await.expect(200).text();
    assert!(shown().await.contains("info@bruecken.example"));
    let client = app.signed_in(anna, Level::One).await;
    client
        .post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    assert_eq!(a_week_later(&app).await, 1);
    let text = shown().await;
    assert!(text.contains("Brückenbau") && !text.contains("info@bruecken.example"));
    assert_eq!(app.list("SELECT standing FROM organisation").await, ["member"]);
    assert_eq!(
        app.list("SELECT kind || ' ' || state || ' ' || chamber FROM case_file")
            .await,
        ["report open ihk-saarland"]
    );
    let dossier = app.list("SELECT dossier FROM case_file").await;
    assert!(
        dossier[0].contains("Der letzte Inhaber dieser Organisation"),
        "{dossier:?}"
    );
    assert_eq!(rows_with(&app, "anna@example.org").await, [""; 0]);
}

async fn a_colleague_goes_on(app: App) {
    let (anna, organisation) = alone(&app).await;
    let organisation = organisation.parse().unwrap();
    let bert = app
        .person("bert@example.org")
        .role(organisation, Role::Owner)
        .make()
        .await;
    let asked = serde_json::json!({ "organisation": organisation, "name": "Brückenbau Saar" });
    crate::cases::open(&app, passerelle::cases::Kind::ProtectedChange, Some(anna), asked).await;
    let client = app.signed_in(anna, Level::One).await;
    client
        .post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    assert_eq!(a_week_later(&app).await, 1);
    let cases = app
        .list("SELECT kind || ' ' || state FROM case_file WHERE applicant IS NULL")
        .await;
    assert_eq!(cases, ["protected_change open"], "and the chamber is told of nothing");
    assert_eq!(app.count("SELECT count(*) FROM membership").await, 1);
    assert_eq!(app.count("SELECT count(*) FROM fact WHERE field = 'email'").await, 1);
    let bert = app.signed_in(bert, Level::One).await;
    bert.get("/de/account/data").await.expect(200);
}

async fn the_same_bytes_of_another_stay(app: App) {
    let bytes = b"%PDF-1.7 the same form for everybody";
    let mut papers = Vec::new();
    for mail in ["anna@example.org", "bert@example.org"] {
        let client = app.person(mail).signed_in(Level::One).await;
        let draft = crate::joining::ready(&client, mail.split('@').next().unwrap()).await;
        let path = format!("/fr/joining/{draft}/documents");
        client
            .post_file(&format!("{path}/add"), "form.pdf", "application/pdf", bytes)
            .await
            .expect(303);
        let page = client.get(&path).await.expect(200).page();
        papers.push((client, page.attribute(".join-papers a", "href")));
    }
    papers[0]
        .0
        .post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    assert_eq!(a_week_later(&app).await, 1);
    let bert = app.person("bert@example.org").signed_in(Level::One).await;
    assert_eq!(bert.get(&papers[1].1).await.expect(200).bytes.as_ref(), bytes);
    assert_eq!(app.state.files.all().await.unwrap().len(), 1);
    bert.post_form("/de/account/data/erase", &[("sure", "1")])
        .await
        .expect(303);
    assert_eq!(a_week_later(&app).await, 1);
    assert!(app.state.files.all().await.unwrap().is_empty());
}
