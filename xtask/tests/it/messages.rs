//! Messages in three languages against each other and against the code that asks for them.

use xtask::tidy;

use crate::said;

const CODE: (&str, &str) = (
    "server/src/home/pages.rs",
    "fn a(t: Texts) { t.get(\"home-title\"); t.with(\"home-count\", &[]); }",
);

fn of(fr: &str, de: &str, en: &str, code: &[(&str, &str)]) -> Vec<String> {
    let mut files = vec![
        ("server/texts/fr/home.ftl", fr),
        ("server/texts/de/home.ftl", de),
        ("server/texts/en/home.ftl", en),
    ];
    files.extend(code);
    said(tidy::messages, &files)
}

fn same(texts: &str, code: &[(&str, &str)]) -> Vec<String> {
    of(texts, texts, texts, code)
}

#[test]
fn equal_and_used() {
    let texts =
        "home-title = A\nhome-count = { $count ->\n    [one] { $count } b\n   *[other] { NUMBER($count) } c\n }\n";
    assert_eq!(same(texts, &[CODE]), [""; 0]);
}

#[test]
fn a_message_is_missing_in_a_language() {
    let both = "home-title = A\nhome-count = { $count }\n";
    let found = of(both, "home-title = A\n", both, &[CODE]);
    assert_eq!(found, ["server/texts/en/home.ftl:2: `home-count` is missing in de"]);
}

#[test]
fn variables_differ() {
    let good = "home-title = A\nhome-count = { $count }\n";
    let found = of("home-title = A\n\nhome-count = { $n }\n", good, good, &[CODE]);
    let expected = "server/texts/fr/home.ftl:3: `home-count` uses $n here and $count in server/texts/en/home.ftl";
    assert_eq!(found, [expected]);
}

#[test]
fn nobody_uses_it() {
    let found = same("home-title = A\nhome-count = B\nhome-old = C\n", &[CODE]);
    assert_eq!(found, ["server/texts/en/home.ftl:3: nothing uses `home-old`"]);
}

#[test]
fn a_prefix_uses_all_that_begin_with_it() {
    let code = ("server/src/a.html", "<p>\n{{ t.term(\"kind\", code) }}");
    assert_eq!(same("kind-start-up = A\nkind-mid_cap = B\n", &[code]), [""; 0]);
    let found = same("kindly = A\n", &[code]);
    assert_eq!(
        found,
        [
            "server/texts/en/home.ftl:1: nothing uses `kindly`",
            "server/src/a.html:2: there is no message `kind-…`"
        ]
    );
}

#[test]
fn what_is_asked_for_must_be_there() {
    let code = [
        (
            "server/src/a.html",
            "{% if x %}\n  {{ self.t.get(\"a\") }}\n{% endif %} <p class=\"b\">",
        ),
        ("server/src/a.rs", "fn a() { map.get(\"c\"); t\n  .get(\"d\") }"),
    ];
    let found = same("a = A\n", &code);
    assert_eq!(found, ["server/src/a.rs:2: there is no message `d`"]);
    let found = same("b = B\n", &code);
    let expected = [
        "server/texts/en/home.ftl:1: nothing uses `b`",
        "server/src/a.html:2: there is no message `a`",
        "server/src/a.rs:2: there is no message `d`",
    ];
    assert_eq!(found, expected);
}

#[test]
fn messages_may_refer_to_each_other() {
    let texts = "-name = Passerelle\nhome-title = { -name } { home-part }\nhome-part = A\nhome-count = { nowhere }\n";
    let found = same(texts, &[CODE]);
    assert_eq!(found, ["server/texts/en/home.ftl:4: there is no message `nowhere`"]);
}

#[test]
fn what_is_not_fluent_is_named_with_its_line() {
    let good = "home-title = A\nhome-count = B\n";
    let found = of("home-title = A\nhome-count = B\n\n= what\n", good, good, &[CODE]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].starts_with("server/texts/fr/home.ftl:4: not Fluent"),
        "{found:#?}"
    );
}

#[test]
fn an_id_stands_once() {
    let found = of(
        "home-title = A\nhome-title = B\n",
        "home-title = A",
        "home-title = A",
        &[("server/src/a.rs", "\"home-title\"")],
    );
    assert_eq!(
        found,
        ["server/texts/fr/home.ftl:2: `home-title` is in server/texts/fr/home.ftl too"]
    );
}
