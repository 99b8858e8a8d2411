//! The concepts of this repository's pack: enough of them, in three languages, found by what people here would type.

use passerelle::platform::region::{ConceptKind, Concepts};
use passerelle::platform::texts::Locale;

fn codes<'a>(concepts: &'a Concepts, typed: &str, locale: Locale, kind: ConceptKind) -> Vec<&'a str> {
    let found = concepts.suggest(typed, locale, Some(kind), 8);
    found.iter().map(|one| one.concept.code.as_str()).collect()
}

#[test]
fn there_are_many_and_each_has_words_in_three_languages() {
    let region = testkit::region();
    let concepts = region.concepts();
    assert!(concepts.all().len() >= 500, "{}", concepts.all().len());
    assert!(concepts.of(ConceptKind::Market).count() >= 120);
    assert!(concepts.of(ConceptKind::Technology).count() >= 300);
    assert!(concepts.groups().len() >= 40);
    for concept in concepts.all() {
        for locale in Locale::ALL {
            let words: Vec<_> = concept.words(locale).collect();
            assert!(words.len() > 1, "{} has no other word in {locale}", concept.code);
            for word in words {
                // As it is printed: a typographic apostrophe, no double blank.
                assert!(!word.contains(['\'', '"', '\t']) && !word.contains("  "), "{word}");
            }
        }
    }
}

#[test]
fn each_word_of_the_pack_finds_its_concept() {
    let region = testkit::region();
    let concepts = region.concepts();
    // A fourth of them: each word is a search through all.
    for concept in concepts.all().iter().step_by(4) {
        for locale in Locale::ALL {
            for word in concept.words(locale) {
                let found = codes(concepts, word, locale, concept.kind);
                assert!(found.contains(&concept.code.as_str()), "{locale} {word:?}: {found:?}");
            }
        }
    }
}

#[test]
fn what_people_type_finds_what_they_mean() {
    use ConceptKind::{Market, Technology};
    let region = testkit::region();
    let concepts = region.concepts();
    for (locale, kind, typed, code) in [
        (Locale::De, Technology, "brücke", "bridge-monitoring"),
        (Locale::De, Technology, "brueckenue", "bridge-monitoring"),
        (Locale::De, Technology, "dehnung", "strain-gauges"),
        (Locale::De, Technology, "faseropt", "fibre-optic-sensors"),
        (Locale::De, Technology, "SHM", "structural-health-monitoring"),
        (Locale::De, Technology, "Bauwerksüberw", "structural-health-monitoring"),
        (Locale::De, Technology, "Messtechnik", "optical-3d-measurement"),
        (Locale::De, Technology, "KI", "artificial-intelligence"),
        (Locale::De, Technology, "grüner stahl", "green-steel"),
        (Locale::De, Technology, "wasserstof", "hydrogen-technology"),
        (Locale::De, Technology, "3-D-Druck", "3d-printing"),
        (Locale::De, Technology, "capteurs", "sensor-systems"),
        (Locale::De, Technology, "machine learning", "machine-learning"),
        (Locale::De, Market, "brücken", "bridges-structures"),
        (Locale::De, Market, "Winzer", "wine-sector"),
        (Locale::De, Market, "Automobilzul", "automotive-suppliers"),
        (Locale::De, Market, "Stadtwerke", "energy-suppliers"),
        (Locale::Fr, Technology, "capteur", "sensor-systems"),
        (Locale::Fr, Technology, "capteurs pour ponts", "bridge-monitoring"),
        (Locale::Fr, Technology, "auscultation", "bridge-monitoring"),
        (Locale::Fr, Technology, "jauge", "strain-gauges"),
        (Locale::Fr, Technology, "fibre optique", "fibre-optic-sensors"),
        (Locale::Fr, Technology, "ultrason", "ultrasonic-testing"),
        (Locale::Fr, Technology, "pesage", "weigh-in-motion"),
        (Locale::Fr, Technology, "acier bas carbone", "green-steel"),
        (Locale::Fr, Technology, "hydrogene", "green-hydrogen"),
        (Locale::Fr, Technology, "cybersécurite", "cyber-security-services"),
        (
            Locale::Fr,
            Technology,
            "intelligence artifficielle",
            "artificial-intelligence",
        ),
        (Locale::Fr, Technology, "oenologie", "winemaking"),
        (Locale::Fr, Technology, "traitement eaux usées", "wastewater-treatment"),
        (Locale::Fr, Market, "ponts", "bridges-structures"),
        (Locale::Fr, Market, "ouvrages d'art", "bridges-structures"),
        (Locale::Fr, Market, "gestionnaires de pont", "bridges-structures"),
        (Locale::Fr, Market, "sidérurg", "steel-industry"),
        (Locale::Fr, Market, "hôpital", "hospitals-clinics"),
        (Locale::En, Technology, "bridge mon", "bridge-monitoring"),
        (
            Locale::En,
            Technology,
            "structural health",
            "structural-health-monitoring",
        ),
        (Locale::En, Technology, "accelerometer", "accelerometers"),
        (Locale::En, Technology, "quantum", "quantum-computing"),
        (Locale::En, Technology, "additive", "3d-printing"),
        (Locale::En, Market, "hospital", "hospitals-clinics"),
        (Locale::En, Market, "vineyard", "wine-sector"),
    ] {
        let found = codes(concepts, typed, locale, kind);
        assert!(found.contains(&code), "{locale} {typed:?}: {found:?}");
    }
}

