//! A small list, and what is found in it.

use super::*;

const LIST: &str = r#"
[[group]]
code = "sensors"
kind = "technology"
name = { fr = "Capteurs", de = "Sensorik", en = "Sensors" }

[[group]]
code = "infrastructure"
kind = "market"
name = { fr = "Ouvrages", de = "Infrastruktur", en = "Infrastructure" }

[[concept]]
code = "sensor-systems"
group = "sensors"
name = { fr = "Systèmes de mesure", de = "Sensorik", en = "Sensor technology" }
also = { fr = ["capteurs"], de = ["Messfühler"], en = ["sensors"] }

[[concept]]
code = "bridge-monitoring"
group = "sensors"
name = { fr = "Surveillance des ponts", de = "Brückenüberwachung", en = "Bridge monitoring" }
also = { fr = ["auscultation d’ouvrages d’art"], de = ["Brückenmonitoring"], en = ["SHM of bridges"] }

[[concept]]
code = "machine-learning"
group = "sensors"
name = { fr = "Apprentissage automatique", de = "Maschinelles Lernen", en = "Machine learning" }
also = { fr = ["IA"], de = ["KI", "Machine Learning"], en = ["AI"] }

[[concept]]
code = "e-mobility"
group = "sensors"
name = { fr = "Mobilité électrique", de = "E-Mobilität", en = "E-mobility" }
also = { fr = ["main-d’œuvre"], de = ["Elektromobilität"], en = ["electric vehicles"] }

[[concept]]
code = "road-construction"
group = "infrastructure"
name = { fr = "Construction routière", de = "Straßenbau", en = "Road construction" }
also = { fr = ["voirie"], de = ["Wegebau"], en = ["highways"] }

[[concept]]
code = "bridges"
group = "infrastructure"
name = { fr = "Ponts", de = "Brücken", en = "Bridges" }
also = { fr = ["ouvrages d’art"], de = ["Brückenbau"], en = ["bridge operators"] }
"#;

fn read(list: &str) -> Result<Concepts, LoadError> {
    Concepts::new(
        toml::from_str(list).unwrap(),
        ["Saarbrücken", "Brücken an der Saar"].into_iter(),
    )
}

fn list() -> Concepts {
    read(LIST).unwrap()
}

fn labels(concepts: &Concepts, locale: Locale, typed: &str) -> Vec<String> {
    let found = concepts.suggest(typed, locale, None, 10);
    found.iter().map(|suggestion| suggestion.label(locale)).collect()
}

#[test]
fn what_is_typed_finds_names_and_other_words_in_three_languages() {
    let concepts = list();
    for (locale, typed, expected) in [
        (Locale::De, "senso", &["Sensorik"][..]),
        (Locale::De, "capteurs", &["Sensorik (capteurs)"]),
        (Locale::De, "brücke", &["Brücken", "Brückenüberwachung"]),
        (Locale::De, "bruecke", &["Brücken", "Brückenüberwachung"]),
        (Locale::De, "brue", &["Brücken", "Brückenüberwachung"]),
        (Locale::De, "BRUCKEN", &["Brücken", "Brückenüberwachung"]),
        (Locale::De, "überwachung", &["Brückenüberwachung"]),
        (Locale::De, "monitoring", &["Brückenüberwachung (Brückenmonitoring)"]),
        (Locale::De, "strassen", &["Straßenbau"]),
        (Locale::De, "Straßen", &["Straßenbau"]),
        (Locale::De, "mobilität", &["E-Mobilität"]),
        (Locale::De, "emob", &["E-Mobilität"]),
        (Locale::De, "e-mob", &["E-Mobilität"]),
        (Locale::De, "KI", &["Maschinelles Lernen (KI)"]),
        (Locale::De, "brükce", &["Brücken", "Brückenüberwachung"]),
        (Locale::De, "maschienelles lernen", &["Maschinelles Lernen"]),
        (Locale::Fr, "pont", &["Ponts", "Surveillance des ponts"]),
        (Locale::Fr, "surveillance pont", &["Surveillance des ponts"]),
        (
            Locale::Fr,
            "ouvrage d'art",
            &[
                "Ponts (ouvrages d’art)",
                "Surveillance des ponts (auscultation d’ouvrages d’art)",
            ],
        ),
        (Locale::Fr, "main d’oeuvre", &["Mobilité électrique (main-d’œuvre)"]),
        (Locale::Fr, "main-d'œuvre", &["Mobilité électrique (main-d’œuvre)"]),
        (Locale::Fr, "electr", &["Mobilité électrique"]),
        (Locale::Fr, "Sensorik", &["Systèmes de mesure (Sensorik)"]),
        (Locale::Fr, "surveilance", &["Surveillance des ponts"]),
        (Locale::En, "bridge", &["Bridges", "Bridge monitoring"]),
        (Locale::En, "maschine learning", &["Machine learning"]),
        (Locale::En, "learning", &["Machine learning"]),
        (Locale::En, "voirie", &["Road construction (voirie)"]),
        // One error is forgiven in five letters, none in four, and never two.
        (Locale::En, "brigde", &["Bridges", "Bridge monitoring"]),
        (Locale::En, "raod", &[]),
        (Locale::En, "brgide mointoring", &[]),
        (Locale::En, "", &[]),
        (Locale::En, " - ’", &[]),
        (Locale::En, "nothing like it", &[]),
    ] {
        assert_eq!(labels(&concepts, locale, typed), expected, "{locale:?} {typed:?}");
    }
}

