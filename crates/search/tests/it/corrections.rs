//! Typos and other names: what is searched instead, and when.

use search::{Document, Filter, Query, Values};

use crate::support::{Fixture, named, plain};

fn corrected(fixture: &Fixture, text: &str) -> Vec<(String, String)> {
    fixture.ask(&Query::text(text)).corrected.unwrap_or_default()
}

#[test]
fn one_typo() {
    let fixture = Fixture::names(&["Banque Nationale", "Brauerei", "Müller", "Pain"]);
    let cases: &[(&str, &[u32])] = &[
        ("Bangue Nationale", &[0]),
        ("banqe ", &[0]),
        ("bannque ", &[0]),
        ("bnaque ", &[0]),
        ("danque ", &[0]),
        ("bnqaue ", &[]),
        ("nationsl", &[0]),
        ("nationsle", &[0]),
        ("brsue", &[1]),
        ("muelller", &[2]),
        ("mulller", &[2]),
        ("Mülller", &[2]),
        ("pan ", &[]),
        ("pein ", &[3]),
    ];
    for (text, expected) in cases {
        assert_eq!(fixture.found(text), *expected, "{text:?}");
    }
    assert_eq!(
        corrected(&fixture, "Bangue Nationale"),
        [("bangue".into(), "banque".into())]
    );
    assert_eq!(corrected(&fixture, "Banque Nationale"), []);
    assert_eq!(corrected(&fixture, "zzzzzz"), []);
}

#[test]
fn words_that_occur_are_not_corrected() {
    let fixture = Fixture::names(&["Maison", "Raison", "Saisonnier", "Liaison"]);
    assert_eq!(fixture.found("maison"), [0]);
    assert_eq!(fixture.found("saison"), [2], "a beginning is a hit too");
    assert_eq!(corrected(&fixture, "saison"), []);
    assert_eq!(fixture.found("saison "), [0, 1], "as a whole word it is not there");
}

#[test]
fn the_first_letter_is_believed_first() {
    let fixture = Fixture::names(&["Langue", "Banque"]);
    assert_eq!(fixture.found("bangue "), [1]);
}

#[test]
fn numbers_are_not_corrected() {
    let fixture = Fixture::names(&["Halle 12345"]);
    assert!(fixture.found("12346").is_empty());
}

#[test]
fn other_names() {
    let place = |number, place: &str| Document {
        places: vec![place.into()],
        ..named(number, "x")
    };
    let fixture = Fixture::new(&[
        place(0, "Liège"),
        place(1, "Lüttich"),
        place(2, "Saint-Vith"),
        place(3, "Sankt Vith"),
        place(4, "Trier"),
        place(5, "Saint-Mard"),
    ]);
    let cases: &[(&str, &[u32])] = &[
        ("Lüttich", &[0, 1]),
        ("LUETTICH", &[0, 1]),
        ("Liege", &[0, 1]),
        ("Luik ", &[0, 1]),
        ("Lütich", &[0, 1]),
        ("Lutich ", &[0, 1]),
        ("Luikk ", &[0, 1]),
        ("Sankt Vith", &[2, 3]),
        ("saint vith x", &[2, 3]),
        ("x sankt vith", &[2, 3]),
        ("Trèves", &[4]),
        ("Treves ", &[4]),
        ("Saint", &[2, 5]),
    ];
    for (text, expected) in cases {
        assert_eq!(fixture.found(text), *expected, "{text:?}");
    }
    assert_eq!(corrected(&fixture, "Luikk "), [("luikk".into(), "luik".into())]);
}

#[test]
fn spelling_says_nothing_of_what_may_not_be_seen() {
    let coloured = |number, name: &str, colour| Document {
        facets: vec![Values::One(colour), Values::Many(0)],
        ..named(number, name)
    };
    let fixture = Fixture::new(&[coloured(0, "Geheimnis", 0), coloured(1, "Fromage", 1), plain(2)]);
    let scope = vec![Filter::any(0, [1])];
    let ask = |text: &str| {
        fixture.ask(&Query {
            scope: scope.clone(),
            ..Query::text(text)
        })
    };
    // A hidden word is no reading of a typo, and does not keep one from being corrected.
    assert_eq!(ask("Geheimnix ").corrected, None);
    assert_eq!(ask("Geheimnis").total, 0);
    let fixture = Fixture::new(&[coloured(0, "Fromagr", 0), coloured(1, "Fromage", 1)]);
    let answer = fixture.ask(&Query {
        scope,
        ..Query::text("fromagr ")
    });
    assert_eq!(answer.corrected, Some(vec![("fromagr".into(), "fromage".into())]));
    assert_eq!(answer.total, 1);
}

/// The other names of a hidden place: they are no reading of a typo, and keep no word from being corrected.
#[test]
fn other_names_say_nothing_of_what_may_not_be_seen() {
    let coloured = |number, name: &str, colour| Document {
        facets: vec![Values::One(colour), Values::Many(0)],
        ..named(number, name)
    };
    let seen = |fixture: &Fixture, text: &str| {
        fixture.ask(&Query {
            scope: vec![Filter::any(0, [1])],
            ..Query::text(text)
        })
    };
    let hidden = Fixture::new(&[coloured(0, "Luik", 0), coloured(1, "Fromage", 1)]);
    assert_eq!(seen(&hidden, "lüttick ").corrected, None);
    let near = Fixture::new(&[coloured(0, "Luik", 0), coloured(1, "Liegr", 1)]);
    assert_eq!(
        seen(&near, "liège ").corrected,
        Some(vec![("liege".into(), "liegr".into())])
    );
    // How often a hidden word occurs says nothing either.
    let mut often = vec![
        coloured(0, "Fromage", 1),
        coloured(1, "Fromagi", 1),
        coloured(2, "Fromage", 1),
    ];
    often.extend((3..9).map(|number| coloured(number, "Fromagi", 0)));
    let often = seen(&Fixture::new(&often), "fromagx ").corrected.unwrap();
    assert_eq!(often[0].1, "fromage");
}
