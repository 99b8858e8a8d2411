//! What words find: folding, all words, beginnings, weights, codes, reasons.

use search::{Document, Field, How, Language, Query, Why, fold};

use crate::support::{Fixture, named, numbers, plain};

#[test]
fn folding() {
    let cases: &[(&str, &[&str])] = &[
        ("", &[]),
        ("  ..., ", &[]),
        ("Banque NATIONALE", &["banque", "nationale"]),
        ("L'été d’Évreux", &["l", "ete", "d", "evreux"]),
        ("Straße STRASSE", &["strasse", "strasse"]),
        (
            "Müller Mueller Muller MU\u{308}LLER",
            &["muller", "muller", "muller", "muller"],
        ),
        ("Überherrn Ueberherrn", &["uberherrn", "uberherrn"]),
        ("Köln Koeln Äpfel Aepfel", &["koln", "koln", "apfel", "apfel"]),
        ("cœur coeur cour", &["coeur", "coeur", "cour"]),
        ("rue neue Bauer que avenue", &["rue", "neue", "bauer", "que", "avenue"]),
        ("Sàrl S.à r.l.", &["sarl", "s", "a", "r", "l"]),
        ("Smørrebrød Łódź", &["smorrebrod", "lodz"]),
        ("Saint-Vith/2", &["saint", "vith", "2"]),
        ("ﬁn ² Ⅳ", &["fin", "2", "iv"]),
        ("Donau\u{ad}dampf", &["donaudampf"]),
    ];
    for (text, expected) in cases {
        assert_eq!(fold(text), *expected, "{text:?}");
    }
    assert_eq!(fold(&"x".repeat(300))[0].len(), 64);
    assert_eq!(fold(&"é".repeat(300))[0].len(), 64);
}

#[test]
fn spellings_find_each_other() {
    let groups: &[&[&str]] = &[
        &["Müller", "Mueller", "Muller", "MÜLLER"],
        &["Straße", "Strasse"],
        &["Œuvre", "Oeuvre"],
        &["Éloi", "eloi", "ELOI"],
        &["Überall", "Ueberall", "Uberall"],
        &["Chênée", "chenee"],
    ];
    for group in groups {
        let fixture = Fixture::names(group);
        for written in *group {
            for query in [(*written).to_owned(), format!("{written} ")] {
                assert_eq!(fixture.found(&query).len(), group.len(), "{query:?} in {group:?}");
            }
        }
    }
}

#[test]
fn umlauts_as_they_are_typed() {
    let fixture = Fixture::names(&["Müller", "Mueller"]);
    for typed in ["Mü", "Mue", "Mul", "mull", "muell", "müll"] {
        assert_eq!(fixture.found(typed), [0, 1], "{typed}");
    }
}

#[test]
fn all_words_in_any_field() {
    let document = Document {
        names: vec!["Atelier Bois".into(), "Menuiserie".into()],
        places: vec!["Metz".into()],
        texts: vec![(Language::French, "Des escaliers sur mesure".into())],
        codes: vec!["552 008 443".into(), "B82454".into()],
        ..plain(0)
    };
    let fixture = Fixture::new(&[document, named(1, "Atelier Fer")]);
    let cases: &[(&str, &[u32])] = &[
        ("", &[0, 1]),
        ("?!", &[0, 1]),
        ("atelier", &[0, 1]),
        ("atelier bois", &[0]),
        ("metz escaliers menuiserie", &[0]),
        ("atelier metz fer", &[]),
        ("esc", &[0]),
        ("esc ", &[]),
        ("esc, ", &[]),
        ("atel bois", &[]),
        ("bois atel", &[0]),
        ("b", &[]),
        ("552008443", &[0]),
        ("552 008 443", &[0]),
        ("552.008.443", &[0]),
        ("55200844", &[]),
        ("B 82.454", &[0]),
        ("b82454", &[0]),
        ("B8245", &[]),
        ("metz B 82454", &[0]),
        ("atelier atelier", &[0, 1]),
    ];
    for (text, expected) in cases {
        assert_eq!(fixture.found(text), *expected, "{text:?}");
    }
}

#[test]
fn names_weigh_more_than_texts() {
    let text = |number| Document {
        texts: vec![(Language::German, "Wasser und noch mehr Wasser".into())],
        names: vec!["Anderes".into()],
        ..plain(number)
    };
    let place = Document {
        places: vec!["Wasser".into()],
        ..named(2, "Anderes")
    };
    let fixture = Fixture::new(&[text(0), text(1), place, named(3, "Wasser")]);
    let answer = fixture.ask(&Query::text("wasser"));
    assert_eq!(numbers(&answer), [3, 2, 0, 1]);
    assert!(answer.hits.windows(2).all(|pair| pair[0].score >= pair[1].score));
}

#[test]
fn reasons() {
    let document = Document {
        places: vec!["Liège".into()],
        texts: vec![(Language::French, "Brasserie artisanale".into())],
        ..named(0, "Brasserie du Perron")
    };
    let fixture = Fixture::new(&[document]);
    let why = |text: &str| fixture.ask(&Query::text(text)).hits.remove(0).why;
    let reason = |word: &str, field, how| Why {
        word: word.into(),
        field,
        how,
    };
    assert_eq!(why(""), []);
    assert_eq!(
        why("brasserie perr"),
        [
            reason("brasserie", Field::Names, How::Exact),
            reason("brasserie", Field::Texts, How::Exact),
            reason("perr", Field::Names, How::Prefix),
        ]
    );
    let to = How::Synonym { to: "Liège".into() };
    assert_eq!(why("Lüttich"), [reason("luettich", Field::Places, to)]);
    let to = How::Typo {
        to: "artisanale".into(),
    };
    assert_eq!(why("artisnaale"), [reason("artisnaale", Field::Texts, to)]);
}

#[test]
fn longest_queries() {
    use search::SearchError::{TooLong, TooManyWords};
    let fixture = Fixture::names(&["a"]);
    let ask = |text: String| fixture.index.search(&Query::text(text)).err();
    assert_eq!(ask("x".repeat(102_400)), Some(TooLong { bytes: 102_400 }));
    assert_eq!(ask("x".repeat(512)), None);
    assert_eq!(ask("x ".repeat(33)), Some(TooManyWords { words: 33 }));
    assert_eq!(ask("x ".repeat(32)), None);
}
