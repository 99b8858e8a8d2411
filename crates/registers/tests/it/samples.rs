//! The real files, where they are at hand.

use std::collections::BTreeMap;
use std::time::Instant;

use registers::{Item, NameKind, Options, Register, Skip, open};

use crate::extract::{everything, sample};

#[test]
fn the_kbo_sample() {
    let Some(folder) = sample("kbo") else { return };
    let scratch = tempfile::tempdir().expect("a folder");
    let read = |run_bytes| {
        let options = Options {
            run_bytes,
            ..Options::new(scratch.path())
        };
        everything(open(Register::Kbo, &folder, options).expect("opens"))
    };
    let begin = Instant::now();
    let all = read(64 << 20);
    let seconds = begin.elapsed().as_secs_f64();
    let rows: u64 = all.rows.values().map(|rows| rows.read).sum();
    println!("{rows} rows in {seconds:.2} s, {:.0} a second", rows as f64 / seconds);

    assert_eq!(all.records.len(), 3_198);
    assert_eq!(
        all.skipped.iter().filter(|(reason, _)| *reason == Skip::NoName).count(),
        6_801
    );
    assert_eq!(all.records.len() + all.skipped.len(), 9_999);
    let mut reasons: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for reject in &all.rejected {
        *reasons.entry((reject.file.as_str(), reject.reason.code())).or_default() += 1;
    }
    let expected = BTreeMap::from([
        (("address.csv", "orphan"), 985),
        (("branch.csv", "orphan"), 7_282),
        (("contact.csv", "orphan"), 5_339),
        (("denomination.csv", "check_digit"), 6_473),
        (("denomination.csv", "repeated_header"), 2),
        (("establishment.csv", "orphan"), 8_507),
    ]);
    assert_eq!(reasons, expected);
    assert!(all.records.is_sorted_by(|a, b| a.number < b.number));
    let bank = all
        .records
        .iter()
        .find(|r| r.number == "0203201340")
        .expect("the National Bank");
    assert_eq!(bank.display_name(&["de"]), Some(("Belgische Nationalbank", Some("de"))));
    assert_eq!(read(0), all, "with runs of 16 KiB");
}

