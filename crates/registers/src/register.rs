//! The registers this crate has a name for, and the codes they are stored and asked for by.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A register, or what stands for one.
///
/// ```
/// use registers::Register;
/// assert_eq!(Register::Kbo.code(), "kbo");
/// assert_eq!("ror".parse(), Ok(Register::Ror));
/// let fault = "bris".parse::<Register>().unwrap_err();
/// assert!(fault.to_string().ends_with("known are: kbo, ror, offeneregister, gleif, cordis, kohesio, sirene, demo"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Register {
    /// Belgium: Kruispuntbank van Ondernemingen / Banque-Carrefour des Entreprises, open data.
    Kbo,
    /// Research Organization Registry, worldwide.
    Ror,
    /// Germany: the courts' registers as OffeneRegister collected them (2017 to 2019).
    #[serde(rename = "offeneregister")]
    OffeneRegister,
    /// Legal entity identifiers worldwide: the list of GLEIF.
    Gleif,
    /// CORDIS: organisations in research projects of the European Union.
    Cordis,
    /// Kohesio: beneficiaries of the cohesion funds of the European Union.
    Kohesio,
    /// France: the stock files of INSEE's SIRENE.
    Sirene,
    /// The fictional organisations of the demonstration; they have no official files.
    Demo,
}

impl Register {
    /// Every register, in the order of the enum.
    pub const ALL: [Self; 8] = [
        Self::Kbo,
        Self::Ror,
        Self::OffeneRegister,
        Self::Gleif,
        Self::Cordis,
        Self::Kohesio,
        Self::Sirene,
        Self::Demo,
    ];

    /// The stable code, also its JSON text: `kbo`, `ror`, `offeneregister`, `gleif`, `cordis`, `kohesio`, `sirene`,
    /// `demo`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kbo => "kbo",
            Self::Ror => "ror",
            Self::OffeneRegister => "offeneregister",
            Self::Gleif => "gleif",
            Self::Cordis => "cordis",
            Self::Kohesio => "kohesio",
            Self::Sirene => "sirene",
            Self::Demo => "demo",
        }
    }
}

impl fmt::Display for Register {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Register {
    type Err = UnknownRegister;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|register| register.code() == code)
            .ok_or_else(|| UnknownRegister {
                code: code.chars().take(40).collect(),
            })
    }
}

/// The text is no [register code](Register::code); the message names those that are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no register {code:?}; known are: {}", Register::ALL.map(Register::code).join(", "))]
pub struct UnknownRegister {
    /// What was asked for, at most 40 characters.
    pub code: String,
}
