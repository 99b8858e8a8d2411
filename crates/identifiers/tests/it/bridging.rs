//! From one identifier to the others that follow from it, and no further.

use identifiers::{
    Scheme, bridge, bridges, court_code, court_name, french_euid, from_registration_authority, offeneregister_number,
    parse, registration_authority,
};

/// `(scheme, text, what follows as "code canonical")`, nearest first.
const FOLLOW: &[(Scheme, &str, &[&str])] = &[
    (
        Scheme::FrSiret,
        "73282932000074",
        &["fr_siren 732829320", "fr_vat 44732829320"],
    ),
    (Scheme::FrSiren, "303265045", &["fr_vat 40303265045"]),
    (Scheme::FrVat, "FR40303265045", &["fr_siren 303265045"]),
    (Scheme::FrVat, "K7399859412", &["fr_siren 399859412"]),
    (Scheme::FrVat, "23000047372", &[]),
    (
        Scheme::FrRcs,
        "RCS Metz B 342 376 332",
        &["fr_siren 342376332", "fr_vat 82342376332"],
    ),
    (
        Scheme::Euid,
        "FR7501.798662797",
        &["fr_siren 798662797", "fr_vat 36798662797"],
    ),
    (
        Scheme::BeEnterprise,
        "0656.727.414",
        &["be_vat 0656727414", "euid BEKBOBCE.0656727414"],
    ),
    (
        Scheme::BeVat,
        "BE 0656.727.414",
        &["be_enterprise 0656727414", "euid BEKBOBCE.0656727414"],
    ),
    (
        Scheme::Euid,
        "BEKBOBCE.0656727414",
        &["be_enterprise 0656727414", "be_vat 0656727414"],
    ),
    (Scheme::BeEstablishment, "2.000.000.339", &[]),
    (Scheme::BeBranch, "9.000.006.626", &[]),
    (Scheme::LuRcs, "B 7479", &["euid LURCSL.B7479"]),
    (Scheme::Euid, "LURCSL.B186284", &["lu_rcs B186284"]),
    (Scheme::LuVat, "15027442", &[]),
    (Scheme::DeRegister, "Mainz HRB 12345", &["euid DET2304V.HRB12345"]),
    (Scheme::DeRegister, "Kiel HRB 395 KI", &["euid DEX1517R.HRB395KI"]),
    (Scheme::DeRegister, "Lübeck HRB 100 MÖ", &[]),
    (Scheme::Euid, "DEX1517R.HRB395KI", &["de_hr Kiel HRB 395 KI"]),
    (Scheme::Euid, "DEZ9999.HRB1", &[]),
    (Scheme::Euid, "DKCVR.12345678", &[]),
    (Scheme::DeVat, "136695976", &[]),
    (Scheme::DeEconomic, "DE136695976-00001", &["de_vat 136695976"]),
    (Scheme::Lei, "213800KUD8LAJWSQ9D15", &[]),
    (Scheme::Ror, "05natt857", &[]),
];

#[test]
fn what_follows() {
    for (scheme, text, expected) in FOLLOW {
        let from = parse(*scheme, text).unwrap_or_else(|why| panic!("{scheme} {text}: {why}"));
        let found: Vec<String> = bridges(&from)
            .iter()
            .map(|id| format!("{} {}", id.scheme(), id.canonical()))
            .collect();
        assert_eq!(found, *expected, "{scheme} {text}");
        for id in bridges(&from) {
            assert_eq!(bridge(&from, id.scheme()), Some(id));
        }
    }
}

#[test]
fn to_its_own_scheme_it_is_itself() {
    for (scheme, text, _) in FOLLOW {
        let from = parse(*scheme, text).expect("in the table above");
        assert_eq!(bridge(&from, *scheme), Some(from));
    }
}

