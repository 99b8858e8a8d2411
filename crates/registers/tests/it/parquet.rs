//! The stocks of SIRENE as Parquet: typed as INSEE types them, packed by either method, said the same as CSV.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;

use registers::{Item, Register};

use crate::extract::everything;
use crate::inputs::{Input, all};

/// The type of a column by its name, as in the files of 2026.
fn kind(column: &str) -> &'static str {
    match column {
        "unitePurgeeUniteLegale" | "etablissementSiege" => "BOOLEAN",
        "categorieJuridiqueUniteLegale" => "INT64",
        _ if column.starts_with("annee") || column.starts_with("nombrePeriodes") => "INT64",
        _ if column.starts_with("dateDernierTraitement") => "INT64 (TIMESTAMP(MICROS,true))",
        _ if column.starts_with("date") => "INT32 (DATE)",
        _ => "BYTE_ARRAY (UTF8)",
    }
}

/// The table of a CSV text without quotation marks as a Parquet file.
pub(crate) fn of_csv(csv: &[u8], compression: Compression) -> Vec<u8> {
    let text = std::str::from_utf8(csv).expect("text");
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    let rows: Vec<Vec<&str>> = lines.collect();
    let fields: String = header
        .iter()
        .map(|column| {
            kind(column).split_once(' ').map_or_else(
                || format!("OPTIONAL {} {column};", kind(column)),
                |(stored, said)| format!("OPTIONAL {stored} {column} {said};"),
            )
        })
        .collect();
    let schema = Arc::new(parse_message_type(&format!("message schema {{ {fields} }}")).expect("a schema"));
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut file, schema, properties).expect("begun");
    let mut group = writer.next_row_group().expect("a group");
    for (at, name) in header.iter().enumerate() {
        let column = group.next_column().expect("a column").expect("one more");
        write(column, kind(name), &rows.iter().map(|row| row[at]).collect::<Vec<_>>());
    }
    group.close().expect("closed");
    writer.close().expect("closed");
    file
}

fn write(mut column: SerializedColumnWriter<'_>, kind: &str, cells: &[&str]) {
    let defined: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
    let there = || cells.iter().filter(|cell| !cell.is_empty());
    let levels = Some(&defined[..]);
    let epoch = chrono::NaiveDate::default();
    let written = match kind {
        "BOOLEAN" => {
            let values: Vec<bool> = there().map(|cell| *cell == "true").collect();
            column.typed::<BoolType>().write_batch(&values, levels, None)
        }
        "INT32 (DATE)" => {
            let day = |cell: &&str| cell.parse::<chrono::NaiveDate>().expect("a day");
            let values: Vec<i32> = there().map(day).map(|day| (day - epoch).num_days() as i32).collect();
            column.typed::<Int32Type>().write_batch(&values, levels, None)
        }
        "INT64" => {
            let values: Vec<i64> = there().map(|cell| cell.parse().expect("a number")).collect();
            column.typed::<Int64Type>().write_batch(&values, levels, None)
        }
        "BYTE_ARRAY (UTF8)" => {
            let values: Vec<ByteArray> = there().map(|cell| ByteArray::from(*cell)).collect();
            column.typed::<ByteArrayType>().write_batch(&values, levels, None)
        }
        _ => {
            let time = |cell: &&str| cell.parse::<chrono::NaiveDateTime>().expect("a time");
            let values: Vec<i64> = there()
                .map(time)
                .map(|time| time.and_utc().timestamp_micros())
                .collect();
            column.typed::<Int64Type>().write_batch(&values, levels, None)
        }
    };
    assert!(written.is_ok(), "{written:?}");
    column.close().expect("closed");
}

/// The stocks as Parquet.
pub(crate) fn sirene(form: &'static str, plain: &Input, compression: Compression) -> Input {
    Input {
        form,
        register: Register::Sirene,
        name: "StockUniteLegale_utf8.parquet",
        bytes: of_csv(&plain.bytes, compression),
        beside: vec![(
            "StockEtablissement_utf8.parquet",
            of_csv(&plain.beside[0].1, compression),
        )],
    }
}

#[test]
fn a_legal_category_has_its_zeros_back() {
    let plain = all()
        .into_iter()
        .find(|input| input.form == "sirene, 35 and 54 columns")
        .expect("there");
    let category = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace(",5710,", ",0099,").into_bytes();
    let other = Input {
        bytes: category(&plain.bytes),
        ..plain
    };
    let packed = sirene("x", &other, Compression::SNAPPY);
    let all = packed.open(|reader| everything(reader.expect("opens")));
    let code = all.records[0].legal_form.as_ref().map(|form| form.code.as_str());
    assert_eq!((code, all.rejects().len()), (Some("0099"), 0));
}

#[test]
fn columns_that_are_not_there_and_files_that_are_none() {
    let plain = all()
        .into_iter()
        .find(|input| input.form == "sirene, 35 and 54 columns")
        .expect("there");
    let renamed = String::from_utf8_lossy(&plain.bytes)
        .replacen("siren,", "numero,", 1)
        .into_bytes();
    let changed = Input {
        bytes: renamed,
        ..plain.clone()
    };
    for (bytes, code, says) in [
        (
            sirene("x", &changed, Compression::UNCOMPRESSED).bytes,
            "missing_column",
            "no column siren",
        ),
        (plain.bytes.clone(), "wrong_format", "a Parquet file"),
        (b"PAR1\xff\xff\xff\xffPAR1".to_vec(), "wrong_format", "a Parquet file"),
        (Vec::new(), "empty_file", "empty"),
    ] {
        let damaged = Input {
            bytes,
            ..sirene("x", &plain, Compression::SNAPPY)
        };
        damaged.open(|reader| {
            let fault = reader.expect_err("refused");
            assert_eq!(fault.code(), code, "{fault}");
            assert!(fault.to_string().contains(says), "{fault}");
        });
    }
}

/// A byte changed anywhere: an error or other rows, and no panic.
#[test]
fn any_byte_changed() {
    let plain = all()
        .into_iter()
        .find(|input| input.form == "sirene, 35 and 54 columns")
        .expect("there");
    let good = sirene("x", &plain, Compression::SNAPPY);
    let step = (good.bytes.len() / 150).max(1);
    for at in (0..good.bytes.len()).step_by(step) {
        for bits in [0x01, 0xff] {
            let mut bytes = good.bytes.clone();
            bytes[at] ^= bits;
            let damaged = Input { bytes, ..good.clone() };
            damaged.open(|reader| {
                let items = reader.map(|reader| reader.map(|item| item.map(|item| matches!(item, Item::Record(_)))));
                if let Ok(items) = items {
                    assert!(items.count() < 100);
                }
            });
        }
    }
}
