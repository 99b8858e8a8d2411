//! The observatory: kept from the journal as the rows are, published once a month, and the same in all its faces.

use passerelle::introductions::actions as introductions;
use passerelle::introductions::{IntroductionId, Office};
use passerelle::observatory::{Figure, count, publish, recount};
use passerelle::outcomes::{self, Typed};
use passerelle::platform::access::Actor;
use passerelle::platform::clock::DAY;
use passerelle::platform::hash::hex;
use passerelle::platform::texts::Locale;
use serde_json::Value;
use sha2::{Digest, Sha256};
use testkit::{App, suite};

use super::introductions::Two;

suite!(
    counts_are_kept_and_are_what_the_rows_are,
    what_is_not_what_the_rows_are_is_said_and_mended,
    a_month_has_one_table_and_it_stays,
    a_year_that_is_over_has_its_totals,
    all_faces_say_the_same,
);

fn office<'a>(app: &'a App, region: &'a passerelle::platform::region::Region, actor: &'a Actor) -> Office<'a> {
    Office {
        journal: app.journal(),
        region,
        actor,
    }
}

/// Brings one to an end in which both sides confirm what came of it.
async fn confirmed(app: &App, two: &Two, said: &Typed) -> IntroductionId {
    let region = testkit::region();
    let id = two.accepted(app).await;
    let (asker, answerer) = (office(app, &region, &two.asker), office(app, &region, &two.answerer));
    introductions::meet(asker, id, None).await.unwrap();
    introductions::negotiate(answerer, id, None).await.unwrap();
    outcomes::record(asker, id, said, Locale::Fr).await.unwrap();
    outcomes::confirm(answerer, id, None, false).await.unwrap();
    id
}

fn pilot() -> Typed {
    Typed {
        kind: "pilot".into(),
        band: "10k_50k".into(),
        on: Some("2026-11-20".parse().unwrap()),
        evidence: "Rapport d’essai du pont de Metz".into(),
        ..Typed::default()
    }
}

fn nothing() -> Typed {
    Typed {
        kind: "none".into(),
        band: String::new(),
        obstacle: "posting_rules".into(),
        ..pilot()
    }
}

async fn read_all(app: &App) {
    app.journal().settle().await.unwrap();
    while count(app.journal(), &testkit::region()).await.unwrap().read > 0 {}
}

async fn kept(app: &App) -> Vec<String> {
    app.list(
        "SELECT figure || ' ' || CAST(year AS TEXT) || ' ' || line || ' ' || item || ' ' || CAST(many AS TEXT)
         FROM observatory_count WHERE many <> 0 ORDER BY 1",
    )
    .await
}

/// One that came to a pilot, one that came to nothing, one declined, one withdrawn, one that goes on, and two drafts.
async fn some(app: &App) -> Two {
    let two = Two::make(app).await;
    let region = testkit::region();
    confirmed(app, &two, &pilot()).await;
    confirmed(app, &two, &nothing()).await;
    let declined = two.offered(app).await;
    let answerer = office(app, &region, &two.answerer);
    introductions::decline(answerer, declined, None, ("timing", ""))
        .await
        .unwrap();
    let asker = office(app, &region, &two.asker);
    for send in [true, false, false] {
        let mut asked = two.asks("Surveillance de haubans");
        asked.send = send;
        let id = super::introductions::ask(app, &two.asker, &asked).await.unwrap();
        introductions::withdraw(asker, id, None, "").await.unwrap();
    }
    two.sent(app).await;
    two
}

const KEPT: [&str; 7] = [
    "introductions 2026 LOR SAR 5",
    "meetings 2026 LOR SAR 2",
    "obstacles 2026 LOR SAR posting_rules 1",
    "outcomes 2026 LOR SAR 1",
    "steps 2026 ended closed 2",
    "steps 2026 ended offered 1",
    "steps 2026 ended submitted 1",
];