#[test]
fn texts_of_the_region_speak_of_their_concepts() {
    let region = testkit::region();
    let concepts = region.concepts();
    let german = "Wir entwickeln drahtlose Sensoren für Brücken: Dehnungsmessstreifen und Faser-Bragg-Gitter \
                  melden Risse, bevor der Prüfer sie sieht. Unsere Brückenüberwachung läuft an der Saar.";
    let french = "Nous exploitons douze ponts et cherchons des capteurs sans fil pour la surveillance des structures \
                  et le suivi de fissures.";
    let english = "A bridge operator seeks strain gauges and acoustic emission for structural health monitoring.";
    for (locale, text, expected) in [
        (
            Locale::De,
            german,
            &[
                "wireless-sensors",
                "strain-gauges",
                "fibre-optic-sensors",
                "bridge-monitoring",
                "bridges-structures",
            ][..],
        ),
        (
            Locale::Fr,
            french,
            &[
                "wireless-sensors",
                "structural-health-monitoring",
                "crack-detection",
                "bridges-structures",
            ],
        ),
        (
            Locale::En,
            english,
            &[
                "strain-gauges",
                "acoustic-emission",
                "structural-health-monitoring",
                "bridges-structures",
            ],
        ),
    ] {
        let found = concepts.in_text(text, locale);
        for code in expected {
            assert!(found.contains(code), "{locale} {code}: {found:?}");
        }
        assert!(found.len() <= expected.len() + 3, "{locale}: {found:?}");
    }
}

/// Words of every day, and those that look like concepts from one end.
#[test]
fn other_texts_speak_of_none() {
    let region = testkit::region();
    let concepts = region.concepts();
    for (locale, text) in [
        (
            Locale::De,
            "Die Beschreibung Ihrer Ausschreibung prüfen wir mit Verantwortung; Erwartungen bitte nennen.",
        ),
        (
            Locale::De,
            "Sie haben noch keine Nachricht. Bitte geben Sie Ihren Namen und Ihre Adresse ein.",
        ),
        (Locale::De, "Datenbanken, Gründungen und Beteiligung der Gesellschafter"),
        (Locale::De, "Ein Team aus Saarbrücken und Zweibrücken"),
        (
            Locale::Fr,
            "Nous sommes en train de préparer la suite, avec une équipe formée et des moyens à la hauteur.",
        ),
        (
            Locale::Fr,
            "Votre demande a été envoyée. L’argent est versé sous trente jours.",
        ),
        (
            Locale::En,
            "We are turning our seed into something that works, and the team stores its results.",
        ),
        (
            Locale::En,
            "Your request was sent. Please wait for the answer of the adviser.",
        ),
    ] {
        let found = concepts.in_text(text, locale);
        let found: Vec<_> = found.into_iter().filter(|code| *code != "public-procurement").collect();
        assert!(found.is_empty(), "{locale} {text}: {found:?}");
    }
}
