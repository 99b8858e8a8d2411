//! Reading the numbers of a register asks the allocator for nothing, nor do bridges and the form
//! for people. A binary of its own, since the counting allocator is the whole program's.

#![allow(clippy::expect_used)] // also in the helpers of tests

use std::fmt::Write;

use identifiers::{Language, Scheme, bridge, parse};

/// One text a form that a register's file or a search field has.
const READ: &[(Scheme, &str)] = &[
    (Scheme::FrSiren, "552 008 443"),
    (Scheme::FrSiret, "732 829 320 00074"),
    (Scheme::FrVat, "FR 40 303 265 045"),
    (Scheme::BeEnterprise, "403.449.823"),
    (Scheme::BeEstablishment, "2.000.000.339"),
    (Scheme::BeBranch, "9.000.006.626"),
    (Scheme::BeVat, "BE 0403.449.823"),
    (Scheme::LuVat, "LU 15027442"),
    (Scheme::LuRcs, "R.C.S. Luxembourg B 82 454"),
    (Scheme::DeVat, "DE 136 695 976"),
    (Scheme::DeEconomic, "DE 136 695 976-00001"),
    (Scheme::DeRegister, "Amtsgericht Saarbruecken, HRB 104 233"),
    (Scheme::DeRegister, "T2304V_HRB12345"),
    (Scheme::DeRegister, "HRB 12 065 HL Lübeck"),
    (Scheme::DeRegister, "Koblenz früher Montabaur HRB 4"),
    (Scheme::Lei, "213800kud8lajwsq9d15"),
    (Scheme::Euid, "DET2304V.HRB12345"),
    (Scheme::Euid, "BEKBOBCE.0656727414"),
    (Scheme::Euid, "LURCSL.B186284"),
    (Scheme::Euid, "FR7501.798662797"),
    (Scheme::Ror, "https://ror.org/05NATT857"),
];

fn allocations(run: impl FnOnce()) -> u64 {
    allocation_counter::measure(run).count_total
}

#[test]
fn the_counter_counts() {
    assert!(allocations(|| drop(std::hint::black_box(String::from("x")))) > 0);
}

#[test]
fn reading_allocates_nothing() {
    for (scheme, text) in READ {
        let count = allocations(|| drop(parse(*scheme, text).expect("well-formed").clone()));
        assert_eq!(count, 0, "{scheme} {text}");
    }
}

#[test]
fn refusing_allocates_nothing() {
    for (scheme, text) in READ {
        let wrong = text.replace(['1', '2', '3', '4'], "0");
        let count = allocations(|| drop(parse(*scheme, &wrong)));
        assert_eq!(count, 0, "{scheme} {wrong}");
    }
}

#[test]
fn bridges_allocate_nothing() {
    for (scheme, text) in READ {
        let from = parse(*scheme, text).expect("well-formed");
        for to in Scheme::ALL {
            assert_eq!(allocations(|| drop(bridge(&from, to))), 0, "{scheme} {text} to {to}");
        }
    }
}

#[test]
fn what_is_shown_is_written_in_place() {
    let mut page = String::with_capacity(1000);
    for (scheme, text) in READ {
        let number = parse(*scheme, text).expect("well-formed");
        page.clear();
        let count = allocations(|| write!(page, "{number}").expect("into a text"));
        assert_eq!(count, 0, "{scheme} {text}");
    }
    let fault = parse(Scheme::FrSiren, "404833047").expect_err("a slip");
    for language in Language::ALL {
        let count = allocations(|| write!(page, "{}", fault.text(language)).expect("into a text"));
        assert_eq!(count, 0, "{language:?}");
    }
}
