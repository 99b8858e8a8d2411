//! One legal unit put together with its establishments.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use identifiers::{Scheme, bridge, parse};
use serde_json::{Value, json};

use super::columns::{ESTABLISHMENTS, UNITS};
use crate::joined::{Refused, Row, fields};
use crate::kbo::country_code;
use crate::values::point;
use crate::{
    Activity, Address, Establishment, Founded, Item, LegalForm, LegalStatus, NaceVersion, Name, NameKind, Record,
    Register, RejectReason, Skip, Texts,
};

/// Open establishments kept in a record; the largest company has some 17,000. All are counted.
const PLACES: usize = 20_000;

/// The record in the making.
pub(crate) struct Assembly {
    record: Record,
    nic_of_seat: String,
    last: Option<u64>,
    open: u64,
    closed: u64,
}

impl Assembly {
    pub(crate) fn new(number: u64, as_of: Option<NaiveDate>) -> Self {
        let mut record = Record::new(Register::Sirene, format!("{number:09}"));
        record.as_of = as_of;
        if let Ok(siren) = parse(Scheme::FrSiren, &record.number) {
            let ids = [Some(siren.clone()), bridge(&siren, Scheme::FrVat)]
                .into_iter()
                .flatten();
            record.identifiers = ids
                .map(|id| (id.scheme().code().to_owned(), id.into_canonical()))
                .collect();
        }
        Self {
            record,
            nic_of_seat: String::new(),
            last: None,
            open: 0,
            closed: 0,
        }
    }

    /// The unit itself, which comes before its establishments.
    pub(crate) fn unit(&mut self, row: &Row<'_>) {
        let cells: [&str; UNITS] = fields(row.said);
        let record = &mut self.record;
        record.legal_status = match cells[2] {
            "A" => LegalStatus::Active,
            "C" => LegalStatus::Ceased,
            _ => LegalStatus::Unknown,
        };
        record.legal_form = Some(LegalForm {
            code: cells[3].to_owned(),
            labels: BTreeMap::new(),
        });
        record.names = names(&[
            (cells[4], NameKind::Legal),
            (cells[9], NameKind::Trade),
            (cells[10], NameKind::Trade),
            (cells[11], NameKind::Trade),
            (cells[8], NameKind::Abbreviation),
        ]);
        record.founded = cells[6].parse().ok().map(Founded::Day);
        record.as_of = record.as_of.or_else(|| cells[7].parse().ok());
        record.activities = activities(cells[12], cells[13], cells[14], &mut record.other);
        self.nic_of_seat = crate::values::padded(cells[15], 5);
        let more = [
            "nicSiege",
            "trancheEffectifs",
            "anneeEffectifs",
            "categorieEntreprise",
            "anneeCategorieEntreprise",
        ]
        .into_iter()
        .chain([
            "identifiantAssociation",
            "economieSocialeSolidaire",
            "societeMission",
            "caractereEmployeur",
        ])
        .chain(["unitePurgee"]);
        keep(&mut record.other, more, &cells[15..]);
    }

    /// An establishment; they come by ascending number.
    pub(crate) fn establishment(&mut self, row: &Row<'_>) -> Result<(), Refused> {
        let cells: [&str; ESTABLISHMENTS] = fields(row.said);
        if self.last.replace(row.place.second) == Some(row.place.second) {
            return Err((RejectReason::Duplicate, cells[1].to_owned()));
        }
        let address = address(cells);
        let seat = if self.nic_of_seat.is_empty() {
            cells[6].eq_ignore_ascii_case("true")
        } else {
            cells[1].ends_with(&self.nic_of_seat)
        };
        if seat && self.record.seat.is_none() {
            self.record.seat.clone_from(&address);
            let commune = Some(cells[19]).filter(|code| !code.is_empty());
            let commune = commune.map(|code| ("codeCommune".to_owned(), code.into()));
            self.record.other.extend(commune);
        }
        if cells[3] == "F" {
            self.closed += 1;
            return Ok(());
        }
        self.open += 1;
        if self.record.establishments.len() < PLACES {
            self.record.establishments.push(establishment(cells, address));
        }
        Ok(())
    }

