//! Which feature may use which: the list in ARCHITECTURE.md against what the code names.

use xtask::tidy;

use crate::said;

const LIST: &str = "# House\n\n```dependencies\norganisations -> (none)\nregistry -> organisations\n```\n";

fn of(file: &str, code: &str) -> Vec<String> {
    let files = [
        ("ARCHITECTURE.md", LIST),
        ("server/src/organisations/mod.rs", "//! O."),
        ("server/src/registry/mod.rs", "//! R."),
        ("server/src/platform/mod.rs", "//! P."),
        (file, code),
    ];
    said(tidy::dependencies, &files)
}

#[test]
fn listed_directions_are_free() {
    for (file, code) in [
        (
            "server/src/registry/a.rs",
            "use crate::organisations::{bulk, Kind as K};\nuse crate::platform::clock;",
        ),
        ("server/src/registry/a.rs", "use crate::registry::tables;"),
        (
            "server/src/cli/import.rs",
            "use crate::{organisations::bulk, registry};",
        ),
        ("server/src/app.rs", "let routes = crate::registry::routes();"),
        (
            "server/src/organisations/a.rs",
            "// crate::registry is another feature\nlet a = \"crate::registry\";",
        ),
        (
            "server/src/organisations/a.rs",
            "mod registry; use registry::x; use other_crate::registry;",
        ),
    ] {
        assert_eq!(of(file, code), [""; 0], "{code}");
    }
}

#[test]
fn other_directions_are_faults() {
    for (file, code, expected) in [
        (
            "server/src/organisations/a.rs",
            "//! A.\nuse crate::registry::run;",
            "a.rs:2: `organisations` uses `registry`; ARCHITECTURE.md",
        ),
        (
            "server/src/organisations/a.rs",
            "use crate::{\n  platform::{a, b::c},\n  registry::run,\n};",
            "a.rs:3: `organisations` uses `registry`",
        ),
        (
            "server/src/organisations/a.rs",
            "fn a() -> crate::registry::Run {}",
            "a.rs:1: `organisations` uses `registry`",
        ),
        (
            "server/src/registry/a.rs",
            "use crate::organisations::tables::Row;",
            "a.rs:1: the tables of `organisations` are its own",
        ),
        (
            "server/src/registry/a.rs",
            "use crate::organisations::{model, tables};",
            "a.rs:1: the tables of `organisations` are its own",
        ),
        (
            "server/src/cli/a.rs",
            "use crate::organisations::tables;",
            "a.rs:1: the tables of `organisations` are its own",
        ),
        (
            "server/src/platform/a.rs",
            "use crate::organisations;",
            "a.rs:1: platform knows no feature",
        ),
        (
            "server/src/registry/a.rs",
            "use crate::cli::run;",
            "a.rs:1: `registry` uses `cli`, which stands above it",
        ),
        (
            "server/src/registry/a.rs",
            "use crate::app::{App, routes};",
            "a.rs:1: `registry` uses `app`, which stands above it",
        ),
        (
            "server/src/platform/a.rs",
            "use crate::app::App;",
            "a.rs:1: `platform` uses `app`, which stands above it",
        ),
    ] {
        let found = of(file, code);
        assert_eq!(found.len(), 1, "{code}: {found:#?}");
        assert!(found[0].contains(expected), "{code}: {found:#?}");
    }
}

#[test]
fn every_feature_is_listed() {
    let found = of("server/src/chambers/mod.rs", "//! C.");
    assert_eq!(
        found,
        ["ARCHITECTURE.md:3: feature `chambers` has no line in the list of dependencies"]
    );
    let bare = [("server/src/chambers/mod.rs", "//! C.")];
    assert_eq!(
        said(tidy::dependencies, &bare),
        ["ARCHITECTURE.md:1: no fenced list ```dependencies"]
    );
}

#[test]
fn the_list_has_no_circle() {
    let list = "```dependencies\na -> b\nb -> c\nc -> a\nd -> a\n```\n";
    let files = [("ARCHITECTURE.md", list), ("server/src/a.rs", "")];
    let found = said(tidy::dependencies, &files);
    assert_eq!(
        found,
        ["ARCHITECTURE.md:1: features know each other in a circle: a, b, c, d"]
    );
}
