//! The ways people write numbers, and the way this crate writes them back.

use identifiers::{Scheme, parse};

#[test]
fn many_spellings_one_canonical_text() {
    let table: &[(Scheme, &str, &[&str])] = &[
        (
            Scheme::FrSiren,
            "552008443",
            &[
                "552 008 443",
                "552\u{202f}008\u{202f}443",
                "552.008.443",
                "SIREN : 552 008 443",
                "N° SIREN 552008443",
            ],
        ),
        (
            Scheme::FrSiret,
            "73282932000074",
            &["732 829 320 00074", "SIRET 732829320 00074"],
        ),
        (
            Scheme::FrVat,
            "40303265045",
            &[
                "FR 40 303 265 045",
                "fr40303265045",
                "40 303 265 045",
                "N° TVA : FR40 303 265 045",
                "TVA intra. FR 40303265045",
            ],
        ),
        (Scheme::FrVat, "K7399859412", &["FR K7 399 859 412", "frk7399859412"]),
        (
            Scheme::FrRcs,
            "Metz B 342376332",
            &[
                "RCS Metz B 342 376 332",
                "R.C.S. METZ B 342.376.332",
                "rcs de metz b342376332",
                "B 342 376 332 RCS Metz",
                "342 376 332 R.C.S. Metz B",
                "RCS Metz sous le n° B 342 376 332",
            ],
        ),
        (
            Scheme::FrRcs,
            "Bar-le-Duc 552032534",
            &["552 032 534 RCS BAR-LE-DUC", "RCS Bar-Le-Duc 552032534"],
        ),
        (
            Scheme::FrRcs,
            "Le Mans 552032534",
            &["RCS LE MANS 552 032 534", "RCS Le Mans sous le numéro 552 032 534"],
        ),
        (
            Scheme::BeEnterprise,
            "0403449823",
            &[
                "0403.449.823",
                "403.449.823",
                "BE 0403.449.823",
                "KBO 0403 449 823",
                "BCE: 0403.449.823",
                "TVA BE 0403.449.823",
            ],
        ),
        (
            Scheme::BeVat,
            "0403449823",
            &["BE0403449823", "be 403.449.823", "BTW BE 0403.449.823"],
        ),
        (Scheme::BeEstablishment, "2000000339", &["2.000.000.339"]),
        (Scheme::BeBranch, "9000006626", &["9.000.006.626"]),
        (
            Scheme::LuVat,
            "15027442",
            &["LU15027442", "lu 150 274 42", "TVA LU 15027442"],
        ),
        (
            Scheme::LuRcs,
            "B82454",
            &[
                "B 82 454",
                "b82454",
                "B 82.454",
                "RCS B82454",
                "R.C.S. Luxembourg B 82454",
                "RCSL B082454",
            ],
        ),
        (
            Scheme::DeVat,
            "136695976",
            &["DE 136 695 976", "de136695976", "USt-IdNr.: DE136695976"],
        ),
        (
            Scheme::DeEconomic,
            "DE136695976-00001",
            &[
                "DE 136 695 976 - 00001",
                "de136695976-00001",
                "W-IdNr.: DE136695976-00001",
                "Wirtschafts-Identifikationsnummer DE136695976-00001",
                "DE13669597600001",
            ],
        ),
        (
            Scheme::Lei,
            "213800KUD8LAJWSQ9D15",
            &["2138 00KU D8LA JWSQ 9D15", "LEI 213800kud8lajwsq9d15"],
        ),
        (
            Scheme::Euid,
            "LURCSL.B186284",
            &["lurcsl.b186284", "EUID: LURCSL.B 186 284"],
        ),
        (Scheme::Euid, "BEKBOBCE.0656727414", &["BEKBOBCE.0656.727.414"]),
        (Scheme::Euid, "DET2304V.GnR12", &["DET2304V.GNR12", "det2304v.gnr12"]),
        (
            Scheme::Ror,
            "05natt857",
            &[
                "https://ror.org/05natt857",
                "http://ror.org/05NATT857/",
                "ror.org/05natt857",
                "ROR: 05natt857",
            ],
        ),
    ];
    for (scheme, canonical, spellings) in table {
        for spelling in *spellings {
            let read = parse(*scheme, spelling);
            let found = read.as_ref().map(|id| id.canonical());
            assert_eq!(found, Ok(*canonical), "{scheme} {spelling:?}");
        }
    }
}

#[test]
fn written_for_people() {
    let table = [
        (Scheme::FrSiren, "552008443", "552 008 443"),
        (Scheme::FrSiret, "73282932000074", "732 829 320 00074"),
        (Scheme::FrVat, "40303265045", "FR 40 303 265 045"),
        (Scheme::FrRcs, "RCS METZ B342376332", "RCS Metz B 342 376 332"),
        (Scheme::FrRcs, "Paris 552032534", "RCS Paris 552 032 534"),
        (Scheme::BeEnterprise, "403449823", "0403.449.823"),
        (Scheme::BeEstablishment, "2000000339", "2.000.000.339"),
        (Scheme::BeBranch, "9000006626", "9.000.006.626"),
        (Scheme::BeVat, "0403449823", "BE 0403.449.823"),
        (Scheme::LuVat, "15027442", "LU 15027442"),
        (Scheme::LuRcs, "B82454", "B 82 454"),
        (Scheme::LuRcs, "B7479", "B 7479"),
        (Scheme::LuRcs, "F1234567", "F 1 234 567"),
        (Scheme::DeVat, "136695976", "DE 136 695 976"),
        (Scheme::DeEconomic, "DE13669597600001", "DE 136 695 976-00001"),
        (Scheme::DeRegister, "Saarbrücken HRB 104233", "HRB 104 233 Saarbrücken"),
        (Scheme::DeRegister, "Mainz HRB 2940", "HRB 2940 Mainz"),
        (Scheme::DeRegister, "Lübeck HRB 12065 HL", "HRB 12 065 HL Lübeck"),
        (Scheme::Lei, "213800kud8lajwsq9d15", "213800KUD8LAJWSQ9D15"),
        (Scheme::Euid, "lurcsl.b186284", "LURCSL.B186284"),
        (Scheme::Ror, "05natt857", "https://ror.org/05natt857"),
    ];
    for (scheme, text, human) in table {
        let read = parse(scheme, text).unwrap_or_else(|why| panic!("{scheme} {text}: {why}"));
        assert_eq!(read.human(), human);
        assert_eq!(read.to_string(), human);
        assert_eq!(parse(scheme, human), Ok(read), "read back");
    }
}
