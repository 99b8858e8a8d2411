//! Numbers whose validity is known: each scheme's table of what holds and what does not.
//! The fault of what does not hold is part of the table.

use identifiers::{Reason, Scheme, parse};

const VALID: &[(Scheme, &[&str])] = &[
    (
        Scheme::FrSiren,
        &["552008443", "404833048", "732829320", "356000000", "552032534"],
    ),
    (
        Scheme::FrSiret,
        &["73282932000074", "35600000000048", "35600000049837", "35600000009075"],
    ),
    (
        Scheme::FrVat,
        &[
            "40303265045",
            "23334175221",
            "83404833048",
            "K7399859412",
            "4Z123456782",
            "23000047372",
        ],
    ),
    (
        Scheme::BeEnterprise,
        &["0428759497", "0403449823", "0203201340", "1234567894", "0656727414"],
    ),
    (Scheme::BeVat, &["0428759497", "0403449823", "0203201340", "1234567894"]),
    (Scheme::BeEstablishment, &["2000000339", "2000000438"]),
    (Scheme::BeBranch, &["9000006626", "9000008210"]),
    (
        Scheme::LuVat,
        &["15027442", "26375245", "35923632", "20993674", "20929051"],
    ),
    (Scheme::LuRcs, &["B82454", "B7479", "B186284", "F1"]),
    (Scheme::DeVat, &["136695976", "811569869", "129274202"]),
    (Scheme::DeEconomic, &["DE136695976-00001", "DE811569869-00023"]),
    (Scheme::DeRegister, &["Aachen HRA 11223", "Saarbrücken HRB 12345"]),
    (
        Scheme::Lei,
        &["213800KUD8LAJWSQ9D15", "2EULGUTUI56JI9SAL165", "213800JKIJQICV4VAV93"],
    ),
    (
        Scheme::Euid,
        &[
            "LURCSL.B186284",
            "LURCSL.B286312",
            "BEKBOBCE.0656727414",
            "FR7501.798662797",
            "DEK1101R.HRB116737",
            "DEX1517R.HRB395KI",
            "DEV1109.HRB12345",
            "DKCVR.12345678",
        ],
    ),
    (Scheme::Ror, &["05natt857", "036x5ad56", "02feahw73"]),
    (
        Scheme::FrRcs,
        &["Metz B 342376332", "Nancy B 323159715", "Paris 552032534"],
    ),
];

#[test]
fn what_holds_is_its_own_canonical_text() {
    for (scheme, numbers) in VALID {
        for number in *numbers {
            let read = parse(*scheme, number);
            let canonical = read.as_ref().map(|id| id.canonical());
            assert_eq!(canonical, Ok(*number), "{scheme} {number}");
        }
    }
}

#[test]
fn every_scheme_has_numbers_in_the_table() {
    for scheme in Scheme::ALL {
        let listed = VALID.iter().any(|(of, _)| *of == scheme);
        assert!(listed, "no vectors for {scheme}");
    }
}

