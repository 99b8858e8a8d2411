//! Where addresses lie: the built-in list, GeoNames dumps that are handed in, and what is refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use passerelle::organisations::territory_of;
use passerelle::platform::region::{
    Asked, PlacesError, PlacesKind, Precision, Provenance, Region, Source, Unplaced, keep, read_geonames,
};
use registers::Register;

fn region() -> Region {
    Region::load(Source::Embedded).unwrap()
}

/// Territory, precision or why there is no point, and the point.
fn locate(
    region: &Region,
    country: &str,
    postal_code: &str,
    names: &[&str],
) -> (Option<String>, Result<Precision, Unplaced>, (f64, f64)) {
    let located = region.locate(Asked {
        country,
        postal_code,
        names,
        ..Asked::default()
    });
    let point = located
        .position
        .map_or((0.0, 0.0), |position| (position.point.lat, position.point.lon));
    (
        located.territory.map(str::to_owned),
        located.position.map(|position| position.precision),
        point,
    )
}

fn near((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> bool {
    (lat - other_lat).abs() < 0.06 && (lon - other_lon).abs() < 0.06
}

#[test]
fn municipalities_in_any_language() {
    let region = region();
    let (liege, trier, saarbruecken, esch, luxembourg) = (
        (50.634, 5.567),
        (49.756, 6.639),
        (49.235, 6.997),
        (49.496, 5.981),
        (49.611, 6.130),
    );
    for (country, postal_code, name, territory, point) in [
        ("BE", "4000", "Luik", "WAL", liege),
        ("BE", "", "Lüttich", "WAL", liege),
        ("BE", "B-4020", "LIEGE 2", "WAL", liege),
        ("DE", "54290", "Trèves", "RLP", trier),
        ("DE", "54293", "Trier-Ehrang", "RLP", trier),
        ("DE", "66111", "Sarrebruck", "SAR", saarbruecken),
        ("DE", "", "SAARBRUECKEN", "SAR", saarbruecken),
        ("DE", "66115", "Saarbrücken (Burbach)", "SAR", saarbruecken),
        ("LU", "L-4361", "Esch/Alzette", "LU", esch),
        ("LU", "4002", "Esch-Uelzecht", "LU", esch),
        ("LU", "", "Esch-s-Alzette", "LU", esch),
        ("LU", "1274", "Luxembourg-Gasperich", "LU", luxembourg),
        ("LU", "L-2449", "L-2449 Lëtzebuerg", "LU", luxembourg),
        ("FR", "57009", "METZ CEDEX 01", "LOR", (49.119, 6.173)),
        ("FR", "57500", "Saint Avold", "LOR", (49.104, 6.708)),
        ("FR", "54600", "VILLERS LES NANCY", "LOR", (48.673, 6.155)),
        ("DE", "66386", "St. Ingbert", "SAR", (49.277, 7.117)),
        ("DE", "67433", "Neustadt a. d. Weinstr.", "RLP", (49.350, 8.139)),
        ("DE", "67433", "Neustadt", "RLP", (49.350, 8.139)),
        ("DE", "67059", "Ludwigshafen", "RLP", (49.481, 8.446)),
        ("BE", "4700", "Eupen", "DG", (50.628, 6.036)),
        ("BE", "", "Saint-Vith", "DG", (50.281, 6.127)),
        ("BE", "", "Sankt Vith", "DG", (50.281, 6.127)),
        ("BE", "1348", "Louvain-la-Neuve", "WAL", (50.668, 4.611)),
    ] {
        let found = locate(&region, country, postal_code, &[name]);
        assert_eq!(found.0.as_deref(), Some(territory), "{name}");
        assert_eq!(found.1, Ok(Precision::Municipality), "{name}");
        assert!(near(found.2, point), "{name}: {found:?}");
    }
}

#[test]
fn what_is_not_known_is_said() {
    let region = region();
    let none = (0.0, 0.0);
    for (country, postal_code, name, territory, expected) in [
        ("DE", "66111", "Kein Ort", Some("SAR"), Ok(Precision::Territory)),
        ("DE", "66111", "Trier", Some("SAR"), Ok(Precision::Territory)),
        ("DE", "10115", "Trier", None, Err(Unplaced::Unknown)),
        ("DE", "", "Kein Ort", None, Err(Unplaced::Unknown)),
        ("DE", "", "", None, Err(Unplaced::NoPlace)),
        ("", "", "Trier", None, Err(Unplaced::NoCountry)),
        ("NL", "1000", "Kein Ort", None, Err(Unplaced::Unknown)),
        ("XX", "no digits", "", None, Err(Unplaced::Unknown)),
    ] {
        let found = locate(&region, country, postal_code, &[name]);
        assert_eq!(
            (found.0.as_deref(), found.1),
            (territory, expected),
            "{country} {postal_code} {name}"
        );
        assert!(expected.is_ok() || found.2 == none);
    }
    let point = region.locate(Asked {
        country: "DE",
        postal_code: "",
        names: &[],
        point: region_point(&region),
        ..Asked::default()
    });
    assert_eq!(point.territory, Some("SAR"), "a point alone tells the territory");
}

fn region_point(region: &Region) -> Option<passerelle::platform::region::Point> {
    Some(region.territory("SAR").unwrap().seat.point)
}

fn codes() -> String {
    let mut dump = String::new();
    for (country, code, place, lat, lon) in [
        ("DE", "54441", "Ayl", "49.6333", "6.55"),
        ("DE", "54441", "Wellen", "49.6667", "6.4333"),
        ("DE", "54441", "Kanzem", "49.6667", "6.5667"),
        ("FR", "57000", "Metz", "49.1191", "6.1727"),
        ("FR", "75001", "Paris", "48.8592", "2.3417"),
        ("LU", "L-8399", "Windhof", "49.6469", "5.9589"),
        ("PL", "00-001", "Warszawa", "52.25", "21"),
    ] {
        let _ = writeln!(dump, "{country}\t{code}\t{place}\tAdmin\t08\t\t\t\t\t{lat}\t{lon}\t4");
    }
    dump
}

fn names() -> String {
    let row = |name: &str,
               others: &str,
               lat: &str,
               lon: &str,
               class: &str,
               country: &str,
               admin: &str,
               people: &str| {
        format!(
            "1\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{class}\tPPL\t{country}\t\t{admin}\t00\t\t\t{people}\t\t0\tEurope/Berlin\t2026-01-01\n"
        )
    };
    [
        row(
            "Serrig",
            "Serig,Серриг,XX",
            "49.5667",
            "6.5667",
            "P",
            "DE",
            "08",
            "1600",
        ),
        row(
            "Perl",
            "Perle-sur-Moselle",
            "49.4667",
            "6.3667",
            "P",
            "DE",
            "09",
            "8000",
        ),
        row("Saar", "", "49.7", "6.5667", "H", "DE", "08", "0"),
    ]
    .concat()
}

/// Keeps what was read where a node would.
fn take_over(region: &Region, folder: &std::path::Path, dump: &str) {
    let read = read_geonames(dump.as_bytes(), region).unwrap();
    let provenance = Provenance {
        kind: read.kind,
        file: "DE.txt".to_owned(),
        on: NaiveDate::from_ymd_opt(2026, 11, 28).unwrap(),
        rows: read.kept,
    };
    keep(folder, &provenance, &read.rows).unwrap();
    region.use_places(folder).unwrap();
}

#[test]
fn postal_codes_of_a_dump() {
    let (region, folder) = (region(), tempfile::tempdir().unwrap());
    let read = read_geonames(codes().as_bytes(), &region).unwrap();
    assert_eq!(
        (read.kind, read.read, read.kept),
        (PlacesKind::Codes, 7, 6),
        "Paris lies near enough, Warsaw does not"
    );
    take_over(&region, folder.path(), &codes());
    let found = locate(&region, "DE", "54441", &["Ayl"]);
    assert_eq!(found.1, Ok(Precision::Municipality));
    assert!(
        near(found.2, (49.633, 6.55)),
        "its own point, not that of the code: {found:?}"
    );
    let shared = locate(&region, "DE", "54441", &["Irgendwo"]);
    assert_eq!(
        (shared.0.as_deref(), shared.1),
        (Some("RLP"), Ok(Precision::PostalCode))
    );
    assert!(near(shared.2, (49.656, 6.517)), "the middle of the three: {shared:?}");
    assert_eq!(locate(&region, "LU", "8399", &[]).1, Ok(Precision::PostalCode));
    let saarbruecken = locate(&region, "DE", "66111", &["Saarbrücken"]);
    assert_eq!(
        saarbruecken.1,
        Ok(Precision::Municipality),
        "names still come from the binary"
    );
    let provenance = region.places_provenance();
    assert_eq!(provenance.len(), 1);
    assert_eq!((provenance[0].file.as_str(), provenance[0].rows), ("DE.txt", 6));
}

#[test]
fn names_of_a_dump() {
    let (region, folder) = (region(), tempfile::tempdir().unwrap());
    take_over(&region, folder.path(), &names());
    for (name, territory) in [
        ("Serrig", "RLP"),
        ("Serig", "RLP"),
        ("Perl", "SAR"),
        ("perle sur moselle", "SAR"),
    ] {
        assert_eq!(
            locate(&region, "DE", "", &[name]).0.as_deref(),
            Some(territory),
            "{name}"
        );
    }
    assert_eq!(
        locate(&region, "DE", "", &["Saar"]).1,
        Err(Unplaced::Unknown),
        "a river is no municipality"
    );
    let again = Region::load(Source::Embedded).unwrap();
    again.use_places(folder.path()).unwrap();
    assert_eq!(
        locate(&again, "DE", "", &["Serrig"]).0.as_deref(),
        Some("RLP"),
        "kept for the next start"
    );
}

#[test]
fn bad_files_are_refused_and_the_old_table_stays() {
    let (region, folder) = (region(), tempfile::tempdir().unwrap());
    take_over(&region, folder.path(), &codes());
    let good = codes();
    let cut = good.get(..good.len() - 30).unwrap().to_owned();
    let long = format!("DE\t54441\t{}", "x".repeat(10 << 20));
    let (latin, mut late) = (
        b"DE\t54441\tG\xf6\t\t\t\t\t\t\t49\t6\t\n".to_vec(),
        good.clone().into_bytes(),
    );
    late.extend(&latin);
    let swapped = good.replace("49.6333", "Ayl");
    let far = "PL\t00-001\tWarszawa\t\t\t\t\t\t\t52.25\t21\t4\n".to_owned();
    let globe = good.replace("49.6333", "149.6333");
    for (what, bytes, expected) in [
        ("HTML", b"<!DOCTYPE html><html>".to_vec(), "a page of the web"),
        ("zip", b"PK\x03\x04rest".to_vec(), "unpack it"),
        ("gzip", b"\x1f\x8brest".to_vec(), "unpack it"),
        ("comma", b"DE,54441,Ayl\n".to_vec(), "has 1 columns"),
        ("empty", Vec::new(), "none of its 0 lines"),
        ("cut", cut.into_bytes(), "line 7 has"),
        ("10 MB line", long.into_bytes(), "line 1 is longer"),
        ("Latin-1", latin, "line 1 is not UTF-8"),
        ("Latin-1 later", late, "line 8 is not UTF-8"),
        ("swapped", swapped.into_bytes(), "line 1: the latitude is no number"),
        (
            "beyond the pole",
            globe.into_bytes(),
            "line 1: the latitude is no number",
        ),
        ("elsewhere", far.into_bytes(), "none of its 1 lines"),
        (
            "two kinds",
            format!("{good}{}", names()).into_bytes(),
            "line 8 has 19 columns instead of 12",
        ),
    ] {
        let error: PlacesError = read_geonames(bytes.as_slice(), &region).unwrap_err();
        assert!(error.to_string().contains(expected), "{what}: {error}");
    }
    region.use_places(folder.path()).unwrap();
    assert_eq!(locate(&region, "LU", "8399", &[]).1, Ok(Precision::PostalCode));
}

#[test]
fn a_kept_file_that_was_damaged_is_told() {
    let (region, folder) = (region(), tempfile::tempdir().unwrap());
    take_over(&region, folder.path(), &codes());
    let file = folder.path().join("places/codes.tsv");
    let whole = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    for damaged in [
        lines[..3].join("\n"),
        whole.replace("49.6333", "x"),
        "<html>".to_owned(),
        String::new(),
    ] {
        std::fs::write(&file, damaged).unwrap();
        let error = region.use_places(folder.path()).unwrap_err().to_string();
        assert!(error.contains("places/codes.tsv"), "{error}");
        assert_eq!(
            locate(&region, "LU", "8399", &[]).1,
            Ok(Precision::PostalCode),
            "those in use stay"
        );
    }
}

/// The sample folder's file or folder, where there is one.
fn sample(name: &str) -> Option<std::path::PathBuf> {
    let found = std::env::var_os("PASSERELLE_SAMPLES").map(|folder| std::path::PathBuf::from(folder).join(name));
    if found.is_none() {
        testkit::skipped(&format!("set PASSERELLE_SAMPLES to read {name}"));
    }
    found
}

/// The lines of those that were drawn, out of more than a million: reading all of them takes minutes in a debug build.
fn drawn(
    all: &std::path::Path,
    wanted: &BTreeMap<(&str, &str), &str>,
    scratch: &std::path::Path,
) -> std::path::PathBuf {
    use std::io::{BufRead, BufReader};

    let file = flate2::read::MultiGzDecoder::new(std::fs::File::open(all).unwrap());
    let key = "\"company_number\":\"";
    let lines = BufReader::new(file).lines().map(Result::unwrap);
    let kept: Vec<String> = lines
        .filter(|line| {
            let number = line.split_once(key).and_then(|(_, rest)| rest.split('"').next());
            number.is_some_and(|number| wanted.contains_key(&(Register::OffeneRegister.code(), number)))
        })
        .collect();
    let path = scratch.join("drawn.jsonl");
    std::fs::write(&path, kept.join("\n")).unwrap();
    path
}

/// Two hundred seats of four registers, drawn by chance: the territory is the one people who know the places say.
#[test]
fn two_hundred_seats_lie_where_people_say() {
    let wanted: BTreeMap<(&str, &str), &str> = include_str!("../territories.tsv")
        .lines()
        .skip(2)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(((cells.next()?, cells.next()?), cells.next()?))
        })
        .collect();
    assert_eq!(wanted.len(), 200);
    let region = region();
    let (mut right, mut wrong) = (0, Vec::new());
    for (register, path) in [
        (Register::OffeneRegister, "offeneregister/companies.jsonl.gz"),
        (Register::Kbo, "kbo"),
        (Register::Ror, "ror/ror_greater_region.jsonl"),
        (Register::Cordis, "cordis/h2020_organizations_out_formatted_latest.csv"),
    ] {
        let Some(mut path) = sample(path) else { return };
        let scratch = tempfile::tempdir().unwrap();
        if register == Register::OffeneRegister {
            path = drawn(&path, &wanted, scratch.path());
        }
        let mut reader = registers::open(register, &path, registers::Options::new(scratch.path())).unwrap();
        while let Some(item) = reader.next().transpose().unwrap() {
            let registers::Item::Record(record) = item else {
                continue;
            };
            let Some(expected) = wanted.get(&(register.code(), record.number.as_str())) else {
                continue;
            };
            let seat = record.seat.as_ref();
            let found = seat.map_or("outside", |seat| territory_of(&region, &record, seat));
            if found == *expected {
                right += 1;
            } else {
                wrong.push(format!("{} {}: {found} for {expected}", register.code(), record.number));
            }
        }
    }
    println!(
        "{right} of 200 right, {} not read, wrong: {wrong:?}",
        200 - right - wrong.len()
    );
    assert!(right >= 195 && wrong.len() <= 2, "{right}: {wrong:?}");
}

