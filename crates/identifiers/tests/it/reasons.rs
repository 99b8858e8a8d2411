//! Codes that others store and translate: they must not change, and none may be missing.

use std::collections::BTreeSet;

use identifiers::{Language, Reason, Scheme, UnknownScheme};

#[test]
fn codes_of_reasons_are_fixed() {
    let table = [
        (Reason::Empty, "empty"),
        (Reason::Length { expected: 9, found: 8 }, "length"),
        (Reason::Character { found: 'x' }, "character"),
        (Reason::CheckDigit, "checkDigit"),
        (Reason::Prefix { expected: "0, 1" }, "prefix"),
        (Reason::UnknownRegister, "unknownRegister"),
        (Reason::MissingCourt, "missingCourt"),
        (Reason::UnknownCourt, "unknownCourt"),
        (Reason::Number, "number"),
        (Reason::Placeholder, "placeholder"),
    ];
    for (reason, code) in table {
        assert_eq!(reason.code(), code);
        assert!(!reason.to_string().is_empty());
    }
    let sentences: BTreeSet<String> = table.iter().map(|(why, _)| why.to_string()).collect();
    assert_eq!(sentences.len(), table.len(), "each fault has its own words");
}

/// Every reason, said in every language: thirty different sentences.
#[test]
fn every_reason_has_its_sentence_in_three_languages() {
    let table = [
        Reason::Empty,
        Reason::Length { expected: 9, found: 8 },
        Reason::Character { found: 'x' },
        Reason::CheckDigit,
        Reason::Prefix { expected: "0, 1" },
        Reason::UnknownRegister,
        Reason::MissingCourt,
        Reason::UnknownCourt,
        Reason::Number,
        Reason::Placeholder,
    ];
    let said: BTreeSet<String> = Language::ALL
        .into_iter()
        .flat_map(|language| table.map(|reason| reason.text(language).to_string()))
        .collect();
    assert_eq!(said.len(), 3 * table.len(), "each its own, in each language");
    for sentence in &said {
        assert!(!sentence.ends_with('.') && !sentence.is_empty(), "{sentence}");
        assert!(!sentence.starts_with(char::is_uppercase), "{sentence}");
    }
    for language in Language::ALL {
        assert_eq!(Language::from_code(language.code()), Some(language));
        let of = |reason: Reason| reason.text(language).to_string();
        assert!(
            of(Reason::Length {
                expected: 14,
                found: 13
            })
            .contains("14")
        );
        assert!(
            of(Reason::Length {
                expected: 14,
                found: 13
            })
            .contains("13")
        );
        assert!(of(Reason::Prefix { expected: "0, 1" }).contains("0, 1"));
        assert!(of(Reason::Character { found: 'O' }).contains('O'));
        let blank = of(Reason::Character { found: '\u{7}' });
        assert!(
            !blank.contains('\u{7}'),
            "a control character is named, not sent: {blank:?}"
        );
    }
    assert_eq!(Language::from_code("FR"), None);
}

#[test]
fn sentences_name_what_was_found() {
    let length = Reason::Length {
        expected: 14,
        found: 13,
    };
    assert_eq!(length.to_string(), "14 characters expected, 13 found");
    let stray = Reason::Character { found: 'O' };
    assert_eq!(stray.to_string(), "the character 'O' cannot stand there");
}

#[test]
fn codes_of_schemes_are_fixed_and_read_back() {
    let codes: Vec<&str> = Scheme::ALL.iter().map(|scheme| scheme.code()).collect();
    assert_eq!(
        codes,
        [
            "fr_siren",
            "fr_siret",
            "fr_vat",
            "fr_rcs",
            "be_enterprise",
            "be_establishment",
            "be_branch",
            "be_vat",
            "lu_vat",
            "lu_rcs",
            "de_vat",
            "de_widnr",
            "de_hr",
            "lei",
            "euid",
            "ror",
        ]
    );
    for scheme in Scheme::ALL {
        assert_eq!(scheme.code().parse(), Ok(scheme));
        assert_eq!(scheme.to_string(), scheme.code());
        let country = scheme.country().map(str::to_lowercase);
        if let Some(country) = country {
            assert!(scheme.code().starts_with(&country), "{scheme}");
        }
    }
    for wrong in ["", "FR_SIREN", "siren", "fr_siren "] {
        assert_eq!(wrong.parse::<Scheme>(), Err(UnknownScheme), "{wrong:?}");
    }
}
