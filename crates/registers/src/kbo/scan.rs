//! The first pass: each row is checked by itself and against the numbers read before it, then
//! sorted in. Rows of natural persons end here, before anything of them is written anywhere.

use identifiers::Scheme;

use super::codes;
use super::files::{Input, Official, Part};
use super::head::Head;
use super::numbers::{Number, Numbers};
use super::scratch::{Kind, Row, join};
use crate::sort::Sorter;
use crate::table::Table;
use crate::values::{clean, day, padded, recent_day};
use crate::{ReadError, RejectReason};

/// What becomes of a row.
pub(crate) enum Verdict {
    /// It is part of a record, or of what is known about the codes.
    Used,
    /// It is about a natural person's business.
    Dropped,
    /// It is the natural person.
    Person,
    /// It cannot be used: why, and the value at fault.
    Rejected(RejectReason, String),
}

/// Why a row is refused, and for which value.
pub(crate) type Refused = (RejectReason, String);

/// What the rows read so far amount to.
pub(crate) struct Scan {
    /// Enterprises, establishments and branches that are part of a record.
    known: Numbers,
    /// Natural persons and their establishments: nothing but these bits is kept of them.
    natural: Numbers,
    /// Rows by enterprise.
    pub(crate) entries: Sorter,
    /// Rows by establishment or branch, which come to their enterprise in the second pass.
    pub(crate) units: Sorter,
    pub(crate) head: Head,
    /// Whether the rows change what was read before, so that their owners need not be among them.
    update: bool,
    row: Vec<u8>,
    /// The number read last: the files are sorted, most rows have that of the row before.
    last: (String, Result<Number, RejectReason>),
}

impl Scan {
    pub(crate) fn new(entries: Sorter, units: Sorter, head: Head, update: bool) -> Self {
        Self {
            known: Numbers::default(),
            natural: Numbers::default(),
            entries,
            units,
            head,
            update,
            row: Vec::new(),
            last: (String::new(), Err(RejectReason::Empty { column: "EntityNumber" })),
        }
    }

    /// Takes the present row of a file.
    pub(crate) fn take(&mut self, input: &Input, table: &Table) -> Result<Verdict, ReadError> {
        if input.part == Part::Delete {
            return self.gone(input.official, table.cells());
        }
        match input.official {
            Official::Meta => Ok(self.head.meta(table.cells())),
            Official::Code => Ok(self.head.code(table.cells())),
            Official::Enterprise => self.enterprise(table.cells()),
            Official::Establishment => self.unit(Scheme::BeEstablishment, "EstablishmentNumber", table.cells()),
            Official::Branch => self.unit(Scheme::BeBranch, "Id", table.cells()),
            Official::Denomination => self.detail(Kind::Name, table.cells(), denomination),
            Official::Address => self.detail(Kind::Address, table.cells(), address),
            Official::Contact => self.detail(Kind::Contact, table.cells(), contact),
            Official::Activity => self.detail(Kind::Activity, table.cells(), activity),
        }
    }

    fn enterprise(&mut self, cells: [&str; 7]) -> Result<Verdict, ReadError> {
        let [text, _, _, kind, ..] = cells;
        let number = Number::read(Scheme::BeEnterprise, text, "EnterpriseNumber");
        if kind.trim() == "1" {
            let again = number.is_ok_and(|number| !self.natural.insert(number));
            return Ok(if again {
                // Its number is a person's and stays out of the excerpt.
                Verdict::Rejected(RejectReason::Duplicate, String::new())
            } else {
                Verdict::Person
            });
        }
        let number = match number {
            Ok(number) => number,
            Err(reason) => return Ok(Verdict::Rejected(reason, text.to_owned())),
        };
        let said = match enterprise(cells) {
            Ok(said) => said,
            Err((reason, value)) => return Ok(Verdict::Rejected(reason, value)),
        };
        if self.natural.contains(number) || !self.known.insert(number) {
            return Ok(Verdict::Rejected(RejectReason::Duplicate, text.to_owned()));
        }
        self.sort_in(number, Kind::Entry, &said)
    }