async fn counts_are_kept_and_are_what_the_rows_are(app: App) {
    let two = some(&app).await;
    read_all(&app).await;
    assert_eq!(kept(&app).await, KEPT);
    read_all(&app).await;
    let region = testkit::region();
    assert_eq!(recount(app.journal(), &region).await.unwrap(), Some(Vec::new()));
    assert_eq!(kept(&app).await, KEPT, "nothing is counted twice");
    // An organisation that is erased ends what is open, and what has ended already stays as it was counted.
    let journal = app.journal();
    let erased = journal.write(|tx| async move {
        let region = testkit::region();
        let hands = passerelle::platform::personal::Hands {
            clock: journal.clock(),
            region: &region,
        };
        passerelle::introductions::actions::of_organisation(&tx, hands, two.requester).await?;
        let grant = hands.grant()?;
        let entry = passerelle::platform::journal::Entry::of("test.erased", String::new(), None, &Value::Null);
        let receipt = passerelle::platform::journal::append(&tx, journal.clock(), grant, entry).await?;
        Ok::<_, passerelle::platform::database::DatabaseError>((receipt, ()))
    });
    erased.await.unwrap();
    assert_eq!(recount(app.journal(), &region).await.unwrap(), Some(Vec::new()));
    let after = kept(&app).await;
    assert!(after.contains(&"steps 2026 ended submitted 2".to_owned()), "{after:?}");
}

async fn what_is_not_what_the_rows_are_is_said_and_mended(app: App) {
    some(&app).await;
    read_all(&app).await;
    app.tamper("UPDATE observatory_count SET many = many + 3 WHERE figure = 'meetings'")
        .await
        .unwrap();
    app.tamper("DELETE FROM observatory_count WHERE figure = 'outcomes'")
        .await
        .unwrap();
    let region = testkit::region();
    let found = recount(app.journal(), &region).await.unwrap().unwrap();
    let told: Vec<_> = found.iter().map(|one| (one.figure, one.kept, one.rows)).collect();
    assert_eq!(told, [(Figure::Meetings, 5, 2), (Figure::Outcomes, 0, 1)]);
    assert_eq!(kept(&app).await, KEPT);
    app.journal().settle().await.unwrap();
    let said = "SELECT count(*) FROM entry WHERE action = 'observatory.mended'";
    assert_eq!(app.count(said).await, 1);
    assert_eq!(recount(app.journal(), &region).await.unwrap(), Some(Vec::new()));
    assert_eq!(app.count(said).await, 1, "said once");
    assert!(app.verify().await.valid);
}

/// Sets a count, as if so many had been read.
async fn set(app: &App, figure: &str, (line, item): (&str, &str), many: u64) {
    let clean =
        format!("DELETE FROM observatory_count WHERE figure = '{figure}' AND line = '{line}' AND item = '{item}'");
    app.tamper(&clean).await.unwrap();
    let sql = format!(
        "INSERT INTO observatory_count (figure, year, line, item, many) VALUES ('{figure}', 2026, '{line}', '{item}', {many})"
    );
    app.tamper(&sql).await.unwrap();
}

/// A year worth looking at.
async fn a_year(app: &App) {
    for (from, to, sent, met, came) in [
        ("LU", "LOR", 34, 20, 6),
        ("LOR", "LU", 41, 22, 7),
        ("LOR", "SAR", 22, 12, 0),
        ("SAR", "LOR", 29, 15, 5),
        ("SAR", "SAR", 8, 5, 0),
        ("WAL", "LU", 14, 8, 0),
        ("WAL", "SAR", 3, 1, 0),
    ] {
        for (figure, many) in [("introductions", sent), ("meetings", met), ("outcomes", came)] {
            set(app, figure, (from, to), many).await;
        }
    }
    set(app, "obstacles", ("LOR SAR", "posting_rules"), 9).await;
    set(app, "obstacles", ("LOR SAR", "tax"), 2).await;
    for (step, many) in [("submitted", 11), ("offered", 8), ("closed", 31), ("met", 2)] {
        set(app, "steps", ("ended", step), many).await;
    }
}

async fn published(app: &App) -> Vec<String> {
    app.list("SELECT body FROM observatory_table ORDER BY month, figure")
        .await
}

async fn a_month_has_one_table_and_it_stays(app: App) {
    let region = testkit::region();
    assert_eq!(publish(app.journal(), &region).await.unwrap(), 0, "nothing to tell");
    a_year(&app).await;
    assert_eq!(publish(app.journal(), &region).await.unwrap(), 5);
    let first = published(&app).await;
    set(&app, "introductions", ("LU", "LOR"), 36).await;
    set(&app, "introductions", ("LOR", "LU"), 49).await;
    assert_eq!(publish(app.journal(), &region).await.unwrap(), 0, "this month has one");
    app.clock().advance(7 * DAY);
    assert_eq!(publish(app.journal(), &region).await.unwrap(), 5);
    let both = published(&app).await;
    assert_eq!(both[..5], first[..], "what was published stays");
    let of = |text: &str, cell: &str| text.lines().find(|line| line.contains(cell)).unwrap().to_owned();
    assert!(of(&both[0], ",LU,LOR,").ends_with(",34,34"));
    assert!(of(&both[5], ",LU,LOR,").ends_with(",,34"), "two more tell of two");
    assert!(of(&both[5], ",LOR,LU,").ends_with(",49,49"));
    assert!(of(&both[5], ",WAL,SAR,").ends_with(",,0"));
    assert!(!both.concat().contains("total"), "no totals while the year runs");
    let again = app
        .tamper("INSERT INTO observatory_table SELECT * FROM observatory_table")
        .await;
    assert!(again.is_err(), "a month has one");
}

