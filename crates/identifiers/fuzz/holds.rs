//! What must hold for any text. Run by the fuzz target, and on stable by `tests/it/fuzzed.rs`
//! over the committed corpus.

use identifiers::{
    Identifier, Language, Reason, Scheme, bridges, court_code, court_name, french_euid, from_registration_authority,
    guess, offeneregister_number, parse, registration_authority,
};

/// Panics where something does not hold for the text.
pub fn any_text(text: &str) {
    for scheme in Scheme::ALL {
        match parse(scheme, text) {
            Ok(read) => identifier(&read),
            Err(why) => reason(why),
        }
    }
    for candidate in guess(text) {
        identifier(&candidate);
    }
    for authority in ["RA000432", "RA000025", "RA000189", "RA000192", text] {
        let _ = from_registration_authority(authority, text);
    }
    if let Some(name) = court_name(text) {
        assert_eq!(court_code(name).and_then(court_name), Some(name));
    }
    if let Some(code) = court_code(text) {
        assert!(court_name(code).is_some(), "{code}");
    }
}

/// Its texts are read back, and what follows from it obeys its own scheme.
fn identifier(read: &Identifier) {
    let same = Ok(read.clone());
    assert_eq!(parse(read.scheme(), read.canonical()), same, "canonical");
    assert_eq!(parse(read.scheme(), &read.human()), same, "human {:?}", read.human());
    for over in bridges(read) {
        assert_ne!(over.scheme(), read.scheme());
        assert_eq!(parse(over.scheme(), over.canonical()), Ok(over.clone()));
    }
    if let Some(key) = offeneregister_number(read) {
        assert_eq!(parse(Scheme::DeRegister, &key), same, "{key}");
    }
    if let Some(authority) = registration_authority(read).filter(|_| read.scheme() != Scheme::FrRcs) {
        let back = from_registration_authority(authority, read.canonical());
        assert_eq!(back, Some(same), "{authority}");
    }
    if let Some(euid) = french_euid(read, "5751") {
        assert_eq!(euid.scheme(), Scheme::Euid);
    }
}

fn reason(why: Reason) {
    for language in Language::ALL {
        assert!(!why.text(language).to_string().is_empty());
    }
}