#[test]
fn offeneregister_numbers_only_german_entries() {
    for (scheme, text, expected) in [
        (Scheme::DeRegister, "HRB 395 KI Kiel", Some("X1517R_HRB395KI")),
        (Scheme::DeRegister, "Mainz GNR 7", Some("T2304V_GnR7")),
        (Scheme::DeRegister, "Paderborn früher Höxter HRB 90", None),
        (Scheme::LuRcs, "B7479", None),
    ] {
        let entry = parse(scheme, text).expect("well-formed");
        assert_eq!(offeneregister_number(&entry).as_deref(), expected, "{text}");
    }
}

#[test]
fn to_gleif_and_back() {
    for (scheme, text, authority) in [
        (Scheme::LuRcs, "B 7479", Some("RA000432")),
        (Scheme::BeEnterprise, "0656.727.414", Some("RA000025")),
        (Scheme::FrSiren, "552 032 534", Some("RA000189")),
        (Scheme::DeRegister, "Mainz HRB 12345", None),
        (Scheme::BeEstablishment, "2.000.000.339", None),
    ] {
        let number = parse(scheme, text).expect("well-formed");
        assert_eq!(registration_authority(&number), authority, "{text}");
        let back = authority.and_then(|of| from_registration_authority(of, number.canonical()));
        assert_eq!(back, authority.map(|_| Ok(number)), "{text}");
    }
    let entry = parse(Scheme::FrRcs, "RCS Metz B 342 376 332").expect("well-formed");
    assert_eq!(registration_authority(&entry), Some("RA000192"));
}

#[test]
fn a_french_euid_needs_its_registry() {
    for (scheme, text, registry, expected) in [
        (Scheme::FrSiren, "798662797", "7501", Some("FR7501.798662797")),
        (Scheme::FrVat, "36798662797", "7501", Some("FR7501.798662797")),
        (Scheme::FrSiret, "73282932000074", "7801", Some("FR7801.732829320")),
        (Scheme::FrSiren, "798662797", "75", None),
        (Scheme::FrSiren, "798662797", "7501.1", None),
        (Scheme::FrSiren, "798662797", "", None),
        (Scheme::LuRcs, "B7479", "7501", None),
    ] {
        let from = parse(scheme, text).expect("well-formed");
        let euid = french_euid(&from, registry);
        assert_eq!(euid.as_ref().map(|id| id.canonical()), expected, "{text} {registry}");
        if let Some(euid) = euid {
            assert_eq!(bridge(&euid, Scheme::FrSiren), bridge(&from, Scheme::FrSiren));
        }
    }
}

#[test]
fn courts_by_code_and_name() {
    for (code, name, spoken) in [
        ("T2304V", "Mainz", "mainz"),
        ("v1109", "Saarbrücken", "SAARBRUECKEN"),
        ("T3104V", "Ludwigshafen a.Rhein (Ludwigshafen)", "Ludwigshafen"),
        ("F1103R", "Berlin (Charlottenburg)", "Charlottenburg"),
    ] {
        assert_eq!(court_name(code), Some(name));
        assert_eq!(court_code(spoken), Some(code.to_uppercase().as_str()));
        assert_eq!(court_code(name), court_code(spoken));
    }
    for nobody in ["", " ", "-", "Trier", "T2304"] {
        assert_eq!((court_name(nobody), court_code(nobody)), (None, None), "{nobody:?}");
    }
}

#[test]
fn registration_authorities_of_gleif() {
    for (authority, number, expected) in [
        ("RA000432", "B7479", Some("lu_rcs B7479")),
        ("RA000025", "0656.727.414", Some("be_enterprise 0656727414")),
        ("RA000189", "552032534", Some("fr_siren 552032534")),
        ("RA000192", "552 032 534", Some("fr_siren 552032534")),
        ("RA000242", "HRB 1", None),
        ("", "B7479", None),
    ] {
        let read = from_registration_authority(authority, number)
            .map(|read| read.expect("well-formed"))
            .map(|id| format!("{} {}", id.scheme(), id.canonical()));
        assert_eq!(read.as_deref(), expected, "{authority} {number}");
    }
    let bad = from_registration_authority("RA000189", "552032535");
    assert!(bad.is_some_and(|read| read.is_err()));
}
