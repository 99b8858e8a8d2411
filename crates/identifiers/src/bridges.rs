//! Exact steps from one identifier to another: the same number in another dress.
//! They make two sources meet without comparing a single name. Nothing here is looked up.

use crate::courts::Court;
use crate::{Identifier, Reason, Scheme, france, germany, parse};

/// Every identifier that follows from this one, each scheme once, nearest first.
///
/// A VAT number that follows from a SIREN or an enterprise number is the one the company has
/// *if* it is liable to VAT; whether it is, only VIES says. A SIREN gives no EUID, because the
/// registry is not part of it. An establishment of the KBO gives nothing: its number does not
/// hold the enterprise's.
///
/// ```
/// use identifiers::{bridges, parse, Scheme};
/// let office = parse(Scheme::FrSiret, "732 829 320 00074")?;
/// let follow: Vec<_> = bridges(&office).iter().map(|id| id.human()).collect();
/// assert_eq!(follow, ["732 829 320", "FR 44 732 829 320"]);
/// # Ok::<(), identifiers::Reason>(())
/// ```
#[must_use]
pub fn bridges(from: &Identifier) -> Vec<Identifier> {
    let mut reached = steps(from);
    let mut next = 0;
    while let Some(at) = reached.get(next) {
        for further in steps(at) {
            let known = |id: &Identifier| id.scheme() == further.scheme();
            if !known(from) && !reached.iter().any(known) {
                reached.push(further);
            }
        }
        next += 1;
    }
    reached
}

/// The identifier of scheme `to` that follows from this one; itself if it is of that scheme.
///
/// ```
/// use identifiers::{bridge, parse, Scheme};
/// let entry = parse(Scheme::DeRegister, "Amtsgericht Mainz HRB 2940")?;
/// let euid = bridge(&entry, Scheme::Euid).map(|id| id.into_canonical());
/// assert_eq!(euid.as_deref(), Some("DET2304V.HRB2940"));
/// # Ok::<(), identifiers::Reason>(())
/// ```
#[must_use]
pub fn bridge(from: &Identifier, to: Scheme) -> Option<Identifier> {
    if from.scheme() == to {
        return Some(from.clone());
    }
    bridges(from).into_iter().find(|id| id.scheme() == to)
}

/// The number of OffeneRegister for an entry in a German register: `T2304V_HRB12345`.
///
/// `None` for other schemes, and for an entry whose former court is not in the table.
/// The way back is [`parse`] with [`Scheme::DeRegister`].
///
/// ```
/// use identifiers::{offeneregister_number, parse, Scheme};
/// let entry = parse(Scheme::DeRegister, "HRB 104 233 Saarbrücken")?;
/// assert_eq!(offeneregister_number(&entry).as_deref(), Some("V1109_HRB104233"));
/// # Ok::<(), identifiers::Reason>(())
/// ```
#[must_use]
pub fn offeneregister_number(entry: &Identifier) -> Option<String> {
    if entry.scheme() != Scheme::DeRegister {
        return None;
    }
    let entry = germany::entry(entry.canonical()).ok()?;
    let mut text = format!("{}_", entry.court.code);
    if let Some(former) = entry.former {
        text = text + Court::by_name(&former)?.code + "_";
    }
    Some(format!("{text}{}{}{}", entry.sign, entry.number, entry.suffix))
}

/// Reads the number GLEIF gives with a registration authority: `RA000432` and `B7479`.
///
/// `None` for an authority that is not one of the four countries' central registers; German
/// courts have an authority each and are not known here.
///
/// # Errors
/// As [`parse`], in `Some`.
///
/// ```
/// use identifiers::{from_registration_authority, Scheme};
/// let entry = from_registration_authority("RA000432", "B7479");
/// assert!(entry.is_some_and(|read| read.is_ok_and(|id| id.scheme() == Scheme::LuRcs)));
/// ```
#[must_use]
pub fn from_registration_authority(authority: &str, number: &str) -> Option<Result<Identifier, Reason>> {
    let scheme = match authority {
        "RA000432" => Scheme::LuRcs,
        "RA000025" => Scheme::BeEnterprise,
        "RA000189" | "RA000192" => Scheme::FrSiren,
        _ => return None,
    };
    Some(parse(scheme, number))
}

/// One step; [`bridges`] repeats it until nothing new is found.
///
/// ```text
/// SIRET ──▶ SIREN ◀──▶ French VAT        KBO enterprise ◀──▶ Belgian VAT
/// RCS entry ──▶ SIREN ◀── EUID (FR)      KBO enterprise ◀──▶ EUID (BE)
/// German entry ◀──▶ EUID (DE)            RCS number ◀──▶ EUID (LU)
/// ```
///
/// Each result is read by the parser of its scheme, so it obeys that scheme's rules.
fn steps(from: &Identifier) -> Vec<Identifier> {
    let text = from.canonical();
    let found = match from.scheme() {
        Scheme::FrSiret => [parse_some(Scheme::FrSiren, text.get(..9)), None],
        Scheme::FrSiren => [french_vat(text), None],
        Scheme::FrVat if !france::is_monaco(text) => [parse_some(Scheme::FrSiren, text.get(2..)), None],
        Scheme::FrRcs => [parse_some(Scheme::FrSiren, text.rsplit(' ').next()), None],
        Scheme::BeEnterprise => [parse_some(Scheme::BeVat, Some(text)), euid(format!("BEKBOBCE.{text}"))],
        Scheme::BeVat => [parse_some(Scheme::BeEnterprise, Some(text)), None],
        Scheme::LuRcs => [euid(format!("LURCSL.{text}")), None],
        Scheme::DeRegister => [german_euid(text), None],
        Scheme::Euid => [national(text), None],
        _ => [None, None],
    };
    found.into_iter().flatten().collect()
}

fn parse_some(scheme: Scheme, text: Option<&str>) -> Option<Identifier> {
    parse(scheme, text?).ok()
}

fn euid(text: String) -> Option<Identifier> {
    parse(Scheme::Euid, &text).ok()
}

/// The number with the numeric key, the form that is given out.
fn french_vat(siren: &str) -> Option<Identifier> {
    let key = france::vat_key(siren)?;
    parse(Scheme::FrVat, &format!("{key:02}{siren}")).ok()
}

/// An entry of a series taken over from another court has no EUID that could be told from here,
/// nor has one whose suffix is not ASCII.
fn german_euid(canonical: &str) -> Option<Identifier> {
    let entry = germany::entry(canonical).ok()?;
    if entry.former.is_some() || !entry.suffix.is_ascii() {
        return None;
    }
    let (court, suffix) = (entry.court.code, entry.suffix);
    euid(format!("DE{court}.{}{}{suffix}", entry.sign, entry.number))
}

/// The identifier a EUID wraps; for France the SIREN, as the registry's name is not known here.
fn national(euid: &str) -> Option<Identifier> {
    let (register, number) = euid.split_once('.')?;
    let (country, register) = register.split_at_checked(2)?;
    match country {
        "BE" => parse(Scheme::BeEnterprise, number).ok(),
        "LU" => parse(Scheme::LuRcs, number).ok(),
        "FR" => parse(Scheme::FrSiren, number).ok(),
        "DE" => parse(Scheme::DeRegister, &format!("{register}_{number}")).ok(),
        _ => None,
    }
}
