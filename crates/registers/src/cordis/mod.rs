//! CORDIS, the projects the EU pays for: `organization.csv`, a row for each organisation in each
//! project. Rows of one `organisationID` become one record with its participations.
//!
//! The file names people as well: who takes part in their own name. It has no mark for them, so a
//! row is taken for a person's if nothing in it speaks for an organisation, see [`is_person`].

mod assemble;

use std::path::Path;

use assemble::Assembly;
use chrono::NaiveDate;

use crate::joined::{self, Joined, Place, Recipe, Refused, Row, Verdict, Wanted, join};
use crate::table::{Columns, Table};
use crate::values::{clean, iso_country, iso_day};
use crate::{Item, Options, ReadError, RejectReason};

const COLUMNS: Columns = Columns {
    needed: &[
        "projectID",
        "organisationID",
        "vatNumber",
        "name",
        "SME",
        "activityType",
        "street",
        "postCode",
        "city",
        "country",
    ],
    optional: &[
        "projectAcronym",
        "shortName",
        "nutsCode",
        "geolocation",
        "organizationURL",
        "contentUpdateDate",
        "rcn",
        "role",
        "ecContribution",
        "netEcContribution",
        "totalCost",
        "endOfParticipation",
        "active",
    ],
};

/// Columns in all.
const ALL: usize = 23;

/// The one kind of row.
const PARTICIPATION: u8 = 0;

/// Opens a file of any name, or the `organization.csv` of a folder or of a zip archive.
pub(crate) fn open(path: &Path, options: &Options) -> Result<Joined<Cordis>, ReadError> {
    let wanted = Wanted {
        kind: |name| name.eq_ignore_ascii_case("organization.csv").then_some(0),
        official: &["organization.csv"],
    };
    let (files, ignored) = joined::find(path, &wanted)?;
    let recipe = Cordis { as_of: options.as_of };
    Joined::open(recipe, files, ignored, options)
}

/// How rows become records.
pub(crate) struct Cordis {
    as_of: Option<NaiveDate>,
}

impl Recipe for Cordis {
    type Entry = Assembly;
    const BOUNDED: bool = true;

    fn columns(&self, _: u8) -> Columns {
        COLUMNS
    }

    fn take(&mut self, _: u8, table: &Table, said: &mut String) -> Result<Verdict, Refused> {
        let cells: [&str; ALL] = table.cells();
        let mut cells = cells.map(|cell| clean(cell).unwrap_or_default());
        let person = is_person(&cells);
        // Of a person, no value is shown in a reject.
        let refused = |reason, value: &str| (reason, if person { String::new() } else { value.to_owned() });
        let [project, organisation, ..] = &cells;
        let second = number(project, "projectID").map_err(|reason| refused(reason, project))?;
        let first = number(organisation, "organisationID").map_err(|reason| refused(reason, organisation))?;
        if person {
            return Ok(Verdict::PersonAt(first));
        }
        check(&mut cells)?;
        join(&cells, said);
        Ok(Verdict::Used(Place {
            first,
            second,
            kind: PARTICIPATION,
        }))
    }

    fn begin(&self, first: u64) -> Assembly {
        Assembly::new(first, self.as_of)
    }

    fn add(&self, entry: &mut Assembly, row: &Row<'_>) -> Result<(), Refused> {
        entry.add(row)
    }

    fn number(&self, first: u64) -> Option<String> {
        Some(first.to_string())
    }

    fn finish(&self, entry: Assembly) -> Item {
        entry.finish()
    }
}

/// Whether a row may be about a natural person; what is not sure is one.
///
/// Universities, research centres and public bodies are none, nor is who has a VAT number. Of the
/// others, the Commission states for every legal person whether it is an SME, and gives its address;
/// people have neither.
fn is_person(cells: &[String; ALL]) -> bool {
    let [_, _, vat, _, sme, activity, street, post_code, city, ..] = cells;
    let institution = ["HES", "REC", "PUB"].contains(&activity.as_str());
    let nowhere = street.is_empty() && post_code.is_empty() && city.is_empty();
    !institution && vat.is_empty() && (sme.is_empty() || nowhere)
}

/// A number of CORDIS, up to ten digits.
fn number(text: &str, column: &'static str) -> Result<u64, RejectReason> {
    if text.is_empty() {
        return Err(RejectReason::Empty { column });
    }
    let digits = text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.filter(|number| *number > 0).ok_or(RejectReason::NumberFormat)
}

/// Codes and days that must be what the register defines; country and day are brought into the
/// usual writing.
fn check(cells: &mut [String; ALL]) -> Result<(), Refused> {
    let [_, _, _, _, sme, activity, _, _, _, country, _, _, _, _, _, updated, ..] = cells;
    let known = |column, code: &str, codes: &[&str]| {
        if code.is_empty() || codes.iter().any(|known| known.eq_ignore_ascii_case(code)) {
            return Ok(());
        }
        Err((RejectReason::UnknownCode { column }, code.to_owned()))
    };
    known("SME", sme, &["true", "false"])?;
    known("activityType", activity, &["HES", "REC", "PRC", "PUB", "OTH"])?;
    *country = match country.to_ascii_uppercase().as_str() {
        code if code.is_empty() || (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())) => {
            iso_country(code).to_owned()
        }
        _ => return Err((RejectReason::UnknownCode { column: "country" }, country.clone())),
    };
    iso_day(updated, "contentUpdateDate")
}
