//! SIRENE, the French register of INSEE: the stock of legal units and that of establishments, joined
//! by SIREN. Columns are found by name, so that extracts of any year and those with coordinates
//! (geo-sirene) are read alike.
//!
//! People in business for themselves (category 1000), units that are masked (diffusion P, formerly N)
//! and their establishments are known by one bit each and go nowhere else.

mod assemble;
mod columns;

use std::path::Path;

use assemble::Assembly;
use chrono::NaiveDate;
use columns::{ESTABLISHMENT, ESTABLISHMENTS, UNIT, UNITS};
use identifiers::{Reason, Scheme, parse};

use crate::joined::{self, Joined, Place, Recipe, Refused, Row, Verdict, Wanted, join};
use crate::kbo::{Number, Numbers};
use crate::table::{Columns, Table};
use crate::values::{clean, cut, iso_day, padded};
use crate::{Item, Options, ReadError, RejectReason};

/// Characters kept of a cell; the longest of the register has some 250.
const CELL: usize = 500;

/// Opens the folder with both stocks, as CSV, in their zip archives, or as Parquet.
pub(crate) fn open(path: &Path, options: &Options) -> Result<Joined<Sirene>, ReadError> {
    let wanted = Wanted {
        kind,
        official: &["StockUniteLegale_utf8.csv", "StockEtablissement_utf8.csv"],
    };
    let (files, ignored) = joined::find(path, &wanted)?;
    let recipe = Sirene {
        as_of: options.as_of,
        known: Numbers::default(),
        natural: Numbers::default(),
    };
    Joined::open(recipe, files, ignored, options)
}

/// Which stock a file is, by its name; the histories and links are none.
fn kind(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase().replace('-', "_");
    let other = ["historique", "liens", "doublons"]
        .iter()
        .any(|word| name.contains(word));
    if !(name.ends_with(".csv") || name.ends_with(".parquet")) || other {
        return None;
    }
    if name.contains("stockunitelegale") {
        return Some(UNIT);
    }
    let establishments = ["stocketablissement", "geo_siret", "geo_sirene"];
    establishments
        .iter()
        .any(|word| name.contains(word))
        .then_some(ESTABLISHMENT)
}

/// How rows become records.
pub(crate) struct Sirene {
    as_of: Option<NaiveDate>,
    known: Numbers,
    natural: Numbers,
}

impl Recipe for Sirene {
    type Entry = Assembly;
    const BOUNDED: bool = true;

    fn columns(&self, kind: u8) -> Columns {
        if kind == UNIT {
            columns::UNIT_COLUMNS
        } else {
            columns::ESTABLISHMENT_COLUMNS
        }
    }

    fn take(&mut self, kind: u8, table: &Table, said: &mut String) -> Result<Verdict, Refused> {
        if kind == UNIT {
            self.unit(cleaned(table.cells()), said)
        } else {
            self.establishment(cleaned(table.cells()), said)
        }
    }

    fn begin(&self, first: u64) -> Assembly {
        Assembly::new(first, self.as_of)
    }

    fn add(&self, entry: &mut Assembly, row: &Row<'_>) -> Result<(), Refused> {
        if row.place.kind == UNIT {
            entry.unit(row);
            return Ok(());
        }
        entry.establishment(row)
    }

    fn number(&self, first: u64) -> Option<String> {
        Some(format!("{first:09}"))
    }

    fn finish(&self, entry: Assembly) -> Item {
        entry.finish()
    }
}

