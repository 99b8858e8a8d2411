//! What the test runners wrote down, brought to one form: a name, how long it took, whether it
//! held. Read from JUnit (nextest), from Playwright's JSON, and from closing lines.

use serde_json::Value;

/// One test that ran.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its whole name, with the crate or the file.
    pub name: String,
    /// How long it took.
    pub seconds: f64,
    /// Whether it held.
    pub passed: bool,
}

/// The cases of a JUnit report as nextest writes it.
///
/// ```
/// let xml = r#"<testcase name="sqlite::reads" classname="server::it" time="0.25"></testcase>"#;
/// let cases = xtask::report::junit(xml);
/// assert_eq!(cases[0].name, "server::it sqlite::reads");
/// assert!(cases[0].passed);
/// ```
#[must_use]
pub fn junit(xml: &str) -> Vec<Case> {
    let cases = xml.split("<testcase ").skip(1);
    cases
        .map(|case| {
            let tag = case.split('>').next().unwrap_or_default();
            let of = |name| attribute(tag, name).unwrap_or_default();
            Case {
                name: format!("{} {}", of("classname"), of("name")),
                seconds: of("time").parse().unwrap_or(0.0),
                passed: !case.contains("<failure") && !case.contains("<error"),
            }
        })
        .collect()
}

/// The value of an attribute; `>` stands escaped in it.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = format!(" {name}=\"");
    let tag = format!(" {tag}");
    let value = tag.split_once(&start)?.1.split('"').next()?;
    let plain = value.replace("&lt;", "<").replace("&gt;", ">");
    Some(plain.replace("&quot;", "\"").replace("&amp;", "&"))
}

/// The cases of Playwright's JSON report; skipped ones are left out.
#[must_use]
pub fn playwright(report: &Value) -> Vec<Case> {
    let mut cases = Vec::new();
    suites(report, "", &mut cases);
    cases
}

fn suites(parent: &Value, before: &str, cases: &mut Vec<Case>) {
    for suite in array(parent, "suites") {
        let title = joined(before, text(suite, "title"));
        for spec in array(suite, "specs") {
            for test in array(spec, "tests") {
                let status = text(test, "status");
                if status == "skipped" {
                    continue;
                }
                let results = array(test, "results");
                let milliseconds: f64 = results.filter_map(|r| r["duration"].as_f64()).sum();
                let project = text(test, "projectName");
                cases.push(Case {
                    name: joined(&joined(project, &title), text(spec, "title")),
                    seconds: milliseconds / 1000.0,
                    passed: status != "unexpected",
                });
            }
        }
        suites(suite, &title, cases);
    }
}

fn array<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn joined(before: &str, after: &str) -> String {
    [before, after]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" › ")
}

/// Passed and failed in closing lines of `cargo test`, all of them added up.
#[must_use]
pub fn cargo_test(output: &str) -> (usize, usize) {
    let lines = output.lines().filter(|line| line.starts_with("test result:"));
    lines.fold((0, 0), |(passed, failed), line| {
        (
            passed + number_before(line, " passed"),
            failed + number_before(line, " failed"),
        )
    })
}

/// Passed and failed as Node's test runner closes, in either of its forms.
#[must_use]
pub fn node_test(output: &str) -> (usize, usize) {
    let count = |word: &str| {
        let line = output.lines().rev().find_map(|line| {
            let words: Vec<_> = line.split_whitespace().collect();
            match words.as_slice() {
                ["#" | "ℹ", first, number] if *first == word => number.parse().ok(),
                _ => None,
            }
        });
        line.unwrap_or(0)
    };
    (count("pass"), count("fail"))
}

fn number_before(line: &str, word: &str) -> usize {
    let before = line.split(word).next().unwrap_or_default();
    before
        .split_whitespace()
        .next_back()
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// The slowest cases, slowest first.
#[must_use]
pub fn slowest(cases: &[Case], count: usize) -> Vec<&Case> {
    let mut ordered: Vec<_> = cases.iter().collect();
    ordered.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
    ordered.truncate(count);
    ordered
}

/// How many cases have this module in their name: `sqlite` or `postgres`.
#[must_use]
pub fn on_database(cases: &[Case], module: &str) -> usize {
    let has = |name: &str| name.split([' ', ':']).rev().skip(1).any(|part| part == module);
    cases.iter().filter(|case| has(&case.name)).count()
}
