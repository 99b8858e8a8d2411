//! What must hold for any text and any number, not only for those somebody thought of.

use identifiers::{Identifier, Scheme, bridge, bridges, guess, offeneregister_number, parse};
use proptest::prelude::*;

/// The digits with one more that makes them obey, found by trying: independent of the rules.
fn completed(scheme: Scheme, body: &str, width: usize) -> Option<Identifier> {
    (0..10_u32.pow(u32::try_from(width).ok()?)).find_map(|check| parse(scheme, &format!("{body}{check:0width$}")).ok())
}

fn siren() -> impl Strategy<Value = Identifier> {
    "[0-9]{8}".prop_filter_map("zeros", |body| completed(Scheme::FrSiren, &body, 1))
}

fn enterprise() -> impl Strategy<Value = Identifier> {
    "[01][0-9]{7}".prop_filter_map("zeros", |body| completed(Scheme::BeEnterprise, &body, 2))
}

fn lei() -> impl Strategy<Value = Identifier> {
    "[0-9A-Z]{18}".prop_filter_map("no check", |body| completed(Scheme::Lei, &body, 2))
}

fn entry() -> impl Strategy<Value = Identifier> {
    const COURTS: [&str; 8] = [
        "Saarbrücken",
        "Mainz",
        "Berlin",
        "Ludwigshafen",
        "St. Ingbert",
        "Frankfurt/Oder",
        "Weiden i. d. OPf.",
        "Paderborn früher Bad Driburg",
    ];
    let court = prop::sample::select(COURTS.as_slice());
    let sign = prop::sample::select(["HRA", "HRB", "GnR", "PR", "VR", "GsR"].as_slice());
    (court, sign, 1..1_000_000_u32, "[A-Z]{0,3}")
        .prop_filter_map("a suffix may read as a filler", |(court, sign, number, suffix)| {
            parse(Scheme::DeRegister, &format!("{court} {sign} {number} {suffix}")).ok()
        })
}

/// Any well-formed identifier.
fn any_identifier() -> impl Strategy<Value = Identifier> {
    let of = |scheme| move |text: String| parse(scheme, &text).ok();
    prop_oneof![
        siren(),
        siren().prop_filter_map("checks", |id| {
            completed(Scheme::FrSiret, &format!("{}0001", id.canonical()), 1)
        }),
        siren().prop_filter_map("key", |id| bridge(&id, Scheme::FrVat)),
        (siren(), "[0-9A-HJ-NP-Z]").prop_filter_map("key", |(id, first)| {
            "ABCDEFGHJKLMNPQRSTUVWXYZ"
                .chars()
                .find_map(|second| parse(Scheme::FrVat, &format!("{first}{second}{}", id.canonical())).ok())
        }),
        (siren(), "[A-Z][a-z]{2,8}", "( [A-D])?").prop_filter_map("seat", |(id, seat, section)| {
            let text = format!("RCS {seat}{section} {}", id.canonical());
            parse(Scheme::FrRcs, &text).ok()
        }),
        enterprise(),
        enterprise().prop_filter_map("same", |id| bridge(&id, Scheme::BeVat)),
        "2[0-9]{7}".prop_filter_map("checks", |b| completed(Scheme::BeEstablishment, &b, 2)),
        "9[0-9]{7}".prop_filter_map("checks", |b| completed(Scheme::BeBranch, &b, 2)),
        "[0-9]{6}".prop_filter_map("checks", |b| completed(Scheme::LuVat, &b, 2)),
        "[1-9][0-9]{7}".prop_filter_map("checks", |b| completed(Scheme::DeVat, &b, 1)),
        ("[1-9][0-9]{7}", 1..100_000_u32).prop_filter_map("checks", |(body, activity)| {
            let number = completed(Scheme::DeVat, &body, 1)?;
            parse(Scheme::DeEconomic, &format!("DE{}-{activity:05}", number.canonical())).ok()
        }),
        "[A-Z][1-9][0-9]{0,6}".prop_filter_map("form", of(Scheme::LuRcs)),
        "DKCVR\\.[0-9]{8}".prop_filter_map("form", of(Scheme::Euid)),
        "0[0-9a-hj-km-np-tv-z]{6}".prop_filter_map("checks", |b| completed(Scheme::Ror, &b, 2)),
        entry(),
        lei(),
    ]
}

/// Places of the digits in a text.
fn digit_places(text: &str) -> Vec<usize> {
    let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit());
    digits.map(|(place, _)| place).collect()
}

