//! Reports as the runners write them, and the sum of a run.

use anyhow::bail;
use serde_json::json;
use xtask::report::{self, Case};
use xtask::steps::{Run, Tally};
use xtask::{Command, usage};

const JUNIT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="nextest-run" tests="3" failures="1" errors="0" uuid="x" timestamp="y" time="0.021">
    <testsuite name="server::it" tests="2" disabled="0" errors="0" failures="1">
        <testcase name="http::sqlite::a_page" classname="server::it" timestamp="z" time="0.125">
        </testcase>
        <testcase name="http::postgres::a_page" classname="server::it" timestamp="z" time="1.500">
            <failure message="a &lt;failure&gt;" type="test failure">assertion</failure>
        </testcase>
        <testcase name="rules::a_&lt;b&gt;" classname="server::it" timestamp="z" time="0.001"/>
    </testsuite>
</testsuites>"#;

#[test]
fn cases_of_nextest() {
    let cases = report::junit(JUNIT);
    let seen: Vec<_> = cases
        .iter()
        .map(|case| (case.name.as_str(), case.seconds, case.passed))
        .collect();
    let expected = [
        ("server::it http::sqlite::a_page", 0.125, true),
        ("server::it http::postgres::a_page", 1.5, false),
        ("server::it rules::a_<b>", 0.001, true),
    ];
    assert_eq!(seen, expected);
    assert_eq!(report::on_database(&cases, "sqlite"), 1);
    assert_eq!(report::on_database(&cases, "postgres"), 1);
    assert_eq!(report::slowest(&cases, 1)[0].name, "server::it http::postgres::a_page");
    assert_eq!(report::junit(""), []);
}

#[test]
fn a_database_is_a_module_not_a_word() {
    let case = |name: &str| Case {
        name: name.to_owned(),
        seconds: 0.0,
        passed: true,
    };
    let cases = [
        "a sqlite::b",
        "a b::sqlite::c",
        "a sqlite_file::b",
        "a b::sqlite",
        "sqlite b",
    ]
    .map(case);
    // the last one is a crate of that name: all of its tests are on it
    assert_eq!(report::on_database(&cases, "sqlite"), 3);
}

#[test]
fn cases_of_playwright() {
    let test = |project: &str, status: &str| json!({"projectName": project, "status": status, "results": [{"duration": 1500}, {"duration": 500}]});
    let report = json!({"suites": [{"title": "home.spec.ts", "specs": [], "suites": [
        {"title": "home", "specs": [{"title": "opens", "tests": [test("light", "expected"), test("dark", "unexpected"), test("print", "skipped")]}]}
    ]}]});
    let cases = report::playwright(&report);
    assert_eq!(cases.len(), 2);
    assert_eq!(
        cases[0],
        Case {
            name: "light › home.spec.ts › home › opens".to_owned(),
            seconds: 2.0,
            passed: true
        }
    );
    assert!(!cases[1].passed);
}

#[test]
fn closing_lines() {
    let rust = "test result: ok. 4 passed; 0 failed; 1 ignored\n\ntest result: FAILED. 2 passed; 3 failed; 0 ignored";
    assert_eq!(report::cargo_test(rust), (6, 3));
    assert_eq!(report::cargo_test("error: could not compile"), (0, 0));
    assert_eq!(report::node_test("ℹ tests 9\nℹ pass 7\nℹ fail 2\n"), (7, 2));
    assert_eq!(report::node_test("# pass 7\n# fail 0\n"), (7, 0));
}

#[test]
fn a_run_goes_on_after_a_failure_and_adds_up() {
    let mut run = Run::default();
    run.step("one", |_| Ok(Tally::one(true)));
    run.step("two", |_| bail!("PostgreSQL is missing; install it with: x"));
    run.step("three", |cases| {
        cases.extend(report::junit(JUNIT));
        Ok(Tally::of_runner(2, 1, false))
    });
    assert!(!run.is_good());
    let summary = run.summary();
    assert!(summary.contains("PostgreSQL is missing"), "{summary}");
    assert!(summary.contains("tests on SQLite: 1, on PostgreSQL: 1"), "{summary}");
    assert_eq!(summary.lines().last(), Some("3 passed, 2 failed"));
}

#[test]
fn a_runner_that_ended_badly_has_failed() {
    assert_eq!(Tally::of_runner(3, 0, true), Tally { passed: 3, failed: 0 });
    assert_eq!(Tally::of_runner(0, 0, false), Tally { passed: 0, failed: 1 });
    assert_eq!(Tally::of_runner(3, 2, false), Tally { passed: 3, failed: 2 });
}

#[test]
fn the_help_names_every_command() {
    for word in ["test", "check", "tidy", "gen", "measure", "bench"] {
        assert!(
            Command::read(&[word]).is_some() && usage().contains(&format!("\n{word} ")),
            "{word}"
        );
    }
    for drill in ["crash", "import-kill"] {
        let read = Command::read(&["drill", drill, "--seed", "2"]);
        assert!(
            read.is_some() && usage().contains(&format!("\ndrill {drill} ")),
            "{drill}"
        );
    }
    assert!(Command::read(&["test", "more"]).is_none());
    assert!(Command::read(&["drill"]).is_none());
    assert!(Command::read(&[]).is_none());
}
