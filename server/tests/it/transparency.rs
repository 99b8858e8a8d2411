//! The figures of the chambers: the same on the page, in the file and in the API, and none that tells of few.

use passerelle::cases::actions::{Desk, decide};
use passerelle::cases::model::{Decision, Ground, Statement};
use passerelle::cases::queries::statements;
use passerelle::cases::{CaseId, Kind};
use passerelle::platform::access::{Action, Actor, Assurance, Level, Mandate, Purpose, Standing, scope};
use passerelle::platform::clock::DAY;
use serde_json::{Value, json};
use testkit::{App, suite};
use uuid::Uuid;

use super::cases::{dossier, open};

suite!(
    small_figures_are_not_shown_in_any_face,
    time_is_the_chambers_own,
    a_year_without_cases_is_none,
    statements_of_reasons_fit_the_list_of_fields,
);

async fn new(app: &App, name: &str) -> CaseId {
    let asked = serde_json::to_value(dossier(name, None)).unwrap();
    open(app, Kind::NewOrganisation, None, asked).await
}

async fn decided(app: &App, case: CaseId, decision: Decision, ground: Option<Ground>) {
    let standing = Standing {
        mandates: vec![("ihk-saarland".into(), Mandate::Moderator)],
        assurance: Assurance {
            level: Level::Two,
            fresh: true,
        },
        ..Standing::default()
    };
    let person = app.person("moderator@ihk.example").make().await;
    let (actor, region) = (&Actor::person(person.0, standing), &testkit::region());
    let desk = Desk {
        journal: app.journal(),
        region,
        actor,
    };
    let said = Statement {
        ground,
        facts: "Frau Geheimnis rief an und sagte dies und das.".into(),
        remedy: "Herr Verborgen weiß Rat.".into(),
    };
    decide(desk, case, None, decision, &said).await.unwrap();
}

/// A figure of the API: none where it is hidden.
fn figure(told: &Value, table: &str, chamber: &str, column: &str) -> Option<f64> {
    let find = |list: &Value, key: &str, value: &str| {
        let found = list.as_array().unwrap().iter().find(|one| one[key] == value);
        found.unwrap_or_else(|| panic!("no {value} in {list}")).clone()
    };
    let row = find(&find(&told["tables"], "name", table)["rows"], "chamber", chamber);
    let cell = find(&row["figures"], "column", column);
    assert_eq!(cell["hidden"] == json!(true), cell.get("value").is_none());
    cell["value"].as_f64()
}

async fn small_figures_are_not_shown_in_any_face(app: App) {
    for number in 0..12 {
        let case = new(&app, &format!("Werk {number}")).await;
        match number {
            0..6 => decided(&app, case, Decision::Approved, None).await,
            6..9 => decided(&app, case, Decision::Refused, Some(Ground::Duplicate)).await,
            _ => {}
        }
    }
    let told = app.client().get("/api/v1/transparency").await.expect(200).json();
    assert_eq!(figure(&told, "open", "total", "total"), None, "three are open");
    assert_eq!(figure(&told, "decisions", "total", "total"), Some(9.0));
    assert_eq!(figure(&told, "decisions", "ihk-saarland", "duplicate"), None, "three");
    assert_eq!(
        figure(&told, "decisions", "ihk-saarland", "approved"),
        None,
        "six, and nine together"
    );
    assert_eq!(figure(&told, "kinds", "total", "new_organisation"), Some(9.0));
    assert!(told["tables"][0]["query"].as_str().unwrap().starts_with("SELECT"));
    for lang in ["fr", "de", "en"] {
        let page = app.client().get(&format!("/{lang}/transparency")).await.expect(200);
        assert!(page.header("cache-control").starts_with("public"));
        let cells = page.page();
        assert!(cells.count("#decisions td .visually-hidden") >= 4);
        assert!(cells.text("#decisions").contains('9'));
        assert_eq!(cells.count("#appeals table"), 0, "nothing to count");
        let file = app.client().get(&format!("/{lang}/transparency.csv")).await.expect(200);
        assert!(file.text().contains(",decisions,ihk-saarland,"));
        let hidden = file.text().lines().filter(|line| line.ends_with(",,true")).count();
        let shown = told.to_string().matches("\"hidden\":true").count();
        assert_eq!(hidden, shown, "the file hides what the API hides");
    }
    assert!(
        app.client()
            .get("/de/verification")
            .await
            .text()
            .contains("/de/transparency")
    );
    // Kept until the journal moves on.
    app.tamper("UPDATE case_file SET kind = 'claim'").await.unwrap();
    let kept = app.client().get("/api/v1/transparency").await.json();
    assert_eq!(figure(&kept, "kinds", "total", "new_organisation"), Some(9.0));
    new(&app, "Noch eines").await;
    app.settle().await;
    let told = app.client().get("/api/v1/transparency").await.json();
    assert_eq!(figure(&told, "kinds", "total", "claim"), Some(9.0));
}