proptest! {
    #[test]
    fn no_text_panics(text in any_text()) {
        for scheme in Scheme::ALL {
            if let Ok(read) = parse(scheme, &text) {
                prop_assert_eq!(parse(scheme, read.canonical()), Ok(read.clone()));
                prop_assert_eq!(parse(scheme, &read.human()), Ok(read.clone()));
            }
        }
        for candidate in guess(&text) {
            let again = parse(candidate.scheme(), candidate.canonical());
            prop_assert_eq!(again, Ok(candidate));
        }
    }

    #[test]
    fn canonical_and_human_texts_are_read_back(id in any_identifier()) {
        prop_assert_eq!(parse(id.scheme(), id.canonical()), Ok(id.clone()));
        prop_assert_eq!(parse(id.scheme(), &id.human()), Ok(id.clone()));
        let narrow = id.human().replace(' ', "\u{202f}");
        prop_assert_eq!(parse(id.scheme(), &narrow), Ok(id.clone()));
    }

    #[test]
    fn case_does_not_matter(id in any_identifier()) {
        for text in [id.human().to_lowercase(), id.human().to_uppercase()] {
            let read = parse(id.scheme(), &text);
            prop_assert_eq!(read.as_ref(), Ok(&id), "{}", text);
        }
    }

    #[test]
    fn a_number_alone_is_among_its_guesses(id in any_identifier()) {
        let candidates = guess(&id.human());
        prop_assert!(candidates.contains(&id), "{} not in {:?}", id, candidates);
    }

    #[test]
    fn one_digit_altered_is_noticed(
        id in prop_oneof![siren(), enterprise(), lei()],
        place in any::<prop::sample::Index>(),
        by in 1_u8..10,
    ) {
        let mut wrong = id.canonical().as_bytes().to_vec();
        let place = *place.get(&digit_places(id.canonical()));
        wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
        let wrong = String::from_utf8(wrong).expect("digits for digits");
        prop_assert!(parse(id.scheme(), &wrong).is_err(), "{} for {}", wrong, id);
    }

    #[test]
    fn two_neighbours_swapped_are_noticed_modulo_97(id in prop_oneof![enterprise(), lei()]) {
        let places = digit_places(id.canonical());
        for pair in places.windows(2).filter(|pair| pair[0] + 1 == pair[1]) {
            let mut wrong = id.canonical().as_bytes().to_vec();
            wrong.swap(pair[0], pair[1]);
            let wrong = String::from_utf8(wrong).expect("digits for digits");
            let same = wrong == id.canonical();
            prop_assert_eq!(parse(id.scheme(), &wrong).is_ok(), same, "{} for {}", wrong, id);
        }
    }

    #[test]
    fn bridges_lead_back(id in any_identifier()) {
        for over in bridges(&id) {
            prop_assert_ne!(over.scheme(), id.scheme());
            prop_assert_eq!(parse(over.scheme(), over.canonical()), Ok(over.clone()));
        }
        // What only re-dresses the same number comes back whole.
        let there_and_back = match id.scheme() {
            Scheme::FrSiren => Some(Scheme::FrVat),
            Scheme::BeEnterprise | Scheme::BeVat | Scheme::LuRcs => Some(Scheme::Euid),
            _ => None,
        };
        if let Some(over) = there_and_back {
            let back = bridge(&id, over).and_then(|over| bridge(&over, id.scheme()));
            // Monaco's numbers look like SIRENs from 000, and their VAT numbers hold none.
            if !(id.scheme() == Scheme::FrSiren && id.canonical().starts_with("000")) {
                prop_assert_eq!(back, Some(id));
            }
        }
    }

    #[test]
    fn german_entries_have_three_dresses(id in entry()) {
        if let Some(key) = offeneregister_number(&id) {
            prop_assert_eq!(parse(Scheme::DeRegister, &key), Ok(id.clone()));
            let euid = bridge(&id, Scheme::Euid);
            let back = euid.and_then(|euid| bridge(&euid, Scheme::DeRegister));
            prop_assert_eq!(back, Some(id));
        } else {
            prop_assert!(id.canonical().contains(" früher "));
        }
    }
}

/// Texts near to identifiers: their alphabet, their labels, and anything at all.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,60}",
        "[0-9A-Z ./-]{0,24}",
        "(FR|BE|LU|DE|RCS|SIREN|HRB|R\\.C\\.S\\.|EUID|ror\\.org/)? ?[A-Z]{0,2} ?[0-9. ]{0,18}",
        "(Mainz|Metz|Kiel|Amtsgericht|früher|,|HRB|GnR|RCS|B|[0-9]{1,4}|[A-Zäöü_.]{1,4}| ){0,12}",
        "(LURCSL|BEKBOBCE|FR7501|DET2304V|DKCVR)[._][A-Za-z0-9ÄÖÜ_]{0,14}",
    ]
}
