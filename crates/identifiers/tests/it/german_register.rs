//! Entries in German registers: order, words around them, courts and their other names,
//! former courts, suffixes, and every fault an entry can have.

use identifiers::{Reason, Scheme, bridge, offeneregister_number, parse};

fn canonical(text: &str) -> Result<String, Reason> {
    parse(Scheme::DeRegister, text).map(|id| id.into_canonical())
}

#[test]
fn either_order_and_words_around() {
    for text in [
        "Mainz HRB 2940",
        "HRB 2940 Mainz",
        "HRB 2940, Mainz",
        "Amtsgericht Mainz HRB 2940",
        "AG Mainz, HRB 2940",
        "HRB 2940 (Amtsgericht Mainz)",
        "Handelsregister: HRB 2940, Amtsgericht Mainz",
        "Registergericht Mainz, Nr. HRB 2940",
        "amtsgericht mainz hrb2940",
        "MAINZ HRB 2.940",
        "HRB Nr. 2940 Mainz",
        "T2304V_HRB2940",
        "t2304v_hrb2940",
    ] {
        assert_eq!(canonical(text).as_deref(), Ok("Mainz HRB 2940"), "{text}");
    }
}

#[test]
fn courts_go_by_several_names() {
    let table = [
        ("Saarbruecken HRB 1", "Saarbrücken HRB 1"),
        ("SAARBRÜCKEN HRB 1", "Saarbrücken HRB 1"),
        ("Berlin HRB 1 B", "Berlin (Charlottenburg) HRB 1 B"),
        ("HRB 1 B, Charlottenburg", "Berlin (Charlottenburg) HRB 1 B"),
        ("Charlottenburg (Berlin) HRB 1", "Berlin (Charlottenburg) HRB 1"),
        ("HRB 1 Landau in der Pfalz", "Landau HRB 1"),
        ("St. Ingbert HRB 1", "St. Ingbert (St Ingbert) HRB 1"),
        ("Sankt Wendel HRB 1", "St. Wendel (St Wendel) HRB 1"),
        (
            "Ludwigshafen am Rhein HRB 1",
            "Ludwigshafen a.Rhein (Ludwigshafen) HRB 1",
        ),
        ("Frankfurt HRB 1", "Frankfurt am Main HRB 1"),
        ("Frankfurt (Oder) HRB 1", "Frankfurt/Oder HRB 1"),
        ("Oldenburg HRB 1", "Oldenburg (Oldenburg) HRB 1"),
        ("HRB 1 Hof", "Hof HRB 1"),
    ];
    for (text, expected) in table {
        assert_eq!(canonical(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn registers_and_suffixes() {
    let table = [
        ("Mainz gnr 12", "Mainz GnR 12"),
        ("Mainz PR 12", "Mainz PR 12"),
        ("vr 12 mainz", "Mainz VR 12"),
        ("Mainz GSR 12", "Mainz GsR 12"),
        ("Kiel HRB 395KI", "Kiel HRB 395 KI"),
        ("HRB 395 ki Kiel", "Kiel HRB 395 KI"),
        ("HRB 12 065 HL Lübeck", "Lübeck HRB 12065 HL"),
        ("X1721R_HRB100MÖ", "Lübeck HRB 100 MÖ"),
        ("HRB 104 233 Saarbrücken", "Saarbrücken HRB 104233"),
        ("Saarbrücken HRB 104.233", "Saarbrücken HRB 104233"),
    ];
    for (text, expected) in table {
        assert_eq!(canonical(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn a_series_taken_over_is_another_series() {
    let now = canonical("Paderborn HRB 90");
    let former = canonical("Paderborn früher Höxter HRB 90");
    assert_eq!(
        former.as_deref(),
        Ok("Paderborn früher Höxter HRB 90"),
        "three companies have been HRB 90 in Paderborn"
    );
    assert_ne!(now, former);
    for text in [
        "HRB 90 Paderborn früher Höxter",
        "PADERBORN FRÜHER HÖXTER HRB 90",
        "Paderborn frueher Höxter HRB 90",
    ] {
        assert_eq!(canonical(text), former, "{text}");
    }
    assert_eq!(
        canonical("Wuppertal früher NEUSTADT A. RBGE. HRB 4").as_deref(),
        Ok("Wuppertal früher Neustadt a. Rbge. HRB 4")
    );
    assert_eq!(canonical("Paderborn früher HRB 90"), Err(Reason::UnknownCourt));
    assert_eq!(
        canonical("Paderborn früher H0xter HRB 90"),
        Err(Reason::Character { found: '0' })
    );
}

#[test]
fn keys_of_a_series_taken_over() {
    let text = "Koblenz früher Montabaur HRB 4";
    let entry = parse(Scheme::DeRegister, text).expect("both courts are in the table");
    let key = offeneregister_number(&entry);
    assert_eq!(key.as_deref(), Some("T2210V_T2214V_HRB4"));
    assert_eq!(parse(Scheme::DeRegister, "T2210V_T2214V_HRB4"), Ok(entry.clone()));
    assert_eq!(bridge(&entry, Scheme::Euid), None, "its EUID cannot be told");
}

#[test]
fn faults() {
    let stray = |found| Reason::Character { found };
    let table = [
        ("HRB 12345", Reason::MissingCourt),
        ("HRB 12345 KI", Reason::MissingCourt),
        ("Amtsgericht HRB 12345", Reason::MissingCourt),
        ("Mainz HRC 12345", Reason::UnknownRegister),
        ("Mainz 12345", Reason::UnknownRegister),
        ("Mainz HRB", Reason::Number),
        ("Mainz HRB 0", Reason::Number),
        ("Mainz HRB 012345", Reason::Number),
        ("Mainz HRB 1234567", Reason::Number),
        ("Mainz HRB 1 234 567", Reason::Number),
        ("Mainz HRB B", Reason::Number),
        ("Trier HRB 12345", Reason::UnknownCourt),
        ("HRA 350654, Mannhei", Reason::UnknownCourt),
        ("HRA 350654, Mannheim0", Reason::UnknownCourt),
        ("Berlin HRB 87447 B0", stray('0')),
        ("Kiel HRB 395KI0", stray('0')),
        ("Kiel HRB 395 KIEL", stray('L')),
        // Found by fuzzing: their canonical texts would have been read as other entries.
        ("Mainz HRB 2Nr", stray('r')),
        ("T2304V_HRB2AG", stray('G')),
        ("HRB 4 Wuppertal früher Neustadt HRB", Reason::UnknownCourt),
        ("Wuppertal früher a b c d e f g h i HRB 4", Reason::UnknownCourt),
        ("Z9999_HRB1", Reason::UnknownCourt),
        ("T2304V_HRB", Reason::Number),
        ("T2304V_1", Reason::UnknownRegister),
        ("T2304V_T2210V_V1109_HRB1", Reason::Number),
        ("T2304V", Reason::UnknownRegister),
    ];
    for (text, reason) in table {
        assert_eq!(parse(Scheme::DeRegister, text), Err(reason), "{text}");
    }
}

#[test]
fn the_courts_of_the_region() {
    let table = [
        ("T2101V", "Bad Kreuznach"),
        ("T2210V", "Koblenz"),
        ("T2214V", "Montabaur"),
        ("T2304V", "Mainz"),
        ("T2408V", "Wittlich"),
        ("T3104V", "Ludwigshafen a. Rhein"),
        ("T3201V", "Kaiserslautern"),
        ("T3304V", "Landau"),
        ("T3403V", "Zweibrücken"),
        ("V1109", "Saarbrücken"),
        ("V1102", "Homburg"),
        ("V1103", "Lebach"),
        ("V1104", "Merzig"),
        ("V1105", "Neunkirchen"),
        ("V1107", "Ottweiler"),
        ("V1110", "Saarlouis"),
        ("V1111", "St. Ingbert"),
        ("V1112", "St. Wendel"),
        ("V1115", "Völklingen"),
    ];
    for (code, name) in table {
        let text = parse(Scheme::DeRegister, &format!("Amtsgericht {name} HRB 12345"));
        let key = parse(Scheme::DeRegister, &format!("{code}_HRB12345"));
        let euid = parse(Scheme::Euid, &format!("DE{code}.HRB12345"));
        let (Ok(text), Ok(key), Ok(euid)) = (text, key, euid) else {
            panic!("{code} {name} is not read");
        };
        assert_eq!(text, key, "{code} {name}");
        assert_eq!(bridge(&text, Scheme::Euid).as_ref(), Some(&euid));
        assert_eq!(bridge(&euid, Scheme::DeRegister), Some(text.clone()));
        assert_eq!(offeneregister_number(&text), Some(format!("{code}_HRB12345")));
    }
}
