//! Rust split into code, comments and texts: the places where a simple reader goes wrong.

use xtask::source::{Source, line_of};

fn texts(source: &str) -> Vec<String> {
    let texts = Source::of(source).texts;
    texts.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn texts_of_every_kind() {
    let cases = [
        (r#"f("a")"#, vec!["a"]),
        (r#"f("a\"b", "c")"#, vec![r#"a\"b"#, "c"]),
        (r##"f(r"\", r#"a"b"#)"##, vec![r"\", "a\"b"]),
        (r#"f(b"a", c"b")"#, vec!["a", "b"]),
        (r#"f('"', '\'', "a")"#, vec!["a"]),
        (r#"f::<'a>("b")"#, vec!["b"]),
        (
            r#"// "no"
            f("yes")"#,
            vec!["yes"],
        ),
        (r#"/* "no" /* "nor" */ "still not" */ f("yes")"#, vec!["yes"]),
        (r#"for"a""#, vec!["a"]),
        (r#"f("never closed"#, vec!["never closed"]),
    ];
    for (source, expected) in cases {
        assert_eq!(texts(source), expected, "{source}");
    }
}

#[test]
fn code_keeps_its_lines() {
    let source = "a /* x\n y */ b \"c\nd\" e // f\ng";
    let code = Source::of(source).code;
    assert_eq!(code.lines().count(), source.lines().count());
    assert_eq!(line_of(&code, code.find('g').unwrap()), 4);
    assert!(!code.contains('x') && !code.contains('d') && !code.contains('f'));
}

#[test]
fn letters_of_more_than_one_byte() {
    let source = "let ö = 'é'; // ü\nlet ß = \"ß\";";
    let split = Source::of(source);
    assert_eq!(split.texts, [(2, "ß".to_owned())]);
    assert!(split.code.starts_with("let ö ="));
}

#[test]
fn what_only_tests_see() {
    let source =
        "fn a() {}\n#[cfg(test)]\nmod tests {\n  fn b() { {} }\n}\nfn c() {}\n#[cfg(test)]\nmod other;\nfn d() {}";
    let split = Source::of(source);
    assert_eq!(split.test_lines(), [2, 3, 4, 5, 7, 8]);
    let product = split.product_code();
    assert!(product.contains("fn a") && product.contains("fn c") && product.contains("fn d"));
    assert!(!product.contains("fn b") && !product.contains("other"));
}
