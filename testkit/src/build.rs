//! Organisations and reports in a line or two; what a test does not say is sensible and the same each time.

use chrono::NaiveDate;
use passerelle::organisations::model::ReportForm;
use passerelle::registry::line::{DeclaredFact, FactClass, Line, ListedStanding, Listing};
use registers::{Activity, Address, Establishment, LegalStatus, NaceVersion, Name, NameKind, Record, Register};
use sha2::{Digest, Sha256};

/// A member of Saarland's chamber called `name`, checked a month before the tests' today.
#[must_use]
pub fn organisation(name: &str) -> Builder {
    Builder::new(name)
}

/// An organisation in the making.
#[derive(Clone, Debug)]
pub struct Builder(Line);

/// Country, postal code, municipality and a chamber of each territory.
const SEATS: [(&str, &str, &str, &str, &str); 7] = [
    ("SAR", "DE", "66111", "Saarbrücken", "ihk-saarland"),
    ("RLP", "DE", "54290", "Trier", "ihk-trier"),
    ("LOR", "FR", "57000", "Metz", "cci-moselle"),
    ("LU", "LU", "L-1135", "Luxembourg", "cc-luxembourg"),
    ("WAL", "BE", "4000", "Liège", "cci-liege-verviers-namur"),
    ("DG", "BE", "4700", "Eupen", "aved-ihk-ostbelgien"),
    ("outside", "BE", "1000", "Bruxelles", "cc-luxembourg"),
];

