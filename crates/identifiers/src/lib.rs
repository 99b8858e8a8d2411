//! Legal identifiers of organisations in France, Luxembourg, Germany, Belgium and the EU:
//! parse, verify, format, and say what is wrong. No network, no clock, no register behind it:
//! a number that verifies is well-formed, not necessarily given out.
//!
//! ```
//! use identifiers::{bridge, parse, Reason, Scheme};
//!
//! let vat = parse(Scheme::FrVat, "FR 40 303 265 045")?;
//! assert_eq!(vat.canonical(), "40303265045");
//! assert_eq!(bridge(&vat, Scheme::FrSiren).map(|id| id.human()).as_deref(), Some("303 265 045"));
//!
//! assert_eq!(parse(Scheme::DeRegister, "HRB 2940"), Err(Reason::MissingCourt));
//! # Ok::<(), Reason>(())
//! ```
#![forbid(unsafe_code)]

/// The examples of the README are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod belgium;
mod bridges;
mod checks;
mod compact;
mod courts;
mod euid;
mod france;
mod germany;
mod guess;
mod human;
mod identifier;
mod international;
mod luxembourg;
mod place;
mod reason;
mod scheme;
mod text;

pub use bridges::{
    bridge, bridges, court_code, court_name, french_euid, from_registration_authority, offeneregister_number,
    registration_authority,
};
pub use guess::guess;
pub use identifier::Identifier;
pub use reason::{Language, Reason, ReasonText};
pub use scheme::{Scheme, UnknownScheme};

/// Reads `input` as an identifier of `scheme`, however people write it.
///
/// White space (no-break spaces too), stops, slashes and hyphens between digits are dropped,
/// letters may be lower case, the country prefix of a VAT number and a label such as `SIREN`,
/// `TVA` or `USt-IdNr.` may stand before it. Nothing else is forgiven.
///
/// # Errors
/// The first fault found, as a [`Reason`]. Any text gives an answer; none panics.
///
/// ```
/// use identifiers::{parse, Reason, Scheme};
/// assert_eq!(parse(Scheme::LuRcs, "R.C.S. Luxembourg B 82.454")?.canonical(), "B82454");
/// assert_eq!(parse(Scheme::FrSiren, "552 008 44"), Err(Reason::Length { expected: 9, found: 8 }));
/// # Ok::<(), Reason>(())
/// ```
pub fn parse(scheme: Scheme, input: &str) -> Result<Identifier, Reason> {
    match scheme {
        Scheme::FrSiren => france::siren(input),
        Scheme::FrSiret => france::siret(input),
        Scheme::FrVat => france::vat(input),
        Scheme::FrRcs => france::rcs(input),
        Scheme::BeEnterprise => belgium::enterprise(input),
        Scheme::BeEstablishment => belgium::establishment(input),
        Scheme::BeBranch => belgium::branch(input),
        Scheme::BeVat => belgium::vat(input),
        Scheme::LuVat => luxembourg::vat(input),
        Scheme::LuRcs => luxembourg::rcs(input),
        Scheme::DeVat => germany::vat(input),
        Scheme::DeEconomic => germany::economic(input),
        Scheme::DeRegister => germany::register(input),
        Scheme::Lei => international::lei(input),
        Scheme::Euid => euid::euid(input),
        Scheme::Ror => international::ror(input),
    }
}
