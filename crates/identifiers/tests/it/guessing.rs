//! Candidates out of search fields and imprints.

use identifiers::guess;

fn found(text: &str) -> Vec<String> {
    guess(text)
        .iter()
        .map(|id| format!("{} {}", id.scheme(), id.canonical()))
        .collect()
}

#[test]
fn a_number_alone_gives_every_scheme_it_fits() {
    let table: &[(&str, &[&str])] = &[
        ("552 008 443", &["fr_siren 552008443"]),
        ("732 829 320 00074", &["fr_siret 73282932000074"]),
        ("0403.449.823", &["be_enterprise 0403449823", "be_vat 0403449823"]),
        ("B 82 454", &["lu_rcs B82454"]),
        ("LU15027442", &["lu_vat 15027442"]),
        ("15027442", &["lu_vat 15027442"]),
        ("136695976", &["de_vat 136695976"]),
        ("DE136695976-00001", &["de_widnr DE136695976-00001"]),
        ("HRB 12345 Saarbrücken", &["de_hr Saarbrücken HRB 12345"]),
        ("T2304V_HRB12345", &["de_hr Mainz HRB 12345"]),
        ("DET2304V.HRB12345", &["euid DET2304V.HRB12345"]),
        ("213800KUD8LAJWSQ9D15", &["lei 213800KUD8LAJWSQ9D15"]),
        ("https://ror.org/05natt857", &["ror 05natt857"]),
        ("2.000.000.339", &["be_establishment 2000000339"]),
    ];
    for (text, expected) in table {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn nine_digits_may_be_french_or_german() {
    // A SIREN that also obeys the German rule: both are offered, nobody decides.
    let both = (100_000_000..)
        .map(|number: u32| number.to_string())
        .find(|text| {
            let found = found(text);
            found.len() == 2 && found[1].starts_with("de_vat")
        })
        .expect("one in a hundred");
    let schemes: Vec<_> = guess(&both).iter().map(|id| id.scheme().code()).collect();
    assert_eq!(schemes, ["fr_siren", "de_vat"]);
}

#[test]
fn imprints() {
    let table: &[(&str, &[&str])] = &[
        (
            "Beispiel GmbH, Amtsgericht Mainz, HRB 2940, USt-IdNr.: DE136695976",
            &["de_hr Mainz HRB 2940", "de_vat 136695976"],
        ),
        (
            "Exemple S.A., 1 rue du Test, L-1234 Luxembourg. R.C.S. Luxembourg B 82454. TVA LU15027442.",
            &["lu_rcs B82454", "lu_vat 15027442"],
        ),
        (
            "SAS au capital de 10 000 €, SIREN 552 008 443 – FR 40 303 265 045 (RCS Metz B 342 376 332)",
            &["fr_siren 552008443", "fr_vat 40303265045", "fr_rcs Metz B 342376332"],
        ),
        (
            "Exemple SRL, Liège, TVA BE 0403.449.823, LEI 213800KUD8LAJWSQ9D15",
            &["be_vat 0403449823", "lei 213800KUD8LAJWSQ9D15"],
        ),
        (
            "Établissement 2.000.000.339 de l'entreprise 0403.449.823 ; voir https://ror.org/05natt857.",
            &[
                "be_establishment 2000000339",
                "be_enterprise 0403449823",
                "ror 05natt857",
            ],
        ),
        (
            "Beispiel e. K., W-IdNr. DE 136 695 976-00001",
            &["de_widnr DE136695976-00001"],
        ),
        ("twice: 552 008 443 and again 552008443", &["fr_siren 552008443"]),
    ];
    for (text, expected) in table {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn ordinary_text_holds_nothing() {
    for text in [
        "",
        "Batteries pour vélos",
        "Gebäude B 12, Stock 3",
        "Meeting on 2024-01-15 at 10:30",
        "+352 26 12 34 56 or 03 87 12 34 56",
        "62.01 Programmierung",
        "HRB",
        "RCS",
    ] {
        assert_eq!(found(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_long_text_is_searched_in_part() {
    let words = "word ".repeat(399);
    assert_eq!(found(&format!("{words} 552008443")).len(), 1);
    assert_eq!(found(&format!("{words} word 552008443")).len(), 0);
}
