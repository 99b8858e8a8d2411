//! Checks a second on one core, a line a scheme: `cargo bench -p identifiers`.
//! SIRENs are measured over a million different numbers, a tenth of them with a slip; the other
//! schemes over some forms people write, so their figure is that of the forms, not of one number.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Instant;

use identifiers::{Scheme, bridge, parse};

/// Checks of one measurement.
const ROUNDS: usize = 4_000_000;
/// The best of so many is printed: the machine is seldom quiet.
const TRIES: usize = 3;

/// What is checked, canonical first, then as people write it.
const FORMS: &[(Scheme, &[&str])] = &[
    (
        Scheme::FrSiren,
        &["552 008 443", "552\u{202f}008\u{202f}443", "SIREN 552 008 443"],
    ),
    (
        Scheme::FrSiret,
        &["73282932000074", "732 829 320 00074", "35600000049837"],
    ),
    (Scheme::FrVat, &["FR40303265045", "FR 40 303 265 045", "K7399859412"]),
    (Scheme::FrRcs, &["RCS Metz B 342 376 332"]),
    (Scheme::BeEnterprise, &["0403449823", "0403.449.823"]),
    (Scheme::BeEstablishment, &["2.000.000.339"]),
    (Scheme::BeBranch, &["9.000.006.626"]),
    (Scheme::BeVat, &["BE0403449823", "BE 0403.449.823"]),
    (Scheme::LuVat, &["LU15027442"]),
    (Scheme::LuRcs, &["B82454", "R.C.S. Luxembourg B 82 454"]),
    (Scheme::DeVat, &["DE136695976"]),
    (Scheme::DeEconomic, &["DE136695976-00001"]),
    (
        Scheme::DeRegister,
        &[
            "T2304V_HRB12345",
            "Amtsgericht Mainz, HRB 2940",
            "HRB 104 233 Saarbrücken",
        ],
    ),
    (Scheme::Lei, &["213800KUD8LAJWSQ9D15"]),
    (
        Scheme::Euid,
        &["LURCSL.B186284", "BEKBOBCE.0656727414", "DET2304V.HRB12345"],
    ),
    (Scheme::Ror, &["https://ror.org/05natt857"]),
];

fn main() {
    let numbers = sirens(1_000_000);
    let texts: Vec<&str> = numbers.iter().map(String::as_str).collect();
    report("fr_siren, nine digits", rate(Scheme::FrSiren, &texts, ROUNDS * 4));
    for (scheme, texts) in FORMS {
        report(scheme.code(), rate(*scheme, texts, ROUNDS));
    }
    if let Ok(entry) = parse(Scheme::DeRegister, "Mainz HRB 2940") {
        let over = best(|| {
            (0..ROUNDS / 4).for_each(|_| drop(black_box(bridge(black_box(&entry), Scheme::Euid))));
            ROUNDS / 4
        });
        report("de_hr to its EUID", over);
    }
}

/// Different nine digits; a simple generator gives every run the same. Nine in ten obey Luhn.
fn sirens(count: usize) -> Vec<String> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let completed = |body: u64| {
        let fits = |check: &u64| parse(Scheme::FrSiren, &format!("{body:08}{check}")).is_ok();
        (0..10).find(fits).unwrap_or_default()
    };
    (0..count)
        .map(|place| {
            let body = next() % 100_000_000;
            let check = completed(body) + u64::from(place % 10 == 0);
            format!("{body:08}{}", check % 10)
        })
        .collect()
}

/// Checks a second over these texts, one after the other and again.
fn rate(scheme: Scheme, texts: &[&str], rounds: usize) -> f64 {
    best(|| {
        let valid = texts
            .iter()
            .cycle()
            .take(rounds)
            .filter(|text| parse(scheme, black_box(text)).is_ok())
            .count();
        assert!(black_box(valid) > 0, "{scheme}: nothing holds");
        rounds
    })
}

/// The highest number a second.
fn best(mut run: impl FnMut() -> usize) -> f64 {
    let mut best = 0.0_f64;
    for _ in 0..TRIES {
        let begun = Instant::now();
        let done = run();
        #[allow(clippy::cast_precision_loss)] // some millions
        let rate = done as f64 / begun.elapsed().as_secs_f64();
        best = best.max(rate);
    }
    best
}

fn report(name: &str, rate: f64) {
    println!("{name:<24} {:>8.2} million a second", rate / 1e6);
}