#[test]
fn the_court_tells_which_of_several_places_is_meant() {
    let region = region();
    let at = |registry, name: &str| {
        let located = region.locate(Asked {
            country: "DE",
            names: &[name],
            registry,
            ..Asked::default()
        });
        (located.territory, located.position.map(|position| position.precision))
    };
    assert_eq!(at("DEV1109", "Neunkirchen"), (Some("SAR"), Ok(Precision::Municipality)));
    assert_eq!(at("DET2210V", "Neunkirchen").0, Some("RLP"));
    assert_eq!(at("DEV1109", "Kein Ort"), (Some("SAR"), Ok(Precision::Territory)));
    assert_eq!(at("DEV1109", ""), (Some("SAR"), Err(Unplaced::NoPlace)));
    assert_eq!(
        at("DEK1101R", "Saarbrücken").0,
        None,
        "registered in Hamburg, it is seated there"
    );
}

proptest::proptest! {
    /// Whatever is asked, the answer holds: a territory of the postal code, a point that is one.
    #[test]
    fn any_address_has_an_answer(country in "(DE|FR|BE|LU|[A-Z]{0,3})", code in "[0-9A-Z \\-]{0,8}", name in ".{0,30}") {
        static REGION: std::sync::LazyLock<Region> = std::sync::LazyLock::new(region);
        let names = [name.as_str()];
        let located = REGION.locate(Asked { country: &country, postal_code: &code, names: &names, ..Asked::default() });
        if code.bytes().any(|byte| byte.is_ascii_digit()) {
            proptest::prop_assert_eq!(located.territory, REGION.territory_for(&country, &code));
        }
        if let Ok(position) = located.position {
            proptest::prop_assert!(position.point.lat > 40.0 && position.point.lat < 60.0);
        }
    }
}