    fn unit(&mut self, scheme: Scheme, column: &'static str, cells: [&str; 3]) -> Result<Verdict, ReadError> {
        let [text, start, owner_text] = cells;
        let number = Number::read(scheme, text, column);
        let owner = match Number::read(Scheme::BeEnterprise, owner_text, "EnterpriseNumber") {
            Ok(owner) => owner,
            Err(reason) => return Ok(Verdict::Rejected(reason, owner_text.to_owned())),
        };
        if self.natural.contains(owner) {
            if let Ok(number) = number {
                self.natural.insert(number);
            }
            return Ok(Verdict::Dropped);
        }
        let number = match number {
            Ok(number) => number,
            Err(reason) => return Ok(Verdict::Rejected(reason, text.to_owned())),
        };
        let start = match date(start, "StartDate") {
            Ok(start) => start,
            Err((reason, value)) => return Ok(Verdict::Rejected(reason, value)),
        };
        if !self.update && !self.known.contains(owner) {
            return Ok(Verdict::Rejected(RejectReason::Orphan, owner_text.to_owned()));
        }
        if self.natural.contains(number) || !self.known.insert(number) {
            return Ok(Verdict::Rejected(RejectReason::Duplicate, text.to_owned()));
        }
        let mut said = owner.to_string();
        if self.update {
            said = join(&[&said, &start]);
        } else {
            let row = Row {
                first: owner,
                second: number,
                kind: Kind::Entry,
                said: &start,
            };
            row.write(&mut self.row);
            self.entries.push(&self.row)?;
        }
        self.sort_in(number, Kind::Entry, &said)
    }

    /// A row about an enterprise, establishment or branch.
    fn detail<const N: usize>(
        &mut self,
        kind: Kind,
        cells: [&str; N],
        say: fn([&str; N]) -> Result<String, Refused>,
    ) -> Result<Verdict, ReadError> {
        let text = cells.first().copied().unwrap_or_default();
        let number = match self.number(text) {
            Ok(number) => number,
            Err(reason) => return Ok(Verdict::Rejected(reason, text.to_owned())),
        };
        if self.natural.contains(number) {
            return Ok(Verdict::Dropped);
        }
        let said = match say(cells) {
            Ok(said) => said,
            Err((reason, value)) => return Ok(Verdict::Rejected(reason, value)),
        };
        if !self.update && !self.known.contains(number) {
            return Ok(Verdict::Rejected(RejectReason::Orphan, text.to_owned()));
        }
        self.sort_in(number, kind, &said)
    }

    /// A number whose rows of a table go.
    fn gone(&mut self, table: Official, [text]: [&str; 1]) -> Result<Verdict, ReadError> {
        let number = match self.number(text) {
            Ok(number) => number,
            Err(reason) => return Ok(Verdict::Rejected(reason, text.to_owned())),
        };
        if self.natural.contains(number) {
            return Ok(Verdict::Dropped);
        }
        let table = match table {
            Official::Denomination => Kind::Name,
            Official::Address => Kind::Address,
            Official::Contact => Kind::Contact,
            Official::Activity => Kind::Activity,
            _ => Kind::Entry,
        };
        self.sort_in(number, Kind::Gone, table.table())
    }

    fn sort_in(&mut self, number: Number, kind: Kind, said: &str) -> Result<Verdict, ReadError> {
        Row {
            first: number,
            second: Number(0),
            kind,
            said,
        }
        .write(&mut self.row);
        let sorter = if number.is_unit() {
            &mut self.units
        } else {
            &mut self.entries
        };
        sorter.push(&self.row)?;
        Ok(Verdict::Used)
    }

    fn number(&mut self, text: &str) -> Result<Number, RejectReason> {
        if self.last.0 != text {
            self.last.0.clear();
            self.last.0.push_str(text);
            self.last.1 = Number::read_any(text, "EntityNumber");
        }
        self.last.1.clone()
    }
}

/// Situation, type, form, form by the code of companies, start.
fn enterprise(cells: [&str; 7]) -> Result<String, Refused> {
    let [_, status, situation, kind, form, start, cac] = cells.map(|cell| clean(cell).unwrap_or_default());
    known("Status", &status, &["AC"])?;
    known("TypeOfEnterprise", &kind, &["0", "2"])?;
    let situation = digits("JuridicalSituation", &situation)?;
    let form = digits("JuridicalForm", &form)?;
    let cac = digits("JuridicalFormCAC", &cac)?;
    let start = date(&start, "StartDate")?;
    Ok(join(&[&situation, &kind, &form, &cac, &start]))
}

