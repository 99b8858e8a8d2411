//! Kohesio, the projects of the EU's cohesion funds: a row for each operation, which names who
//! receives the money. Rows with one beneficiary and one postal code become one record.
//!
//! Beneficiaries have no number. A record's number is the first 16 hexadecimal digits of SHA-256 over
//! the name in lower case, a line end and the postal code; so it stays the same from file to file.

mod assemble;
mod persons;

use std::path::Path;

use assemble::Assembly;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::joined::{self, Joined, Place, Recipe, Refused, Row, Verdict, Wanted, join};
use crate::table::{Columns, Table};
use crate::values::{clean, cut, iso_day};
use crate::{Item, Options, ReadError, RejectReason};

const COLUMNS: Columns = Columns {
    needed: &["Operation_Unique_Identifier", "Beneficiary_Name"],
    optional: &[
        "Operation_Postcode",
        "Operation_Name_English",
        "Operation_Name_Programme_Language",
        "Operation_Summary_English",
        "Operation_Summary_Programme_Language",
        "Operation_Start_Date",
        "Operation_End_Date",
        "Total_Eligible_Expenditure_amount",
        "Project_EU_Budget",
        "Category_Label",
        "Fund_Code",
        "Programme_Code",
        "Programme_Name",
        "NUTS3_Code",
        "LAU_Labels",
        "Location_Indicator_latitude_longitude",
    ],
};

/// Columns in all.
const ALL: usize = 18;
/// Characters kept of a text about an operation.
const TEXT: usize = 1_000;

const OPERATION: u8 = 0;

/// Opens a CSV file, or those of a folder or of a zip archive.
pub(crate) fn open(path: &Path, options: &Options) -> Result<Joined<Kohesio>, ReadError> {
    let wanted = Wanted {
        kind: |name| name.to_ascii_lowercase().ends_with(".csv").then_some(0),
        official: &["a .csv file of Kohesio"],
    };
    let (files, ignored) = joined::find(path, &wanted)?;
    let recipe = Kohesio { as_of: options.as_of };
    Joined::open(recipe, files, ignored, options)
}

/// How rows become records.
pub(crate) struct Kohesio {
    as_of: Option<NaiveDate>,
}

impl Recipe for Kohesio {
    type Entry = Assembly;
    const BOUNDED: bool = true;

    fn columns(&self, _: u8) -> Columns {
        COLUMNS
    }

    fn take(&mut self, _: u8, table: &Table, said: &mut String) -> Result<Verdict, Refused> {
        let cells: [&str; ALL] = table.cells();
        let mut cells = cells.map(|cell| clean(cell).unwrap_or_default());
        for text in cells.iter_mut().skip(1) {
            cut(text, TEXT);
        }
        let [operation, name, post_code, ..] = &cells;
        if name.is_empty() {
            let column = "Beneficiary_Name";
            return Err((RejectReason::Empty { column }, operation.clone()));
        }
        let first = key(name, post_code);
        if persons::is_person(name) {
            return Ok(Verdict::PersonAt(first));
        }
        if operation.is_empty() {
            let column = "Operation_Unique_Identifier";
            return Err((RejectReason::Empty { column }, String::new()));
        }
        let place = Place {
            first,
            second: key(operation, ""),
            kind: OPERATION,
        };
        let [_, _, _, _, _, _, _, start, end, ..] = &mut cells;
        for (text, column) in [(start, "Operation_Start_Date"), (end, "Operation_End_Date")] {
            iso_day(text, column)?;
        }
        join(&cells, said);
        Ok(Verdict::Used(place))
    }

    fn begin(&self, first: u64) -> Assembly {
        Assembly::new(first, self.as_of)
    }

    fn add(&self, entry: &mut Assembly, row: &Row<'_>) -> Result<(), Refused> {
        entry.add(row)
    }

    fn number(&self, first: u64) -> Option<String> {
        Some(format!("{first:016x}"))
    }

    fn finish(&self, entry: Assembly) -> Item {
        entry.finish()
    }
}

/// A stable key, see the module.
fn key(name: &str, post_code: &str) -> u64 {
    let hash = Sha256::new()
        .chain_update(name.to_lowercase())
        .chain_update("\n")
        .chain_update(post_code)
        .finalize();
    hash.iter().take(8).fold(0, |key, byte| key << 8 | u64::from(*byte))
}