async fn time_is_the_chambers_own(app: App) {
    let mut cases = Vec::new();
    for number in 0..6 {
        cases.push(new(&app, &format!("Werk {number}")).await);
    }
    let opened = app.clock().now();
    for (case, days) in cases.iter().zip([1, 2, 3, 4, 5, 6]) {
        // Two weeks of which the applicant took all but some working days.
        let now = opened + 14 * DAY;
        let calendar = testkit::region().calendar("SAR").working_micros_between(opened, now);
        let waited = calendar - days * DAY;
        let sql = format!(
            "UPDATE case_file SET waited = {waited} WHERE title = 'Werk {}'",
            days - 1
        );
        app.tamper(&sql).await.unwrap();
        app.clock().advance(now - app.clock().now());
        decided(&app, *case, Decision::Approved, None).await;
    }
    let worked = app
        .list("SELECT CAST(worked AS TEXT) FROM case_file ORDER BY case_file.worked")
        .await;
    let expected: Vec<String> = (1..=6).map(|days| (days * DAY).to_string()).collect();
    assert_eq!(worked, expected);
    app.settle().await;
    let told = app.client().get("/api/v1/transparency").await.json();
    assert_eq!(
        figure(&told, "time", "ihk-saarland", "median"),
        Some(3.0),
        "the lower of the two in the middle"
    );
    assert_eq!(figure(&told, "time", "total", "median"), Some(3.0));
    assert!(
        app.client()
            .get("/de/transparency")
            .await
            .page()
            .text("#time")
            .contains("3,0")
    );
}

async fn a_year_without_cases_is_none(app: App) {
    for path in [
        "/api/v1/transparency?year=1999",
        "/api/v1/transparency?year=x",
        "/de/transparency?year=9999",
        "/fr/transparency.csv?jahr=1",
    ] {
        app.client().get(path).await.assert_problem("malformed");
    }
    let page = app.client().get("/fr/transparency").await.expect(200).page();
    assert_eq!(page.count("table"), 0, "nothing was decided yet");
}

/// The fields of the EU Transparency Database (trust.md C2): name, whether each statement has it, what it may be.
const FIELDS: &[(&str, bool, &str)] = &[
    ("decision_visibility", true, "list:DECISION_VISIBILITY_"),
    ("decision_visibility_other", false, "text:500"),
    ("account_type", true, "word:ACCOUNT_TYPE_"),
    ("decision_ground", true, "word:DECISION_GROUND_"),
    ("illegal_content_legal_ground", false, "text:500"),
    ("illegal_content_explanation", false, "text:2000"),
    ("incompatible_content_ground", false, "text:500"),
    ("incompatible_content_explanation", false, "text:2000"),
    ("incompatible_content_illegal", false, "yes"),
    ("content_type", true, "list:CONTENT_TYPE_"),
    ("category", true, "word:STATEMENT_CATEGORY_"),
    ("territorial_scope", true, "list:"),
    ("content_language", true, "word:"),
    ("content_date", true, "date"),
    ("application_date", true, "date"),
    ("end_date_visibility_restriction", false, "date"),
    ("decision_facts", true, "text:5000"),
    ("source_type", true, "word:SOURCE_"),
    ("automated_detection", true, "yes"),
    ("automated_decision", true, "word:AUTOMATED_DECISION_"),
    ("puid", true, "id"),
];