/// Type, language, name.
fn denomination(cells: [&str; 4]) -> Result<String, Refused> {
    let [_, language, kind, name] = cells.map(|cell| clean(cell).unwrap_or_default());
    if codes::language(&language).is_none() {
        return Err((RejectReason::UnknownCode { column: "Language" }, language));
    }
    let code = padded(&kind, 3);
    if codes::name_kind(&code).is_none() {
        return Err((
            RejectReason::UnknownCode {
                column: "TypeOfDenomination",
            },
            kind,
        ));
    }
    if name.is_empty() {
        return Err((RejectReason::Empty { column: "Denomination" }, String::new()));
    }
    Ok(join(&[&code, &language, &name]))
}

/// Everything but the number, as in the file.
fn address(cells: [&str; 13]) -> Result<String, Refused> {
    let [
        _,
        kind,
        country_nl,
        country_fr,
        zip,
        town_nl,
        town_fr,
        street_nl,
        street_fr,
        house,
        box_,
        extra,
        struck,
    ] = cells.map(|cell| clean(cell).unwrap_or_default());
    known("TypeOfAddress", &kind, &codes::ADDRESSES)?;
    let struck = match recent_day(&struck) {
        Some(day) => day.to_string(),
        None if struck.is_empty() => struck,
        None => {
            return Err((
                RejectReason::Date {
                    column: "DateStrikingOff",
                },
                struck,
            ));
        }
    };
    Ok(join(&[
        &kind,
        &country_nl,
        &country_fr,
        &zip,
        &town_nl,
        &town_fr,
        &street_nl,
        &street_fr,
        &house,
        &box_,
        &extra,
        &struck,
    ]))
}

/// Type, value.
fn contact(cells: [&str; 4]) -> Result<String, Refused> {
    let [_, owner, kind, value] = cells.map(|cell| clean(cell).unwrap_or_default());
    known("EntityContact", &owner, &codes::OWNERS)?;
    known("ContactType", &kind, &codes::CONTACTS)?;
    if value.is_empty() {
        return Err((RejectReason::Empty { column: "Value" }, value));
    }
    Ok(join(&[&kind, &value]))
}

/// Version, code, group, classification.
fn activity(cells: [&str; 5]) -> Result<String, Refused> {
    let [_, group, version, code, class] = cells.map(|cell| clean(cell).unwrap_or_default());
    let padded_group = padded(&group, 3);
    if !codes::GROUPS.contains(&padded_group.as_str()) {
        return Err((
            RejectReason::UnknownCode {
                column: "ActivityGroup",
            },
            group,
        ));
    }
    known("Classification", &class, &codes::CLASSES)?;
    if codes::nace(&version).is_none() {
        return Err((RejectReason::UnknownCode { column: "NaceVersion" }, version));
    }
    let Some(nace) = codes::nace_code(&code) else {
        return Err((RejectReason::UnknownCode { column: "NaceCode" }, code));
    };
    Ok(join(&[&version, &nace, &padded_group, &class]))
}

fn known(column: &'static str, code: &str, codes: &[&str]) -> Result<(), Refused> {
    if codes.contains(&code) {
        return Ok(());
    }
    Err((RejectReason::UnknownCode { column }, code.to_owned()))
}

/// A code of up to three digits, or none.
fn digits(column: &'static str, code: &str) -> Result<String, Refused> {
    if code.len() > 3 || !code.bytes().all(|b| b.is_ascii_digit()) {
        return Err((RejectReason::UnknownCode { column }, code.to_owned()));
    }
    Ok(padded(code, 3))
}

/// A day in the spelling of ISO 8601, or none.
fn date(text: &str, column: &'static str) -> Result<String, Refused> {
    let text = clean(text).unwrap_or_default();
    match day(&text) {
        Some(day) => Ok(day.to_string()),
        None if text.is_empty() => Ok(text),
        None => Err((RejectReason::Date { column }, text)),
    }
}