#[test]
fn the_ror_sample() {
    let Some(file) = sample("ror/ror_greater_region.jsonl") else {
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder");
    let list = everything(open(Register::Ror, &file, Options::new(scratch.path())).expect("opens"));
    assert_eq!((list.records.len(), list.rejected.len()), (302, 0));
    assert!(
        list.records
            .iter()
            .all(|record| record.research && record.seat.is_some())
    );
    let of = |code: &str| list.records.iter().filter(|r| r.legal_status.code() == code).count();
    assert_eq!((of("active"), of("ceased"), of("unknown")), (272, 18, 12));

    // The same as one array, as the data dump has it.
    let text = std::fs::read_to_string(&file).expect("text");
    let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let array = scratch.path().join("array.json");
    std::fs::write(&array, format!("[\n{}\n]\n", lines.join(",\n"))).expect("written");
    let array = everything(open(Register::Ror, &array, Options::new(scratch.path())).expect("opens"));
    assert_eq!(array.records, list.records);
}

#[test]
fn the_gleif_sample() {
    let Some(file) = sample("gleif/lei_records_unique.json") else {
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder");
    let all = everything(open(Register::Gleif, &file, Options::new(scratch.path())).expect("opens"));
    assert_eq!((all.records.len(), all.skipped.len(), all.rejected.len()), (93, 1, 0));
    assert!(
        all.records
            .iter()
            .all(|record| record.seat.is_some() && record.as_of.is_some())
    );
    let of = |scheme: &str| {
        all.records
            .iter()
            .filter(|record| record.identifier(scheme).is_some())
            .count()
    };
    assert_eq!((of("lei"), of("lu_rcs"), of("de_hr")), (93, 3, 0));
}

#[test]
fn the_companies_of_offeneregister() {
    let Some(file) = sample("offeneregister/companies.jsonl.gz") else {
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder");
    let mut reader = open(Register::OffeneRegister, &file, Options::new(scratch.path())).expect("opens");
    let (mut records, mut persons, mut former) = (0_u64, 0_u64, 0_u64);
    // Debug builds take a minute for the whole; the release build's figures are in the README.
    let most = if cfg!(debug_assertions) { 100_000 } else { u64::MAX };
    for item in (&mut reader).take(usize::try_from(most).unwrap_or(usize::MAX)) {
        match item.expect("readable") {
            Item::Record(record) => {
                records += 1;
                former += u64::from(record.names.iter().any(|name| name.kind == NameKind::Former));
                assert_eq!(
                    record.identifiers.first().map(|(scheme, _)| scheme.as_str()),
                    Some("de_hr")
                );
                assert!(record.seat.is_some() && record.as_of.is_some(), "{record:?}");
                let address = record
                    .other
                    .get("address")
                    .and_then(|text| text.as_str())
                    .unwrap_or_default();
                assert!(!address.contains([':', '*', ';']), "{address}");
            }
            Item::Skipped { reason, number } => {
                assert_eq!((reason, number), (Skip::NaturalPerson, None));
                persons += 1;
            }
            Item::Rejected(reject) => panic!("{reject}"),
        }
    }
    assert!(former > 1_000);
    assert_eq!(reader.persons().iter().map(|(_, count)| count).sum::<u64>(), persons);
    if cfg!(debug_assertions) {
        assert_eq!(records + persons, most);
    } else {
        assert_eq!((records, persons), (1_002_584, 203_143));
    }
}

#[test]
fn the_cordis_sample() {
    let Some(file) = sample("cordis/h2020_organizations_out_formatted_latest.csv") else {
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder");
    let read = |path: &std::path::Path, run_bytes| {
        let options = Options {
            run_bytes,
            ..Options::new(scratch.path())
        };
        everything(open(Register::Cordis, path, options).expect("opens"))
    };
    let all = read(&file, 64 << 20);
    let rows = all.rows.values().next().expect("counts");
    assert_eq!(
        (rows.read, rows.rejected, rows.dropped),
        (2_722, 0, 7),
        "{:?}",
        all.rejects()
    );
    assert_eq!((all.records.len(), all.skipped.len()), (1_812, 7));
    assert!(
        all.skipped
            .iter()
            .all(|(reason, number)| *reason == Skip::NaturalPerson && number.is_none())
    );
    let participations: u64 = all
        .records
        .iter()
        .filter_map(|record| record.other["participationCount"].as_u64())
        .sum();
    assert_eq!(participations + rows.dropped, rows.read, "every row is counted");
    let of = |prefix: &str, scheme: &str| {
        let stated = |r: &&registers::Record| r.identifier(scheme).is_some();
        let unread = |r: &&registers::Record| {
            let text = r.other.get("vatNumber").and_then(|v| v.as_str());
            text.is_some_and(|text| text.starts_with(prefix))
        };
        let records = || all.records.iter();
        (records().filter(stated).count(), records().filter(unread).count())
    };
    for (prefix, scheme) in [("FR", "fr_vat"), ("DE", "de_vat"), ("BE", "be_vat"), ("LU", "lu_vat")] {
        let (read, unread) = of(prefix, scheme);
        println!("{scheme}: {read} read, {unread} refused");
        assert!(read > 0 && unread == 0, "{scheme}");
    }
    assert_eq!(of("FR", "fr_siren").0, of("FR", "fr_vat").0);
    assert_eq!(of("BE", "be_enterprise").0, of("BE", "be_vat").0);
    let at = |record: &&registers::Record| record.seat.as_ref().is_some_and(|seat| seat.point.is_some());
    assert!(all.records.iter().filter(at).count() > 1_700);
    assert_eq!(read(&file, 0), all, "with runs of 16 KiB");

    // As the official zip has it: semicolons, a mark, quotes.
    let mut official = b"\xef\xbb\xbf".to_vec();
    for line in std::fs::read_to_string(&file).expect("text").lines() {
        official.extend_from_slice(line.replace("\",\"", "\";\"").as_bytes());
        official.push(b'\n');
    }
    let path = scratch.path().join("organization.csv");
    std::fs::write(&path, official).expect("written");
    assert_eq!(read(&path, 64 << 20).records, all.records);
}
