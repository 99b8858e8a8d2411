//! What each step must hold to be sent. A draft may hold anything; these are its faults.

use super::asked_fields;
use super::number::{NumberFault, read_number};
use super::seat::Here;
use crate::joining::model::{MUNICIPALITY_LIMIT, POSTAL_CODE_LIMIT, STREET_LIMIT, Step, WORKING_LANGUAGES};
use crate::organisations::dossier::{Dossier, Version};
use crate::organisations::model::{Field, FieldKind, field_of};
use crate::organisations::{looks_like_mail, looks_like_phone, looks_like_postal_code, looks_like_url};

/// A field that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its name in the form.
    pub field: String,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nothing there.
    Missing,
    /// More characters than this.
    TooLong(usize),
    /// No such code.
    Unknown,
    /// A chamber that takes no applications here.
    NotHere,
    /// No address of the web.
    NotUrl,
    /// No mail address.
    NotMail,
    /// No telephone number.
    NotPhone,
    /// No whole number.
    NotANumber,
    /// Not as that country writes postal codes.
    PostalCode,
    /// No legal number.
    Number(NumberFault),
    /// The number is that of a company the registers know.
    NumberKnown,
    /// Sent, though this form does not ask for it.
    NotAsked,
    /// The number is that of another organisation.
    NumberTaken,
    /// A member of the organisation already.
    MemberAlready,
    /// Wrong, used, expired, or of another organisation.
    NotTheCode,
    /// Too many wrong codes within a day.
    TooOften,
    /// Nothing is to be different.
    Unchanged,
    /// Not as short or as long as it must be.
    Length(usize, usize),
}

impl Why {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong(_) => "tooLong",
            Self::Unknown => "unknown",
            Self::NotHere => "notHere",
            Self::NotUrl => "notAUrl",
            Self::NotMail => "notAMail",
            Self::NotPhone => "notAPhone",
            Self::NotANumber => "notANumber",
            Self::PostalCode => "postalCode",
            Self::Number(fault) => fault.reason.code(),
            Self::NumberKnown => "numberKnown",
            Self::NotAsked => "notAsked",
            Self::NumberTaken => "numberTaken",
            Self::MemberAlready => "memberAlready",
            Self::NotTheCode => "notTheCode",
            Self::TooOften => "tooOften",
            Self::Unchanged => "unchanged",
            Self::Length(..) => "length",
        }
    }
}

/// Collects faults in the order of the form.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, field: impl Into<String>, why: Why) {
        self.0.push(Fault {
            field: field.into(),
            why,
        });
    }

    fn limit(&mut self, field: &str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            self.add(field, Why::TooLong(limit));
        }
    }
}

/// What is wrong with one step.
#[must_use]
pub fn check_step(step: Step, dossier: &Dossier, here: Here<'_>) -> Vec<Fault> {
    let mut faults = Faults::default();
    match step {
        Step::Identity => identity(dossier, &mut faults),
        Step::Seat => seat(dossier, here, &mut faults),
        Step::Activity => activity(dossier, &mut faults),
        Step::Languages => versions(dossier, &mut faults),
        Step::Documents | Step::Preview | Step::Send => {}
    }
    faults.0
}

/// What is wrong with all of it, with the step where it can be mended.
#[must_use]
pub fn check_all(dossier: &Dossier, here: Here<'_>) -> Vec<(Step, Fault)> {
    let mut all = Vec::new();
    for step in Step::ALL {
        all.extend(check_step(step, dossier, here).into_iter().map(|fault| (step, fault)));
    }
    all
}

fn identity(dossier: &Dossier, faults: &mut Faults) {
    if dossier.name.is_empty() {
        faults.add("name", Why::Missing);
    }
    let limit = field_of("name").map_or(200, |field| field.limit);
    faults.limit("name", &dossier.name, limit);
    // A register's own number needs no second look; one that could not be read has no scheme.
    if let Some(number) = dossier.number.as_ref().filter(|number| number.scheme.is_empty())
        && let Err(fault) = read_number(&number.value, &dossier.seat.country)
    {
        faults.add("number", Why::Number(fault));
    }
}

fn seat(dossier: &Dossier, here: Here<'_>, faults: &mut Faults) {
    let seat = &dossier.seat;
    if seat.street.is_empty() && dossier.founded && dossier.organisation.is_none() {
        faults.add("street", Why::Missing);
    }
    faults.limit("street", &seat.street, STREET_LIMIT);
    if seat.postal_code.is_empty() {
        faults.add("postal_code", Why::Missing);
    } else if seat.postal_code.chars().count() > POSTAL_CODE_LIMIT {
        faults.add("postal_code", Why::TooLong(POSTAL_CODE_LIMIT));
    } else if !looks_like_postal_code(&seat.country, &seat.postal_code) {
        faults.add("postal_code", Why::PostalCode);
    }
    if seat.municipality.is_empty() {
        faults.add("municipality", Why::Missing);
    }
    faults.limit("municipality", &seat.municipality, MUNICIPALITY_LIMIT);
    if !here.region.country_names.contains_key(&seat.country) {
        faults.add(
            "country",
            if seat.country.is_empty() {
                Why::Missing
            } else {
                Why::Unknown
            },
        );
    }
    if dossier.chamber.is_empty() {
        faults.add("chamber", Why::Missing);
    } else if let Some(why) = chamber_fault(&dossier.chamber, here) {
        faults.add("chamber", why);
    }
}

/// Why a chamber cannot be asked here.
pub(super) fn chamber_fault(code: &str, here: Here<'_>) -> Option<Why> {
    match here.region.chamber(code) {
        None => Some(Why::Unknown),
        Some(_) if here.chamber(code).is_none() => Some(Why::NotHere),
        Some(_) => None,
    }
}

fn activity(dossier: &Dossier, faults: &mut Faults) {
    if dossier.kind.is_none() {
        faults.add("kind", Why::Missing);
    }
    for field in asked_fields() {
        match dossier.value(field.code).filter(|value| !value.is_empty()) {
            Some(value) => value_of(field, field.code, value, faults),
            // One sentence is what nobody can do without.
            None if field.code == "summary" => faults.add("summary", Why::Missing),
            None => {}
        }
    }
    if dossier.languages.is_empty() {
        faults.add("languages", Why::Missing);
    } else if dossier
        .languages
        .iter()
        .any(|code| !WORKING_LANGUAGES.contains(&code.as_str()))
    {
        faults.add("languages", Why::Unknown);
    }
}

fn versions(dossier: &Dossier, faults: &mut Faults) {
    for fact in dossier.facts.iter().filter(|fact| fact.state != Version::Original) {
        let language = fact.language.as_deref().unwrap_or_default();
        match field_of(&fact.field) {
            Some(field) => faults.limit(&format!("{}-{language}", field.code), &fact.value, field.limit),
            None => faults.add(&*fact.field, Why::Unknown),
        }
    }
}

fn value_of(field: &Field, name: &str, value: &str, faults: &mut Faults) {
    let why = match field.kind {
        _ if value.chars().count() > field.limit => Some(Why::TooLong(field.limit)),
        FieldKind::Line | FieldKind::Text | FieldKind::Address => None,
        FieldKind::Number => value.parse::<u32>().is_err().then_some(Why::NotANumber),
        FieldKind::Url => (!looks_like_url(value)).then_some(Why::NotUrl),
        FieldKind::Mail => (!looks_like_mail(value)).then_some(Why::NotMail),
        FieldKind::Phone => (!looks_like_phone(value)).then_some(Why::NotPhone),
    };
    if let Some(why) = why {
        faults.add(name, why);
    }
}