fn address(country: &str, postal_code: &str, municipality: &str) -> Address {
    Address {
        postal_code: Some(postal_code.into()),
        municipality: [("und".into(), municipality.into())].into(),
        country: Some(country.into()),
        ..Address::default()
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

impl Builder {
    fn new(name: &str) -> Self {
        // The number follows from the name, so that the same name is the same record again.
        let digest = Sha256::digest(name);
        let number: u32 = digest.iter().take(4).fold(0, |all, byte| all << 8 | u32::from(*byte));
        let mut record = Record::new(Register::Demo, format!("T{number:010}"));
        record.as_of = Some(day("2026-10-24"));
        record.legal_status = LegalStatus::Active;
        let listed = Listing {
            standing: ListedStanding::Member,
            kind: "sme".into(),
            chamber: "ihk-saarland".into(),
            languages: vec!["de".into()],
            listed_on: day("2026-10-24"),
            facts: Vec::new(),
        };
        let line = Line {
            record,
            listed: Some(listed),
        };
        Self(line).name(name, None).territory("SAR")
    }

    fn listing(mut self, change: impl FnOnce(&mut Listing)) -> Self {
        change(self.0.listed.as_mut().expect("only registered: nothing is listed"));
        self
    }

    fn record(mut self, change: impl FnOnce(&mut Record)) -> Self {
        change(&mut self.0.record);
        self
    }

    /// Instead of all names it has.
    #[must_use]
    pub fn name(self, name: &str, language: Option<&str>) -> Self {
        let name = Name {
            value: name.into(),
            language: language.map(str::to_owned),
            kind: NameKind::Legal,
        };
        self.record(|record| record.names = vec![name])
    }

    /// Known from its register only.
    #[must_use]
    pub fn registered(mut self) -> Self {
        self.0.listed = None;
        self
    }

    /// Listed by its chamber, not yet a member.
    #[must_use]
    pub fn listed(self) -> Self {
        self.listing(|listing| listing.standing = ListedStanding::Listed)
    }

    /// `startup`, `sme`, …
    #[must_use]
    pub fn kind(self, kind: &str) -> Self {
        self.listing(|listing| listing.kind = kind.into())
    }

    /// Moves its seat, and its home chamber with it.
    #[must_use]
    pub fn territory(mut self, code: &str) -> Self {
        let found = SEATS.iter().find(|seat| seat.0 == code);
        let (_, country, postal, city, chamber) = found.unwrap_or_else(|| panic!("there is no territory {code}"));
        if let Some(listing) = &mut self.0.listed {
            listing.chamber = (*chamber).into();
        }
        self.seat(country, postal, city)
    }

    /// Moves its seat.
    #[must_use]
    pub fn seat(self, country: &str, postal_code: &str, municipality: &str) -> Self {
        let seat = address(country, postal_code, municipality);
        self.record(|record| record.seat = Some(seat))
    }

    /// Has an open establishment in a territory, beside its seat.
    #[must_use]
    pub fn establishment(self, code: &str) -> Self {
        let found = SEATS.iter().find(|seat| seat.0 == code);
        let (_, country, postal, city, _) = found.unwrap_or_else(|| panic!("there is no territory {code}"));
        self.record(|record| {
            record.establishments.push(Establishment {
                number: format!("2{:09}", record.establishments.len()),
                address: Some(address(country, postal, city)),
                ..Establishment::default()
            });
        })
    }

    /// Its last establishment was struck off.
    #[must_use]
    pub fn struck_off(self, on: &str) -> Self {
        self.record(|record| {
            let last = record.establishments.last_mut().and_then(|last| last.address.as_mut());
            last.expect("an establishment comes first").struck_off = Some(day(on));
        })
    }

    /// No register states its seat.
    #[must_use]
    pub fn without_seat(self) -> Self {
        self.record(|record| record.seat = None)
    }

    /// The point its register states for its seat.
    #[must_use]
    pub fn point(self, lat: f64, lon: f64) -> Self {
        self.record(|record| {
            if let Some(seat) = &mut record.seat {
                seat.point = Some((lat, lon));
            }
        })
    }

    /// Languages it works in.
    #[must_use]
    pub fn languages(self, codes: &[&str]) -> Self {
        self.listing(|listing| listing.languages = codes.iter().map(ToString::to_string).collect())
    }

    /// When its chamber listed it.
    #[must_use]
    pub fn listed_on(self, on: &str) -> Self {
        self.listing(|listing| listing.listed_on = day(on))
    }

    /// A declared value of a field.
    #[must_use]
    pub fn declared(self, field: &str, language: Option<&str>, value: &str, on: &str) -> Self {
        self.fact(field, language, value, FactClass::Declared, on)
    }

    /// A value its chamber vouches for.
    #[must_use]
    pub fn attested(self, field: &str, language: Option<&str>, value: &str, on: &str) -> Self {
        self.fact(field, language, value, FactClass::Attested, on)
    }

    fn fact(self, field: &str, language: Option<&str>, value: &str, class: FactClass, on: &str) -> Self {
        let fact = DeclaredFact {
            field: field.into(),
            language: language.map(str::to_owned),
            value: value.into(),
            class,
            on: day(on),
        };
        self.listing(|listing| listing.facts.push(fact))
    }

    /// The day its register's data hold for.
    #[must_use]
    pub fn as_of(self, on: &str) -> Self {
        self.record(|record| record.as_of = Some(day(on)))
    }

    /// A legal number, as it is canonical.
    #[must_use]
    pub fn identifier(self, scheme: &str, value: &str) -> Self {
        self.record(|record| record.identifiers.push((scheme.into(), value.into())))
    }

    /// A record of another register, with its number there.
    #[must_use]
    pub fn register(self, register: Register, number: &str) -> Self {
        self.record(|record| (record.register, record.number) = (register, number.into()))
    }

    /// Its main activity by NACE Rev. 2.1.
    #[must_use]
    pub fn activity(self, code: &str) -> Self {
        let activity = Activity {
            nace: NaceVersion::Rev21,
            code: code.into(),
            main: true,
            groups: Default::default(),
        };
        self.record(|record| record.activities.push(activity))
    }

    /// Whether it lives in the eyes of its register.
    #[must_use]
    pub fn legal_status(self, status: LegalStatus) -> Self {
        self.record(|record| record.legal_status = status)
    }

    /// The line `passerelle import jsonl` reads.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(&self.0).unwrap()
    }

    /// The line itself.
    #[must_use]
    pub fn line(self) -> Line {
        self.0
    }
}

/// A good report with that reason.
#[must_use]
pub fn report(reason: &str) -> ReportForm {
    ReportForm {
        subject: "place".into(),
        place: "Seat".into(),
        reason: reason.into(),
        mail: String::new(),
    }
}

/// The fields of a report as a form sends them.
#[must_use]
pub fn form(report: &ReportForm) -> Vec<(&'static str, &str)> {
    vec![
        ("subject", &report.subject),
        ("place", &report.place),
        ("reason", &report.reason),
        ("mail", &report.mail),
    ]
}