#[test]
fn the_likeliest_comes_first() {
    let concepts = read(
        r#"
group = [{ code = "g", kind = "market", name = { fr = "g", de = "g", en = "g" } }]
concept = [
    { code = "error", group = "g", name = { fr = "a", de = "Stehl", en = "k" } },
    { code = "part", group = "g", name = { fr = "b", de = "Edelstahl", en = "l" } },
    { code = "other-language", group = "g", name = { fr = "Stahlo", de = "Zweites", en = "m" } },
    { code = "inner", group = "g", name = { fr = "c", de = "Kalter Stahl", en = "n" } },
    { code = "synonym", group = "g", name = { fr = "d", de = "Erstes", en = "o" }, also = { de = ["Stahlrohr"] } },
    { code = "longer", group = "g", name = { fr = "e", de = "Stahlverarbeitung", en = "p" } },
    { code = "start", group = "g", name = { fr = "f", de = "Stahlbau", en = "q" } },
    { code = "whole", group = "g", name = { fr = "g", de = "Stahl", en = "r" } },
]"#,
    )
    .unwrap();
    let found = concepts.suggest("stahl", Locale::De, Some(Kind::Market), 20);
    let found: Vec<_> = found.iter().map(|it| (it.concept.code.as_str(), it.rank)).collect();
    let expected = [
        ("whole", Rank::Whole),
        ("start", Rank::NameStart),
        ("longer", Rank::NameStart),
        ("synonym", Rank::AlsoStart),
        ("inner", Rank::Inner),
        ("part", Rank::Part),
        ("other-language", Rank::NameStart),
        ("error", Rank::Error),
    ];
    assert_eq!(found, expected);
    assert_eq!(concepts.suggest("stahl", Locale::De, None, 3).len(), 3);
    assert!(concepts.suggest("stahl", Locale::De, None, 0).is_empty());
    assert!(
        concepts
            .suggest("stahl", Locale::De, Some(Kind::Technology), 20)
            .is_empty()
    );
}

#[test]
fn a_suggestion_says_which_word_and_language_matched() {
    let concepts = list();
    let found = concepts.suggest("capteur", Locale::De, Some(Kind::Technology), 5);
    let [one] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(
        (one.concept.code.as_str(), one.word, one.language),
        ("sensor-systems", "capteurs", Locale::Fr)
    );
    assert_eq!(one.reason(Locale::De), Some("capteurs"));
    let found = concepts.suggest("sensorik", Locale::De, None, 5);
    assert_eq!(found[0].reason(Locale::De), None);
}

#[test]
fn texts_speak_of_concepts() {
    let concepts = list();
    for (locale, text, expected) in [
        (
            Locale::De,
            "Wir bauen Sensorik für Brücken.",
            &["sensor-systems", "bridges"][..],
        ),
        (Locale::De, "Eine Sensoriklösung", &["sensor-systems"]),
        (Locale::De, "Der Brückenbauer", &["bridges"]),
        (Locale::De, "Talbrücken und Eisenbahnbrücke", &["bridges"]),
        // A place is no compound.
        (Locale::De, "Saarbrücken und Saarbrückens Sensorik", &["sensor-systems"]),
        (Locale::De, "STRASSENBAU", &["road-construction"]),
        (
            Locale::De,
            "maschinelles Lernen, Machine Learning",
            &["machine-learning"],
        ),
        // Shorter than four letters: it means too much.
        (Locale::De, "KI", &[]),
        (Locale::De, "maschinelles und anderes Lernen", &[]),
        (Locale::De, "maschinelles", &[]),
        (
            Locale::Fr,
            "Un capteur posé sur le pont",
            &["sensor-systems", "bridges"],
        ),
        (
            Locale::Fr,
            "l’auscultation d'ouvrages d'art",
            &["bridge-monitoring", "bridges"],
        ),
        // No compounds in French and English.
        (Locale::Fr, "pontage", &[]),
        (Locale::En, "bridgework", &[]),
        (
            Locale::En,
            "Sensors on a bridge, and its monitoring",
            &["sensor-systems", "bridges"],
        ),
        (Locale::En, "", &[]),
    ] {
        assert_eq!(concepts.in_text(text, locale), expected, "{locale:?} {text:?}");
    }
}