    /// The record, or why there is none.
    pub(crate) fn finish(mut self) -> Item {
        if self.record.names.is_empty() {
            return Item::Skipped {
                reason: Skip::NoName,
                number: Some(self.record.number),
            };
        }
        if self.closed > 0 {
            self.record
                .other
                .insert("closedEstablishments".to_owned(), json!(self.closed));
        }
        if self.open > self.record.establishments.len() as u64 {
            self.record
                .other
                .insert("openEstablishments".to_owned(), json!(self.open));
        }
        Item::Record(Box::new(self.record))
    }
}

fn establishment(cells: [&str; ESTABLISHMENTS], address: Option<Address>) -> Establishment {
    let mut other = BTreeMap::new();
    let activities = activities(cells[24], cells[25], cells[26], &mut other);
    let names_of = ["trancheEffectifs", "anneeEffectifs", "caractereEmployeur"];
    keep(&mut other, names_of.into_iter(), &cells[27..]);
    keep(&mut other, ["codeCommune"].into_iter(), &cells[19..]);
    keep(&mut other, ["geoScore"].into_iter(), &cells[32..]);
    Establishment {
        number: cells[1].to_owned(),
        started: cells[4].parse().ok(),
        names: names(&[
            (cells[20], NameKind::Trade),
            (cells[21], NameKind::Trade),
            (cells[22], NameKind::Trade),
            (cells[23], NameKind::Trade),
        ]),
        address,
        activities,
        other,
        ..Establishment::default()
    }
}

/// Keeps what is stated under these names.
fn keep<'a>(other: &mut BTreeMap<String, Value>, keys: impl Iterator<Item = &'a str>, cells: &[&str]) {
    let stated = keys.zip(cells).filter(|(_, cell)| !cell.is_empty());
    other.extend(stated.map(|(key, cell)| (key.to_owned(), Value::from(*cell))));
}

/// The names that are stated, each once.
fn names(stated: &[(&str, NameKind)]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (value, kind) in stated {
        if !value.is_empty() && !names.iter().any(|known| known.value == *value) {
            names.push(Name {
                value: (*value).to_owned(),
                language: None,
                kind: *kind,
            });
        }
    }
    names
}

/// The main activity by its nomenclature, and by NAF 2025; older nomenclatures stay as they are.
fn activities(code: &str, nomenclature: &str, naf25: &str, other: &mut BTreeMap<String, Value>) -> Vec<Activity> {
    let version = match nomenclature {
        "NAFRev2" => Some(NaceVersion::Rev2),
        "NAFRev1" => Some(NaceVersion::Rev1),
        "NAF2025" | "NAF25" => Some(NaceVersion::Rev21),
        _ => None,
    };
    let read = |nace, code: &str| {
        let bare: String = code.chars().filter(|c| *c != '.').collect();
        let fits = (4..=5).contains(&bare.len()) && bare.chars().take(4).all(|c| c.is_ascii_digit());
        (fits && !bare.starts_with("00")).then(|| Activity {
            nace,
            code: bare,
            main: true,
            groups: BTreeMap::new(),
        })
    };
    let first = version.and_then(|nace| read(nace, code));
    if first.is_none() && !code.is_empty() {
        other.insert("activitePrincipale".to_owned(), json!([nomenclature, code]));
    }
    let mut all: Vec<Activity> = [first, read(NaceVersion::Rev21, naf25)].into_iter().flatten().collect();
    all.dedup();
    all
}

/// The address; a foreign one has the names of the town and of the country only.
fn address(cells: [&str; ESTABLISHMENTS]) -> Option<Address> {
    let joined = |parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let french = |text: Option<String>| -> Texts { text.map(|text| ("fr".to_owned(), text)).into_iter().collect() };
    let first = |texts: &[&str]| {
        texts
            .iter()
            .find(|text| !text.is_empty())
            .map(|text| (*text).to_owned())
    };
    let abroad = cells[18];
    let country = if abroad.is_empty() {
        Some("FR")
    } else {
        country_code(abroad, "")
    };
    let address = Address {
        street: french(joined(&[cells[9], cells[10]])),
        number: joined(&[cells[7], cells[8]]),
        extra: joined(&[cells[11], cells[12]]),
        postal_code: first(&[cells[13], cells[14]]),
        municipality: french(first(&[cells[15], cells[16], cells[17]])),
        point: point(&format!("{},{}", cells[30], cells[31])),
        ..Address::default()
    };
    (address != Address::default() || !abroad.is_empty()).then(|| Address {
        country: country.map(str::to_owned),
        country_name: french(country.is_none().then(|| abroad.to_owned())),
        ..address
    })
}