fn fits(value: &Value, what: &str) -> bool {
    let word = |value: &Value, begin: &str| {
        value.as_str().is_some_and(|text| {
            text.starts_with(begin)
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        })
    };
    let (kind, rest) = what.split_once(':').unwrap_or((what, ""));
    match kind {
        "list" => value
            .as_array()
            .is_some_and(|list| !list.is_empty() && list.iter().all(|one| word(one, rest))),
        "word" => word(value, rest),
        "text" => value
            .as_str()
            .is_some_and(|text| (1..=rest.parse().unwrap()).contains(&text.chars().count())),
        "yes" => value == "Yes" || value == "No",
        "date" => value
            .as_str()
            .is_some_and(|text| text.len() == 10 && text.parse::<chrono::NaiveDate>().is_ok()),
        _ => value.as_str().is_some_and(|text| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        }),
    }
}

async fn statements_of_reasons_fit_the_list_of_fields(app: App) {
    let mut expected = 0;
    for ground in Ground::of(Kind::NewOrganisation) {
        let case = new(&app, "Geheimnis GmbH").await;
        decided(&app, case, Decision::Refused, Some(*ground)).await;
        expected += 1;
    }
    for ground in Ground::of(Kind::Content) {
        app.add([testkit::organisation(ground.code())]).await;
        let id = app.id(ground.code()).await;
        let case = open(
            &app,
            Kind::Content,
            None,
            json!({ "name": "Geheimnis GmbH", "organisation": id }),
        )
        .await;
        decided(&app, case, Decision::Removed, Some(*ground)).await;
        expected += 1;
    }
    let case = new(&app, "Gut").await;
    decided(&app, case, Decision::Approved, None).await;
    let region = testkit::region();
    let all = scope(&Actor::system(Purpose::Maintenance), Action::ReadCase);
    let read = async |now: i64| {
        statements(&all, app.database(), &region, (0, i64::MAX, now), Uuid::nil())
            .await
            .unwrap()
            .0
    };
    assert!(read(app.clock().now()).await.is_empty(), "they can still be undone");
    let stated = read(app.clock().now() + DAY).await;
    assert_eq!(stated.len(), expected, "one a negative decision");
    for statement in &stated {
        let object = statement.as_object().unwrap();
        for (name, value) in object {
            let (.., what) = FIELDS
                .iter()
                .find(|(known, ..)| known == name)
                .unwrap_or_else(|| panic!("{name} is no field"));
            assert!(fits(value, what), "{name}: {value} is no {what}");
        }
        for (name, ..) in FIELDS.iter().filter(|(_, always, _)| *always) {
            assert!(object.contains_key(*name), "{name} is missing in {statement}");
        }
        let illegal = object["decision_ground"] == "DECISION_GROUND_ILLEGAL_CONTENT";
        assert_eq!(object.contains_key("illegal_content_legal_ground"), illegal);
        assert_eq!(object.contains_key("incompatible_content_ground"), !illegal);
        let other = object["decision_visibility"][0] == "DECISION_VISIBILITY_OTHER";
        assert_eq!(object.contains_key("decision_visibility_other"), other);
        for secret in ["Geheimnis", "Verborgen", "ihk.example"] {
            assert!(!statement.to_string().contains(secret), "{statement}");
        }
    }
    assert_eq!(
        app.count("SELECT count(*) FROM case_file WHERE sor IS NOT NULL").await,
        expected as i64
    );
    let guest = scope(&Actor::guest(), Action::ReadCase);
    let none = statements(&guest, app.database(), &region, (0, i64::MAX, i64::MAX), Uuid::nil())
        .await
        .unwrap();
    assert!(none.0.is_empty(), "nobody but the platform reads all of them");
}
