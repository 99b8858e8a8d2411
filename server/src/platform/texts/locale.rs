//! The three languages of the interface.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    /// French.
    Fr,
    /// German.
    De,
    /// English.
    En,
}

impl Locale {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Locale; 3] = [Locale::Fr, Locale::De, Locale::En];

    /// `fr`, `de` or `en`: as in addresses, `lang` and language maps.
    pub const fn code(self) -> &'static str {
        match self {
            Locale::Fr => "fr",
            Locale::De => "de",
            Locale::En => "en",
        }
    }

    /// The language of a code, exactly as [`Locale::code`] writes it.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Locale::Fr => "Français",
            Locale::De => "Deutsch",
            Locale::En => "English",
        }
    }

    /// `FR`, `DE` or `EN`, for the language switch.
    pub const fn short(self) -> &'static str {
        match self {
            Locale::Fr => "FR",
            Locale::De => "DE",
            Locale::En => "EN",
        }
    }

    /// Place in [`Locale::ALL`].
    pub(super) const fn index(self) -> usize {
        match self {
            Locale::Fr => 0,
            Locale::De => 1,
            Locale::En => 2,
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