#[test]
fn entries_are_found_by_code_and_kind() {
    let concepts = list();
    let bridges = concepts.get("bridges").unwrap();
    assert_eq!((bridges.kind, bridges.group.as_str()), (Kind::Market, "infrastructure"));
    assert_eq!(bridges.name(Locale::De), "Brücken");
    assert_eq!(bridges.also(Locale::Fr), ["ouvrages d’art"]);
    assert!(concepts.get("bridge").is_none());
    assert_eq!(concepts.of(Kind::Technology).count(), 4);
    assert_eq!(concepts.of(Kind::Market).count(), 2);
    assert_eq!(concepts.groups().len(), 2);
    assert_eq!(concepts.group("sensors").unwrap().kind, Kind::Technology);
}

#[test]
fn faults_name_file_entry_and_mend() {
    for (from, to, expected) in [
        (
            "code = \"bridges\"",
            "code = \"e-mobility\"",
            "concepts.toml: concept e-mobility: it occurs twice; remove one or give it another code",
        ),
        (
            "code = \"infrastructure\"\nkind",
            "code = \"sensors\"\nkind",
            "concepts.toml: group sensors: it occurs twice",
        ),
        (
            "group = \"infrastructure\"\nname = { fr = \"Ponts\"",
            "group = \"bridging\"\nname = { fr = \"Ponts\"",
            "concept bridges.group: no group \"bridging\"; add a [[group]]",
        ),
        (
            "de = \"Brücken\", ",
            "",
            "concept bridges.name.de: it is missing; write the name in this language",
        ),
        (
            "en = \"Bridges\"",
            "en = \" \"",
            "concept bridges.name.en: it is missing",
        ),
        (
            "name = { fr = \"Ponts\"",
            "name = { fr = \"CONSTRUCTION  routiere\"",
            "concept bridges.name.fr: \"CONSTRUCTION  routiere\" is the name of concept road-construction too; give one",
        ),
        ("\"bridges\"", "\"Bridges\"", "concept Bridges.code: small letters a-z"),
        (
            "\"bridges\"",
            "\"bridges-\"",
            "concept bridges-.code: small letters a-z",
        ),
        (
            "[\"Brückenbau\"]",
            "[\"Bruecken\"]",
            "concept bridges.also.de: \"Bruecken\" is said already; remove it",
        ),
        (
            "[\"Brückenbau\"]",
            "[\"-\"]",
            "concept bridges.also.de: \"-\" is no word",
        ),
        (
            "[\"Brückenbau\"]",
            "[\"A\", \"B\", \"C\", \"D\", \"E\"]",
            "concept bridges.also.de: at most four",
        ),
        (
            "[[concept]]",
            "[[group]]\ncode = \"x\"\nkind = \"market\"\nname = { fr = \"x\", de = \"x\", en = \"x\" }\n[[concept]]",
            "group x: no concept is in it",
        ),
    ] {
        let list = LIST.replacen(from, to, 1);
        assert_ne!(list, LIST, "{from}");
        let error = read(&list).unwrap_err().to_string();
        assert!(
            error.starts_with("region pack: concepts.toml: ") && error.contains(expected),
            "{error}"
        );
    }
    // One name for a technology and a market is two things.
    let both = LIST.replace("fr = \"Surveillance des ponts\"", "fr = \"Ponts\"");
    assert!(read(&both).is_ok());
}

proptest::proptest! {
    #[test]
    fn whatever_is_typed_or_written_is_answered(typed in ".{0,60}") {
        let concepts = list();
        for locale in Locale::ALL {
            proptest::prop_assert!(concepts.suggest(&typed, locale, None, 4).len() <= 4);
            concepts.in_text(&typed, locale);
        }
    }

    #[test]
    fn each_word_finds_its_concept_by_any_beginning(place in 0_usize..6, length in 1_usize..30) {
        let concepts = list();
        let concept = &concepts.all()[place];
        for locale in Locale::ALL {
            for word in concept.words(locale) {
                let typed: String = word.chars().take(length).collect();
                let found = concepts.suggest(&typed, locale, None, 10);
                proptest::prop_assert!(found.iter().any(|it| it.concept.code == concept.code), "{}", typed);
            }
        }
    }
}