#[test]
fn what_does_not_hold_says_why() {
    let short = |expected, found| Reason::Length { expected, found };
    let stray = |found| Reason::Character { found };
    let prefix = |expected| Reason::Prefix { expected };
    let table = [
        (Scheme::FrSiren, "404833047", Reason::CheckDigit),
        (Scheme::FrSiren, "40483304", short(9, 8)),
        (Scheme::FrSiren, "40483304O", stray('O')),
        (Scheme::FrSiren, "404833048 €", stray('€')),
        (Scheme::FrSiret, "73282932000079", Reason::CheckDigit),
        (Scheme::FrSiret, "55203253400019", Reason::CheckDigit),
        (Scheme::FrSiret, "35600000049838", Reason::CheckDigit),
        (Scheme::FrSiret, "35600000012345", Reason::CheckDigit),
        (Scheme::FrVat, "84323140391", Reason::CheckDigit),
        (Scheme::FrVat, "IO334175221", stray('I')),
        (Scheme::FrVat, "FR 303 265 045", short(11, 9)),
        (Scheme::BeEnterprise, "0431150351", Reason::CheckDigit),
        (Scheme::BeEnterprise, "1000123456", Reason::CheckDigit),
        (Scheme::BeEnterprise, "2000021323", prefix("0, 1")),
        (Scheme::BeVat, "2000000339", prefix("0, 1")),
        (Scheme::BeVat, "FR0403449823", prefix("BE")),
        (Scheme::BeEstablishment, "0403449823", prefix("2")),
        (Scheme::BeEstablishment, "2000000330", Reason::CheckDigit),
        (Scheme::BeBranch, "2000000339", prefix("9")),
        (Scheme::LuVat, "15027443", Reason::CheckDigit),
        (Scheme::LuVat, "24876214", Reason::CheckDigit),
        (Scheme::LuVat, "17996777", Reason::CheckDigit),
        (Scheme::LuVat, "BE15027442", prefix("LU")),
        (Scheme::LuRcs, "82454", prefix("A-Z")),
        (Scheme::LuRcs, "B", Reason::Number),
        (Scheme::LuRcs, "B12345678", short(8, 9)),
        (Scheme::LuRcs, "BB2454", stray('B')),
        (Scheme::DeVat, "136695978", Reason::CheckDigit),
        (Scheme::DeVat, "011125440", prefix("1-9")),
        (Scheme::DeEconomic, "DE136695978-00001", Reason::CheckDigit),
        (Scheme::DeEconomic, "DE011125440-00001", prefix("DE1-DE9")),
        (Scheme::DeEconomic, "136695976-00001", prefix("DE")),
        (Scheme::DeEconomic, "DE136695976", short(14, 9)),
        (Scheme::DeEconomic, "DE136695976-1", short(14, 10)),
        (Scheme::DeEconomic, "DE136695976-0000A", stray('A')),
        (Scheme::DeEconomic, "DE136695976-00000", Reason::Placeholder),
        (Scheme::Lei, "213800KUD8LAJWSQ9D25", Reason::CheckDigit),
        (Scheme::Lei, "213800KUD8LAJWSQ9D1A", stray('A')),
        (Scheme::Ror, "05natt858", Reason::CheckDigit),
        (Scheme::Ror, "15natt857", prefix("0")),
        (Scheme::Ror, "05nauu857", stray('u')),
        (Scheme::Ror, "05natt85z", stray('z')),
        (Scheme::Ror, "https://ror.org/", Reason::Empty),
        (Scheme::FrRcs, "RCS B 342 376 332", Reason::MissingCourt),
        (Scheme::FrRcs, "RCS Metz B 342 376 333", Reason::CheckDigit),
        (Scheme::FrRcs, "RCS Nancy 78 B 123", Reason::Number),
        (Scheme::FrRcs, "RCS Metz", Reason::Empty),
        (Scheme::FrRcs, "RCS M3tz 342 376 332", stray('3')),
        (Scheme::Euid, "LURCS.B186284", Reason::UnknownRegister),
        (Scheme::Euid, "BEKBO.0656727414", Reason::UnknownRegister),
        (Scheme::Euid, "FR75.798662797", Reason::UnknownRegister),
        (Scheme::Euid, "DE1109.HRB1", Reason::UnknownRegister),
        (Scheme::Euid, "DEV1109.HRC1", Reason::UnknownRegister),
        (Scheme::Euid, "DEV1109.HRB0", Reason::Number),
        (Scheme::Euid, "BEKBOBCE.0656727415", Reason::CheckDigit),
        (Scheme::Euid, "LURCSL", Reason::Number),
        (Scheme::Euid, "DKCVR.", Reason::Number),
        (Scheme::Euid, "DKCVR.12*4", stray('*')),
        (Scheme::Euid, "USRCS.1", prefix("AT, BE, … SK")),
    ];
    for (scheme, text, reason) in table {
        assert_eq!(parse(scheme, text), Err(reason), "{scheme} {text}");
    }
}

#[test]
fn zeros_are_nobodys_number() {
    // Luhn and the rule of Luxembourg are content with zeros; two strangers would become one.
    let zeros = [
        (Scheme::FrSiren, "000 000 000"),
        (Scheme::FrSiret, "00000000000000"),
        (Scheme::FrVat, "FR12000000000"),
        (Scheme::BeEnterprise, "0000.000.000"),
        (Scheme::LuVat, "LU00000000"),
        (Scheme::LuRcs, "B0"),
        (Scheme::DeVat, "DE000000000"),
        (Scheme::DeEconomic, "DE000000000-00000"),
    ];
    for (scheme, text) in zeros {
        assert_eq!(parse(scheme, text), Err(Reason::Placeholder), "{scheme} {text}");
    }
}

#[test]
fn nothing_is_empty_for_every_scheme() {
    for scheme in Scheme::ALL {
        for text in ["", " ", "\u{a0}\u{202f}\n"] {
            assert_eq!(parse(scheme, text), Err(Reason::Empty), "{scheme} {text:?}");
        }
    }
    for (scheme, label) in [
        (Scheme::FrSiren, "SIREN"),
        (Scheme::DeVat, "USt-IdNr. DE"),
        (Scheme::LuRcs, "R.C.S. Luxembourg"),
        (Scheme::Lei, "LEI:"),
    ] {
        assert_eq!(parse(scheme, label), Err(Reason::Empty), "{scheme} {label}");
    }
}

#[test]
fn a_french_key_spelled_like_the_country_is_refused() {
    // Every SIREN behind FR, with the key forgotten, must not become a number with the key FR.
    let siren = "303265045";
    for text in [format!("FR{siren}"), format!("FRFR{siren}")] {
        assert!(parse(Scheme::FrVat, &text).is_err(), "{text}");
    }
}
