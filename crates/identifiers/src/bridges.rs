//! Exact steps from one identifier to another: the same number in another dress.
//! They make two sources meet without comparing a single name. Nothing here is looked up.

use crate::courts::Court;
use crate::text::Text;
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
    reached(from).into_iter().flatten().collect()
}

/// Most identifiers that follow from one: an enterprise of the KBO has its VAT number and its EUID.
const MOST: usize = 4;

/// All that follows, nearest first, without asking the allocator.
fn reached(from: &Identifier) -> [Option<Identifier>; MOST] {
    let mut reached = [const { None }; MOST];
    let mut count = 0;
    let mut next = Some(from.clone());
    let mut at = 0;
    while let Some(here) = next {
        for further in steps(&here).into_iter().flatten() {
            let known = |id: &Identifier| id.scheme() == further.scheme();
            if known(from) || reached.iter().flatten().any(known) {
                continue;
            }
            if let Some(place) = reached.get_mut(count) {
                *place = Some(further);
                count += 1;
            }
        }
        next = reached.get(at).cloned().flatten();
        at += 1;
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
    reached(from).into_iter().flatten().find(|id| id.scheme() == to)
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
        text = text + Court::by_name(former.as_str())?.code + "_";
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

/// The registration authority GLEIF lists for the register of this identifier; the number beside it
/// is the canonical text (for an entry in a French registry, its SIREN).
///
/// The way back from [`from_registration_authority`]: RCS of Luxembourg, KBO, SIRENE. `None` for
/// all others; German courts have an authority each.
///
/// ```
/// use identifiers::{parse, registration_authority, Scheme};
/// let entry = parse(Scheme::LuRcs, "B 7479")?;
/// assert_eq!(registration_authority(&entry), Some("RA000432"));
/// # Ok::<(), identifiers::Reason>(())
/// ```
#[must_use]
pub const fn registration_authority(of: &Identifier) -> Option<&'static str> {
    match of.scheme() {
        Scheme::LuRcs => Some("RA000432"),
        Scheme::BeEnterprise => Some("RA000025"),
        Scheme::FrSiren => Some("RA000189"),
        Scheme::FrRcs => Some("RA000192"),
        _ => None,
    }
}

/// The EUID of a French company: the four digits of the registry that keeps it, and its SIREN,
/// which may come of a SIRET, a VAT number or an RCS entry.
///
/// The registry's digits are in no other identifier, so they must be known from elsewhere.
/// `None` if they are not four digits, or if no SIREN follows from the identifier.
///
/// ```
/// use identifiers::{french_euid, parse, Scheme};
/// let vat = parse(Scheme::FrVat, "FR 36 798 662 797")?;
/// let euid = french_euid(&vat, "7501").map(|id| id.into_canonical());
/// assert_eq!(euid.as_deref(), Some("FR7501.798662797"));
/// # Ok::<(), identifiers::Reason>(())
/// ```
#[must_use]
pub fn french_euid(company: &Identifier, registry: &str) -> Option<Identifier> {
    let siren = bridge(company, Scheme::FrSiren)?;
    euid(format_args!("FR{registry}.{}", siren.canonical()))
}

/// The name of the German register court with this XJustiz code, in upper or lower case.
///
/// It is the name in the [canonical](Identifier::canonical) text of its entries.
/// `None` for a court that is not in this crate's table.
///
/// ```
/// assert_eq!(identifiers::court_name("T2304V"), Some("Mainz"));
/// assert_eq!(identifiers::court_name("Z9999"), None);
/// ```
#[must_use]
pub fn court_name(code: &str) -> Option<&'static str> {
    Some(Court::by_code(code)?.name)
}

/// The XJustiz code of the German register court with this name, as people write it.
///
/// Case, blanks and punctuation do not matter, `ae` may stand for `ä`.
///
/// ```
/// use identifiers::court_code;
/// assert_eq!(court_code("Saarbruecken"), Some("V1109"));
/// assert_eq!(court_code("Ludwigshafen am Rhein"), Some("T3104V"));
/// assert_eq!(court_code("Trier"), None); // its entries are kept in Wittlich
/// ```
#[must_use]
pub fn court_code(name: &str) -> Option<&'static str> {
    Some(Court::by_name(name)?.code)
}

/// One step; [`bridges`] repeats it until nothing new is found.
///
/// ```text
/// SIRET ──▶ SIREN ◀──▶ French VAT        KBO enterprise ◀──▶ Belgian VAT
/// RCS entry ──▶ SIREN ◀── EUID (FR)      KBO enterprise ◀──▶ EUID (BE)
/// W-IdNr. ──▶ German VAT
/// German entry ◀──▶ EUID (DE)            RCS number ◀──▶ EUID (LU)
/// ```
///
/// Each result is read by the parser of its scheme, so it obeys that scheme's rules.
fn steps(from: &Identifier) -> [Option<Identifier>; 2] {
    let text = from.canonical();
    match from.scheme() {
        Scheme::FrSiret => [parse_some(Scheme::FrSiren, text.get(..9)), None],
        Scheme::FrSiren => [french_vat(text), None],
        Scheme::FrVat if !france::is_monaco(text) => [parse_some(Scheme::FrSiren, text.get(2..)), None],
        Scheme::FrRcs => [parse_some(Scheme::FrSiren, text.rsplit(' ').next()), None],
        Scheme::BeEnterprise => [
            parse_some(Scheme::BeVat, Some(text)),
            euid(format_args!("BEKBOBCE.{text}")),
        ],
        Scheme::BeVat => [parse_some(Scheme::BeEnterprise, Some(text)), None],
        Scheme::LuRcs => [euid(format_args!("LURCSL.{text}")), None],
        Scheme::DeRegister => [german_euid(text), None],
        Scheme::Euid => [national(text), None],
        Scheme::DeEconomic => [parse_some(Scheme::DeVat, text.get(2..11)), None],
        _ => [None, None],
    }
}

fn parse_some(scheme: Scheme, text: Option<&str>) -> Option<Identifier> {
    parse(scheme, text?).ok()
}

fn euid(parts: std::fmt::Arguments<'_>) -> Option<Identifier> {
    parse(Scheme::Euid, Text::of(parts).as_str()).ok()
}

/// The number with the numeric key, the form that is given out.
fn french_vat(siren: &str) -> Option<Identifier> {
    let key = france::vat_key(siren)?;
    parse(Scheme::FrVat, Text::of(format_args!("{key:02}{siren}")).as_str()).ok()
}

/// An entry of a series taken over from another court has no EUID that could be told from here,
/// nor has one whose suffix is not ASCII.
fn german_euid(canonical: &str) -> Option<Identifier> {
    let entry = germany::entry(canonical).ok()?;
    if entry.former.is_some() || !entry.suffix.as_str().is_ascii() {
        return None;
    }
    let (court, suffix) = (entry.court.code, entry.suffix);
    euid(format_args!("DE{court}.{}{}{suffix}", entry.sign, entry.number))
}

/// The identifier a EUID wraps; for France the SIREN, as the registry's name is not known here.
fn national(euid: &str) -> Option<Identifier> {
    let (register, number) = euid.split_once('.')?;
    let (country, register) = register.split_at_checked(2)?;
    match country {
        "BE" => parse(Scheme::BeEnterprise, number).ok(),
        "LU" => parse(Scheme::LuRcs, number).ok(),
        "FR" => parse(Scheme::FrSiren, number).ok(),
        "DE" => parse(
            Scheme::DeRegister,
            Text::of(format_args!("{register}_{number}")).as_str(),
        )
        .ok(),
        _ => None,
    }
}