async fn a_year_that_is_over_has_its_totals(app: App) {
    let region = testkit::region();
    a_year(&app).await;
    app.clock().advance(60 * DAY);
    assert_eq!(publish(app.journal(), &region).await.unwrap(), 5);
    let told = app
        .client()
        .get("/api/v1/observatory?year=2026")
        .await
        .expect(200)
        .json();
    let introductions = &told["figures"][0];
    assert_eq!(introductions["complete"], true);
    let counts = introductions["counts"].as_array().unwrap();
    let of = |line: &str, column: &str| {
        counts
            .iter()
            .find(|one| one["line"] == line && one["column"] == column)
            .unwrap()
    };
    assert_eq!(of("total", "total")["value"], 151);
    assert_eq!(of("WAL", "SAR").get("value"), None);
    let hidden = counts.iter().filter(|one| one.get("value").is_none()).count();
    assert!(
        (4..=8).contains(&hidden),
        "{hidden}: a small one with what it could be worked out from"
    );
    app.clock().advance(40 * DAY);
    assert_eq!(publish(app.journal(), &region).await.unwrap(), 0, "and never again");
}

async fn all_faces_say_the_same(app: App) {
    let empty = app.client().get("/de/observatory").await.expect(200);
    assert_eq!(empty.page().count("table"), 0);
    let none = app.client().get("/api/v1/observatory").await.expect(200).json();
    assert_eq!((none.get("year"), none["figures"].as_array().unwrap().len()), (None, 0));
    a_year(&app).await;
    publish(app.journal(), &testkit::region()).await.unwrap();
    let told = app.client().get("/api/v1/observatory").await.expect(200).json();
    assert_eq!(
        (told["year"].as_i64(), &told["days"][0]),
        (Some(2026), &Value::from("2026-11-24"))
    );
    assert_eq!(told["figures"].as_array().unwrap().len(), 5);
    for figure in told["figures"].as_array().unwrap() {
        let path = figure["file"]
            .as_str()
            .unwrap()
            .trim_start_matches("https://passerelle.example");
        let file = app.client().get(path).await.expect(200);
        assert_eq!(
            hex(&Sha256::digest(file.text().as_bytes())),
            figure["hash"].as_str().unwrap()
        );
        let cells = figure["counts"].as_array().unwrap();
        let hidden = cells.iter().filter(|one| one.get("value").is_none()).count();
        assert_eq!(
            file.text().lines().filter(|line| line.contains(",,")).count(),
            hidden,
            "{figure}"
        );
        assert!(figure["query"].as_str().unwrap().starts_with("SELECT"));
    }
    for lang in ["fr", "de", "en"] {
        let page = app
            .client()
            .get(&format!("/{lang}/observatory?year=2026"))
            .await
            .expect(200);
        assert!(page.header("cache-control").starts_with("public"));
        assert!(!page.text().contains("style="), "no style inside a page");
        let page = page.page();
        assert!(page.text("#introductions tbody").contains("41"));
        assert_eq!(page.count("#introductions .map-arc"), 3, "the borders that are crossed");
        assert_eq!(page.count("#steps tbody tr"), 8);
        assert_eq!(page.count("#obstacles .bars li"), 2);
        let hash = told["figures"][0]["hash"].as_str().unwrap().to_owned();
        assert!(page.text("#introductions").contains(&hash));
        assert!(!page.text("#steps tbody").contains("52"), "two of them are few");
    }
    for path in [
        "/fr/observatory?year=1999",
        "/fr/observatory?published=2026-11-01",
        "/fr/observatory.csv?figure=weddings",
        "/api/v1/observatory?colour=red",
    ] {
        app.client().get(path).await.expect(400);
    }
    assert!(
        app.client()
            .get("/fr/transparency")
            .await
            .text()
            .contains("/fr/observatory")
    );
}
