//! Checks of files: lengths, headers, migrations, templates, panics, leftovers.

use xtask::tidy;
use xtask::tree::Tree;

use crate::said;

#[test]
fn a_file_may_have_600_lines() {
    let fits = "\n".repeat(600);
    let long = "\n".repeat(601);
    let files = [
        ("a/fits.rs", fits.as_str()),
        ("a/long.rs", &long),
        ("a/list.csv", &long),
    ];
    let expected = ["a/long.rs:600: 601 lines; more than 600 are two files"];
    assert_eq!(said(tidy::lengths, &files), expected);
    let listed = tidy::long_files(&Tree::of(&files));
    assert_eq!(listed, [("a/fits.rs".to_owned(), 600)]);
}

#[test]
fn each_file_says_what_it_holds() {
    let files = [("a.rs", "//! A.\n"), ("b.rs", "// B.\n"), ("c.rs", ""), ("d.md", "")];
    let found = said(tidy::headers, &files);
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("b.rs:1:") && found[1].starts_with("c.rs:1:"));
}

#[test]
fn migrations_come_in_pairs() {
    let files = [
        ("server/migrations/postgres/0001_journal.sql", ""),
        ("server/migrations/postgres/0002_facts.sql", ""),
        ("server/migrations/sqlite/0001_journal.sql", ""),
        ("server/migrations/sqlite/0002_fact.sql", ""),
    ];
    let found = said(tidy::migrations, &files);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].starts_with(
            "server/migrations/sqlite/0002_fact.sql:1: server/migrations/postgres/0002_fact.sql is missing"
        )
    );
    assert!(found[1].starts_with("server/migrations/postgres/0002_facts.sql:1: "));
    assert_eq!(said(tidy::migrations, &[files[0], files[2]]), [""; 0]);
}

#[test]
fn a_number_is_taken_once() {
    let files = [
        ("server/migrations/postgres/0001_a.sql", ""),
        ("server/migrations/postgres/0001_b.sql", ""),
        ("server/migrations/sqlite/0001_a.sql", ""),
        ("server/migrations/sqlite/0001_b.sql", ""),
        ("server/migrations/postgres/later.sql", ""),
        ("server/migrations/sqlite/later.sql", ""),
    ];
    let found = said(tidy::migrations, &files);
    assert_eq!(
        found
            .iter()
            .filter(|f| f.contains("0001 is taken by 0001_a.sql"))
            .count(),
        2
    );
    assert_eq!(found.iter().filter(|f| f.contains("is named by a number")).count(), 2);
}

#[test]
fn templates_are_used() {
    let files = [
        ("server/src/home/pages.rs", "#[template(path = \"home/page.html\")]"),
        (
            "server/src/home/page.html",
            "{% extends \"web/layout.html\" %}{%- include \"row.html\" -%}",
        ),
        ("server/src/home/row.html", ""),
        ("server/src/home/old.html", "{% include \"home/row.html\" %}"),
        ("server/src/web/layout.html", ""),
    ];
    let expected = ["server/src/home/old.html:1: no page and no template uses this"];
    assert_eq!(said(tidy::unused_templates, &files), expected);
}

#[test]
fn pages_have_no_script_or_style_of_their_own() {
    let good = "<script type=\"module\" src=\"{{ x }}\"></script>\n<script type=\"application/ld+json\">{}</script>\n\
                <p class=\"style\">style=\"no tag\" a < b</p><a href=\"?online=1\">";
    let bad = "<p\n style=\"color: red\">\n<script>x()</script>\n<a onclick=\"x()\">\n<style>p{}</style>";
    assert_eq!(said(tidy::inline_code, &[("server/src/a.html", good)]), [""; 0]);
    let found = said(tidy::inline_code, &[("server/src/b.html", bad)]);
    let places: Vec<_> = found.iter().map(|line| &line[..19]).collect();
    assert_eq!(
        places,
        [
            "server/src/b.html:1",
            "server/src/b.html:3",
            "server/src/b.html:4",
            "server/src/b.html:5"
        ]
    );
}

#[test]
fn panics_are_for_tests() {
    let source = "//! `.unwrap()` in words\nfn a() { b.unwrap(); c.expect(\"d\"); \".unwrap()\"; e.unwrap_or(f) }\n\
                  #[cfg(test)]\nmod tests {\n fn g() { h.unwrap() }\n}\n";
    let files = [
        ("crates/x/src/a.rs", source),
        ("crates/x/tests/it/a.rs", source),
        ("testkit/src/a.rs", source),
    ];
    let found = said(tidy::panics, &files);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(found.iter().all(|line| line.starts_with("crates/x/src/a.rs:2:")));
}

#[test]
fn notes_to_oneself_are_found_as_whole_words() {
    let files = [
        ("xtask/leftovers.txt", "LATER\n/home/me/\n"),
        ("a.rs", "// LATER: more\n// LATERAL\nlet b = \"/home/me/c\";"),
        ("Cargo.lock", "LATER"),
    ];
    let expected = [
        "a.rs:1: `LATER` must not stay here",
        "a.rs:3: `/home/me/` must not stay here",
    ];
    assert_eq!(said(tidy::leftovers, &files), expected);
}

#[test]
fn metrics_are_described_recorded_and_no_others_asked_for() {
    let files = [
        (
            "docs/metrics.md",
            "| name |\n| `http_requests_total` | counter |\n| `gone_for_good_total` | counter |\n",
        ),
        (
            "docs/alerts.yml",
            "expr: rate(http_requests_total[5m]) > 0 or never_was_total > 1\n",
        ),
        (
            "server/src/a.rs",
            "fn a() {\n    counter!(\"http_requests_total\").increment(1);\n    gauge!(\"new_one\").set(1.0);\n}\n",
        ),
    ];
    assert_eq!(
        said(tidy::metrics, &files),
        [
            "server/src/a.rs:3: new_one is not described in docs/metrics.md",
            "docs/metrics.md:1: gone_for_good_total is described, and nobody records it",
            "docs/alerts.yml:1: never_was_total is recorded by nobody",
        ]
    );
}