impl Sirene {
    fn unit(&mut self, mut cells: [String; UNITS], said: &mut String) -> Result<Verdict, Refused> {
        let [
            siren,
            diffusion,
            state,
            category,
            name,
            family_name,
            created,
            treated,
            ..,
        ] = &mut cells;
        let number = self::siren(siren);
        *category = padded(category, 4);
        // A family name stands with people only; the category may be missing.
        let person = category == "1000" || matches!(diffusion.as_str(), "P" | "N");
        if person || (name.is_empty() && !family_name.is_empty()) {
            // The number of a person stays out of the excerpt.
            let again = number.is_ok_and(|number| !self.natural.insert(slot(number)));
            return if again {
                Err((RejectReason::Duplicate, String::new()))
            } else {
                Ok(Verdict::Person)
            };
        }
        let number = number.map_err(|reason| (reason, siren.clone()))?;
        known("statutDiffusionUniteLegale", diffusion, &["O", ""])?;
        known("etatAdministratifUniteLegale", state, &["A", "C"])?;
        if category.len() != 4 || !category.bytes().all(|b| b.is_ascii_digit()) {
            let column = "categorieJuridiqueUniteLegale";
            return Err((RejectReason::UnknownCode { column }, category.clone()));
        }
        iso_day(created, "dateCreationUniteLegale")?;
        iso_day(treated, "dateDernierTraitementUniteLegale")?;
        if self.natural.contains(slot(number)) || !self.known.insert(slot(number)) {
            return Err((RejectReason::Duplicate, siren.clone()));
        }
        join(&cells, said);
        Ok(Verdict::Used(Place {
            first: number,
            second: 0,
            kind: UNIT,
        }))
    }

    /// Whose establishment it is may not be known, so no value of it is shown but codes and days.
    fn establishment(&self, mut cells: [String; ESTABLISHMENTS], said: &mut String) -> Result<Verdict, Refused> {
        let [siren, siret, diffusion, state, created, since, ..] = &mut cells;
        let hidden = |reason| (reason, String::new());
        let number = self::siren(siren).map_err(hidden)?;
        if self.natural.contains(slot(number)) || matches!(diffusion.as_str(), "P" | "N") {
            return Ok(Verdict::Dropped);
        }
        if !self.known.contains(slot(number)) {
            return Err(hidden(RejectReason::Orphan));
        }
        let place = parse(Scheme::FrSiret, &padded(siret, 14)).map_err(|reason| hidden(refusal(&reason, "siret")))?;
        *siret = place.into_canonical();
        let nic = siret
            .strip_prefix(&format!("{number:09}"))
            .and_then(|nic| nic.parse::<u64>().ok());
        let nic = nic.ok_or_else(|| hidden(RejectReason::NumberFormat))?;
        known("statutDiffusionEtablissement", diffusion, &["O", ""])?;
        known("etatAdministratifEtablissement", state, &["A", "F"])?;
        iso_day(created, "dateCreationEtablissement")?;
        iso_day(since, "dateDebut")?;
        join(&cells, said);
        Ok(Verdict::Used(Place {
            first: number,
            second: nic,
            kind: ESTABLISHMENT,
        }))
    }
}

/// Cells without what the register masks, and of bounded length.
fn cleaned<const N: usize>(cells: [&str; N]) -> [String; N] {
    cells.map(|cell| {
        let mut text = clean(cell).filter(|text| text != "[ND]").unwrap_or_default();
        cut(&mut text, CELL);
        text
    })
}

fn siren(text: &str) -> Result<u64, RejectReason> {
    let id = parse(Scheme::FrSiren, &padded(text, 9)).map_err(|reason| refusal(&reason, "siren"))?;
    id.canonical().parse().map_err(|_| RejectReason::NumberFormat)
}

fn refusal(reason: &Reason, column: &'static str) -> RejectReason {
    match reason {
        Reason::CheckDigit => RejectReason::CheckDigit,
        Reason::Empty => RejectReason::Empty { column },
        _ => RejectReason::NumberFormat,
    }
}

/// The place of a SIREN in a set: the last of its digits follows from the others, as the last two of
/// the Belgian numbers do that the set is made for.
fn slot(siren: u64) -> Number {
    Number(siren * 10)
}

fn known(column: &'static str, code: &str, codes: &[&str]) -> Result<(), Refused> {
    if codes.contains(&code) {
        return Ok(());
    }
    Err((RejectReason::UnknownCode { column }, code.to_owned()))
}
